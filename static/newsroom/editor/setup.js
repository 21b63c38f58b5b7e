/* What the bundled plugins need to be a newsroom's: tools for tables where the caret is in one, and names for everything
   that can be reached. */
"use strict";

{
  const TABLE_TOOLS = {
    RowBefore: ["rowInsertBefore", ({ row }) => row.insertBefore],
    RowAfter: ["rowInsertAfter", ({ row }) => row.insertAfter],
    RowDelete: ["rowDelete", ({ row }) => row.deleteRow],
    ColumnBefore: ["columnInsertBefore", ({ column }) => column.insertBefore],
    ColumnAfter: ["columnInsertAfter", ({ column }) => column.insertAfter],
    ColumnDelete: ["columnDelete", ({ column }) => column.deleteColumn],
    TableDelete: ["tableDelete", (words) => words.deleteTable],
  };

  // Its close button has no words of its own.
  CKEDITOR.on("dialogDefinition", ({ data }) => {
    data.definition.resizable = CKEDITOR.DIALOG_RESIZE_NONE;
    const { onShow } = data.definition;
    data.definition.onShow = function (...given) {
      const result = onShow?.apply(this, given);
      const { close } = this.getParentEditor().lang.common;
      this.getElement().$.querySelector(".cke_dialog_close_button")?.setAttribute("aria-label", close);
      return result;
    };
  });

  CKEDITOR.plugins.add("tablebar", {
    requires: "tabletools",
    init(editor) {
      for (const [name, [command, label]] of Object.entries(TABLE_TOOLS)) {
        editor.ui.addButton(name, { label: label(editor.lang.table), command, toolbar: "table" });
      }
      editor.on("selectionChange", ({ data }) => {
        editor.container?.$.classList.toggle("is-in-table", Boolean(data.path.contains({ td: 1, th: 1, caption: 1 }, 1)));
      });
    },
  });

  CKEDITOR.on("instanceReady", ({ editor }) => {
    const frame = editor.window?.getFrame()?.$;
    if (!frame || !editor.config.khobor) return;
    const { texts, language } = editor.config.khobor;
    frame.title = texts.title;
    const root = editor.document.$.documentElement;
    const follow = () => (root.lang = document.querySelector("#story-form [name=language]")?.value || language);
    follow();
    editor.on("contentDom", () => (editor.document.$.documentElement.lang = root.lang));
    document.querySelector("#story-form [name=language]")?.addEventListener("change", follow);
    // Two roles that CKEditor gives without what they need.
    for (const combo of editor.container.$.querySelectorAll(".cke_combo_button")) combo.setAttribute("role", "button");
  });

  // Beside a <strong> or a link a browser writes the space that is typed as a no-break one, and leaves it so. Between two
  // words it becomes a common space again as soon as the second is begun; those that stand elsewhere stay.
  const SPACE = "\u00a0";

  /** The texts of the node's own block in order, without the empty ones that CKEditor keeps the caret in. */
  function textsAround(node) {
    const block = node.parentElement.closest("p, li, h2, h3, td, th, caption, figcaption, blockquote") ?? node.parentElement;
    const walker = node.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.data.replaceAll("\u200b", "")) texts.push(walker.currentNode);
    return texts;
  }

  function freeSpaces(node) {
    const texts = textsAround(node);
    const place = texts.indexOf(node);
    for (const index of [place - 1, place]) {
      const text = texts[index];
      for (let at = text ? text.data.indexOf(SPACE) : -1; at >= 0; at = text.data.indexOf(SPACE, at + 1)) {
        const before = (text.data.slice(0, at) || texts[index - 1]?.data || "").replaceAll("\u200b", "").at(-1);
        const behind = (text.data.slice(at + 1) || texts[index + 1]?.data || "").replaceAll("\u200b", "")[0];
        if (before && behind && !/\s/.test(before + behind)) text.replaceData(at, 1, " ");
      }
    }
  }

  CKEDITOR.on("instanceReady", ({ editor }) => {
    const typed = ({ data: { $: event } }) => {
      if (event.inputType !== "insertText" && event.inputType !== "insertCompositionText") return;
      const node = editor.document.$.getSelection()?.anchorNode;
      if (node?.nodeType !== Node.TEXT_NODE || event.isComposing) return;
      freeSpaces(node);
    };
    const listen = () => editor.editable().attachListener(editor.editable(), "input", typed);
    editor.on("contentDom", listen);
    if (editor.editable()) listen();
  });
}
