// A reader's choice of colours and of the size of text: kept in the browser's own storage, never in a cookie. Put on
// before the page is painted (templates/articles/before_paint.js); here it is made.
(() => {
  "use strict";

  const look = document.querySelector(".look");
  const row = document.querySelector(".sections-row");

  // In a row of many sections the one that is read is in sight, and the button for all only where some are not.
  const fit = () => {
    const list = row.querySelector("ul");
    const more = row.querySelector("details");
    // Its place stays, so that nothing moves.
    more.style.visibility = more.open || list.scrollWidth > list.clientWidth ? "" : "hidden";
    const here = list.querySelector("[aria-current]");
    if (!here) return;
    const [seen, own] = [list.getBoundingClientRect(), here.getBoundingClientRect()];
    if (own.left < seen.left || own.right > seen.right) list.scrollLeft += own.left - seen.left - 16;
  };
  if (row) {
    addEventListener("resize", fit);
    (document.fonts ? document.fonts.ready : Promise.resolve()).then(fit);
  }

  if (!look || !window.dress) return;
  const kept = (name) => {
    try {
      return localStorage.getItem(`khobor.${name}`) || "";
    } catch {
      return ""; // storage may be forbidden; then a choice holds for this page
    }
  };
  const chosen = { theme: kept("theme"), text: kept("text") };

  const show = () => {
    for (const choice of look.querySelectorAll("input")) choice.checked = chosen[choice.name] === choice.value;
    dress(chosen.theme, chosen.text);
  };

  look.addEventListener("change", ({ target }) => {
    chosen[target.name] = target.value;
    try {
      localStorage.setItem(`khobor.${target.name}`, target.value);
    } catch {
      // as above
    }
    show();
    if (row) fit();
  });
  // The paper may be open in several tabs, or come back from the browser's memory.
  const read = () => {
    chosen.theme = kept("theme");
    chosen.text = kept("text");
    show();
  };
  addEventListener("storage", read);
  addEventListener("pageshow", ({ persisted }) => persisted && read());

  look.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !look.open) return;
    look.open = false;
    look.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (!look.contains(target)) look.open = false;
  });
  look.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !look.contains(relatedTarget)) look.open = false;
  });
  show();
})();
