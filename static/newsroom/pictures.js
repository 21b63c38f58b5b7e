/* The library as the page's scripts ask for it: lists, one picture, uploads with their progress, words, focal point. */
"use strict";

window.khobor = window.khobor || {};

khobor.pictures = (() => {
  const config = document.getElementById("pictures")?.dataset;
  if (!config) return null;
  const PARALLEL = 3; // uploads at once
  const waiting = [];
  let running = 0;

  const cookie = () =>
    document.cookie.split("; ").find((pair) => pair.startsWith(`${config.csrfCookie}=`))?.slice(config.csrfCookie.length + 1) ?? "";

  const address = (name, id) => config[name].replace("/0/", `/${id}/`);

  function said(status, json) {
    if (status === 401) return config.textLogin;
    if (status === 403) return json?.message ?? config.textForbidden;
    if (status === 413) return config.textTooLarge;
    return config.textTrouble;
  }

  /** {status, json, problem}: `problem` is for the user, and empty when all went well or `json.errors` says what did not. */
  async function ask(url, fields) {
    let response;
    try {
      const body = fields && new URLSearchParams({ ...fields, csrfmiddlewaretoken: cookie() });
      response = await fetch(url, { method: fields ? "POST" : "GET", body, headers: { Accept: "application/json" }, cache: "no-store" });
    } catch {
      return { status: 0, json: {}, problem: config.textOffline };
    }
    const json = await response.json().catch(() => null);
    const isTold = json && (response.ok || (response.status === 422 && json.errors));
    return { status: response.status, json: json ?? {}, problem: isTold ? "" : said(response.status, json) };
  }

  const list = (wanted) => ask(`${config.list}?${new URLSearchParams(wanted)}`);
  const one = (id) => ask(address("item", id));
  const words = (id, fields) => ask(address("words", id), fields);
  const focus = (id, x, y) => ask(address("focus", id), { x, y });

  /** Send one file; {picture, known} or {problem}. It waits for its turn; `tell` hears of its progress, 0 to 1. */
  function upload(file, fields, tell) {
    if (file.size > Number(config.maxBytes)) return Promise.resolve({ problem: config.textTooLarge });
    return new Promise((resolve) => {
      waiting.push(() => send(file, fields, tell).then(resolve));
      next();
    });
  }

  function next() {
    if (running >= PARALLEL || !waiting.length) return;
    running += 1;
    waiting.shift()().finally(() => {
      running -= 1;
      next();
    });
  }

  function send(file, fields, tell) {
    return new Promise((resolve) => {
      const data = new FormData();
      for (const [name, value] of Object.entries(fields)) data.set(name, value);
      data.set("csrfmiddlewaretoken", cookie());
      data.set("file", file, file.name || "picture");
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", ({ loaded, total }) => tell(total ? loaded / total : 0));
      request.addEventListener("loadend", () => resolve(result(request)));
      request.open("POST", config.upload);
      request.setRequestHeader("Accept", "application/json");
      request.send(data);
    });
  }

  function result(request) {
    if (!request.status) return { problem: config.textOffline };
    let json = null;
    try {
      json = JSON.parse(request.responseText);
    } catch {
      // Not from our own view: what the status says is all there is.
    }
    if (json?.picture) return json;
    return { problem: Object.values(json?.errors ?? {}).join(" ") || said(request.status, json) };
  }

  const isOfFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

  /** Files dropped on `place` or pasted while it is open go to `take`; a file beside it opens no other page. */
  function receive(place, take, { pastesFrom = document, isOpen = () => true } = {}) {
    let depth = 0;
    const mark = (step) => {
      depth = Math.max(0, depth + step);
      place.classList.toggle("is-over", depth > 0);
    };
    place.addEventListener("dragenter", (event) => isOfFiles(event) && mark(1));
    place.addEventListener("dragleave", (event) => isOfFiles(event) && mark(-1));
    place.addEventListener("dragover", (event) => isOfFiles(event) && event.preventDefault());
    place.addEventListener("drop", (event) => {
      if (!isOfFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      mark(-depth);
      take([...event.dataTransfer.files]);
    });
    pastesFrom.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length || !isOpen() || event.defaultPrevented) return;
      event.preventDefault();
      take(files);
    });
  }

  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => isOfFiles(event) && event.preventDefault());
  }

  return { list, one, words, focus, upload, receive, config };
})();
