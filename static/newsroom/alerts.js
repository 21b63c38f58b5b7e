/* Breaking alerts: how many letters their words have, as readers count them, and how long they still stand. */
"use strict";

{
  const language = document.documentElement.lang;
  const written = (number) =>
    language.startsWith("bn") ? String(number).replace(/\d/g, (digit) => String.fromCharCode(+digit + 0x9e6)) : String(number);
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => written(values[name]));

  const segmenter = window.Intl?.Segmenter && new Intl.Segmenter(language, { granularity: "grapheme" });
  for (const place of document.querySelectorAll("[data-counter]")) {
    const field = document.getElementById(place.dataset.counter);
    if (!field || !segmenter) continue;
    const advice = place.textContent;
    const count = () => {
      const letters = [...segmenter.segment(field.value.trim().replace(/\s+/g, " "))].length;
      const most = +field.dataset.most;
      const which = letters > most ? "toomuch" : letters > +field.dataset.letters ? "over" : "words";
      place.classList.toggle("is-over", which !== "words");
      place.textContent = `${fill(place.dataset[which], { count: letters })} · ${advice}`;
    };
    field.addEventListener("input", count);
    count();
  }

  const left = document.querySelectorAll("[data-ends]");
  const tell = () => {
    for (const place of left) {
      const minutes = Math.ceil((Date.parse(place.dataset.ends) - Date.now()) / 60000);
      const hours = Math.floor(minutes / 60);
      const words = minutes <= 0 ? place.dataset.over : hours ? place.dataset.hours : place.dataset.minutes;
      const text = fill(words, { hours, minutes: hours ? minutes % 60 : minutes });
      if (place.textContent !== text) place.textContent = text;
    }
  };
  if (left.length) {
    tell();
    setInterval(tell, 10000);
  }
}
