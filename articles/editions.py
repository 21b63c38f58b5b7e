"""The number of the site's state, and the word that goes out with each new one."""

import json
from typing import Final

from django.db import connection, transaction
from django.db.models import F

from articles.models import Edition

CHANNEL: Final = "khobor_edition"


def next_edition() -> int:
    """The next number. From here to the commit no other publish can pass: keep what follows short."""
    Edition.objects.filter(pk=1).update(number=F("number") + 1)
    return Edition.objects.values_list("number", flat=True).get(pk=1)


def announce(edition: int, **what: object) -> None:
    """Tell every site process, at the moment of the commit, which edition is now live and what changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"edition": edition} | what)])


def announce_reference(model: str, slug: str) -> int:
    """A section, topic or contributor was changed or deleted: pages say its name at once. Returns the edition."""
    require_transaction()
    edition = next_edition()
    announce(edition, reference=model, slug=slug)
    return edition


def require_transaction() -> None:
    """Refuse to publish outside the transaction that records it."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "Publishing happens inside the transaction that records it."
        )
