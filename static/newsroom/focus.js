/* The focal point: set by a click or with the arrow keys, and what each crop keeps of the picture around it. */
"use strict";

window.khobor = window.khobor || {};

/** `place` holds [data-focus-image], [data-focus-point] and the crops; `moved(x, y)` hears of every set point. */
khobor.focus = (place, moved) => {
  const stage = place.querySelector("[data-focus-stage]");
  const image = place.querySelector("[data-focus-image]");
  const point = place.querySelector("[data-focus-point]");
  const crops = [...place.querySelectorAll("[data-crop]")];
  const state = { x: 0.5, y: 0.5, ratio: 1, isEditable: false };
  const bounded = (value) => Math.min(1, Math.max(0, value));
  const percent = (value) =>
    new Intl.NumberFormat(document.documentElement.lang || "bn", { maximumFractionDigits: 0 }).format(value * 100);

  /** Where the crop begins, as articles/pixels.py cuts it: around the focus, and never past the edge. */
  function draw() {
    point.style.left = `${state.x * 100}%`;
    point.style.top = `${state.y * 100}%`;
    point.setAttribute(
      "aria-label",
      place.dataset.label.replace("{x}", percent(state.x)).replace("{y}", percent(state.y)),
    );
    for (const crop of crops) {
      const [width, height] = crop.dataset.crop.split("x").map(Number);
      const part = width / height / state.ratio; // of the picture's width; over 1: a part of its height
      const shown = crop.querySelector("img");
      shown.style.objectPosition = part < 1 ? `${shift(state.x, part)}% 50%` : `50% ${shift(state.y, 1 / part)}%`;
    }
  }

  function shift(centre, part) {
    if (part >= 1) return 50;
    return (Math.min(1 - part, Math.max(0, centre - part / 2)) / (1 - part)) * 100;
  }

  function set(x, y) {
    state.x = bounded(x);
    state.y = bounded(y);
    draw();
  }

  function show(picture) {
    state.ratio = picture.width / picture.height;
    state.isEditable = picture.mayChange;
    place.classList.toggle("is-editable", state.isEditable);
    point.hidden = !state.isEditable;
    for (const one of [image, ...crops.map((crop) => crop.querySelector("img"))]) {
      const source = one === image ? picture.large : picture.thumbnail;
      if (one.getAttribute("src") !== source) one.src = source;
    }
    image.alt = picture.alt;
    image.width = picture.width;
    image.height = picture.height;
    set(picture.focus.x, picture.focus.y);
  }

  stage.addEventListener("click", (event) => {
    if (!state.isEditable || event.target === point) return;
    const box = image.getBoundingClientRect();
    set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    point.focus({ preventScroll: true });
    moved(state.x, state.y);
  });
  point.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 0.1 : 0.01;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!move) return;
    event.preventDefault();
    set(state.x + move[0], state.y + move[1]);
    moved(state.x, state.y);
  });

  return { show, set, state };
};
