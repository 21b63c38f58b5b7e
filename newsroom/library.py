"""Finding pictures: what the library holds for one person, which stories show a picture, whose rights end."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.bengali.text import normalise
from newsroom.models import Picture, PictureUse, Story, User
from newsroom.models.picture import SEARCHED_AS, SEARCHED_FROM, searched_words
from newsroom.picture_rights import lapsed_live_uses
from newsroom.visibility import visible_pictures, visible_stories

PAGE_SIZE: Final = 48
COUNT_LIMIT: Final = 1000  # more are “more than a thousand”
SOON: Final = timedelta(days=14)  # rights that end within this are about to lapse
RECENT: Final = 3000  # pictures whose photographers are named to choose from
_MOST_WORDS: Final = 8
_FOLD: Final = str.maketrans(
    dict(zip(SEARCHED_FROM, [*SEARCHED_AS, *[""] * (len(SEARCHED_FROM) - len(SEARCHED_AS))], strict=True))
)

MINE, UNUSED, LAPSED, LAPSING, MISSING = "mine", "unused", "lapsed", "lapsing", "missing"
ONLY: Final = (MINE, UNUSED, LAPSED, LAPSING, MISSING)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. `only` is one of ONLY, `rights` one of Picture.Rights; empty: whatever it is."""

    words: str = ""
    photographer: str = ""
    rights: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A story that shows a picture: in its working copy, to readers, or both."""

    story: Story
    is_working: bool
    is_live: bool

    @property
    def awaits_approval(self) -> bool:
        """Readers still have the picture although the working copy no longer shows it."""
        return self.is_live and not self.is_working


@dataclass(frozen=True, slots=True)
class EndingUse:
    """A live story with a picture whose last day is past, or near."""

    story: Story
    picture: Picture
    is_lapsed: bool


def find_pictures(user: User, wanted: Wanted, today: date | None = None) -> QuerySet[Picture]:
    """The newest first, among those this user may know of. Every word must be said somewhere of the picture."""
    today = today or timezone.localdate()
    pictures = visible_pictures(user).select_related("uploaded_by").order_by("-pk")
    if words := folded_words(wanted.words):
        pictures = pictures.alias(said=searched_words())
        for word in words:
            pictures = pictures.filter(said__contains=word.upper())
    if wanted.photographer:
        pictures = pictures.filter(photographer=wanted.photographer)
    if wanted.rights:
        pictures = pictures.filter(rights=wanted.rights)
    return pictures.filter(_only(user, wanted.only, today)) if wanted.only else pictures


def folded_words(text: str) -> list[str]:
    """The words of a search, in the one spelling in which the index has them."""
    return normalise(text).translate(_FOLD).split()[:_MOST_WORDS]


def _only(user: User, only: str, today: date) -> Q:
    if only == MINE:
        return Q(uploaded_by=user)
    if only == UNUSED:
        return ~Q(Exists(PictureUse.objects.filter(picture=OuterRef("pk"))))
    if only == LAPSED:
        return lapsed(today)
    if only == LAPSING:
        return lapsing(today)
    if only == MISSING:
        return Q(caption="") | Q(credit="") | Q(rights="") | Q(alt="", decorative=False)
    return Q()


def lapsed(today: date, prefix: str = "") -> Q:
    """Pictures whose last day is past. `prefix` leads from another model to them."""
    return Q(**{f"{prefix}rights_until__lt": today})


def lapsing(today: date, prefix: str = "") -> Q:
    """Pictures whose last day is today or within SOON."""
    return Q(**{f"{prefix}rights_until__gte": today, f"{prefix}rights_until__lte": today + SOON})


def has_lapsed(picture: Picture, today: date | None = None) -> bool:
    """`lapsed` for one picture at hand."""
    return picture.rights_until is not None and picture.rights_until < (today or timezone.localdate())


def photographers(user: User, chosen: str = "") -> list[str]:
    """Whose pictures came lately, by name, for this user to choose from; and `chosen`, whenever that was.

    The names of RECENT pictures: asked of all, a large library would keep everybody waiting. A search finds the rest.
    """
    named = visible_pictures(user).exclude(photographer="").order_by("-pk")
    names = set(named.values_list("photographer", flat=True)[:RECENT])
    return sorted(names | {chosen} - {""})


def uses_of(user: User, picture: Picture) -> list[Use]:
    """The stories that show it, as far as this user may know of them; newest change first."""
    copies: dict[int, set[str]] = {}
    for story_id, copy in PictureUse.objects.filter(picture=picture).values_list("story_id", "copy"):
        copies.setdefault(story_id, set()).add(copy)
    stories = visible_stories(user).filter(pk__in=copies).select_related("section", "desk", "assignee")
    return [
        Use(
            story,
            is_working=PictureUse.Copy.WORKING in copies[story.pk],
            is_live=PictureUse.Copy.LIVE in copies[story.pk],
        )
        for story in stories.order_by("-changed_at", "-pk")
    ]


def ending_live_uses(user: User, today: date | None = None) -> list[EndingUse]:
    """Live stories of which readers see a picture whose rights ended or end within SOON; the longest ended first."""
    today = today or timezone.localdate()
    uses = (
        PictureUse.objects.filter(copy=PictureUse.Copy.LIVE, story__in=visible_stories(user))
        .filter(lapsed(today, "picture__") | lapsing(today, "picture__"))
        .select_related("picture", "story__section", "story__desk")
        .order_by("picture__rights_until", "picture_id", "story_id")
    )
    return [EndingUse(use.story, use.picture, has_lapsed(use.picture, today)) for use in uses[:COUNT_LIMIT]]


def count_lapsed(user: User) -> int:
    """How many live uses have ended rights; up to COUNT_LIMIT."""
    return lapsed_live_uses(user)[:COUNT_LIMIT].count()


def may_change_words(user: User, picture: Picture) -> bool:
    """Who keeps the library, and whoever brought the picture in: its words and its focal point."""
    return user.has_perm("newsroom.change_picture") or _is_own(user, picture)


def may_change_rights(user: User, picture: Picture) -> bool:
    """Who keeps the library. Whoever brought the picture in says once by what right; later it is not theirs."""
    return user.has_perm("newsroom.change_picture") or (_is_own(user, picture) and not picture.rights)


def may_replace(user: User) -> bool:
    """Whether this user may put another picture into every story that shows one."""
    return user.has_perm("newsroom.replace_picture") and user.has_perm("newsroom.change_story")


def _is_own(user: User, picture: Picture) -> bool:
    return picture.uploaded_by_id == user.pk and user.has_perm("newsroom.add_picture")
