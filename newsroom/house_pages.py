"""The paper's own pages (about, contact, policies): written as a working copy, published by whoever may."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from articles.html import clean_body, plain_text
from articles.models import Page
from articles.page_publishing import PageSnapshot, has_boxes
from articles.page_publishing import publish_page as make_public
from articles.page_publishing import take_off_page as take_from_readers
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem
from newsroom.models import PageDraft, PagePublication, User

# The pages a newspaper is expected to have. Search engines are told of those that say how the paper works.
WELL_KNOWN: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "about": (_("About us"), _("Who makes the paper, and for whom.")),
    "contact": (_("Contact"), _("How readers reach the newsroom.")),
    "principles": (_("Editorial principles"), _("How the paper decides what it publishes.")),
    "corrections-policy": (_("Corrections policy"), _("How mistakes are put right.")),
    "ethics": (_("Code of ethics"), _("What its journalists do and do not do.")),
    "privacy": (_("Privacy"), _("What the paper knows of its readers.")),
}


class PageState(StrEnum):
    PRIVATE = "private"
    PUBLIC = "public"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a form says of a page. Stored normalised and cleaned, whoever made it."""

    slug: str
    title: str
    description: str
    body: str
    position: int

    def tidied(self) -> "PageWords":
        title, description = (" ".join(normalise(text).split()) for text in (self.title, self.description))
        return PageWords(self.slug, title, description, clean_body(self.body), self.position)


def state_of(draft: PageDraft, live: Page | None) -> PageState:
    """What readers have of it: nothing, what the working copy says, or something else."""
    if live is None:
        return PageState.PRIVATE
    same = (live.title, live.description, live.body, live.position) == (
        draft.title,
        draft.description,
        draft.body,
        draft.position,
    )
    return PageState.PUBLIC if same else PageState.CHANGED


@transaction.atomic
def start_page(user: User, words: PageWords) -> PageDraft:
    """A new page, which readers do not have yet. Raises ForbiddenError, and BlockedError at the field."""
    _require(user, "newsroom.add_pagedraft", _("You may not add pages."))
    words = words.tidied()
    _check(words)
    try:
        with transaction.atomic():
            return PageDraft.objects.create(**_columns(words), slug=words.slug, version=1, changed_by=user)
    except IntegrityError as error:
        problem = Problem("slug", _("Another page has this address."))
        raise BlockedError(_("Nothing was saved:"), (problem,)) from error


@transaction.atomic
def save_page(page_id: int, user: User, words: PageWords, *, seen_version: int) -> PageDraft:
    """Save the working copy; saving what it says already changes nothing.

    Its address stays. Raises ForbiddenError, ConflictError when somebody saved since `seen_version`, BlockedError at
    the field, and PageDraft.DoesNotExist.
    """
    _require(user, "newsroom.change_pagedraft", _("You may not change pages."))
    page = PageDraft.objects.select_for_update().get(pk=page_id)
    if page.version != seen_version:
        raise ConflictError(_("Somebody else saved this page while you were writing."))
    words = words.tidied()
    _check(words)
    columns = _columns(words)
    if all(getattr(page, name) == value for name, value in columns.items()):
        return page
    for name, value in columns.items():
        setattr(page, name, value)
    page.version += 1
    page.changed_by, page.changed_at = user, timezone.now()
    page.save()
    return page


@transaction.atomic
def publish_page(page_id: int, user: User, *, seen_version: int) -> int:
    """Give the working copy to readers, and keep it on the record. Returns the edition.

    Raises ForbiddenError, ConflictError, BlockedError when there is nothing to read, and PageDraft.DoesNotExist.
    """
    _require(user, "newsroom.publish_page", _("You may not publish pages."))
    page = PageDraft.objects.select_for_update().get(pk=page_id)
    if page.version != seen_version:
        raise ConflictError(_("Somebody else saved this page while you were writing."))
    if not plain_text(page.body):
        problem = Problem("body", _("There is nothing to read yet."))
        raise BlockedError(_("This is still missing:"), (problem,))
    snapshot = PageSnapshot(page.slug, page.title, page.description, page.body, page.position)
    edition = make_public(snapshot, timezone.now())
    _record(page, user, edition, page.body)
    return edition


@transaction.atomic
def take_off_page(page_id: int, user: User) -> int:
    """Take the page from readers; the working copy stays. Returns the edition.

    Raises ForbiddenError, ConflictError when readers do not have it, and PageDraft.DoesNotExist.
    """
    _require(user, "newsroom.publish_page", _("You may not take pages off."))
    page = PageDraft.objects.select_for_update().get(pk=page_id)
    try:
        edition = take_from_readers(page.slug)
    except Page.DoesNotExist as error:
        raise ConflictError(_("Readers do not have this page.")) from error
    _record(page, user, edition, "")
    return edition


@transaction.atomic
def remove_page(page_id: int, user: User) -> None:
    """Throw away a working copy that readers never had.

    Raises ForbiddenError, ConflictError, PageDraft.DoesNotExist.
    """
    _require(user, "newsroom.delete_pagedraft", _("You may not delete pages."))
    page = PageDraft.objects.select_for_update().get(pk=page_id)
    if not may_be_removed(page):
        raise ConflictError(_("Readers had this page: it stays on the record."))
    page.delete()


def may_be_removed(page: PageDraft) -> bool:
    return not publications_of(page).exists() and not Page.objects.filter(pk=page.slug).exists()


def publications_of(page: PageDraft) -> QuerySet[PagePublication]:
    """The page's record, newest first. An entry without a body took it off."""
    return PagePublication.objects.filter(slug=page.slug).select_related("actor")


def _record(page: PageDraft, user: User, edition: int, body: str) -> None:
    PagePublication.objects.create(
        slug=page.slug,
        title=page.title,
        description=page.description,
        body=body,
        edition=edition,
        actor=user,
    )


def _require(user: User, permission: str, message: str | Promise) -> None:
    if not (user.is_active and user.has_perm(permission)):
        raise ForbiddenError(message)


def _check(words: PageWords) -> None:
    problems = []
    if not words.title:
        problems.append(Problem("title", _("Give the page a title.")))
    if has_boxes(words.body):
        problems.append(
            Problem("body", _("Pictures and boxes cannot stand on these pages: only text, lists and tables."))
        )
    if problems:
        raise BlockedError(_("Nothing was saved:"), tuple(problems))


def _columns(words: PageWords) -> dict[str, str | int]:
    """What a save writes. The address is given once."""
    return {
        "title": words.title,
        "description": words.description,
        "body": words.body,
        "position": words.position,
    }
