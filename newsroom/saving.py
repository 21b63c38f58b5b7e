"""What the story form sent, as content: read, saved, and turned back into what a form would send."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from newsroom.byline_forms import byline_formset
from newsroom.content import StoryContent
from newsroom.editing import save_story, set_slug_line, start_story
from newsroom.errors import Problem
from newsroom.forms import StoryForm
from newsroom.locks import acquire_lock, story_begun_in
from newsroom.models import Story, User
from newsroom.translations import Chosen, set_translation

_PLAIN_FIELDS: Final = (
    "language",
    "kicker",
    "headline",
    "standfirst",
    "body",
    "dateline",
    "source_credit",
    "sign_off",
)
_TOKEN: Final = re.compile(r"[A-Za-z0-9]{8,32}")


@dataclass(frozen=True, slots=True)
class Sent:
    """The form and the byline's rows as they were sent."""

    form: StoryForm
    byline: Any

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.byline.is_valid()])

    @property
    def seen_version(self) -> int:
        """The version the writer began from; 0, which no saved story has, when the form says none."""
        return getattr(self.form, "cleaned_data", {}).get("version") or 0

    def content(self, user: User) -> StoryContent:
        return self.form.content(self.byline.refs(self.form.cleaned_data["language"]), user)

    @property
    def slug_line(self) -> str | None:
        """The desk's name for the story; None from a page that does not ask for it."""
        return self.form.cleaned_data["slug_line"] if "slug_line" in self.form.data else None

    @property
    def chosen(self) -> Chosen | None:
        """Which story this one translates; None from a page that does not ask."""
        is_asked = "translation_of" in self.form.data and "translation_of" in self.form.fields
        return Chosen(self.form.cleaned_data["translation_of"]) if is_asked else None

    def problems(self) -> list[Problem]:
        """What is wrong, field by field."""
        found = [Problem(name, str(errors[0])) for name, errors in self.form.errors.items() if errors]
        if self.byline.total_error_count():
            rows = [error for row in self.byline.errors for messages in row.values() for error in messages]
            found.append(Problem("byline", str((rows or self.byline.non_form_errors() or [""])[0])))
        return found


def read_sent(request: HttpRequest, story: Story, *, is_typing: bool = False) -> Sent:
    """Read the form in `request`. Validating writes the form's words into `story`: hand in one to throw away.

    With `is_typing` somebody is still at it: files wait, and a half typed name is no mistake yet.
    """
    from newsroom.admin.site import newsroom_site, staff_user  # the admin's own pages import this module

    files = None if is_typing else request.FILES
    form = StoryForm(request.POST, files, instance=story, admin_site=newsroom_site, user=staff_user(request))
    return Sent(form, byline_formset(story, request.POST, is_typing=is_typing))


def read_token(request: HttpRequest) -> str:
    """The name the browser's tab gave itself, or nothing."""
    token = request.POST.get("tab", "")
    return token if _TOKEN.fullmatch(token) else ""


def save_sent(
    story: Story,
    user: User,
    content: StoryContent,
    *,
    seen_version: int,
    token: str,
    slug_line: str | None = None,
    chosen: Chosen | None = None,
) -> Story:
    """Save into `story`, or begin it. A tab that repeats the beginning because it got no answer finds its draft."""
    saved = _save_words(story, user, content, seen_version, token)
    if slug_line is not None:
        saved = set_slug_line(saved.pk, user, slug_line)
    return set_translation(saved.pk, user, chosen.original) if chosen else saved


def _save_words(story: Story, user: User, content: StoryContent, seen_version: int, token: str) -> Story:
    if story.pk:
        return save_story(story.pk, user, content, seen_version=seen_version)
    begun = story_begun_in(user, token) if token else None
    if begun:
        return save_story(begun.pk, user, content, seen_version=1)
    story = start_story(user, content)
    if token:
        acquire_lock(story.pk, user, token)
    return story


def form_fields(content: StoryContent) -> list[tuple[str, str | int]]:
    """What the story form would send for `content`: names and values, in order."""
    picture = content.picture
    fields: list[tuple[str, str | int]] = [(name, getattr(content, name)) for name in _PLAIN_FIELDS]
    fields.append(("section", content.section.id if content.section else ""))
    fields += [("topics", topic.id) for topic in content.topics]
    fields.append(("lead_picture", picture.id if picture else ""))
    for name in ("caption", "credit", "alt"):
        fields.append((f"picture_{name}", getattr(picture, name) if picture else ""))
    if picture and picture.decorative:
        fields.append(("picture_decorative", "on"))
    fields += [("byline-TOTAL_FORMS", len(content.byline)), ("byline-INITIAL_FORMS", 0)]
    for index, line in enumerate(content.byline):
        fields += [
            (f"byline-{index}-contributor", line.contributor.id),
            (f"byline-{index}-role", line.role),
            (f"byline-{index}-place", line.place),
            (f"byline-{index}-ORDER", index + 1),
        ]
    return fields
