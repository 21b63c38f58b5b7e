"""What a post names, found here or made: its main category is a section, the others and its tags topics, its author
a contributor (never a user)."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, TypeVar, cast
from urllib.parse import unquote
from zlib import crc32

from django.db import transaction

from articles.bengali.latin import suggest_slug
from articles.bengali.text import cut
from articles.models import Contributor, Section, Topic, TopicAlias
from articles.models.reference import RESERVED_SLUGS, SLUG_PATTERN
from articles.redirects import holds_redirect
from newsroom.models import Desk, DeskSection, ImportedItem, PageDraft
from newsroom.reference import page_path
from newsroom.wxr.index import ExportIndex
from newsroom.wxr.posts import Post
from newsroom.wxr.problems import Kind, Problems
from newsroom.wxr.reading import Term
from newsroom.wxr.text import plain_line

_SLUG: Final = re.compile(SLUG_PATTERN)
_NO_CATEGORY: Final = ("others", "অন্যান্য")
_KNOWN: Final = 20_000
_QUIET: Final = {"post_format", "nav_menu", "language", "post_translations"}
Row = Section | Topic | Contributor
R = TypeVar("R", Section, Topic, Contributor)
_KINDS: Final[dict[type[Row], ImportedItem.Kind]] = {
    Section: ImportedItem.Kind.SECTION,
    Topic: ImportedItem.Kind.TOPIC,
    Contributor: ImportedItem.Kind.CONTRIBUTOR,
}


class Names:
    """Finds and makes them for one source. `sections` says which category (by slug or name) is which section (slug)."""

    def __init__(
        self, source: str, index: ExportIndex, sections: Mapping[str, str], desk: Desk | None
    ) -> None:
        self._source, self._index, self._desk = source, index, desk
        self._sections = {key: Section.objects.get(slug=slug) for key, slug in sections.items()}
        self._cache: dict[tuple[str, str], Row] = {}

    def section_of(self, post: Post, problems: Problems) -> Section:
        main = self._main(post)
        if main is None:
            return Section.objects.get_or_create(slug=_NO_CATEGORY[0], defaults={"name": _NO_CATEGORY[1]})[0]
        chosen = self._sections.get(_decoded(main.slug)) or self._sections.get(main.name)
        return chosen or self._known(Section, main.slug or main.name, lambda: self._section(main, problems))

    def topics_of(self, post: Post, problems: Problems) -> list[Topic]:
        main = self._main(post)
        topics: dict[int, Topic] = {}
        for term in post.terms:
            if term.domain not in {"category", "post_tag"}:
                if term.domain not in _QUIET:
                    problems.add(Kind.TERM, term.domain)
            elif term != main and plain_line(term.name):
                key = f"{term.domain}:{term.slug or term.name}"
                topic = self._known(Topic, key, partial(self._topic, term, problems))
                topics[topic.pk] = topic
        return list(topics.values())

    def contributor_of(self, login: str, problems: Problems) -> Contributor | None:
        if not login:
            problems.add(Kind.NO_AUTHOR)
            return None
        told = self._index.name_of("author", login)
        if told is None:
            problems.add(Kind.AUTHOR, login)
        # A login is often an e-mail address, which is nobody's byline.
        name = plain_line(told or login).partition("@")[0].strip()
        if not name:
            problems.add(Kind.NO_AUTHOR, login)
            return None
        return self._known(Contributor, login, lambda: self._contributor(name, problems))

    def _main(self, post: Post) -> Term | None:
        """The category that a plug-in calls the main one, else the first."""
        categories = [term for term in post.terms if term.domain == "category" and plain_line(term.name)]
        slug = self._index.name_of("term", post.primary_term) if post.primary_term else None
        first = categories[0] if categories else None
        return next((term for term in categories if slug and term.slug == slug), first)

    def _known(self, model: type[R], key: str, make: Callable[[], R]) -> R:
        """The row that this name became, remembered; found or made by `make` the first time."""
        key, kind = key[:300], _KINDS[model]
        if known := self._cache.get((kind, key)):
            return cast(R, known)
        with transaction.atomic():
            item = ImportedItem.objects.filter(source=self._source, kind=kind, source_id=key).first()
            row = model.objects.filter(pk=item.object_id).first() if item and item.object_id else None
            if row is None:
                row = make()
                ImportedItem.objects.update_or_create(
                    source=self._source,
                    kind=kind,
                    source_id=key,
                    defaults={"object_id": row.pk, "title": row.name},
                )
        if len(self._cache) >= _KNOWN:
            self._cache.clear()
        self._cache[kind, key] = row
        return row

    def _section(self, term: Term, problems: Problems) -> Section:
        name = _fitted(plain_line(term.name), 60, problems)
        slug = _ascii_slug(term.slug, name, 40)
        found = Section.objects.filter(slug=slug).first() or Section.objects.filter(name=name).first()
        if found and (found.name == name or slug == _decoded(term.slug)):
            return found
        section = Section.objects.create(
            slug=_free(Section, slug, 40), name=name, position=Section.objects.count()
        )
        if self._desk:
            DeskSection.objects.create(section=section, desk=self._desk)
        return section

    def _topic(self, term: Term, problems: Problems) -> Topic:
        name = _fitted(plain_line(term.name), 80, problems)
        if found := Topic.objects.filter(name=name).first():
            return found
        slug = _ascii_slug(term.slug, name, 60)
        if alias := TopicAlias.objects.filter(slug=_decoded(term.slug)).select_related("topic").first():
            return alias.topic  # the editors merged it
        return Topic.objects.create(slug=_free(Topic, slug, 60), name=name)

    def _contributor(self, name: str, problems: Problems) -> Contributor:
        name = _fitted(name, 120, problems)
        if found := Contributor.objects.filter(name=name).order_by("pk").first():
            return found
        return Contributor.objects.create(slug=_free(Contributor, _ascii_slug("", name, 60), 60), name=name)


def fitted(text: str, limit: int) -> str:
    """`text` in at most `limit` code points, cut between letters a reader would count."""
    length, shorter = limit, text
    while len(shorter) > limit:
        shorter = cut(text[: 2 * limit], length)
        length -= max(1, (len(shorter) - limit) // 3)
    return shorter


def _fitted(name: str, limit: int, problems: Problems) -> str:
    shorter = fitted(name, limit)
    if shorter != name:
        problems.add(Kind.NAME_CUT, shorter)
    return shorter


def _decoded(slug: str) -> str:
    return unquote(slug).strip().lower()


def _ascii_slug(theirs: str, name: str, limit: int) -> str:
    """Their own address for it where that is one of ours, else the name in Latin letters; never empty."""
    slug = _decoded(theirs)
    if len(slug) <= limit and _SLUG.fullmatch(slug):
        return slug
    return suggest_slug(name, limit).strip("-") or f"n{crc32(name.encode()):08x}"


def page_slug(theirs: str, title: str) -> str:
    """An address for a page that no other page has."""
    return _free(PageDraft, _ascii_slug(theirs, title, 60), 60)


def _free(model: type[Row] | type[PageDraft], slug: str, limit: int) -> str:
    """This address, or with a number behind it the first that nothing has, and that nothing is led away from."""
    number, tried = 1, slug
    while _is_taken(model, tried):
        number += 1
        tail = f"-{number}"
        tried = slug[: limit - len(tail)].rstrip("-") + tail
    return tried


def _is_taken(model: type[Row] | type[PageDraft], slug: str) -> bool:
    if issubclass(model, PageDraft):
        return PageDraft.objects.filter(slug=slug).exists()
    return (
        (model is Section and slug in RESERVED_SLUGS)
        or (model is Topic and TopicAlias.objects.filter(slug=slug).exists())
        or model.objects.filter(slug=slug).exists()
        or holds_redirect(page_path(model, slug)) is not None
    )
