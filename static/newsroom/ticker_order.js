/* The order of the ticker's lines: by hand (mouse, pen, finger) and with the same power by keyboard. A grip is picked up
   with Space or Enter, led by the arrows, put down with Space or Enter, taken back with Escape. Each order is saved at once. */
"use strict";

(() => {
  const { config, texts, fill, say, numbers, preview } = khobor.ticker;
  const PATIENCE = 20_000; // ms for an answer
  const START = 6; // pixels before a press becomes a drag
  const EDGE = 70; // pixels from the window's edge where it scrolls along
  const lines = (list) => [...list.children].filter((item) => item.dataset.line);
  const everything = () => [...document.querySelectorAll("[data-lines] > [data-line]")].map((item) => Number(item.dataset.line));
  const cookie = () =>
    document.cookie.split("; ").find((pair) => pair.startsWith(`${config.csrf_cookie}=`))?.slice(config.csrf_cookie.length + 1) ?? "";
  let carried = null; // {item, list, grip, before}
  let isMoving = false; // an element that is moved loses the focus for a moment
  let saving = Promise.resolve();

  function place(item) {
    const all = lines(item.parentElement);
    return { line: item.dataset.name, number: numbers.format(all.indexOf(item) + 1), count: numbers.format(all.length) };
  }

  function put(item, index) {
    const list = item.parentElement;
    const others = lines(list).filter((one) => one !== item);
    isMoving = true;
    list.insertBefore(item, others[index] ?? null);
    isMoving = false;
  }

  function draw(list) {
    lines(list).forEach((item, index, all) => {
      const number = item.querySelector("[data-number]");
      if (number) number.textContent = numbers.format(index + 1);
      for (const button of item.querySelectorAll("[data-way]")) {
        button.disabled = button.dataset.way === "-1" ? index === 0 : index === all.length - 1;
      }
    });
  }

  // Saving

  const setVersion = (version) => {
    config.version = version;
    for (const field of document.querySelectorAll("[data-version]")) field.value = version;
  };

  function refuse(words) {
    document.querySelector("[data-order-words]").textContent = words;
    document.querySelector("[data-order-refused]").hidden = false;
  }

  /** One after the other, each over the version that the one before has made. */
  function save(list, before) {
    draw(list);
    saving = saving.then(() => send(list, before));
  }

  async function send(list, before) {
    const data = new FormData();
    data.set("order", JSON.stringify(everything()));
    data.set("version", config.version);
    data.set("writer", config.user);
    data.set("csrfmiddlewaretoken", cookie());
    let answer = null;
    let json = null;
    try {
      const options = { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" };
      answer = await fetch(config.order, { ...options, signal: AbortSignal.timeout(PATIENCE) });
      json = await answer.json();
    } catch {
      // No answer, or a page instead of one: said below.
    }
    if (answer?.status === 200) return arrived(json);
    // Nobody should take for saved what is not.
    before.forEach((item) => list.append(item));
    draw(list);
    const isOut = answer?.status === 401 || (answer?.status === 403 && !json) || answer?.type === "opaqueredirect";
    refuse(isOut ? texts.login : json?.message ?? texts.failed);
  }

  function arrived(json) {
    setVersion(json.version);
    document.querySelector("[data-order-refused]").hidden = true;
    document.querySelector("[data-changes-summary]").textContent = json.changes_summary;
    const list = document.querySelector("[data-changes]");
    list.replaceChildren(...json.changes.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
    list.hidden = !json.changes.length;
    document.body.classList.toggle("has-changes", json.changes.length > 0);
    preview();
  }

  // Plain buttons: one place up or down

  document.addEventListener("submit", (event) => {
    const way = event.submitter?.dataset.way;
    if (!way) return;
    event.preventDefault();
    const item = event.submitter.closest("[data-line]");
    const list = item.parentElement;
    const before = lines(list);
    const to = before.indexOf(item) + Number(way);
    if (to < 0 || to >= before.length) return;
    put(item, to);
    save(list, before);
    say(fill(texts.put_down, place(item)));
    const same = event.submitter.disabled ? item.querySelector(`[data-way="${-Number(way)}"]`) : event.submitter;
    same.focus();
  }, { capture: true });

  // By keyboard

  function pickUp(grip) {
    const item = grip.closest("[data-line]");
    const list = item.parentElement;
    carried = { item, list, grip, before: lines(list) };
    item.classList.add("is-carried");
    grip.setAttribute("aria-pressed", "true");
    say(fill(texts.picked_up, place(item)));
  }

  function lead(step) {
    const { item, list, grip } = carried;
    const all = lines(list);
    const at = all.indexOf(item);
    const to = step === "first" ? 0 : step === "last" ? all.length - 1 : Math.max(0, Math.min(all.length - 1, at + step));
    put(item, to);
    draw(list);
    isMoving = true;
    grip.focus();
    isMoving = false;
    item.scrollIntoView({ block: "nearest" });
    say(fill(texts.over, place(item)));
  }

  function letGo(isDropped) {
    const { item, list, grip, before } = carried;
    const isSame = lines(list).every((one, index) => one === before[index]);
    carried = null;
    item.classList.remove("is-carried");
    grip.removeAttribute("aria-pressed");
    if (!isDropped && !isSame) {
      isMoving = true;
      before.forEach((one) => list.append(one));
      if (document.activeElement === document.body) grip.focus();
      isMoving = false;
      draw(list);
    }
    if (isDropped && !isSame) save(list, before);
    say(fill(isDropped ? texts.put_down : texts.let_go, place(item)));
  }

  const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, Home: "first", End: "last" };

  document.addEventListener("keydown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip || drag) return;
    const isPress = event.key === " " || event.key === "Enter";
    if (isPress) {
      event.preventDefault();
      if (event.repeat) return;
      if (carried) letGo(true);
      else pickUp(grip);
    } else if (carried && event.key in STEPS) {
      event.preventDefault();
      lead(STEPS[event.key]);
    } else if (carried && event.key === "Escape") {
      event.preventDefault();
      letGo(false);
    }
  });
  document.addEventListener("focusout", ({ target }) => carried && !isMoving && target === carried.grip && letGo(false));
  // A screen reader's own press comes as a click without a pointer.
  document.addEventListener("click", (event) => {
    const grip = event.detail === 0 && event.target.closest?.("[data-grip]");
    if (!grip) return;
    if (carried) letGo(true);
    else pickUp(grip);
  });

  // By hand: the line goes along with the pointer, and the others make room

  let drag = null; // {item, list, before, pointer, x, y, atY, isOn}

  document.addEventListener("pointerdown", (event) => {
    const grip = event.button === 0 && event.target.closest("[data-grip]");
    if (!grip || drag || carried) return;
    const item = grip.closest("[data-line]");
    const list = item.parentElement;
    drag = { item, list, before: lines(list), pointer: event.pointerId, x: event.clientX, y: event.clientY, atY: event.clientY, isOn: false };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.isOn && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < START) return;
    event.preventDefault();
    drag.atY = event.clientY;
    if (!drag.isOn) {
      drag.isOn = true;
      drag.item.classList.add("is-carried");
      document.body.classList.add("is-sorting");
      requestAnimationFrame(scrollAlong);
    }
    aim();
  });

  function aim() {
    const others = lines(drag.list).filter((one) => one !== drag.item);
    const index = others.filter((one) => {
      const box = one.getBoundingClientRect();
      return drag.atY > box.top + box.height / 2;
    }).length;
    if (lines(drag.list).indexOf(drag.item) !== index) put(drag.item, index);
  }

  function scrollAlong() {
    if (!drag?.isOn) return;
    const by = drag.atY < EDGE ? -14 : drag.atY > window.innerHeight - EDGE ? 14 : 0;
    if (by) {
      window.scrollBy(0, by);
      aim();
    }
    requestAnimationFrame(scrollAlong);
  }

  function end(isDropped) {
    const { item, list, before, isOn } = drag;
    drag = null;
    if (!isOn) return;
    item.classList.remove("is-carried");
    document.body.classList.remove("is-sorting");
    const isSame = lines(list).every((one, index) => one === before[index]);
    if (isSame) return;
    if (isDropped) save(list, before);
    else before.forEach((one) => list.append(one));
    draw(list);
    say(fill(isDropped ? texts.put_down : texts.let_go, place(item)));
  }

  document.addEventListener("pointerup", (event) => drag?.pointer === event.pointerId && end(true));
  document.addEventListener("pointercancel", () => drag && end(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && drag && end(false));
})();
