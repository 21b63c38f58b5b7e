"""The library's page, the picker's list, and the report of rights."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.editing import start_story
from newsroom.library import PAGE_SIZE
from newsroom.models import Picture, PictureUse, Story
from tests.newsroom.pictures import shelve

LIBRARY, LIST, RIGHTS = "/newsroom/picture/", "/library/list/", "/library/rights/"


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("name", ["reporter", "editor", "chief", "photo"])
def test_everybody_who_works_with_pictures_sees_the_library(log_in, newsroom, name):
    picture = shelve(newsroom.photo, "ঘাটের নৌকা")
    page = text(log_in(name).get(LIBRARY))
    assert "ঘাটের নৌকা" in page
    assert f"/newsroom/picture/{picture.pk}/change/" in page


@pytest.mark.parametrize("address", [LIBRARY, LIST, RIGHTS])
def test_nobody_else_does(log_in, address):
    assert log_in("nobody").get(address).status_code == 403
    assert Client().get(address).status_code in {302, 401}


def test_an_empty_library_says_what_to_do(log_in):
    response = log_in("photo").get(LIBRARY)
    assert 'class="empty"' in text(response)
    assert "/newsroom/picture/add/" in text(response)


def test_a_search_without_a_find_leads_back(log_in, newsroom):
    shelve(newsroom.photo)
    response = log_in("photo").get(LIBRARY, {"q": "নেইকোথাও"})
    assert (response.context["found"], response.context["pictures"]) == (0, [])
    assert 'class="empty"' in text(response)


def test_a_search_and_filters_narrow_together_and_stay_in_the_links(log_in, newsroom):
    wanted = shelve(newsroom.photo, "পাল", photographer="কল্পিতা সেন", rights="agency", alt="")
    shelve(newsroom.photo, "পাল")
    query = {"q": "পাল", "photographer": "কল্পিতা সেন", "rights": "agency", "only": "missing"}
    response = log_in("editor").get(LIBRARY, query)
    assert [picture for picture, _described in response.context["pictures"]] == [wanted]
    links = {key: address for key, _label, address in response.context["choices"]}
    assert "only=unused" in links["unused"]
    assert "only" not in links[""]
    assert "rights=agency" in links["lapsed"]


@pytest.mark.parametrize(
    "query",
    [
        {"only": "sideways"},
        {"rights": "stolen"},
        {"before": "x"},
        {"before": "9" * 30},
        {"q": "\x00"},
        {"photographer": "ক" * 500},
    ],
)
def test_what_makes_no_sense_is_not_looked_for(log_in, newsroom, query):
    shelve(newsroom.photo)
    for address in (LIBRARY, LIST):
        assert log_in("editor").get(address, query).status_code == 200


def test_the_library_is_paged_from_the_newest_back(log_in, newsroom):
    pictures = [shelve(newsroom.photo, f"ছবি {number}") for number in range(PAGE_SIZE + 3)]
    client = log_in("reporter")
    first = client.get(LIST).json()
    assert [one["id"] for one in first["pictures"]] == [one.pk for one in reversed(pictures[3:])]
    rest = client.get(LIST, {"before": first["older"]}).json()
    assert [one["id"] for one in rest["pictures"]] == [one.pk for one in reversed(pictures[:3])]
    assert rest["older"] is None
    page = client.get(LIBRARY)
    assert f"before={first['older']}" in text(page)
    assert len(client.get(LIBRARY, {"before": first["older"]}).context["pictures"]) == 3


def test_a_page_asks_the_database_no_more_for_more_pictures(log_in, newsroom, django_assert_max_num_queries):
    client = log_in("editor")
    for number in range(30):
        shelve(newsroom.photo, f"ছবি {number}")
    with django_assert_max_num_queries(14):
        client.get(LIBRARY)


def test_the_picker_gets_everything_it_shows(log_in, newsroom):
    picture = shelve(newsroom.reporter, "নৌকা", decorative=True, alt="", focus_x=0.25, rights="")
    (told,) = log_in("reporter").get(LIST).json()["pictures"]
    assert told == log_in("reporter").get(f"/library/{picture.pk}/").json()["picture"]
    assert (told["caption"], told["credit"], told["decorative"]) == ("নৌকা।", "ছবি: নমুনা হাসান", True)
    assert told["focus"] == {"x": 0.25, "y": 0.5}
    assert (told["width"], told["height"], told["mayChange"]) == (1600, 900, True)
    assert [one["field"] for one in told["missing"]] == ["rights"]
    (for_other,) = log_in("other_reporter").get(LIST).json()["pictures"]
    assert not for_other["mayChange"]


@pytest.fixture
def secret(newsroom, content) -> Picture:
    picture = shelve(newsroom.reporter, "গোপন")
    story = start_story(newsroom.reporter, content)
    PictureUse.objects.create(story=story, picture=picture, copy="working")
    Story.objects.filter(pk=story.pk).update(restricted=True)
    return picture


@pytest.mark.parametrize("name", ["chief", "editor", "photo"])
def test_a_restricted_storys_picture_is_nowhere(log_in, secret, name):
    client = log_in(name)
    assert client.get(LIST).json()["pictures"] == []
    for part in ("", "large/", "renditions/"):
        assert client.get(f"/library/{secret.pk}/{part}").status_code == 404
    for part in ("words/", "focus/"):
        assert client.post(f"/library/{secret.pk}/{part}", {"x": 0, "y": 0}).status_code == 404
    assert client.get(f"/newsroom/picture/{secret.pk}/change/").status_code == 404


@pytest.fixture
def lapsed(newsroom, draft) -> Picture:
    ended = timezone.localdate() - timedelta(days=3)
    picture = shelve(newsroom.photo, "মেয়াদোত্তীর্ণ", rights="licensed", rights_until=ended)
    PictureUse.objects.create(story=draft, picture=picture, copy="live")
    return picture


def test_the_report_names_story_and_picture(log_in, lapsed, draft):
    page = text(log_in("editor").get(RIGHTS))
    assert draft.headline in page
    assert f"/library/{lapsed.pk}/replace/" in page


def test_whoever_replaces_nothing_is_shown_no_such_way(log_in, lapsed):
    assert "/replace/" not in text(log_in("photo").get(RIGHTS))


def test_dashboard_and_library_lead_to_the_report(log_in, lapsed):
    client = log_in("editor")
    assert (client.get("/").context["lapsed_live"], client.get(LIBRARY).context["lapsed_live"]) == (1, 1)
    assert RIGHTS in text(client.get("/"))


def test_the_report_knows_nothing_of_a_restricted_story(log_in, lapsed, draft):
    Story.objects.update(restricted=True)
    assert draft.headline not in text(log_in("chief").get(RIGHTS))
    assert log_in("chief").get("/").context["lapsed_live"] == 0
    assert draft.headline in text(log_in("reporter").get(RIGHTS))


def test_without_a_log_in_a_script_is_told_so():
    for address in (LIST, "/library/1/"):
        assert Client().get(address).json()["login"] is True
