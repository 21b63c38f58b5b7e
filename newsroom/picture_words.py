"""What is said of a picture in the library: taken in with it, asked for, changed, and its rights on the record."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from newsroom.errors import ConflictError, ForbiddenError, Problem
from newsroom.library import may_change_rights, may_change_words
from newsroom.models import Picture, RecordEntry, User
from newsroom.pictures import DecodedPicture, is_photographic, store_picture
from newsroom.record import write_record
from newsroom.renditions import request_renditions
from newsroom.visibility import visible_pictures

WORDS: Final = ("caption", "alt", "decorative", "credit", "photographer", "place", "taken_at", "people")
RIGHTS: Final = ("rights", "rights_until", "licence_url")
FOCUS: Final = ("focus_x", "focus_y")
# What every picture of one upload may share.
SHARED: Final = ("credit", "photographer", "place", "people", *RIGHTS)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A picture that was sent. `was_known`: the library had this very file already, and its words stay as they are."""

    picture: Picture
    was_known: bool


def missing_words(picture: Picture) -> list[Problem]:
    """What a picture still lacks, by name. Rights and caption are asked for, not demanded."""
    found = []
    if not picture.caption:
        found.append(Problem("caption", _("caption")))
    if not picture.alt and not picture.decorative:
        found.append(Problem("alt", _("alternative text")))
    if not picture.credit:
        found.append(Problem("credit", _("credit")))
    if not picture.rights:
        found.append(Problem("rights", _("picture rights")))
    return found


def word_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What cannot be kept like this; of `values` only what is given is looked at."""
    found = []
    if "credit" in values and not values["credit"]:
        found.append(Problem("credit", _("Say whose picture it is.")))
    if "alt" in values and not values["alt"] and not values.get("decorative"):
        found.append(Problem("alt", _("Describe the picture, or mark it as decorative.")))
    if (taken_at := values.get("taken_at")) and not is_photographic(taken_at):
        found.append(Problem("taken_at", _("No picture was taken then. Look at the date.")))
    return found + rights_problems(values)


def rights_problems(values: Mapping[str, Any]) -> list[Problem]:
    """A licence has a last day, a free licence an address where it can be read."""
    if values.get("rights") == Picture.Rights.LICENSED and not values.get("rights_until"):
        return [Problem("rights_until", _("Until which day may it be printed?"))]
    if values.get("rights") == Picture.Rights.FREE and not values.get("licence_url"):
        return [Problem("licence_url", _("Give the address of the licence."))]
    return []


def tidy_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """As they are stored: one spelling, one line, and no end or licence that the rights do not have."""
    kept = {
        name: " ".join(normalise(value).split()) if isinstance(value, str) else value
        for name, value in values.items()
    }
    if "rights" in kept:
        if kept["rights"] != Picture.Rights.LICENSED:
            kept["rights_until"] = None
        if kept["rights"] != Picture.Rights.FREE:
            kept["licence_url"] = ""
    if kept.get("decorative"):
        kept["alt"] = ""
    return kept


def take_in(decoded: DecodedPicture, content: bytes, user: User, words: Mapping[str, Any]) -> TakenIn:
    """Take a decoded file into the library with the words given (of WORDS and RIGHTS, and its `file_name`).

    Raises ValidationError for a file that only stories restricted to others show: nothing may be said of it.
    """
    known = known_picture(content)
    if known is None:
        given = {name: value for name, value in tidy_words(words).items() if value not in ("", None)}
        return TakenIn(store_picture(decoded, content, user, **given), was_known=False)
    check_may_know(user, known)
    return TakenIn(known, was_known=True)


def known_picture(content: bytes) -> Picture | None:
    """The picture whose file is exactly this one."""
    return Picture.objects.filter(sha256=hashlib.sha256(content).hexdigest()).first()


def check_may_know(user: User, picture: Picture) -> None:
    """Raise ValidationError, without saying why, for a file that is here and that this user must not find."""
    if not visible_pictures(user).filter(pk=picture.pk).exists():
        raise ValidationError(_("This file cannot be taken in. Please ask a chief editor."))


@transaction.atomic
def save_picture(picture_id: int, user: User, changes: Mapping[str, Any], *, seen: str = "") -> Picture:
    """Write `changes` (of WORDS, RIGHTS and FOCUS) into a picture; a change of rights goes on the record.

    `seen` is the `state_of` that the user began from, or empty for a change of single fields.
    Stories keep the words they have. Raises ForbiddenError, and ConflictError when somebody
    else changed the picture meanwhile.
    """
    picture = Picture.objects.select_for_update().get(pk=picture_id)
    if seen and seen != state_of(picture):
        raise ConflictError(
            _("Somebody changed this picture after you opened it. Your words are still here, unsaved.")
        )
    changed = {name: value for name, value in tidy_words(changes).items() if getattr(picture, name) != value}
    _check_allowed(user, picture, changed)
    before = {name: _plain(getattr(picture, name)) for name in RIGHTS}
    for name, value in changed.items():
        setattr(picture, name, value)
    if changed:
        picture.save(update_fields=list(changed))
    after = {name: _plain(getattr(picture, name)) for name in RIGHTS}
    if before != after:
        _record_rights(user, picture, before, after)
    if any(name in FOCUS for name in changed):
        request_renditions(picture)  # every crop is cut around it
    return picture


def state_of(picture: Picture) -> str:
    """A short mark of everything said of the picture: another one means that somebody changed something."""
    said = {name: _plain(getattr(picture, name)) for name in (*WORDS, *RIGHTS, *FOCUS)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _check_allowed(user: User, picture: Picture, changed: Mapping[str, Any]) -> None:
    if not may_change_words(user, picture):
        raise ForbiddenError(_("You may not change this picture."))
    if any(name in RIGHTS for name in changed) and not may_change_rights(user, picture):
        raise ForbiddenError(_("Only who keeps the library may change a picture's rights."))


def _record_rights(user: User, picture: Picture, before: dict[str, Any], after: dict[str, Any]) -> None:
    """By the picture's number alone: what it shows may belong to a restricted story."""
    changed = [name for name in RIGHTS if before[name] != after[name]]
    write_record(
        RecordEntry.Kind.PICTURE,
        user,
        verb="picture_rights",
        text=f"#{picture.pk}",
        picture=picture.pk,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
