"""The paper's own pages: what there is and what readers have of it; writing, publishing, and what was before."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.house import house_page
from articles.models import Page
from newsroom import house_pages
from newsroom.admin.site import newsroom_site
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, WorkflowError
from newsroom.house_pages import WELL_KNOWN, PageWords, publications_of, state_of
from newsroom.models import PageDraft, PagePublication
from newsroom.numbers import whole_number
from newsroom.screens.access import require
from newsroom.site_addresses import as_on_the_site
from newsroom.stored_form import StoredForm
from newsroom.widgets import PlainTextWidget

VIEW, CHANGE = "newsroom.view_pagedraft", "newsroom.change_pagedraft"
ADD, PUBLISH = "newsroom.add_pagedraft", "newsroom.publish_page"
STATUS_OF: dict[type[WorkflowError], int] = {ForbiddenError: 403, ConflictError: 409, BlockedError: 422}


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("pages/", wrap(require_safe(list_view)), name="newsroom_pages"),
        path("pages/add/", wrap(add_view), name="newsroom_page_add"),
        path("pages/<int:page_id>/", wrap(change_view), name="newsroom_page"),
        path("pages/<int:page_id>/preview/", wrap(require_safe(preview_view)), name="newsroom_page_preview"),
        path("pages/<int:page_id>/history/", wrap(require_safe(history_view)), name="newsroom_page_history"),
        path("pages/<int:page_id>/take-off/", wrap(take_off_view), name="newsroom_page_take_off"),
        path("pages/<int:page_id>/remove/", wrap(remove_view), name="newsroom_page_remove"),
    ]


class PageForm(StoredForm):
    """What a page says. The address is given once: readers keep it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = PageDraft
        fields = ("title", "slug", "description", "body", "position")
        widgets = {"body": PlainTextWidget(), "description": forms.Textarea(attrs={"rows": 2})}
        labels = {"title": gettext_lazy("Title of the page")}
        help_texts = {
            "slug": gettext_lazy(
                "The last part of the page's address. It stays as it is once the page is made."
            ),
            "description": gettext_lazy("One or two sentences, under the title and for search engines."),
            "position": gettext_lazy("The place among the paper's pages: small numbers come first."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["slug"]

    def words(self, page: PageDraft | None) -> PageWords:
        data = self.cleaned_data
        slug = page.slug if page else data["slug"]
        return PageWords(slug, data["title"], data["description"], data["body"], data["position"])


def list_view(request: HttpRequest) -> HttpResponse:
    """Every page with what readers have of it, and the usual pages that are missing."""
    user = require(request, VIEW)
    live = Page.objects.in_bulk()
    pages = list(PageDraft.objects.select_related("changed_by"))
    missing = WELL_KNOWN.keys() - {page.slug for page in pages}
    context = newsroom_site.each_context(request) | {
        "title": _("The paper's own pages"),
        "rows": [(page, state_of(page, live.get(page.slug)), site_address(page.slug)) for page in pages],
        "missing": [(slug, *words) for slug, words in WELL_KNOWN.items() if slug in missing],
        "may_add": user.has_perm(ADD),
        "may_change": user.has_perm(CHANGE),
    }
    return render(request, "newsroom/house_pages.html", context)


def add_view(request: HttpRequest) -> HttpResponse:
    """A new page; `?slug=` of a usual one fills in its title."""
    user = require(request, ADD)
    slug = request.GET.get("slug", "")
    initial = {"slug": slug, "title": WELL_KNOWN[slug][0]} if slug in WELL_KNOWN else {}
    form = PageForm(request.POST or None, initial=initial | {"position": PageDraft.objects.count() + 1})
    if request.method != "POST":
        return _show_form(request, form)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    try:
        page = house_pages.start_page(user, form.words(None))
    except WorkflowError as error:
        return _show_form(request, form, error=error)
    return _go_on(request, page, form)


def change_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """The working copy. With `?from=` the form holds an earlier text, which is saved only if the user does."""
    user = require(request, VIEW)
    page = _page(page_id)
    if request.method != "POST":
        earlier = _earlier(request, page)
        initial = {"version": page.version} | (_words_of(earlier) if earlier else {})
        return _show_form(request, PageForm(instance=page, initial=initial), page, earlier=earlier)
    saved = _page(page_id)  # a form writes what was sent into the row it is given
    form = PageForm(request.POST, instance=page)
    if not form.is_valid():
        return _show_form(request, form, saved, status=422)
    try:
        seen = form.cleaned_data["version"] or 0
        saved = house_pages.save_page(page_id, user, form.words(saved), seen_version=seen)
    except PageDraft.DoesNotExist as error:
        raise Http404 from error
    except WorkflowError as error:
        return _show_form(request, form, saved, error=error)
    return _go_on(request, saved, form)


def preview_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """The working copy as readers would see it."""
    require(request, VIEW)
    page = _page(page_id)
    shown = Page(slug=page.slug, title=page.title, description=page.description, body=page.body)
    with as_on_the_site():
        html = render_to_string("articles/page.html", house_page(shown, preview=True), request=request)
    response = HttpResponse(html)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def history_view(request: HttpRequest, page_id: int) -> HttpResponse:
    user = require(request, VIEW)
    page = _page(page_id)
    context = newsroom_site.each_context(request) | {
        "title": _("What readers had of “%(title)s”") % {"title": page.title},
        "page": page,
        "publications": publications_of(page)[:200],
        "may_change": user.has_perm(CHANGE),
    }
    return render(request, "newsroom/house_page_history.html", context)


def take_off_view(request: HttpRequest, page_id: int) -> HttpResponse:
    user = require(request, PUBLISH)
    page = _page(page_id)
    if request.method == "POST":
        try:
            house_pages.take_off_page(page_id, user)
        except WorkflowError as error:
            return _refuse(request, page, error)
        messages.success(request, _("Readers no longer have this page. Its text stays here."))
        return HttpResponseRedirect(reverse("admin:newsroom_page", args=[page_id]))
    return _confirm(
        request,
        page,
        _("Take “%(title)s” off") % {"title": page.title},
        _("Whoever comes to %(address)s finds no page. The text stays here, and can be published again.")
        % {"address": site_address(page.slug)},
        _("Take off"),
    )


def remove_view(request: HttpRequest, page_id: int) -> HttpResponse:
    user = require(request, "newsroom.delete_pagedraft")
    page = _page(page_id)
    if request.method == "POST":
        try:
            house_pages.remove_page(page_id, user)
        except WorkflowError as error:
            return _refuse(request, page, error)
        messages.success(request, _("The page is deleted."))
        return HttpResponseRedirect(reverse("admin:newsroom_pages"))
    return _confirm(
        request,
        page,
        _("Delete “%(title)s”") % {"title": page.title},
        _("Readers never had this page. Its text will be gone for good."),
        _("Delete"),
    )


def site_address(slug: str) -> str:
    """Where readers find the page of this slug, absolute."""
    with as_on_the_site():
        return Page(slug=slug).get_absolute_url()


def _go_on(request: HttpRequest, page: PageDraft, form: PageForm) -> HttpResponse:
    """What is saved is saved; then what the button said: publish it, look at it, or stay."""
    here = HttpResponseRedirect(reverse("admin:newsroom_page", args=[page.pk]))
    if "_preview" in request.POST:
        return HttpResponseRedirect(reverse("admin:newsroom_page_preview", args=[page.pk]))
    if "_publish" not in request.POST:
        messages.success(request, _("Saved. Readers get it when it is published."))
        return here
    try:
        house_pages.publish_page(page.pk, require(request, VIEW), seen_version=page.version)
    except WorkflowError as error:
        return _show_form(request, form, page, error=error)
    messages.success(request, _("Readers have this page now."))
    return here


def _show_form(
    request: HttpRequest,
    form: PageForm,
    page: PageDraft | None = None,
    *,
    error: WorkflowError | None = None,
    earlier: PagePublication | None = None,
    status: int = 200,
) -> HttpResponse:
    user = require(request, VIEW)
    if isinstance(error, BlockedError):
        for problem in error.problems:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
    live = Page.objects.filter(pk=page.slug).first() if page else None
    context = newsroom_site.each_context(request) | {
        "title": page.title if page else _("New page"),
        "form": form,
        "page": page,
        "media": form.media,
        "state": state_of(page, live) if page else "",
        "live": live,
        "address": site_address(page.slug) if page else "",
        "version": page.version if page else 0,
        "refusal": error.message if error and not isinstance(error, BlockedError) else "",
        "conflict": page if isinstance(error, ConflictError) else None,
        "different": _different(form, page) if page and isinstance(error, ConflictError) else [],
        "earlier": earlier,
        "may_change": user.has_perm(CHANGE if page else ADD),
        "may_publish": user.has_perm(PUBLISH),
        "may_remove": page
        and user.has_perm("newsroom.delete_pagedraft")
        and house_pages.may_be_removed(page),
    }
    code = STATUS_OF.get(type(error), 422) if error else status
    return render(request, "newsroom/house_page.html", context, status=code)


def _different(form: PageForm, saved: PageDraft) -> list[str]:
    """The names of the fields in which what was sent and what is saved are not the same."""
    sent = form.words(saved).tidied()
    names = ("title", "description", "body", "position")
    return [str(form[name].label) for name in names if getattr(sent, name) != getattr(saved, name)]


def _confirm(request: HttpRequest, page: PageDraft, title: str, text: str, button: str) -> HttpResponse:
    context = newsroom_site.each_context(request) | {
        "title": title,
        "text": text,
        "button": button,
        "page": page,
    }
    return render(request, "newsroom/house_page_confirm.html", context)


def _refuse(request: HttpRequest, page: PageDraft, error: WorkflowError) -> HttpResponse:
    messages.error(request, str(error.message))
    return HttpResponseRedirect(reverse("admin:newsroom_page", args=[page.pk]))


def _page(page_id: int) -> PageDraft:
    """Raises Http404, also for a number that no row can have."""
    if whole_number(str(page_id)) is None:
        raise Http404
    return get_object_or_404(PageDraft.objects.select_related("changed_by"), pk=page_id)


def _earlier(request: HttpRequest, page: PageDraft) -> PagePublication | None:
    """The publication that `?from=` names, if it is one of this page and has words. Raises Http404."""
    if "from" not in request.GET:
        return None
    number = whole_number(request.GET["from"])
    found = publications_of(page).exclude(body="").filter(pk=number).first() if number is not None else None
    if found is None:
        raise Http404
    return found


def _words_of(publication: PagePublication) -> dict[str, str]:
    return {
        "title": publication.title,
        "description": publication.description,
        "body": publication.body,
    }
