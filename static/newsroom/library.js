/* The library: uploads from anywhere on the page, a grid for the arrow keys, filters that need no button. */
"use strict";

(() => {
  const find = (name) => document.querySelector(`[data-${name}]`);
  const grid = find("library-grid");
  const panel = find("upload-panel");
  const finder = find("finder");

  // Finding

  finder?.addEventListener("change", (event) => event.target.matches("[data-sends]") && finder.requestSubmit());
  // What is empty does not belong into the address.
  finder?.addEventListener("submit", () => {
    for (const field of finder.elements) if (field.name && !field.value) field.disabled = true;
  });
  window.addEventListener("pageshow", () => {
    for (const field of finder?.elements ?? []) field.disabled = false;
  });
  document.addEventListener("keydown", (event) => {
    const isWriting = event.target.closest?.("input, textarea, select, dialog");
    if (event.code !== "Slash" || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || isWriting) return;
    const search = finder?.querySelector("[type=search]");
    if (!search) return;
    event.preventDefault();
    search.select();
  });

  grid?.addEventListener("keydown", (event) => {
    const links = [...grid.querySelectorAll(".library-item > a")];
    const at = links.indexOf(event.target);
    if (at < 0) return;
    const tops = links.map((link) => link.getBoundingClientRect().top);
    const next = tops.findIndex((top) => top > tops[0]);
    const across = next < 1 ? links.length : next;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - across, ArrowDown: at + across, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    links[to]?.focus();
  });

  // Uploading

  if (!panel || !window.khobor?.pictures) return;
  const form = find("upload-form");
  const input = find("upload-files");
  const tally = find("tally");
  const list = panel.querySelector("[data-cards]");
  const spread = find("spread");
  const number = new Intl.NumberFormat(document.documentElement.lang || "bn");
  const shared = () => {
    const words = {};
    for (const field of form.querySelector("[data-shared]").querySelectorAll("input, select, textarea")) {
      if (field.value) words[field.name] = field.value;
    }
    return words;
  };
  const cards = khobor.cards(list, {
    shared,
    changed: () => {
      const all = cards.count();
      const done = list.querySelectorAll(".is-here, .is-known").length;
      tally.hidden = !all;
      tally.textContent = tally.dataset.text.replace("{done}", number.format(done)).replace("{all}", number.format(all));
      spread.hidden = !done;
      panel.toggleAttribute("data-busy", cards.isBusy());
    },
  });

  function take(files) {
    if (!files.length) return;
    panel.hidden = false;
    cards.add([...files]);
    list.lastElementChild.scrollIntoView({ block: "nearest" });
  }

  find("without-script").hidden = true;
  input.classList.add("visually-hidden");
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  spread.addEventListener("click", () => cards.spread(shared()));
  find("upload-open")?.addEventListener("click", (event) => {
    event.preventDefault();
    panel.hidden = false;
    panel.scrollIntoView({ block: "start" });
    input.focus();
  });
  khobor.pictures.receive(document.body, take);
  window.addEventListener("beforeunload", (event) => cards.isBusy() && event.preventDefault());

  // Which licence words are asked for follows the rights.
  const rights = form.querySelector("[name=rights]");
  const follow = () => {
    for (const [name, value] of [["rights_until", "licensed"], ["licence_url", "free"]]) {
      const field = form.querySelector(`#field-${name}`);
      if (field) field.hidden = rights.value !== value;
    }
  };
  rights?.addEventListener("change", follow);
  if (rights) follow();
})();
