"""What a feed says, in whatever format; and what it cannot make us do."""

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.html import clean_body
from newsroom.intake.entries import UnreadableError, link_key
from newsroom.intake.reading import read_feed
from tests.newsroom.intake.feeds import ATOM, JSON_FEED, NINJS_1, NINJS_2, RSS_091, RSS_10, rss, rss_item

URL = "https://agency.example/feed"


def read(said, content_type=""):
    data = (
        said
        if isinstance(said, bytes)
        else said.encode()
        if isinstance(said, str)
        else json.dumps(said).encode()
    )
    return read_feed(data, content_type, URL)


def only(said):
    (item,) = read(said).items
    return item


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (rss(rss_item(title="নদীতে নতুন সেতু", text="সেতুটি চালু।")), "RSS 2.0"),
        (RSS_10, "RSS 1.0"),
        (RSS_091, "RSS 0.91"),
        (ATOM, "Atom 1.0"),
        (JSON_FEED, "JSON Feed"),
        (NINJS_1, "ninjs"),
        ([NINJS_1], "ninjs"),
        ({"items": [NINJS_2]}, "ninjs"),
    ],
    ids=["rss 2", "rss 1", "rss 0.91", "atom", "json feed", "ninjs 1", "a list", "ninjs 2"],
)
def test_formats_are_told_by_their_content(said, name):
    feed = read(said, "text/html")
    (item,) = feed.items
    assert (feed.format, item.headline) == (name, "নদীতে নতুন সেতু")
    assert "চালু" in item.body
    assert item.link.startswith("https://agency.example/")


@pytest.mark.parametrize(
    "said", [ATOM, JSON_FEED, NINJS_1, NINJS_2], ids=["atom", "json", "ninjs 1", "ninjs 2"]
)
def test_authors_and_times_are_read(said):
    item = only(said)
    assert item.authors == "নমুনা হাসান"
    assert item.published_at.isoformat().startswith("2026-11-20T")
    assert item.published_at.timestamp() == 1795147200 + 0


def test_pictures_are_named_and_never_shown():
    more = '<media:content url="https://agency.example/a.jpg" type="image/jpeg"/><media:credit>নমুনা</media:credit>'
    text = "<![CDATA[<p>আগে<img src='https://agency.example/b.jpg' alt='নদী' onerror=x></p>]]>"
    item = only(rss(rss_item(text=text, more=more)))
    assert [(one.url[-5:], one.credit, one.caption) for one in item.pictures] == [
        ("a.jpg", "নমুনা", ""),
        ("b.jpg", "", "নদী"),
    ]
    assert "img" not in item.body
    assert only(NINJS_2).pictures[0].url == "https://agency.example/1.jpg"


@pytest.mark.parametrize(
    "said",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>',
        '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss version="2.0"/>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1/">]><rss version="2.0"><channel><title>&x;</title></channel></rss>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/"> %x;]><rss version="2.0"/>',
        '<!DOCTYPE rss><rss version="2.0">&broken',
        '\ufeff<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE rss [<!ENTITY a "b">]><rss/>'.encode(
            "utf-16"
        ),
        b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE rss+AD4-<rss version="2.0"/>',
        "<x>" * 5000,
        '<rss version="2.0"><channel>' + "<a>" * 200 + "</a>" * 200 + "</channel></rss>",
        "<html><body>feed</body></html>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<rss",
        "<rss version='2.0'><channel><x:y/></channel></rss>",
        "",
        "   ",
        "%PDF-1.4",
        b"\x00\xff\xfe\x01",
        "[" * 100_000,
        '{"a":' * 100_000,
        "{",
        '{"version": "https://jsonfeed.org/version/1", "items": 5}',
        '{"version": "https://jsonfeed.org/version/1"}',
        '{"a": 1}',
        '["a"]',
        "1" * 10_000,
        '{"a": ' + "1" * 10_000 + "}",
    ],
    ids=lambda said: repr(said[:40]),
)
def test_what_is_no_feed_is_refused_with_a_reason(said):
    began = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        read(said)
    assert len(str(caught.value)) > 10
    assert time.monotonic() - began < 2


def test_the_first_entries_of_very_many_are_enough():
    began = time.monotonic()
    feed = read(rss(*(rss_item(number) for number in range(10_000))))
    assert len(feed.items) == 200
    assert feed.items[0].guid == "item-0"
    assert (
        len(
            read(
                {"version": "https://jsonfeed.org/version/1", "items": [{"id": "a", "title": "b"}] * 10_000}
            ).items
        )
        == 200
    )
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("said", [rss(rss_item(title="x &nbsp;& y")), rss(rss_item(title="x \x0b& y"))])
def test_the_mistakes_of_honest_feeds_are_mended(said):
    assert only(said).headline == "x & y"


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (rss(rss_item(title="নদী")), "text/xml; charset=iso-8859-1"),
        (rss(rss_item(title="নদী")).decode().replace("UTF-8", "US-ASCII").encode(), ""),
        (rss(rss_item(title="নদী")).decode().replace("UTF-8", "UTF-16").encode("utf-16"), ""),
        (b"\xef\xbb\xbf" + rss(rss_item(title="নদী")), ""),
    ],
)
def test_a_wrong_word_about_the_encoding_does_no_harm(data, content_type):
    assert read(data, content_type).items[0].headline == "নদী"


