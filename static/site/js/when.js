// "5 minutes ago" stays true while a page is open: in the words of articles/bengali/dates.py, which wrote it. From a
// day on it is the date, which the page has as the title.
(() => {
  "use strict";

  const WORDS = {
    bn: ["এইমাত্র", "মিনিট আগে", "মিনিট আগে", "ঘণ্টা আগে", "ঘণ্টা আগে"],
    en: ["just now", "minute ago", "minutes ago", "hour ago", "hours ago"],
  };
  const shown = document.getElementsByTagName("time");
  let timer = 0;

  const tell = () => {
    for (const time of shown) {
      const words = WORDS[time.dataset.ago];
      if (!words) continue;
      const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(time.dateTime)) / 60000));
      const hours = Math.floor(minutes / 60);
      const count = hours || minutes;
      let text = count ? `${count} ${words[(hours ? 3 : 1) + (count > 1)]}` : words[0];
      if (words === WORDS.bn) text = text.replace(/\d/g, (digit) => String.fromCharCode(+digit + 0x9e6));
      if (hours > 23) {
        text = time.title;
        time.removeAttribute("title");
        delete time.dataset.ago;
      }
      if (time.textContent !== text) time.textContent = text;
    }
  };

  // Nobody reads a hidden tab; back in sight it is put right at once.
  const watch = () => {
    clearInterval(timer);
    if (document.hidden) return;
    tell();
    timer = setInterval(tell, 20000);
  };
  document.addEventListener("visibilitychange", watch);
  addEventListener("news", tell); // live.js brought another time
  watch();
})();
