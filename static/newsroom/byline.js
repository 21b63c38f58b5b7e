/* The byline: names found while typing, lines moved by key and by hand, the sign-off they make. */
"use strict";

{
  const byline = document.querySelector("#story-form .byline");
  if (byline) arrange(byline);

  function arrange(byline) {
    const rows = byline.querySelector(".byline-rows");
    const total = byline.querySelector("[name=byline-TOTAL_FORMS]");
    const pattern = byline.querySelector("template");
    const spoken = byline.querySelector("[data-spoken]");
    const texts = byline.dataset;
    const shown = () => [...rows.children].filter((row) => !row.hidden);
    const part = (row, name) => row.querySelector(`[name$=-${name}]`);
    const digits = (number) =>
      document.documentElement.lang === "bn" ? String(number).replace(/\d/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]) : String(number);

    const number = () => {
      shown().forEach((row, index, all) => {
        part(row, "ORDER").value = index + 1;
        row.querySelector("[data-move='-1']").disabled = index === 0;
        row.querySelector("[data-move='1']").disabled = index === all.length - 1;
      });
      showSignOff();
    };
    const changed = () => {
      number();
      byline.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const say = (row) => {
      const place = shown().indexOf(row) + 1;
      spoken.textContent = texts.moved
        .replace("{name}", part(row, "name").value || "—")
        .replace("{place}", digits(place))
        .replace("{count}", digits(shown().length));
    };

    function prepare(row) {
      row.querySelector(".byline-moves").hidden = false;
      row.querySelector("[data-grip]").hidden = false;
      khobor.findNames(part(row, "name"), byline.dataset.find, {
        chosen(person) {
          part(row, "contributor").value = person.id;
          row.querySelector("[data-about]").textContent = person.about;
          Object.assign(row.dataset, person.initials);
          changed();
        },
        typed() {
          part(row, "contributor").value = "";
          row.querySelector("[data-about]").textContent = "";
          Object.assign(row.dataset, { bn: "", en: "" });
          number();
        },
      });
      drag(row);
    }

    function move(row, step) {
      const others = shown();
      const other = others[others.indexOf(row) + step];
      if (!other) return;
      if (step < 0) other.before(row);
      else other.after(row);
      changed();
      say(row);
    }

    const add = byline.querySelector("[data-add-row]");
    add.hidden = false;
    add.addEventListener("click", () => {
      const row = document.createElement("template");
      row.innerHTML = pattern.innerHTML.replaceAll("__prefix__", total.value);
      total.value = Number(total.value) + 1;
      const added = row.content.firstElementChild;
      rows.append(added);
      prepare(added);
      number();
      part(added, "name").focus();
    });

    byline.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const row = event.target.closest(".byline-row");
      if (!button || !row) return;
      if ("remove" in button.dataset) {
        const beside = shown()[shown().indexOf(row) + 1] ?? shown()[shown().indexOf(row) - 1];
        // The row stays, empty: the form counts its rows.
        for (const name of ["name", "contributor", "place"]) part(row, name).value = "";
        Object.assign(row.dataset, { bn: "", en: "" });
        row.hidden = true;
        changed();
        (beside ? part(beside, "name") : add).focus();
      } else if (button.dataset.move) {
        move(row, Number(button.dataset.move));
        // At the end the button is switched off: the focus stays with the row.
        (button.disabled ? row.querySelector("[data-grip]") : button).focus();
      }
    });

    byline.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const button = event.target.closest("[data-grip], [data-move]");
      if (!step || !button) return;
      event.preventDefault();
      move(button.closest(".byline-row"), step);
      (button.disabled ? button.closest(".byline-row").querySelector("[data-grip]") : button).focus();
    });

    function drag(row) {
      const grip = row.querySelector("[data-grip]");
      grip.addEventListener("pointerdown", (event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        grip.focus();
        grip.setPointerCapture(event.pointerId);
        const before = shown().indexOf(row);
        row.classList.add("is-dragged");
        const follow = ({ clientY }) => {
          const others = shown().filter((other) => other !== row);
          const next = others.find((other) => {
            const box = other.getBoundingClientRect();
            return clientY < box.top + box.height / 2;
          });
          if (next ? next.previousElementSibling !== row : rows.lastElementChild !== row) {
            if (next) next.before(row);
            else rows.append(row);
            grip.setPointerCapture(event.pointerId); // moving in the page lets go of it
          }
        };
        const end = () => {
          grip.removeEventListener("pointermove", follow);
          row.classList.remove("is-dragged");
          if (shown().indexOf(row) === before) return;
          changed();
          say(row);
        };
        grip.addEventListener("pointermove", follow);
        for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end, { once: true });
      });
    }

    // What stands at the end if nobody types anything else.
    function showSignOff() {
      const field = document.getElementById("id_sign_off");
      const language = document.getElementById("id_language")?.value || "bn";
      if (!field) return;
      const initials = shown().map((row) => row.dataset[language]).filter(Boolean);
      field.placeholder = [...new Set(initials)].join("/");
    }
    document.getElementById("id_language")?.addEventListener("change", showSignOff);
    byline.addEventListener("change", (event) => event.target !== byline && showSignOff());
    document.addEventListener("khobor:filled", () => {
      for (const row of rows.children) {
        row.hidden = !part(row, "name").value;
        recall(row);
      }
      number();
    });

    /** Who it is that another page's copy names here. */
    async function recall(row) {
      Object.assign(row.dataset, { bn: "", en: "" });
      const id = Number(part(row, "contributor").value);
      if (!id) return;
      const answer = await fetch(`${texts.find}?q=${encodeURIComponent(part(row, "name").value)}`).catch(() => null);
      const person = answer?.ok && (await answer.json()).results.find((found) => found.id === id);
      if (person) Object.assign(row.dataset, person.initials);
      number();
    }

    [...rows.children].forEach(prepare);
    number();
  }
}
