"""The headline ticker: on the page, for machines, and framed by others."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings as current
from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from articles import ticker
from articles.bengali.dates import iso
from articles.models import Edition, Section, Tombstone
from articles.publishing import publish_ticker, retract_article
from articles.snapshot import TickerEntry, TickerFilling
from tests.articles.reader import Page

NOW = timezone.now()
FORMS = ["/ticker.json", "/ticker.txt", "/ticker.xml", "/ticker/embed/"]
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOSTILE = '</line>\x08<script>alert("১")</script> & ]]>\u2028দ্বিতীয়\r\nতৃতীয়'


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


def lines_of(site):
    return site.get("/ticker.json").json()["lines"]


# On the page


@pytest.mark.parametrize("address", ["/", "/ticker/embed/"])
def test_the_page_shows_the_ticker_as_links_without_a_script(site, publish, address):
    story = publish(headline="পুরো শিরোনাম, যত লম্বাই হোক")
    english = publish(headline="A headline", language="en")
    write_ticker(("জরুরি <b>লাইন</b>", story.public_id, True, 60), ("সাদা লাইন", "", False, 60))
    page = Page(site.get(address))
    shown = strip(page)
    assert shown.count("<li") == 3
    assert gettext("Breaking") in shown
    assert "জরুরি &lt;b&gt;লাইন&lt;/b&gt;" in shown
    assert story.get_absolute_url() in shown
    assert f'<a href="{english.get_absolute_url()}" lang="en"' in shown
    assert page.find("section", class_="ticker")[0][0]["aria-label"]
    assert "aria-live" not in page.html


def test_the_pause_button_is_the_first_thing_in_the_ticker(site, publish):
    publish()
    html = site.get("/").content.decode()
    ticker = html[html.index("data-ticker") :]
    assert ticker.index("<button") < ticker.index("<a ")


def test_an_empty_newspaper_has_an_empty_ticker(site):
    assert site.get("/ticker.json").json() == {
        "edition": Edition.objects.get().number,
        "newest": None,
        "alert": None,
        "lines": [],
    }
    assert site.get("/ticker.txt").content == b""
    assert not ElementTree.fromstring(site.get("/ticker.xml").content)
    for address in ("/", "/ticker/embed/"):
        assert not Page(site.get(address)).find("section", class_="ticker")


@pytest.mark.parametrize(("address", "offers"), [("/", True), ("/latest/", True), ("/world/", False)])
def test_the_pages_of_what_is_new_have_a_place_for_word_of_it(site, publish, address, offers):
    story = publish()
    places = Page(site.get(address)).find("p", class_="fresh")
    assert [attrs["data-since"] for attrs, _ in places] == ([iso(story.published_at)] if offers else [])
    assert all(attrs["role"] == "status" and not words for attrs, words in places)


# For machines


def test_the_ticker_is_breaking_then_written_then_latest(site, publish):
    stories = [publish(headline=f"খবর {n}", published_at=NOW - timedelta(hours=n)) for n in range(10)]
    write_ticker(("লেখা লাইন", "", False, 60), ("জরুরি লাইন", stories[4].public_id, True, 60))
    answer = site.get("/ticker.json").json()
    assert answer["edition"] == Edition.objects.get().number
    assert answer["newest"] == {"id": stories[0].public_id, "published": iso(stories[0].published_at)}
    lines = answer["lines"]
    assert lines[0] == {
        "id": stories[4].public_id,
        "text": "জরুরি লাইন",
        "url": current.KHOBOR_SITE_URL + stories[4].get_absolute_url(),
        "breaking": True,
        "language": current.LANGUAGE_CODE,
    }
    assert (lines[1]["text"], lines[1]["url"], lines[1]["breaking"]) == ("লেখা লাইন", None, False)
    # A line already leads to story 4: its own headline does not follow.
    expected = [f"খবর {n}" for n in range(TickerFilling().length + 1) if n != 4]
    assert [line["text"] for line in lines[2:]] == expected


def test_what_comes_by_itself_is_of_the_chosen_sections_and_no_more_than_was_asked_for(site, publish):
    for n in range(3):
        publish(headline=f"বিশ্ব {n}", published_at=NOW - timedelta(minutes=n))
        publish(section="sports", headline=f"খেলা {n}", published_at=NOW - timedelta(hours=1, minutes=n))
    rare = publish(section="books", headline="বই", published_at=NOW - timedelta(days=900))

    def texts(*slugs, length=8):
        numbers = tuple(Section.objects.filter(slug__in=slugs).values_list("pk", flat=True))
        with transaction.atomic():
            publish_ticker([], TickerFilling(numbers, length))
        return [line["text"] for line in lines_of(site)]

    assert texts("sports", "books") == ["খেলা 0", "খেলা 1", "খেলা 2", "বই"]
    assert texts("sports", "world", length=4) == ["বিশ্ব 0", "বিশ্ব 1", "বিশ্ব 2", "খেলা 0"]
    assert texts(length=2) == ["বিশ্ব 0", "বিশ্ব 1"]
    assert texts("sports", length=0) == texts(length=0) == []
    assert texts("books") == ["বই"]
    write_ticker(("বই নিয়ে লেখা", rare.public_id, False, 60))  # the lines alone: the choice stays
    assert [line["text"] for line in lines_of(site)] == ["বই নিয়ে লেখা"]


def test_a_rare_section_is_found_along_its_index(publish):
    """Not by walking back through all articles until twenty of it are met."""
    publish(section="books")
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):  # cheap for a handful of rows
            cursor.execute(f"SET LOCAL enable_{way} = off")
        text, values = ticker.chosen_rows([Section.objects.get(slug="books").pk]).query.sql_with_params()
        cursor.execute(f"EXPLAIN {text}", values)
        plan = " ".join(row for (row,) in cursor.fetchall())
    assert "using articles_by_section" in plan


@pytest.mark.parametrize(("starts", "ends", "is_shown"), [(0, 1, True), (1, 2, False), (-2, 0, False)])
def test_a_line_is_there_from_its_first_second_to_its_last(
    site, publish, monkeypatch, starts, ends, is_shown
):
    publish()
    now = timezone.now()
    entry = TickerEntry("লাইন", "", False, now + timedelta(seconds=ends), now + timedelta(seconds=starts))
    with transaction.atomic():
        publish_ticker([entry])
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert ("লাইন" in [line["text"] for line in lines_of(site)]) == is_shown


def test_a_line_keeps_its_id_as_long_as_it_says_the_same(site, publish):
    publish()
    write_ticker(("লেখা লাইন", "", False, 60))
    before = lines_of(site)
    write_ticker(("নতুন লাইন", "", True, 60), ("লেখা লাইন", "", False, 30))
    after = lines_of(site)
    assert after[1:] == before
    assert len({line["id"] for line in after}) == 3


def test_a_studio_screen_gets_a_line_for_each_line(site, publish):
    story = publish(headline="সাধারণ খবর")
    write_ticker(("জরুরি খবর", story.public_id, True, 60), ("লেখা লাইন", "", False, 60))
    response = site.get("/ticker.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == f"{gettext('Breaking')}: জরুরি খবর\nলেখা লাইন\n"


def test_the_xml_says_of_each_line_where_it_leads_and_what_it_is(site, publish):
    story = publish(headline="A headline", language="en")
    write_ticker(("জরুরি লাইন", "", True, 60))
    response = site.get("/ticker.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    ticker = ElementTree.fromstring(response.content)
    assert (ticker.tag, ticker.get("edition")) == ("ticker", str(Edition.objects.get().number))
    breaking, latest = ticker
    assert (breaking.text, breaking.get("breaking"), breaking.get("url")) == ("জরুরি লাইন", "true", None)
    assert breaking.get("id")
    assert latest.attrib == {
        "id": story.public_id,
        "url": current.KHOBOR_SITE_URL + story.get_absolute_url(),
        "breaking": "false",
        LANG: "en",
    }


def test_hostile_text_breaks_out_of_no_form(site, publish):
    publish(headline=HOSTILE)
    told = '</line><script>alert("১")</script> & ]]> দ্বিতীয় তৃতীয়'
    assert [line["text"] for line in lines_of(site)] == [told]
    assert site.get("/ticker.txt").content.decode() == f"{told}\n"
    assert [line.text for line in ElementTree.fromstring(site.get("/ticker.xml").content)] == [told]
    assert "<script>alert" not in site.get("/ticker/embed/").content.decode()


@pytest.mark.parametrize("address", [*FORMS, "/"])
def test_what_is_over_or_was_taken_from_readers_is_in_no_form(site, publish, address):
    gone = publish(headline="প্রত্যাহৃত খবর")
    publish(headline="চলতি খবর")
    write_ticker(("পুরোনো লাইন", "", True, -1), ("চলতি লাইন", "", False, 1), ("গোপন", gone.pk, True, 60))
    assert "গোপন" in site.get(address).content.decode()
    with transaction.atomic():
        retract_article(gone.pk, Tombstone.Kind.WITHDRAWN, NOW, notice="পর্যালোচনার জন্য প্রত্যাহার।")
    answer = site.get(address).content.decode()
    assert "চলতি লাইন" in answer
    assert "চলতি খবর" in answer
    assert not re.search("পুরোনো লাইন|গোপন|প্রত্যাহৃত", answer)


@pytest.mark.parametrize("address", FORMS)
def test_whoever_has_it_already_is_told_so_until_it_changes(site, publish, address):
    publish()
    response = site.get(address)
    assert site.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    write_ticker(("আরেক লাইন", "", False, 60))
    assert site.get(address, headers={"if-none-match": response["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", FORMS[:3])
def test_scripts_of_other_sites_may_read_it(site, publish, address):
    publish()
    assert site.get(address)["Access-Control-Allow-Origin"] == "*"


# Framed by others


def ancestors(response):
    return re.search(r"frame-ancestors ([^;]+)", response["Content-Security-Policy"])[1]


def test_others_may_frame_the_ticker(site, publish):
    publish()
    response = site.get("/ticker/embed/")
    again = site.get("/ticker/embed/", headers={"if-none-match": response["ETag"]})
    assert (response.status_code, again.status_code) == (200, 304)
    for answer in (response, again):
        assert ancestors(answer) == "*"
        assert "X-Frame-Options" not in answer
        assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not response.cookies


def test_others_may_frame_nothing_else(site, publish):
    story = publish().get_absolute_url()
    for address in (
        "/",
        story,
        "/latest/",
        *FORMS[:3],
        "/ticker/",
        "/feeds/latest.rss",
        "/ticker/embed/x",
        "/nothing/",
    ):
        response = site.get(address)
        assert (ancestors(response), response["X-Frame-Options"]) == ("'none'", "DENY"), address


def test_its_links_leave_the_page_that_frames_it_alone(site, publish):
    publish()
    page = Page(site.get("/ticker/embed/"))
    links = page.find("a")
    assert len(links) == 2
    assert all((link["target"], link["rel"]) == ("_blank", "noopener") for link, _ in links)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_whoever_frames_it_chooses_its_colours(site, publish, theme):
    publish()
    assert Page(site.get(f"/ticker/embed/?theme={theme}")).find("html")[0][0]["data-theme"] == theme
    assert "data-theme" not in Page(site.get("/ticker/embed/")).find("html")[0][0]


def test_unknown_colours_are_no_page_of_their_own(site, publish):
    response = site.get("/ticker/embed/?theme=<b>")
    assert (response.status_code, response["Location"]) == (302, "/ticker/embed/")


def test_who_wants_the_ticker_finds_what_to_write(site, publish):
    publish()
    response = site.get("/ticker/")
    page = Page(response)
    ((_, snippet),) = [code for code in page.find("code") if "<" in code[1]]
    frame = Page(HttpResponse(snippet)).find("iframe")[0][0]
    assert frame["src"] == current.KHOBOR_SITE_URL + "/ticker/embed/"
    assert frame["title"]
    assert frame["loading"] == "lazy"
    assert frame["height"] == page.find("iframe")[0][0]["height"]
    assert "<script" not in snippet
    assert "frame-src 'self'" in response["Content-Security-Policy"]
