"""The front without scripts: a button for each move, and a page with a plain form for each place."""

import re
from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.models.reference import PUBLIC_ID_PATTERN
from articles.placing import RELATED
from articles.templatetags.bengali import digits
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.errors import ForbiddenError, Problem, WorkflowError
from newsroom.fronts.candidates import candidates
from newsroom.fronts.drafts import redo_layout, save_layout, undo_layout
from newsroom.fronts.errors import FrontConflictError
from newsroom.fronts.layout import FrontLayout, LayoutError, Slot, layout_json, named_slots
from newsroom.fronts.locks import take_over_front_lock
from newsroom.fronts.moves import MOVES, fill_slot, move_slot, slot_names
from newsroom.models import FrontDraft, User
from newsroom.numbers import whole_number
from newsroom.picture_choice import PictureChoiceField
from newsroom.screens.front import front_address, get_draft, show_front
from newsroom.screens.front_board import Board
from newsroom.visibility import visible_pictures

CHANGE: Final = "newsroom.change_frontdraft"
_ADDRESS: Final = re.compile(rf"(?:^|/)({PUBLIC_ID_PATTERN})(?:[/?#].*)?$", re.ASCII)
_LISTED: Final = 60  # of the newest stories in the list


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    def post(route: str, view: Callable[..., HttpResponse], name: str) -> Any:
        return path(f"front/<int:draft_id>/{route}/", wrap(require_POST(view)), name=f"newsroom_front_{name}")

    return [
        post("do", do_view, "do"),
        post("travel", travel_view, "travel"),
        post("take-over", take_over_view, "take_over_plain"),
        path("front/<int:draft_id>/slot/<str:place>/", wrap(slot_view), name="newsroom_front_slot"),
    ]


def do_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    """One move: `do` says which, and of what ("up:top-2", "block-hide:world")."""
    draft = get_draft(request, draft_id, CHANGE)
    verb, _colon, place = request.POST.get("do", "").partition(":")
    board = Board(draft)
    if verb in {"edit", "choose"} and place in slot_names(board.layout):
        return HttpResponseRedirect(reverse("admin:newsroom_front_slot", args=[draft.pk, place]))
    if verb == "keep":
        layout = fill_slot(board.layout, place, Slot(story=board.filling.get(place, "")))
    elif verb in MOVES:
        layout = MOVES[verb](board.layout, place)
    else:
        return show_front(request, draft, refusal=_("That was not understood"), status=422)
    return _save(request, draft, layout) or _back(draft, place)


def travel_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Undo, or redo (`way`)."""
    draft = get_draft(request, draft_id, CHANGE)
    go = redo_layout if request.POST.get("way") == "redo" else undo_layout
    try:
        go(draft.pk, staff_user(request), seen_version=_seen(request), token="")
    except WorkflowError as error:
        return refuse(request, draft, error)
    return HttpResponseRedirect(front_address(draft))


def take_over_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    draft = get_draft(request, draft_id, CHANGE)
    try:
        take_over_front_lock(draft.pk, staff_user(request), "")
    except ForbiddenError as error:
        return refuse(request, draft, error)
    messages.success(request, _("The front is yours now."))
    return HttpResponseRedirect(front_address(draft))


def refuse(request: HttpRequest, draft: FrontDraft, error: WorkflowError) -> HttpResponse:
    """The screen as it is now, and why this was not done."""
    status = (
        403 if isinstance(error, ForbiddenError) else 409 if isinstance(error, FrontConflictError) else 422
    )
    problems = error.problems if isinstance(error, LayoutError) else ()
    fresh = get_draft(request, draft.pk)
    return show_front(request, fresh, refusal=str(error.message), problems=problems, status=status)


class SlotForm(forms.Form):
    """What stands in one place, and how. A story is chosen from the list or given by its address."""

    story = forms.ChoiceField(label=gettext_lazy("Story"), required=False)
    address = forms.CharField(
        label=gettext_lazy("Or its address"),
        help_text=gettext_lazy("The address of its page, or the eight letters and digits at the end of it."),
        max_length=300,
        required=False,
    )
    place = forms.ChoiceField(label=gettext_lazy("Place"))
    headline = forms.CharField(
        label=gettext_lazy("Headline for this place"),
        help_text=gettext_lazy("Empty: the story’s own headline."),
        max_length=1000,
        required=False,
    )
    picture = PictureChoiceField(None, label=gettext_lazy("Picture for this place"), required=False)
    until = forms.DateTimeField(
        label=format_lazy(gettext_lazy("Until ({place})"), place=settings.KHOBOR_PLACE),
        help_text=gettext_lazy("Then the place fills itself again. Empty: as long as it stands."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
    )
    yields = forms.BooleanField(label=gettext_lazy("Yields to a newer story"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, board: Board, user: User, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slot = dict(named_slots(board.layout, hidden=True))[place]
        listed = {one.public_id: one.headline for one in _stories(user, board)}
        if slot.story:
            listed = {slot.story: board.headline_of(slot.story)} | listed
        self._choices("story", [("", _("Automatic: the newest"))], listed)
        self._choices("place", [], {name: board.name_of(name) for name in slot_names(board.layout)})
        for number in range(RELATED):
            label = format_lazy(gettext_lazy("Related story {number}"), number=digits(number + 1))
            self.fields[f"related_{number}"] = forms.ChoiceField(label=label, required=False)
            chosen = slot.related[number] if number < len(slot.related) else ""
            kept = {chosen: board.headline_of(chosen)} if chosen else {}
            self._choices(f"related_{number}", [("", "—")], kept | listed)
        picture = self.fields["picture"]
        assert isinstance(picture, PictureChoiceField)
        picture.choose_from(visible_pictures(user), self.data.get("picture") or slot.picture)

    def _choices(self, name: str, first: list[tuple[str, str]], listed: dict[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*first, *listed.items()]

    def clean_address(self) -> str:
        text: str = self.cleaned_data["address"].strip()
        if not text:
            return ""
        found = _ADDRESS.search(text)
        if not found:
            raise forms.ValidationError(_("This is no address of a story of ours."))
        return found[1]

    def slot(self, before: Slot) -> Slot:
        data = self.cleaned_data
        related = [data[f"related_{number}"] for number in range(RELATED)]
        picture = data["picture"]
        return Slot(
            story=data["address"] or data["story"],
            headline=data["headline"],
            picture=picture.pk if picture else None,
            until=data["until"],
            yields=data["yields"],
            since=before.since,
            related=tuple(dict.fromkeys(filter(None, related))),
        )

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """What the layout's own rules found, at the field that it is about."""
        for problem in problems:
            name = problem.field.partition(".")[2].replace("related-", "related_")
            if name.startswith("related_"):
                name = f"related_{int(name[8:]) - 1}"
            if name == "story" and self.cleaned_data.get("address"):
                name = "address"
            self.add_error(name if name in self.fields else None, str(problem.message))


