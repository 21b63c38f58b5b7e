{% comment %}
What a reader chose (static/site/js/look.js), and that a breaking banner was closed, before anything is painted. Inline, as a file would come too late; the
content security policy knows it by its hash (articles/look.py), so nothing in here may differ from page to page.
{% endcomment %}(() => {
const root = document.documentElement, colours = document.querySelectorAll("meta[name=theme-color]");
const media = [...colours].map((meta) => meta.media);
window.dress = (theme, text) => {
root.dataset.theme = theme || "";
root.dataset.text = text || "";
colours.forEach((meta, dark) => (meta.media = theme ? ((theme === "dark") == dark ? "all" : "not all") : media[dark]));
};
root.dataset.script = "";
try {
dress(localStorage["khobor.theme"], localStorage["khobor.text"]);
if (+localStorage["khobor.alert"] >= +root.dataset.alert) delete root.dataset.alert;
} catch {}
addEventListener("click", ({ target }) => {
const banner = target.closest(".alert button")?.parentNode;
if (!banner) return;
banner.remove();
try { localStorage["khobor.alert"] = banner.dataset.number; } catch {}
});
})();
