// The headline ticker. Without this file it is a row of links that can be scrolled by hand, and so it is again
// whenever the reader stops it, or asks the system for less motion.
(() => {
  "use strict";

  const PACE = 55; // pixels a second: a headline of ten words stays in sight long enough to be read twice
  const WAIT = 3000; // milliseconds before it first moves: the first headline is often why the reader came
  const KEY = "khobor.ticker";

  const ticker = document.querySelector("[data-ticker]");
  if (!ticker || !Element.prototype.animate) return;

  const button = ticker.querySelector("button");
  const view = ticker.querySelector(".ticker-window");
  const strip = ticker.querySelector(".ticker-strip");
  const less = matchMedia("(prefers-reduced-motion: reduce)");

  const rtl = getComputedStyle(view).direction === "rtl";
  let moves = []; // the animations of the strip and of its copy
  let copy = null;
  let still = remembered();

  function remembered() {
    try {
      return localStorage.getItem(KEY) === "still";
    } catch {
      return false; // storage may be forbidden; then the choice holds for this page
    }
  }

  function remember() {
    try {
      localStorage.setItem(KEY, still ? "still" : "moving");
    } catch {
      // as above
    }
  }

  function start() {
    const width = strip.getBoundingClientRect().width;
    if (moves.length || !width) return;
    copy = strip.cloneNode(true);
    copy.setAttribute("aria-hidden", "true");
    copy.inert = true;
    view.append(copy);
    view.scrollLeft = 0;
    // A strip shorter than the window would leave a gap before its copy.
    const length = Math.max(width, view.clientWidth);
    copy.style.marginInlineStart = `${length - width}px`;
    const frames = [{ transform: "none" }, { transform: `translateX(${rtl ? length : -length}px)` }];
    const timing = { delay: WAIT, duration: (length / PACE) * 1000, iterations: Infinity };
    moves = [strip, copy].map((row) => row.animate(frames, timing));
    ticker.dataset.moving = "";
    hold();
  }

  function stop() {
    for (const move of moves) move.cancel();
    moves = [];
    if (copy) copy.remove();
    copy = null;
    delete ticker.dataset.moving;
  }

  // It waits for a reader who points at it or has tabbed into it.
  function hold() {
    const wait = view.matches(":hover") || view.contains(document.activeElement);
    for (const move of moves) wait ? move.pause() : move.play();
  }

  // The focused headline comes to the start of the window, whatever had moved past.
  function show(link) {
    const item = link.parentElement.getBoundingClientRect();
    const all = strip.getBoundingClientRect();
    const shift = rtl ? all.right - item.right : item.left - all.left;
    for (const move of moves) move.currentTime = WAIT + (shift / PACE) * 1000;
    view.scrollLeft = 0;
  }

  function apply() {
    button.hidden = less.matches;
    button.setAttribute("aria-label", still ? ticker.dataset.play : ticker.dataset.pause);
    ticker.toggleAttribute("data-still", still);
    stop();
    if (!still && !less.matches) start();
  }

  button.addEventListener("click", () => {
    still = !still;
    remember();
    apply();
  });
  view.addEventListener("pointerenter", hold);
  view.addEventListener("pointerleave", hold);
  view.addEventListener("focusin", (event) => {
    hold();
    if (moves.length) show(event.target);
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
    if (width === innerWidth) return;
    width = innerWidth;
    apply();
  });
  apply();
})();
