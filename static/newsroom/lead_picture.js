/* The story form's lead picture: chosen in the picker, dropped or taken away; its focal point set where it stands. */
"use strict";

(() => {
  const place = document.querySelector("[data-lead]");
  if (!place) return;
  showFile();
  const picker = window.khoborPicker;
  if (!picker) return;
  const { pictures } = khobor;
  const find = (name) => place.querySelector(`[data-lead-${name}]`);
  const form = place.closest("form");
  const select = form.elements.lead_picture;
  const WORDS = ["caption", "alt", "credit"];
  const word = (name) => form.elements[`picture_${name}`];
  const choose = find("choose");
  let current = null; // the picture as the library has it
  let removed = null; // what “bring it back” brings back
  let asked = 0;

  const focus = khobor.focus(place.querySelector("[data-focus-place]"), (x, y) => keepFocus(x, y));

  /** A file chosen for the story's own save, as it will look. */
  function showFile() {
    const preview = place.querySelector("[data-file-preview]");
    place.querySelector("[name=picture_file]").addEventListener("change", ({ target }) => {
      const [file] = target.files;
      preview.hidden = !file?.type.startsWith("image/");
      if (!preview.hidden) preview.src = URL.createObjectURL(file);
    });
  }

  // Words: a picture brings its own where the story has none, or only those of the picture before it.

  function write(field, value) {
    if (field.type === "checkbox" ? field.checked === value : field.value === value) return;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function fillWords(picture, before) {
    for (const name of WORDS) {
      const value = word(name).value.trim();
      if (!value || value === before?.[name]) write(word(name), picture[name]);
    }
    if (!word("alt").value.trim()) write(word("decorative"), picture.decorative);
    else write(word("decorative"), false);
  }

  function said() {
    return { ...Object.fromEntries(WORDS.map((name) => [name, word(name).value])), decorative: word("decorative").checked };
  }

  // Choosing

  function pick(picture) {
    const before = current;
    removed = null;
    forgetFile();
    show(picture);
    setValue(picture.id, picture.name);
    fillWords(picture, before);
  }

  function setValue(id, label) {
    const value = id ? String(id) : "";
    if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option(label, value));
    if (select.value === value) return;
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** A file chosen before would win over what is chosen now. */
  function forgetFile() {
    const file = form.elements.picture_file;
    if (!file.value) return;
    file.value = "";
    file.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function choosePicture(chosen) {
    const [picture] = await chosen;
    if (picture) pick(picture);
    choose.focus();
  }

  choose.addEventListener("click", () => choosePicture(picker.open()));
  find("remove").addEventListener("click", () => {
    removed = { picture: current, words: said() };
    forgetFile();
    show(null);
    setValue("", "");
    for (const name of WORDS) write(word(name), "");
    write(word("decorative"), false);
    find("undo").focus();
  });
  find("undo").addEventListener("click", () => {
    const { picture, words } = removed;
    pick(picture);
    for (const name of [...WORDS, "decorative"]) write(word(name), words[name]);
    choose.focus();
  });
  // Another script may set it: the autosave's own copy, laid back into the form.
  select.addEventListener("change", async () => {
    const id = Number(select.value) || 0;
    if (id === (current?.id ?? 0)) return;
    const question = ++asked;
    const { json } = id ? await pictures.one(id) : { json: {} };
    if (question === asked) show(json.picture ?? null);
  });
  const isHeld = () => form.classList.contains("is-read-only"); // somebody else writes in the story
  pictures.receive(place, (files) => !isHeld() && choosePicture(picker.upload(files.slice(0, 1))), { pastesFrom: place });

  // Showing

  function show(picture) {
    current = picture;
    const stage = place.querySelector("[data-focus-place]");
    stage.hidden = !picture;
    stage.querySelector("[data-focus-crops]").hidden = !picture;
    place.querySelector("[data-no-picture]").hidden = Boolean(picture);
    choose.textContent = picture ? choose.dataset.textReplace : choose.dataset.textChoose;
    find("remove").hidden = !picture;
    find("undo").hidden = Boolean(picture) || !removed?.picture;
    find("link").hidden = !picture;
    stage.querySelector("[data-focus-help]").hidden = !picture?.mayChange;
    if (!picture) return;
    find("link").href = picture.change;
    focus.show(picture);
  }

  let timer = 0;
  function keepFocus(x, y) {
    const picture = current;
    clearTimeout(timer);
    // Arrow keys come in rows; each kept point has every crop cut anew.
    timer = setTimeout(async () => {
      const { problem, json } = await pictures.focus(picture.id, x, y);
      const told = find("problem");
      told.textContent = problem || Object.values(json.errors ?? {}).join(" ");
      told.hidden = !told.textContent;
      if (json.picture) picture.focus = json.picture.focus;
    }, 400);
  }

  /** Decorative and described at once would contradict each other. */
  function follow() {
    word("alt").readOnly = word("decorative").checked;
    word("alt").classList.toggle("is-needless", word("decorative").checked);
  }
  form.addEventListener("change", follow);
  follow();

  place.classList.add("is-picking");
  find("ways").hidden = false;
  show(null);
  if (select.value) select.dispatchEvent(new Event("change"));
})();
