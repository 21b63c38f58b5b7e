"""The front without scripts, and its way to readers: buttons, forms, preview, publish, plan and bringing back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.fronts.drafts import front_draft, layout_of
from newsroom.fronts.layout import Slot
from newsroom.fronts.publishing import publish_front
from newsroom.models import FrontDraft, FrontPlan, FrontPublication
from tests.newsroom.screens.fronts import FRONT, place, url

# Without scripts


def test_a_button_moves_a_story(log_in, newsroom, front, live):
    one, other = live(2)
    place(front, newsroom.editor, top_1=Slot(story=one.pk), top_2=Slot(story=other.pk))
    client = log_in("editor")
    response = client.post(url(front, "do"), {"do": "up:top-2", "version": front.version})
    assert response.url == f"{FRONT}#slot-top-2"
    assert [slot.story for slot in layout_of(FrontDraft.objects.get()).top[:2]] == [other.pk, one.pk]
    front.refresh_from_db()
    client.post(url(front, "do"), {"do": "out:top-1", "version": front.version})
    assert layout_of(FrontDraft.objects.get()).top[0].story == ""


def test_a_section_is_hidden_and_shown(log_in, front, live):
    live(1)
    client = log_in("editor")
    client.post(url(front, "do"), {"do": "block-hide:bangladesh", "version": 0})
    assert not layout_of(FrontDraft.objects.get()).blocks[0].shown
    client.post(url(front, "travel"), {"way": "undo", "version": 1})
    assert layout_of(FrontDraft.objects.get()).blocks[0].shown


def test_a_form_puts_a_story_into_its_place(log_in, front, live, settings):
    one, other = live(2)
    client = log_in("editor")
    address = url(front, "slot/top-3")
    assert client.get(address).status_code == 200
    data = {
        "story": one.pk,
        "place": "top-4",
        "headline": "এখানকার শিরোনাম",
        "until": timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        "yields": "on",
        "related_0": other.pk,
        "version": 0,
    }
    assert client.post(address, data).url == f"{FRONT}#slot-top-4"
    slot = layout_of(FrontDraft.objects.get()).top[3]
    assert (slot.story, slot.headline, slot.yields, slot.related) == (
        one.pk,
        "এখানকার শিরোনাম",
        True,
        (other.pk,),
    )
    page = client.get(url(front, "slot/top-4"))
    assert page.context["form"].initial["until"] is not None
    data |= {"story": "", "address": f"{settings.KHOBOR_SITE_URL}/bangladesh/{other.pk}/", "version": 1}
    assert client.post(address, data | {"related_0": "", "place": "top-3"}).status_code == 302
    assert layout_of(FrontDraft.objects.get()).top[2].story == other.pk


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"address": "https://example.com/"}, "address"),
        ({"address": "zzzzzzzz"}, "address"),
        ({"headline": "ক" * 200}, "headline"),
        ({"until": "2001-01-01T00:00"}, "until"),
        ({"until": "x"}, "until"),
        ({"picture": "99999999"}, "picture"),
        ({"picture": "x"}, "picture"),
        ({"place": "top-9"}, "place"),
        ({"story": "\x00"}, "story"),
    ],
)
def test_what_is_wrong_in_the_form_is_said_at_its_field_and_nothing_is_lost(
    log_in, front, live, wrong, field
):
    story = live(1)[0]
    data = {"story": story.pk, "place": "top-1", "headline": "আমার শিরোনাম", "version": 0} | wrong
    response = log_in("editor").post(url(front, "slot/top-1"), data)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert data["headline"] in response.content.decode()
    front.refresh_from_db()
    assert front.version == 0


def test_the_forms_conflict_shows_both_and_sent_again_is_meant(log_in, newsroom, front, live):
    one, other = live(2)
    place(front, newsroom.other_editor, top_1=Slot(story=one.pk))
    client = log_in("editor")
    data = {"story": other.pk, "place": "top-1", "headline": "আমার শিরোনাম", "version": 0}
    response = client.post(url(front, "slot/top-1"), data)
    assert response.status_code == 409
    page = response.content.decode()
    assert one.headline in page
    assert "আমার শিরোনাম" in page
    again = data | {"version": response.context["form"]["version"].value()}
    assert client.post(url(front, "slot/top-1"), again).status_code == 302


def test_a_button_pressed_on_an_old_page_says_so_and_shows_what_is_there(log_in, newsroom, front, live):
    one, _other = live(2)
    place(front, newsroom.other_editor, top_1=Slot(story=one.pk))
    response = log_in("editor").post(url(front, "do"), {"do": "out:top-1", "version": 0})
    assert response.status_code == 409
    assert one.headline in response.content.decode()
    assert log_in("editor").post(url(front, "do"), {"do": "nonsense", "version": 1}).status_code == 422


# To readers


def test_the_preview_is_the_readers_page_with_the_working_copy(log_in, newsroom, front, live):
    story = live(3)[2]
    place(front, newsroom.editor, top_1=Slot(story=story.pk, headline="শুধু খসড়ায়"))
    client = log_in("editor")
    framed = client.get(url(front, "preview/framed"))
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in framed["Cache-Control"]
    assert "শুধু খসড়ায়" in framed.content.decode()
    assert "preview/framed" in client.get(url(front, "preview")).content.decode()
    section = place(
        front_draft(newsroom.section), newsroom.editor, top_1=Slot(story=story.pk, headline="বিভাগে")
    )
    assert "বিভাগে" in client.get(url(section, "preview/framed")).content.decode()


def test_an_editor_publishes_and_brings_back(log_in, newsroom, front, live):
    one, other = live(2)
    client = log_in("editor")
    place(front, newsroom.editor, top_1=Slot(story=one.pk))
    page = client.get(url(front, "publish")).content.decode()
    assert one.headline in page
    assert client.post(url(front, "publish"), {"version": 0}).status_code == 409
    assert client.post(url(front, "publish"), {"version": front.version}).url == FRONT
    first = FrontPublication.objects.get()
    place(front, newsroom.editor, top_1=Slot(story=other.pk))
    publish_front(front.pk, newsroom.editor, seen_version=front.version)
    response = client.post(url(front, f"restore/{first.pk}"), {"version": front.version})
    assert response.url == FRONT
    assert layout_of(FrontDraft.objects.get()).top[0].story == one.pk
    assert client.post(url(front, "restore/999999"), {"version": 0}).status_code == 404


def test_a_front_is_planned_and_the_plan_cancelled(log_in, newsroom, front, live):
    place(front, newsroom.editor, top_1=Slot(story=live(1)[0].pk))
    client = log_in("editor")
    when = timezone.localtime(timezone.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(url(front, "plan"), {"publish_at": when, "version": front.version}).url == FRONT
    plan = FrontPlan.objects.get()
    assert 'href="#front-plans-title"' in client.get(FRONT).content.decode(), (
        "said where the front is made up"
    )
    FrontPlan.objects.update(problem="ছবির স্বত্ব শেষ")
    assert "ছবির স্বত্ব শেষ" in client.get(FRONT).content.decode()
    assert log_in("reporter").post(f"/front/plan/{plan.pk}/cancel/").status_code == 403
    assert client.post(f"/front/plan/{plan.pk}/cancel/").url == FRONT
    assert not FrontPlan.objects.exists()
    assert client.post(f"/front/plan/{plan.pk}/cancel/").status_code == 404


@pytest.mark.parametrize(
    "when", ["", "x", "2001-01-01T00:00", "9999-12-31T23:59", "2030-13-45T99:99", "\x00"]
)
def test_a_time_that_is_none_is_refused_at_its_field(log_in, front, when):
    response = log_in("editor").post(url(front, "plan"), {"publish_at": when, "version": 0})
    assert response.status_code == 422
    assert "front-publish-at-wrong" in response.content.decode()
    assert not FrontPlan.objects.exists()