def test_old_encodings_and_broken_bytes_are_read():
    french = rss(rss_item(title="café", text="")).decode().replace("নমুনা সংবাদ সংস্থা", "")
    assert read(french.encode("latin-1"), "text/xml; charset=latin-1").items[0].headline == "café"
    assert "নদী" in read(rss(rss_item(title="নদী XX")).replace(b"XX", b"\xff\xfe")).items[0].headline


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><a href='javascript:alert(1)'>a</a>"
    "<iframe src='https://evil.example'></iframe><p style='color:red' onclick=x>নদী</p>"
    "<figure class='picture' data-picture='1'><img src='/media/x.jpg' data-picture='1'></figure>"
    "<aside class='box'>b</aside><a href='/relative'>r</a>"
)


def in_every_field(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return [
        rss(
            f"<guid>{escaped}</guid><link>{escaped}</link><title>{escaped}</title><description>{escaped}</description>"
            f"<dc:creator>{escaped}</dc:creator><pubDate>{escaped}</pubDate><content:encoded>{escaped}</content:encoded>"
            f"<media:content url='{escaped.replace(chr(39), '')}' type='image/png'/><media:credit>{escaped}</media:credit>"
        ),
        {
            "version": "https://jsonfeed.org/version/1",
            "items": [
                dict.fromkeys(
                    ("id", "url", "title", "summary", "content_html", "image", "date_published"), text
                )
                | {"authors": [{"name": text}]}
            ],
        },
        NINJS_1
        | dict.fromkeys(
            ("uri", "headline", "byline", "body_xhtml", "description_text", "versioncreated"), text
        )
        | {"associations": {"a": {"renditions": {"b": {"href": text}}, "creditline": text}}},
    ]


@pytest.mark.parametrize("said", in_every_field(HOSTILE), ids=["rss", "json", "ninjs"])
def test_markup_in_any_field_comes_to_nothing(said):
    item = only(said)
    for text in (
        item.headline,
        item.summary,
        item.authors,
        *(one.caption + one.credit for one in item.pictures),
    ):
        assert "<" not in text
        assert "alert" not in text or "script" not in text
    for bad in (
        "script",
        "onerror",
        "onclick",
        "style",
        "iframe",
        "svg",
        "img",
        "figure",
        "aside",
        "data-",
        "class",
    ):
        assert bad not in item.body
    assert item.body == clean_body(item.body)
    assert item.link == "" or item.link.startswith("https://")
    assert item.published_at is None


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "x\x00y\ud800", "খ" * 300_000, "a" * 300_000, "&" * 5000, "<p>" * 50_000]
)
def test_odd_and_endless_texts_are_bounded(text):
    entry = {"id": "1", "title": text or "t", "content_html": text, "summary": text, "url": text}
    feed = read({"version": "https://jsonfeed.org/version/1", "items": [entry, {"id": "2", "title": "পরের"}]})
    assert feed.items[-1].headline == "পরের"
    for item in feed.items:
        item.body.encode()
        assert "\x00" not in item.body + item.headline
        assert len(item.headline) <= 300
        assert len(item.summary) <= 1000


@pytest.mark.parametrize(
    "bad", [None, 5, "text", [], {}, {"id": {}}, {"title": ["a"]}, {"id": 1, "authors": 5, "title": "x"}]
)
def test_a_broken_entry_does_not_lose_the_others(bad):
    feed = read({"version": "https://jsonfeed.org/version/1", "items": [bad, {"id": "2", "title": "পরের"}]})
    assert feed.items[-1].headline == "পরের"
    assert feed.skipped + len(feed.items) == 2


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Fri, 20 Nov 2026 10:00:00 +0600", "2026-11-20T10:00:00+06:00"),
        ("Fri, 20 Nov 2026 10:00:00", "2026-11-20T10:00:00+06:00"),
        ("yesterday", None),
        ("0000-00-00", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
    ],
)
def test_times_are_what_they_say_or_nothing(said, expected):
    item = only(rss(rss_item(more=f"<pubDate>{said}</pubDate>")))
    assert (item.published_at.isoformat() if item.published_at else None) == expected


def test_nothing_comes_from_the_future():
    ahead = (timezone.now() + timedelta(days=400)).isoformat()
    item = only(
        {
            "version": "https://jsonfeed.org/version/1",
            "items": [{"id": "1", "title": "x", "date_published": ahead}],
        }
    )
    assert item.published_at <= timezone.now()


def test_without_a_title_the_text_begins_the_headline():
    assert only(rss("<guid>1</guid><description>নদীতে সেতু চালু।</description>")).headline == "নদীতে সেতু চালু।"
    assert not read(rss("<guid>1</guid>")).items


def test_a_summary_that_the_text_begins_with_is_not_said_twice():
    text = "<content:encoded>&lt;p&gt;সেতু চালু।&lt;/p&gt;&lt;p&gt;আরও।&lt;/p&gt;</content:encoded>"
    assert only(rss(rss_item(text="সেতু চালু।", more=text))).summary == ""
    assert only(rss(rss_item(text="ছোট করে।", more=text))).summary == "ছোট করে।"


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_what_an_agency_withholds_is_not_taken_in(status):
    assert not read(NINJS_1 | {"pubstatus": status}).items


@pytest.mark.parametrize(
    "link",
    [
        "https://agency.example/a?x=1&utm_source=feed",
        "http://www.agency.example/a/?fbclid=z&x=1#part",
        "https://AGENCY.example/a?x=1",
    ],
)
def test_links_are_the_same_without_what_counts_readers(link):
    assert link_key(link) == link_key("https://agency.example/a?x=1")
