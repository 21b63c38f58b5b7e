/* What the bundled plugins need to be a newsroom's: dialogs without what no story has, tools for tables where the caret
   is in one, names for everything that can be reached. */
"use strict";

{
  // Fields of CKEditor's own dialogs that stay; a field that is not here would set what the cleaner takes out.
  const KEPT = {
    link: { info: ["linkDisplayText", "linkType", "urlOptions", "emailOptions", "telOptions", "protocol", "url", "emailAddress", "telNumber"] },
    table: { info: ["txtRows", "txtCols", "selHeaders", "txtCaption"] },
  };
  const TABLE_TOOLS = {
    RowBefore: ["rowInsertBefore", ({ row }) => row.insertBefore],
    RowAfter: ["rowInsertAfter", ({ row }) => row.insertAfter],
    RowDelete: ["rowDelete", ({ row }) => row.deleteRow],
    ColumnBefore: ["columnInsertBefore", ({ column }) => column.insertBefore],
    ColumnAfter: ["columnInsertAfter", ({ column }) => column.insertAfter],
    ColumnDelete: ["columnDelete", ({ column }) => column.deleteColumn],
    TableDelete: ["tableDelete", (words) => words.deleteTable],
  };

  const children = (element) => element.children ?? [];

  /** Leave in a dialog's page only the fields named, and the boxes that hold them. */
  function keepFields(elements, names) {
    return elements.filter((element) => {
      if (element.id && names.includes(element.id)) return true;
      if (!children(element).length) return false;
      element.children = keepFields(children(element), names);
      return element.children.length > 0;
    });
  }

  CKEDITOR.on("dialogDefinition", ({ data }) => {
    const kept = KEPT[data.name];
    if (!kept) return;
    for (const page of [...data.definition.contents]) {
      if (!kept[page.id]) data.definition.removeContents(page.id);
    }
    if (data.name === "link") {
      const type = data.definition.getContents("info").get("linkType");
      type.items = type.items.filter(([, value]) => value !== "anchor");
    }
    if (data.name === "table") simplifyTable(data.definition);
    data.definition.resizable = CKEDITOR.DIALOG_RESIZE_NONE;
    const { onShow } = data.definition;
    data.definition.onShow = function (...given) {
      const result = onShow?.apply(this, given);
      nameDialog(this);
      return result;
    };
  });

  function simplifyTable(definition) {
    const info = definition.getContents("info");
    const field = (id) => info.get(id);
    const [rows, columns, headers, caption] = ["txtRows", "txtCols", "selHeaders", "txtCaption"].map(field);
    // The plugin's own code asks every one of its fields: what is not wanted stays, hidden, with nothing to say.
    for (const id of ["txtBorder", "cmbAlign", "txtWidth", "txtHeight", "txtCellSpace", "txtCellPad", "txtSummary"]) {
      const unwanted = field(id);
      if (!unwanted) continue;
      unwanted.default = "";
      unwanted.hidden = true;
      unwanted.style = "display:none";
    }
    rows.default = 3;
    columns.default = 3;
    headers.default = "row";
    for (const kept of [rows, columns, headers, caption]) {
      kept.controlStyle = "";
      kept.style = "";
    }
  }

  /** A dialog's close button and tabs say what they are; CKEditor leaves some of them without words. */
  function nameDialog(dialog) {
    const { element } = dialog.parts.dialog ? { element: dialog.parts.dialog } : { element: dialog.getElement() };
    element.$.querySelector(".cke_dialog_close_button")?.setAttribute("aria-label", dialog.getParentEditor().lang.common.close);
  }

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
