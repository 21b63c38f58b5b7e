"""Share links: who makes and ends them, and the stories that no link ever shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.desks import set_visibility
from newsroom.errors import BlockedError, ForbiddenError
from newsroom.links import make_link, open_link, revoke_link, standing_links, token_of
from newsroom.models import Desk, PreviewLink, RecordEntry, Story
from newsroom.scheduling import set_embargo


@pytest.fixture
def link(draft, newsroom):
    return make_link(draft.pk, newsroom.reporter, "day")


def opens(link):
    try:
        return open_link(token_of(link)).story.pk == link.story_id
    except PreviewLink.DoesNotExist:
        return False


def test_a_link_shows_its_story(link):
    assert opens(link)
    assert token_of(link) == token_of(PreviewLink.objects.get())


@pytest.mark.parametrize(("lifetime", "hours"), [("hour", 1), ("day", 24), ("week", 168)])
def test_a_link_lives_as_long_as_was_said(draft, newsroom, lifetime, hours):
    link = make_link(draft.pk, newsroom.editor, lifetime)
    assert link.expires_at - link.created_at == timedelta(hours=hours)


@pytest.mark.parametrize("lifetime", ["", "year", "0"])
def test_there_is_no_other_lifetime(draft, newsroom, lifetime):
    with pytest.raises(BlockedError):
        make_link(draft.pk, newsroom.reporter, lifetime)


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody"])
def test_only_the_assignee_and_editors_of_the_desk_share(draft, newsroom, link, name):
    with pytest.raises(ForbiddenError):
        make_link(draft.pk, getattr(newsroom, name), "day")
    with pytest.raises(ForbiddenError):
        revoke_link(link, getattr(newsroom, name))
    assert opens(link)


def test_an_editor_of_another_desk_does_not_share(draft, newsroom):
    newsroom.editor.desks.set([Desk.objects.create(name="ক্রীড়া ডেস্ক")])
    with pytest.raises(ForbiddenError):
        make_link(draft.pk, newsroom.editor, "day")


def test_a_revoked_link_opens_nothing(link, newsroom):
    revoke_link(link, newsroom.editor)
    assert not opens(link)
    assert not standing_links(link.story).exists()


def test_revoking_twice_is_recorded_once(link, newsroom):
    revoke_link(link, newsroom.editor)
    revoke_link(link, newsroom.reporter)
    entries = RecordEntry.objects.filter(kind=RecordEntry.Kind.LINK).order_by("id")
    assert [(entry.verb, entry.actor) for entry in entries] == [
        ("share", newsroom.reporter),
        ("revoke", newsroom.editor),
    ]


def test_an_expired_link_opens_nothing(link):
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not opens(PreviewLink.objects.get())


def test_a_token_ends_when_it_was_signed_to_end(link):
    token = token_of(link)
    PreviewLink.objects.update(expires_at=timezone.now() + timedelta(days=300))
    with pytest.raises(PreviewLink.DoesNotExist):
        open_link(token)


@pytest.mark.parametrize("token", ["", "1", "1-1~x", "~", "0~", "খবর", "1" * 500, "\x00"])
def test_a_wrong_token_opens_nothing(link, token):
    with pytest.raises(PreviewLink.DoesNotExist):
        open_link(token)


def test_a_changed_token_opens_nothing(link):
    token = token_of(link)
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), f"9{token}", token.replace("-", "-9")):
        with pytest.raises(PreviewLink.DoesNotExist):
            open_link(forged)


def test_the_link_of_a_closed_account_opens_nothing(link, newsroom):
    newsroom.reporter.is_active = False
    newsroom.reporter.save()
    assert not opens(link)


def test_a_story_under_embargo_is_never_shown(link, newsroom):
    set_embargo(link.story_id, newsroom.editor, timezone.now() + timedelta(hours=2))
    assert not opens(link)
    with pytest.raises(BlockedError):
        make_link(link.story_id, newsroom.chief, "day")
    set_embargo(link.story_id, newsroom.editor, None)
    assert opens(link)


def test_an_embargo_that_is_over_hides_nothing(link):
    Story.objects.update(embargo_until=timezone.now() - timedelta(seconds=1))
    assert opens(link)


def test_a_restricted_story_is_never_shown(link, newsroom):
    set_visibility(link.story_id, newsroom.reporter, restricted=True, insiders=[newsroom.editor])
    assert not opens(link)
    for insider in (newsroom.reporter, newsroom.editor):
        with pytest.raises(BlockedError):
            make_link(link.story_id, insider, "day")
    with pytest.raises(ForbiddenError):
        make_link(link.story_id, newsroom.chief, "day")
