"""Embargo and visibility in the story's panel: set, moved, lifted, refused at the field."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.models import RecordEntry, Story
from newsroom.steps import Details
from newsroom.workflow import take_step
from tests.newsroom.helpers import Trace


def local(hours):
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def embargo(client, story, **data):
    return client.post(f"/story/{story.pk}/embargo/", data)


def visibility(client, story, **data):
    return client.post(f"/story/{story.pk}/visibility/", data)


def error_of(response, form, field):
    return response.context[form].errors.get(field)


def test_an_embargo_is_set_on_the_newspapers_clock(log_in, draft):
    assert embargo(log_in("reporter"), draft, embargo_until="2099-09-03T06:00").status_code == 302
    draft.refresh_from_db()
    assert draft.embargo_until.isoformat() == "2099-09-03T00:00:00+00:00"
    page = log_in("reporter").get(f"/story/{draft.pk}/preview/frames/")  # still to be seen inside
    assert page.status_code == 200


def test_an_editor_lifts_an_embargo(log_in, draft):
    embargo(log_in("editor"), draft, embargo_until=local(2))
    assert embargo(log_in("editor"), draft, lift="1").status_code == 302
    draft.refresh_from_db()
    assert draft.embargo_until is None
    assert RecordEntry.objects.filter(kind=RecordEntry.Kind.TIMES).count() == 2


def test_lifting_none_changes_nothing(log_in, draft):
    before = Trace.of(draft)
    assert embargo(log_in("editor"), draft, lift="1").status_code == 302
    assert Trace.of(draft) == before


@pytest.mark.parametrize(
    "until", ["", "soon", "2026-02-30T10:00", "0001-01-01T00:00", "2001-01-01T10:00", "\x00"]
)
def test_a_time_that_makes_no_sense_is_an_error_at_its_field(log_in, draft, until):
    response = embargo(log_in("reporter"), draft, embargo_until=until)
    assert response.status_code == 422
    assert error_of(response, "embargo_form", "embargo_until")
    draft.refresh_from_db()
    assert draft.embargo_until is None


def test_a_reporter_does_not_lift_an_embargo(log_in, draft):
    embargo(log_in("reporter"), draft, embargo_until=local(2))
    response = embargo(log_in("reporter"), draft, lift="1")
    assert response.status_code == 403
    assert error_of(response, "embargo_form", "embargo_until")
    assert Story.objects.get().embargo_until


def test_an_embargo_does_not_overtake_a_schedule(log_in, draft, newsroom, walk):
    walk(draft, "reporter submit", "editor approve")
    details = Details(publish_at=timezone.now() + timedelta(hours=1))
    take_step(draft.pk, newsroom.editor, "schedule", seen_version=draft.version, details=details)
    response = embargo(log_in("editor"), draft, embargo_until=local(2))
    assert response.status_code == 403
    assert error_of(response, "embargo_form", "embargo_until")


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody"])
def test_others_set_neither_embargo_nor_visibility(log_in, draft, name):
    before = Trace.of(draft)
    assert embargo(log_in(name), draft, embargo_until=local(2)).status_code == 403
    assert visibility(log_in(name), draft, restricted="on").status_code == 403
    assert Trace.of(draft) == before


def test_both_are_posted_by_somebody_logged_in(log_in, draft):
    for name in ("embargo", "visibility"):
        assert log_in("chief").get(f"/story/{draft.pk}/{name}/").status_code == 405
        assert log_in("chief").post(f"/story/999999/{name}/").status_code == 404
        assert Client().post(f"/story/{draft.pk}/{name}/").status_code == 302
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(draft.assignee)
        assert strict.post(f"/story/{draft.pk}/{name}/").status_code == 403


def test_a_story_is_restricted_to_named_people(log_in, draft, newsroom):
    response = visibility(log_in("reporter"), draft, restricted="on", insiders=[newsroom.editor.pk])
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.restricted
    assert set(draft.insiders.all()) == {newsroom.reporter, newsroom.editor}
    assert log_in("editor").get(f"/story/{draft.pk}/preview/frames/").status_code == 200
    assert log_in("chief").get(f"/story/{draft.pk}/preview/frames/").status_code == 404


def test_a_restricted_story_is_opened_again(log_in, draft, newsroom):
    visibility(log_in("reporter"), draft, restricted="on")
    assert visibility(log_in("chief"), draft).status_code == 404
    assert visibility(log_in("reporter"), draft).status_code == 302
    draft.refresh_from_db()
    assert not draft.restricted
    assert log_in("chief").get(f"/story/{draft.pk}/preview/frames/").status_code == 200
    assert RecordEntry.objects.filter(kind=RecordEntry.Kind.ACCESS).count() == 2


@pytest.mark.parametrize("insider", ["nobody", "x", "-1", "99999999999999999999"])
def test_only_people_who_see_stories_can_be_named(log_in, draft, newsroom, insider):
    insider = newsroom.nobody.pk if insider == "nobody" else insider
    response = visibility(log_in("reporter"), draft, restricted="on", insiders=[insider])
    assert response.status_code == 422
    assert error_of(response, "visibility_form", "insiders")
    assert not Story.objects.get().restricted


def test_the_storys_page_shows_both_dates_and_who_sees_it(log_in, draft, newsroom):
    embargo(log_in("reporter"), draft, embargo_until="2099-09-03T06:00")
    visibility(log_in("reporter"), draft, restricted="on", insiders=[newsroom.editor.pk])
    page = log_in("reporter").get(f"/newsroom/story/{draft.pk}/change/")
    assert page.context["embargo_until"] == "৩ সেপ্টেম্বর ২০৯৯, সকাল ৬:০০ (ঢাকা)"
    assert newsroom.editor in page.context["insiders"]
    photo = log_in("photo").get(f"/newsroom/story/{draft.pk}/change/")
    assert photo.status_code == 404
