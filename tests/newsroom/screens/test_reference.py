"""Changing the address of a section, topic or contributor: readers follow, and nobody else gets the old one."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import Redirect, Section, Topic
from newsroom.reference import check_address, follow_address
from newsroom.topics import merge_topics

pytestmark = pytest.mark.django_db


def rename(row, slug: str) -> None:
    former, row.slug = row.slug, slug
    row.save()
    follow_address(row, former, timezone.now())


def test_readers_of_the_page_and_of_the_feeds_follow(publish, site) -> None:
    publish(section="world")
    rename(Section.objects.get(slug="world"), "planet")
    assert site.get("/world/?page=1")["Location"] == "/planet/?page=1"
    assert site.get("/feeds/section/world.rss")["Location"] == "/feeds/section/planet.rss"


def test_an_address_that_no_reader_had_leads_nowhere(newsroom) -> None:
    rename(newsroom.topic, "rivers")
    assert not Redirect.objects.exists()


def test_an_old_address_is_nobody_elses_and_may_be_taken_back(publish) -> None:
    publish(topics=[("river", "নদী")])
    river = Topic.objects.get(slug="river")
    rename(river, "rivers")
    with pytest.raises(ValidationError):
        check_address(Topic(), "river")
    check_address(river, "river")
    rename(river, "river")
    assert not Redirect.objects.filter(path="/topic/river/").exists()


def test_the_chief_changes_it_in_its_form_and_is_told_why_not(log_in, publish) -> None:
    publish(topics=[("river", "নদী")])
    client = log_in("chief")
    river = Topic.objects.get(slug="river")
    client.post(f"/articles/topic/{river.pk}/change/", {"slug": "rivers", "name": "নদী"})
    assert Redirect.objects.get(path="/topic/river/").target == "/topic/rivers/"
    refused = client.post("/articles/topic/add/", {"slug": "river", "name": "অন্য"})
    assert "slug" in refused.context["adminform"].form.errors
    odd = client.post(f"/articles/topic/{river.pk}/change/", {"slug": "Riv er/..", "name": "নদী"})
    assert "slug" in odd.context["adminform"].form.errors
    assert client.post("/topics/add/", {"slug": "river", "name": "অন্য"}).json()["errors"]["slug"]


def test_after_a_merge_the_oldest_address_still_takes_one_step(publish, newsroom, site) -> None:
    publish(topics=[("river", "নদী"), ("haor", "হাওর")])
    river, haor = (Topic.objects.get(slug=slug) for slug in ("river", "haor"))
    rename(river, "rivers")
    merge_topics(haor, river, newsroom.chief)
    assert site.get("/topic/river/")["Location"] == "/topic/haor/"
