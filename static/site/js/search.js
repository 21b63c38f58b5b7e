// Suggestions while somebody types: pages to go to. Without this script the field searches all the same.
(() => {
  "use strict";

  const field = document.querySelector("[data-suggestions]");
  const list = document.querySelector(".suggestions");
  if (!field || !list) return;
  let waiting = 0;
  let asked = "";

  const hide = () => {
    list.hidden = true;
    asked = ""; // typed again, they are shown again
  };

  const show = (suggestions) => {
    const items = document.createElement("ul");
    for (const { kind, text, url, lang } of suggestions) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = text;
      if (lang) link.lang = lang;
      if (list.dataset[kind]) {
        const label = document.createElement("small");
        label.textContent = list.dataset[kind];
        link.append(label);
      }
      const item = document.createElement("li");
      item.append(link);
      items.append(item);
    }
    list.replaceChildren(items);
    list.hidden = !suggestions.length;
  };

  const ask = async () => {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    if (!text) return hide();
    try {
      const answer = await fetch(`${field.dataset.suggestions}?q=${encodeURIComponent(text)}`);
      const { suggestions } = await answer.json();
      if (text === field.value.trim()) show(suggestions);
    } catch {
      hide(); // the search itself still works
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  const line = field.parentElement;
  line.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && !list.hidden) {
      hide();
      field.focus();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? field : (links[next] ?? links.at(-1)))?.focus();
    } else return;
    event.preventDefault();
  });
  line.addEventListener("focusout", (event) => {
    if (!line.contains(event.relatedTarget)) hide();
  });
})();
