/* The boxes of a body in the one form in which they are stored; articles/html.py knows the same grammar. */
"use strict";

window.khobor = window.khobor || {};

khobor.boxes = (() => {
  const attribute = (name, value) => ` ${name}="${CKEDITOR.tools.htmlEncodeAttr(String(value))}"`;
  const text = (words) => CKEDITOR.tools.htmlEncode(words ?? "");
  const hasWords = (html) => Boolean(html?.replace(/<[^>]*>|&nbsp;|\u200b/g, "").trim());
  const caption = (html) => (hasWords(html) ? `<figcaption>${html}</figcaption>` : "");

  /** {picture, alt, credit, decorative, caption (HTML)}; alt and credit undefined: the library's own */
  function picture(one) {
    let attributes = attribute("data-box", "picture") + attribute("data-picture", one.picture);
    if (one.decorative) attributes += attribute("data-decorative", "1");
    else if (one.alt) attributes += attribute("data-alt", one.alt);
    if (one.credit) attributes += attribute("data-credit", one.credit);
    return `<figure${attributes}>${caption(one.caption)}</figure>`;
  }

  const gallery = (pictures) => `<div data-box="gallery">${pictures.map(picture).join("")}</div>`;

  const embed = (one) =>
    `<figure data-box="embed"${attribute("data-url", one.url)}>${caption(one.caption)}</figure>`;

  const fact = (one) =>
    `<aside data-box="fact">${hasWords(one.title) ? `<h3>${one.title}</h3>` : ""}${one.body}</aside>`;

  const quote = (one) =>
    `<figure data-box="quote"><blockquote>${one.words}</blockquote>${caption(one.who)}</figure>`;

  /** [{href, headline}] */
  const related = (stories) =>
    `<aside data-box="related">${stories
      .map(({ href, headline }) => `<p><a${attribute("href", href)}>${text(headline)}</a></p>`)
      .join("")}</aside>`;

  /** Markup from outside as elements of no page. Event attributes go first: the policy would report each of them. */
  const inert = (html) =>
    new DOMParser().parseFromString(html.replace(/<[^>]*>/g, (tag) => tag.replace(/([\s"'/])on(?=[a-z]+\s*=)/gi, "$1off-")), "text/html").body;

  return { inert, picture, gallery, embed, fact, quote, related, text, hasWords };
})();
