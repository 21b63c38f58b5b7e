/* The preview's frames: which are shown, and how far a desktop must shrink. Also copies share links. */
"use strict";

{
  const frames = document.querySelector("[data-frames]");
  const choices = document.querySelector("[data-frame-choices]");
  if (frames && choices) {
    const shrink = () => {
      for (const glass of frames.querySelectorAll("[data-scaled]")) {
        const scale = Math.min(1, glass.clientWidth / glass.dataset.scaled);
        glass.classList.add("is-scaled");
        glass.style.setProperty("--scale", scale || 1);
      }
    };
    const show = (which) => {
      frames.dataset.frames = which;
      for (const button of choices.querySelectorAll("[data-show]")) {
        button.setAttribute("aria-pressed", String(button.dataset.show === which));
      }
      shrink();
    };
    choices.hidden = false;
    choices.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.show) show(button.dataset.show);
      if (button && "reload" in button.dataset) {
        for (const frame of frames.querySelectorAll("iframe")) frame.contentWindow.location.reload();
      }
    });
    // Links in a preview lead to the site, which lets nobody frame it: they open in a tab of their own.
    for (const frame of frames.querySelectorAll("iframe")) {
      frame.addEventListener("load", () => keepInside(frame));
      keepInside(frame);
    }
    new ResizeObserver(shrink).observe(frames);
    show(window.innerWidth < 700 ? "phone" : "both");
  }

  function keepInside(frame) {
    const inside = frame.contentDocument;
    if (!inside || inside.khoborKept) return;
    inside.khoborKept = true;
    inside.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || link.getAttribute("href").startsWith("#")) return;
      event.preventDefault();
      window.open(link.href, "_blank", "noopener");
    });
    inside.addEventListener("submit", (event) => event.preventDefault());
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    if (!navigator.clipboard || !field) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      button.textContent = field.dataset.copied;
    });
  }
}
