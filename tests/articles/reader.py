"""What a reader's page holds, for tests that ask for elements rather than strings."""

from html.parser import HTMLParser

_VOID = {"meta", "link", "img", "source", "br", "hr", "input"}


class Page(HTMLParser):
    """The elements of a page in order: `tags` with attributes, `text` by what encloses it."""

    def __init__(self, response) -> None:
        super().__init__()
        self.html = response.content.decode()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, list[str]]] = []
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag, attrs):
        words: list[str] = []
        self.elements.append((tag, dict(attrs), words))
        if tag not in _VOID:
            self.open.append((tag, words))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _tag, words in self.open:
            words.append(data)

    def find(self, tag, **wanted):
        """Attributes and text of each `tag` that has all of `wanted` (class_ for one of its classes)."""
        class_ = wanted.pop("class_", None)
        return [
            (attrs, " ".join("".join(words).split()))
            for name, attrs, words in self.elements
            if name == tag
            and (class_ is None or class_ in (attrs.get("class") or "").split())
            and all(attrs.get(key) == value for key, value in wanted.items())
        ]

    def hrefs(self, tag="a", **wanted):
        return [attrs.get("href") for attrs, _text in self.find(tag, **wanted)]

    def meta(self, name):
        for attrs, _text in self.find("meta"):
            if name in (attrs.get("name"), attrs.get("property")):
                return attrs["content"]
        return None


def waits_for_a_script(attrs: dict[str, str | None]) -> bool:
    """Whether a button shows only where scripts run: by its attribute, or, the ticker's, by the stylesheet."""
    return "hidden" in attrs or attrs.get("class") == "ticker-button"
