/* What a box is made from: pictures and their words, an address, stories of ours. Each question is a dialog of the
   browser's own and a promise: the answer, or null when it was closed without one. */
"use strict";

khobor.boxDialogs = (() => {
  const { boxes } = khobor;

  /** element("button", {type: "button", onclick: f}, "words", child, …) */
  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (key in made && key !== "list") made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  let count = 0;

  function field(label, control, help) {
    control.id ||= `box-field-${++count}`;
    const parts = [element("label", { htmlFor: control.id }, label), control];
    if (help) {
      parts.push(element("p", { className: "help", id: `${control.id}-help` }, help));
      control.setAttribute("aria-describedby", `${control.id}-help`);
    }
    return element("div", { className: "field" }, ...parts);
  }

  /** Ask in a dialog. `read` gives the answer, or throws an Error whose message is shown. */
  function ask(editor, { title, content, confirm, read, isWide }) {
    const { texts } = editor.config.khobor;
    return new Promise((resolve) => {
      const heading = element("h2", { id: `box-dialog-${++count}` }, title);
      const wrong = element("p", { className: "wrong", role: "alert", hidden: true });
      const submit = element("button", { type: "submit", className: "button primary" }, confirm);
      const cancel = element("button", { type: "button", className: "button", onclick: () => dialog.close() }, texts.cancel);
      const form = element("form", { method: "dialog", noValidate: true }, heading, ...content, wrong, element("p", { className: "buttons" }, submit, cancel));
      const dialog = element("dialog", { className: `step-dialog box-dialog${isWide ? " is-wide" : ""}`, "aria-labelledby": heading.id }, form);
      let answer = null;
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        submit.disabled = true;
        try {
          answer = await read();
          dialog.close();
        } catch (error) {
          wrong.textContent = error.message;
          wrong.hidden = false;
        } finally {
          submit.disabled = false;
        }
      });
      dialog.addEventListener("close", () => {
        dialog.remove();
        editor.focus();
        resolve(answer);
      });
      document.body.append(dialog);
      dialog.showModal();
      form.querySelector("input:not([type=checkbox]), textarea")?.focus();
    });
  }

  /** A JSON answer of the newsroom's; an Error with its own words when it refuses, or with ours when it is not there. */
  async function load(editor, address, options) {
    const { texts } = editor.config.khobor;
    let response;
    let json;
    try {
      response = await fetch(address, { headers: { Accept: "application/json" }, ...options });
      json = await response.json();
    } catch {
      throw new Error(texts.noAnswer);
    }
    if (!response.ok) throw new Error(json.message || texts.noAnswer);
    return json;
  }

  // An address of another service

  function embed(editor, before) {
    const { texts, urls } = editor.config.khobor;
    const address = element("input", { type: "url", value: before, dir: "ltr", autocomplete: "off", required: true });
    return ask(editor, {
      title: texts.embed,
      content: [field(texts.embedUrl, address, texts.embedHelp)],
      confirm: before ? texts.apply : texts.insert,
      read: () => recognise(editor, address.value, urls),
    });
  }

  async function recognise(editor, address, urls = editor.config.khobor.urls) {
    const { url, message } = await load(editor, `${urls.embed}?url=${encodeURIComponent(address.trim())}`);
    if (!url) throw new Error(message);
    return { url };
  }

  // Stories of ours

  /** A search among the live stories: [its field, its state, what it found]. */
  function storySearch(editor, choose) {
    const { texts, urls } = editor.config.khobor;
    const found = element("ul", { className: "box-found" });
    const state = element("p", { className: "help", role: "status" });
    const query = element("input", { type: "search", autocomplete: "off", placeholder: texts.relatedHint });
    let timer = 0;
    let asked = 0;

    const line = (story) =>
      element("li", {}, element("button", { type: "button", onclick: () => choose(story, query) }, element("b", {}, story.headline), element("small", {}, story.about)));
    const search = async () => {
      const number = ++asked;
      try {
        const { stories } = await load(editor, `${urls.related}?q=${encodeURIComponent(query.value)}`);
        if (number !== asked) return;
        state.textContent = stories.length ? "" : texts.relatedNone;
        found.replaceChildren(...stories.map(line));
      } catch (error) {
        state.textContent = error.message;
      }
    };
    query.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(search, 200);
    });
    query.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      found.querySelector("button")?.click();
    });
    search();
    return [field(texts.relatedSearch, query), state, found];
  }

  function related(editor, before) {
    const { texts } = editor.config.khobor;
    const chosen = [...before];
    const list = element("ol", { className: "box-chosen" });
    const show = () => list.replaceChildren(...chosen.map((story, index) => item(editor, chosen, index, story.headline, show)));
    const choose = (story, query) => {
      if (!chosen.some(({ href }) => href === story.href)) chosen.push(story);
      show();
      query.focus();
    };
    show();
    return ask(editor, {
      title: texts.related,
      content: [list, ...storySearch(editor, choose)],
      confirm: before.length ? texts.apply : texts.insert,
      read: () => {
        if (!chosen.length) throw new Error(texts.relatedEmpty);
        return chosen;
      },
    });
  }

  /** One line of an ordered list: its words, and buttons to move and remove it. */
  function item(editor, all, index, label, show, ...more) {
    const { texts } = editor.config.khobor;
    const act = (words, sign, move, disabled = false) =>
      element("button", { type: "button", className: "box-move", title: words, "aria-label": `${words}: ${label}`, disabled, onclick: () => (move(), show()) }, sign);
    const swap = (to) => ([all[index], all[to]] = [all[to], all[index]]);
    return element(
      "li",
      {},
      element("div", { className: "box-line" },
        element("span", {}, label),
        act(texts.up, "↑", () => swap(index - 1), index === 0),
        act(texts.down, "↓", () => swap(index + 1), index === all.length - 1),
        act(texts.remove, "×", () => all.splice(index, 1)),
      ),
      ...more,
    );
  }

  // Pictures of the library

  /** Chosen in the library: [{picture, caption}], their other words being the library's own. */
  async function pick(editor, multiple) {
    const { texts } = editor.config.khobor;
    if (!window.khoborPicker) {
      editor.showNotification(texts.noPicker, "warning");
      return null;
    }
    const picked = await window.khoborPicker.open({ multiple });
    return picked?.length ? picked.map(({ id, caption }) => ({ picture: id, caption: boxes.text(caption) })) : null;
  }

  const pictureMarkup = (chosen) => (chosen.length > 1 ? boxes.gallery(chosen) : boxes.picture(chosen[0]));

  /** The words of one picture, or of a gallery's, and their order. */
  function pictures(editor, before, { isGallery = false } = {}) {
    const { texts } = editor.config.khobor;
    const all = before.map((one) => ({ ...one }));
    const list = element("ol", { className: "box-chosen box-pictures" });
    const caption = ({ caption: html }) => boxes.inert(html ?? "").textContent.trim();
    const show = () =>
      list.replaceChildren(
        ...all.map((one, index) => {
          const words = pictureFields(editor, one, () => exchange(index));
          return isGallery ? item(editor, all, index, caption(one) || texts.picture, show, words) : element("li", {}, words);
        }),
      );
    const exchange = async (index) => {
      const [other] = (await pick(editor, false)) ?? [];
      if (other) all[index] = other;
      show();
    };
    const add = async () => {
      all.push(...((await pick(editor, true)) ?? []));
      show();
    };
    const more = element("button", { type: "button", className: "button quiet", onclick: add }, texts.addPictures);
    show();
    return ask(editor, {
      title: isGallery ? texts.gallery : texts.picture,
      content: [list, isGallery ? more : null].filter(Boolean),
      confirm: texts.apply,
      isWide: true,
      read: () => {
        if (!all.length) throw new Error(texts.galleryEmpty);
        if (all.length > 60) throw new Error(texts.galleryFull);
        return all;
      },
    });
  }

  function pictureFields(editor, one, exchange) {
    const { texts, urls } = editor.config.khobor;
    const alt = element("textarea", { rows: 2, value: one.alt ?? "", disabled: Boolean(one.decorative), oninput: () => (one.alt = alt.value.trim()) });
    const credit = element("input", { type: "text", value: one.credit ?? "", oninput: () => (one.credit = credit.value.trim()) });
    const decorative = element("input", { type: "checkbox", checked: Boolean(one.decorative), onchange: () => (alt.disabled = one.decorative = decorative.checked) });
    return element(
      "div",
      { className: "box-picture" },
      element("div", {},
        element("img", { src: urls.thumbnail.replace("/0/", `/${one.picture}/`), alt: "" }),
        element("button", { type: "button", className: "button quiet", onclick: exchange }, texts.otherPicture),
      ),
      element("div", {},
        field(texts.alt, alt, texts.libraryWords),
        element("label", { className: "choice" }, decorative, ` ${texts.decorative}`),
        field(texts.credit, credit, texts.libraryWords),
      ),
    );
  }

  return { ask, element, field, load, embed, recognise, related, storySearch, pick, pictures, pictureMarkup };
})();
