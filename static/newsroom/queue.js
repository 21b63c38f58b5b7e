/* Ticks: all of a page at once, how many they are, and no step for none. Without it the server says so. */
"use strict";

const steps = document.querySelector("[data-selection]");
if (steps) {
  const boxes = [...document.querySelectorAll("input[name=story][form=queue-steps]")];
  const all = steps.querySelector("[data-select-all]");
  const button = steps.querySelector("[data-needs-selection]");
  const count = steps.querySelector(".selected-count");
  const digits = (number) => new Intl.NumberFormat(document.documentElement.lang || "bn").format(number);
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.textContent = ticked ? ` (${digits(ticked)})` : "";
    button.disabled = !ticked;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.hidden = false;
  steps.querySelector(".select-all").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
