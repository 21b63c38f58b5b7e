/* Whoever leaves a page of the paper with words that are not saved is asked first. */
"use strict";

{
  const form = document.getElementById("house-form");
  let isSent = false;
  let isTyped = Boolean(form.dataset.unsaved);

  form.addEventListener("input", () => (isTyped = true));
  form.addEventListener("submit", () => (isSent = true));
  window.addEventListener("beforeunload", (event) => {
    const editors = Object.values(window.CKEDITOR?.instances ?? {});
    if (!isSent && (isTyped || editors.some((editor) => editor.checkDirty()))) event.preventDefault();
  });
}
