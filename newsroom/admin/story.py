"""Queue, story form, steps and preview."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from newsroom import queue
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.content import content_of
from newsroom.editing import keep_version, may_edit, save_story, start_story
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, WorkflowError
from newsroom.forms import StoryForm, byline_formset
from newsroom.guards import missing_parts
from newsroom.models import Story
from newsroom.preview import public_address, render_preview
from newsroom.queue import last_return, with_last_reason
from newsroom.workflow import STEP_BY_VERB, available_steps, check_step, take_step

PAGE_SIZE = 30
POINTED_AT = {*StoryForm.Meta.fields, "byline"}  # where the form can show what a step found missing
STATUS_OF = {ForbiddenError: 403, ConflictError: 409, BlockedError: 422}


@admin.register(Story, site=newsroom_site)
class StoryAdmin(admin.ModelAdmin):
    # Django's own machinery uses these for type-ahead and for the links of other models to stories.
    search_fields = ("headline", "kicker")
    ordering = ("-changed_at",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:story_id>/step/<str:verb>/", view(self.step_view), name="newsroom_story_step"),
            path("<int:story_id>/preview/", view(self.preview_view), name="newsroom_story_preview"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False  # nothing that somebody wrote is thrown away

    # The queue

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        current = request.GET.get("tab", "") or self._first_tab(request)
        if current not in queue.TAB_BY_KEY:
            raise Http404
        words = request.GET.get("q", "").replace("\x00", "").strip()
        stories = queue.search_stories(queue.stories_in(current, staff_user(request)), words)
        page = _page_number(request)
        rows = list(stories[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
        if page > 1 and not rows:
            raise Http404
        context = self.admin_site.each_context(request) | {
            "title": _("Queue"),
            "tabs": [(tab, queue.count_in(tab.key, staff_user(request))) for tab in queue.TABS],
            "count_limit": queue.COUNT_LIMIT,
            "current": queue.TAB_BY_KEY[current],
            "stories": with_last_reason(rows[:PAGE_SIZE]),
            "words": words,
            "page": page,
            "has_next": len(rows) > PAGE_SIZE,
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "newsroom/queue.html", context)

    def _first_tab(self, request: HttpRequest) -> str:
        return "waiting" if request.user.has_perm("newsroom.review_story") else "mine"

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
        return self._edit(request, self._story(request, object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record is on the story's own page."""
        return HttpResponseRedirect(_change_url(self._story(request, object_id)))

    def _story(self, request: HttpRequest, object_id: str) -> Story:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isascii() or not object_id.isdigit() or len(object_id) > 18:
            raise Http404
        return get_object_or_404(
            Story.objects.select_related("section", "desk", "assignee", "lead_picture"), pk=object_id
        )

    def _edit(self, request: HttpRequest, story: Story) -> HttpResponse:
        """Show the form; on POST save it, and take the step whose button was pressed."""
        if request.method != "POST":
            form = StoryForm(instance=story, admin_site=self.admin_site)
            return self._show(request, story, form, byline_formset(story))
        form = StoryForm(request.POST, request.FILES, instance=story, admin_site=self.admin_site)
        byline = byline_formset(story, request.POST)
        is_valid = all([form.is_valid(), byline.is_valid()])
        # Validating wrote the form's words into its instance; the page's facts come from the database.
        story = self._story(request, str(story.pk)) if story.pk else Story(assignee=staff_user(request))
        if not is_valid:
            return self._show(request, story, form, byline, status=422)
        try:
            saved = self._save(request, story, form, byline)
        except ConflictError as error:
            keep_version(story.pk, staff_user(request))
            form.add_problem("", str(error.message))
            story.refresh_from_db()
            return self._show(request, story, form, byline, status=409, conflict=True)
        except BlockedError as error:
            for problem in error.problems:
                form.add_problem(problem.field, str(problem.message))
            return self._show(request, story, form, byline, status=422)
        except WorkflowError as error:
            # The state moved on while the form was open: what was typed is shown, to be kept elsewhere.
            form.add_problem("", str(error.message))
            return self._show(request, story, form, byline, status=403)
        return self._after_save(request, saved)

    def _save(self, request: HttpRequest, story: Story, form: StoryForm, byline: Any) -> Story:
        content = form.content(byline.refs(), staff_user(request))
        if not story.pk:
            return start_story(staff_user(request), content)
        seen = form.cleaned_data["version"]
        return save_story(story.pk, staff_user(request), content, seen_version=-1 if seen is None else seen)

    def _after_save(self, request: HttpRequest, story: Story) -> HttpResponse:
        verb = request.POST.get("_step", "")
        url = _change_url(story)
        if not verb:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(url)
        reason = request.POST.get(f"reason-{verb}", "")
        try:
            take_step(story.pk, staff_user(request), verb, seen_version=story.version, reason=reason)
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
        form: StoryForm,
        byline: Any,
        *,
        status: int = 200,
        conflict: bool = False,
    ) -> HttpResponse:
        is_new = story.pk is None
        blocked = STEP_BY_VERB.get(request.GET.get("blocked", ""))
        problems = check_step(staff_user(request), story, blocked) if blocked and not is_new else []
        content = None if is_new else content_of(story)
        context = self.admin_site.each_context(request) | {
            "title": _("New story") if is_new else str(story),
            "story": story,
            "is_new": is_new,
            "form": form,
            "byline": byline,
            "media": self.media + form.media,
            "conflict": conflict,
            "is_marked": bool(set(form.errors) - {"__all__", "version"}) or bool(byline.total_error_count()),
            # Shown again after an error, the form still answers for what its writer saw; only where the other
            # text was kept may it go over the newer one.
            "version": form["version"].value() if form.is_bound and not conflict else story.version,
            "may_edit": is_new or may_edit(staff_user(request), story),
            "content": content,
            "problems": {problem.field: problem.message for problem in problems},
            "missing": [] if content is None else missing_parts(content),
            "choices": [] if is_new else available_steps(staff_user(request), story),
            "transitions": [] if is_new else story.transitions.select_related("actor", "revision")[:50],
            "returned": None if is_new else last_return(story),
            "live_url": public_address(story) if story.is_live else "",
            "has_unpublished_change": story.is_live and story.state != Story.State.PUBLISHED,
        }
        return render(request, "newsroom/story.html", context, status=status)

    # Steps

    def step_view(self, request: HttpRequest, story_id: int, verb: str) -> HttpResponse:
        """GET: the step's dialog as a page of its own (also without JavaScript). POST: take the step."""
        story = self._story(request, str(story_id))
        step = STEP_BY_VERB.get(verb)
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "POST"])
        if request.method == "POST":
            try:
                take_step(
                    story.pk,
                    staff_user(request),
                    verb,
                    seen_version=_whole_number(request.POST.get("version", ""), default=-1),
                    reason=request.POST.get(f"reason-{verb}", ""),
                )
            except WorkflowError as error:
                return self._refuse(request, story, verb, error)
            messages.success(request, str(STEP_BY_VERB[verb].done))
            return HttpResponseRedirect(_change_url(story))
        choice = next(
            (choice for choice in available_steps(staff_user(request), story) if choice.step == step), None
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
            "reason": request.POST.get(f"reason-{verb}", ""),
        }
        return render(request, "newsroom/step_refused.html", context, status=STATUS_OF[type(error)])

    # Preview

    def preview_view(self, request: HttpRequest, story_id: int) -> HttpResponse:
        """The saved working copy in the very template the reader gets."""
        response = HttpResponse(render_preview(request, self._story(request, str(story_id))))
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response


def _change_url(story: Story) -> str:
    return reverse("admin:newsroom_story_change", args=[story.pk])


def _whole_number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _page_number(request: HttpRequest) -> int:
    """The page asked for. Raises Http404 for anything but a sensible whole number."""
    page = _whole_number(request.GET.get("page", "1"), default=0)
    if not 1 <= page <= 10_000:
        raise Http404
    return page
