"""The part of ninjs 3.0 that the API uses, written after the standard's user guide and schema, as strict as they are:
what is not named here is no member of a news item. `NINJS_SCHEMA` names the standard's own file, if it is to be asked too
(ninjs-schema_3.0.json of github.com/iptc/newsinjson).
"""

from typing import Any

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": "string"}
URI = {"type": "string", "format": "uri"}
MOMENT = {"type": "string", "format": "date-time"}
WHOLE = {"type": "integer"}


def strict(*required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def many(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


WORDS = strict("value", role=TEXT, contentType=TEXT, value=TEXT)
BODY = strict("value", role=TEXT, contentType=TEXT, charCount=WHOLE, wordCount=WHOLE, value=TEXT)
NAMED = strict(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)
SOURCE = strict(name=TEXT, role=TEXT, uri=URI, literal=TEXT)
RENDITION = strict(
    "name",
    name=TEXT,
    href=URI,
    contentType=TEXT,
    title=TEXT,
    width=WHOLE,
    height=WHOLE,
    sizeInBytes=WHOLE,
    format=TEXT,
    poi=strict(x=WHOLE, y=WHOLE),
)
ITEM: dict[str, Any] = {
    "uri": URI,
    "type": {"enum": "text audio video picture graphic composite component event planning".split()},
    "representationType": {"enum": ["full", "partial"]},
    "standard": strict(name=TEXT, version=TEXT, schema=URI),
    "version": TEXT,
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "contentCreated": MOMENT,
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "language": TEXT,
    "headlines": many(WORDS),
    "descriptions": many(WORDS),
    "bodies": many(BODY),
    "by": TEXT,
    "located": TEXT,
    "people": many(NAMED),
    "organisations": many(NAMED),
    "infoSources": many(SOURCE),
    "subjects": many(NAMED),
    "altIds": many(strict(role=TEXT, value=TEXT)),
    "renditions": many(RENDITION),
    "copyrightHolder": TEXT,
    "copyrightNotice": TEXT,
    "usageTerms": TEXT,
}
ASSOCIATED = strict("name", "uri", **ITEM, name=TEXT, rel=TEXT)
NINJS = {"$schema": DRAFT, **strict("uri", **ITEM, associations=many(ASSOCIATED))}
