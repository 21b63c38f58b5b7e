/* What is said of a story in one place: headline, picture, until when, whether it yields, and its package. */
"use strict";

khobor.frontSlot = (() => {
  const { config, texts, state, RELATED, digits, fill, say, slotAt, nameOf, headlineOf, elementAt, find, set, learn } = khobor.front;
  const dialog = document.querySelector("[data-slot-dialog]");
  const form = dialog.querySelector("form");
  const part = (name) => dialog.querySelector(`[data-slot-${name}]`);
  const { headline, until, yields } = form.elements;
  let place = null;
  let picture = null; // the number of the one that replaces the story's own
  let related = [];

  // A time as the paper's clock shows it, and back

  const offsetOf = (at) => {
    const parts = new Intl.DateTimeFormat("en", { timeZone: config.zone, timeZoneName: "longOffset" }).formatToParts(at);
    return parts.find(({ type }) => type === "timeZoneName").value.replace("GMT", "") || "+00:00";
  };
  const toLocal = (iso) => {
    const at = new Date(iso);
    if (!iso || Number.isNaN(at.getTime())) return "";
    return new Date(`${at.toISOString().slice(0, 19)}${negative(offsetOf(at))}`).toISOString().slice(0, 16);
  };
  const negative = (offset) => (offset.startsWith("-") ? `+${offset.slice(1)}` : `-${offset.slice(1)}`);
  const fromLocal = (value) => {
    const at = new Date(`${value}Z`);
    return value && !Number.isNaN(at.getTime()) ? `${value.slice(0, 16)}:00${offsetOf(at)}` : null;
  };
  const sameMoment = (one, other) => Boolean(one) === Boolean(other) && (!one || Date.parse(one) === Date.parse(other));

  // Letters as a reader counts them

  const OPEN_END = /\u09cd\u200d?$/; // where the browser's segmenter is old, a conjunct falls apart behind its hasanta
  function countLetters(text) {
    let count = 0;
    let isOpen = false;
    for (const { segment } of new Intl.Segmenter("bn").segment(text.normalize("NFC").trim())) {
      if (!(isOpen && /^[\u0995-\u09b9\u09dc-\u09df]/.test(segment))) count += 1;
      isOpen = OPEN_END.test(segment);
    }
    return count;
  }

  function countHeadline() {
    part("count").textContent = fill(texts.letters, { count: digits(countLetters(headline.value)), limit: digits(config.headline_limit) });
  }

  function open(at) {
    const slot = slotAt(at);
    if (!slot.story || state.isHeld) return;
    place = at;
    picture = slot.picture;
    related = [...slot.related];
    part("title").textContent = nameOf(place);
    part("story").textContent = headlineOf(slot.story);
    part("story").lang = state.cards[slot.story]?.language ?? "";
    headline.value = slot.headline;
    headline.placeholder = headlineOf(slot.story);
    headline.lang = state.cards[slot.story]?.language ?? "";
    until.value = toLocal(slot.until);
    yields.checked = slot.yields;
    part("problem").hidden = !state.problems[place];
    part("problem").textContent = state.problems[place] ?? "";
    form.elements.find.value = "";
    part("found").replaceChildren();
    part("status").textContent = "";
    countHeadline();
    showPicture();
    showRelated();
    dialog.showModal();
    headline.focus();
  }

  function keep() {
    const slot = slotAt(place);
    const chosen = fromLocal(until.value);
    const values = {
      headline: headline.value.normalize("NFC").trim(),
      picture,
      until: sameMoment(chosen, slot.until) ? slot.until : chosen,
      yields: yields.checked,
      related,
    };
    // “Newer” counts from when it was said.
    if (values.yields !== slot.yields) values.since = null;
    set(place, values);
    dialog.close();
  }

  // The picture for this place

  function showPicture() {
    const own = state.cards[slotAt(place).story]?.thumbnail;
    const shown = picture ? state.pictures[picture]?.thumbnail : own;
    const image = part("picture");
    image.hidden = !shown;
    if (shown) image.src = shown;
    part("picture-note").textContent = picture ? texts.own_picture : shown ? texts.story_picture : texts.no_picture;
    part("picture-remove").hidden = !picture;
    part("picture-choose").hidden = !window.khoborPicker;
  }

  part("picture-choose").addEventListener("click", async () => {
    const [chosen] = await window.khoborPicker.open();
    if (chosen) {
      picture = chosen.id;
      state.pictures[chosen.id] = { thumbnail: chosen.thumbnail };
      showPicture();
    }
    part("picture-choose").focus();
  });
  part("picture-remove").addEventListener("click", () => {
    picture = null;
    showPicture();
    part("picture-choose").focus();
  });

  // Its package

  function button(words, label, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button tool", textContent: words });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  function showRelated(focus) {
    const rows = related.map((id, index) => {
      const row = document.createElement("li");
      const values = { story: headlineOf(id) };
      const words = Object.assign(document.createElement("span"), { textContent: headlineOf(id), lang: state.cards[id]?.language ?? "" });
      const up = button("↑", fill(texts.do_related_up, values), () => swap(index, index - 1, "up"));
      const down = button("↓", fill(texts.do_related_down, values), () => swap(index, index + 1, "down"));
      const out = button("×", fill(texts.do_related_out, values), () => {
        related = related.filter((other) => other !== id);
        showRelated();
        form.elements.find.focus();
      });
      up.disabled = index === 0;
      down.disabled = index === related.length - 1;
      row.append(words, up, down, out);
      return row;
    });
    part("related").replaceChildren(...rows);
    part("related").hidden = !rows.length;
    part("finder").hidden = related.length >= RELATED;
    part("full").hidden = related.length < RELATED;
    if (!focus) return;
    const buttons = rows[focus.index].querySelectorAll("button");
    const wanted = buttons[focus.which === "up" ? 0 : 1];
    (wanted.disabled ? buttons[2] : wanted).focus();
  }

  function swap(from, to, which) {
    [related[from], related[to]] = [related[to], related[from]];
    showRelated({ index: to, which });
  }

  let timer = 0;
  let asked = 0;
  async function look() {
    const question = ++asked;
    const { stories, problem } = await khobor.frontStories.ask(form.elements.find.value, "");
    if (question !== asked) return;
    const free = stories.filter(({ id }) => id !== slotAt(place).story && !related.includes(id)).slice(0, 6);
    part("status").textContent = problem || (free.length ? "" : texts.no_story);
    part("found").replaceChildren(...free.map(foundRow));
  }

  function foundRow(card) {
    const row = document.createElement("li");
    const at = find(card.id);
    const note = at && at.place !== place ? ` (${fill(at.isRelated ? texts.in_package : texts.placed, { place: nameOf(at.place) })})` : "";
    const add = button(`+ ${card.headline}${note}`, fill(texts.do_related_add, { story: card.headline }) + note, () => {
      related.push(card.id);
      learn({ [card.id]: card });
      showRelated();
      part("found").replaceChildren();
      form.elements.find.value = "";
      (part("finder").hidden ? part("keep") : form.elements.find).focus();
    });
    add.lang = card.language;
    row.append(add);
    return row;
  }

  form.elements.find.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  });
  form.elements.find.addEventListener("focus", () => part("found").children.length || look());
  form.elements.find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    part("found").querySelector("button")?.click();
  });
  headline.addEventListener("input", countHeadline);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
  });
  part("close").addEventListener("click", () => dialog.close());
  part("move").addEventListener("click", () => {
    dialog.close();
    khobor.frontStories.choosePlace({ from: place });
  });
  part("other").addEventListener("click", () => {
    dialog.close();
    khobor.frontStories.lookFor(place);
  });
  dialog.addEventListener("close", () => {
    const opener = elementAt(place)?.querySelector("[data-tool=edit]");
    if (!document.activeElement || document.activeElement === document.body) opener?.focus();
  });

  return { open, say };
})();
