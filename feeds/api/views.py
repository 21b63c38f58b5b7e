"""The API's addresses. Each reads what is asked, has it looked up, and writes it down."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import http_date, urlencode

from articles.addresses import absolute
from articles.bengali.dates import iso
from articles.boxes import related_ids
from articles.models import Article, Edition
from articles.reading import live_sections, what_rests_at
from articles.search.query import Filters
from feeds.api import names, reading
from feeds.api.answers import answers_json, json_answer, moved_answer, service_links
from feeds.api.cursors import Change
from feeds.api.names import Moved, find_named
from feeds.api.ninjs import api_address, brief_item, note_id, whole_item
from feeds.api.operations import OPERATIONS, ROOT
from feeds.api.parameters import MOST, USUAL, read_parameters
from feeds.api.problems import ProblemError
from feeds.api.terms import usage_terms
from feeds.items import guid

_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)  # no story is outside, and a day more can be reckoned
_LISTS: Final = ("articles", "search", "sections", "topics", "contributors", "corrections", "changes")


@answers_json
def entry(request: HttpRequest) -> HttpResponse:
    _given(request, "api")
    said = {
        "name": settings.KHOBOR_NAME,
        "language": settings.LANGUAGE_CODE,
        "web": absolute(reverse("front")),
        "edition": Edition.objects.values_list("number", flat=True).get(pk=1),
        "terms": usage_terms(),
        "description": absolute(reverse("api-description")),
        "documentation": absolute(reverse("api-page")),
        "links": {name: absolute(reverse(f"api-{name}")) for name in _LISTS},
    }
    answer = json_answer(said)
    answer["Link"] = service_links()
    return answer


@answers_json
def articles(request: HttpRequest) -> HttpResponse:
    given = _given(request, "api-articles")
    asked, moved = _numbered(given)
    if moved:
        return _list_again(request, "api-articles", moved)
    page = reading.read_articles(asked, given.get("limit", USUAL))
    return _list("api-articles", request, page.next, [brief_item(article) for article in page.rows])


@answers_json
def article(request: HttpRequest, public_id: str) -> HttpResponse:
    """A story; where it leads now, as its own address does; or that it is gone."""
    read_parameters(request.GET, ())
    found = reading.stories().filter(pk=public_id).first()
    if found is None:
        return _retracted(public_id)
    boxed = related_ids(found.body)
    if settings.KHOBOR_FEEDS_FULL_TEXT:
        answer = json_answer(whole_item(found, live_sections(boxed)))
    else:
        answer = json_answer(brief_item(found))
    # What it says may change with what its boxes link to, and with its original; only of one without either is it
    # known when it last did.
    if not boxed and not found.translation_of:
        answer["Last-Modified"] = http_date((found.updated_at or found.published_at).timestamp())
    return answer


@answers_json
def search(request: HttpRequest) -> HttpResponse:
    given = _given(request, "api-search")
    _asked, moved = _numbered(given)
    if moved:
        return _list_again(request, "api-search", moved)
    filters = Filters(
        section=given.get("section", ""),
        author=given.get("contributor", ""),
        since=_reckonable(given.get("since")),
        until=_reckonable(given.get("until")),
    )
    results, found = reading.read_found(given["q"], filters, given.get("after"))
    more = {"total": results.total, "totalIsCapped": results.is_window_full}
    return _list("api-search", request, results.next, [brief_item(one) for one in found], more)


@answers_json
def sections(request: HttpRequest) -> HttpResponse:
    _given(request, "api-sections")
    return _list("api-sections", request, "", names.list_sections())


@answers_json
def named(request: HttpRequest, kind: str) -> HttpResponse:
    """Topics or contributors, by slug."""
    name = f"api-{kind}"
    given = _given(request, name)
    limit = given.get("limit", MOST)
    read = {"topics": names.list_topics, "contributors": names.list_contributors}[kind]
    rows = list(read(given.get("after", ""), limit + 1))
    behind = rows[limit - 1]["slug"] if len(rows) > limit else ""
    return _list(name, request, behind, rows[:limit])


@answers_json
def corrections(request: HttpRequest) -> HttpResponse:
    given = _given(request, "api-corrections")
    page = reading.read_corrections(given.get("after"), given.get("limit", USUAL))
    notes = [
        {
            "uri": note_id(guid(story.public_id, story.published_at), note.at),
            "kind": note.kind,
            "text": note.text,
            "at": iso(note.at),
            "article": brief_item(story),
        }
        for note, story in page.rows
    ]
    return _list("api-corrections", request, page.next, notes)


@answers_json
def changes(request: HttpRequest) -> HttpResponse:
    given = _given(request, "api-changes")
    page = reading.read_changes(given.get("after"), given.get("limit", USUAL))
    behind = str(Change(page.rows[-1][0], page.rows[-1][1])) if page.rows else request.GET.get("after", "")
    resume = _address("api-changes", request, {"after": behind} if behind else {})
    return _list("api-changes", request, page.next, [_change(row) for row in page.rows], {"resume": resume})


@answers_json
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever else is asked below the API's root: with a slash at its end it may be something."""
    path = f"{ROOT}{rest}/"
    try:
        meant = resolve(path).url_name
    except Resolver404:
        meant = "api-nowhere"
    if meant != "api-nowhere" and not rest.endswith("/"):
        query = request.META.get("QUERY_STRING", "")
        return moved_answer(f"{path}?{query}" if query else path)
    raise ProblemError("not-found", f"Begin at {absolute(ROOT)}.")


