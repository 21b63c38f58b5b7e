/* This browser's own copies: what is typed is kept here until the server has it, and offered to whoever comes back. */
"use strict";

/**
 * autosave.js begins this once. `state` is its own: a copy belongs to the story and the version that stand there, and
 * nothing is kept while the page fills itself in or is being left.
 */
khobor.beginCopies = ({ config, state, form, find, isDirty, touch, compare }) => {
  const { texts } = config;

  const random = () =>
    [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const local = {
    get: (key) => {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    put: (key, value) => {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Full, or switched off: the server is all there is.
      }
    },
    drop: (key) => localStorage.removeItem(key),
  };

  // A name of this tab's own. A new story gets a new one, so that its beginning can be repeated but not doubled.
  let tab = (config.story && sessionStorage.getItem("khobor.tab")) || random();
  const previousTab = sessionStorage.getItem("khobor.tab");
  nameTab(tab);
  function nameTab(name) {
    tab = name;
    sessionStorage.setItem("khobor.tab", name);
    // Held as long as the page lives: a doubled tab finds its name taken, and others see which drafts are open.
    navigator.locks?.request(`khobor.${name}`, { ifAvailable: true }, (lock) =>
      lock ? new Promise(() => {}) : void nameTab(random()),
    );
  }

  const PREFIX = `khobor.copy.${config.user}.`;
  const copyKey = () => PREFIX + (state.story ?? `new.${tab}`);
  let copiedAt = 0;
  let copyTimer = 0;

  function keepSoon() {
    clearTimeout(copyTimer);
    if (performance.now() - copiedAt > 100) keep();
    else copyTimer = setTimeout(keep, 100);
  }

  function keep() {
    if (!form || state.leaving || state.filling) return;
    clearTimeout(copyTimer);
    copiedAt = performance.now();
    if (isDirty() || hasLooseWords()) {
      local.put(copyKey(), { at: Date.now(), version: state.version, fields: khobor.fields.read(form) });
    } else {
      local.drop(copyKey());
    }
  }

  /** Words for a picture that is not there yet go nowhere but into this copy. */
  function hasLooseWords() {
    const value = (name) => form.elements[name]?.value?.trim();
    return state.isFileChosen || (!value("lead_picture") && ["caption", "alt", "credit"].some((name) => value(`picture_${name}`)));
  }

  // What an earlier page left behind

  async function leftCopies() {
    const key = copyKey();
    const keys = [key, `${key}.aside`];
    if (config.saved_copy && previousTab) keys.push(`${PREFIX}new.${previousTab}`);
    if (!state.story) {
      const open = (await navigator.locks?.query())?.held.map((lock) => lock.name) ?? [];
      for (const known of Object.keys(localStorage)) {
        const match = known.startsWith(`${PREFIX}new.`) && known.slice(PREFIX.length + 4).replace(".aside", "");
        if (match && match !== tab && !open.includes(`khobor.${match}`)) keys.push(known);
      }
    }
    const found = [];
    for (const known of keys) {
      const value = local.get(known);
      for (const copy of Array.isArray(value) ? value : [value]) if (copy?.fields) found.push({ ...copy, key: known });
    }
    return found.sort((one, other) => other.at - one.at);
  }

  async function offerLeft() {
    if (config.is_bound) return; // the page itself shows what was typed
    const current = form && khobor.fields.essence(khobor.fields.read(form));
    const copies = await leftCopies();
    const useful = copies.filter(
      (copy) =>
        !(config.saved_copy && copy.at <= Number(config.saved_copy)) && khobor.fields.essence(copy.fields) !== current,
    );
    for (const copy of copies) local.drop(copy.key);
    // Put aside until somebody decides: what is typed meanwhile has a copy of its own.
    putAside(useful);
    offer(useful);
  }

  function putAside(copies) {
    if (copies.length) local.put(`${copyKey()}.aside`, copies);
    else local.drop(`${copyKey()}.aside`);
  }

  function offer(copies) {
    const banner = find("copy");
    const [copy, ...others] = copies;
    banner.hidden = !copy;
    if (!copy) return;
    const isOlder = Boolean(state.story) && copy.version !== config.version;
    find("copy-when").textContent = whenWritten(copy.at);
    find("copy-words").textContent = khobor.fields.words(copy.fields);
    find("copy-newer").textContent = isOlder && form ? texts.copy_newer : "";
    find("copy-restore").hidden = !form;
    find("copy-text").hidden = Boolean(form);
    find("copy-text").value = khobor.fields.words(copy.fields);
    find("copy-restore").onclick = () => {
      banner.hidden = true;
      putAside(others);
      restore(copy, isOlder);
    };
    find("copy-discard").onclick = () => {
      putAside(others);
      offer(others);
    };
  }

  /** বিকাল ৪:২৬, as everywhere in the paper (articles/bengali/dates.py). */
  function clock(at) {
    const options = { hour: "numeric", minute: "2-digit", timeZone: config.zone };
    if (!config.locale.startsWith("bn")) return new Intl.DateTimeFormat(config.locale, options).format(at);
    const said = new Intl.DateTimeFormat(config.locale, { ...options, hour12: true, dayPeriod: "short" }).formatToParts(at);
    const part = (type) => said.find((one) => one.type === type)?.value ?? "";
    return `${part("dayPeriod").replace("রাত্রি", "রাত")} ${part("hour")}:${part("minute")}`;
  }

  function whenWritten(at) {
    const told = (options) => new Intl.DateTimeFormat(config.locale, { ...options, timeZone: config.zone }).format(at);
    return `${told({ day: "numeric", month: "long" })}, ${clock(at)}`;
  }

  function restore(copy, isOlder) {
    const begun = !state.story && /\.new\.([0-9a-f]+)/.exec(copy.key);
    if (begun) nameTab(begun[1]);
    local.put(copyKey(), copy);
    state.filling = true;
    khobor.fields.fill(form, copy.fields);
    if (!isOlder) return whenFilled(touch);
    state.problem = "conflict"; // nothing of it is saved over the newer text by itself
    form.querySelector("[name=version]").value = copy.version;
    whenFilled(compare);
  }

  /** The editor takes its text in a moment later. */
  function whenFilled(next) {
    setTimeout(() => {
      state.filling = false;
      next();
    }, 150);
  }

  return {
    tab: () => tab,
    own: () => local.get(copyKey()),
    drop: () => local.drop(copyKey()),
    keep,
    keepSoon,
    offer: offerLeft,
  };
};
