/* Links and tables, asked for in dialogs like the boxes': an address or a story of ours; how many rows and columns. */
"use strict";

{
  const MAIL = /^[^\s@:/]+@[^\s@]+\.[^\s@]+$/;
  const PHONE = /^\+?[\d\s-]{6,20}$/;
  const HOST = /^(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]|$)/i;

  /** What somebody types, as an address; an Error for what can be none. */
  function readAddress(typed, texts) {
    const address = typed.trim();
    if (/^(?:https?:\/\/|mailto:|tel:)\S+$/i.test(address) || /^\/(?!\/)\S*$/.test(address)) return address;
    if (MAIL.test(address)) return `mailto:${address}`;
    if (PHONE.test(address)) return `tel:${address.replace(/[\s-]/g, "")}`;
    if (HOST.test(address)) return `https://${address}`;
    throw new Error(texts.linkWrong);
  }

  const linkAt = (editor) => editor.elementPath()?.contains("a", true) ?? null;

  async function askLink(editor) {
    const { texts } = editor.config.khobor;
    const { element, field, ask } = khobor.boxDialogs;
    const link = linkAt(editor);
    if (link) editor.getSelection().selectElement(link);
    const bookmarks = editor.getSelection().createBookmarks2();
    const isEmpty = !link && editor.getSelection().getRanges()[0].collapsed;
    const words = element("input", { type: "text", value: "" });
    const selected = editor.getSelection().getSelectedText().trim();
    const before = link?.data("cke-saved-href") || link?.getAttribute("href") || (HOST.test(selected) ? selected : "");
    const address = element("input", { type: "text", inputMode: "url", value: before, dir: "ltr", autocomplete: "off" });
    const stories = khobor.boxDialogs.storySearch(editor, (story) => {
      address.value = story.href;
      if (isEmpty && !words.value) words.value = story.headline;
      address.focus();
    });
    const answer = await ask(editor, {
      title: texts.link,
      content: [
        field(texts.embedUrl, address, texts.linkHelp),
        isEmpty ? field(texts.linkWords, words) : null,
        element("details", {}, element("summary", {}, texts.linkStory), ...stories),
      ].filter(Boolean),
      confirm: link ? texts.apply : texts.insert,
      read: () => ({ href: readAddress(address.value, texts), words: words.value.trim() }),
    });
    if (answer) putLink(editor, answer, { link, bookmarks, isEmpty });
  }

  function putLink(editor, { href, words }, { link, bookmarks, isEmpty }) {
    const attributes = { href, "data-cke-saved-href": href };
    editor.focus();
    editor.fire("saveSnapshot");
    if (link) link.setAttributes(attributes);
    else {
      editor.getSelection().selectBookmarks(bookmarks);
      if (isEmpty) editor.insertHtml(`<a href="${CKEDITOR.tools.htmlEncodeAttr(href)}">${khobor.boxes.text(words || href)}</a>`);
      else editor.applyStyle(new CKEDITOR.style({ element: "a", type: CKEDITOR.STYLE_INLINE, attributes }));
    }
    editor.fire("saveSnapshot");
    editor.fire("change");
  }

  function removeLink(editor) {
    const link = linkAt(editor);
    const isEmpty = editor.getSelection().getRanges()[0]?.collapsed;
    if (link && isEmpty) {
      const bookmarks = editor.getSelection().createBookmarks();
      link.remove(true);
      editor.getSelection().selectBookmarks(bookmarks);
    } else {
      editor.removeStyle(new CKEDITOR.style({ element: "a", type: CKEDITOR.STYLE_INLINE, alwaysRemoveElement: 1 }));
    }
  }

  async function askTable(editor) {
    const { texts } = editor.config.khobor;
    const { element, field, ask } = khobor.boxDialogs;
    const words = editor.lang.table;
    const number = (value, most) => element("input", { type: "number", min: 1, max: most, value });
    const [rows, columns] = [number(3, 100), number(3, 20)];
    const caption = element("input", { type: "text" });
    const headers = element("select", {}, ...[["row", words.headersRow], ["col", words.headersColumn], ["both", words.headersBoth], ["", words.headersNone]].map(([value, label]) => new Option(label, value)));
    const answer = await ask(editor, {
      title: words.toolbar,
      content: [
        field(words.caption, caption),
        element("div", { className: "pair" }, field(words.rows, rows), field(words.columns, columns)),
        field(words.headers, headers),
      ],
      confirm: texts.insert,
      read: () => {
        if (!rows.checkValidity() || !rows.value) throw new Error(words.invalidRows);
        if (!columns.checkValidity() || !columns.value) throw new Error(words.invalidCols);
        return { rows: Number(rows.value), columns: Number(columns.value), headers: headers.value, caption: caption.value.trim() };
      },
    });
    if (!answer) return;
    khobor.putBox(editor, tableMarkup(answer));
    const table = [...editor.editable().$.querySelectorAll("table")].find((one) => one.matches("[data-new]"));
    if (!table) return;
    table.removeAttribute("data-new");
    const range = editor.createRange();
    range.moveToElementEditStart(new CKEDITOR.dom.element(table.rows[0].cells[0]));
    range.select();
  }

  function tableMarkup({ rows, columns, headers, caption }) {
    const hasHead = headers === "row" || headers === "both";
    const cell = (row, column) => {
      if (hasHead && row === 0) return '<th scope="col"><br></th>';
      return column === 0 && (headers === "col" || headers === "both") ? '<th scope="row"><br></th>' : "<td><br></td>";
    };
    const line = (row) => `<tr>${Array.from({ length: columns }, (_none, column) => cell(row, column)).join("")}</tr>`;
    const lines = Array.from({ length: rows }, (_none, row) => line(row));
    const head = hasHead ? `<thead>${lines.shift()}</thead>` : "";
    return `<table data-new="1">${caption ? `<caption>${khobor.boxes.text(caption)}</caption>` : ""}${head}<tbody>${lines.join("")}</tbody></table>`;
  }

  CKEDITOR.plugins.add("newslink", {
    init(editor) {
      const { texts } = editor.config.khobor;
      const atLink = { contextSensitive: true, refresh(_editor, path) { this.setState(path.contains("a", true) ? CKEDITOR.TRISTATE_ON : CKEDITOR.TRISTATE_OFF); } };
      const onlyAtLink = { contextSensitive: true, refresh(_editor, path) { this.setState(path.contains("a", true) ? CKEDITOR.TRISTATE_OFF : CKEDITOR.TRISTATE_DISABLED); } };
      editor.addCommand("newslink", { ...atLink, exec: (target) => void askLink(target) });
      editor.addCommand("newsunlink", { ...onlyAtLink, exec: removeLink });
      editor.addCommand("newstable", { exec: (target) => void askTable(target) });
      editor.setKeystroke(CKEDITOR.CTRL + 75, "newslink");
      editor.ui.addButton("NewsLink", { label: texts.link, command: "newslink", toolbar: "links" });
      editor.ui.addButton("NewsUnlink", { label: texts.unlink, command: "newsunlink", toolbar: "links" });
      editor.ui.addButton("NewsTable", { label: texts.add_table, command: "newstable", toolbar: "insert" });
      // The table plugin would open its own dialog.
      editor.on("doubleclick", (event) => {
        event.data.dialog = "";
        if (linkAt(editor)) askLink(editor);
      }, null, null, 999);
    },
  });
}
