"""What of the ticker readers do not have yet, in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.bengali.text import cut
from articles.models import TickerLine, TickerSetup
from articles.snapshot import TickerEntry, TickerFilling
from newsroom.ticker import filling_of, standing_lines, ticker_setup

_SHOWN = 60  # letters of a line


def unpublished_changes() -> bool:
    """Whether readers' ticker differs from what publishing now would make it."""
    return bool(differences(timezone.now()))


def differences(now: datetime) -> list[str]:
    """Each line that readers would get, lose, or get otherwise, then the order, then what comes by itself."""
    own, public = standing_lines(now), public_lines(now)
    said = [_line_words(_("New: %(line)s"), line) for line in own if _key(line) not in _keys(public)]
    said += [_line_words(_("Gone: %(line)s"), line) for line in public if _key(line) not in _keys(own)]
    before = {_key(line): line for line in public}
    both = [line for line in own if _key(line) in before]
    said += [
        _line_words(_("Changed: %(line)s"), line)
        for line in both
        if _comparable(line, now) != _comparable(before[_key(line)], now)
    ]
    kept = [_key(line) for line in public if _key(line) in _keys(own)]
    if list(dict.fromkeys(_key(line) for line in both)) != list(dict.fromkeys(kept)):
        said.append(_("The lines are in another order."))
    if not said and len(own) != len(public):
        said.append(_("A line stands more than once."))
    if _filling(filling_of(ticker_setup())) != _filling(public_filling()):
        said.append(_("Other lines come by themselves."))
    return said


def public_lines(now: datetime) -> list[TickerEntry]:
    """The written lines that readers have, or will have at their time."""
    rows = TickerLine.objects.filter(ends_at__gt=now).order_by("-breaking", "position", "id")
    return [
        TickerEntry(row.text, row.article_id or "", row.breaking, row.ends_at, row.starts_at) for row in rows
    ]


def public_filling() -> TickerFilling:
    setup = TickerSetup.objects.filter(pk=1).first()
    return TickerFilling(tuple(setup.sections), setup.length) if setup else TickerFilling()


def is_public(line: TickerEntry, public: Sequence[TickerEntry], now: datetime) -> bool:
    """Whether readers have exactly this line."""
    return _comparable(line, now) in [_comparable(one, now) for one in public]


def _key(line: TickerEntry) -> tuple[str, str]:
    return (line.text, line.public_id)


def _keys(lines: Sequence[TickerEntry]) -> set[tuple[str, str]]:
    return {_key(line) for line in lines}


def _comparable(line: TickerEntry, now: datetime) -> tuple[Any, ...]:
    """A beginning that is over makes no difference."""
    starts = line.starts_at if line.starts_at and line.starts_at > now else None
    return (*_key(line), line.breaking, starts, line.ends_at)


def _filling(filling: TickerFilling) -> tuple[Any, ...]:
    """Without a length it does not matter of which sections nothing comes."""
    return (filling.length, sorted(filling.sections) if filling.length else [])


def _line_words(words: str, line: TickerEntry) -> str:
    return words % {"line": cut(line.text, _SHOWN)}
