/* What another service shows is asked for when a reader wants it, and not before: the button puts the player above
   its card. Without this script the card's link leads to the original. */

(function () {
  "use strict";

  var ALLOW = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  var SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation";
  var frames = [];

  function makeFrame(box) {
    var frame = document.createElement("iframe");
    frame.title = box.dataset.title;
    frame.setAttribute("sandbox", SANDBOX);
    frame.allow = ALLOW;
    // YouTube plays nothing for a page that does not say where it is (its error 153); our own policy says nothing.
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = themed(box.dataset.player);
    frames.push(frame);
    return frame;
  }

  function makeSound(box) {
    var sound = document.createElement("audio");
    sound.controls = true;
    sound.setAttribute("aria-label", box.dataset.title);
    sound.src = box.dataset.player;
    return sound;
  }

  function themed(address) {
    var chosen = document.documentElement.dataset.theme;
    var dark = chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    return dark && address.indexOf("https://platform.twitter.com/") === 0 ? address + "&theme=dark" : address;
  }

  function load(box, button) {
    var isSound = box.classList.contains("embed-audio");
    var player = isSound ? makeSound(box) : makeFrame(box);
    player.className = "embed-player";
    box.insertBefore(player, box.firstChild);
    button.remove();
    box.classList.add("embed-loaded");
    if (isSound) player.play().catch(function () {});
    player.tabIndex = 0;
    player.focus({ preventScroll: true });
  }

  // Posts tell how high they are: X and Instagram, each in its own way.
  function heightIn(data) {
    if (typeof data === "string") {
      try {
        data = JSON.parse(data);
      } catch (error) {
        return 0;
      }
    }
    var call = data && data["twttr.embed"];
    if (call && call.method === "twttr.private.resize" && call.params && call.params[0]) return call.params[0].height;
    if (data && data.type === "MEASURE" && data.details) return data.details.height;
    return 0;
  }

  window.addEventListener("message", function (event) {
    frames.forEach(function (frame) {
      if (event.source !== frame.contentWindow || event.origin !== new URL(frame.src).origin) return;
      var height = Number(heightIn(event.data));
      if (height > 100 && height < 4000) frame.style.height = Math.ceil(height) + "px";
    });
  });

  document.querySelectorAll(".embed").forEach(function (box) {
    var button = box.querySelector("[data-load]");
    button.hidden = false;
    button.addEventListener("click", function () {
      load(box, button);
    });
  });
})();
