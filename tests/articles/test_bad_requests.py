"""Whatever is asked gets an answer of the paper: never a 500, never what was typed unescaped, never a way elsewhere."""

import re
from urllib.parse import quote, urlsplit

import pytest
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import urls_site
from tests.articles.reader import Page

FINE = {200, 301, 302, 404, 405, 410}
MARK = "zq9"
ATTACKS = [
    f"<script>{MARK}</script>",
    f"\"'><img src=x onerror={MARK}>",
    f"{{{{{MARK}}}}}{{% {MARK} %}}",
    f"javascript:{MARK}",
    f"//{MARK}.example/",
    f"/\\{MARK}.example",
    f"https://{MARK}.example/",
    f"{MARK}\r\nSet-Cookie: {MARK}=1\r\n\r\n<b>",
    f"..%2f..%2f{MARK}%00.jpg",
    f"\x00\x1f\x7f{MARK}",
    f"' OR 1=1 -- {MARK}",
    f"১২৩{MARK}",
    f"\u202e\u2066{MARK}\ufeff",
    "\U0010ffff" * 40 + MARK,
    "9" * 5000,
    f"{MARK}/" * 400,
]
NUMBERS = [
    "0",
    "-1",
    "1e3",
    "01",
    "1.0",
    " 2",
    "2 ",
    "২",
    "٣",
    "²",
    "99999",
    "1" * 400,
    "",
    "%",
    "NaN",
    "None",
    "2\x00",
]
HEADERS = {
    "Accept-Language": "../../etc;q=x,\x00",
    "Accept-Encoding": "br;q=abc, \xff, *",
    "If-None-Match": 'W/"' * 200,
    "If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT",
    "If-Match": '"x"',
    "If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT",
    "Range": "bytes=9-1,-,x",
    "Cookie": f"sessionid={MARK}; =; \x00",
    "Save-Data": f"on{MARK}",
    "Referer": f"javascript:{MARK}",
    "User-Agent": f"<script>{MARK}</script>" * 50,
    "X-Forwarded-Host": f"{MARK}.example",
    "X-Forwarded-Proto": MARK,
    "X-Forwarded-For": MARK * 100,
    "X-HTTP-Method-Override": "DELETE",
    "X-Original-URL": f"/{MARK}",
    "Content-Length": "-5",
    "Content-Type": "multipart/form-data; boundary=",
    "Authorization": f"Basic {MARK}",
}
LISTS = ["/latest/", "/world/", "/topic/river/", "/author/nomuna-sen/", "/corrections/"]


def addresses_with(text: str) -> list[str]:
    """Every address of the site with `text` wherever a part may vary, and behind it."""
    made = []
    for _name, pattern in get_resolver(urls_site.__name__).reverse_dict.lists():
        for possibilities, *_rest in pattern:
            for template, parameters in possibilities:
                filled = template % dict.fromkeys(parameters, quote(text, safe=""))
                made += [
                    f"/{filled}",
                    f"/{filled}?{quote(text)}={quote(text)}&page={quote(text)}&lite={quote(text)}",
                ]
    assert len(made) > 50
    return sorted(set(made))


@pytest.fixture
def paper(site, publish):
    publish(public_id="story001", topics=[("river", "নদী")], byline=[("nomuna-sen", "নমুনা সেন", "reporter")])
    return site


def check(response, address: str) -> None:
    fine = (
        FINE | {400} if address.startswith("/api/v1/") else FINE
    )  # the API says what it does not understand
    assert response.status_code in fine, (response.status_code, address)
    assert not response.cookies
    assert "\n" not in "".join(response.headers.values())
    if location := response.get("Location"):
        assert urlsplit(location)[:2] == ("", ""), location
        assert re.match(r"/(?![/\\])", location), location
    if response.get("Content-Type", "").startswith("text/html") and response.content:
        page = Page(response)
        assert f"<script>{MARK}" not in page.html
        assert not [
            tag for tag, attrs, _words in page.elements if any(name.startswith("on") for name in attrs)
        ]
        for attrs, _text in page.find("a"):
            assert MARK not in urlsplit(attrs.get("href") or "").netloc
            assert not (attrs.get("href") or "").startswith("javascript:")


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_every_address_answers_whatever_is_typed_into_it(paper, text):
    for address in addresses_with(text):
        check(paper.get(address), address)


@pytest.mark.parametrize("address", LISTS)
def test_a_page_number_is_a_number_or_there_is_no_such_page(paper, address):
    for number in NUMBERS:
        response = paper.get(address, {"page": number})
        assert response.status_code == 404, (number, response.status_code)
        assert Page(response).find("html")[0][0]["lang"] == "bn"
    assert paper.get(address, {"page": "1"})["Location"] == address


@pytest.mark.parametrize(("name", "value"), HEADERS.items())
def test_no_header_makes_another_answer(paper, name, value):
    for address in ("/", "/world/story001/", "/search/?q=নদী", "/ticker.json"):
        plain = paper.get(address)
        answer = paper.get(address, headers={name: value})
        assert (answer.status_code, answer.content) == (200, plain.content)
        check(answer, address)


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "//evil.example/", "/%2f%2fevil.example", "/\\evil.example/", "/latest//", "/world"],
)
def test_a_missing_slash_leads_nowhere_else(paper, address):
    check(paper.get(address), address)
    assert paper.get("/world")["Location"] == "/world/"


@pytest.mark.parametrize("method", ["GETS", "CONNECT", "PROPFIND", "<B>", ""])
def test_a_method_that_nobody_knows_is_not_allowed(paper, method):
    response = paper.generic(method, "/world/")
    assert response.status_code == 405
    assert Page(response).find("html")[0][0]["lang"] == "bn"


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    path=st.text(max_size=30),
    name=st.sampled_from(["page", "lite", "q", "after", "x"]),
    value=st.text(max_size=20),
)
def test_any_text_is_an_address(paper, path, name, value):
    for address in (f"/{quote(path)}", f"/latest/{quote(path)}", "/latest/", "/search/"):
        check(paper.get(address, {name: value}), address)
