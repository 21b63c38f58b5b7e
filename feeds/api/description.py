"""The API's description (OpenAPI 3.1), made of what answers it."""

from http import HTTPStatus
from typing import Any, Final

from django.conf import settings

from feeds.api.examples import EXAMPLES, problem_example
from feeds.api.operations import EXAMPLE_ID, OPERATIONS, Operation
from feeds.api.parameters import Parameter
from feeds.api.problems import CONTENT_TYPE, KINDS
from feeds.api.schemas import ID, SCHEMAS, ref
from feeds.api.terms import usage_terms

VERSION: Final = "1.0.0"
_ABOUT: Final = (
    "The newspaper's live stories, read-only. No key, no cookie, no limit but good manners: ask again with"
    " If-None-Match, and what has not changed costs 304 and no body. What an editor publishes is here at once, and"
    " what is withdrawn is gone at once: follow `changes` if you keep copies. Stories have the shape of IPTC ninjs"
    " 3.0. Lists are paged by cursors: go to `next`, or to the Link header's, until there is none. Parameters that an"
    " address does not know are refused, so that a slip does not pass for an answer."
)


def describe() -> dict[str, Any]:
    """The whole description, as JSON can hold it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.KHOBOR_NAME,
            "version": VERSION,
            "summary": "The newspaper, for programs",
            "description": _ABOUT,
            "license": {"name": usage_terms()},
        },
        "servers": [{"url": settings.KHOBOR_SITE_URL}],
        "paths": {one.path: {"get": _operation(one)} for one in OPERATIONS.values()},
        "components": {
            "schemas": SCHEMAS,
            "headers": _headers(),
            "responses": {str(status): _problem(status) for status in _statuses()},
        },
    }


def _operation(one: Operation) -> dict[str, Any]:
    by_path = "{id}" in one.path
    answers: dict[str, Any] = {
        "200": _answer(one),
        "304": {"description": "What If-None-Match names is still so."},
    }
    if by_path or 404 in one.problems:
        where = {"Location": {"schema": {"type": "string", "format": "uri-reference"}, "required": True}}
        answers["301"] = {
            "description": "It is elsewhere now: a story or a name that moved.",
            "headers": where,
        }
    answers |= {str(status): {"$ref": f"#/components/responses/{status}"} for status in one.problems}
    return {
        "operationId": one.name.replace("-", "_"),
        "summary": one.summary,
        "description": one.about,
        "parameters": [*([_path_parameter()] if by_path else []), *map(_parameter, one.parameters)],
        "responses": answers,
    }


def _answer(one: Operation) -> dict[str, Any]:
    headers = {"ETag": {"$ref": "#/components/headers/ETag"}}
    if "next" in SCHEMAS[one.answer]["properties"] or one.name == "api":
        headers["Link"] = {"$ref": "#/components/headers/Link"}
    if one.answer == "Article":
        headers["Last-Modified"] = {"$ref": "#/components/headers/Last-Modified"}
    content = {"schema": ref(one.answer), "example": EXAMPLES[one.answer]}
    return {"description": one.summary, "headers": headers, "content": {"application/json": content}}


def _path_parameter() -> dict[str, Any]:
    return {"name": "id", "in": "path", "required": True, "schema": ID, "example": EXAMPLE_ID}


def _parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": "query",
        "description": one.description,
        "required": one.required,
        "schema": dict(one.schema),
        "example": one.example,
    }


def _statuses() -> list[int]:
    return sorted({kind.status for kind in KINDS.values()})


def _problem(status: int) -> dict[str, Any]:
    codes = [code for code, kind in KINDS.items() if kind.status == status]
    headers = {}
    if status == 405:
        headers["Allow"] = {"schema": {"type": "string"}, "required": True}
    if status == 503:
        headers["Retry-After"] = {"schema": {"type": "integer"}}
    examples = {code: {"value": problem_example(code)} for code in codes}
    return {
        "description": HTTPStatus(status).phrase,
        "headers": headers,
        "content": {CONTENT_TYPE: {"schema": ref("Problem"), "examples": examples}},
    }


def _headers() -> dict[str, Any]:
    return {
        "ETag": {
            "description": "Send it back as If-None-Match.",
            "schema": {"type": "string"},
            "required": True,
        },
        "Last-Modified": {"description": "Of a story that links to no other.", "schema": {"type": "string"}},
        "Link": {
            "description": "The next page (rel=next), where there is one.",
            "schema": {"type": "string"},
        },
    }
