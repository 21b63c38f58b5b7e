/* The stories to choose from: found while typing, narrowed to a section; what is placed already says where. */
"use strict";

khobor.frontStories = (() => {
  const { config, texts, state, fill, say, learn, find, nameOf, places, contentOf, headlineOf, put, move, elementAt } = khobor.front;
  const panel = document.querySelector("[data-stories]");
  const list = panel.querySelector("[data-list]");
  const pattern = panel.querySelector("[data-story-pattern]");
  const search = panel.querySelector("[name=q]");
  const section = panel.querySelector("[name=section]");
  const status = panel.querySelector("[data-status]");
  const wanted = panel.querySelector("[data-wanted]");
  const PAUSE = 250; // ms without typing
  let timer = 0;
  let asked = 0; // the newest question: an older one's answer is late
  let place = null; // the slot that something is looked for, if any

  function item(card) {
    const row = pattern.content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    row.dataset.story = card.id;
    part("headline").textContent = card.headline;
    part("headline").lang = card.language;
    part("section").textContent = card.section_name;
    part("age").textContent = card.age;
    part("age").dateTime = card.published_at;
    part("thumb").hidden = !card.thumbnail;
    if (card.thumbnail) part("thumb").src = card.thumbnail;
    part("take")?.setAttribute("aria-label", fill(texts.do_place, { story: card.headline }));
    part("grip").setAttribute("aria-label", fill(texts.do_pick, { story: card.headline }));
    return row;
  }

  /** Cards of the stories found; an empty list when the newsroom does not answer, which `problem` says. */
  async function ask(text, only) {
    const query = new URLSearchParams({ q: text, section: only, writer: config.user });
    try {
      const { status: code, json } = await khobor.frontSaving.ask(`${config.page.stories}?${query}`);
      if (code !== 200) return { stories: [], problem: json.message ?? texts.refused };
      learn(Object.fromEntries(json.stories.map((card) => [card.id, card])));
      return { stories: json.stories, problem: "" };
    } catch {
      return { stories: [], problem: texts.no_answer };
    }
  }

  async function load() {
    clearTimeout(timer);
    const question = ++asked;
    list.setAttribute("aria-busy", "true");
    const { stories, problem } = await ask(search.value, section.value);
    if (question !== asked) return;
    list.removeAttribute("aria-busy");
    if (!problem) list.replaceChildren(...stories.map(item));
    status.textContent = problem || (stories.length ? "" : texts.no_story);
    mark();
  }

  /** Where each of them stands now. */
  function mark() {
    for (const row of list.children) {
      const found = find(row.dataset.story);
      const told = row.querySelector("[data-where]");
      told.hidden = !found;
      told.textContent = found ? fill(found.isRelated ? texts.in_package : texts.placed, { place: nameOf(found.place) }) : "";
      row.classList.toggle("is-placed", Boolean(found));
      for (const tool of row.querySelectorAll("button")) tool.hidden = state.isHeld;
    }
  }

  // Looking for a story for one slot

  function lookFor(wantedPlace) {
    place = wantedPlace;
    wanted.hidden = !place;
    if (!place) return;
    wanted.querySelector("[data-wanted-place]").textContent = fill(texts.looking, { place: nameOf(place) });
    search.focus();
    panel.scrollIntoView({ block: "nearest" });
  }

  wanted.querySelector("button").addEventListener("click", () => {
    const back = place;
    lookFor(null);
    elementAt(back)?.querySelector("[data-tool=choose]:not([hidden]), [data-grip]")?.focus();
  });

  function take(id) {
    if (!place) return choosePlace({ id });
    const to = place;
    lookFor(null);
    put(id, to, { replaces: true });
    elementAt(to).querySelector("[data-grip]").focus();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (button) take(button.closest("[data-story]").dataset.story);
  });
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, PAUSE);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && place) wanted.querySelector("button").click();
    if (event.key === "Enter") event.preventDefault();
  });
  section.addEventListener("change", load);
  panel.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), load()));
  document.addEventListener("khobor:front-drawn", mark);

  // “To which slot?”

  const dialog = document.querySelector("[data-place-dialog]");
  const choice = dialog.querySelector("select");
  let moving = null; // {id} of the list, or {from} of a slot

  function choosePlace(what) {
    moving = what;
    const known = what.from ?? find(what.id)?.place;
    dialog.querySelector("[data-place-story]").textContent = what.from ? contentOf(what.from) : headlineOf(what.id);
    choice.replaceChildren(...places().map((one) => new Option(`${nameOf(one)}: ${contentOf(one)}`, one, false, one === known)));
    dialog.showModal();
    choice.focus();
  }

  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    const to = choice.value;
    const isDone = moving.from ? move(moving.from, to) : put(moving.id, to);
    if (!isDone) say(texts.nothing_changed);
    if (moving.from) elementAt(to).querySelector("[data-grip]").focus();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  return { ask, load, mark, lookFor, choosePlace };
})();
