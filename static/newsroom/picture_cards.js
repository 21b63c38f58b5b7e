/* Pictures on their way in: one card each, with its progress, its problem, and the words it still needs. */
"use strict";

window.khobor = window.khobor || {};

khobor.cards = (list, { shared = () => ({}), changed = () => {}, isMultiple = () => true } = {}) => {
  const { pictures } = khobor;
  const { config } = pictures;
  const pattern = document.getElementById("upload-card");
  const WORDS = ["caption", "alt", "credit"];
  const cards = [];

  const find = (card, name) => card.element.querySelector(`[data-${name}]`);
  const field = (card, name) => card.element.querySelector(`[data-word=${name}]`);

  function add(files) {
    const added = files.map((file) => {
      const element = pattern.content.firstElementChild.cloneNode(true);
      const card = { element, file, picture: null, isDone: false, isUsed: false, known: false };
      find(card, "name").textContent = file.name;
      listen(card);
      list.append(element);
      cards.push(card);
      start(card);
      return card;
    });
    changed();
    return added;
  }

  async function start(card) {
    const bar = find(card, "progress");
    card.isDone = false;
    bar.hidden = false;
    tell(card, config.textWaiting);
    problem(card, "");
    const answer = await pictures.upload(card.file, shared(), (part) => {
      bar.value = part * 100;
      tell(card, part < 1 ? config.textSending : config.textReading);
    });
    bar.hidden = true;
    card.isDone = true;
    if (answer.picture) arrived(card, answer);
    else failed(card, answer.problem);
    changed(answer.picture && card);
  }

  function failed(card, message) {
    card.element.classList.add("is-refused");
    tell(card, config.textRefused);
    problem(card, message);
    find(card, "again").hidden = find(card, "drop").hidden = false;
  }

  function arrived(card, { picture, known }) {
    Object.assign(card, { picture, known, isUsed: true });
    card.element.classList.add(known ? "is-known" : "is-here");
    const image = find(card, "image");
    image.src = picture.thumbnail;
    image.hidden = false;
    tell(card, known ? "" : config.textHere);
    find(card, "known").hidden = !known;
    for (const link of card.element.querySelectorAll("[data-link]")) {
      link.href = picture.change;
      link.hidden = false;
    }
    const use = find(card, "use");
    if (use) {
      use.hidden = false;
      if (!isMultiple()) for (const other of cards) other.isUsed = other === card;
      showUse();
    }
    if (picture.mayChange) askWords(card);
  }

  function askWords(card) {
    find(card, "words").hidden = false;
    for (const name of WORDS) field(card, name).value = card.picture[name];
    field(card, "decorative").checked = card.picture.decorative;
    showMissing(card);
  }

  function showMissing(card) {
    const missing = card.picture.missing.filter(({ field: name }) => field(card, name) || name === "rights");
    const place = find(card, "missing");
    place.textContent = `${config.textMissing} ${missing.map(({ message }) => message).join(", ")}`;
    place.hidden = !missing.length;
    card.element.classList.toggle("is-complete", !missing.length);
    field(card, "alt").disabled = field(card, "decorative").checked;
  }

  function listen(card) {
    card.element.addEventListener("change", (event) => {
      if (event.target.matches("[data-word]")) keep(card);
      if (event.target.matches("[data-used]")) {
        card.isUsed = event.target.checked;
        if (card.isUsed && !isMultiple()) for (const other of cards) other.isUsed = other === card;
        showUse();
        changed(card);
      }
    });
    find(card, "again").addEventListener("click", () => {
      card.element.classList.remove("is-refused");
      find(card, "again").hidden = find(card, "drop").hidden = true;
      start(card);
    });
    find(card, "drop").addEventListener("click", () => {
      cards.splice(cards.indexOf(card), 1);
      card.element.remove();
      changed();
    });
  }

  function showUse() {
    for (const card of cards) {
      const box = card.element.querySelector("[data-used]");
      if (box) box.checked = card.isUsed;
    }
  }

  /** Keep the words as they stand; with `isComplete` they must be all there. True when they are kept. */
  async function keep(card, isComplete = false) {
    if (!card.picture?.mayChange) return true;
    const words = Object.fromEntries(WORDS.map((name) => [name, field(card, name).value]));
    words.decorative = field(card, "decorative").checked;
    if (isComplete) words.complete = "1";
    const { json, problem: trouble } = await pictures.words(card.picture.id, words);
    for (const place of card.element.querySelectorAll("[data-error]")) {
      place.textContent = json.errors?.[place.dataset.error] ?? "";
      place.hidden = !place.textContent;
      field(card, place.dataset.error)?.setAttribute("aria-invalid", String(!place.hidden));
    }
    problem(card, trouble);
    if (!json.picture) return false;
    card.picture = json.picture;
    tell(card, config.textKept);
    showMissing(card);
    changed();
    return true;
  }

  /** The same words for every picture that has arrived. */
  async function spread(words) {
    for (const card of cards.filter(({ picture }) => picture?.mayChange)) {
      const { json, problem: trouble } = await pictures.words(card.picture.id, words);
      problem(card, trouble || Object.values(json.errors ?? {}).join(" "));
      if (!json.picture) continue;
      card.picture = json.picture;
      askWords(card);
      tell(card, config.textKept);
    }
  }

  /** The used pictures with complete words; null, and the first gap focused, when one lacks some. */
  async function used() {
    const found = [];
    for (const card of cards.filter(({ picture, isUsed }) => picture && isUsed)) {
      if (!(await keep(card, true))) {
        card.element.scrollIntoView({ block: "nearest" });
        (card.element.querySelector("[aria-invalid=true]") ?? card.element.querySelector("[data-word]")).focus();
        return null;
      }
      found.push(card.picture);
    }
    return found;
  }

  function unuse() {
    for (const card of cards) card.isUsed = false;
    showUse();
  }

  function tell(card, text) {
    find(card, "state").textContent = text;
  }

  function problem(card, text) {
    const place = find(card, "problem");
    place.textContent = text;
    place.hidden = !text;
  }

  function clear() {
    for (const card of cards.splice(0)) card.element.remove();
  }

  return {
    add,
    spread,
    used,
    unuse,
    clear,
    count: () => cards.length,
    countUsed: () => cards.filter(({ picture, isUsed }) => picture && isUsed).length,
    isBusy: () => cards.some(({ isDone }) => !isDone),
  };
};
