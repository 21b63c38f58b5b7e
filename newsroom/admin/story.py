"""Queue, story form, steps and preview."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.templatetags.bengali import digits
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.byline_forms import byline_formset
from newsroom.content import StoryContent, content_of
from newsroom.editing import keep_version, may_edit
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, WorkflowError
from newsroom.forms import StoryForm
from newsroom.locks import release_lock, story_begun_in
from newsroom.merging import compare_contents, merge_contents
from newsroom.models import Story
from newsroom.numbers import whole_number
from newsroom.preview import public_address, render_preview
from newsroom.queue import last_return
from newsroom.saving import Sent, form_fields, read_sent, read_token, save_sent
from newsroom.screens import queue, story_context
from newsroom.screens.access import get_story
from newsroom.screens.autosave import page_words, remember_saved
from newsroom.step_forms import read_details, step_choices
from newsroom.step_table import STEP_BY_VERB
from newsroom.visibility import visible_stories
from newsroom.workflow import check_step, take_step

POINTED_AT = {*StoryForm.Meta.fields, "byline"}  # where the form can show what a step found missing
STATUS_OF = {ForbiddenError: 403, ConflictError: 409, BlockedError: 422}


@admin.register(Story, site=newsroom_site)
class StoryAdmin(admin.ModelAdmin):
    # Django's own machinery uses these for type-ahead and for the links of other models to stories.
    search_fields = ("headline", "kicker", "slug_line")
    ordering = ("-changed_at",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:story_id>/step/<str:verb>/", view(self.step_view), name="newsroom_story_step"),
            path("<int:story_id>/preview/", view(self.preview_view), name="newsroom_story_preview"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """What type-ahead and every generic part of the admin may find."""
        return visible_stories(staff_user(request)).order_by(*self.ordering)

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False  # nothing that somebody wrote is thrown away

    # The queue

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return queue.queue_view(request)

    # The story form

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._edit(request, Story(assignee=staff_user(request)))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return self._edit(request, get_story(request, object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record is on the story's own page."""
        return HttpResponseRedirect(_change_url(get_story(request, object_id)))

    def _edit(self, request: HttpRequest, story: Story) -> HttpResponse:
        """Show the form; on POST save it, and take the step whose button was pressed."""
        if request.method != "POST":
            form = StoryForm(instance=story, admin_site=self.admin_site, user=staff_user(request))
            return self._show(request, story, Sent(form, byline_formset(story)))
        user, sent = staff_user(request), read_sent(request, story)
        is_valid = sent.is_valid()
        # Validating wrote the form's words into its instance; the page's facts come from the database.
        story = get_story(request, story.pk) if story.pk else Story(assignee=user)
        if not is_valid:
            return self._show(request, story, sent, status=422)
        if request.POST.get("writer") not in {None, "", str(user.pk)}:
            # Somebody else logged in meanwhile, in another tab: words are not saved under another's name.
            sent.form.add_problem("", _("You are logged in as %(name)s now.") % {"name": user})
            return self._show(request, story, sent, status=403)
        content = sent.content(user).cleaned()
        if "_compare" in request.POST and story.pk and may_edit(user, story):
            return self._show_both(request, story, sent, content)
        if "_merge" in request.POST and sent.seen_version == story.version:
            content = merge_contents(content, content_of(story), request.POST)
        try:
            saved = save_sent(
                story,
                user,
                content,
                seen_version=sent.seen_version,
                token=read_token(request),
                slug_line=sent.slug_line,
                chosen=sent.chosen,
            )
        except ConflictError as error:
            sent.form.add_problem("", str(error.message))
            begun = story if story.pk else story_begun_in(user, read_token(request))
            return self._show_both(request, get_story(request, begun.pk if begun else ""), sent, content)
        except BlockedError as error:
            for problem in error.problems:
                sent.form.add_problem(problem.field, str(problem.message))
            return self._show(request, story, sent, status=422)
        except WorkflowError as error:
            # The state moved on while the form was open: what was typed is shown, to be kept elsewhere.
            sent.form.add_problem("", str(error.message))
            return self._show(request, story, sent, status=403)
        # The same words on an older version are saved already; but what else changed since was not seen.
        is_newest = sent.seen_version == story.version or not story.pk
        return self._after_save(request, saved, saved.version if is_newest else sent.seen_version)

    def _show_both(
        self, request: HttpRequest, story: Story, sent: Sent, content: StoryContent
    ) -> HttpResponse:
        """What was sent and what is saved, side by side, to make one text of. What is saved is kept first."""
        keep_version(story.pk, staff_user(request))
        conflict = {"parts": compare_contents(content, content_of(story)), "fields": form_fields(content)}
        return self._show(request, story, sent, status=409, conflict=conflict)

    def _after_save(self, request: HttpRequest, story: Story, seen_version: int) -> HttpResponse:
        verb = request.POST.get("_step", "")
        url = _change_url(story)
        remember_saved(request, story)
        release_lock(story.pk, staff_user(request), read_token(request))  # the page is left with this save
        if not verb:
            if "_keep" in request.POST:
                kept = keep_version(story.pk, staff_user(request))
                number = digits(kept.number)
                messages.success(request, _("Saved, and kept as version %(number)s.") % {"number": number})
            else:
                messages.success(request, _("Saved."))
            return HttpResponseRedirect(url)
        try:
            take_step(
                story.pk,
                staff_user(request),
                verb,
                seen_version=seen_version,
                details=read_details(request.POST, verb),
            )
        except BlockedError:
            messages.warning(request, _("Your text is saved. The step was not taken; see what is missing."))
            return HttpResponseRedirect(f"{url}?blocked={verb}")
        except WorkflowError as error:
            messages.warning(request, _("Your text is saved."))
            return self._refuse(request, story, verb, error)
        messages.success(request, str(STEP_BY_VERB[verb].done))
        return HttpResponseRedirect(url)

    def _show(
        self,
        request: HttpRequest,
        story: Story,
        sent: Sent,
        *,
        status: int = 200,
        conflict: dict[str, Any] | None = None,
    ) -> HttpResponse:
        form = sent.form
        is_new = story.pk is None
        blocked = STEP_BY_VERB.get(request.GET.get("blocked", ""))
        problems = check_step(staff_user(request), story, blocked) if blocked and not is_new else []
        content = None if is_new else content_of(story)
        user = staff_user(request)
        editable = is_new or may_edit(user, story)
        context = self.admin_site.each_context(request) | {
            "title": _("New story") if is_new else str(story),
            "story": story,
            "is_new": is_new,
            "form": form,
            "byline": sent.byline,
            "media": self.media + form.media,
            "conflict": conflict,
            "is_marked": bool(set(form.errors) - {"__all__", "version"})
            or bool(sent.byline.total_error_count()),
            # A form that is shown again still begins from what its writer saw, unless both texts are shown.
            "version": sent.seen_version if form.is_bound and not conflict else story.version,
            "may_edit": editable,
            "content": content,
            "problems": {problem.field: problem.message for problem in problems},
            "choices": [] if is_new else step_choices(user, story, "story-form" if editable else ""),
            "transitions": [] if is_new else story.transitions.select_related("actor", "revision")[:50],
            "returned": None if is_new else last_return(story),
            "live_url": public_address(story) if story.is_live else "",
            "has_unpublished_change": story.is_live and story.state != Story.State.PUBLISHED,
        }
        context |= page_words(request, story, is_bound=form.is_bound)
        if not is_new:
            context |= story_context(request, story)
        return render(request, "newsroom/story.html", context, status=status)

    # Steps

    def step_view(self, request: HttpRequest, story_id: int, verb: str) -> HttpResponse:
        """GET: the step's dialog as a page of its own (also without JavaScript). POST: take the step."""
        story = get_story(request, story_id)
        step = STEP_BY_VERB.get(verb)
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "POST"])
        if request.method == "POST":
            try:
                take_step(
                    story.pk,
                    staff_user(request),
                    verb,
                    seen_version=_seen_version(request),
                    details=read_details(request.POST, verb),
                )
            except WorkflowError as error:
                return self._refuse(request, story, verb, error)
            messages.success(request, str(STEP_BY_VERB[verb].done))
            return HttpResponseRedirect(_change_url(story))
        choice = next(
            (choice for choice in step_choices(staff_user(request), story) if choice.step == step), None
        )
        if choice is None:
            raise Http404
        context = self.admin_site.each_context(request) | {
            "title": choice.step.label,
            "story": story,
            "choice": choice,
            "version": story.version,
        }
        return render(request, "newsroom/step.html", context)

    def _refuse(self, request: HttpRequest, story: Story, verb: str, error: WorkflowError) -> HttpResponse:
        """The step was not taken: why, what the story's state is, and the reason that was typed.

        What is missing in the text is shown in the story's form, at its fields.
        """
        story.refresh_from_db()
        if isinstance(error, BlockedError) and any(problem.field in POINTED_AT for problem in error.problems):
            messages.warning(request, _("The step was not taken; see what is missing."))
            return HttpResponseRedirect(f"{_change_url(story)}?blocked={verb}")
        context = self.admin_site.each_context(request) | {
            "title": _("The step was not taken"),
            "story": story,
            "message": error.message,
            "problems": error.problems if isinstance(error, BlockedError) else (),
            "reason": read_details(request.POST, verb).reason,
        }
        return render(request, "newsroom/step_refused.html", context, status=STATUS_OF[type(error)])

    # Preview

    def preview_view(self, request: HttpRequest, story_id: int) -> HttpResponse:
        """The saved working copy in the very template the reader gets."""
        response = HttpResponse(render_preview(request, get_story(request, story_id)))
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response


def _change_url(story: Story) -> str:
    return reverse("admin:newsroom_story_change", args=[story.pk])


def _seen_version(request: HttpRequest) -> int:
    """The version that was acted on; -1, which no story has, for none."""
    version = whole_number(request.POST.get("version", ""), digits=9)
    return -1 if version is None else version
