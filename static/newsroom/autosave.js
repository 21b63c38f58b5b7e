/* No word is lost: what is typed goes to the server when typing stops; copies.js keeps it in this browser at once. */
"use strict";

khobor.words = (() => {
  const config = JSON.parse(document.getElementById("words").textContent);
  const { texts } = config;
  const form = document.getElementById("story-form");
  const merging = document.querySelector("form[data-merging]");
  const pill = document.querySelector("[data-save-pill]");
  const find = (name) => document.querySelector(`[data-${name}]`);

  const PAUSE = 700; // ms without typing
  const FRESH = 30_000; // ms that an answer of the server's is good for
  const state = {
    story: config.story,
    version: form ? Number(form.elements.version.value) : config.version, // what this text began from
    page: config.page,
    saved: null, // what the server has, as an essence
    inFlight: null,
    unanswered: null, // sent, and nobody knows whether it arrived: repeated word for word until that is known
    problem: "", // why nothing is saved: conflict, held, reopens, refused, login
    delay: 0,
    timer: 0,
    heard: performance.now(), // when the server last answered well
    submitting: false,
    leaving: false,
    isFileChosen: false,
    filling: false, // by this script: what is half filled is nobody's text
  };
  let pending = null; // a press of a button that waits for a log-in

  const { cookie } = khobor;
  const isDirty = () => Boolean(form) && khobor.fields.essence(khobor.fields.read(form)) !== state.saved;

  const copies = khobor.beginCopies({ config, state, form, find, isDirty, touch, compare });

  // The pill

  function show(kind, text) {
    if (!pill) return;
    const message = text ?? texts[kind];
    pill.hidden = false;
    pill.className = `save-pill is-${kind}`;
    if (pill.textContent !== message) pill.textContent = message;
  }

  function showSaved(text) {
    if (state.isFileChosen) show("file");
    else show("saved", text);
  }

  // Sending

  function formData(fields, version) {
    const data = new FormData();
    for (const [name, value] of fields) data.append(name, value);
    data.set("version", version);
    return sign(data);
  }

  function sign(data) {
    data.set("csrfmiddlewaretoken", cookie(config.csrf_cookie));
    data.set("writer", config.user);
    data.set("tab", copies.tab());
    return data;
  }

  async function ask(address, data) {
    const answer = await khobor.ask(address, data);
    if (answer.status >= 200 && answer.status < 300) state.heard = performance.now();
    return answer;
  }

  function schedule(delay) {
    clearTimeout(state.timer);
    state.timer = setTimeout(save, delay);
  }

  function touch() {
    if (state.filling) return;
    copies.keepSoon();
    if (!isDirty() && !state.unanswered && !state.inFlight) return state.problem || showSaved();
    document.dispatchEvent(new CustomEvent("khobor:typed"));
    if (state.problem === "reopens") return show("reopens");
    if (state.problem) return;
    if (!state.delay) show("typing");
    schedule(state.delay || PAUSE);
  }

  function save() {
    clearTimeout(state.timer);
    if (state.inFlight || state.submitting || state.problem || !form) return state.inFlight;
    state.inFlight = send().finally(() => (state.inFlight = null));
    return state.inFlight;
  }

  async function send() {
    if (!state.unanswered && !isDirty()) return;
    const sending = state.unanswered ?? { fields: khobor.fields.read(form), version: state.version };
    if (!state.unanswered && !state.story && !khobor.fields.words(sending.fields)) return; // a draft begins with a word
    state.unanswered = sending;
    show("saving");
    let answer;
    try {
      answer = await ask(state.page.autosave, formData(sending.fields, sending.version));
    } catch {
      return tryAgain();
    }
    if (answer.status === 401) return askToLogIn();
    if ([502, 503, 504].includes(answer.status)) return tryAgain();
    state.unanswered = null;
    if (answer.status >= 500) return tryAgain();
    state.delay = 0;
    if (answer.status === 200) return arrived(sending, answer.json);
    refused(answer);
  }

  function tryAgain() {
    show(navigator.onLine ? "unreachable" : "offline");
    state.delay = Math.min(state.delay * 2 || 1000, 15_000);
    schedule(state.delay);
  }

  function arrived(sending, json) {
    state.saved = khobor.fields.essence(sending.fields);
    state.version = json.version;
    if (!state.story) adopt(json);
    else state.page = json.page;
    for (const field of document.querySelectorAll("[name=version]")) field.value = json.version;
    copies.keep();
    document.dispatchEvent(new CustomEvent("khobor:saved", { detail: json }));
    if (isDirty()) {
      show("typing");
      schedule(PAUSE);
    } else {
      showSaved(json.saved_text);
    }
  }

  /** The new story has become a draft: from now on this page is its page. */
  function adopt(json) {
    copies.drop();
    state.story = json.id;
    state.page = json.page;
    form.action = json.page.change;
    history.replaceState(history.state, "", json.page.change);
  }

  function refused({ status, json }) {
    if (status === 422) {
      // The writer mends it, and what was typed is sent again.
      return show("problem", texts.problem + Object.values(json.errors ?? {}).join(" "));
    }
    if (status === 409 && json.held) return document.dispatchEvent(new CustomEvent("khobor:held", { detail: json }));
    stop(status === 409 ? (json.reopens ? "reopens" : "conflict") : "refused");
    if (state.problem === "conflict") find("conflict").hidden = false;
  }

  function stop(problem) {
    state.problem = problem;
    if (problem && (problem !== "held" || isDirty())) show(problem);
    copies.keep();
  }

  function goOn() {
    state.problem = config.reopens ? "reopens" : "";
    if (isDirty() || state.unanswered) touch();
    else showSaved();
  }

  // Logging in again, in the same page

  const login = find("login");

  function askToLogIn() {
    stop("login");
    login.hidden = false;
    login.querySelector("[name=username]").value = config.username;
    if (pending) login.querySelector("[name=password]").focus(); // else somebody may be typing
  }

  async function logIn() {
    const password = login.querySelector("[name=password]");
    let response;
    try {
      await fetch(config.login, { cache: "no-store" }); // brings the token
      const data = new FormData();
      data.set("csrfmiddlewaretoken", cookie(config.csrf_cookie));
      data.set("username", config.username);
      data.set("password", password.value);
      response = await fetch(config.login, { method: "POST", body: data, redirect: "manual" });
    } catch {
      return wrongLogin(texts.no_login);
    }
    if (response.type !== "opaqueredirect") return wrongLogin(response.ok ? texts.wrong_login : texts.no_login);
    password.value = "";
    login.hidden = true;
    wrongLogin("");
    state.problem = "";
    state.heard = performance.now();
    form?.querySelector("[name=headline]")?.focus({ preventScroll: true });
    if (pending) {
      const press = pending;
      pending = null;
      press();
    } else {
      goOn();
      save();
    }
  }

  function wrongLogin(text) {
    const wrong = find("login-wrong");
    wrong.hidden = !text;
    wrong.textContent = text;
  }

  login.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    logIn();
  });
  find("login-later").addEventListener("click", () => {
    login.hidden = true;
    pending = null;
    goOn();
  });

  // The writer's own save: only when the server is there and knows who it is, for the page is gone afterwards

  function guard(submitted) {
    submitted.addEventListener("submit", (event) => {
      const press = event.submitter;
      if (submitted.classList.contains("is-read-only") && !press?.hasAttribute("formaction")) {
        return event.preventDefault();
      }
      if (state.submitting && !state.leaving) return event.preventDefault();
      if (!state.leaving && !isFresh()) {
        event.preventDefault();
        state.submitting = true;
        return passOn(submitted, press);
      }
      prepare(submitted);
    });
  }

  const isFresh = () =>
    !state.inFlight &&
    !state.unanswered &&
    !["login", "refused"].includes(state.problem) &&
    !state.delay &&
    navigator.onLine &&
    performance.now() - state.heard < FRESH;

  async function passOn(submitted, press) {
    document.querySelector("ul.messagelist")?.remove(); // what it says is of an earlier save
    try {
      await state.inFlight;
      const { status } = await ask(`${config.session}?writer=${config.user}`);
      if (status === 401) {
        pending = () => submitted.requestSubmit(press);
        state.submitting = false;
        return askToLogIn();
      }
      if (state.unanswered) {
        await (state.inFlight = send().finally(() => (state.inFlight = null)));
        if (state.unanswered) throw new Error("no answer");
      }
    } catch {
      state.submitting = false;
      return tryAgain();
    }
    state.leaving = true;
    submitted.requestSubmit(press);
  }

  function prepare(submitted) {
    clearTimeout(state.timer);
    copies.keep();
    state.submitting = state.leaving = true;
    const token = cookie(config.csrf_cookie);
    if (token) for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    const values = { writer: config.user, tab: copies.tab(), copy_at: copies.own()?.at ?? "" };
    for (const [name, value] of Object.entries(values)) {
      const field = submitted.querySelector(`[name=${name}]`);
      field.disabled = false;
      field.value = value;
    }
  }

  /** Both texts side by side, on a page of their own. */
  function compare() {
    khobor.setReadOnly?.(false);
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "_compare", value: "1" });
    form.append(field);
    form.requestSubmit();
  }

  // Beginnings

  function listen() {
    const change = ({ target }) => {
      if (target.type === "file") state.isFileChosen = target.files.length > 0;
      touch();
    };
    form.addEventListener("input", touch);
    // Lists with a search box tell jQuery of a change, and nobody else.
    if (window.django?.jQuery) django.jQuery(form).on("change", change);
    else form.addEventListener("change", change);
    const follow = (editor) => {
      const attach = () => editor.editable()?.attachListener(editor.editable(), "input", touch);
      editor.on("contentDom", attach);
      editor.on("change", touch);
      attach();
    };
    if (window.CKEDITOR) {
      for (const editor of Object.values(CKEDITOR.instances)) if (editor.status === "ready") follow(editor);
      CKEDITOR.on("instanceReady", ({ editor }) => {
        if (state.saved !== null && !state.filling && !copies.own()) state.saved = khobor.fields.essence(khobor.fields.read(form));
        follow(editor);
      });
    }
    window.addEventListener("online", () => state.delay && save());
    window.addEventListener("offline", () => isDirty() && show("offline"));
    document.addEventListener("visibilitychange", () => document.hidden && isDirty() && save());
    window.addEventListener("pagehide", () => copies.keep());
    window.addEventListener("beforeunload", (event) => {
      if (!state.leaving && (isDirty() || state.isFileChosen)) event.preventDefault();
    });
    for (const button of document.querySelectorAll("[data-compare]")) button.addEventListener("click", compare);
  }

  if (form) {
    state.saved = config.is_bound ? null : khobor.fields.essence(khobor.fields.read(form));
    if (config.reopens) state.problem = "reopens";
    listen();
    guard(form);
  }
  if (merging) guard(merging);
  copies.offer();
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) state.leaving = state.submitting = false;
  });

  return { config, state, form, find, ask, sign, show, stop, goOn, isDirty, keepCopy: copies.keep, askToLogIn, tab: copies.tab };
})();
