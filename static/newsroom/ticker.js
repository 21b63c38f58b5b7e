/* The ticker's desk: letters counted as they are typed, the story found by its words, and the preview that follows. */
"use strict";

window.khobor = window.khobor || {};

khobor.ticker = (() => {
  const PAUSE = 300; // ms after the last key
  const config = JSON.parse(document.getElementById("ticker-data").textContent);
  const { texts } = config;
  const form = document.querySelector("[data-line-form]");
  const spoken = document.querySelector("[data-say]");
  const numbers = new Intl.NumberFormat(config.locale);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  document.documentElement.classList.add("has-ticker");

  // Saying

  let sayTimer = 0;
  function say(words) {
    // The same words twice would be silent the second time.
    clearTimeout(sayTimer);
    spoken.textContent = "";
    sayTimer = setTimeout(() => (spoken.textContent = words), 60);
  }

  // Letters

  const segmenter = window.Intl?.Segmenter ? new Intl.Segmenter("bn", { granularity: "grapheme" }) : null;

  /** As the server counts: a conjunct is one letter, also where the browser's segmenter is older than Unicode 15.1. */
  function countLetters(text) {
    if (!segmenter) return [...text.replace(/\p{M}/gu, "")].length;
    let count = 0;
    let isOpen = false;
    for (const { segment } of segmenter.segment(text)) {
      if (!(isOpen && /^[\u0995-\u09b9\u09dc-\u09df]/.test(segment))) count += 1;
      isOpen = /\u09cd\u200d?$/.test(segment);
    }
    return count;
  }

  const typed = () => form?.elements.text.value.normalize("NFC").split(/\s+/).filter(Boolean).join(" ") ?? "";

  function tellLetters() {
    const place = form.querySelector("[data-letters]");
    const { phone, desk, most } = config.letters;
    const count = countLetters(typed());
    const values = Object.fromEntries(Object.entries({ count, phone, desk, most }).map(([name, value]) => [name, numbers.format(value)]));
    const note = count > most ? texts.too_long : count > desk ? texts.long : count > phone ? texts.phone : texts.room;
    place.textContent = fill(`${texts.count} · ${note}`, values);
    place.classList.toggle("is-long", count > desk && count <= most);
    place.classList.toggle("is-wrong", count > most);
  }

  // The preview

  const frames = [...document.querySelectorAll("[data-preview]")];

  function shrink() {
    for (const glass of document.querySelectorAll("[data-scaled]")) {
      glass.classList.add("is-scaled");
      glass.style.setProperty("--scale", Math.min(1, glass.clientWidth / glass.dataset.scaled) || 1);
    }
  }

  let previewTimer = 0;
  let asked = null;
  async function preview() {
    asked?.abort();
    asked = new AbortController();
    const text = typed();
    const query = new URLSearchParams(text ? { text: text.slice(0, 500), breaking: form.elements.breaking.checked ? "1" : "", line: config.line ?? "" } : {});
    let html = "";
    try {
      const answer = await fetch(`${config.framed}?${query}`, { signal: asked.signal, cache: "no-store" });
      if (!answer.ok || answer.redirected) return;
      html = await answer.text();
    } catch {
      return; // aborted, or no network: the preview stays as it was
    }
    for (const frame of frames) show(frame, html, text);
  }

  function show(frame, html, text) {
    const inside = frame.contentDocument;
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    const main = inside?.querySelector("main");
    if (!main || !fresh) return;
    main.replaceWith(inside.importNode(fresh, true));
    const own = text && [...inside.querySelectorAll(".ticker-strip li")].find((line) => line.textContent.includes(text));
    if (own) inside.querySelector(".ticker-window").scrollLeft = own.offsetLeft - inside.querySelector(".ticker-strip").offsetLeft;
  }

  function later() {
    clearTimeout(previewTimer);
    previewTimer = setTimeout(preview, PAUSE);
  }

  // Links lead to the site, which lets nobody frame it: they open in a tab of their own.
  function keepInside(frame) {
    const inside = frame.contentDocument;
    if (!inside || inside.khoborKept) return;
    inside.khoborKept = true;
    inside.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link) return;
      event.preventDefault();
      window.open(link.href, "_blank", "noopener");
    });
  }

  for (const frame of frames) {
    frame.addEventListener("load", () => keepInside(frame));
    keepInside(frame);
  }
  const glasses = document.querySelector(".ticker-previews");
  if (glasses) new ResizeObserver(shrink).observe(glasses);
  shrink();

  // The story

  function followStory() {
    const { story, address } = form.elements;
    document.querySelector("[data-find-label]").textContent = texts.find;
    const leads = Object.assign(document.createElement("p"), { className: "ticker-leads" });
    const name = document.createElement("b");
    const clear = Object.assign(document.createElement("button"), { type: "button", className: "button tool", textContent: texts.clear });
    leads.append(name, clear);
    address.after(leads);

    function tell() {
      const chosen = story.selectedOptions[0];
      leads.hidden = !story.value;
      name.textContent = story.value ? chosen.textContent : "";
    }
    clear.addEventListener("click", () => {
      story.value = "";
      address.value = "";
      tell();
      address.focus();
    });
    khobor.findNames(address, config.stories, {
      chosen(result) {
        if (![...story.options].some((option) => option.value === result.id)) story.add(new Option(result.name, result.id));
        story.value = result.id;
        address.value = "";
        tell();
        isDirty = true;
      },
      typed() {},
    });
    // What is typed over a story that was chosen means another one.
    address.addEventListener("input", () => {
      if (!address.value.trim()) return;
      story.value = "";
      tell();
    });
    tell();
  }

  // What was typed

  let isDirty = false;
  if (form) {
    tellLetters();
    followStory();
    form.addEventListener("input", ({ target }) => {
      isDirty = true;
      if (target === form.elements.text) tellLetters();
      if (target === form.elements.text || target === form.elements.breaking) later();
    });
    form.addEventListener("submit", () => (isDirty = false));
    window.addEventListener("beforeunload", (event) => isDirty && typed() && event.preventDefault());
    if (typed()) for (const frame of frames) frame.addEventListener("load", later, { once: true });
    if (typed()) later();
    // Enter has no other meaning in a headline: it would be one line anyhow.
    form.elements.text.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
  }

  // On a phone the field that was refused is far below the words that say so.
  document.querySelector(".ticker-desk .is-wrong :is(textarea, input:not([type=hidden]))")?.focus();

  return { config, texts, fill, say, numbers, preview: later };
})();
