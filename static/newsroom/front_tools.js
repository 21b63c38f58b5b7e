/* The buttons of the board, and the beginning of it all. */
"use strict";

(() => {
  const { config, board, state, draw, places, elementAt, move, put, takeOut, moveBlock, showBlock } = khobor.front;

  const steps = { up: -1, down: 1 };

  function use(tool, place) {
    const kind = tool.dataset.tool;
    if (kind === "edit") return khobor.frontSlot.open(place);
    if (kind === "choose") return khobor.frontStories.lookFor(place);
    if (kind === "keep") {
      put(state.filling[place], place);
      return elementAt(place).querySelector("[data-tool=edit]").focus();
    }
    if (kind === "out") {
      takeOut(place);
      return elementAt(place).querySelector("[data-tool=choose]").focus();
    }
    const all = places();
    const to = all[all.indexOf(place) + steps[kind]];
    if (!to || !move(place, to)) return;
    const same = elementAt(to).querySelector(`[data-tool=${kind}]`);
    (same.disabled ? elementAt(to).querySelector("[data-grip]") : same).focus();
  }

  function useBlock(tool, slug) {
    const at = state.layout.blocks.findIndex((block) => block.section === slug);
    const kind = tool.dataset.blockTool;
    if (kind === "show") return showBlock(slug, !state.layout.blocks[at].shown);
    moveBlock(slug, at + steps[kind]);
    (tool.disabled ? tool.closest("[data-block]").querySelector("[data-grip]") : tool).focus();
  }

  board.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool], [data-block-tool], [data-open]");
    if (!tool) return;
    event.preventDefault();
    if (state.isHeld) return;
    const place = tool.closest("[data-place]")?.dataset.place;
    if (tool.dataset.blockTool) useBlock(tool, tool.closest("[data-block]").dataset.block);
    else if (tool.dataset.tool) use(tool, place);
    else khobor.frontSlot.open(place);
  });

  document.documentElement.classList.add("has-front");
  draw();
  khobor.frontSaving.listen();
  khobor.frontSaving.restoreLeft();
  khobor.frontLock.start();
  if (config.may_change && !config.held) khobor.frontSaving.show("saved");
  const first = Object.keys(state.problems)[0];
  if (first) elementAt(first)?.scrollIntoView({ block: "center" });
})();
