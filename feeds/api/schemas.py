"""What the API's answers look like, as JSON Schema 2020-12 (which OpenAPI 3.1 takes as it is)."""

from typing import Any, Final

from feeds.api.problems import KINDS

Schema = dict[str, Any]

ID: Final = {
    "type": "string",
    "pattern": "^[0-9a-z]{8}$",
    "description": "A story's public id: the same for good.",
}
URI: Final = {"type": "string", "format": "uri"}
MOMENT: Final = {
    "type": "string",
    "format": "date-time",
    "description": "RFC 3339, in Latin digits, in the zone where the paper is.",
}
TEXT: Final = {"type": "string"}
NUMBER: Final = {"type": "integer", "minimum": 0}
_OR_NOTHING: Final = {"type": ["string", "null"]}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Schema, *optional: str, about: str = "") -> Schema:
    """An object of these members and no others, all there but the `optional` ones."""
    made: Schema = {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
    return made | ({"description": about} if about else {})


def _array(items: Schema, about: str = "") -> Schema:
    return {"type": "array", "items": items} | ({"description": about} if about else {})


def _list(item: str, **more: Schema) -> Schema:
    following = {
        "type": ["string", "null"],
        "format": "uri",
        "description": "The next page; null on the last one.",
    }
    return _object({"items": _array(ref(item)), "next": following} | more)


_WORDS: Final = _object({"role": TEXT, "contentType": TEXT, "value": TEXT})
_BODY: Final = _object(
    {"role": TEXT, "contentType": TEXT, "charCount": NUMBER, "wordCount": NUMBER, "value": TEXT},
    "charCount",
    "wordCount",
)
_NAMED: Final = _object({"name": TEXT, "rel": TEXT, "uri": URI, "literal": TEXT}, "rel", "uri", "literal")
_RENDITION: Final = _object(
    {
        "name": TEXT,
        "href": URI,
        "contentType": TEXT,
        "width": NUMBER,
        "height": NUMBER,
        "poi": _object({"x": NUMBER, "y": NUMBER}, about="What a further cut is to keep, in pixels."),
    },
    "width",
    "height",
    "poi",
)
_FEEDS: Final = _object({"rss": URI, "atom": URI, "json": URI})
_OF_NAMES: Final = {"slug": TEXT, "name": TEXT, "web": URI, "articles": URI, "feeds": _FEEDS}

_STORY: Final = {
    "uri": URI
    | {"description": "The story's tag URI (RFC 4151), as in the feeds: it stays wherever the story moves."},
    "type": {"const": "text"},
    "representationType": {
        "enum": ["full", "partial"],
        "description": "A list's items are partial: they have no text.",
    },
    "standard": _object({"name": {"const": "ninjs"}, "version": TEXT, "schema": URI}),
    "version": TEXT | {"description": "The paper's edition with which this version became public."},
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "pubStatus": {"const": "usable"},
    "language": TEXT,
    "headlines": _array(_WORDS, "Role main, and kicker where there is one."),
    "descriptions": _array(_WORDS, "Role standfirst."),
    "bodies": _array(_BODY, "Role html (clean, links absolute) and role text."),
    "by": TEXT,
    "located": TEXT,
    "people": _array(_NAMED, "The byline in its order; `rel` is the role. Without `uri`: a house byline."),
    "organisations": _array(_NAMED),
    "infoSources": _array(_NAMED, "Whom the story is credited to."),
    "subjects": _array(_NAMED, "`rel` is section or topic, `literal` the slug."),
    "altIds": _array(
        _object({"role": TEXT, "value": TEXT}), "Role id is the public id in the API's addresses."
    ),
    "renditions": _array(_RENDITION, "Name web: the page for readers, its canonical address."),
    "associations": _array(
        ref("Association"),
        "Pictures (lead, body-1, …) and the notes of what was put right (`rel`: correction, …).",
    ),
    "copyrightHolder": TEXT,
    "copyrightNotice": TEXT,
    "usageTerms": TEXT,
}
_MAY_BE_MISSING: Final = ("descriptions", "bodies", "by", "located", "people", "organisations", "infoSources")
_ASSOCIATION: Final = {
    "name": TEXT,
    "rel": TEXT,
    "uri": URI,
    "type": {"enum": ["picture", "text"]},
    "language": TEXT,
    "firstCreated": MOMENT,
    "descriptions": _array(_WORDS),
    "bodies": _array(_BODY),
    "by": TEXT,
    "renditions": _array(_RENDITION),
}
_NOT_OF_EACH: Final = ("firstCreated", "descriptions", "bodies", "by", "renditions")

SCHEMAS: Final[Schema] = {
    "Problem": {
        "type": "object",
        "description": "RFC 9457. Programs go by `type`, people by `detail`.",
        "properties": {
            "type": URI,
            "title": {"enum": [kind.title for kind in KINDS.values()]},
            "status": {"enum": sorted({kind.status for kind in KINDS.values()})},
            "detail": TEXT,
            "parameter": TEXT | {"description": "Which one is meant."},
            "parameters": _array(TEXT, "Which ones are not known."),
            "id": ID,
            "state": {"enum": ["withdrawn", "gone"]},
            "at": MOMENT,
        },
        "required": ["type", "title", "status", "detail"],
    },
    "Entry": _object(
        {
            "name": TEXT,
            "language": TEXT,
            "web": URI,
            "edition": NUMBER,
            "terms": TEXT,
            "description": URI,
            "documentation": URI,
            "links": {"type": "object", "additionalProperties": URI},
        }
    ),
    "Article": _object(
        _STORY, *_MAY_BE_MISSING, "associations", about="A story as ninjs 3.0 has it (iptc.org)."
    ),
    "Association": _object(_ASSOCIATION, *_NOT_OF_EACH),
    "Section": _object(_OF_NAMES | {"description": _OR_NOTHING}),
    "Topic": _object(_OF_NAMES),
    "Contributor": _object(
        _OF_NAMES
        | {
            "kind": {"enum": ["person", "agency"]},
            "title": _OR_NOTHING,
            "bio": _OR_NOTHING,
            "links": _array(_object({"name": TEXT, "url": TEXT})),
            "portrait": {
                "anyOf": [
                    _object(
                        {"href": URI, "width": NUMBER, "height": NUMBER, "description": TEXT, "credit": TEXT}
                    ),
                    {"type": "null"},
                ]
            },
        }
    ),
    "Correction": _object(
        {
            "uri": URI,
            "kind": {"enum": ["correction", "clarification", "update"]},
            "text": TEXT,
            "at": MOMENT,
            "article": ref("Article"),
        }
    ),
    "Change": _object(
        {
            "edition": NUMBER,
            "id": ID,
            "uri": URI,
            "state": {"enum": ["live", "withdrawn", "gone", "redirected"]},
            "at": MOMENT,
            "href": URI,
            "target": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "Where a redirected one leads.",
            },
        }
    ),
    "Articles": _list("Article"),
    "Sections": _list("Section"),
    "Topics": _list("Topic"),
    "Contributors": _list("Contributor"),
    "Corrections": _list("Correction"),
    "Found": _list(
        "Article",
        total=NUMBER | {"description": "How many were ranked: the newest thousand at most."},
        totalIsCapped={"type": "boolean"},
    ),
    "Changes": _list(
        "Change", resume=URI | {"description": "Where to ask later for what changed after this page."}
    ),
}
