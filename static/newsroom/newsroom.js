/* The newsroom works without this; with it, steps open as dialogs, bylines move, and nothing unsaved is left behind. */
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
  // The reason belongs to the story's form, where only this step may demand it.
  const reason = dialog.querySelector("[data-required]");
  dialog.querySelector("[name=_step]")?.addEventListener("click", (event) => {
    // An untouched form sends the step alone: what the editor merely shows is not written back.
    if (changed) event.target.removeAttribute("formaction");
    else if (opener.dataset.stepUrl) event.target.setAttribute("formaction", opener.dataset.stepUrl);
    if (reason && !reason.value.trim()) {
      event.preventDefault();
      reason.required = true;
      reason.reportValidity();
    }
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

if (story) {
  keepUnsaved(story);
  arrangeByline(story.querySelector(".byline"));
  showChosenPicture(story);
}

function keepUnsaved(form) {
  let leaving = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("change", () => (changed = true));
  form.addEventListener("submit", () => (leaving = true));
  if (window.CKEDITOR) {
    CKEDITOR.on("instanceReady", ({ editor }) => editor.on("change", () => (changed = true)));
  }
  window.addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

function arrangeByline(byline) {
  const rows = byline.querySelector(".byline-rows");
  const total = byline.querySelector("[name=byline-TOTAL_FORMS]");
  const pattern = byline.querySelector("template");
  const number = () => {
    [...rows.children].forEach((row, index) => {
      row.querySelector("[name$=-ORDER]").value = index + 1;
    });
  };
  const prepare = (row) => (row.querySelector(".byline-moves").hidden = false);
  [...rows.children].forEach(prepare);
  number();
  const add = byline.querySelector("[data-add-row]");
  add.hidden = false;
  add.addEventListener("click", () => {
    const row = document.createElement("template");
    row.innerHTML = pattern.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const added = row.content.firstElementChild;
    rows.append(added);
    prepare(added);
    number();
    added.querySelector("select").focus();
  });
  byline.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = event.target.closest(".byline-row");
    if (!button || !row) return;
    if ("remove" in button.dataset) {
      // The row stays, empty: the form counts its rows.
      row.querySelector("select").value = "";
      row.hidden = true;
    } else if (button.dataset.move) {
      const other = button.dataset.move === "-1" ? row.previousElementSibling : row.nextElementSibling;
      if (other) button.dataset.move === "-1" ? other.before(row) : other.after(row);
      button.focus();
    }
    number();
    byline.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function showChosenPicture(form) {
  const file = form.querySelector("[name=picture_file]");
  const place = form.querySelector(".shown-picture");
  file?.addEventListener("change", () => {
    const [chosen] = file.files;
    if (!chosen || !chosen.type.startsWith("image/")) return;
    const image = document.createElement("img");
    image.alt = "";
    image.src = URL.createObjectURL(chosen);
    place.replaceChildren(image);
  });
}
