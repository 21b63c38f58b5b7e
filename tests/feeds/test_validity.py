"""Every feed of a full newspaper is valid by the rules of its format, and so is that of an empty one."""

from datetime import timedelta

import feedparser
import pytest
from django.db.models import F
from django.test import override_settings

from articles.models import Article, Correction
from articles.publishing import retract_article
from articles.snapshot import PublicPicture, Rendition
from config import settings_site
from tests.articles.whole import print_whole_paper
from tests.conftest import publish_story
from tests.feeds.validity import check

FORMS = ["rss", "atom", "json"]
PICTURE = PublicPicture("ঘাট <b>", "ভোর & নদী", "নমুনা", (Rendition(f"{'a' * 40}.jpg", "jpeg", 1280, 800),))


@pytest.fixture(autouse=True)
def hub(settings):
    settings.KHOBOR_SITE_URL = "https://paper.example"
    settings.KHOBOR_WEBSUB_HUBS = ["https://hub.example/"]


@pytest.fixture(scope="module")
def lists(shared_rows, django_db_blocker):
    """The address of each list of a newspaper as full as a real one, without the format's ending."""
    with django_db_blocker.unblock(), override_settings(ROOT_URLCONF=settings_site.ROOT_URLCONF):
        pages = print_whole_paper(publish_story, PICTURE)
        # Two notes of a story never come at once: each is a publish of its own.
        Correction.objects.filter(kind="update").update(at=F("at") - timedelta(minutes=1))
    return {
        "latest": "/feeds/latest",
        "corrections": "/feeds/corrections",
        "section": f"/feeds/section/{pages['section'].strip('/')}",
        "topic": f"/feeds{pages['topic'].rstrip('/')}",
        "author": pages["contributor"].rstrip("/").replace("/author", "/feeds/author"),
    }


@pytest.mark.parametrize("full", [True, False], ids=["whole", "summaries"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["latest", "corrections", "section", "topic", "author"])
def test_a_feed_follows_its_format(site, settings, lists, name, form, full):
    settings.KHOBOR_FEEDS_FULL_TEXT = full
    response = site.get(f"{lists[name]}.{form}")
    check(form, response.content)
    if form != "json":
        feed = feedparser.parse(response.content)
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.entries


@pytest.mark.parametrize("form", FORMS)
def test_the_feed_of_an_empty_newspaper_follows_its_format(site, db, form):
    check(form, site.get(f"/feeds/latest.{form}").content)


@pytest.mark.parametrize("form", FORMS)
def test_thirty_long_reads_fit_into_what_readers_take(site, lists, form):
    Article.objects.update(body=f"<p>{'নদীর পাড়ের মানুষ। ' * 2500}</p>")  # of 130 KB each
    sent = site.get(f"/feeds/latest.{form}").content
    check(form, sent)
    assert len(sent) > 1_000_000  # as many as fit, and not one


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_is_the_same_to_a_reader_whatever_becomes_of_its_story(site, lists, form):
    """Changed, moved, withdrawn and back, its id stays; else feed readers show it twice."""

    def ids():
        sent = site.get(f"/feeds/latest.{form}").content
        check(form, sent)
        return {
            part
            for part in sent.decode().replace("<", '"').replace(">", '"').split('"')
            if part.startswith("tag:")
        }

    story = Article.objects.select_related("section").order_by("-published_at")[5]
    before = ids()
    again = {"public_id": story.pk, "published_at": story.published_at + timedelta(hours=1)}
    publish_story(headline="বদলানো শিরোনাম", section="world", revision=2, **again)
    assert ids() == before
    retract_article(story.pk, "withdrawn", story.published_at + timedelta(hours=2), notice="নোটিশ")
    publish_story(headline="আবার", section="sports", revision=3, **again)
    assert ids() == before


@pytest.mark.parametrize("form", FORMS)
def test_hubs_are_named_to_whoever_reads_headers_only(site, lists, form):
    """WebSub, section 4: in the answer's Link headers as well as in the feed."""
    address = f"{lists['section']}.{form}"
    assert site.get(address)["Link"] == (
        f'<https://hub.example/>; rel="hub", <https://paper.example{address}>; rel="self"'
    )
