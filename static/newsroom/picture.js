/* The picture's page: the focal point on the picture and in its two numbers, and whether its renditions are made. */
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("picture-data").textContent);
  const place = document.querySelector("[data-focus-place]");
  const form = document.getElementById("picture-form");
  const [left, top] = ["from_left", "from_top"].map((name) => form.elements[name]);

  const focus = khobor.focus(place, (x, y) => {
    left.value = (x * 100).toFixed(1);
    top.value = (y * 100).toFixed(1);
    isChanged = true;
  });
  let isChanged = false;
  focus.show(data);
  place.querySelector("[data-focus-crops]").hidden = false;
  place.querySelector("[data-focus-help]").hidden = !data.mayChange;
  if (left) {
    const follow = () => focus.set(left.value / 100, top.value / 100);
    for (const field of [left, top]) field.addEventListener("input", follow);
    follow(); // a form shown again after an error has its own
  }

  // Which fields a right asks for, and that decorative needs no words.
  const show = () => {
    const rights = form.elements.rights?.value;
    for (const [name, value] of [["rights_until", "licensed"], ["licence_url", "free"]]) {
      const field = document.getElementById(`field-${name}`);
      if (field && rights !== undefined) field.hidden = rights !== value;
    }
    if (form.elements.decorative) form.elements.alt.readOnly = form.elements.decorative.checked;
  };
  form.addEventListener("change", show);
  show();

  form.addEventListener("input", () => (isChanged = true));
  form.addEventListener("submit", () => (isChanged = false));
  window.addEventListener("beforeunload", (event) => isChanged && event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s" || !data.mayChange) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // The worker makes what readers get; this asks until it has.
  const told = document.querySelector("[data-renditions]");
  const PAUSE = 3000; // ms
  async function ask() {
    if (told.dataset.state !== "making") return;
    try {
      const response = await fetch(told.dataset.url, { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const { state, message } = await response.json();
      if (state !== told.dataset.state) {
        told.className = `renditions is-${state}`;
        told.dataset.state = state;
        told.textContent = message;
        const again = document.querySelector("[data-renditions-again]");
        if (again) again.hidden = state !== "problem";
      }
    } catch {
      // No network: asked again in a moment.
    }
    setTimeout(ask, PAUSE);
  }
  setTimeout(ask, PAUSE);
})();
