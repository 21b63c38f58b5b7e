/* Select2 names its box by what is chosen in it, which may be nothing, and the text in it by nothing: the field's label does. */
"use strict";

// jQuery calls in the order of asking: the admin asked before.
django.jQuery(() => {
  for (const select of document.querySelectorAll(".field select.admin-autocomplete")) {
    const box = select.nextElementSibling?.querySelector("[role=combobox]");
    const text = box?.querySelector("[role=textbox]");
    const label = select.labels[0];
    if (!text || !label) continue;
    label.id ||= `${select.id}_label`;
    text.setAttribute("aria-labelledby", label.id);
    box.setAttribute("aria-labelledby", `${label.id} ${text.id}`);
  }
});