def slot_view(request: HttpRequest, draft_id: int, place: str) -> HttpResponse:
    """The plain form of one place. What was typed stays in it, whatever is refused."""
    draft = get_draft(request, draft_id, CHANGE)
    user, board = staff_user(request), Board(draft)
    slot = dict(named_slots(board.layout, hidden=True)).get(place)
    if slot is None:
        raise Http404
    form = SlotForm(
        request.POST if request.method == "POST" else None,
        board=board,
        user=user,
        place=place,
        initial=_initial(slot, place, draft),
    )
    if request.method != "POST":
        return _show(request, board, place, form)
    if not form.is_valid():
        return _show(request, board, place, form, status=422)
    layout = fill_slot(board.layout, place, form.slot(slot))
    layout = move_slot(layout, place, form.cleaned_data["place"])
    try:
        save_layout(draft.pk, user, layout_json(layout), seen_version=form.cleaned_data["version"], token="")
    except LayoutError as error:
        form.show_problems(error.problems)
        return _show(request, board, place, form, status=422)
    except WorkflowError as error:
        form.add_error(None, str(error.message))
        # Both are shown; sent again, this one is what was meant.
        form.data = data = request.POST.copy()
        data["version"] = str(draft.version)
        return _show(request, board, place, form, status=409, is_newer=True)
    messages.success(request, _("The place is saved."))
    return _back(draft, form.cleaned_data["place"])


def _initial(slot: Slot, place: str, draft: FrontDraft) -> dict[str, Any]:
    related = {f"related_{number}": story for number, story in enumerate(slot.related)}
    return related | {
        "story": slot.story,
        "place": place,
        "headline": slot.headline,
        "picture": slot.picture,
        "until": timezone.localtime(slot.until) if slot.until else None,
        "yields": slot.yields,
        "version": draft.version,
    }


def _show(
    request: HttpRequest,
    board: Board,
    place: str,
    form: SlotForm,
    *,
    status: int = 200,
    is_newer: bool = False,
) -> HttpResponse:
    row = next(row for row in [*board.top, *(r for b in board.blocks for r in b.slots)] if row.place == place)
    context = newsroom_site.each_context(request) | {
        "title": row.name,
        "form": form,
        "row": row,
        "is_newer": is_newer,
        "back": front_address(board.draft),
        "plain_fields": [
            form[name] for name in ("story", "address", "place", "headline", "picture", "until")
        ],
        "related_fields": [form[f"related_{number}"] for number in range(RELATED)],
    }
    return render(request, "newsroom/front_slot.html", context, status=status)


def _stories(user: User, board: Board) -> list[Any]:
    return candidates(user, section=board.draft.section, within="", limit=_LISTED)


def _save(request: HttpRequest, draft: FrontDraft, layout: FrontLayout) -> HttpResponse | None:
    """Save a layout made from the working copy as it is now; an answer if that was refused."""
    try:
        save_layout(draft.pk, staff_user(request), layout_json(layout), seen_version=_seen(request), token="")
    except WorkflowError as error:
        return refuse(request, draft, error)
    return None


def _seen(request: HttpRequest) -> int:
    seen = whole_number(request.POST.get("version", ""))
    return -1 if seen is None else seen


def _back(draft: FrontDraft, place: str) -> HttpResponse:
    known = re.fullmatch(r"[a-z0-9-]{1,60}", place)
    kind = "slot" if known and place[-1].isdigit() and "-" in place else "block"
    return HttpResponseRedirect(f"{front_address(draft)}#{kind}-{place}" if known else front_address(draft))
