"""Names, search, corrections, and the list of changes."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import transaction

from articles.models import Article, Contributor, Correction, Tombstone
from articles.publishing import retract_article
from articles.search.finding import PER_PAGE

NOON = datetime(2026, 3, 1, 6, tzinfo=UTC)


def items(site, name):
    return site.get(f"/api/v1/{name}").json()["items"]


def path(address):
    return urlsplit(address)._replace(scheme="", netloc="").geturl()


def test_names_are_those_that_live_stories_carry(site, publish):
    publish(
        topics=[("river", "নদী")],
        byline=[
            ("kalpita-sen", "কল্পিতা সেন", "reporter"),
            ("staff", "নিজস্ব প্রতিবেদক", "reporter", "", "house"),
        ],
    )
    Contributor.objects.filter(slug="staff").update(kind="house")
    Contributor.objects.create(slug="nobody-yet", name="নমুনা হাসান")
    for name, slug in (("sections/", "world"), ("topics/", "river"), ("contributors/", "kalpita-sen")):
        (one,) = items(site, name)
        assert one["slug"] == slug
        for address in (one["web"], one["articles"], *one["feeds"].values()):
            assert site.get(path(address)).status_code == 200, address


def test_names_come_page_by_page(site, publish):
    publish(topics=[(f"topic-{number}", f"বিষয় {number}") for number in range(5)])
    found, address = [], "/api/v1/topics/?limit=2"
    while address:
        said = site.get(path(address)).json()
        found += [one["slug"] for one in said["items"]]
        address = said["next"]
    assert found == [f"topic-{number}" for number in range(5)]


def test_a_contributor_says_what_the_page_says(site, publish, picture):
    publish(byline=[("kalpita-sen", "কল্পিতা সেন", "reporter")])
    links = [{"name": "Website", "url": "https://sen.example/"}]
    Contributor.objects.update(
        title="প্রতিবেদক", bio="নদী নিয়ে লেখেন।", links=links, portrait=picture.as_json()
    )
    (one,) = items(site, "contributors/")
    assert (one["title"], one["bio"], one["links"]) == ("প্রতিবেদক", "নদী নিয়ে লেখেন।", links)
    assert site.get(path(one["portrait"]["href"])).status_code == 200


# Search


def test_search_finds_what_the_site_finds_and_pages_through_it(site, publish):
    for number in range(PER_PAGE + 3):
        publish(headline=f"নোঙর {number}", published_at=NOON + timedelta(minutes=number))
    first = site.get("/api/v1/search/", {"q": "নোঙর"})
    said = first.json()
    assert (len(said["items"]), said["total"], said["totalIsCapped"]) == (PER_PAGE, PER_PAGE + 3, False)
    assert said["items"][0]["headlines"][0]["value"] == f"নোঙর {PER_PAGE + 2}"
    assert first["Link"] == f'<{said["next"]}>; rel="next"'
    assert len(site.get(path(said["next"])).json()["items"]) == 3


@pytest.mark.parametrize("question", ["অনুপস্থিত", "!!!", "   ", "-নদী", "\u202e\u0008", "<script>"])
def test_a_question_that_finds_nothing_gets_an_honest_empty_answer(site, publish, question):
    publish()
    said = site.get("/api/v1/search/", {"q": question}).json()
    assert (said["items"], said["total"], said["next"]) == ([], 0, None)


def test_search_is_narrowed_like_a_list(site, publish):
    publish(section="bangladesh", published_at=NOON, byline=[("kalpita-sen", "কল্পিতা সেন", "reporter")])
    publish(section="world", published_at=NOON)
    for asked in ({"section": "bangladesh"}, {"contributor": "kalpita-sen"}):
        assert len(site.get("/api/v1/search/", {"q": "পাঠাগার"} | asked).json()["items"]) == 1
    for asked in ({"since": "2026-03-02"}, {"until": "2026-02-28"}, {"until": "0001-01-01"}):
        assert site.get("/api/v1/search/", {"q": "পাঠাগার"} | asked).json()["items"] == []
    assert (
        len(
            site.get("/api/v1/search/", {"q": "পাঠাগার", "since": "0001-01-01", "until": "9999-12-31"}).json()[
                "items"
            ]
        )
        == 2
    )


# Corrections


def test_corrections_are_those_of_live_stories_with_the_story(site, publish):
    for public_id in ("story001", "story002"):
        publish(public_id=public_id)
    for minute, public_id in enumerate(["story001", "story002", "story001"]):
        at = NOON + timedelta(minutes=minute)
        Correction.objects.create(public_id=public_id, kind="update", text=f"নোট {minute}", at=at, edition=1)
    with transaction.atomic():
        retract_article("story002", Tombstone.Kind.WITHDRAWN, NOON, notice="x")
    first = site.get("/api/v1/corrections/?limit=1").json()
    assert [one["text"] for one in first["items"]] == ["নোট 2"]
    second = site.get(path(first["next"])).json()
    assert [one["text"] for one in second["items"]] == ["নোট 0"]
    assert second["next"] is None
    assert second["items"][0]["article"]["uri"].endswith(":story001")
    assert second["items"][0]["at"] == "2026-03-01T12:00:00+06:00"


# Changes


def states(said):
    return [(one["id"], one["state"]) for one in said["items"]]


def test_changes_say_everything_that_ever_was_public_in_the_order_of_its_last_change(site, publish):
    for public_id in ("story001", "story002", "story003", "story004"):
        publish(public_id=public_id)
    with transaction.atomic():
        retract_article("story002", Tombstone.Kind.WITHDRAWN, NOON, notice="x")
        retract_article("story003", Tombstone.Kind.GONE, NOON)
        retract_article("story004", Tombstone.Kind.REDIRECTED, NOON, target="story001")
    publish(public_id="story001", headline="আবার")
    said = site.get("/api/v1/changes/").json()
    assert states(said) == [
        ("story002", "withdrawn"),
        ("story003", "gone"),
        ("story004", "redirected"),
        ("story001", "live"),
    ]
    editions = [one["edition"] for one in said["items"]]
    assert editions == sorted(editions)
    assert site.get(path(said["items"][2]["target"])).status_code == 200


def test_whoever_goes_on_where_they_were_misses_nothing(site, publish):
    """A copy that is kept by following `resume` is the newspaper."""
    copy, address = {}, "/api/v1/changes/?limit=2"

    def follow(address):
        while True:
            said = site.get(path(address)).json()
            for one in said["items"]:
                copy[one["id"]] = one["state"]
            if not said["next"]:
                return said["resume"]
            address = said["next"]

    for number in range(5):
        publish(public_id=f"story00{number}")
    address = follow(address)
    assert follow(address) == address  # nothing new: there again
    with transaction.atomic():
        retract_article("story003", Tombstone.Kind.GONE, NOON)
    publish(public_id="story000", headline="আবার")
    publish(public_id="story009")
    follow(address)
    live = {public_id for public_id, state in copy.items() if state == "live"}
    assert live == set(Article.objects.values_list("pk", flat=True))
    assert copy["story003"] == "gone"


def test_of_an_empty_newspaper_nothing_changed(site):
    said = site.get("/api/v1/changes/").json()
    assert (said["items"], said["next"]) == ([], None)
    assert site.get(path(said["resume"])).status_code == 200
