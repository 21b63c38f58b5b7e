"""What the front's scripts say. {names} in braces are filled in by static/newsroom/front*.js."""

from django.utils.translation import gettext as _


def script_texts() -> dict[str, str]:
    return _saving() | _places() | _moving() | _tools()


def _saving() -> dict[str, str]:
    return {
        "saved": _("Everything is saved"),
        "saving": _("Saving…"),
        "typing": _("Not saved yet"),
        "offline": _("Not saved: no connection. The front is kept in this browser."),
        "unreachable": _(
            "Not saved: the newsroom does not answer. Trying again; the front is kept in this browser."
        ),
        "login": _("Not saved: please log in again in another tab, then come back. The front is kept here."),
        "conflict": _("Not saved: somebody else saved this front meanwhile."),
        "held": _("Somebody else is working on this front."),
        "problem": _("Not saved: "),
        "refused": _("Not saved: this front is not open to you."),
        "newer": _("This front was changed in another place."),
        "not_now": _("This waits until everything is saved."),
        "no_answer": _("The newsroom does not answer. Please try again in a moment."),
    }


def _places() -> dict[str, str]:
    return {
        "lead": _("Lead"),
        "slot": _("Place {number}"),
        "block_slot": _("{section}, place {number}"),
        "automatic": _("Automatic"),
        "unknown": _("a story that is not live any more"),
        "nothing": _("Nothing yet"),
        "until": _("until {when}"),
        "package": _("Package: {count} related"),
        "hide": _("Hide"),
        "show": _("Show"),
        "placed": _("Stands at: {place}"),
        "in_package": _("In the package of: {place}"),
        "looking": _("Choose a story for: {place}"),
        "no_story": _("No story is like that."),
        "order_only": _("Only the order of the sections differs."),
        "letters": _("{count} of {limit} letters"),
        "own_picture": _("A picture for this place alone."),
        "story_picture": _("The story’s own picture."),
        "no_picture": _("The story has no picture."),
    }


def _moving() -> dict[str, str]:
    return {
        "put": _("{story}: now at {place}."),
        "put_down": _("{story}: now at {place}; what stood there moved down."),
        "put_out": _("{story}: now at {place}. {gone} has no place any more."),
        "moved": _("{story}: now at {place}. {other} fills itself."),
        "swapped": _("{story}: now at {place}, and {swapped} at {other}."),
        "taken_out": _("{story} is taken out. {place} fills itself."),
        "changed": _("{place} is changed."),
        "block_moved": _("{section}: now {number} of {count}."),
        "block_shown": _("{section} is shown."),
        "block_hidden": _("{section} is not shown."),
        "nothing_changed": _("Nothing changed."),
        "picked_up": _("Picked up: {story}. Arrows choose a place, Enter puts it down, Escape lets it go."),
        "over": _("{place}: {story}"),
        "over_block": _("{number} of {count}"),
        "let_go": _("Let go: {story}. Nothing changed."),
    }


def _tools() -> dict[str, str]:
    return {
        "do_up": _("Move up: {story} ({place})"),
        "do_down": _("Move down: {story} ({place})"),
        "do_edit": _("Change: {story} ({place})"),
        "do_out": _("Take out: {story} ({place})"),
        "do_choose": _("Choose a story ({place})"),
        "do_keep": _("Keep here: {story} ({place})"),
        "do_pick": _("Pick up: {story}"),
        "do_pick_slot": _("Pick up: {story} ({place})"),
        "do_place": _("Place on the front: {story}"),
        "do_related_up": _("Move up: {story}"),
        "do_related_down": _("Move down: {story}"),
        "do_related_out": _("Take out of the package: {story}"),
        "do_related_add": _("Add to the package: {story}"),
    }
