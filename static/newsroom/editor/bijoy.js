/* Bijoy (SutonnyMJ) to Unicode: a button for the selection or the whole story, a notice when Bijoy is pasted, and a small
   button at single-line fields that look like it. The server converts (newsroom/bijoy.py); everything can be undone. */
"use strict";

khobor.bijoy = (() => {
  const FIELDS = "headline kicker standfirst picture_caption picture_alt picture_credit dateline source_credit slug_line".split(" ");
  const LIKELIHOOD = {}; // as newsroom/bijoy.py counts it
  for (const [letters, weight] of [["jqGKMQUVXYZ`_~", 3], ["vABILPR", 2], ["bwxDN", 1], ["efopOS", -1], ["hlnuF", -2], ["adrstzCEHJT", -3], ["†‡©¨ªÖ¯®¤šœ¶Š", 3]]) {
    for (const letter of letters) LIKELIHOOD[letter] = weight;
  }

  function looksLikeBijoy(text) {
    if (/[\u0980-\u09ff]/.test(text)) return false;
    const letters = text.replace(/https?:\/\/\S+|www\.\S+|\S+@\S+/g, "").match(/[A-Za-z`_~†‡©¨ªÖ¯®¤šœ¶Š]/g) ?? [];
    const capitals = letters.filter((letter) => /[A-ZÖŠ]/.test(letter)).length;
    if (letters.length < 6 || capitals > 0.75 * letters.length) return false;
    return letters.reduce((sum, letter) => sum + (LIKELIHOOD[letter] ?? 0), 0) / letters.length > 0.5;
  }

  /** A Bijoy font in the clipboard's markup; the family whose names end in OMJ is Unicode. */
  const namesFont = (html) => /(?:font-family\s*:|\bface\s*=)[^;>}]*?(?:[^O\W]MJ\b|bijoy)/i.test(html);

  async function convert(editor, fields) {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    return khobor.boxDialogs.load(editor, editor.config.khobor.urls.bijoy, { method: "POST", body: data, headers: { "X-CSRFToken": token, Accept: "application/json" } });
  }

  /** The selection, or with nothing selected every block that looks like Bijoy. One step of undo. */
  async function convertText(editor) {
    const { texts } = editor.config.khobor;
    const ranges = editor.getSelection()?.getRanges() ?? [];
    const isPart = ranges.length > 0 && !ranges[0].collapsed;
    const bookmarks = isPart ? editor.getSelection().createBookmarks2() : null;
    const html = isPart ? editor.getSelectedHtml(true) : editor.getData();
    const version = editor.getData();
    const answer = await convert(editor, isPart ? { html, every: "1" } : { html });
    if (editor.getData() !== version) return editor.showNotification(texts.bijoyMoved, "warning");
    if (answer.html === html || normal(answer.html) === normal(html)) return editor.showNotification(texts.bijoyNothing, "info");
    editor.fire("saveSnapshot");
    if (isPart) {
      editor.focus();
      editor.getSelection().selectBookmarks(bookmarks);
      editor.insertHtml(answer.html, "unfiltered_html");
      editor.fire("saveSnapshot");
    } else {
      await new Promise((done) => editor.setData(answer.html, { noSnapshot: true, callback: done }));
      editor.fire("saveSnapshot");
    }
    editor.fire("change");
    editor.showNotification(texts.bijoyDone, "success");
  }

  const normal = (html) => html.normalize("NFC").replace(/&nbsp;|\u00a0/g, " ");

  // Pasting

  /** One notice with a button: what was just pasted is taken back and comes again in Unicode. */
  function offer(editor, pasted) {
    const { texts } = editor.config.khobor;
    const notice = editor.showNotification(texts.bijoyFound, "info", 0);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button notice-button";
    button.textContent = texts.bijoyConvert;
    notice.element?.$.querySelector(".cke_notification_message")?.append(" ", button);
    const before = editor.getData();
    button.addEventListener("click", async () => {
      notice.hide();
      if (editor.getData() !== before) return run(editor); // written on since: what looks like it is converted in place
      try {
        const { html } = await convert(editor, { html: pasted, ...(namesFont(pasted) ? {} : { every: "1" }) });
        if (editor.getData() !== before) return;
        await pasteInstead(editor, html);
      } catch (error) {
        editor.showNotification(error.message, "warning");
      }
    });
  }

  /** Paste `html` where the last paste was made, as a step of its own: undo leads back to the Bijoy text. */
  async function pasteInstead(editor, html) {
    const put = (data) => new Promise((done) => editor.setData(data, { noSnapshot: true, callback: done }));
    const pasted = editor.getData();
    editor.execCommand("undo");
    editor.execCommand("paste", { dataValue: html, notification: false });
    await new Promise((done) => setTimeout(done, 20)); // CKEditor takes its own snapshot of a paste a moment later
    const converted = editor.getData();
    const bookmarks = editor.getSelection().createBookmarks2(true);
    editor.execCommand("undo");
    for (const data of [pasted, converted]) {
      await put(data);
      editor.fire("saveSnapshot");
    }
    editor.focus();
    try {
      editor.getSelection().selectBookmarks(bookmarks);
    } catch {
      // The place is not there any more: the caret stays at the beginning.
    }
    editor.fire("change");
    editor.showNotification(editor.config.khobor.texts.bijoyDone, "success");
  }

  const run = (editor) => convertText(editor).catch((error) => editor.showNotification(error.message, "warning"));

  CKEDITOR.plugins.add("bijoy", {
    init(editor) {
      editor.addCommand("bijoy", { exec: (target) => run(target), editorFocus: true });
      editor.ui.addButton("Bijoy", { label: editor.config.khobor.texts.bijoy, command: "bijoy", toolbar: "editing" });
      let raw = "";
      editor.on("paste", ({ data: { dataTransfer, dataValue } }) => {
        const plain = () => CKEDITOR.tools.transformPlainTextToHtml(dataTransfer?.getData("text/plain") ?? "", CKEDITOR.ENTER_P);
        raw = dataTransfer?.getData("text/html", true) || dataValue || plain();
      }, null, null, 0);
      editor.on("afterPaste", () => {
        const text = khobor.boxes.inert(raw).textContent;
        const isOffered = namesFont(raw) ? !/^[\s\u0980-\u09ff]*$/.test(text) : looksLikeBijoy(text);
        if (isOffered) offer(editor, raw);
      });
    },
  });

  // Single-line fields

  function watchField(editor, field) {
    const { texts } = editor.config.khobor;
    const row = document.createElement("p");
    row.className = "bijoy-row";
    row.hidden = true;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    row.append(button);
    field.after(row);
    let before = null; // what stood there, while it can be had back
    const put = (value) => {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    };
    const show = () => {
      if (before !== null && field.value !== before.made) before = null;
      row.hidden = before === null && !looksLikeBijoy(field.value);
      button.textContent = before === null ? texts.bijoyField : texts.bijoyUndo;
    };
    button.addEventListener("click", async () => {
      if (before !== null) {
        const { typed } = before;
        before = null;
        put(typed);
        return show();
      }
      const typed = field.value;
      try {
        const { text } = await convert(editor, { text: typed });
        if (field.value !== typed) return;
        before = { typed, made: text };
        put(text);
      } catch (error) {
        button.textContent = error.message;
      }
    });
    field.addEventListener("input", show);
    show();
  }

  CKEDITOR.on("instanceReady", ({ editor }) => {
    const form = editor.element?.$.form;
    if (!editor.config.khobor || !form) return;
    for (const name of FIELDS) if (form.elements[name]?.matches?.("input[type=text], textarea")) watchField(editor, form.elements[name]);
  });

  return { looksLikeBijoy, namesFont };
})();
