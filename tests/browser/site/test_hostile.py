"""The corpus of attacks in a real browser: raw it does harm (so the test can see harm), cleaned it does nothing."""

import pytest

from articles.html import clean_body
from tests.articles.hostile import ATTACKS
from tests.articles.inspector import ATTRIBUTES, INSIDE

PLACE = "https://paper.invalid/"
PAGE = """<!doctype html><title>x</title><script>
  window.harm = 0;
  window.attacked = () => { window.harm += 1; };
  window.shown = html => {
    const box = document.createElement("div");
    box.innerHTML = html;
    document.body.append(box);
    const found = [...box.querySelectorAll("*")];
    // What a reader's hand would set off, and what an element says when it is there.
    for (const element of found) {
      for (const name of ["click", "mouseover", "focus", "load", "error", "toggle", "animationstart"])
        element.dispatchEvent(new Event(name));
      if (element.protocol === "javascript:" || element.protocol === "data:") window.harm += 1;
    }
    const names = found.map(element => [
      element.namespaceURI === "http://www.w3.org/1999/xhtml" ? element.localName : element.namespaceURI,
      ...element.getAttributeNames(),
    ]);
    const again = box.innerHTML;
    box.remove();
    return [names, again];
  };
</script><body>"""


@pytest.fixture
def page(somebody):
    """A page that counts harm, and the requests it made."""
    window = somebody()
    asked = []

    def answer(route):
        if route.request.url == PLACE:
            route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        else:
            asked.append(route.request.url)
            route.abort()

    window.context.route("**/*", answer)
    window.page.goto(PLACE)
    window.page.asked = asked
    return window.page


def settle(page):
    """Until what images and frames set off has had its turn."""
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")


def test_the_attacks_are_real(page):
    for attack in ATTACKS:
        if attack.name.startswith(("handler", "style")):  # others would lead the page elsewhere
            page.evaluate("html => { shown(html) }", attack.html)
    settle(page)
    assert page.evaluate("harm") > 30
    assert page.asked


def test_cleaned_they_run_nothing_ask_nobody_and_leave_only_what_is_allowed(page):
    wrong = []
    for attack in ATTACKS:
        stored = clean_body(attack.html)
        names, again = page.evaluate("html => shown(html)", stored)
        for tag, *attributes in names:
            known = ATTRIBUTES.get(tag, [])
            if tag not in INSIDE or [name for name in attributes if name not in known]:
                wrong.append((attack.name, tag, attributes))
        if clean_body(again) != stored:  # what a browser writes back (as an editor does) is the same text
            wrong.append((attack.name, "changed", again))
    settle(page)
    assert not wrong
    assert page.evaluate("harm") == 0
    assert page.asked == []
