/* Moving stories and sections: by hand (mouse, pen, finger), and with the same power by keyboard.
   A grip is picked up with Space or Enter, led by the arrows, put down with Space or Enter, let go with Escape. */
"use strict";

(() => {
  const { texts, state, board, fill, say, digits, places, elementAt, nameOf, contentOf, headlineOf, find, slotAt } = khobor.front;
  const { put, move, takeOut, moveBlock } = khobor.front;
  const START = 6; // pixels before a press becomes a drag
  const EDGE = 70; // pixels from the window's edge where it scrolls along
  const list = document.querySelector("[data-stories]");
  let carried = null; // {kind, id or place or block, target, grip}

  // What can be carried: a story of the list, what stands in a slot, a section's block

  function pickable(element) {
    const slot = element.closest("[data-place]");
    if (slot) return { kind: "slot", place: slot.dataset.place, name: contentOf(slot.dataset.place) };
    const story = element.closest("[data-story]");
    if (story) return { kind: "story", id: story.dataset.story, name: headlineOf(story.dataset.story) };
    const block = element.closest("[data-block]");
    return block && { kind: "block", block: block.dataset.block, name: khobor.front.config.sections[block.dataset.block] };
  }

  /** What an automatic slot shows may be taken up too: it is put where it goes, and stands fast from then on. */
  function settle(thing) {
    if (thing.kind !== "slot" || slotAt(thing.place).story) return thing;
    const filling = state.filling[thing.place];
    return filling ? { ...thing, kind: "story", id: filling, name: headlineOf(filling) } : null;
  }

  const blocks = () => [...board.querySelectorAll("[data-block]")];

  function mark(target) {
    for (const one of document.querySelectorAll(".is-target")) one.classList.remove("is-target");
    target?.classList.add("is-target");
  }

  function targetElement(thing) {
    if (thing.target === "out") return list;
    return thing.kind === "block" ? blocks()[thing.target] : elementAt(thing.target);
  }

  function drop(thing) {
    if (thing.target === null || thing.target === undefined) return false;
    if (thing.kind === "block") return moveBlock(thing.block, thing.target);
    if (thing.target === "out") return thing.kind === "slot" && takeOut(thing.place);
    return thing.kind === "slot" ? move(thing.place, thing.target) : put(thing.id, thing.target);
  }

  // By keyboard

  function pickUp(grip) {
    const thing = settle(pickable(grip) ?? {});
    if (!thing?.kind || state.isHeld) return;
    const where = thing.kind === "story" ? find(thing.id)?.place ?? thing.place : thing.place;
    carried = { ...thing, grip, target: where ?? places()[0] };
    if (thing.kind === "block") carried.target = blocks().findIndex((one) => one.dataset.block === thing.block);
    grip.setAttribute("aria-pressed", "true");
    document.body.classList.add("is-carrying");
    show();
    say(fill(texts.picked_up, { story: thing.name }) + " " + describe());
  }

  function describe() {
    if (carried.kind === "block") {
      return fill(texts.over_block, { number: digits(carried.target + 1), count: digits(blocks().length) });
    }
    return fill(texts.over, { place: nameOf(carried.target), story: contentOf(carried.target) });
  }

  function show() {
    const target = targetElement(carried);
    mark(target);
    target?.scrollIntoView({ block: "nearest" });
  }

  function lead(step) {
    const all = carried.kind === "block" ? blocks().map((_one, index) => index) : places();
    const at = all.indexOf(carried.target);
    const to = step === "first" ? 0 : step === "last" ? all.length - 1 : Math.max(0, Math.min(all.length - 1, at + step));
    carried.target = all[to];
    show();
    say(describe());
  }

  function letGo(isDropped) {
    const thing = carried;
    carried = null;
    thing.grip.removeAttribute("aria-pressed");
    document.body.classList.remove("is-carrying");
    mark(null);
    if (!isDropped) return say(fill(texts.let_go, { story: thing.name }));
    if (!drop(thing)) say(fill(texts.let_go, { story: thing.name }));
    const landed = thing.kind === "block" ? thing.grip : elementAt(thing.target)?.querySelector("[data-grip]");
    if (thing.kind !== "story" || !list.contains(thing.grip)) landed?.focus();
  }

  const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, Home: "first", End: "last" };

  document.addEventListener("keydown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip) return;
    const isPress = event.key === " " || event.key === "Enter";
    if (!carried && isPress && !event.repeat) {
      event.preventDefault();
      pickUp(grip);
    } else if (carried && isPress) {
      event.preventDefault();
      if (!event.repeat) letGo(true);
    } else if (carried && event.key in STEPS) {
      event.preventDefault();
      lead(STEPS[event.key]);
    } else if (carried && event.key === "Escape") {
      event.preventDefault();
      letGo(false);
    }
  });
  document.addEventListener("focusout", ({ target }) => carried && target === carried.grip && letGo(false));
  // A screen reader's own press comes as a click without a pointer.
  document.addEventListener("click", (event) => {
    const grip = event.detail === 0 && event.target.closest?.("[data-grip]");
    if (!grip) return;
    if (carried) letGo(true);
    else pickUp(grip);
  });

  // By hand

  let drag = null; // {thing, x, y, pointer, ghost}

  document.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || drag || state.isHeld) return;
    const grip = event.target.closest("[data-grip]");
    // With a mouse the whole card is a handle; a finger scrolls there.
    const isCard = event.pointerType === "mouse" && event.target.closest("[data-card]") && !event.target.closest("button, input, select");
    if (!grip && !isCard) return;
    const thing = settle(pickable(event.target) ?? {});
    if (!thing?.kind) return;
    if (!grip) event.preventDefault(); // no text is selected, no picture dragged
    drag = { thing, x: event.clientX, y: event.clientY, pointer: event.pointerId, ghost: null };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.ghost && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < START) return;
    event.preventDefault();
    drag.ghost ??= ghost(drag.thing);
    drag.ghost.style.translate = `${event.clientX + 12}px ${event.clientY + 12}px`;
    Object.assign(drag, { atX: event.clientX, atY: event.clientY });
    aim();
  });

  function ghost(thing) {
    const shown = Object.assign(document.createElement("div"), { className: "front-ghost", textContent: thing.name });
    document.body.append(shown);
    document.body.classList.add("is-carrying");
    requestAnimationFrame(scrollAlong);
    return shown;
  }

  function aim() {
    const under = document.elementFromPoint(drag.atX, drag.atY);
    const { thing } = drag;
    if (thing.kind === "block") {
      const block = under?.closest("[data-block]");
      thing.target = block ? blocks().indexOf(block) : null;
    } else {
      const isOut = thing.kind === "slot" && under && list.contains(under);
      thing.target = under?.closest("[data-place]")?.dataset.place ?? (isOut ? "out" : null);
    }
    mark(thing.target === null ? null : targetElement(thing));
  }

  function scrollAlong() {
    if (!drag?.ghost) return;
    const by = drag.atY < EDGE ? -14 : drag.atY > window.innerHeight - EDGE ? 14 : 0;
    if (by) {
      window.scrollBy(0, by);
      aim();
    }
    requestAnimationFrame(scrollAlong);
  }

  function end(isDropped) {
    if (!drag) return;
    const { thing, ghost: shown } = drag;
    drag = null;
    if (!shown) return;
    shown.remove();
    document.body.classList.remove("is-carrying");
    mark(null);
    if (isDropped) drop(thing);
    // The click that ends a drag opens nothing.
    const swallow = (event) => (event.preventDefault(), event.stopPropagation());
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 50);
  }

  document.addEventListener("pointerup", (event) => drag?.pointer === event.pointerId && end(true));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && drag && end(false));
  document.addEventListener("dragstart", (event) => event.target.closest?.("[data-card]") && event.preventDefault());
})();