def _given(request: HttpRequest, name: str) -> dict[str, Any]:
    return read_parameters(request.GET, OPERATIONS[name].parameters)


def _numbered(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What is asked, with the numbers of section, topic and contributor in place of their slugs; and the slugs of now
    of those that moved. Raises ProblemError for what readers never saw."""
    asked, moved = dict(given), {}
    for kind in names.PAGES.keys() & given.keys():
        found = find_named(kind, given[kind])
        if found is None:
            raise ProblemError("not-found", f"No live story has this {kind}.", {"parameter": kind})
        if isinstance(found, Moved):
            moved[kind] = found.slug
        else:
            asked[kind] = found
    return asked, moved


def _list_again(request: HttpRequest, name: str, moved: Mapping[str, str]) -> HttpResponse:
    """301 to the same list, of what the slugs in `moved` name now."""
    return moved_answer(f"{reverse(name)}?{urlencode(request.GET.dict() | dict(moved))}")


def _list(
    name: str, request: HttpRequest, behind: str, items: list[Any], more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """A page of a list; `behind` is the cursor of the next one, or empty."""
    following = _address(name, request, {"after": behind}) if behind else ""
    said = {"items": items, "next": following or None} | dict(more or {})
    return json_answer(said, next=following)


def _address(name: str, request: HttpRequest, changed: Mapping[str, str]) -> str:
    """This list with what was asked of it and `changed`, its parameters in one order."""
    given = request.GET.dict() | dict(changed)
    known = [parameter.name for parameter in OPERATIONS[name].parameters]
    query = urlencode({one: given[one] for one in known if one in given})
    return absolute(f"{reverse(name)}?{query}" if query else reverse(name))


def _retracted(public_id: str) -> HttpResponse:
    """What the address of a story says that is not live: where it leads, or that it is gone, without a word of it."""
    rests = what_rests_at(public_id)
    if rests is None:
        raise ProblemError("not-found", "No story has this id.")
    if isinstance(rests, Article):
        return moved_answer(reverse("api-article", args=[rests.public_id]))
    state = "withdrawn" if rests.kind == rests.Kind.WITHDRAWN else "gone"
    stone = {"id": public_id, "state": state, "at": iso(rests.at)}
    raise ProblemError("withdrawn", "Take it out of every copy and every list.", stone)


def _change(row: tuple[Any, ...]) -> dict[str, Any]:
    edition, public_id, state, at, published_at, target = row
    return {
        "edition": edition,
        "id": public_id,
        "uri": guid(public_id, published_at),
        "state": state,
        "at": iso(at or published_at),
        "href": api_address(public_id),
        "target": api_address(target) if target else None,
    }


def _reckonable(day: date | None) -> date | None:
    return min(max(day, _FIRST), _LAST) if day else None
