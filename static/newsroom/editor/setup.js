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
}
