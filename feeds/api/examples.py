"""Answers as the description shows them. The tests hold them against its schemas."""

from typing import Any, Final

from feeds.api.operations import EXAMPLE_ID
from feeds.api.problems import KINDS, problem_type

_SITE: Final = "https://paper.example"
_TAG: Final = f"tag:paper.example,2026-11-23:{EXAMPLE_ID}"
_AT: Final = "2026-11-23T10:00:00+06:00"
_NOTED: Final = "2026-11-23T14:30:00+06:00"
_TERMS: Final = "Show headlines and summaries with a link."


def _named(kind: str, page: str, slug: str, name: str) -> dict[str, Any]:
    feeds = {form: f"{_SITE}/feeds/{page}/{slug}.{form}" for form in ("rss", "atom", "json")}
    web = f"{_SITE}/{slug}/" if page == "section" else f"{_SITE}/{page}/{slug}/"
    return {
        "slug": slug,
        "name": name,
        "web": web,
        "articles": f"{_SITE}/api/v1/articles/?{kind}={slug}",
        "feeds": feeds,
    }


_NOTE: Final = {
    "name": "সংশোধনী",
    "rel": "correction",
    "uri": f"{_TAG}/{_NOTED}",
    "type": "text",
    "firstCreated": _NOTED,
    "language": "bn",
    "bodies": [{"role": "text", "contentType": "text/plain", "value": "আগের সংস্করণে বইয়ের সংখ্যা ভুল ছিল।"}],
}
_LEAD: Final = {
    "name": "lead",
    "rel": "picture",
    "uri": f"{_SITE}/media/{'0' * 40}.jpg",
    "type": "picture",
    "language": "bn",
    "descriptions": [{"role": "alternative", "contentType": "text/plain", "value": "তাকে সাজানো বই"}],
    "by": "নমুনা আলোকচিত্রী",
    "renditions": [
        {
            "name": "whole-1280-jpeg",
            "href": f"{_SITE}/media/{'0' * 40}.jpg",
            "contentType": "image/jpeg",
            "width": 1280,
            "height": 800,
            "poi": {"x": 640, "y": 400},
        }
    ],
}
_BRIEF: Final[dict[str, Any]] = {
    "uri": _TAG,
    "type": "text",
    "representationType": "partial",
    "standard": {
        "name": "ninjs",
        "version": "3.0",
        "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
    },
    "version": "4711",
    "firstCreated": _AT,
    "versionCreated": _NOTED,
    "pubStatus": "usable",
    "language": "bn",
    "headlines": [{"role": "main", "contentType": "text/plain", "value": "নদীর পাড়ে নতুন পাঠাগার"}],
    "descriptions": [
        {"role": "standfirst", "contentType": "text/plain", "value": "গ্রামের তরুণেরা গড়ে তুলেছেন পাঠাগারটি।"}
    ],
    "by": "নমুনা হাসান",
    "located": "সুনামগঞ্জ",
    "people": [
        {
            "name": "নমুনা হাসান",
            "rel": "reporter",
            "uri": f"{_SITE}/author/namuna-hasan/",
            "literal": "namuna-hasan",
        }
    ],
    "subjects": [
        {"name": "বাংলাদেশ", "rel": "section", "uri": f"{_SITE}/bangladesh/", "literal": "bangladesh"},
        {"name": "নদী", "rel": "topic", "uri": f"{_SITE}/topic/river/", "literal": "river"},
    ],
    "altIds": [{"role": "id", "value": EXAMPLE_ID}],
    "renditions": [
        {"name": "web", "href": f"{_SITE}/bangladesh/{EXAMPLE_ID}/", "contentType": "text/html"},
        {"name": "api", "href": f"{_SITE}/api/v1/articles/{EXAMPLE_ID}/", "contentType": "application/json"},
    ],
    "associations": [_LEAD, _NOTE],
    "copyrightHolder": "খবর",
    "copyrightNotice": "© 2026 খবর",
    "usageTerms": _TERMS,
}
_WHOLE: Final = _BRIEF | {
    "representationType": "full",
    "bodies": [
        {"role": "html", "contentType": "text/html", "value": "<p>পাঠাগারে আছে দুই হাজার বই।</p>"},
        {
            "role": "text",
            "contentType": "text/plain",
            "charCount": 26,
            "wordCount": 5,
            "value": "পাঠাগারে আছে দুই হাজার বই।",
        },
    ],
}
_NEXT: Final = f"{_SITE}/api/v1/articles/?limit=20&after=1795413600000000.{EXAMPLE_ID}"
_LISTS: Final = ("articles", "search", "sections", "topics", "contributors", "corrections", "changes")

EXAMPLES: Final[dict[str, Any]] = {
    "Entry": {
        "name": "খবর",
        "language": "bn",
        "web": f"{_SITE}/",
        "edition": 4711,
        "terms": _TERMS,
        "description": f"{_SITE}/api/openapi.json",
        "documentation": f"{_SITE}/api/",
        "links": {name: f"{_SITE}/api/v1/{name}/" for name in _LISTS},
    },
    "Article": _WHOLE,
    "Articles": {"items": [_BRIEF], "next": _NEXT},
    "Found": {"items": [_BRIEF], "next": None, "total": 1, "totalIsCapped": False},
    "Sections": {
        "items": [_named("section", "section", "bangladesh", "বাংলাদেশ") | {"description": None}],
        "next": None,
    },
    "Topics": {"items": [_named("topic", "topic", "river", "নদী")], "next": None},
    "Contributors": {
        "items": [
            _named("contributor", "author", "namuna-hasan", "নমুনা হাসান")
            | {"kind": "person", "title": "জ্যেষ্ঠ প্রতিবেদক", "bio": None, "links": [], "portrait": None}
        ],
        "next": None,
    },
    "Corrections": {
        "items": [
            {
                "uri": _NOTE["uri"],
                "kind": "correction",
                "text": "আগের সংস্করণে বইয়ের সংখ্যা ভুল ছিল।",
                "at": _NOTED,
                "article": _BRIEF,
            }
        ],
        "next": None,
    },
    "Changes": {
        "items": [
            {
                "edition": 4711,
                "id": EXAMPLE_ID,
                "uri": _TAG,
                "state": "live",
                "at": _NOTED,
                "href": f"{_SITE}/api/v1/articles/{EXAMPLE_ID}/",
                "target": None,
            }
        ],
        "next": None,
        "resume": f"{_SITE}/api/v1/changes/?after=4711.{EXAMPLE_ID}",
    },
}
_DETAILS: Final[dict[str, dict[str, Any]]] = {
    "bad-parameter": {"detail": "“limit” is to be a whole number from 1 to 50.", "parameter": "limit"},
    "unknown-parameter": {"detail": "Known here: limit, after.", "parameters": ["page"]},
    "bad-request": {"detail": "The address says more than can be read."},
    "not-found": {"detail": "No live story has this topic.", "parameter": "topic"},
    "method-not-allowed": {"detail": "Ask with one of: GET, HEAD, OPTIONS."},
    "withdrawn": {
        "detail": "Take it out of every copy and every list.",
        "id": EXAMPLE_ID,
        "state": "withdrawn",
        "at": _NOTED,
    },
    "too-broad": {
        "detail": "Ask for a shorter time, or for fewer things at once: an answer may take 0.9 seconds."
    },
    "unavailable": {"detail": "The fault is ours. Try again in a while."},
}


def problem_example(code: str) -> dict[str, Any]:
    kind = KINDS[code]
    return {"type": problem_type(code), "title": kind.title, "status": kind.status} | _DETAILS[code]
