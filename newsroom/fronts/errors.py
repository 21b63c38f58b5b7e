"""What can stand in the way of working on a front, beside what it may not hold (layout.LayoutError)."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.errors import ConflictError
from newsroom.models import FrontDraft


class FrontConflictError(ConflictError):
    """The front is not what the user saw. `draft` is what it is now, so that both can be shown (409)."""

    def __init__(self, draft: FrontDraft, message: str | Promise = "") -> None:
        super().__init__(
            message or _("The front changed since you opened it. Look at it again, then decide.")
        )
        self.draft = draft


class FrontLockedError(FrontConflictError):
    """Somebody else is working on it. `was_taken`: he or she took the lock from the very tab that asks."""

    def __init__(self, draft: FrontDraft, *, was_taken: bool) -> None:
        words = _("{name} took over this front.") if was_taken else _("{name} is working on this front.")
        super().__init__(draft, format_lazy(words, name=draft.holder))
        self.was_taken = was_taken
