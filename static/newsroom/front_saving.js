/* Each change of the front goes to the server at once, and stays in this browser until the server has it. */
"use strict";

khobor.frontSaving = (() => {
  const { ask } = khobor;
  const { config, texts, state, fill, say, draw, learn } = khobor.front;
  const KEY = `khobor.front.${config.user}.${config.draft}`;
  const pill = document.querySelector("[data-save-pill]");
  const saving = { version: config.version, saved: JSON.stringify(config.layout), problem: "", delay: 0, timer: 0, inFlight: null };
  let theirs = null; // what somebody else saved meanwhile
  let leaving = false;

  const isDirty = () => JSON.stringify(state.layout) !== saving.saved;

  // A name of this tab's own, as for stories.
  let tab = sessionStorage.getItem("khobor.tab");
  if (!tab) {
    tab = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    sessionStorage.setItem("khobor.tab", tab);
  }

  function sign(fields = {}) {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    data.set("csrfmiddlewaretoken", khobor.cookie(config.csrf_cookie));
    data.set("writer", config.user);
    data.set("tab", tab);
    return data;
  }

  // This browser's own copy

  function keep() {
    try {
      if (!isDirty()) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify({ version: saving.version, layout: state.layout, cards: state.cards }));
    } catch {
      // Full, or switched off: the server is all there is.
    }
  }

  function left() {
    try {
      return JSON.parse(localStorage.getItem(KEY));
    } catch {
      return null;
    }
  }

  // The pill

  function show(kind, text) {
    const message = text ?? texts[kind];
    pill.hidden = false;
    pill.className = `save-pill is-${kind}`;
    if (pill.textContent !== message) pill.textContent = message;
    document.querySelector("[data-retry]").hidden = !["offline", "unreachable", "login", "problem"].includes(kind);
  }

  // Saving

  function schedule(delay) {
    clearTimeout(saving.timer);
    saving.timer = setTimeout(save, delay);
  }

  function touch() {
    keep();
    if (saving.problem === "conflict" || saving.problem === "held") return show(saving.problem);
    saving.problem = "";
    show("typing");
    schedule(saving.delay || 150);
  }

  function save() {
    clearTimeout(saving.timer);
    if (saving.inFlight || saving.problem === "conflict" || !isDirty()) return saving.inFlight;
    saving.inFlight = send().finally(() => (saving.inFlight = null));
    return saving.inFlight;
  }

  async function send() {
    const sent = JSON.stringify(state.layout);
    show("saving");
    const answer = await tell(config.page.save, { layout: sent, version: saving.version });
    if (answer?.status === 200) arrived(answer.json, sent);
    else if (answer) refused(answer);
    if (!saving.problem && !saving.delay && isDirty()) schedule(150);
  }

  /** Ask, and take the trouble of no answer: nothing then. */
  async function tell(address, fields) {
    let answer = null;
    try {
      answer = await ask(address, sign(fields));
    } catch {
      return void tryAgain();
    }
    if (answer.status === 401) return void stop("login");
    if (answer.status >= 500) return void tryAgain();
    saving.delay = 0;
    return answer;
  }

  function tryAgain() {
    show(navigator.onLine ? "unreachable" : "offline");
    saving.delay = Math.min(saving.delay * 2 || 1000, 15_000);
    schedule(saving.delay);
  }

  function stop(problem, text) {
    saving.problem = problem;
    show(problem, text);
    keep();
  }

  /** The server has `sent`; what was done since is not in its answer. */
  function arrived(json, sent) {
    saving.version = json.version;
    learn(json.cards);
    state.filling = json.filling;
    state.problems = {};
    const isSame = JSON.stringify(state.layout) === sent;
    if (isSame) state.layout = json.layout;
    saving.saved = isSame ? JSON.stringify(state.layout) : sent;
    keep();
    draw();
    tellChanges(json);
    if (isSame) show("saved", json.saved_text);
  }

  function tellChanges(json) {
    for (const field of document.querySelectorAll("[data-version]")) field.value = json.version;
    document.querySelector("[data-undo]").disabled = state.isHeld || !json.can_undo;
    document.querySelector("[data-redo]").disabled = state.isHeld || !json.can_redo;
    for (const place of document.querySelectorAll("[data-changes-summary]")) place.textContent = json.changes_summary;
    for (const list of document.querySelectorAll("[data-changes]")) {
      list.replaceChildren(...json.changes.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
      list.hidden = !json.changes.length;
    }
    document.body.classList.toggle("has-changes", json.changes.length > 0);
  }

  function refused({ status, json }) {
    if (status === 422) {
      state.problems = json.problems ?? {};
      draw();
      const words = [...Object.values(state.problems), ...(json.general ?? [])].join(" ");
      say(words);
      return stop("problem", texts.problem + words);
    }
    if (status === 409 && json.held) return khobor.frontLock.setHeld(json.held, json.taken);
    if (status === 409) return meet(json);
    stop("refused", json.message);
  }

  // Two layouts

  function meet(json) {
    theirs = json;
    learn(json.cards);
    stop("conflict");
    const dialog = document.querySelector("[data-conflict]");
    dialog.querySelector("[data-conflict-who]").textContent = json.message;
    list(dialog.querySelector("[data-mine]"), state.layout, json.layout);
    list(dialog.querySelector("[data-theirs]"), json.layout, state.layout);
    if (!dialog.open) dialog.showModal();
  }

  function list(place, layout, other) {
    const rows = [];
    const add = (key, name, slots, against) =>
      slots.forEach((slot, index) => {
        const row = document.createElement("li");
        const where = Object.assign(document.createElement("b"), { textContent: name(index) });
        const what = slot.story ? slot.headline || khobor.front.headlineOf(slot.story) : texts.automatic;
        row.append(where, ` ${what}`);
        row.classList.toggle("is-different", JSON.stringify(slot) !== JSON.stringify(against?.[index]));
        rows.push(row);
      });
    const named = (key) => (index) => khobor.front.nameOf(`${key}-${index + 1}`);
    add("top", named("top"), layout.top, other.top);
    for (const block of layout.blocks ?? []) {
      add(block.section, named(block.section), block.slots, other.blocks?.find(({ section }) => section === block.section)?.slots);
    }
    place.replaceChildren(...rows.filter((row) => row.classList.contains("is-different")));
    if (!place.children.length) place.append(Object.assign(document.createElement("li"), { textContent: texts.order_only }));
  }

  function settle(isMine) {
    document.querySelector("[data-conflict]").close();
    saving.problem = "";
    saving.version = theirs.version;
    saving.saved = JSON.stringify(theirs.layout);
    state.filling = theirs.filling;
    if (!isMine) state.layout = theirs.layout;
    tellChanges(theirs);
    draw();
    keep();
    if (isMine && isDirty()) touch();
    else show("saved");
    theirs = null;
  }

  // Back and forth: the server has the versions, for everybody

  async function travel(address) {
    if (state.isHeld) return;
    if (isDirty()) await save();
    if (isDirty() || saving.problem) return say(texts.not_now);
    const answer = await tell(address, { version: saving.version });
    if (answer?.status === 200) {
      state.layout = answer.json.layout;
      arrived(answer.json, JSON.stringify(state.layout));
      say(answer.json.message);
    } else if (answer?.status === 409 && !answer.json.held && !answer.json.layout) say(answer.json.message);
    else if (answer) refused(answer);
  }

  function listen() {
    if (!config.may_change) return;
    document.addEventListener("khobor:front-changed", touch);
    const [undo, redo] = ["undo", "redo"].map((name) => document.querySelector(`[data-${name}]`));
    undo.addEventListener("click", (event) => (event.preventDefault(), travel(config.page.undo)));
    redo.addEventListener("click", (event) => (event.preventDefault(), travel(config.page.redo)));
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest?.("input, textarea, select, dialog")) return;
      const isRedo = event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey);
      if (!isRedo && event.code !== "KeyZ") return;
      event.preventDefault();
      if (!(isRedo ? redo : undo).disabled) travel(isRedo ? config.page.redo : config.page.undo);
    });
    document.querySelector("[data-keep-mine]").addEventListener("click", () => settle(true));
    document.querySelector("[data-take-theirs]").addEventListener("click", () => settle(false));
    document.querySelector("[data-retry]").addEventListener("click", again);
    window.addEventListener("online", again);
    window.addEventListener("focus", () => saving.problem === "login" && again());
    window.addEventListener("beforeunload", (event) => !leaving && isDirty() && event.preventDefault());
    document.querySelector("[data-board-form]").addEventListener("submit", (event) => event.preventDefault());
    for (const form of document.querySelectorAll("form[data-needs-saved]")) form.addEventListener("submit", submitSaved);
    for (const link of document.querySelectorAll("[data-preview], .front-switch a")) link.addEventListener("click", followSaved);
  }

  function again() {
    if (saving.problem === "conflict" || !(saving.delay || saving.problem)) return;
    saving.problem = "";
    if (isDirty()) save();
    else show("saved");
  }

  /** Publishing takes what the server has: first it gets what stands here. */
  async function submitSaved(event) {
    if (!isDirty()) return void (leaving = true);
    event.preventDefault();
    const { target: form, submitter } = event;
    await saving.inFlight;
    if (isDirty()) await save();
    for (const reason of document.querySelectorAll("[data-not-saved]")) {
      reason.hidden = !isDirty();
      reason.textContent = isDirty() ? pill.textContent : "";
    }
    if (isDirty()) return say(texts.not_now);
    delete form.dataset.sent;
    form.requestSubmit(submitter);
  }

  /** So does the preview, and a page that is left has nothing to ask. */
  async function followSaved(event) {
    if (!isDirty() || saving.problem || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { href } = event.currentTarget;
    await saving.inFlight;
    await save();
    if (!isDirty()) location.assign(href);
    else say(texts.not_now);
  }

  /** What an earlier page could not bring to the server, laid on the table again. */
  function restoreLeft() {
    const copy = left();
    if (!config.may_change || !copy?.layout?.top || JSON.stringify(copy.layout) === saving.saved || state.isHeld) return keep();
    const banner = document.querySelector("[data-left]");
    banner.hidden = false;
    banner.querySelector("[data-left-restore]").addEventListener("click", () => {
      banner.hidden = true;
      state.layout = copy.layout;
      state.cards = { ...copy.cards, ...state.cards };
      saving.version = copy.version; // over a newer one it becomes a question, not a loss
      draw();
      touch();
    });
    banner.querySelector("[data-left-drop]").addEventListener("click", () => {
      banner.hidden = true;
      keep();
    });
  }

  return { saving, ask, sign, show, stop, isDirty, touch, arrived, listen, restoreLeft, tab, leave: () => (leaving = true) };
})();
