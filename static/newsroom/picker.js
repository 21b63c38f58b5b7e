/* Choosing pictures without leaving the page: window.khoborPicker.open({multiple}), .upload(files, {multiple}).
   Several files are several pictures, unless told otherwise. Both resolve with the chosen pictures in their order,
   or with none; they never reject. */
"use strict";

(() => {
  const dialog = document.getElementById("picker");
  if (!dialog?.showModal || !window.khobor?.pictures) return;
  const { pictures } = khobor;
  const texts = dialog.dataset;
  const find = (name) => dialog.querySelector(`[data-${name}]`);
  const [frame, search, only, grid, status, more, use, list] = ["frame", "search", "only", "grid", "status", "more", "take", "cards"].map(find);
  const PAUSE = 250; // ms without typing
  const chosen = new Map(); // id: picture, in the order of choosing
  let isMultiple = false;
  let finish = null; // of the promise that is open
  let asked = 0; // the newest question: an older one's answer is late
  let timer = 0;
  const number = new Intl.NumberFormat(document.documentElement.lang || "bn");

  const cards = khobor.cards(list, {
    isMultiple: () => isMultiple,
    changed: (used) => {
      list.hidden = !cards.count();
      if (used && !isMultiple && cards.countUsed()) unchoose();
      showChosen();
    },
  });

  // The list

  async function load(before) {
    const question = ++asked;
    grid.setAttribute("aria-busy", "true");
    const wanted = { q: search.value, only: only.value, ...(before && { before }) };
    const { json, problem } = await pictures.list(wanted);
    if (question !== asked) return;
    grid.removeAttribute("aria-busy");
    if (!before) grid.replaceChildren();
    const first = grid.children.length;
    grid.append(...(json.pictures ?? []).map(option));
    grid.hidden = !grid.children.length; // a list box without options is none
    more.hidden = !json.older;
    more.value = json.older ?? "";
    status.textContent = problem || (grid.children.length ? "" : search.value || only.value ? texts.textNone : texts.textEmpty);
    setStop(grid.children[before ? first : 0]);
    if (before) grid.children[first]?.focus();
  }

  function option(picture) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.className = "picker-option";
    item.tabIndex = -1;
    item.picture = picture;
    const image = Object.assign(new Image(), { src: picture.thumbnail, alt: "", loading: "lazy", decoding: "async" });
    const name = document.createElement("span");
    name.className = "picker-name";
    name.textContent = picture.caption || picture.alt || texts.textUnnamed;
    const about = document.createElement("small");
    about.textContent = picture.credit;
    const mark = document.createElement("span");
    mark.className = "picker-mark";
    mark.ariaHidden = "true";
    item.append(image, mark, name, about);
    const note = picture.isLapsed ? texts.textLapsed : picture.missing.some(({ field }) => field !== "rights" && field !== "caption") && texts.textMissing;
    if (note) {
      const told = Object.assign(document.createElement("small"), { className: "picker-note", textContent: note });
      item.append(told);
    }
    if (picture.isLapsed) item.ariaDisabled = "true";
    item.ariaSelected = String(chosen.has(picture.id));
    return item;
  }

  function setStop(item) {
    for (const other of grid.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
    if (item) item.tabIndex = 0;
  }

  function columns() {
    const items = [...grid.children];
    const next = items.findIndex((item) => item.offsetTop > items[0].offsetTop);
    return next < 1 ? items.length : next;
  }

  // Choosing

  function toggle(item) {
    const { picture } = item;
    if (picture.isLapsed) return;
    const was = chosen.has(picture.id);
    if (!isMultiple) {
      unchoose();
      cards.unuse();
    }
    if (was) chosen.delete(picture.id);
    else chosen.set(picture.id, picture);
    showChosen();
  }

  function unchoose() {
    chosen.clear();
  }

  function showChosen() {
    const order = [...chosen.keys()];
    for (const item of grid.children) {
      const place = order.indexOf(item.picture.id);
      item.ariaSelected = String(place >= 0);
      item.querySelector(".picker-mark").textContent = place < 0 ? "" : isMultiple ? number.format(place + 1) : "✓";
    }
    const count = order.length + cards.countUsed();
    find("chosen").textContent = count && isMultiple ? texts.textChosen.replace("{n}", number.format(count)) : "";
    use.disabled = !count || cards.isBusy();
  }

  async function take() {
    if (use.disabled) return;
    use.disabled = true;
    const uploaded = await cards.used();
    use.disabled = false;
    if (uploaded) end([...chosen.values(), ...uploaded]);
  }

  grid.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (!item) return;
    setStop(item);
    item.focus();
    toggle(item);
  });
  grid.addEventListener("dblclick", (event) => {
    const item = event.target.closest("[role=option]");
    if (!item || item.picture.isLapsed || isMultiple) return;
    if (!chosen.has(item.picture.id)) toggle(item);
    take();
  });
  grid.addEventListener("keydown", (event) => {
    const items = [...grid.children];
    const at = items.indexOf(event.target);
    if (at < 0) return;
    const across = columns();
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - across, ArrowDown: at + across, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const item = items[to];
      if (!item) return to < 0 && event.key === "ArrowUp" && search.focus();
      setStop(item);
      item.focus();
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (event.key === "Enter" && chosen.has(event.target.picture.id)) return take();
      toggle(event.target);
      if (event.key === "Enter" && !isMultiple) take();
    }
  });

  // Searching

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, PAUSE);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && grid.firstElementChild) {
      event.preventDefault();
      grid.querySelector("[tabindex='0']").focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      load();
    }
  });
  only.addEventListener("change", () => load());
  more.addEventListener("click", () => load(more.value));

  // Uploading

  const files = find("files");
  function bring(given) {
    if (!files || !given.length) return;
    cards.add([...given]);
    find("body").scrollTop = 0;
  }
  if (files) {
    files.addEventListener("change", () => {
      bring(files.files);
      files.value = "";
    });
    pictures.receive(frame, bring, { pastesFrom: dialog });
  }

  // Opening and closing

  function begin({ multiple = false } = {}) {
    finish?.([]);
    isMultiple = multiple;
    unchoose();
    cards.clear();
    list.hidden = true;
    search.value = only.value = "";
    grid.setAttribute("aria-multiselectable", String(multiple));
    document.getElementById("picker-title").textContent = multiple ? texts.textMany : texts.textOne;
    use.textContent = multiple ? texts.textUseMany : texts.textUseOne;
    if (!dialog.open) dialog.showModal();
    search.focus();
    showChosen();
    load();
    return new Promise((resolve) => (finish = resolve));
  }

  function end(result) {
    const resolve = finish;
    finish = null;
    dialog.close();
    resolve?.(result);
  }

  for (const button of dialog.querySelectorAll("[data-close]")) button.addEventListener("click", () => end([]));
  use.addEventListener("click", take);
  // Escape. The event comes after the fact: by then the dialog may be open again for somebody else.
  dialog.addEventListener("close", () => finish && !dialog.open && end([]));

  window.khoborPicker = {
    open: (options) => begin(options),
    upload(given, options) {
      const result = begin({ multiple: given.length > 1, ...options });
      bring(given);
      return result;
    },
  };
})();
