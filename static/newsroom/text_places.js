/* Places in what is being typed: in a field, or in the editor's text. Lines as the newsroom's lint reads them. */
"use strict";

window.khobor = window.khobor || {};

/**
 * A line is {text, isSentence, label, select(start, end), replace(edits)}: `start` and `end` are places in `text`, an
 * edit is {start, end, found, put}. `replace` makes all of its edits in one step and returns how to take it back,
 * or null when the line says something else by now.
 */
khobor.places = (() => {
  const FIELDS = ["id_kicker", "id_headline", "id_standfirst", "id_picture_caption"];
  const EDGES = new Set(
    "P H2 H3 LI BLOCKQUOTE FIGCAPTION CAPTION TH TD UL OL FIGURE ASIDE DIV TABLE THEAD TBODY TR".split(" "),
  );
  // The editor's handles, masks and bookmarks.
  const NO_TEXT = "[data-cke-hidden-sel], [data-cke-bookmark], .cke_widget_drag_handler_container, .cke_reset, img, script, style";
  const FILLER = "\u200b"; // the editor's own, where the caret needs something to stand on

  const lastFirst = (edits) => [...edits].sort((one, other) => other.start - one.start);

  // Fields

  function fieldLine(field) {
    const write = (start, end, put) => {
      field.setSelectionRange(start, end);
      // As if typed, so that the browser's own undo knows of it.
      const done = put ? document.execCommand("insertText", false, put) : document.execCommand("delete");
      if (done) return;
      field.setRangeText(put, start, end, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    return {
      text: field.value,
      isSentence: false,
      label: field.labels?.[0]?.textContent.trim() ?? "",
      select(start, end) {
        field.focus({ preventScroll: true });
        field.setSelectionRange(start, end);
        field.scrollIntoView({ block: "center" });
      },
      replace(edits) {
        if (field.readOnly || edits.some(({ start, end, found }) => field.value.slice(start, end) !== found)) return null;
        const before = field.value;
        const focused = document.activeElement;
        field.focus({ preventScroll: true });
        for (const { start, end, put } of lastFirst(edits)) write(start, end, put);
        focused?.focus({ preventScroll: true });
        const after = field.value;
        return () => {
          if (field.value !== after) return;
          field.focus({ preventScroll: true });
          write(0, after.length, before);
        };
      },
    };
  }

  // The editor

  /** The lines under `root`, each with where its letters stand: [[text node, offset], …]. */
  function linesUnder(root) {
    const lines = [];
    let open = null;
    const flush = () => {
      if (open?.text.trim()) lines.push(open);
      open = null;
    };
    const add = (text, node, offset) => {
      open ??= { text: "", places: [], block: null };
      open.text += text;
      open.places.push([node, offset]);
    };
    /** In the editor's boxes only the captions and cells that somebody can write in are text. */
    function visit(node, isEditable) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!isEditable) return;
        for (let offset = 0; offset < node.data.length; offset++) {
          if (node.data[offset] !== FILLER) add(node.data[offset], node, offset);
        }
        if (open) open.block ??= node.parentElement.closest("p, h2, h3, li, blockquote, td, th, figcaption, caption");
      } else if (node.nodeName === "BR") {
        if (open) add("\n", null, 0);
      } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(NO_TEXT)) {
        const said = node.getAttribute("contenteditable");
        const isEdge = EDGES.has(node.nodeName) || said !== null;
        if (isEdge) flush();
        for (const child of node.childNodes) visit(child, said === null ? isEditable : said === "true");
        if (isEdge) flush();
      }
    }
    for (const child of root.childNodes) visit(child, true);
    flush();
    for (const line of lines) line.isSentence = isSentence(line.block, root);
    return lines;
  }

  function isSentence(block, root) {
    if (block?.nodeName !== "P" || block.parentElement !== root) return false;
    const [only, ...others] = [...block.childNodes].filter((node) => node.textContent.replaceAll(FILLER, ""));
    return Boolean(others.length) || !["STRONG", "B"].includes(only?.nodeName);
  }

  const firstNode = (line) => line.places.find(([node]) => node)[0];

  function rangeOf(line, start, end) {
    const range = firstNode(line).ownerDocument.createRange();
    const letters = (from, to) => line.places.slice(from, to).filter(([node]) => node);
    const [first] = letters(start, line.places.length);
    const last = letters(0, end).at(-1);
    if (start === end) {
      range.setStart(last[0], last[1] + 1);
    } else {
      range.setStart(first[0], first[1]);
      range.setEnd(last[0], last[1] + 1);
    }
    return range;
  }

  function write(line, { start, end, put }) {
    const letters = line.places.slice(start, end).filter(([node]) => node);
    if (!letters.length) {
      const [node, offset] = line.places.slice(0, start).filter(([known]) => known).at(-1);
      return node.insertData(offset + 1, put);
    }
    const [home, at] = letters[0];
    for (const [node, offset] of letters.reverse()) node.deleteData(offset, 1);
    home.insertData(at, put);
  }

  function editorLine(editor, line, label) {
    return {
      text: line.text,
      isSentence: line.isSentence,
      label,
      select(start, end) {
        editor.focus();
        const native = rangeOf(line, start, end);
        const range = new CKEDITOR.dom.range(editor.editable());
        range.setStart(new CKEDITOR.dom.node(native.startContainer), native.startOffset);
        range.setEnd(new CKEDITOR.dom.node(native.endContainer), native.endOffset);
        range.select();
        const box = native.getBoundingClientRect();
        const frame = editor.window.getFrame()?.$.getBoundingClientRect();
        window.scrollBy({ top: (frame?.top ?? 0) + box.top + box.height / 2 - window.innerHeight / 2 });
      },
      replace(edits) {
        const stands = ({ start, end, found }) => line.text.slice(start, end) === found;
        const isThere = line.places.every(([node, offset], index) => !node || node.data[offset] === line.text[index]);
        if (editor.readOnly || !firstNode(line).isConnected || !isThere || !edits.every(stands)) return null;
        editor.fire("saveSnapshot");
        for (const edit of lastFirst(edits)) write(line, edit);
        editor.fire("saveSnapshot");
        return () => editor.execCommand("undo");
      },
    };
  }

  function lines() {
    const found = FIELDS.map((id) => document.getElementById(id)).filter((field) => field?.value).map(fieldLine);
    const editor = window.CKEDITOR?.instances.id_body;
    if (editor?.status === "ready" && editor.mode === "wysiwyg") {
      const label = document.querySelector("label[for=id_body]")?.textContent.trim() ?? "";
      found.push(...linesUnder(editor.editable().$).map((line) => editorLine(editor, line, label)));
    }
    return found;
  }

  return { lines };
})();
