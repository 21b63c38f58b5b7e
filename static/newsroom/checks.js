/* The checklist follows what is typed. Without this it shows the text as it was saved last. */
"use strict";

{
  const panel = document.getElementById("checklist");
  const form = document.getElementById("story-form");
  if (panel && form) watch(panel, form);
  panel?.addEventListener("click", (event) => {
    const link = event.target.closest("[data-jump]");
    if (link && focusField(link.hash.slice(1))) event.preventDefault();
  });

  function watch(panel, form) {
    const pause = 700; // milliseconds after the last key
    let timer = 0;
    let request = null;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(check, pause);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    if (window.CKEDITOR) {
      for (const editor of Object.values(CKEDITOR.instances)) editor.on("change", later);
      CKEDITOR.on("instanceReady", ({ editor }) => editor.on("change", later));
    }
    // Select2 speaks jQuery only.
    window.django?.jQuery?.(form).on("change", "select", later);

    async function check() {
      request?.abort();
      request = new AbortController();
      panel.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(panel.dataset.url, { method: "POST", body: typed(form), signal: request.signal });
        if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) return;
        const { html } = await answer.json();
        const place = panel.querySelector("[data-checks]");
        const focused = place.contains(document.activeElement) && document.activeElement.hash;
        place.innerHTML = html;
        if (focused) place.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
      } catch {
        // No network: the next key asks again.
      } finally {
        panel.removeAttribute("aria-busy");
      }
    }
  }

  function typed(form) {
    const data = new FormData(form);
    for (const [name, editor] of Object.entries(window.CKEDITOR?.instances ?? {})) {
      data.set(document.getElementById(name)?.name ?? name, editor.getData());
    }
    // A chosen picture is only counted here; it is sent when the story is saved.
    if (form.querySelector("[name=picture_file]")?.files?.length) data.set("new_picture", "1");
    data.delete("picture_file");
    return data;
  }

  function focusField(id) {
    const field = document.getElementById(id);
    if (!field) return false;
    field.scrollIntoView({ block: "center" });
    const editor = window.CKEDITOR?.instances[field.querySelector("textarea")?.id];
    if (editor) editor.focus();
    else field.querySelector(".select2-selection, input:not([type=hidden]), textarea, select, button")?.focus();
    return true;
  }
}
