"""The preview in frames, and links that show the working copy to somebody without an account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.desks import set_visibility
from newsroom.links import link_path, make_link, revoke_link
from newsroom.models import Picture, PreviewLink, Story
from newsroom.scheduling import set_embargo
from tests.newsroom.screens.conftest import form_data


@pytest.fixture
def link(draft, newsroom):
    return make_link(draft.pk, newsroom.reporter, "day")


def test_the_frames_show_the_bare_preview_twice(log_in, draft):
    page = log_in("reporter").get(f"/story/{draft.pk}/preview/frames/").content.decode()
    assert page.count(f'src="/story/{draft.pk}/preview/framed/"') == 2


def test_only_the_framed_preview_may_be_framed_and_only_by_the_newsroom(log_in, draft):
    client = log_in("reporter")
    framed = client.get(f"/story/{draft.pk}/preview/framed/")
    assert draft.headline in framed.content.decode()
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in framed["Cache-Control"]
    for path in (f"/story/{draft.pk}/preview/frames/", f"/newsroom/story/{draft.pk}/change/"):
        assert client.get(path)["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("page", ["frames", "framed"])
def test_frames_are_for_those_who_may_see_the_story(log_in, draft, page):
    assert Client().get(f"/story/{draft.pk}/preview/{page}/").status_code == 302
    assert log_in("nobody").get(f"/story/{draft.pk}/preview/{page}/").status_code == 403
    assert log_in("reporter").get(f"/story/999999/preview/{page}/").status_code == 404
    assert log_in("reporter").post(f"/story/{draft.pk}/preview/{page}/").status_code == 405


def test_somebody_without_an_account_reads_the_working_copy(link):
    response = Client().get(link_path(link))
    page = response.content.decode()
    assert response.status_code == 200
    assert link.story.headline in page
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Frame-Options"] == "DENY"
    assert not response.cookies


def test_a_link_shows_what_is_saved_now(link, log_in):
    log_in("reporter").post(
        f"/newsroom/story/{link.story_id}/change/", form_data(link.story, headline="নতুন শিরোনাম")
    )
    assert "নতুন শিরোনাম" in Client().get(link_path(link)).content.decode()


def test_a_link_brings_its_private_picture_and_no_other(link, log_in, picture_file):
    client = log_in("reporter")
    client.post(
        f"/newsroom/story/{link.story_id}/change/", form_data(link.story) | {"picture_file": picture_file()}
    )
    page = Client().get(link_path(link)).content.decode()
    address = re.search(r'src="([^"]*/picture/[0-9]+/)"', page)[1]
    assert address.startswith(link_path(link))
    assert "/thumbnail/" not in page
    assert Client().get(f"{link_path(link)}picture/99999/").status_code == 404
    picture = Client().get(address)
    assert (picture.status_code, picture["Content-Type"], picture["Cache-Control"]) == (
        200,
        "image/jpeg",
        "no-store",
    )


def hide_by_embargo(link, people):
    set_embargo(link.story_id, people.editor, timezone.now() + timedelta(hours=1))


def hide_by_restriction(link, people):
    set_visibility(link.story_id, people.reporter, restricted=True, insiders=[])


def hide_by_revoking(link, people):
    revoke_link(link, people.reporter)


def hide_by_time(link, people):
    # As if the clock had gone on: the token is bound to its end, so the row and the token move together.
    link.expires_at = timezone.now() - timedelta(seconds=1)
    link.save()


@pytest.mark.parametrize("hide", [hide_by_embargo, hide_by_restriction, hide_by_revoking, hide_by_time])
def test_what_must_not_be_seen_is_404_for_everybody_with_the_link(link, newsroom, log_in, picture_file, hide):
    log_in("reporter").post(
        f"/newsroom/story/{link.story_id}/change/", form_data(link.story) | {"picture_file": picture_file()}
    )
    hide(link, newsroom)
    for client in (Client(), log_in("reporter"), log_in("chief")):
        for path in (link_path(link), f"{link_path(link)}picture/{Picture.objects.get().pk}/"):
            response = client.get(path)
            assert response.status_code == 404
            assert link.story.headline not in response.content.decode()


@pytest.mark.parametrize("token", ["x", "1-1~abc", "খবর", "%00", "a" * 3000])
def test_a_wrong_address_is_404(link, token):
    assert Client().get(f"/preview/{token}/").status_code == 404
    assert Client().get(f"/preview/{token}/picture/1/").status_code == 404


def test_a_link_is_only_read(link):
    assert Client().post(link_path(link)).status_code == 405


def test_a_link_is_made_and_ended_on_the_storys_page(log_in, draft):
    client = log_in("reporter")
    assert client.post(f"/story/{draft.pk}/links/", {"lifetime": "hour"}).status_code == 302
    link = PreviewLink.objects.get()
    page = client.get(f"/newsroom/story/{draft.pk}/change/").content.decode()
    assert f"http://testserver{link_path(link)}" in page
    assert client.post(f"/story/{draft.pk}/links/{link.pk}/revoke/").status_code == 302
    assert Client().get(link_path(link)).status_code == 404
    assert link_path(link) not in client.get(f"/newsroom/story/{draft.pk}/change/").content.decode()


def test_making_and_ending_links_is_refused_to_others(log_in, link, content, newsroom):
    from newsroom.editing import start_story

    for name, status in (("other_reporter", 403), ("photo", 403), ("nobody", 403)):
        client = log_in(name)
        assert client.post(f"/story/{link.story_id}/links/", {"lifetime": "hour"}).status_code == status
        assert client.post(f"/story/{link.story_id}/links/{link.pk}/revoke/").status_code == status
    assert log_in("reporter").get(f"/story/{link.story_id}/links/").status_code == 405
    assert log_in("reporter").post(f"/story/{link.story_id}/links/", {"lifetime": "year"}).status_code == 422
    other = start_story(newsroom.reporter, content)
    assert log_in("reporter").post(f"/story/{other.pk}/links/{link.pk}/revoke/").status_code == 404
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1


def test_a_story_under_embargo_is_not_shared(log_in, draft):
    Story.objects.update(embargo_until=timezone.now() + timedelta(hours=1))
    assert log_in("chief").post(f"/story/{draft.pk}/links/", {"lifetime": "day"}).status_code == 422
    assert not PreviewLink.objects.exists()


def test_pictures_in_the_text_are_shown_from_private_storage(link, log_in, picture_file):
    client = log_in("reporter")
    client.post(
        f"/newsroom/story/{link.story_id}/change/", form_data(link.story) | {"picture_file": picture_file()}
    )
    number = Picture.objects.get().pk
    figure = f'<figure data-box="picture" data-picture="{number}" data-alt="ঘাট"></figure>'
    strange = '<figure data-box="picture" data-picture="99999"></figure>'
    story = Story.objects.get(pk=link.story_id)
    story.body, story.lead_picture = f"<p>ক</p>{figure}{strange}", None
    story.save()
    own = client.get(f"/story/{story.pk}/preview/framed/").content.decode()
    assert own.count("<figure") == 1
    assert f'src="/newsroom/picture/{number}/thumbnail/"' in own
    shared = Client().get(link_path(link)).content.decode()
    assert f'src="{link_path(link)}picture/{number}/"' in shared
    assert Client().get(f"{link_path(link)}picture/{number}/").status_code == 200


def test_a_preview_may_load_its_embeds_and_no_other_page_of_the_newsroom(link, log_in):
    story = Story.objects.get(pk=link.story_id)
    story.body = '<figure data-box="embed" data-url="https://www.youtube.com/watch?v=abcdefghijk"></figure>'
    story.save()
    client = log_in("reporter")
    for address in (f"/story/{story.pk}/preview/framed/", link_path(link)):
        assert (
            "frame-src 'self' https://www.youtube-nocookie.com;"
            in client.get(address)["Content-Security-Policy"]
        )
    assert "youtube" not in client.get(f"/newsroom/story/{story.pk}/change/")["Content-Security-Policy"]
