/* What comes in by the clipboard or the mouse: pictures go to the library, a bare address becomes an embed, and what
   Word leaves around its text goes. The rest is the paste plugins' and, on the server, articles/html.py's. */
"use strict";

{
  const ADDRESS = /^https:\/\/\S+$/;
  const SERVICES = /^https:\/\/(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|youtube-nocookie\.com|facebook\.com|fb\.watch|x\.com|twitter\.com|instagram\.com|tiktok\.com|google\.com\/maps|maps\.google\.com)\b|\.(?:mp3|m4a|aac|ogg|oga|opus|wav|flac)(?:\?\S*)?$/i;

  const WORD = /urn:schemas-microsoft-com:office|\bmso-|class="?Mso/i; // its own filter needs its markup as it is
  const PICTURE = /<(?:img|v:imagedata)\b[^>]*\bsrc=/i; // the paste filter takes them out
  const MACHINERY = "script, style, noscript, template, iframe, object, embed, button, form, input, select, textarea, nav, svg, [hidden], [aria-hidden=true]";

  function withoutMachinery(html) {
    if (!/<[a-z!]/i.test(html)) return html;
    const body = khobor.boxes.inert(html);
    for (const element of body.querySelectorAll(MACHINERY)) element.remove();
    for (const element of body.querySelectorAll("*")) {
      if (/(?:^|;)\s*display\s*:\s*none/i.test(element.getAttribute("style") ?? "")) element.remove();
      for (const { name } of [...element.attributes]) if (/^off-/i.test(name)) element.removeAttribute(name);
    }
    return body.innerHTML;
  }

  function pictureFiles(transfer) {
    const files = [];
    for (let index = 0; index < (transfer?.getFilesCount?.() ?? 0); index += 1) {
      const file = transfer.getFile(index);
      if (file?.type.startsWith("image/")) files.push(file);
    }
    return files;
  }

  async function upload(editor, files) {
    const { texts } = editor.config.khobor;
    if (!window.khoborPicker?.upload) return editor.showNotification(texts.noDataPictures, "warning");
    const picked = await window.khoborPicker.upload(files, { multiple: files.length > 1 });
    if (!picked?.length) return;
    const chosen = picked.map(({ id, caption }) => ({ picture: id, caption: khobor.boxes.text(caption) }));
    khobor.putBox(editor, khobor.boxDialogs.pictureMarkup(chosen));
  }

  /** The block the caret is in, if it is an empty paragraph of the text itself. */
  function emptyLine(editor) {
    const range = editor.getSelection()?.getRanges()[0];
    const block = range?.startPath().block;
    const isTop = block?.getName() === "p" && block.getParent().equals(editor.editable());
    return isTop && range.collapsed && !block.getText().replace(/[\u200b\s]/g, "") ? block : null;
  }

  /** The address as it was pasted stays one step of undo away from the embed. */
  async function embedLater(editor, address) {
    let one;
    try {
      one = await khobor.boxDialogs.recognise(editor, address);
    } catch {
      return; // no embed: it stays the link that it is
    }
    const line = [...editor.editable().$.children].find((block) => block.tagName === "P" && block.textContent.trim() === address);
    if (!line || editor.readOnly) return;
    editor.fire("saveSnapshot");
    const range = editor.createRange();
    range.selectNodeContents(new CKEDITOR.dom.element(line));
    range.select();
    editor.insertHtml(khobor.boxes.embed(one), "unfiltered_html");
    const empty = [...editor.editable().$.children].find((block) => block === line && !block.textContent.trim());
    empty?.nextElementSibling && empty.remove();
    editor.fire("saveSnapshot");
  }

  CKEDITOR.plugins.add("newspaste", {
    requires: "clipboard",
    init(editor) {
      editor.on("paste", (event) => {
        const { data } = event;
        const html = data.dataTransfer.getData("text/html") || "";
        const files = pictureFiles(data.dataTransfer);
        // Word and browsers put a picture of the text beside the text: with words, the words are meant.
        const hasWords = Boolean(khobor.boxes.inert(html).textContent.trim() || data.dataTransfer.getData("text/plain"));
        if (files.length && !hasWords) {
          event.cancel();
          upload(editor, files);
        }
      }, null, null, 1);

      // What a page brings along and no text needs, before anything of it becomes an element anywhere.
      editor.on("paste", ({ data }) => {
        if (data.dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_INTERNAL) return;
        if (PICTURE.test(data.dataValue)) editor.showNotification(editor.config.khobor.texts.picturesLeftOut, "info", 8000);
        if (!WORD.test(data.dataValue)) data.dataValue = withoutMachinery(data.dataValue);
        data.dataValue = data.dataValue.replace(/(<\/?)h1(?=[\s>])/gi, "$1h2").replace(/(<\/?)h[4-6](?=[\s>])/gi, "$1h3");
      }, null, null, 2);

      editor.on("paste", (event) => {
        const { data } = event;
        if (data.dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_INTERNAL) return;
        const address = khobor.boxes.inert(data.dataValue).textContent.trim();
        if (ADDRESS.test(address) && SERVICES.test(address) && emptyLine(editor)) {
          data.dataValue = CKEDITOR.tools.htmlEncode(address);
          editor.once("afterPaste", () => embedLater(editor, address));
        }
      }, null, null, 5);
    },
  });
}
