"""Share links: a signed address that shows the working copy to somebody without an account, for a while.

The address opens nothing that is under embargo or restricted, whenever that was said: it is asked at every opening.
"""

from datetime import datetime, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.errors import BlockedError, ForbiddenError, Problem
from newsroom.models import PreviewLink, RecordEntry, Story, User
from newsroom.record import write_record
from newsroom.visibility import is_on_desk, may_see

LIFETIMES: Final[dict[str, tuple[timedelta, str | Promise]]] = {
    "hour": (timedelta(hours=1), _("1 hour")),
    "day": (timedelta(days=1), _("1 day")),
    "week": (timedelta(days=7), _("7 days")),
}
_SIGNER: Final = Signer(salt="newsroom.links", sep="~")


def may_share(user: User, story: Story) -> bool:
    """The story's assignee, and the editors of its desk."""
    if not user.is_active or not user.has_perm("newsroom.change_story") or not may_see(user, story):
        return False
    if story.assignee_id == user.pk:
        return True
    return user.has_perm("newsroom.edit_any_story") and is_on_desk(user, story)


def check_shareable(story: Story) -> list[Problem]:
    """What keeps a story from everybody outside, whatever link they have."""
    if story.restricted:
        return [Problem("lifetime", _("A restricted story is not shown outside."))]
    if story.embargo_until and story.embargo_until > timezone.now():
        return [Problem("lifetime", _("A story under embargo is not shown outside."))]
    return []


@transaction.atomic
def make_link(story_id: int, user: User, lifetime: str) -> PreviewLink:
    """A new link that lives for one of LIFETIMES. On the record. Raises ForbiddenError and BlockedError."""
    from newsroom.workflow import lock_story

    story = lock_story(story_id)
    if not may_share(user, story):
        raise ForbiddenError(_("You may not share this story."))
    problems = check_shareable(story)
    if lifetime not in LIFETIMES:
        problems.append(Problem("lifetime", _("Choose how long it lives.")))
    if problems:
        raise BlockedError(_("This story cannot be shared:"), tuple(problems))
    now = timezone.now()
    link = PreviewLink.objects.create(
        story=story, created_by=user, created_at=now, expires_at=now + LIFETIMES[lifetime][0]
    )
    _record(link, user, "share")
    return link


@transaction.atomic
def revoke_link(link: PreviewLink, user: User) -> None:
    """End a link at once; nothing happens to one that was revoked already. On the record. Raises ForbiddenError."""
    if not may_share(user, link.story):
        raise ForbiddenError(_("You may not share this story."))
    ended = PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
    if ended:
        _record(link, user, "revoke")


def standing_links(story: Story) -> QuerySet[PreviewLink]:
    """The links that would open now, were the story neither restricted nor under embargo."""
    return story.preview_links.filter(_stands(timezone.now())).select_related("created_by")


def link_path(link: PreviewLink) -> str:
    """The address in the newsroom's process: /preview/<token>/."""
    return reverse("admin:newsroom_shared_preview", args=[token_of(link)])


def token_of(link: PreviewLink) -> str:
    """The same every time, so that it can be shown again; bound to the row and to the second it ends."""
    return _SIGNER.sign(f"{link.pk}-{int(link.expires_at.timestamp())}")


def open_link(token: str) -> PreviewLink:
    """The link of a token, with its story, if it shows anything now.

    Raises PreviewLink.DoesNotExist for a token that is wrong, expired or revoked, for one whose maker has no
    account any more, and for every story that is under embargo or restricted.
    """
    try:
        pk, _dash, ends = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        raise PreviewLink.DoesNotExist from None
    now = timezone.now()
    shown = Q(story__restricted=False) & (Q(story__embargo_until=None) | Q(story__embargo_until__lte=now))
    link = (
        PreviewLink.objects.filter(_stands(now), shown, created_by__is_active=True)
        .select_related("story__section", "story__lead_picture")
        .get(pk=pk)
    )
    if str(int(link.expires_at.timestamp())) != ends:
        raise PreviewLink.DoesNotExist
    return link


def _stands(now: datetime) -> Q:
    return Q(revoked_at=None, expires_at__gt=now)


def _record(link: PreviewLink, user: User, verb: str) -> None:
    write_record(
        RecordEntry.Kind.LINK,
        user,
        story=link.story,
        verb=verb,
        link=link.pk,
        expires=link.expires_at.isoformat(),
    )
