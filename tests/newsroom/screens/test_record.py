"""The record's screen and file, and the changes of rights that chiefs make in the settings."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from newsroom.models import Desk, DeskCheck, RecordEntry, User
from newsroom.record import write_record
from newsroom.screens import record as screen

Kind = RecordEntry.Kind


@pytest.fixture
def entries(newsroom, draft):
    return [
        write_record(Kind.STEP, newsroom.reporter, story=draft, verb="submit", text=f"কারণ {number}।")
        for number in range(3)
    ]


@pytest.mark.parametrize("path", ["/record/", "/record/csv/"])
@pytest.mark.parametrize(
    ("name", "status"), [("reporter", 403), ("photo", 403), ("nobody", 403), ("editor", 200), ("chief", 200)]
)
def test_the_record_is_for_editors(log_in, entries, path, name, status):
    assert log_in(name).get(path).status_code == status
    assert Client().get(path).status_code == 302


def test_it_is_only_read(log_in):
    assert log_in("chief").post("/record/").status_code == 405
    assert log_in("chief").post("/record/csv/").status_code == 405


def test_it_shows_who_did_what_to_which_story(log_in, entries, draft):
    page = log_in("chief").get("/record/").content.decode()
    assert draft.headline in page
    assert "কারণ 2।" in page


def test_pages_go_on_where_the_last_ended(log_in, entries, monkeypatch):
    monkeypatch.setattr(screen, "PAGE_SIZE", 2)
    client = log_in("chief")
    first = client.get("/record/", {"kind": "step"})
    assert [entry for entry, *_rest in first.context["entries"]] == entries[:0:-1]
    second = client.get("/record/", {"kind": "step", "before": first.context["older"]})
    assert [entry for entry, *_rest in second.context["entries"]] == entries[:1]
    assert second.context["older"] is None


def test_the_file_has_what_was_looked_for(log_in, entries):
    response = log_in("chief").get("/record/csv/", {"person": "reporter", "kind": "step"})
    text = b"".join(response.streaming_content).decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    assert text.count("submit") == 3
    empty = b"".join(log_in("chief").get("/record/csv/", {"kind": "link"}).streaming_content).decode()
    assert "submit" not in empty


@pytest.mark.parametrize(
    "query",
    [
        {"since": "yesterday"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"kind": "nothing"},
        {"words": "\x00"},
        {"words": "٣" * 30},
        {"words": "²"},
        {"person": "%_\\"},
        {"before": "x"},
        {"before": "9" * 30},
        {"before": "-1"},
    ],
)
def test_nonsense_finds_something_or_nothing(log_in, entries, query):
    client = log_in("chief")
    assert client.get("/record/", query).status_code == 200
    assert b"".join(client.get("/record/csv/", query).streaming_content)


def user_data(user, **changes):
    data = {
        "username": user.username,
        "display_name": user.display_name,
        "email": user.email,
        "is_active": "on" if user.is_active else "",
        "is_staff": "on",
        "groups": [group.pk for group in user.groups.all()],
    }
    return data | changes


def test_changing_somebodys_groups_is_on_the_record(log_in, newsroom):
    editor = Group.objects.get(name="editor")
    path = f"/newsroom/user/{newsroom.reporter.pk}/change/"
    assert log_in("chief").post(path, user_data(newsroom.reporter, groups=[editor.pk])).status_code == 302
    entry = RecordEntry.objects.get(kind=Kind.RIGHTS)
    assert (entry.actor, entry.subject) == (newsroom.chief, newsroom.reporter)
    assert entry.data == {"before": {"groups": ["reporter"]}, "after": {"groups": ["editor"]}}
    page = log_in("chief").get("/record/", {"person": "reporter"})
    assert len(page.context["entries"][0][2]) == 1


def test_closing_an_account_is_on_the_record(log_in, newsroom):
    data = user_data(newsroom.reporter)
    del data["is_active"]
    log_in("chief").post(f"/newsroom/user/{newsroom.reporter.pk}/change/", data)
    assert RecordEntry.objects.get().data["after"] == {"is_active": False}


def test_making_an_account_is_on_the_record(log_in, newsroom):
    data = {
        "username": "notun",
        "display_name": "নতুন",
        "usable_password": "true",
        "password1": "dirgho-gopon-7",
        "password2": "dirgho-gopon-7",
        "is_staff": "on",
        "groups": [Group.objects.get(name="photo").pk],
    }
    assert log_in("chief").post("/newsroom/user/add/", data).status_code == 302
    entry = RecordEntry.objects.get()
    assert (entry.verb, entry.subject) == ("account", User.objects.get(username="notun"))
    assert entry.data["after"]["groups"] == ["photo"]


def test_a_changed_name_is_no_change_of_rights(log_in, newsroom):
    data = user_data(newsroom.reporter, display_name="অন্য নাম")
    assert log_in("chief").post(f"/newsroom/user/{newsroom.reporter.pk}/change/", data).status_code == 302
    assert not RecordEntry.objects.exists()


def desk_data(desk, checks=(), **changes):
    sections = list(desk.desksection_set.all())
    data = {
        "name": desk.name,
        "four_eyes": "on",
        "members": [user.pk for user in desk.members.all()],
        "desksection_set-TOTAL_FORMS": len(sections),
        "desksection_set-INITIAL_FORMS": len(sections),
        "checks-TOTAL_FORMS": len(checks),
        "checks-INITIAL_FORMS": 0,
    }
    for index, row in enumerate(sections):
        data |= {
            f"desksection_set-{index}-id": row.pk,
            f"desksection_set-{index}-desk": desk.pk,
            f"desksection_set-{index}-section": row.section_id,
        }
    for index, (key, level) in enumerate(checks):
        data |= {
            f"checks-{index}-check_key": key,
            f"checks-{index}-level": level,
            f"checks-{index}-desk": desk.pk,
        }
    return data | changes


def change_desk(client, desk, **data):
    return client.post(f"/newsroom/desk/{desk.pk}/change/", desk_data(desk, **data))


def test_a_chief_sets_a_desks_checks_and_four_eyes_on_the_record(log_in, newsroom):
    response = change_desk(log_in("chief"), newsroom.desk, checks=[("picture", "required")], four_eyes="")
    assert response.status_code == 302
    assert DeskCheck.objects.get().level == "required"
    assert not Desk.objects.get().four_eyes
    entry = RecordEntry.objects.get()
    assert (entry.verb, entry.text) == ("desk", newsroom.desk.name)
    assert entry.data == {
        "before": {"four_eyes": True, "checks": {}},
        "after": {"four_eyes": False, "checks": {"picture": "required"}},
    }
    assert len(log_in("chief").get("/record/").context["entries"][0][2]) == 2


@pytest.mark.parametrize("checks", [[("headline", "off")], [("nothing", "off")], [("picture", "maybe")]])
def test_a_desk_cannot_set_what_is_no_check_of_its_own(log_in, newsroom, checks):
    assert change_desk(log_in("chief"), newsroom.desk, checks=checks).status_code == 200
    assert not DeskCheck.objects.exists()


def test_a_check_is_set_once(log_in, newsroom):
    twice = [("picture", "off"), ("picture", "required")]
    assert change_desk(log_in("chief"), newsroom.desk, checks=twice).status_code == 200
    assert not DeskCheck.objects.exists()


def test_joining_and_leaving_a_desk_is_on_the_record(log_in, newsroom):
    members = [user.pk for user in newsroom.desk.members.all() if user != newsroom.reporter]
    assert change_desk(log_in("chief"), newsroom.desk, members=members).status_code == 302
    entry = RecordEntry.objects.get()
    assert (entry.subject, entry.data["after"]) == (newsroom.reporter, {"desks": []})


def test_an_editor_changes_no_desk(log_in, newsroom):
    assert change_desk(log_in("editor"), newsroom.desk).status_code == 403
