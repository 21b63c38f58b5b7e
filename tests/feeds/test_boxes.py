"""Boxes in the feed: HTML that any reader shows, absolute addresses, embeds as links."""

import feedparser
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext
from PIL import Image

from articles.models import Article, Tombstone
from articles.pictures import make_renditions
from articles.publishing import retract_article
from articles.snapshot import PublicPicture
from tests.articles.test_grammar import BOXES, EMBED, FACT, GALLERY, PICTURE, QUOTE, TABLE

SITE = "https://paper.example"


@pytest.fixture
def body_of(site, publish, settings):
    """body_of(body) -> what the feed says of an article with this body, its pictures 7 and 12 published."""
    settings.KHOBOR_SITE_URL = SITE

    def read(body: str) -> str:
        story = publish(body=body)
        renditions = make_renditions(Image.new("RGB", (900, 600)), default_storage)
        shown = PublicPicture(alt="ঘাট", caption="", credit="খ রায়", renditions=renditions).as_json()
        Article.objects.filter(pk=story.pk).update(body_pictures={"7": shown, "12": shown})
        feed = feedparser.parse(
            site.get("/feeds/latest.rss").content, sanitize_html=False, resolve_relative_uris=False
        )
        assert not feed.bozo
        return next(entry for entry in feed.entries if entry.link.endswith(f"/{story.pk}/")).content[0].value

    return read


def test_a_picture_is_a_picture_with_an_absolute_address(body_of):
    html = body_of(PICTURE)
    assert f'<img src="{SITE}/media/' in html
    assert 'width="900" height="600" alt="ঘাটে নৌকা">' in html
    assert "<figcaption>ভোরের <strong>ঘাট</strong> <small>নমুনা হাসান</small></figcaption>" in html
    assert "data-" not in html


def test_a_gallery_is_a_numbered_list(body_of):
    html = body_of(GALLERY)
    assert html.startswith("<ol><li><figure><img ")
    assert html.count("<li>") == 2


def test_an_embed_is_a_link_and_nothing_else(body_of):
    link = "https://www.youtube.com/watch?v=abcdefghijk&amp;t=90"
    assert body_of(EMBED) == f'<p><a href="{link}" rel="noopener">YouTube: ভাষণ</a></p>'
    assert "iframe" not in body_of(BOXES["everything"])


def test_facts_quotes_and_tables_are_plain_html(body_of):
    html = body_of(FACT + QUOTE + TABLE)
    assert "<blockquote><p><strong>এক নজরে</strong></p><p>তিন সেতু</p><ul>" in html
    assert "<blockquote><p>নদী বাঁচলে</p><p>দেশ বাঁচে</p><p>— কল্পিতা সেন</p></blockquote>" in html
    assert TABLE in html


def test_links_to_the_paper_itself_are_absolute(body_of):
    html = body_of(
        '<p><a href="/latest/" rel="noopener">ক</a> <a href="https://x.example/" rel="noopener">খ</a></p>'
    )
    assert f'href="{SITE}/latest/"' in html
    assert 'href="https://x.example/"' in html


def test_a_related_story_is_linked_until_it_is_withdrawn(body_of, publish):
    other = publish(headline="আগের খবর")
    box = f'<aside data-box="related"><p><a href="{other.get_absolute_url()}" rel="noopener">আগের খবর</a></p></aside>'
    html = body_of(f"<p>ক</p>{box}")
    assert gettext("Read also") in html
    assert f'<li><a href="{SITE}{other.get_absolute_url()}">আগের খবর</a></li>' in html
    retract_article(other.public_id, Tombstone.Kind.WITHDRAWN, timezone.now())
    assert body_of(f"<p>ক</p>{box}") == "<p>ক</p>"
