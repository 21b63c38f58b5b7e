/* The story form as data: read it, compare it, fill it again. */
"use strict";

window.khobor = window.khobor || {};

khobor.fields = (() => {
  // What belongs to one sending of the form, not to the story.
  const PASSING = new Set(["csrfmiddlewaretoken", "version", "writer", "tab", "copy_at", "_compare", "_merge"]);
  const ROW = /^byline-(\d+)-(name|contributor|role|place|ORDER)$/;

  const belongs = (field) =>
    field.name && !PASSING.has(field.name) && !/^(file|submit|button)$/.test(field.type) && !field.closest("dialog");

  const editorOf = (field) => window.CKEDITOR?.instances[field.id];

  function valueOf(field) {
    const editor = editorOf(field);
    return editor?.status === "ready" ? editor.getData() : field.value;
  }

  /** [[name, value, what a list shows for it], …] */
  function read(form) {
    const found = [];
    for (const field of form.elements) {
      if (!belongs(field)) continue;
      if (field.tagName === "SELECT") {
        for (const option of field.selectedOptions) found.push([field.name, option.value, option.text]);
      } else if (!/^(checkbox|radio)$/.test(field.type) || field.checked) {
        found.push([field.name, valueOf(field)]);
      }
    }
    return found;
  }

  const squeeze = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

  /** HTML without what editor and server write differently. */
  function tidy(html) {
    return squeeze(html.replace(/&nbsp;|\u00a0/g, " "))
      .replace(/ rel="[^"]*"/g, "")
      .replace(/<br ?\/?>/g, "<br>")
      .replace(/> </g, "><")
      .replace(/ ?(<\/?(?:p|h2|h3|li|ul|ol|blockquote)>) ?/g, "$1")
      .replace(/<p>(<br>)?<\/p>/g, "");
  }

  /** A string that is the same for two forms that say the same. */
  function essence(fields) {
    const plain = [];
    const rows = {};
    for (const [name, value] of fields) {
      const row = ROW.exec(name);
      if (row) (rows[row[1]] ??= {})[row[2]] = value;
      else if (!name.startsWith("byline-") && value !== "") plain.push([name, name === "body" ? tidy(value) : squeeze(value)]);
    }
    const byline = Object.values(rows)
      .filter((row) => row.contributor)
      .sort((one, other) => one.ORDER - other.ORDER)
      .map((row) => [row.contributor, row.role, row.role === "correspondent" ? squeeze(row.place ?? "") : ""]);
    plain.sort((one, other) => (one.join() < other.join() ? -1 : 1));
    return JSON.stringify([plain.filter(([, value]) => value), byline]);
  }

  function fillSelect(select, chosen) {
    for (const option of select.options) option.selected = false;
    for (const [, value, label] of chosen) {
      let option = [...select.options].find((known) => known.value === value);
      if (!option) {
        option = new Option(label || value, value);
        select.append(option);
      }
      option.selected = true;
    }
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function fillText(field, value) {
    field.value = value;
    const editor = editorOf(field);
    if (editor?.status === "ready") editor.setData(value);
    else editor?.on("instanceReady", () => editor.setData(value));
  }

  /** Put `fields` (as `read` gave them) into the form. */
  function fill(form, fields) {
    const byName = Map.groupBy ? Map.groupBy(fields, ([name]) => name) : group(fields);
    const highest = Math.max(-1, ...fields.map(([name]) => Number(ROW.exec(name)?.[1] ?? -1)));
    const total = form.querySelector("[name=byline-TOTAL_FORMS]");
    while (Number(total.value) <= highest) form.querySelector("[data-add-row]").click();
    for (const field of form.elements) {
      if (!belongs(field) || field === total || field.name === "byline-INITIAL_FORMS") continue;
      const given = byName.get(field.name) ?? [];
      if (field.tagName === "SELECT") fillSelect(field, given);
      else if (/^(checkbox|radio)$/.test(field.type)) field.checked = given.some(([, value]) => value === field.value);
      else fillText(field, given[0]?.[1] ?? "");
    }
    const order = (row) => Number(row.querySelector("[name$=-ORDER]").value) || 99;
    const rows = form.querySelector(".byline-rows");
    rows.append(...[...rows.children].sort((one, other) => order(one) - order(other)));
    document.dispatchEvent(new CustomEvent("khobor:filled"));
  }

  function group(fields) {
    const groups = new Map();
    for (const field of fields) groups.set(field[0], [...(groups.get(field[0]) ?? []), field]);
    return groups;
  }

  /** Its words, for somebody to recognise or to copy. */
  function words(fields) {
    const value = (name) => fields.find(([known]) => known === name)?.[1] ?? "";
    const body = new DOMParser().parseFromString(value("body"), "text/html").body;
    for (const block of body.querySelectorAll("p, h2, h3, li, blockquote, br")) block.append("\n");
    return [value("headline"), value("standfirst"), body.textContent]
      .map((text) => text.trim())
      .filter(Boolean)
      .join("\n");
  }

  return { read, essence, fill, words, editorOf };
})();
