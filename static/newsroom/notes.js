/* Notes work as plain forms. With this, the page is not loaded anew, so that nothing unsaved in it is at risk,
   and names can be chosen while typing. */
"use strict";

(() => {
  const notes = document.getElementById("notes");
  if (!notes || notes.dataset.ready) return;
  notes.dataset.ready = "yes";

  notes.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.dataset.busy) return event.preventDefault();
    event.preventDefault();
    form.dataset.busy = "yes";
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Fragment": "notes" },
        redirect: "error", // to the log-in page: what was typed stays here
      });
      const answer = document.createElement("template");
      answer.innerHTML = await response.text();
      const list = answer.content.querySelector("[data-notes]");
      if (!list) throw new Error("no list of notes");
      notes.querySelector("[data-notes]").replaceWith(list);
      const wrong = list.querySelector(".is-wrong textarea");
      (wrong || list.querySelector("#note-text")).focus();
    } catch {
      delete form.dataset.busy;
      sayNotSent(form);
    }
  });

  const sayNotSent = (form) => {
    const said = form.querySelector(".not-sent") || document.createElement("p");
    said.className = "wrong not-sent";
    said.setAttribute("role", "alert");
    said.textContent = notes.dataset.notSent;
    form.append(said);
  };

  // Names behind an @

  let list = null;
  let asked = 0;

  const close = () => {
    if (!list) return;
    const { field } = list;
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
    list.element.remove();
    list = null;
  };

  const typedName = (field) => {
    const before = field.value.slice(0, field.selectionStart);
    const match = /(?:^|[\s(])@([^\s@]{0,30})$/u.exec(before);
    return match ? match[1] : null;
  };

  const select = (index) => {
    const options = [...list.element.children];
    list.index = (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === list.index)));
    list.field.setAttribute("aria-activedescendant", options[list.index].id);
    options[list.index].scrollIntoView({ block: "nearest" });
  };

  const choose = (index) => {
    const { field, names } = list;
    const end = field.selectionStart;
    const start = end - typedName(field).length;
    field.setRangeText(`${names[index].insert} `, start, end, "end");
    close();
    field.focus();
  };

  const open = (field, names) => {
    close();
    if (!names.length) return;
    const element = document.createElement("ul");
    element.className = "name-list";
    element.id = "name-list";
    element.setAttribute("role", "listbox");
    element.setAttribute("aria-label", "@");
    names.forEach((one, index) => {
      const option = document.createElement("li");
      option.id = `name-${index}`;
      option.setAttribute("role", "option");
      option.textContent = one.name;
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(index);
      });
      element.append(option);
    });
    field.after(element);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", element.id);
    list = { field, names, element, index: 0 };
    select(0);
  };

  notes.addEventListener("input", async ({ target: field }) => {
    if (!("mentions" in field.dataset)) return;
    const name = typedName(field);
    const number = ++asked;
    if (name === null) return close();
    try {
      const response = await fetch(`${notes.dataset.people}?q=${encodeURIComponent(name)}`);
      const { names } = await response.json();
      if (number === asked && document.activeElement === field) open(field, names);
    } catch {
      close(); // names can be typed in full
    }
  });

  notes.addEventListener("keydown", (event) => {
    if (!list || event.target !== list.field) return;
    if (event.key === "ArrowDown") select(list.index + 1);
    else if (event.key === "ArrowUp") select(list.index - 1);
    else if (event.key === "Enter" || event.key === "Tab") choose(list.index);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  notes.addEventListener("focusout", (event) => list && event.target === list.field && close());
})();
