/* The boxes of a story as widgets: what stands in the data is khobor.boxes' markup, what is seen here has pictures,
   labels and buttons as well. A box that is changed in a dialog is written anew and put in the old one's place. */
"use strict";

{
  const INLINE = "strong em br; a[!href]";
  const FACT = `p ul ol li ${INLINE}`;
  const { boxes } = khobor;

  const is = (element, kind) => element?.attributes?.["data-box"] === kind;
  const node = (name, attributes, children = []) => {
    const element = new CKEDITOR.htmlParser.element(name, attributes);
    for (const child of children) element.add(typeof child === "string" ? new CKEDITOR.htmlParser.text(child) : child);
    return element;
  };
  const childNamed = (element, name) => element.children.find((child) => child.name === name);
  const plain = (html) => boxes.inert(html).textContent.trim();

  /** Read the attributes of a picture's figure. */
  function readPicture({ attributes }) {
    return {
      picture: attributes["data-picture"],
      alt: attributes["data-alt"] ?? "",
      credit: attributes["data-credit"] ?? "",
      decorative: attributes["data-decorative"] === "1",
    };
  }

  /** Give a figure what is seen only here: the thumbnail, the credit, a place for the caption. */
  function showPicture(figure, editor) {
    const { texts, urls } = editor.config.khobor;
    const { picture, alt, credit } = readPicture(figure);
    const caption = childNamed(figure, "figcaption") ?? node("figcaption", {});
    caption.attributes["data-hint"] = texts.captionHint;
    const image = node("img", { src: urls.thumbnail.replace("/0/", `/${picture}/`), alt: alt || texts.picture, class: "box-image" });
    image.isEmpty = true;
    figure.children = [];
    figure.add(image);
    figure.add(caption);
    if (credit) figure.add(node("small", { class: "box-credit", "data-label": credit }));
  }

  /** The bar on top of a box: what it is, and what can be done with it. Its words are attributes, so that whoever looks
      for words in the text (searching, comparing, notes) finds the story's own only. */
  function bar(editor, label, canEdit) {
    const { texts } = editor.config.khobor;
    const button = (act, words) => node("button", { type: "button", class: "box-button", "data-act": act, "data-label": words, "aria-label": words, tabindex: "-1" });
    const buttons = [...(canEdit ? [button("edit", texts.change)] : []), button("remove", texts.remove)];
    return node("div", { class: "box-bar" }, [node("span", { "data-label": label }), ...buttons]);
  }

  const place = (element, name, hint) => {
    const found = childNamed(element, name) ?? node(name, {});
    found.attributes["data-hint"] = hint;
    return found;
  };

  const KINDS = {
    picture: {
      tag: "figure",
      editables: { caption: { selector: "figcaption", allowedContent: INLINE } },
      show(element, data, editor) {
        Object.assign(data, readPicture(element));
        showPicture(element, editor);
      },
      write: (widget) => boxes.picture({ ...widget.data, caption: widget.editables.caption.getData() }),
      edit: async (editor, widget) => {
        const [one] = (await khobor.boxDialogs.pictures(editor, [{ ...widget.data, caption: widget.editables.caption.getData() }])) ?? [];
        return one && boxes.picture(one);
      },
    },
    gallery: {
      tag: "div",
      show(element, data, editor) {
        const figures = element.children.filter((child) => is(child, "picture"));
        data.pictures = figures.map(readPicture);
        element.children = [];
        for (const figure of figures) {
          showPicture(figure, editor);
          element.add(figure);
        }
      },
      begin(widget) {
        const figures = [...widget.element.$.querySelectorAll('figure[data-box="picture"]')];
        figures.forEach((figure, index) => {
          figure.setAttribute("data-nth", index);
          widget.initEditable(`caption${index}`, { selector: `[data-nth="${index}"] figcaption`, allowedContent: INLINE });
        });
      },
      pictures: (widget) =>
        widget.data.pictures.map((one, index) => ({ ...one, caption: widget.editables[`caption${index}`]?.getData() ?? "" })),
      write: (widget) => boxes.gallery(KINDS.gallery.pictures(widget)),
      edit: async (editor, widget) => {
        const chosen = await khobor.boxDialogs.pictures(editor, KINDS.gallery.pictures(widget), { isGallery: true });
        return chosen && khobor.boxDialogs.pictureMarkup(chosen);
      },
    },
    embed: {
      tag: "figure",
      editables: { caption: { selector: "figcaption", allowedContent: INLINE } },
      show(element, data, editor) {
        data.url = element.attributes["data-url"] ?? "";
        const caption = place(element, "figcaption", editor.config.khobor.texts.embedHint);
        element.children = [];
        element.add(node("div", { class: "box-address", dir: "ltr", "data-label": data.url }));
        element.add(caption);
      },
      write: (widget) => boxes.embed({ url: widget.data.url, caption: widget.editables.caption.getData() }),
      edit: async (editor, widget) => {
        const one = await khobor.boxDialogs.embed(editor, widget.data.url);
        return one && boxes.embed({ url: one.url, caption: widget.editables.caption.getData() });
      },
    },
    fact: {
      tag: "aside",
      editables: {
        title: { selector: "h3", allowedContent: "strong em; a[!href]" },
        body: { selector: ".box-body", allowedContent: FACT },
      },
      show(element, data, editor) {
        const { texts } = editor.config.khobor;
        const title = element.children[0]?.name === "h3" ? element.children[0] : node("h3", {});
        title.attributes["data-hint"] = texts.factTitle;
        const rest = element.children.filter((child) => child !== title);
        element.children = [];
        element.add(title);
        element.add(node("div", { class: "box-body" }, rest.length ? rest : [node("p", {})]));
      },
      write: (widget) => boxes.fact({ title: widget.editables.title.getData(), body: widget.editables.body.getData() }),
    },
    quote: {
      tag: "figure",
      editables: {
        words: { selector: "blockquote", allowedContent: `p ${INLINE}` },
        who: { selector: "figcaption", allowedContent: INLINE },
      },
      show(element, data, editor) {
        const words = childNamed(element, "blockquote") ?? node("blockquote", {}, [node("p", {})]);
        const who = place(element, "figcaption", editor.config.khobor.texts.quoteWho);
        element.children = [];
        element.add(words);
        element.add(who);
      },
      write: (widget) => boxes.quote({ words: widget.editables.words.getData(), who: widget.editables.who.getData() }),
    },
    related: {
      tag: "aside",
      show(element, data) {
        const links = [];
        element.forEach((child) => {
          if (child.name === "a") links.push({ href: child.attributes.href, headline: plain(child.getHtml()) });
        }, CKEDITOR.NODE_ELEMENT);
        data.stories = links;
      },
      write: (widget) => boxes.related(widget.data.stories),
      edit: async (editor, widget) => {
        const chosen = await khobor.boxDialogs.related(editor, widget.data.stories);
        return chosen && boxes.related(chosen);
      },
    },
  };

  /** Put `html` into the text, in place of `widget` if there is one, and leave the caret behind it. */
  function put(editor, html, widget) {
    editor.focus();
    editor.fire("saveSnapshot");
    if (widget) widget.focus();
    else leaveBox(editor);
    editor.insertHtml(html, "unfiltered_html");
    editor.fire("saveSnapshot");
  }

  /** A box inside a box is not in the grammar: with the caret in one, the next thing goes behind it. */
  function leaveBox(editor) {
    const around = editor.widgets.focused ?? editor.widgets.getByElement(editor.getSelection()?.getStartElement() ?? editor.editable());
    if (around) paragraphBeside(editor, around, true);
  }

  function paragraphBeside(editor, widget, isBehind) {
    const paragraph = new CKEDITOR.dom.element("p", editor.document);
    paragraph.appendBogus();
    if (isBehind) paragraph.insertAfter(widget.wrapper);
    else paragraph.insertBefore(widget.wrapper);
    const range = editor.createRange();
    range.moveToElementEditStart(paragraph);
    range.select();
  }

  async function change(editor, widget, kind) {
    const html = await KINDS[kind].edit?.(editor, widget);
    if (html) put(editor, html, widget);
  }

  function begin(widget, editor, kind) {
    KINDS[kind].begin?.(widget);
    widget.on("edit", (event) => {
      event.cancel();
      change(editor, widget, kind);
    });
    widget.element.on("click", (event) => {
      const act = event.data.getTarget().getAttribute?.("data-act");
      if (!act || editor.readOnly) return;
      event.data.preventDefault();
      if (act === "edit") return change(editor, widget, kind);
      editor.fire("saveSnapshot");
      paragraphBeside(editor, widget, true);
      editor.widgets.del(widget);
      editor.fire("saveSnapshot");
    });
    widget.on("key", (event) => {
      const isEnter = event.data.keyCode === 13 || event.data.keyCode === CKEDITOR.SHIFT + 13;
      if (!isEnter || editor.readOnly) return;
      editor.fire("saveSnapshot");
      paragraphBeside(editor, widget, event.data.keyCode === 13);
      editor.fire("saveSnapshot");
      event.cancel();
    });
  }

  function define(editor, kind) {
    const { texts } = editor.config.khobor;
    const box = KINDS[kind];
    editor.widgets.add(`box_${kind}`, {
      editables: box.editables ?? {},
      pathName: texts[kind],
      upcast(element, data) {
        if (element.name !== box.tag || !is(element, kind)) return false;
        box.show(element, data, editor);
        element.add(bar(editor, texts[kind], Boolean(box.edit)), 0);
        return element;
      },
      downcast() {
        return CKEDITOR.htmlParser.fragment.fromHtml(box.write(this)).children[0];
      },
      init() {
        begin(this, editor, kind);
      },
      getLabel: () => texts[kind],
    });
  }

  const INSERTED = {
    picture: async (editor) => {
      const [one] = (await khobor.boxDialogs.pick(editor, false)) ?? [];
      return one && boxes.picture(one);
    },
    gallery: async (editor) => {
      const picked = await khobor.boxDialogs.pick(editor, true);
      return picked && khobor.boxDialogs.pictureMarkup(picked);
    },
    embed: async (editor) => {
      const one = await khobor.boxDialogs.embed(editor, "");
      return one && boxes.embed(one);
    },
    fact: () => boxes.fact({ title: "", body: "<p>&nbsp;</p>" }),
    quote: () => boxes.quote({ words: "<p>&nbsp;</p>", who: "" }),
    related: async (editor) => {
      const chosen = await khobor.boxDialogs.related(editor, []);
      return chosen && boxes.related(chosen);
    },
  };

  CKEDITOR.plugins.add("boxes", {
    requires: "widget",
    init(editor) {
      const { texts } = editor.config.khobor;
      editor.on("key", (event) => goOn(editor, event));
      for (const kind of Object.keys(KINDS)) {
        define(editor, kind);
        editor.addCommand(`add_${kind}`, {
          async exec() {
            const html = await INSERTED[kind](editor);
            if (html) put(editor, html);
            if (html && ["fact", "quote"].includes(kind)) enterLast(editor, kind);
          },
        });
        editor.ui.addButton(`Box_${kind}`, { label: texts[`add_${kind}`], command: `add_${kind}`, toolbar: "insert" });
      }
    },
  });

  /** Enter in a heading or a caption goes on to the box's next field, or out of the box: both are of one line. */
  function goOn(editor, event) {
    const widget = editor.widgets.widgetHoldingFocusedEditable;
    const field = widget?.focusedEditable;
    if (event.data.keyCode !== 13 || editor.readOnly || !widget?.name.startsWith("box_") || !field?.is("h3", "figcaption")) return;
    event.cancel();
    const fields = Object.values(widget.editables);
    const next = fields[fields.findIndex((one) => one.equals(field)) + 1];
    if (next) enter(editor, next);
    else paragraphBeside(editor, widget, true);
  }

  /** The caret into the first field of the box that was just made. */
  function enterLast(editor, kind) {
    const made = Object.values(editor.widgets.instances).filter((widget) => widget.name === `box_${kind}`).pop();
    const first = made?.editables.title ?? made?.editables.words;
    if (first) enter(editor, first);
  }

  function enter(editor, field) {
    field.focus();
    const range = editor.createRange();
    range.moveToElementEditStart(field);
    range.select();
  }

  khobor.putBox = put;
}
