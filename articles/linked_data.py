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
from articles.frame import Linked
from articles.models import Article, Contributor, Page
from articles.sharing import share_picture
from articles.snapshot import BylineEntry, Named, PublicPicture, Rendition

ICON: Final = "site/icons/icon-512.png"
_RATIOS: Final = ("16x9", "4x3", "1x1")
# What schema.org and the Trust Project call the paper's own pages, by their address.
_POLICIES: Final = {
    "principles": "publishingPrinciples",
    "ethics": "ethicsPolicy",
    "corrections-policy": "correctionsPolicy",
    "diversity": "diversityPolicy",
    "feedback": "actionableFeedbackPolicy",
    "fact-checking": "verificationFactCheckingPolicy",
    "unnamed-sources": "unnamedSourcesPolicy",
    "ownership": "ownershipFundingInfo",
    "masthead": "masthead",
}
# In a script element `<` could end it, and in JSON it may be written so.
_ESCAPED: Final = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})

Thing = dict[str, Any]


def written(things: Sequence[Thing]) -> SafeString:
    """The things as one JSON-LD text, safe inside a script element."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return SafeString(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED))


def newspaper(pages: Sequence[Named] = ()) -> Thing:
    """The newspaper itself, with those of its `pages` that say how it works. Other things refer to it by its @id."""
    said: Thing = {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#paper"),
        "name": settings.KHOBOR_NAME,
        "url": absolute(reverse("front")),
        "logo": {"@type": "ImageObject", "url": absolute(static(ICON)), "width": 512, "height": 512},
        "correctionsPolicy": absolute(reverse("corrections")),
    }
    addresses = {page.slug: absolute(Page(slug=page.slug).get_absolute_url()) for page in pages}
    said |= {name: addresses[slug] for slug, name in _POLICIES.items() if slug in addresses}
    if "contact" in addresses:
        said["contactPoint"] = {
            "@type": "ContactPoint",
            "contactType": "newsroom",
            "url": addresses["contact"],
        }
    return said


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


def news_article(article: Article, languages: Sequence[Linked] = ()) -> Thing:
    """The story. Its dates are those that readers see; a picture comes in the three ratios that Google asks for.

    `languages` are the live stories that say the same, this one among them.
    """
    address = absolute(article.get_absolute_url())
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
        "image": _images(article),
        "dateline": article.dateline,
        "contentLocation": {"@type": "Place", "name": article.dateline} if article.dateline else None,
        "correction": [
            {"@type": "CorrectionComment", "text": note["text"], "datePublished": note["at"]}
            for note in article.corrections
        ],
    } | _translations(article, languages)
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


def _translations(article: Article, languages: Sequence[Linked]) -> Thing:
    """Which story this one translates, or which translate it."""
    others = {one.public_id: f"{absolute(one.url)}#article" for one in languages}
    others.pop(article.public_id, None)
    if article.translation_of:
        original = others.get(article.translation_of)
        return {"translationOfWork": {"@id": original}} if original else {}
    return {"workTranslation": [{"@id": address} for address in others.values()]}


def _images(article: Article) -> list[Thing]:
    """The crops of the story's picture; of one without, the card that was drawn of its headline."""
    picture = share_picture(article)
    if picture is None:
        return [_image(Rendition(**article.share_card))] if article.share_card else []
    crops = [crop for ratio in _RATIOS if (crop := picture.crop(ratio))] or [picture.widest]
    return [_image(crop) | _words(picture) for crop in crops]


def _image(rendition: Rendition) -> Thing:
    return {
        "@type": "ImageObject",
        "url": absolute(default_storage.url(rendition.name)),
        "width": rendition.width,
        "height": rendition.height,
    }


def _words(picture: PublicPicture) -> Thing:
    said = {"caption": picture.caption or picture.alt, "creditText": picture.credit}
    return {name: value for name, value in said.items() if value}
