/* Tells the paper that its story was really looked at. Sends a number's worth: nothing is stored here or there. */
(() => {
  const { read } = document.currentScript.dataset;
  if (navigator.doNotTrack === "1" || navigator.globalPrivacyControl || !navigator.sendBeacon) return;
  let waiting;
  const look = () => {
    clearTimeout(waiting);
    if (document.hidden) return;
    waiting = setTimeout(() => {
      document.removeEventListener("visibilitychange", look);
      navigator.sendBeacon(read);
    }, 5000);
  };
  document.addEventListener("visibilitychange", look);
  look();
})();
