// The headline ticker. Without this file it is a row of links that can be scrolled by hand, and so it is again
// whenever the reader stops it, asks the system for less motion, or has no room to read what moves: then the
// stylesheet shows no button.
(() => {
  "use strict";

  const PACE = 55; // pixels a second: a headline of ten words stays in sight long enough to be read twice
  const WAIT = 3000; // milliseconds before it first moves: the first headline is often why the reader came
  const CALM = 8000; // before the page begins to ask for other lines (live.js)
  const KEY = "khobor.ticker";

  const ticker = document.querySelector("[data-ticker]");
  if (!ticker || !Element.prototype.animate) return;

  document.documentElement.dataset.script = ""; // as a framed ticker has nobody else to say
  const button = ticker.querySelector("button");
  const view = ticker.querySelector(".ticker-window");
  const strip = ticker.querySelector(".ticker-strip");
  const less = matchMedia("(prefers-reduced-motion: reduce)");
  const rtl = getComputedStyle(view).direction === "rtl";
  let moves = []; // the animations of the strip and of its copy
  let copy = null;
  let still = false;
  try {
    still = localStorage.getItem(KEY) === "still";
  } catch {
    // storage may be forbidden; then the choice holds for this page
  }

  // Where it begins, in pixels in the direction of reading.
  const edge = (node) => {
    const box = node.getBoundingClientRect();
    return rtl ? -box.right : box.left;
  };

  // That many pixels of the strip have gone by.
  const to = (shift) => {
    for (const move of moves) move.currentTime = WAIT + (shift / PACE) * 1000;
    view.scrollLeft = moves.length ? 0 : rtl ? -shift : shift;
  };

  const isHeld = () => view.matches(":hover") || view.contains(document.activeElement);

  // It waits for a reader who points at it or has tabbed into it.
  const hold = () => {
    for (const move of moves) isHeld() ? move.pause() : move.play();
  };

  const apply = () => {
    for (const move of moves) move.cancel();
    moves = [];
    if (copy) copy.remove();
    copy = null;
    button.hidden = false;
    const length = strip.offsetWidth;
    const moving = button.offsetWidth && length > view.clientWidth; // what is in sight as a whole need not move
    button.hidden = !moving;
    button.setAttribute("aria-label", still ? ticker.dataset.play : ticker.dataset.pause);
    ticker.toggleAttribute("data-still", still);
    ticker.toggleAttribute("data-moving", moving && !still);
    if (!moving || still) return;
    copy = strip.cloneNode(true);
    copy.setAttribute("aria-hidden", "true");
    copy.inert = true;
    view.append(copy);
    view.scrollLeft = 0;
    const frames = [{ transform: "none" }, { transform: `translateX(${rtl ? length : -length}px)` }];
    const timing = { delay: WAIT, duration: (length / PACE) * 1000, iterations: Infinity };
    moves = [strip, copy].map((row) => row.animate(frames, timing));
    hold();
  };

  button.addEventListener("click", () => {
    still = !still;
    try {
      localStorage.setItem(KEY, still ? "still" : "moving");
    } catch {
      // as above
    }
    apply();
  });
  for (const type of ["pointerenter", "pointerleave"]) view.addEventListener(type, hold);
  view.addEventListener("focusin", ({ target }) => {
    hold();
    // The focused headline comes to the start of the window, whatever had moved past.
    if (moves.length) to(edge(target.parentElement) - edge(strip));
  });
  view.addEventListener("focusout", () => setTimeout(hold));
  view.addEventListener("scroll", () => {
    if (moves.length) view.scrollLeft = 0; // a browser scrolls to what it focuses; here the transform does that
  });
  less.addEventListener("change", apply);
  // Widths are right once the letters are.
  (document.fonts ? document.fonts.ready : Promise.resolve()).then(apply);
  // A phone's address bar comes and goes with scrolling: only another width is another window.
  let width = innerWidth;
  addEventListener("resize", () => {
    if (width !== innerWidth) apply();
    width = innerWidth;
  });
  apply();

  if (!ticker.dataset.live) return;
  window.ticker = { apply, edge, isHeld, to };
  setTimeout(() => {
    const script = document.createElement("script");
    script.src = ticker.dataset.live;
    document.head.append(script);
  }, CALM);
})();
