/* Under the editor: how many words and letters, and how long a reader takes. Not a live region: it changes with every
   key, and whoever listens to the page asks for it when it is wanted (the editor is described by it). */
"use strict";

{
  // Reading aloud at one's own pace, as the reading chart IReST measured it (Trauzettel-Klosinski and Dietz, Investigative
  // Ophthalmology & Visual Science 53, 2012): 184 words a minute on average over 17 languages, 228 in English. Bengali was
  // not among them and no measurement like it is known to us, so Bengali stands here with the average.
  const WORDS_A_MINUTE = { bn: 184, en: 228 };
  const PAUSE = 150; // milliseconds
  const BLOCKS = "p, h2, h3, li, blockquote, figcaption, caption, td, th";

  const graphemes = window.Intl?.Segmenter ? new Intl.Segmenter("bn", { granularity: "grapheme" }) : null;
  // Without a segmenter: a consonant with all that joins it, as one letter.
  const LETTER = /(?:[\u0995-\u09b9\u09dc-\u09df]\u09bc?\u09cd[\u200c\u200d]?)*\P{M}\p{M}*/gu;
  // Where the browser's segmenter is older than Unicode 15.1, a conjunct falls apart behind its hasanta.
  const OPEN_END = /\u09cd\u200d?$/;

  function countLetters(text) {
    if (!graphemes) return text.match(LETTER)?.length ?? 0;
    let count = 0;
    let isOpen = false;
    for (const { segment } of graphemes.segment(text)) {
      if (!(isOpen && /^[\u0995-\u09b9\u09dc-\u09df]/.test(segment))) count += 1;
      isOpen = OPEN_END.test(segment);
    }
    return count;
  }

  /** {words, letters} of the body's own words: no labels of boxes, no spaces between words counted as letters. */
  function count(html) {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    for (const block of body.querySelectorAll(BLOCKS)) block.append(" ");
    for (const line of body.querySelectorAll("br")) line.replaceWith(" ");
    const words = body.textContent.normalize("NFC").match(/[^\s—–।|]*[\p{L}\p{N}][^\s—–।|]*/gu) ?? [];
    const letters = countLetters(body.textContent.normalize("NFC").replace(/[\s\u200b]+/g, ""));
    return { words: words.length, letters };
  }

  function follow(editor) {
    const { texts } = editor.config.khobor;
    const numbers = new Intl.NumberFormat(texts.language === "bn" ? "bn-BD" : "en");
    const line = document.createElement("p");
    line.className = "word-count";
    line.id = `${editor.name}_count`;
    editor.container.getParent().$.append(line);
    editor.editable()?.setAttribute("aria-describedby", line.id);
    let timer = 0;
    const show = () => {
      const language = document.querySelector("#story-form [name=language]")?.value;
      const { words, letters } = count(editor.getData());
      const minutes = Math.max(1, Math.round(words / (WORDS_A_MINUTE[language] ?? WORDS_A_MINUTE.bn)));
      line.textContent = texts.count
        .replace("{words}", numbers.format(words))
        .replace("{letters}", numbers.format(letters))
        .replace("{minutes}", numbers.format(words ? minutes : 0));
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(show, PAUSE);
    };
    editor.on("change", later);
    editor.on("dataReady", later);
    editor.on("contentDom", () => editor.editable().attachListener(editor.editable(), "input", later));
    editor.editable()?.attachListener(editor.editable(), "input", later);
    show();
  }

  CKEDITOR.on("instanceReady", ({ editor }) => editor.config.khobor && follow(editor));
  window.khobor = window.khobor || {};
  khobor.countWords = count;
}
