// An open page stays the paper of now: the ticker's lines, the breaking banner, and word of new stories on the front page
// and the latest.
// ticker.js loads this once a page has been open for a while.
(() => {
  "use strict";

  const EVERY = 14000; // milliseconds; with a fifth of chance added, a new line is here within 20 seconds
  const DOUBLED = 5; // times at most that the pause doubles while nothing answers: seven minutes
  const PATIENCE = 10000;
  const TOLD = "khobor.told";

  const { apply, edge, isHeld, to } = window.ticker;
  const ticker = document.querySelector("[data-ticker]");
  const view = ticker.querySelector(".ticker-window");
  const strip = ticker.querySelector(".ticker-strip");
  const fresh = document.querySelector(".fresh");
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  ticker.append(said);

  let etag = "";
  let failures = 0;
  let timer = 0;
  let asking = false;
  let newer = null; // lines that wait until the reader lets go of the strip

  const path = (item) => item.querySelector("a")?.pathname || "";
  const words = (item) => item.textContent.replace(/\s/g, "");
  const sign = (item) => `${path(item)} ${words(item)}`;

  const makeItem = (line) => {
    const item = document.createElement("li");
    if (line.breaking) {
      const mark = document.createElement("strong");
      mark.className = "breaking";
      mark.textContent = ticker.dataset.breaking;
      item.className = "is-breaking";
      item.append(mark, " ");
    }
    const text = document.createElement(line.url ? "a" : "span");
    if (line.url) text.href = new URL(line.url).pathname;
    if (line.url && ticker.dataset.target) {
      text.target = ticker.dataset.target;
      text.rel = "noopener";
    }
    if (line.language !== document.documentElement.lang) text.lang = line.language;
    text.textContent = line.text;
    item.append(text);
    return item;
  };

  // What is being read stays where it is. If the news is at the head, a strip that moves begins with it; one that was
  // scrolled by hand does not.
  const show = () => {
    if (!newer || isHeld()) return;
    const items = newer;
    newer = null;
    const before = [...strip.children].map(sign);
    const after = items.map(sign);
    if (before.join("\n") === after.join("\n")) return;
    const moved = "moving" in ticker.dataset;
    const here = edge(view);
    const rows = [...view.querySelectorAll("li")];
    const at = rows.findIndex((row) => edge(row) + row.offsetWidth > here);
    const past = at < 0 ? 0 : here - edge(rows[at]);
    const kept = items[after.indexOf(before[at % before.length])];
    const isAtHead = moved ? !before.includes(after[0]) : !view.scrollLeft;
    // New elements, not moved ones: nothing that stands on the page shifts.
    strip.replaceChildren(...items);
    // All lines may end. Then the row is empty until there are others; nothing on the page moves up.
    apply();
    to(kept && !isAtHead ? edge(kept) - edge(strip) + past : 0);
    tell(items.find((item) => item.className && !before.includes(sign(item))));
  };

  // A breaking line is said once to a reader who listens, whatever pages are open.
  const tell = (item) => {
    if (!item) return;
    try {
      if (localStorage.getItem(TOLD) === sign(item)) return;
      localStorage.setItem(TOLD, sign(item));
    } catch {
      // storage may be forbidden; then each page says it
    }
    said.textContent = item.textContent;
  };

  // The banner of templates/articles/_alert.html, above the page: nothing on it moves. It is said with its line.
  const makeBanner = (alert) => {
    const banner = document.createElement("aside");
    banner.className = "alert is-live";
    banner.setAttribute("aria-label", ticker.dataset.bannerName);
    banner.dataset.number = alert.number;
    const words = makeItem({ ...alert, breaking: true });
    const time = document.createElement("time");
    time.dateTime = alert.sent;
    time.dataset.ago = document.documentElement.lang; // when.js tells it
    const row = document.createElement("p");
    row.className = "sheet";
    row.append(...words.childNodes, " ", time);
    const button = document.createElement("button");
    button.type = "button"; // before_paint.js hears it
    button.setAttribute("aria-label", ticker.dataset.close);
    button.textContent = "×";
    banner.append(row, button);
    return banner;
  };

  const isClosed = (number) => {
    try {
      return +localStorage.getItem("khobor.alert") >= number;
    } catch {
      return false;
    }
  };

  let banner = 0; // the number of the alert that this page has, or has on its way
  const warn = (alert) => {
    if (!ticker.dataset.banner) return; // framed on another site
    for (const old of document.querySelectorAll(".alert")) {
      if (+old.dataset.number === alert?.number) banner = alert.number;
      else if (old.classList.contains("is-live")) old.remove();
      else old.classList.add("is-over"); // its room stays
    }
    if (!alert) banner = 0;
    if (!alert || banner === alert.number || isClosed(alert.number)) return;
    banner = alert.number;
    const enter = () => {
      if (banner !== alert.number) return;
      document.querySelector(".skip").after(makeBanner(alert));
      dispatchEvent(new Event("news"));
    };
    const styles = document.createElement("link");
    styles.rel = "stylesheet";
    styles.href = ticker.dataset.banner;
    styles.onload = enter;
    document.head.append(styles);
  };

  const offer = (newest) => {
    if (!fresh || fresh.firstChild || !newest) return;
    if (Date.parse(newest.published) <= Date.parse(fresh.dataset.since || 0)) return;
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = fresh.dataset.words;
    fresh.append(link);
  };

  const wait = () => {
    clearTimeout(timer);
    if (document.hidden || !navigator.onLine) return;
    const pause = EVERY * 2 ** Math.min(failures, DOUBLED);
    timer = setTimeout(ask, pause * (1 + Math.random() / 5)); // not all readers at once
  };

  const ask = async () => {
    clearTimeout(timer);
    if (asking || document.hidden || !navigator.onLine) return;
    asking = true;
    try {
      const answer = await fetch(ticker.dataset.lines, {
        credentials: "omit",
        headers: etag ? { "If-None-Match": etag } : {},
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      if (!answer.ok && answer.status !== 304) throw new Error(answer.status);
      if (answer.ok) {
        const { alert, lines, newest } = await answer.json();
        etag = answer.headers.get("ETag") || "";
        newer = lines.map(makeItem);
        show();
        warn(alert);
        offer(newest);
      }
      failures = 0;
    } catch {
      failures += 1;
    }
    asking = false;
    wait();
  };

  view.addEventListener("pointerleave", show);
  view.addEventListener("focusout", () => setTimeout(show));
  document.addEventListener("visibilitychange", ask); // hidden: it only stops waiting
  for (const type of ["online", "offline", "pageshow"]) addEventListener(type, ask);
  ask();
})();
