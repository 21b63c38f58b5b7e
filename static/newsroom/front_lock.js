/* Who is working on this front: taken with the first change, renewed by a heartbeat, given back on leaving. */
"use strict";

khobor.frontLock = (() => {
  const { config, texts, state, draw } = khobor.front;
  const { saving, ask, sign, show, stop, isDirty, touch } = khobor.frontSaving;
  const banner = document.querySelector("[data-lock]");
  const text = banner.querySelector("[data-lock-text]");
  const take = banner.querySelector("[data-take-over]");
  const reload = banner.querySelector("[data-reload]");
  let held = null; // by whom, if by somebody else
  let holding = false;
  let worked = false; // since the last beat

  function tell(words, { mayTake = false, mayReload = false } = {}) {
    banner.hidden = !words;
    if (text.textContent !== words) text.textContent = words;
    take.hidden = !mayTake;
    reload.hidden = !mayReload;
  }

  function setHeld(by, wasTaken) {
    held = { ...by, wasTaken: wasTaken || held?.wasTaken };
    holding = false;
    state.isHeld = true;
    draw();
    tell(held.wasTaken ? by.taken_text : by.text, { mayTake: true });
    for (const name of ["undo", "redo"]) document.querySelector(`[data-${name}]`).disabled = true;
    if (isDirty()) stop("held");
    else show("held");
  }

  function setFree(version) {
    if (!held) return;
    if (version !== saving.version && !isDirty()) return tell(texts.newer, { mayReload: true });
    held = null;
    state.isHeld = !config.may_change;
    saving.problem = "";
    draw();
    tell("");
    if (isDirty()) touch();
    else show("saved");
  }

  async function beat() {
    if (document.hidden && !isDirty()) return;
    const wants = !held && (holding || worked);
    worked = false;
    try {
      const { status, json } = await ask(config.page.lock, wants ? sign({ active: "1" }) : undefined);
      if (json.held) setHeld(json.held, json.taken);
      else if (status === 200) {
        holding = wants;
        if (held) setFree(json.version);
        else if (json.version > saving.version && !isDirty() && !saving.inFlight) tell(texts.newer, { mayReload: true });
      }
    } catch {
      // The pill tells of a dead connection; a lease simply runs out.
    }
  }

  document.addEventListener("khobor:front-changed", () => {
    worked = true;
    if (!holding && !held) beat();
  });
  document.addEventListener("visibilitychange", () => !document.hidden && beat());
  window.addEventListener("pagehide", () => holding && navigator.sendBeacon(config.page.release, sign()));
  reload.addEventListener("click", () => location.reload());
  take.addEventListener("click", async (event) => {
    event.preventDefault(); // it stands in a form, for pages without scripts
    try {
      const { status, json } = await ask(config.page.take_over, sign());
      if (status !== 200) return tell(json.message ?? texts.refused, { mayTake: true });
    } catch {
      return tell(texts.unreachable, { mayTake: true });
    }
    khobor.frontSaving.leave();
    location.reload();
  });

  function start() {
    if (!config.may_change) return;
    if (config.held) setHeld(config.held, false);
    setInterval(beat, config.heartbeat * 1000);
  }

  return { setHeld, start };
})();
