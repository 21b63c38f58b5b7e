// The browser keeps the subscription, and in its cache storage what was chosen: the service worker finds it there.
(() => {
  "use strict";

  const page = document.querySelector("[data-alerts]");
  const form = page.querySelector("[data-form]");
  const { key, worker, address } = page.dataset;
  const words = form.dataset;
  const CHOICE = "/alerts/choice";
  const part = (name) => form.querySelector(`[data-${name}]`);
  const boxes = () => [...form.querySelectorAll("[name=topic]")];

  function show(state) {
    for (const element of page.querySelectorAll("[data-state]")) element.hidden = element.dataset.state !== state;
    form.hidden = state !== "form";
  }

  function say(what, isWrong = false) {
    part("said").textContent = what;
    part("said").classList.toggle("is-wrong", isWrong);
  }

  function needsHomeScreen() {
    return /iPhone|iPad|Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1; // iPads say Macintosh
  }

  async function readChoice() {
    const kept = await caches.match(CHOICE);
    return kept ? kept.json() : null;
  }

  async function keepChoice(topics) {
    const names = {};
    for (const box of boxes()) if (box.value.startsWith("story:")) names[box.value] = box.closest("label").textContent.trim();
    const cache = await caches.open("khobor-alerts");
    await cache.put(CHOICE, new Response(JSON.stringify({ topics, names })));
  }

  function chosen() {
    const topics = boxes().filter((box) => box.checked).map((box) => box.value);
    // Sections are part of everything.
    return topics.includes("all") ? topics.filter((topic) => !topic.startsWith("section:")) : topics;
  }

  function showChoice({ topics, names }) {
    const asked = new URLSearchParams(location.search).get("story");
    for (const topic of topics) {
      if (topic.startsWith("story:") && !boxes().some((box) => box.value === topic)) addStory(topic, names[topic] || topic);
    }
    for (const box of boxes()) box.checked = topics.includes(box.value) || box.value === `story:${asked}`;
    foldSections();
  }

  function addStory(topic, name) {
    const option = part("option").content.cloneNode(true);
    option.querySelector("input").value = topic;
    option.querySelector("span").textContent = name;
    part("list").append(option);
    part("stories").hidden = false;
  }

  function foldSections() {
    const sections = part("sections");
    if (sections) sections.disabled = form.querySelector("[value=all]").checked;
  }

  async function subscription() {
    const registration = await navigator.serviceWorker.getRegistration("/");
    return registration ? registration.pushManager.getSubscription() : null;
  }

  async function subscribe() {
    await navigator.serviceWorker.register(worker, { scope: "/", updateViaCache: "none" });
    const { pushManager } = await navigator.serviceWorker.ready;
    const former = await pushManager.getSubscription();
    if (former && isOurs(former)) return former;
    if (former) await former.unsubscribe(); // the paper has another key now
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }

  function isOurs({ options }) {
    if (!options || !options.applicationServerKey) return true; // the browser does not tell
    const bytes = String.fromCharCode(...new Uint8Array(options.applicationServerKey));
    return btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") === key;
  }

  // Throws an Error with words for the reader.
  async function send(of, topics) {
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...of.toJSON(), topics }),
      });
    } catch {
      throw new Error(words.unsent);
    }
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.error || words.unsent);
    return said.topics;
  }

  async function start() {
    const topics = chosen();
    if (!topics.length) return say(words.none, true);
    const permission = await Notification.requestPermission();
    if (permission === "denied") return show("denied");
    if (permission !== "granted") return say(words.undecided, true);
    const isNew = part("on").hidden;
    let mine;
    try {
      mine = await subscribe();
    } catch {
      return say(words.failed, true);
    }
    try {
      await keepChoice(await send(mine, topics));
    } catch (error) {
      if (isNew) await mine.unsubscribe(); // we know nothing of it, so nobody would ever be told
      return say(error.message, true);
    }
    showState(true);
    say(isNew ? words.saved : words.changed);
  }

  async function stop() {
    const mine = await subscription();
    if (mine) {
      // Should this not arrive, the push service tells us that the browser has gone.
      await send(mine, []).catch(() => {});
      await mine.unsubscribe();
    }
    await caches.delete("khobor-alerts");
    const registration = await navigator.serviceWorker.getRegistration("/");
    if (registration) await registration.unregister();
    showState(false);
    say(words.stopped);
    part("submit").focus();
  }

  function showState(isOn) {
    part("on").hidden = part("stop").hidden = !isOn;
    part("submit").textContent = isOn ? words.change : words.start;
  }

  async function whileBusy(work) {
    if (form.ariaBusy === "true") return;
    say("");
    form.ariaBusy = "true";
    try {
      await work();
    } catch {
      say(words.failed, true);
    }
    form.ariaBusy = "false";
  }

  async function begin() {
    const mine = await subscription();
    const choice = await readChoice();
    if (choice) showChoice(choice);
    foldSections();
    showState(Boolean(mine));
    show("form");
    if (mine && choice && !isOurs(mine)) await whileBusy(async () => void (await send(await subscribe(), choice.topics)));
  }

  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window && "caches" in window)) {
    return show(needsHomeScreen() ? "home" : "unsupported");
  }
  if (Notification.permission === "denied") return show("denied");
  form.addEventListener("change", foldSections);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    whileBusy(start);
  });
  part("stop").addEventListener("click", () => whileBusy(stop));
  begin().catch(() => show("unsupported"));
})();
