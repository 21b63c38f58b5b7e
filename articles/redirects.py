"""Addresses that moved. Asked for only where nothing else answers, so that no page waits for it."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.http import QueryDict

from articles.editions import announce, next_edition, require_transaction
from articles.models import Redirect

# A path of this site as browsers understand one: not //host, nor /\host, which they take for another site.
_OUR_PATH: Final = re.compile(r"/(?![/\\])[^\s\\?#]*")
_KEPT: Final = {"page": re.compile(r"[1-9][0-9]{0,3}", re.ASCII), "lite": re.compile(r"[01]")}


def move_addresses(moved: Iterable[tuple[str, str]], at: datetime) -> int:
    """Lead readers from each old path to the new one. Returns the edition; runs in its caller's transaction.

    What led to an old path leads to the new one at once, so that nobody is sent on twice; and nothing leads away from
    a path that has something now, so that nobody is sent round. Raises ValueError for what is no path of this site.
    """
    require_transaction()
    for old, new in moved:
        if not (_OUR_PATH.fullmatch(old) and _OUR_PATH.fullmatch(new)):
            raise ValueError(f"{old} → {new}")
        Redirect.objects.filter(path=new).delete()
        if old == new:
            continue
        Redirect.objects.filter(target=old).update(target=new)
        Redirect.objects.update_or_create(path=old, defaults={"target": new, "made_at": at})
    edition = next_edition()
    announce(edition, moved=True)
    return edition


def add_addresses(paths: Iterable[str], target: str, at: datetime) -> list[str]:
    """Lead readers from each of `paths` to `target`; where one leads elsewhere already, that stays, and it is returned.

    For addresses that this site never had; the edition is the caller's. Raises ValueError for what is no path.
    """
    require_transaction()
    wanted = [path for path in dict.fromkeys(paths) if path != target]
    if odd := [path for path in (*wanted, target) if not _OUR_PATH.fullmatch(path)]:
        raise ValueError(odd[0])
    taken = dict(Redirect.objects.filter(path__in=wanted).values_list("path", "target"))
    Redirect.objects.bulk_create(
        Redirect(path=path, target=target, made_at=at) for path in wanted if path not in taken
    )
    return [path for path, led in taken.items() if led != target]


def is_path(text: str) -> bool:
    """Whether this is a path of this site as browsers understand one, and short enough to be kept."""
    return len(text) <= 500 and bool(_OUR_PATH.fullmatch(text))


def lead_on(gone: str, new: str) -> None:
    """What led to the path `gone` leads to `new`: in one step, though the address itself finds its own way there."""
    Redirect.objects.filter(target=gone).update(target=new)


def new_address(path: str, query: QueryDict) -> str | None:
    """Where what was at `path` is now, with the number of the page and the form that `query` asks for; None if it
    never moved. One query."""
    row = Redirect.objects.filter(path=path).first() if len(path) <= 500 and "\0" not in path else None
    if row is None or not _OUR_PATH.fullmatch(row.target):
        return None
    kept = "&".join(
        f"{name}={value}"
        for name, form in _KEPT.items()
        if (value := query.get(name)) and form.fullmatch(value)
    )
    return f"{row.target}?{kept}" if kept else row.target


def holds_redirect(path: str) -> str | None:
    """Where readers of `path` are led; None if nothing was there. An address that leads somewhere is not free."""
    return Redirect.objects.filter(path=path).values_list("target", flat=True).first()
