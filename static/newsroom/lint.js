/* The slips in what is typed, beside the text: each leads to its place, and is mended there with one press. */
"use strict";

{
  const panel = document.getElementById("lint");
  const form = document.getElementById("story-form");
  if (panel && form) watch(panel, form);

  function watch(panel, form) {
    const PAUSE = 700; // ms after the last key
    const texts = panel.dataset;
    const list = panel.querySelector("[data-slips]");
    const count = panel.querySelector("[data-count]");
    const note = panel.querySelector("[data-note]");
    const undo = panel.querySelector("[data-undo]");
    let lines = [];
    let slips = [];
    let timer = 0;
    let request = null;
    let takeBack = null;

    const digits = (number) =>
      document.documentElement.lang === "bn" ? String(number).replace(/\d/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]) : String(number);
    const say = (element, text) => {
      if (element.textContent !== text) element.textContent = text;
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    };
    panel.hidden = false;
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    document.addEventListener("khobor:filled", later);
    if (window.CKEDITOR) {
      for (const editor of Object.values(CKEDITOR.instances)) editor.on("change", later);
      CKEDITOR.on("instanceReady", ({ editor }) => {
        editor.on("change", later);
        later();
      });
    }
    look();

    async function look() {
      clearTimeout(timer);
      request?.abort();
      request = new AbortController();
      const read = khobor.places.lines();
      const data = new FormData();
      data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      data.set("language", form.elements.language?.value ?? "bn");
      data.set("lines", JSON.stringify(read.map((line) => [line.text, line.isSentence])));
      panel.setAttribute("aria-busy", "true");
      try {
        const answer = await fetch(panel.dataset.url, { method: "POST", body: data, signal: request.signal });
        if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) return;
        const found = await answer.json();
        lines = read;
        slips = found.slips;
        show(found.more);
      } catch {
        // Aborted, or no network: the next key asks again.
      } finally {
        panel.removeAttribute("aria-busy");
      }
    }

    // Showing

    function element(name, className, ...inside) {
      const made = document.createElement(name);
      if (className) made.className = className;
      made.append(...inside);
      return made;
    }

    const seen = (text) => text.replace(/[ \u00a0]/g, "␣").replaceAll("\n", "↵");

    function button(action, slip, text, label) {
      const made = element("button", action === "jump" ? "slip-jump" : "button quiet", ...[text].flat());
      made.type = "button";
      made.dataset.action = action;
      made.dataset.slip = slips.indexOf(slip);
      if (label) made.setAttribute("aria-label", label);
      return made;
    }

    /** A sign is shown on the letter it stands on: alone, it would stand on a dotted circle. */
    function passageOf({ before, found, put, after }) {
      const letters = [...new Intl.Segmenter("bn").segment(before)].map(({ segment }) => segment);
      const base = /^[\p{M}:]/u.test(found) || /^\p{M}/u.test(put) ? (letters.pop() ?? "") : "";
      return [letters.join(""), element("del", "", base + seen(found)), element("ins", "", base + seen(put)), after];
    }

    function item(slip) {
      const passage = passageOf(slip);
      const jump = button("jump", slip, element("bdi", "", ...passage));
      jump.lang = "bn";
      const same = slips.filter((other) => other.kind === slip.kind).length;
      const actions = [button("mend", slip, texts.mend, `${texts.mend}: ${slip.message}, ${slip.before}${slip.put}${slip.after}`)];
      if (same > 1) actions.push(button("all", slip, texts.all.replace("{count}", digits(same))));
      return element(
        "li",
        "slip",
        element("p", "slip-where", element("b", "", slip.message), ` · ${lines[slip.line].label}`),
        jump,
        ...(slip.why ? [element("p", "slip-why", slip.why)] : []),
        element("p", "slip-actions", ...actions),
      );
    }

    function show(more) {
      const focused = list.contains(document.activeElement) ? document.activeElement.dataset : null;
      say(count, slips.length ? digits(slips.length + more) : "");
      say(note, slips.length ? (more ? texts.more.replace("{count}", digits(more)) : "") : texts.none);
      list.replaceChildren(...slips.map(item));
      if (focused) refocus(focused);
    }

    /** What was mended is gone: the same button of what stands there now. */
    function refocus({ action, slip }) {
      const place = Math.min(Number(slip), slips.length - 1);
      const next = list.querySelector(`[data-slip="${place}"][data-action="${action}"]`);
      (next ?? list.querySelector(`[data-slip="${place}"]`) ?? undo.querySelector("button")).focus();
    }

    // Mending

    list.addEventListener("click", (event) => {
      const pressed = event.target.closest("[data-action]");
      const slip = pressed && slips[pressed.dataset.slip];
      if (!slip) return;
      if (pressed.dataset.action === "jump") jump(slip);
      else if (!form.classList.contains("is-read-only")) {
        mend(pressed.dataset.action === "all" ? slips.filter((other) => other.kind === slip.kind) : [slip]);
      }
    });

    /** The slip's line as it stands now; none if it says something else. */
    const lineOf = (slip) => {
      const now = khobor.places.lines();
      const line = now[slip.line];
      return line?.text === lines[slip.line].text ? line : null;
    };

    function jump(slip) {
      const line = lineOf(slip);
      if (line) line.select(slip.start, slip.end);
      else look();
    }

    function mend(chosen) {
      const undone = [];
      let done = 0;
      for (const number of new Set(chosen.map((slip) => slip.line))) {
        const edits = chosen.filter((slip) => slip.line === number);
        const back = lineOf(edits[0])?.replace(edits);
        if (!back) continue;
        undone.unshift(back);
        done += edits.length;
      }
      if (done) {
        takeBack = () => undone.forEach((back) => back());
        undo.hidden = false;
        say(undo.querySelector("span"), texts.done.replace("{count}", digits(done)));
      }
      look();
    }

    undo.querySelector("button").addEventListener("click", () => {
      takeBack?.();
      takeBack = null;
      undo.hidden = true;
      look();
    });
  }
}
