"""The demo's pages about the paper, and its readers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import MostRead, Page, ReadCount
from newsroom.demo.house import make_pages, make_reads
from newsroom.house_pages import PageState, state_of
from newsroom.models import PageDraft


@pytest.fixture
def pages(newsroom):
    make_pages(newsroom.chief)
    return list(Page.objects.all())


def test_the_pages_are_written_and_published_as_a_chief_does_it(pages, newsroom):
    assert [page.slug for page in pages] == [
        "about",
        "contact",
        "principles",
        "corrections-policy",
        "privacy",
    ]
    drafts = {draft.slug: draft for draft in PageDraft.objects.all()}
    assert all(state_of(drafts[page.slug], page) == PageState.PUBLIC for page in pages)


def test_their_links_lead_somewhere(pages, site):
    links = {link for page in pages for link in re.findall('href="(/[^"]*)"', page.body)}
    assert len(links) >= 4
    assert {link: site.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_new_stories_are_read_more_than_old_ones(publish):
    now = timezone.now()
    stories = [publish(published_at=now - timedelta(hours=hours)) for hours in (1, 20)]
    make_reads(now)
    assert set(MostRead.objects.filter(hours=24).values_list("article_id", flat=True)) == {
        story.public_id for story in stories
    }
    assert MostRead.objects.filter(hours=1).order_by("position").first().article_id == stories[0].public_id
    assert not ReadCount.objects.filter(minute__lte=now - timedelta(hours=24)).exists()
