"""The article page as the newsroom shows it before a publish: unsaved, with private pictures."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import gettext

from articles.models import Article, Section
from articles.showing import ShownPicture
from articles.story_page import article_page
from tests.articles.reader import Page


class Rendered:
    def __init__(self, context):
        self.content = render_to_string("articles/article.html", context).encode()


@pytest.fixture
def draft(site):
    return Article(
        public_id="draft001",
        section=Section(slug="world", name="বিশ্ব"),
        section_name="বিশ্ব",
        language="bn",
        headline="খসড়া শিরোনাম",
        body="<p>খসড়া।</p>",
        byline=[{"slug": "nomuna-sen", "name": "নমুনা সেন", "role": "reporter"}],
        topic_names=[{"slug": "river", "name": "নদী"}],
    )


def test_an_unsaved_story_is_shown_as_a_preview(draft):
    page = Page(Rendered(article_page(draft, preview=True)))
    assert page.find("aside", class_="preview-bar")[0][1] == gettext("Preview: unpublished")
    assert page.meta("robots") == "noindex"
    assert gettext("Not yet published") in page.html
    assert page.find("h1")[0][1] == "খসড়া শিরোনাম"


def test_a_preview_has_no_address_and_nothing_to_share(draft):
    page = Page(Rendered(article_page(draft, preview=True)))
    assert not page.hrefs("link", rel="canonical")
    assert page.meta("og:url") is None
    assert not page.find("div", class_="share")
    assert "share.js" not in page.html


def test_a_preview_shows_the_picture_it_is_given(draft):
    picture = ShownPicture(
        sources=(), src="/private/7/", width=720, height=480, alt="ঘাট", caption="", credit=""
    )
    page = Page(Rendered(article_page(draft, picture=picture, preview=True)))
    assert page.find("img")[0][0]["src"] == "/private/7/"
    assert page.meta("og:image") is None


def test_a_story_without_a_section_can_be_previewed(draft):
    sectionless = Article(public_id="draft002", language="en", headline="No section", body="")
    page = Page(Rendered(article_page(sectionless, preview=True)))
    assert page.find("h1")[0][1] == "No section"


def test_the_published_page_has_none_of_it(site, publish):
    page = Page(site.get(publish().get_absolute_url()))
    assert not page.find("aside", class_="preview-bar")
    assert page.meta("robots") is None
