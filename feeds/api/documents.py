"""What says how the API is asked: a description for programs, and a page for people, both from the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from articles.addresses import absolute
from articles.frame import site_frame
from articles.pages import Head
from feeds.api.answers import answers_json, json_answer, service_links
from feeds.api.description import describe
from feeds.api.operations import EXAMPLE_ID, OPERATIONS, Operation
from feeds.api.problems import KINDS
from feeds.api.terms import usage_terms


@answers_json
def description(request: HttpRequest) -> HttpResponse:
    return json_answer(describe())


def page(request: HttpRequest) -> HttpResponse:
    """For people: what can be asked, and how."""
    title = gettext("Our stories for your program")
    said = gettext("The live stories of %(paper)s as JSON: read-only, without a key, always current.")
    frame = site_frame()
    newest = frame["latest"][0].public_id if frame["latest"] else EXAMPLE_ID
    shown = {
        "head": Head(
            title=title,
            description=said % {"paper": settings.KHOBOR_NAME},
            canonical=absolute(reverse("api-page")),
        ),
        "operations": [_shown(one, newest) for one in OPERATIONS.values()],
        "problems": [(code, kind.status, gettext(kind.title)) for code, kind in KINDS.items()],
        "terms": usage_terms(),
        "root": absolute(reverse("api")),
        "copying": absolute(reverse("api-changes")),
    }
    response = render(request, "feeds/api.html", frame | shown)
    response["Link"] = service_links()
    return response


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """An address for people: `parameters` are names with what they mean, `example` is absolute."""

    name: str
    path: str
    summary: str
    about: str
    parameters: Sequence[tuple[str, str]]
    example: str


def _shown(one: Operation, newest: str) -> ShownOperation:
    """`newest`: the public id of a live story, so that what is copied from the page gets an answer."""
    return ShownOperation(
        name=one.name,
        path=one.path,
        summary=gettext(one.summary),
        about=gettext(one.about),
        parameters=[(parameter.name, gettext(parameter.description)) for parameter in one.parameters],
        example=absolute(one.example.replace(EXAMPLE_ID, newest)),
    )
