"""Who may do what, on the record: every change of somebody's groups, account or desks, and of a desk's rules."""

from typing import Any

from newsroom.models import Desk, RecordEntry, User
from newsroom.record import write_record


def rights_of(user: User) -> dict[str, Any]:
    """A person's rights as the database has them now, as plain JSON values."""
    user = User.objects.get(pk=user.pk)
    return {
        "is_active": user.is_active,
        "is_staff": user.is_staff,
        "is_superuser": user.is_superuser,
        "groups": sorted(user.groups.values_list("name", flat=True)),
        "desks": sorted(user.desks.values_list("name", flat=True)),
    }


def record_rights(actor: User, subject: User, before: dict[str, Any]) -> None:
    """Record what changed of `subject` since `before` (empty for a new account); nothing if nothing did."""
    after = rights_of(subject)
    changed = [key for key in after if after[key] != before.get(key)]
    if changed:
        write_record(
            RecordEntry.Kind.RIGHTS,
            actor,
            subject=subject,
            verb="rights" if before else "account",
            before={key: before[key] for key in changed if key in before},
            after={key: after[key] for key in changed},
        )


def rules_of(desk: Desk) -> dict[str, Any]:
    """What holds on a desk, beside its people."""
    desk = Desk.objects.get(pk=desk.pk)
    return {
        "four_eyes": desk.four_eyes,
        "sections": sorted(desk.sections.values_list("slug", flat=True)),
        "checks": dict(desk.checks.order_by("check_key").values_list("check_key", "level")),
    }


def record_rules(actor: User, desk: Desk, before: dict[str, Any]) -> None:
    """Record what changed of a desk's rules since `before`; nothing if nothing did."""
    after = rules_of(desk)
    changed = [key for key in after if after[key] != before.get(key)]
    if changed:
        write_record(
            RecordEntry.Kind.RIGHTS,
            actor,
            verb="desk",
            text=desk.name,
            before={key: before[key] for key in changed if key in before},
            after={key: after[key] for key in changed},
        )
