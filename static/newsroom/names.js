/* A text field that finds names: an ARIA combobox (WAI-ARIA 1.2, “list autocomplete with manual selection”). */
"use strict";

window.khobor = window.khobor || {};

/** `chosen(result)` when one of the results {id, name, about, …} was chosen, `typed()` when the text is nobody's. */
khobor.findNames = (() => {
  const PAUSE = 150; // ms
  let count = 0;

  return (input, address, { chosen, typed }) => {
    const list = document.createElement("ul");
    list.id = `names-${++count}`;
    list.className = "names";
    list.role = "listbox";
    list.hidden = true;
    list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    input.after(list);
    input.role = "combobox";
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    let results = [];
    let active = -1;
    let timer = 0;
    let request = null;

    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) point(-1);
    }

    function point(index) {
      active = index;
      [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
      const option = list.children[index];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function choose(index) {
      const result = results[index];
      if (!result) return;
      stop();
      input.value = result.name;
      show(false);
      chosen(result);
    }

    function stop() {
      clearTimeout(timer);
      request?.abort();
    }

    async function find() {
      stop();
      request = new AbortController();
      try {
        const url = `${address}?q=${encodeURIComponent(input.value.trim())}`;
        const answer = await fetch(url, { signal: request.signal, headers: { Accept: "application/json" } });
        if (!answer.ok) return show(false);
        results = (await answer.json()).results;
      } catch {
        return; // aborted, or no network: what was typed stays, and the server looks it up
      }
      list.replaceChildren(
        ...results.map((result, index) => {
          const option = document.createElement("li");
          option.id = `${list.id}-${index}`;
          option.role = "option";
          option.append(Object.assign(document.createElement("b"), { textContent: result.name }));
          if (result.about) option.append(Object.assign(document.createElement("small"), { textContent: result.about }));
          return option;
        }),
      );
      show(results.length > 0 && document.activeElement === input);
      point(input.value.trim() && results.length ? 0 : -1);
    }

    input.addEventListener("input", () => {
      typed();
      clearTimeout(timer);
      timer = setTimeout(find, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        if (list.hidden) find();
        else point((active + step + results.length) % results.length);
      } else if (event.key === "Enter" && !list.hidden && active >= 0) {
        event.preventDefault();
        choose(active);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        show(false);
      }
    });
    input.addEventListener("blur", () => {
      stop();
      // The whole name of one of them, typed to the end, is a choice.
      const same = results.filter((result) => result.name === input.value.trim().normalize("NFC"));
      if (!list.hidden && same.length === 1) choose(results.indexOf(same[0]));
      show(false);
    });
    // Before the field loses the focus.
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose([...list.children].indexOf(event.target.closest("li")));
    });
  };
})();
