/* Topics in the story form: a name for the search field, and a new topic without leaving the story. */
"use strict";

{
  const box = document.querySelector("[data-topics]");
  if (box) keepTopics(box);

  function keepTopics(box) {
    const select = box.querySelector("select[name=topics]");
    // Its button to clear all would stand in a list without being an item of it.
    select.dataset.allowClear = "false";
    // Select2 makes its search field when it likes, and forgets to name it.
    const name = () => box.querySelector(".select2-search__field")?.setAttribute("aria-label", box.dataset.label);
    new MutationObserver(name).observe(box, { childList: true, subtree: true });
    name();

    const details = box.querySelector(".new-topic");
    if (!details) return;
    details.hidden = false;
    const [title, slug] = ["name", "slug"].map((part) => document.getElementById(`new-topic-${part}`));
    const said = details.querySelector("[data-said]");
    let isOwn = false; // somebody wrote an address
    let timer = 0;
    let request = null;

    details.addEventListener("toggle", () => details.open && title.focus());
    slug.addEventListener("input", () => (isOwn = slug.value !== ""));
    title.addEventListener("input", () => {
      clearTimeout(timer);
      if (!isOwn) timer = setTimeout(suggest, 250);
    });
    details.querySelector("button").addEventListener("click", add);
    for (const field of [title, slug]) {
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault(); // it would save the story
        add();
      });
      // They belong to no story: neither autosave nor checks hear of them.
      for (const kind of ["input", "change"]) field.addEventListener(kind, (event) => event.stopPropagation());
    }

    async function suggest() {
      request?.abort();
      request = new AbortController();
      try {
        const answer = await fetch(`${box.dataset.suggest}?name=${encodeURIComponent(title.value)}`, { signal: request.signal });
        if (answer.ok && !isOwn) slug.value = (await answer.json()).slug;
      } catch {
        // Whoever adds it writes the address.
      }
    }

    async function add() {
      const data = new FormData();
      data.set("csrfmiddlewaretoken", select.form.elements.csrfmiddlewaretoken.value);
      data.set("name", title.value);
      data.set("slug", slug.value);
      let answer;
      let json = {};
      try {
        answer = await fetch(box.dataset.add, { method: "POST", body: data });
        json = await answer.json();
      } catch {
        json = { message: details.dataset.unreachable };
      }
      for (const wrong of details.querySelectorAll("[data-wrong]")) {
        wrong.textContent = json.errors?.[wrong.dataset.wrong] ?? "";
        wrong.hidden = !wrong.textContent;
      }
      said.textContent = json.message ?? "";
      if (!answer?.ok) return (json.errors?.name ? title : slug).focus();
      select.append(new Option(json.name, json.id, true, true));
      select.dispatchEvent(new Event("change", { bubbles: true }));
      title.value = slug.value = "";
      isOwn = false;
      details.open = false;
      box.querySelector(".select2-search__field")?.focus();
    }
  }
}
