"""A story in the shape of ninjs 3.0 (IPTC's News in JSON, iptc.org/std/ninjs/ninjs-schema_3.0.json).

ninjs takes no member that it does not know, so what it has no word for stands where its own rules put it: a
correction is an associated news object with a date and an id of its own, as a picture is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from articles.addresses import absolute
from articles.bengali.dates import iso
from articles.boxes import own_words, picture_numbers
from articles.models import Article
from articles.showing import shown_notes
from articles.snapshot import MIME_TYPES, BylineEntry, PublicPicture, Rendition
from feeds.api.terms import usage_terms
from feeds.boxes import feed_body
from feeds.items import guid

STANDARD: Final = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
PLAIN, HTML = "text/plain", "text/html"
# What an item of a list is made of; the body of fifty stories would be most of what the database sends.
PARTIAL: Final = (
    *(
        "language",
        "section__slug",
        "section_name",
        "kicker",
        "headline",
        "standfirst",
        "dateline",
        "source_credit",
    ),
    *("byline", "topic_names", "picture", "corrections", "translation_of"),
    *("published_at", "updated_at", "edition"),
)

Item = dict[str, Any]


def brief_item(article: Article) -> Item:
    """The story as a list has it: everything but its text and the pictures in it. `article` has PARTIAL and section."""
    item = _item(article, "partial") | {
        "associations": [*_lead(article), *_notes(article)],
    }
    return _said(item)


def whole_item(article: Article, sections: Mapping[str, str]) -> Item:
    """The whole story. `sections`: of the stories its boxes link to that are live, by public id, the section's slug."""
    text = own_words(article.body)
    with override(article.language):
        html = str(feed_body(article, sections))
    item = _item(article, "full") | {
        "bodies": [
            {"role": "html", "contentType": HTML, "value": html},
            {
                "role": "text",
                "contentType": PLAIN,
                "charCount": len(text),
                "wordCount": len(text.split()),
                "value": text,
            },
        ],
        "associations": [*_lead(article), *_pictures_of_body(article), *_notes(article)],
    }
    return _said(item)


def api_address(public_id: str) -> str:
    """Where the API has this story, absolute."""
    return absolute(reverse("api-article", args=[public_id]))


def _item(article: Article, representation: str) -> Item:
    entries = article.byline_entries
    return {
        "uri": guid(article.public_id, article.published_at),
        "type": "text",
        "representationType": representation,
        "standard": STANDARD,
        "version": str(article.edition),
        "firstCreated": iso(article.published_at),
        "versionCreated": iso(article.updated_at or article.published_at),
        "pubStatus": "usable",
        "language": article.language,
        "headlines": _words(("main", article.headline), ("kicker", article.kicker)),
        "descriptions": _words(("standfirst", article.standfirst)),
        "by": ", ".join(dict.fromkeys(entry.name for entry in entries)),
        "located": article.dateline,
        "people": [_name(entry) for entry in entries if entry.kind != "agency"],
        "organisations": [_name(entry) for entry in entries if entry.kind == "agency"],
        "infoSources": [{"name": article.source_credit}] if article.source_credit else [],
        "subjects": _subjects(article),
        "altIds": _ids(article),
        "renditions": [
            {"name": "web", "href": absolute(article.get_absolute_url()), "contentType": HTML},
            {"name": "api", "href": api_address(article.public_id), "contentType": "application/json"},
        ],
        "copyrightHolder": settings.KHOBOR_NAME,
        "copyrightNotice": f"© {timezone.localtime(article.published_at).year} {settings.KHOBOR_NAME}",
        "usageTerms": usage_terms(),
    }


def _words(*said: tuple[str, str]) -> list[Item]:
    return [{"role": role, "contentType": PLAIN, "value": text} for role, text in said if text]


def _name(entry: BylineEntry) -> Item:
    """A line of the byline. A house byline (“staff correspondent”) is nobody in particular and has no page."""
    uri = "" if entry.kind == "house" else absolute(reverse("author", args=[entry.slug]))
    return _said({"name": entry.name, "rel": entry.role, "uri": uri, "literal": entry.slug if uri else ""})


def _subjects(article: Article) -> list[Item]:
    section = ("section", article.section_name, article.section.slug, article.section.get_absolute_url())
    topics = (
        ("topic", topic.name, topic.slug, reverse("topic", args=[topic.slug]))
        for topic in article.named_topics
    )
    return [
        {"name": name, "rel": rel, "uri": absolute(url), "literal": slug}
        for rel, name, slug, url in (section, *topics)
    ]


def _ids(article: Article) -> list[Item]:
    own = {"role": "id", "value": article.public_id}
    if not getattr(article, "has_original", False):  # feeds/api/reading.py asks
        return [own]
    return [own, {"role": "translation-of", "value": article.translation_of}]


def _lead(article: Article) -> list[Item]:
    return [_picture("lead", article.lead_picture, article.language)] if article.lead_picture else []


def _pictures_of_body(article: Article) -> list[Item]:
    """The pictures that stand in the text, in its order; by place, as their numbers are the newsroom's."""
    stored: Sequence[dict[str, Any]] = [
        article.body_pictures[str(number)]
        for number in picture_numbers(article.body)
        if str(number) in article.body_pictures
    ]
    return [
        _picture(f"body-{place}", PublicPicture.from_json(data), article.language)
        for place, data in enumerate(stored, start=1)
    ]


def _picture(name: str, picture: PublicPicture, language: str) -> Item:
    return _said(
        {
            "name": name,
            "rel": "picture",
            "uri": _file(picture.widest),
            "type": "picture",
            "language": language,
            "descriptions": _words(("caption", picture.caption), ("alternative", picture.alt)),
            "by": picture.credit,
            "renditions": [_rendition(one, picture.focus) for one in picture.renditions],
        }
    )


def _rendition(one: Rendition, focus: tuple[float, float]) -> Item:
    """One file: `name` says what was cut and how wide it is, `poi` what a further cut is to keep, in its pixels."""
    said = {
        "name": f"{one.crop or 'whole'}-{one.width}-{one.format}",
        "href": _file(one),
        "contentType": MIME_TYPES[one.name.rpartition(".")[2]],
        "width": one.width,
        "height": one.height,
    }
    kept = {"x": round(focus[0] * one.width), "y": round(focus[1] * one.height)}
    return said if one.crop else said | {"poi": kept}


def _notes(article: Article) -> Iterable[Item]:
    """The public notes, oldest first. Each has the id that it has in the feed of corrections."""
    story = guid(article.public_id, article.published_at)
    for note in shown_notes(article):
        with override(article.language):
            label = str(note.label)
        yield {
            "name": label,
            "rel": note.kind,
            "uri": note_id(story, note.at),
            "type": "text",
            "firstCreated": iso(note.at),
            "language": article.language,
            "bodies": [{"role": "text", "contentType": PLAIN, "value": note.text}],
        }


def note_id(story: str, at: datetime) -> str:
    """A note's URI, of its story's and of when readers got it."""
    return f"{story}/{iso(at)}"


def _file(rendition: Rendition) -> str:
    return absolute(default_storage.url(rendition.name))


def _said(values: Item) -> Item:
    """Members without a value are left out, as ninjs has it."""
    return {name: value for name, value in values.items() if value not in ("", [], None)}
