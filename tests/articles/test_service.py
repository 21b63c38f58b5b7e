"""What machines ask for: the ticker, pictures, robots.txt, the site's health."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles.frame import TICKER_LATEST
from articles.models import Edition
from articles.publishing import publish_ticker
from articles.snapshot import TickerEntry
from config.environment import BASE_DIR
from tests.articles.reader import Page

NOW = timezone.now()


def write_ticker(*lines):
    """Publish lines given as (text, public_id, breaking, minutes until the end)."""
    entries = [
        TickerEntry(text, public_id, breaking, timezone.now() + timedelta(minutes=minutes))
        for text, public_id, breaking, minutes in lines
    ]
    with transaction.atomic():
        publish_ticker(entries)


def strip(page):
    html = page.html
    start = html.index('<ul class="ticker-strip">')
    return html[start : html.index("</ul>", start)]


def test_the_ticker_is_breaking_then_written_then_latest(site, publish):
    stories = [publish(headline=f"খবর {n}", published_at=NOW - timedelta(hours=n)) for n in range(10)]
    write_ticker(("লেখা লাইন", "", False, 60), ("জরুরি লাইন", stories[4].public_id, True, 60))
    answer = site.get("/ticker.json").json()
    assert answer["edition"] == Edition.objects.get().number
    lines = answer["lines"]
    assert lines[0] == {
        "text": "জরুরি লাইন",
        "url": settings.KHOBOR_SITE_URL + stories[4].get_absolute_url(),
        "breaking": True,
    }
    assert lines[1] == {"text": "লেখা লাইন", "url": None, "breaking": False}
    # A line already leads to story 4: its own headline does not follow.
    expected = [f"খবর {n}" for n in range(TICKER_LATEST) if n != 4]
    assert [line["text"] for line in lines[2:]] == expected


def test_a_line_leaves_the_ticker_at_its_end(site, publish):
    publish()
    write_ticker(("পুরোনো লাইন", "", True, -1), ("চলতি লাইন", "", False, 1))
    for address in ("/ticker.json", "/"):
        answer = site.get(address).content.decode()
        assert "চলতি লাইন" in answer
        assert "পুরোনো লাইন" not in answer


def test_the_page_shows_the_ticker_as_links_without_a_script(site, publish):
    story = publish(headline="পুরো শিরোনাম, যত লম্বাই হোক")
    english = publish(headline="A headline", language="en")
    write_ticker(("জরুরি <b>লাইন</b>", story.public_id, True, 60), ("সাদা লাইন", "", False, 60))
    page = Page(site.get("/"))
    shown = strip(page)
    assert shown.count("<li") == 3
    assert gettext("Breaking") in shown
    assert "জরুরি &lt;b&gt;লাইন&lt;/b&gt;" in shown
    assert story.get_absolute_url() in shown
    assert f'<a href="{english.get_absolute_url()}" lang="en">A headline</a>' in shown
    section = page.find("section", class_="ticker")[0][0]
    assert section["aria-label"]
    assert "aria-live" not in page.html
    assert "hidden" in page.find("button", class_="ticker-button")[0][0]


def test_the_pause_button_is_the_first_thing_in_the_ticker(site, publish):
    publish()
    html = site.get("/").content.decode()
    ticker = html[html.index("data-ticker") :]
    assert ticker.index("<button") < ticker.index("<a ")


def test_an_empty_newspaper_has_an_empty_ticker(site):
    assert site.get("/ticker.json").json()["lines"] == []
    assert not Page(site.get("/")).find("section", class_="ticker")


def test_the_ticker_takes_two_queries(site, publish, at_most):
    story = publish()
    write_ticker(("লাইন", story.public_id, False, 60))
    with at_most(2):
        site.get("/ticker.json")


def test_a_published_picture_is_served_for_good(site, picture):
    for rendition in picture.renditions:
        response = site.get(f"/media/{rendition.name}")
        assert response.status_code == 200
        assert response["Content-Type"] == f"image/{rendition.format}"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(b"".join(response)) == int(response["Content-Length"])


@pytest.mark.parametrize("name", ["secret.txt", "a" * 40, "a" * 40 + ".jpg.txt", "../private/x.jpg"])
def test_nothing_but_renditions_is_served(site, settings, name, tmp_path):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "secret.txt").write_text("x")
    (settings.MEDIA_ROOT / ("a" * 40)).write_text("x")
    (settings.MEDIA_ROOT / ("a" * 40 + ".jpg.txt")).write_text("x")
    assert site.get(f"/media/{name}").status_code == 404


def test_a_browser_that_guesses_where_the_icon_is_gets_it(site):
    response = site.get("/favicon.ico")
    assert response.status_code == 302
    assert (BASE_DIR / response["Location"].lstrip("/")).is_file()


def test_robots_may_read_the_paper(site):
    response = site.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /\n" not in response.content.decode()


def test_health_follows_the_database(site):
    response = site.get("/healthz")
    assert (response.status_code, response.content.strip()) == (200, b"ok")
    assert response["Cache-Control"] == "no-store"


def test_ill_health_is_said_so(site, database_down):
    response = site.get("/healthz")
    assert response.status_code == 503
    assert b"ok" not in response.content


def test_pages_travel_compressed_and_pictures_as_they_are(site, publish, picture):
    for _number in range(5):
        publish()
    page = site.get("/latest/", headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    again = site.get("/latest/", headers={"accept-encoding": "gzip", "if-none-match": page["ETag"]})
    assert again.status_code == 304
    name = picture.renditions[0].name
    assert "Content-Encoding" not in site.get(f"/media/{name}", headers={"accept-encoding": "gzip"})
