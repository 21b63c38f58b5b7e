/* The button of the schedule's dialog says precisely what it will do; the server knows the words. */
"use strict";

{
  const address = document.currentScript.dataset.words;
  const field = document.querySelector("[name=schedule-publish_at]");
  const button = document.querySelector("[name=_step][value=schedule]");
  let asked = 0;

  const say = async () => {
    const number = ++asked;
    const answer = field.value && (await fetch(`${address}?at=${encodeURIComponent(field.value)}`).catch(() => null));
    if (number !== asked) return; // another time was chosen meanwhile
    button.textContent = answer?.ok ? await answer.text() : button.dataset.label;
  };

  if (field && button) {
    button.dataset.label = button.textContent;
    field.addEventListener("input", say);
    say();
  }
}
