"""The breaking feed: what was sent as breaking and is still live, the newest alert first."""

import json
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.db import transaction

from articles.alert_publishing import end_alert, publish_alert
from articles.models import Tombstone
from articles.publishing import retract_article

AT = datetime(2025, 9, 3, 11, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADDRESSES = [f"/feeds/breaking.{form}" for form in ("rss", "atom", "json")]


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.KHOBOR_SITE_URL = "https://paper.example"


def send(public_id, at):
    with transaction.atomic():
        return publish_alert(public_id, "সম্পাদকের কথা", at, at + HOUR)[0]


def titles(site):
    return [entry.title for entry in feedparser.parse(site.get("/feeds/breaking.atom").content).entries]


def test_each_story_comes_once_as_new_as_its_newest_alert(site, publish):
    first = publish(headline="প্রথম", published_at=AT)
    second = publish(headline="দ্বিতীয়", published_at=AT + HOUR)
    publish(headline="সাধারণ", published_at=AT + 2 * HOUR)
    for story, hours in ((first, 3), (second, 4), (first, 5)):
        send(story.pk, AT + hours * HOUR)
    assert titles(site) == ["প্রথম", "দ্বিতীয়"]
    feed = json.loads(site.get("/feeds/breaking.json").content)
    assert [item["date_modified"] for item in feed["items"]] == [
        "2025-09-03T22:30:00+06:00",
        "2025-09-03T21:30:00+06:00",
    ]
    assert feed["items"][0]["date_published"] == "2025-09-03T17:30:00+06:00"


def test_the_end_of_an_alert_is_not_the_end_in_the_feed(site, publish):
    number = send(publish(headline="প্রথম", published_at=AT).pk, AT)
    with transaction.atomic():
        end_alert(number, AT)
    assert titles(site) == ["প্রথম"]


def test_a_story_that_changes_later_is_as_new_as_the_change(site, publish):
    story = publish(headline="প্রথম", published_at=AT)
    send(story.pk, AT + HOUR)
    publish(public_id=story.pk, headline="সংশোধিত", published_at=AT + 2 * HOUR)
    item = json.loads(site.get("/feeds/breaking.json").content)["items"][0]
    assert (item["title"], item["date_modified"]) == ("সংশোধিত", "2025-09-03T19:30:00+06:00")


def test_what_is_withdrawn_leaves_it_with_a_tombstone(site, publish):
    story = publish(headline="প্রথম", published_at=AT)
    send(story.pk, AT)
    with transaction.atomic():
        retract_article(story.pk, Tombstone.Kind.GONE, AT + HOUR)
    assert titles(site) == []
    answer = site.get("/feeds/breaking.atom")
    assert f"2025-09-03:{story.pk}" in answer.content.decode().partition("deleted-entry")[2]


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_has_it_hears_of_the_next_alert_and_of_nothing_else(site, publish, address):
    story = publish(published_at=AT)
    send(story.pk, AT)
    first = site.get(address)
    known = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}
    publish(published_at=AT)  # no breaking news
    assert [site.get(address, headers=header).status_code for header in known] == [304, 304]
    send(story.pk, AT + HOUR)
    assert [site.get(address, headers=header).status_code for header in known] == [200, 200]


def test_before_the_first_alert_there_is_an_empty_feed(site, db):
    for address in ADDRESSES:
        assert site.get(address).status_code == 200
    assert titles(site) == []
