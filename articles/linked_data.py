"""What pages say of themselves to machines: JSON-LD of schema.org, as Google's documentation of articles asks."""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.addresses import absolute
from articles.bengali.dates import iso
from articles.boxes import own_words
from articles.models import Article, Contributor
from articles.snapshot import BylineEntry, PublicPicture

ICON: Final = "site/icons/icon-512.png"
_RATIOS: Final = ("16x9", "4x3", "1x1")
# In a script element `<` could end it, and in JSON it may be written so.
_ESCAPED: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})

Thing = dict[str, Any]


def written(things: Sequence[Thing]) -> SafeString:
    """The things as one JSON-LD text, safe inside a script element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return SafeString(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED))


def newspaper() -> Thing:
    """The newspaper itself. Other things refer to it by its @id."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#paper"),
        "name": settings.KHOBOR_NAME,
        "url": absolute(reverse("front")),
        "logo": {"@type": "ImageObject", "url": absolute(static(ICON)), "width": 512, "height": 512},
        "correctionsPolicy": absolute(reverse("corrections")),
    }


def website() -> Thing:
    return {
        "@type": "WebSite",
        "@id": absolute("/#site"),
        "name": settings.KHOBOR_NAME,
        "url": absolute(reverse("front")),
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": absolute("/#paper")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": absolute(reverse("search")) + "?q={search_term_string}",
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Thing:
    """From the front page to where one is: (name, path) each."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate([(settings.KHOBOR_NAME, reverse("front")), *steps], start=1)
        ],
    }


def news_article(article: Article) -> Thing:
    """The story. Its dates are those that readers see; a picture comes in the three ratios that Google asks for."""
    address = absolute(article.get_absolute_url())
    picture = article.lead_picture
    said: Thing = {
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.headline,
        "description": article.standfirst,
        "inLanguage": article.language,
        "datePublished": iso(article.published_at),
        "dateModified": iso(article.updated_at or article.published_at),
        "articleSection": article.section_name,
        "keywords": [topic.name for topic in article.named_topics],
        "wordCount": len(own_words(article.body).split()),
        "isAccessibleForFree": True,
        "author": [_author(entry) for entry in article.byline_entries] or [{"@id": absolute("/#paper")}],
        "publisher": {"@id": absolute("/#paper")},
        "image": _images(picture) if picture else [],
        "contentLocation": {"@type": "Place", "name": article.dateline} if article.dateline else None,
        "correction": [
            {"@type": "CorrectionComment", "text": note["text"], "datePublished": note["at"]}
            for note in article.corrections
        ],
    }
    return {name: value for name, value in said.items() if value not in ("", None, [])}


def person(contributor: Contributor) -> Thing:
    """Whose page this is: a person, or an agency."""
    said = {
        "@type": "Person" if contributor.kind == Contributor.Kind.PERSON else "Organization",
        "name": contributor.name,
        "url": absolute(contributor.get_absolute_url()),
        "jobTitle": contributor.title if contributor.kind == Contributor.Kind.PERSON else "",
        "description": contributor.bio,
        "sameAs": [link["url"] for link in contributor.links],
    }
    return {name: value for name, value in said.items() if value not in ("", [])}


def _author(entry: BylineEntry) -> Thing:
    """A name of the byline. A house byline is nobody in particular: the paper itself."""
    if entry.kind == Contributor.Kind.HOUSE:
        return {"@id": absolute("/#paper")}
    kind = "Organization" if entry.kind == Contributor.Kind.AGENCY else "Person"
    return {"@type": kind, "name": entry.name, "url": absolute(reverse("author", args=[entry.slug]))}


def _images(picture: PublicPicture) -> list[Thing]:
    crops = [crop for ratio in _RATIOS if (crop := picture.crop(ratio))] or [picture.widest]
    return [
        {
            "@type": "ImageObject",
            "url": absolute(default_storage.url(crop.name)),
            "width": crop.width,
            "height": crop.height,
        }
        for crop in crops
    ]
