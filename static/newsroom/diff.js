/* Comparisons work without this. With it, a quoted paragraph leads to its place in the text that is being written. */
"use strict";

(() => {
  const openFold = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const fold = target && target.closest("details");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView({ block: "center" });
  };
  openFold();
  window.addEventListener("hashchange", openFold);

  const words = (text) => text.replace(/\s+/g, " ").replace(/…$/, "").trim();

  const paragraphOf = (holder, quote) => {
    const start = words(quote).slice(0, 60);
    return start && [...holder.children].find((block) => words(block.textContent).startsWith(start));
  };

  const showInEditor = (quote) => {
    const editor = window.CKEDITOR && CKEDITOR.instances.id_body;
    if (!editor || editor.status !== "ready" || editor.mode !== "wysiwyg") return false;
    const block = paragraphOf(editor.editable().$, quote);
    if (!block) return false;
    editor.focus();
    const range = editor.createRange();
    range.selectNodeContents(new CKEDITOR.dom.element(block));
    editor.getSelection().selectRanges([range]);
    editor.container.$.scrollIntoView({ block: "nearest" });
    block.scrollIntoView({ block: "center" });
    return true;
  };

  const showInText = (quote) => {
    const text = document.querySelector(".reading .story-body");
    const block = text && paragraphOf(text, quote);
    if (!block) return false;
    block.tabIndex = -1;
    block.focus();
    block.scrollIntoView({ block: "center" });
    return true;
  };

  // The script stands in several partials of one page; it listens once.
  if (document.documentElement.dataset.paragraphs) return;
  document.documentElement.dataset.paragraphs = "linked";
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-paragraph]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const quote = link.querySelector("q").textContent;
    if (showInEditor(quote) || showInText(quote)) event.preventDefault();
  });
})();
