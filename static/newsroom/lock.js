/* Who is writing: taken with the first key, renewed by a heartbeat, given back on leaving. */
"use strict";

(() => {
  const { config, state, form, find, ask, sign, stop, goOn, isDirty, keepCopy, askToLogIn } = khobor.words;
  if (!form || !config.may_edit) return;

  const banner = find("lock");
  const text = find("lock-text");
  const buttons = { take: find("take-over"), reload: find("reload"), compare: banner.querySelector("[data-compare]") };
  let holding = false;
  let typed = false;
  let asking = false;
  let held = null; // by whom, if by somebody else
  let leavesLock = true;

  khobor.setReadOnly = (on) => {
    form.classList.toggle("is-read-only", on);
    for (const field of form.elements) {
      if (field.type !== "hidden" && !field.closest("dialog")) field.disabled = on;
    }
    // Steps stay possible, but they save nothing: they go to their own address.
    for (const opener of document.querySelectorAll("[data-dialog]")) {
      const button = document.querySelector(`#${opener.dataset.dialog} [name=_step]`);
      if (on) button?.setAttribute("formaction", opener.href);
      else button?.removeAttribute("formaction");
    }
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) {
      if (editor.status === "ready") editor.setReadOnly(on);
    }
  };
  window.CKEDITOR?.on("instanceReady", ({ editor }) => held && editor.setReadOnly(true));

  function say(words, shown = {}) {
    banner.hidden = !words;
    if (text.textContent !== words) text.textContent = words;
    for (const [name, button] of Object.entries(buttons)) button.hidden = !shown[name];
  }

  function setHeld(by, wasTaken) {
    if (!held) {
      khobor.setReadOnly(true);
      stop("held");
    }
    holding = false;
    held = { ...by, wasTaken: wasTaken || held?.wasTaken };
    say(held.wasTaken ? by.taken_text : by.text, { take: true, compare: isDirty() });
  }

  function setFree(version) {
    if (!held) return;
    if (version !== state.version) return say(config.texts.changed, { reload: true, compare: isDirty() });
    held = null;
    khobor.setReadOnly(false);
    say(config.texts.free);
    goOn();
  }

  /** Renew what this tab holds; take it when something was typed; else only look. */
  async function beat() {
    if (!state.story || asking || state.leaving || (document.hidden && !isDirty())) return;
    asking = true;
    const wants = !held && (holding || typed);
    const data = wants ? sign(new FormData()) : undefined;
    data?.set("active", typed ? "1" : "");
    typed = false;
    try {
      const { status, json } = await ask(state.page.lock, data);
      if (status === 401 && isDirty()) askToLogIn();
      if (json.held) setHeld(json.held, json.taken);
      else if (status === 200) {
        holding = wants;
        setFree(json.version);
        if (json.other_tab) say(config.texts.other_tab);
        else if (wants && text.textContent === config.texts.other_tab) say("");
      }
    } catch {
      // The pill tells of a dead connection; a lease simply runs out.
    } finally {
      asking = false;
    }
  }

  document.addEventListener("khobor:typed", () => {
    typed = true;
    if (!holding && !held) beat();
  });
  document.addEventListener("khobor:saved", () => (holding = true));
  document.addEventListener("khobor:held", ({ detail }) => setHeld(detail.held, detail.taken));
  document.addEventListener("visibilitychange", () => !document.hidden && beat());
  setInterval(beat, config.heartbeat * 1000);
  window.addEventListener("pagehide", () => {
    if (!holding || !leavesLock) return;
    navigator.sendBeacon(state.page.release, sign(new FormData()));
    holding = false;
  });
  window.addEventListener("pageshow", (event) => event.persisted && beat());

  const dialog = find("take-over-dialog");
  buttons.take.addEventListener("click", () => {
    find("take-over-who").textContent = held?.text ?? "";
    dialog.showModal();
  });
  find("take-over-cancel").addEventListener("click", () => dialog.close());
  find("take-over-now").addEventListener("click", async () => {
    dialog.close();
    try {
      const { status, json } = await ask(state.page.take_over, sign(new FormData()));
      if (status === 401) return askToLogIn();
      if (status !== 200) return say(json.message ?? config.texts.refused);
    } catch {
      return say(config.texts.unreachable, { take: true });
    }
    leavesLock = false;
    state.leaving = true;
    location.reload();
  });
  buttons.reload.addEventListener("click", () => {
    keepCopy();
    state.leaving = true;
    location.reload();
  });

  if (config.held) setHeld(config.held, false);
})();
