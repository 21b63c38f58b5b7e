// Copying headline and link, printing, and the system's own share sheet: buttons only where the browser can do it.
// The links beside them need no script.
(() => {
  "use strict";

  for (const share of document.querySelectorAll("[data-share]")) {
    const { url, title, copied, failed } = share.dataset;
    const said = share.querySelector("[role=status]");

    const copy = share.querySelector("[data-copy]");
    if (copy && navigator.clipboard) {
      copy.hidden = false;
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(`${title}\n${url}`);
          said.textContent = copied;
        } catch {
          said.textContent = failed;
        }
        setTimeout(() => (said.textContent = ""), 4000);
      });
    }

    const print = share.querySelector("[data-print]");
    if (print) {
      print.hidden = false;
      print.addEventListener("click", () => window.print());
    }

    const native = share.querySelector("[data-native]");
    if (native && navigator.share) {
      native.hidden = false;
      native.addEventListener("click", () => {
        navigator.share({ title, url }).catch(() => {}); // closing the sheet is no error
      });
    }
  }
})();
