/* Keys for whoever wants them: single ones outside of fields, with Ctrl everywhere. “?” lists them. */
"use strict";

{
  const list = document.getElementById("keys");
  const isOn = list?.dataset.shortcuts === "on";

  const openList = (event) => {
    event.preventDefault();
    if (!list.open) list.showModal();
  };
  const goTo = (place) => (event) => {
    if (!list.dataset[place]) return;
    event.preventDefault();
    location.href = list.dataset[place];
  };
  const press = (...selectors) => (event) => {
    const shown = selectors.flatMap((selector) => [...document.querySelectorAll(selector)]);
    const button = shown.find((one) => one.offsetParent);
    if (!button) return;
    event.preventDefault();
    button.click();
  };
  // The way forward: what nothing blocks; else what would be next, whose dialog says what is missing.
  const nextStep = press(".card.steps .step.primary", ".card.steps .step:not(.careful)");
  const actions = {
    KeyQ: goTo("queue"),
    KeyD: goTo("dashboard"),
    KeyB: goTo("planning"),
    KeyI: goTo("intake"),
    KeyN: goTo("new"),
    KeyP: press("[data-preview]"),
    KeyS: nextStep,
  };

  const isWriting = (target) =>
    target instanceof Element && (target.closest("input, textarea, select, [role=textbox]") || target.isContentEditable);

  const withCtrl = (event) => {
    const ctrl = event.ctrlKey || event.metaKey;
    if (!ctrl || event.altKey || event.shiftKey || document.querySelector("dialog[open]")) return false;
    if (event.key !== "Enter" || !document.querySelector(".card.steps")) return false;
    nextStep(event);
    return true;
  };

  const onKey = (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat || withCtrl(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    // By place, not by letter: on a Bengali layout Q types ঙ. Only “?” is where the layout has it.
    if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) openList(event);
    else if (!event.shiftKey) actions[event.code]?.(event);
  };

  if (list?.showModal) {
    document.querySelector("[data-keys]")?.addEventListener("click", openList);
    list.querySelector("[data-close]").addEventListener("click", () => list.close());
    if (isOn) {
      document.addEventListener("keydown", onKey);
      // The editor's own frame keeps its keys to itself.
      window.CKEDITOR?.on("instanceReady", ({ editor }) => {
        const listen = () => editor.document?.on("keydown", ({ data }) => withCtrl(data.$));
        editor.on("contentDom", listen);
        listen();
      });
    }
  }
}
