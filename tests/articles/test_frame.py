"""What stands around every page, and what every answer has in common."""

import base64
import hashlib

import pytest
from django.conf import settings
from django.utils.translation import gettext

from articles.models import TickerLine
from tests.articles.reader import Page

EVERY = ["/", "/world/", "/world/story001/", "/topic/river/", "/author/nomuna-sen/", "/latest/", "/nothing/"]
MACHINES = ["/ticker.json", "/ticker.txt", "/ticker.xml", "/feeds/latest.rss", "/robots.txt", "/healthz"]


@pytest.fixture
def story(publish, picture):
    return publish(
        public_id="story001",
        topics=[("river", "নদী")],
        byline=[("nomuna-sen", "নমুনা সেন", "reporter")],
        picture=picture,
    )


@pytest.mark.parametrize("address", EVERY)
def test_every_page_has_its_landmarks_and_one_heading(site, story, address):
    page = Page(site.get(address))
    assert page.find("html")[0][0]["lang"] == "bn"
    for landmark in ("header", "main", "footer", "nav"):
        assert page.find(landmark)
    assert len(page.find("main")) == 1
    assert len(page.find("h1")) == 1
    skip = page.find("a", class_="skip")[0][0]["href"]
    assert page.find("main", id=skip.removeprefix("#"))
    assert page.elements[[name for name, *_ in page.elements].index("body") + 1][1]["class"] == "skip"


@pytest.mark.parametrize("address", EVERY)
def test_every_page_names_itself_and_its_feed(site, story, address):
    page = Page(site.get(address))
    assert page.find("title")[0][1].endswith(settings.KHOBOR_NAME)
    assert page.meta("description")
    assert page.meta("og:title")
    assert page.meta("og:site_name") == settings.KHOBOR_NAME
    assert page.hrefs("link", type="application/rss+xml") == ["/feeds/latest.rss", "/feeds/breaking.rss"]
    if address != "/nothing/":
        assert page.hrefs("link", rel="canonical") == [settings.KHOBOR_SITE_URL + address]


@pytest.mark.parametrize("address", EVERY)
def test_no_page_holds_what_its_policy_forbids(site, story, address):
    response = site.get(address)
    inline = 0
    for tag, attrs, words in Page(response).elements:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        assert tag != "style"
        if attrs.get("type") == "application/ld+json":  # data: no browser runs it
            continue
        if tag == "script" and "src" not in attrs:
            digest = base64.b64encode(hashlib.sha256("".join(words).encode()).digest()).decode()
            assert f"'sha256-{digest}'" in response["Content-Security-Policy"]
            inline += 1
            continue
        assert tag != "script" or (attrs["src"].startswith("/static/") and not "".join(words).strip())
    assert inline == 1


@pytest.mark.parametrize("address", EVERY)
def test_the_masthead_tells_the_day_in_both_calendars(site, story, address):
    page = Page(site.get(address))
    today = page.find("p", class_="today")[0][1]
    assert settings.KHOBOR_PLACE in today
    assert sum(day in today for day in ("রবি", "সোম", "মঙ্গল", "বুধ", "বৃহস্পতি", "শুক্র", "শনি")) == 1
    assert "১৪" in today  # the Bangla year, for the next half century


@pytest.mark.parametrize("address", [*EVERY, *MACHINES])
def test_every_answer_is_guarded_and_sets_no_cookie(site, story, address):
    response = site.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", EVERY)
def test_a_page_is_asked_for_again_and_answered_short(site, story, address):
    response = site.get(address)
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    if response.status_code == 200:
        again = site.get(address, headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", [*EVERY, *MACHINES])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_readers_only_read(site, story, address, method):
    response = getattr(site, method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert not response.cookies


@pytest.mark.parametrize("address", [*EVERY, *MACHINES])
def test_head_answers_as_get_without_a_body(site, story, address):
    got, head = site.get(address), site.head(address)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head["Content-Type"] == got["Content-Type"]


@pytest.mark.parametrize("address", ["/", "/world/", "/world/story001/", "/latest/", "/feeds/latest.rss"])
def test_a_database_that_is_down_gives_a_bengali_page(site, story, database_down, address):
    response = site.get(address)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"
    page = Page(response)
    assert page.find("h1")[0][1] == gettext("The newspaper is away for a moment")
    assert page.find("html")[0][0]["lang"] == "bn"


def test_an_unknown_address_stays_unknown_while_the_database_is_down(site, database_down):
    assert site.get("/বাংলা/").status_code == 404


def test_a_fault_of_ours_gives_a_page_and_no_traceback(site, monkeypatch):
    def fail():
        raise RuntimeError("secret detail")

    monkeypatch.setattr("articles.views.reader.front_page", fail)
    site.raise_request_exception = False
    response = site.get("/")
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert Page(response).find("h1")[0][1] == gettext("Something went wrong")


def test_a_host_that_is_not_ours_is_a_bad_request(site, story):
    response = site.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert Page(response).find("h1")[0][1] == gettext("This request cannot be understood")


def test_pictures_from_elsewhere_are_allowed_where_settings_keep_them(settings):
    from articles.middleware import content_security_policy

    settings.MEDIA_URL = "https://pictures.example/paper/"
    assert "img-src 'self' https://pictures.example;" in content_security_policy()
    assert "script-src 'self' 'sha256-" in content_security_policy()


def test_the_site_role_reads_pages_and_may_not_write(site, story, as_site_role):
    from django.db import ProgrammingError, transaction

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        TickerLine.objects.create(text="x", ends_at="2030-01-01T00:00:00Z")


@pytest.mark.parametrize("address", ["/ticker.json", "/ticker.txt", "/ticker.xml", "/ticker/embed/"])
def test_the_ticker_alone_takes_the_frames_two_queries(site, story, at_most, address):
    with at_most(2):
        assert site.get(address).status_code == 200
