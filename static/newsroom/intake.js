/* The triage: an item is read without leaving the list, and decided upon by keys. Everything is links and forms below. */
"use strict";

const intake = document.querySelector(".intake");
if (intake) {
  const rows = () => [...intake.querySelectorAll("[data-row]")];
  const linkOf = (row) => row.querySelector(".intake-headline");
  const shown = () => rows().findIndex((row) => row.classList.contains("is-shown"));
  let asked = 0;

  const show = async (row, isPressed) => {
    const number = ++asked;
    const link = linkOf(row);
    for (const other of rows()) {
      other.classList.toggle("is-shown", other === row);
      linkOf(other).toggleAttribute("aria-current", false);
    }
    link.setAttribute("aria-current", "true");
    row.scrollIntoView({ block: "nearest" });
    try {
      const answer = await fetch(link.href, { signal: AbortSignal.timeout(20_000) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const item = page.getElementById("intake-item");
      if (number !== asked) return;
      if (!answer.ok || !item) throw new Error("no item");
      document.getElementById("intake-item").replaceWith(item);
      history.replaceState(null, "", link.href);
      document.body.classList.add("is-reading");
      if (isPressed) item.focus({ preventScroll: true });
    } catch {
      if (number === asked) location.href = link.href;
    }
  };

  intake.addEventListener("click", (event) => {
    const link = event.target.closest(".intake-headline");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.closest("[data-row]"), true);
  });

  const move = (by) => {
    const all = rows();
    const next = all[Math.min(Math.max(shown() + by, 0), all.length - 1)];
    if (next && next !== all[shown()]) show(next, false);
  };
  const press = (selector) => intake.querySelector(selector)?.click();
  const actions = {
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    KeyT: () => press("[data-take]"),
    KeyX: () => press("[data-dismiss]"),
  };
  const isWriting = (target) => target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select");
  if (document.getElementById("keys")?.dataset.shortcuts === "on") {
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.isComposing || event.repeat || event.shiftKey) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      if (document.querySelector("dialog[open]") || !actions[event.code]) return;
      event.preventDefault();
      actions[event.code]();
    });
  }

  // What is decided upon leaves the list: the next one is read then.
  intake.addEventListener("submit", (event) => {
    const back = event.target.querySelector("[name=back]");
    const all = rows();
    const next = all[shown() + 1] ?? all[shown() - 1];
    if (back && next && event.target.id !== "intake-dismiss") back.value = new URL(linkOf(next).href).search;
  });

  const every = intake.querySelector("[data-all]");
  if (every) {
    const boxes = () => [...intake.querySelectorAll("[data-row] [name=item]")];
    every.hidden = false;
    every.addEventListener("change", (event) => {
      for (const box of boxes()) box.checked = event.target.checked;
    });
  }
}
