"""What the API says when it cannot answer: application/problem+json (RFC 9457), in English, never what was typed."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpResponse
from django.utils.translation import gettext_noop

from articles.addresses import absolute

CONTENT_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the HTTP status it comes with, and what it is called."""

    status: int
    title: str


KINDS: Final = {
    "bad-parameter": Kind(400, gettext_noop("A parameter cannot be understood")),
    "unknown-parameter": Kind(400, gettext_noop("This address does not know that parameter")),
    "bad-request": Kind(400, gettext_noop("The request cannot be understood")),
    "not-found": Kind(404, gettext_noop("There is nothing at this address")),
    "method-not-allowed": Kind(405, gettext_noop("The API can only be read")),
    "withdrawn": Kind(410, gettext_noop("The story was withdrawn or taken down")),
    "too-broad": Kind(422, gettext_noop("The question would take too long to answer")),
    "unavailable": Kind(503, gettext_noop("The newspaper is away for a moment")),
}


@dataclass
class ProblemError(Exception):
    """The question has no answer. `code` is one of KINDS; `detail` says what to do, `more` are further members."""

    code: str
    detail: str
    more: dict[str, Any] = field(default_factory=dict)


def problem_type(code: str) -> str:
    """The URI that names this kind of problem; it leads to its description on the page for people."""
    return absolute(f"/api/#{code}")


def problem_response(problem: ProblemError) -> HttpResponse:
    kind = KINDS[problem.code]
    said = {
        "type": problem_type(problem.code),
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
    }
    text = json.dumps(said | problem.more, ensure_ascii=False)
    return HttpResponse(text, status=kind.status, content_type=CONTENT_TYPE)
