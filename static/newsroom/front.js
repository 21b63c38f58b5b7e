/* The front as the page holds it: the layout, what may be done with it, and each slot drawn from it.
   Slots stay where they are, and what stands in them changes; so nothing loses the focus. */
"use strict";

window.khobor = window.khobor || {};

khobor.front = (() => {
  const config = JSON.parse(document.getElementById("front-data").textContent);
  const { texts } = config;
  const board = document.querySelector("[data-front]");
  const spoken = document.querySelector("[data-say]");
  const RELATED = 4;
  const OF_AUTOMATIC = ["choose", "keep"]; // the tools of a slot that fills itself
  const EMPTY = { story: "", headline: "", picture: null, until: null, yields: false, since: null, related: [] };
  const state = {
    layout: config.layout,
    cards: config.cards, // what is known of a story, by its public id
    pictures: config.pictures, // the same of a picture that stands in place of a story's own, by its number
    filling: config.filling, // the story that would fill an automatic slot now, by place
    problems: config.problems, // what is wrong, by place
    isHeld: !config.may_change,
  };

  const digits = (number) =>
    document.documentElement.lang.startsWith("bn") ? String(number).replace(/\d/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]) : String(number);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  // Places: "top-1", "bangladesh-3"

  const blockOf = (slug, layout = state.layout) => layout.blocks?.find((block) => block.section === slug);
  const keyOf = (place) => place.slice(0, place.lastIndexOf("-"));
  const indexOf = (place) => Number(place.slice(place.lastIndexOf("-") + 1)) - 1;
  const slotsOf = (key, layout = state.layout) => (key === "top" ? layout.top : blockOf(key, layout).slots);
  const slotAt = (place, layout = state.layout) => slotsOf(keyOf(place), layout)[indexOf(place)];
  const keys = () => ["top", ...(state.layout.blocks ?? []).map((block) => block.section)];
  const places = () => keys().flatMap((key) => slotsOf(key).map((_slot, index) => `${key}-${index + 1}`));
  const elementAt = (place) => board.querySelector(`[data-place="${place}"]`);
  const isEmpty = (slot) => !slot.story;

  /** Where a story stands: {place, isRelated}, or nothing. */
  function find(id, layout = state.layout) {
    for (const place of places()) {
      const slot = slotAt(place, layout);
      if (slot.story === id) return { place, isRelated: false };
      if (slot.related.includes(id)) return { place, isRelated: true };
    }
    return null;
  }

  function nameOf(place) {
    const key = keyOf(place);
    const number = digits(indexOf(place) + 1);
    if (key === "top") return place === "top-1" ? texts.lead : fill(texts.slot, { number });
    return fill(texts.block_slot, { section: config.sections[key] ?? key, number });
  }

  const headlineOf = (id) => state.cards[id]?.headline ?? texts.unknown;

  /** What a place shows now, in words: its story, or the one that fills it. */
  function contentOf(place) {
    const slot = slotAt(place);
    if (slot.story) return slot.headline || headlineOf(slot.story);
    const filling = state.filling[place];
    return filling ? `${texts.automatic}: ${headlineOf(filling)}` : texts.automatic;
  }

  // Changes: each makes a new layout, says what became of it, and leaves the saving to front_saving.js

  function change(make, words) {
    if (state.isHeld) return false;
    const next = structuredClone(state.layout);
    const said = make(next) ?? words;
    if (said === false) return false;
    state.layout = next;
    draw();
    say(said);
    document.dispatchEvent(new CustomEvent("khobor:front-changed"));
    return true;
  }

  function dropRelated(layout, id) {
    for (const place of places()) {
      const slot = slotAt(place, layout);
      slot.related = slot.related.filter((other) => other !== id);
    }
  }

  /** A story comes into a place. What stood there makes room, one slot down, as far as there are any; or it goes. */
  function put(id, to, { replaces = false } = {}) {
    const from = find(id);
    if (from && !from.isRelated) return from.place !== to && move(from.place, to);
    return change((layout) => {
      dropRelated(layout, id);
      const slots = slotsOf(keyOf(to), layout);
      const index = indexOf(to);
      const before = slots[index];
      const values = { story: headlineOf(id), place: nameOf(to) };
      const fresh = { ...structuredClone(EMPTY), story: id };
      if (isEmpty(before) || replaces) {
        slots[index] = fresh;
        return fill(texts.put, values);
      }
      const gap = slots.findIndex((slot, at) => at > index && isEmpty(slot));
      const [gone] = slots.splice(gap < 0 ? slots.length - 1 : gap, 1);
      slots.splice(index, 0, fresh);
      if (isEmpty(gone)) return fill(texts.put_down, values);
      return fill(texts.put_out, { ...values, gone: headlineOf(gone.story) });
    });
  }

  /** Two places change what stands in them; an automatic one simply takes over. */
  function move(from, to) {
    if (from === to || !slotAt(from).story) return false;
    return change((layout) => {
      const [one, other] = [slotAt(from, layout), slotAt(to, layout)];
      const [moved, swapped] = [structuredClone(one), structuredClone(other)];
      Object.assign(one, swapped);
      Object.assign(other, moved);
      const values = { story: headlineOf(moved.story), place: nameOf(to), other: nameOf(from) };
      return fill(isEmpty(swapped) ? texts.moved : texts.swapped, { ...values, swapped: headlineOf(swapped.story) });
    });
  }

  function takeOut(place) {
    const { story } = slotAt(place);
    if (!story) return false;
    return change((layout) => {
      Object.assign(slotAt(place, layout), structuredClone(EMPTY));
      return fill(texts.taken_out, { story: headlineOf(story), place: nameOf(place) });
    });
  }

  /** What the slot's dialog says: headline, picture, until, yields, related. */
  function set(place, values) {
    const before = slotAt(place);
    const same = Object.entries(values).every(([name, value]) => JSON.stringify(before[name]) === JSON.stringify(value));
    if (same) return false;
    return change((layout) => {
      for (const id of values.related ?? []) {
        for (const other of places()) {
          const slot = slotAt(other, layout);
          if (slot.story === id) Object.assign(slot, structuredClone(EMPTY));
        }
        dropRelated(layout, id);
      }
      Object.assign(slotAt(place, layout), values);
      return fill(texts.changed, { place: nameOf(place) });
    });
  }

  function moveBlock(slug, to) {
    const from = state.layout.blocks.findIndex((block) => block.section === slug);
    const last = state.layout.blocks.length - 1;
    const target = Math.max(0, Math.min(last, to));
    if (from === target) return false;
    return change((layout) => {
      const [block] = layout.blocks.splice(from, 1);
      layout.blocks.splice(target, 0, block);
      const values = { section: config.sections[slug], number: digits(target + 1), count: digits(last + 1) };
      return fill(texts.block_moved, values);
    });
  }

  function showBlock(slug, shown) {
    return change((layout) => {
      blockOf(slug, layout).shown = shown;
      return fill(shown ? texts.block_shown : texts.block_hidden, { section: config.sections[slug] });
    });
  }

  // Saying

  let sayTimer = 0;
  function say(words) {
    // The same words twice would be silent the second time.
    clearTimeout(sayTimer);
    spoken.textContent = "";
    sayTimer = setTimeout(() => (spoken.textContent = words), 60);
  }

  // Drawing

  const zone = { timeZone: config.zone };

  /** ৩ সেপ্টেম্বর, বিকাল ৪:২৬, as everywhere in the paper (articles/bengali/dates.py). */
  function moment(iso) {
    const at = new Date(iso);
    if (Number.isNaN(at.getTime())) return "";
    const day = new Intl.DateTimeFormat(config.locale, { ...zone, day: "numeric", month: "long" }).format(at);
    const options = { ...zone, hour: "numeric", minute: "2-digit" };
    if (!config.locale.startsWith("bn")) return `${day}, ${new Intl.DateTimeFormat(config.locale, options).format(at)}`;
    const parts = new Intl.DateTimeFormat(config.locale, { ...options, hour12: true, dayPeriod: "short" }).formatToParts(at);
    const part = (type) => parts.find((one) => one.type === type)?.value ?? "";
    return `${day}, ${part("dayPeriod").replace("রাত্রি", "রাত")} ${part("hour")}:${part("minute")}`;
  }

  function drawSlot(element) {
    const place = element.dataset.place;
    const slot = slotAt(place);
    const id = slot.story || state.filling[place] || "";
    const card = state.cards[id];
    const part = (name) => element.querySelector(`[data-${name}]`);
    const badge = (name, isOn, words) => {
      const shown = element.querySelector(`[data-badge="${name}"]`);
      shown.hidden = !isOn;
      if (isOn && words) shown.textContent = words;
    };
    element.classList.toggle("is-placed", !isEmpty(slot));
    element.classList.toggle("is-automatic", isEmpty(slot));
    element.classList.toggle("is-wrong", Boolean(state.problems[place]));
    part("headline").textContent = slot.headline || card?.headline || (slot.story ? texts.unknown : texts.nothing);
    part("headline").lang = card?.language ?? document.documentElement.lang;
    part("section").textContent = card?.section_name ?? "";
    part("age").textContent = card?.age ?? "";
    part("age").dateTime = card?.published_at ?? "";
    const picture = slot.picture ? state.pictures[slot.picture]?.thumbnail : card?.thumbnail;
    part("thumb").hidden = !picture;
    if (picture && part("thumb").getAttribute("src") !== picture) part("thumb").src = picture;
    badge("automatic", isEmpty(slot));
    badge("headline", Boolean(slot.headline));
    badge("picture", Boolean(slot.picture));
    badge("until", Boolean(slot.until), slot.until && fill(texts.until, { when: moment(slot.until) }));
    badge("yields", slot.yields);
    badge("package", slot.related.length > 0, fill(texts.package, { count: digits(slot.related.length) }));
    badge("missing", Boolean(slot.story) && Boolean(card) && !card.is_live);
    part("problem").textContent = state.problems[place] ?? "";
    part("problem").hidden = !state.problems[place];
    drawTools(element, slot, place);
  }

  function drawTools(element, slot, place) {
    const values = { story: contentOf(place), place: nameOf(place) };
    const all = places();
    for (const tool of element.querySelectorAll("[data-tool]")) {
      const kind = tool.dataset.tool;
      const isUseful = kind !== "keep" || state.filling[place];
      tool.hidden = state.isHeld || OF_AUTOMATIC.includes(kind) !== isEmpty(slot) || !isUseful;
      tool.setAttribute("aria-label", fill(texts[`do_${kind}`], values));
      if (kind === "up") tool.disabled = place === all[0];
      if (kind === "down") tool.disabled = place === all.at(-1);
    }
    const grip = element.querySelector("[data-grip]");
    grip.setAttribute("aria-label", fill(texts.do_pick_slot, values));
    grip.disabled = state.isHeld || (isEmpty(slot) && !state.filling[place]);
    const open = element.querySelector("[data-open]");
    open.classList.toggle("is-off", state.isHeld || isEmpty(slot));
  }

  function drawBlocks() {
    const list = board.querySelector("[data-blocks]");
    if (!list) return;
    const focused = document.activeElement;
    const wanted = state.layout.blocks.map((block) => list.querySelector(`[data-block="${block.section}"]`));
    wanted.forEach((element, index) => {
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
      const block = state.layout.blocks[index];
      element.classList.toggle("is-hidden", !block.shown);
      element.querySelector("[data-block-number]").textContent = digits(index + 1);
      const [up, down] = ["up", "down"].map((kind) => element.querySelector(`[data-block-tool="${kind}"]`));
      up.disabled = index === 0;
      down.disabled = index === wanted.length - 1;
      const shown = element.querySelector("[data-block-tool=show]");
      shown.textContent = block.shown ? texts.hide : texts.show;
      element.querySelector("[data-block-note]").hidden = block.shown;
      for (const tool of element.querySelectorAll("[data-block-tool]")) tool.hidden = state.isHeld;
    });
    if (focused !== document.activeElement && list.contains(focused)) focused.focus();
  }

  function draw() {
    board.classList.toggle("is-held", state.isHeld);
    drawBlocks();
    for (const element of board.querySelectorAll("[data-place]")) drawSlot(element);
    document.dispatchEvent(new CustomEvent("khobor:front-drawn"));
  }

  function learn(cards) {
    Object.assign(state.cards, cards);
  }

  return {
    config, texts, state, board, RELATED, EMPTY,
    digits, fill, moment, say, draw, learn,
    places, keys, keyOf, indexOf, slotAt, elementAt, find, nameOf, headlineOf, contentOf,
    put, move, takeOut, set, moveBlock, showBlock,
  };
})();
