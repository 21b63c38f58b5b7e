/* The newsroom works without this; with it, steps open as dialogs, and nothing unsaved is left behind. */
"use strict";

document.documentElement.classList.add("has-script");

const story = document.getElementById("story-form");
// A form shown again after an error holds text that nobody has saved yet.
let changed = story?.dataset.state === "unsaved";

for (const opener of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog || !dialog.showModal) continue;
  opener.setAttribute("aria-haspopup", "dialog");
  const open = (event) => {
    event.preventDefault();
    dialog.showModal();
    dialog.querySelector("textarea")?.focus();
  };
  opener.addEventListener("click", open);
  opener.addEventListener("keydown", (event) => event.key === " " && open(event));
  dialog.querySelector("[data-close]")?.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  // The answers may belong to the story's form, where only this step may demand them.
  const required = [...dialog.querySelectorAll("[data-required]")];
  dialog.querySelector("[name=_step]")?.addEventListener("click", (event) => {
    // An untouched form sends the step alone: what the editor merely shows is not written back.
    if (changed) event.target.removeAttribute("formaction");
    else if (opener.dataset.stepUrl) event.target.setAttribute("formaction", opener.dataset.stepUrl);
    const missing = required.find((field) => !field.value.trim());
    if (!missing) return;
    event.preventDefault();
    missing.required = true;
    missing.reportValidity();
    missing.required = false;
  });
}

// One press is one request; a second would find what the first has changed.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

closeBeside(document.querySelector("[data-account]"));

if (story) {
  saveByKey(story);
}

/* A menu that is open closes as menus do: by Escape, by a press beside it, or when the keyboard has left it. */
function closeBeside(menu) {
  if (!menu) return;
  const close = (event) => menu.contains(event.target) || (menu.open = false);
  document.addEventListener("pointerdown", close);
  document.addEventListener("focusin", close);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

/* What is unsaved, and what becomes of it: static/newsroom/autosave.js. */
function saveByKey(form) {
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("change", () => (changed = true));
  if (window.CKEDITOR) {
    CKEDITOR.on("instanceReady", ({ editor }) => editor.on("change", () => (changed = true)));
  }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}
