"""Addresses that moved: one step to where it is now, inside this site, and only where nothing else answers."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from articles.models import Edition, Redirect
from articles.redirects import add_addresses, move_addresses

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, tzinfo=UTC)


def move(*pairs: tuple[str, str]) -> int:
    with transaction.atomic():
        return move_addresses(pairs, NOW)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("?page=3", "?page=3"),
        ("?page=3&lite=1", "?page=3&lite=1"),
        ("?page=03", ""),
        ("?next=https://elsewhere.example/&page=%0d%0a", ""),
    ],
)
def test_readers_of_an_old_address_are_led_to_the_new_one_with_the_page_they_asked_for(
    site, query, kept
) -> None:
    move(("/old/", "/world/"))
    answer = site.get(f"/old/{query}")
    assert (answer.status_code, answer["Location"]) == (301, f"/world/{kept}")


def test_an_address_that_answers_is_not_looked_up(site, publish) -> None:
    publish()
    Redirect.objects.create(path="/world/", target="/elsewhere/", made_at=NOW)
    assert site.get("/world/").status_code == 200


def test_whoever_has_the_oldest_address_is_sent_on_once(site) -> None:
    move(("/a/", "/b/"))
    move(("/b/", "/c/"))
    assert site.get("/a/")["Location"] == site.get("/b/")["Location"] == "/c/"


def test_an_address_that_comes_back_leads_nowhere(site) -> None:
    move(("/a/", "/b/"))
    move(("/b/", "/a/"))
    assert dict(Redirect.objects.values_list("path", "target")) == {"/b/": "/a/"}


@pytest.mark.parametrize(
    "target", ["//elsewhere.example/", "/\\elsewhere.example/", "https://elsewhere.example/", "b/"]
)
def test_no_address_leads_to_another_site(site, target) -> None:
    with pytest.raises(ValueError, match="/a/"):
        move(("/a/", target))
    Redirect.objects.create(path="/a/", target=target, made_at=NOW)
    assert site.get("/a/").status_code == 404


def test_a_move_makes_an_edition() -> None:
    before = Edition.objects.get().number
    assert move(("/a/", "/b/")) == before + 1


@pytest.mark.parametrize("path", ["/" + "a" * 600 + "/", "/%00/", "/খবর/"])
def test_an_odd_address_is_only_not_found(site, path) -> None:
    assert site.get(path).status_code == 404


def test_addresses_of_another_system_are_added_and_take_none_away(site) -> None:
    move(("/old/", "/world/"))
    with transaction.atomic():
        taken = add_addresses(["/2019/ধান", "/2019/ধান/", "/old/", "/sports/x/"], "/sports/x/", NOW)
        assert taken == ["/old/"]
        assert add_addresses(["/2019/ধান"], "/sports/x/", NOW) == []
        with pytest.raises(ValueError, match="evil"):
            add_addresses(["//evil.example/"], "/sports/x/", NOW)
    assert site.get("/2019/ধান").headers["Location"] == "/sports/x/"
    assert Redirect.objects.count() == 3
