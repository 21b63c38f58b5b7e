"""What each page's template is given: the frame around it, its head, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from articles import linked_data
from articles.addresses import absolute
from articles.archive import Month
from articles.bengali.dates import format_date
from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import cut
from articles.boxes import EmbedBox, Sources, first_words, published_pictures, related_ids, show_body
from articles.frame import site_frame
from articles.fronts import Front, read_front_page
from articles.models import Article, Contributor, Section, Tombstone, Topic
from articles.reading import CorrectionListing, Listing
from articles.search.finding import Results
from articles.search.form import Asked
from articles.search.query import Query
from articles.showing import ShownPicture, share_image, share_links, shown_notes, shown_picture

__all__ = [
    "ShownPicture",
    "archive_page",
    "article_page",
    "corrections_page",
    "error_page",
    "front_page",
    "listing_page",
    "search_page",
    "shown_picture",
]

DESCRIPTION_LENGTH: Final = 160


@dataclass(frozen=True, slots=True)
class Head:
    """A page's `<head>`. `title` stands before the paper's name, or is empty on the front page.

    `canonical` is absolute, and empty on a page that has no address of its own (an error, a preview).
    """

    title: str
    description: str
    canonical: str = ""
    kind: str = "website"


def article_page(
    article: Article,
    *,
    picture: ShownPicture | None = None,
    pictures: Mapping[int, ShownPicture] | None = None,
    preview: bool = False,
    withdrawn: Tombstone | None = None,
) -> dict[str, Any]:
    """The context of articles/article.html.

    Uses the article's own fields and its section, never its relations, so an unsaved
    one can be shown. `picture` and `pictures` (those of the body, by number) replace the
    published renditions (a preview's are private). With `preview` the page says that it
    is one; with `withdrawn` it stands under that tombstone's notice. Both ask search
    engines to stay away, and offer nothing to share.
    """
    if picture is None and article.lead_picture:
        picture = shown_picture(article.lead_picture)
    canonical = "" if preview or withdrawn else absolute(article.get_absolute_url())
    frame = site_frame(without=article.public_id, related=related_ids(article.body))
    shown = published_pictures(article) if pictures is None else pictures
    sections = {linked.public_id: linked.section for linked in frame["related"].values()}
    blocks = show_body(article.body, Sources(shown, sections))
    return frame | {
        "blocks": blocks,
        "has_boxes": any(block.template for block in blocks),
        "embeds": [block.embed for block in blocks if isinstance(block, EmbedBox)],
        "head": Head(
            title=article.headline,
            description=article_summary(article, DESCRIPTION_LENGTH),
            canonical=canonical,
            kind="article",
        ),
        "article": article,
        "section_slug": _section_slug(article),
        "picture": picture,
        "share_image": share_image(article.lead_picture) if article.lead_picture and canonical else None,
        "notes": shown_notes(article),
        "share": share_links(article.headline, canonical) if canonical else [],
        "preview": preview,
        "withdrawn": withdrawn,
        "linked_data": _article_data(article) if canonical else "",
    }


def _article_data(article: Article) -> SafeString:
    section = (article.section_name, article.section.get_absolute_url())
    way = linked_data.breadcrumbs([section, (article.headline, article.get_absolute_url())])
    return linked_data.written([linked_data.news_article(article), way, linked_data.newspaper()])


def article_summary(article: Article, length: int) -> str:
    """The standfirst, or else the first words of the story, in at most `length` letters."""
    return cut(article.standfirst or first_words(article.body), length)


def front_page(front: Front | None = None) -> dict[str, Any]:
    """The context of articles/front.html: of the published front, or of the one that a preview gives."""
    frame = site_frame()
    place = {"paper": settings.KHOBOR_NAME, "place": settings.KHOBOR_PLACE}
    description = gettext("%(paper)s, %(place)s: the latest news, section by section.") % place
    return frame | {
        "head": Head(title="", description=description, canonical=absolute(reverse("front"))),
        "front": front or read_front_page(),
        "linked_data": linked_data.written([linked_data.website(), linked_data.newspaper()]),
    }


def corrections_page(listing: CorrectionListing, url: str) -> dict[str, Any]:
    """The context of articles/corrections.html."""
    description = gettext("What %(paper)s put right in its stories, newest first.")
    return listing_page(
        listing,
        url,
        gettext("Corrections and clarifications"),
        description=description % {"paper": settings.KHOBOR_NAME},
    )


def listing_page(
    listing: Listing | CorrectionListing,
    url: str,
    title: str,
    *,
    description: str = "",
    subject: Section | Topic | Contributor | None = None,
) -> dict[str, Any]:
    """The context of the templates that show one page of a list; `url` is the address of its first page."""
    numbered = title
    if listing.number > 1:
        numbered = gettext("%(title)s, page %(number)s") % {
            "title": title,
            "number": page_number(listing.number),
        }
    place = {"title": title, "paper": settings.KHOBOR_NAME}
    return site_frame() | {
        "head": Head(
            title=numbered,
            description=cut(description, DESCRIPTION_LENGTH)
            or gettext("All the news of %(paper)s: %(title)s") % place,
            canonical=absolute(page_address(url, listing.number)),
        ),
        "title": title,
        "subject": subject,
        "section_slug": subject.slug if isinstance(subject, Section) else "",
        "listing": listing,
        "previous_url": page_address(url, listing.number - 1) if listing.number > 1 else "",
        "next_url": page_address(url, listing.number + 1) if listing.has_next else "",
        "linked_data": _list_data(title, url, subject),
    }


def _list_data(title: str, url: str, subject: Section | Topic | Contributor | None) -> SafeString:
    about = [linked_data.person(subject)] if isinstance(subject, Contributor) else []
    return linked_data.written([*about, linked_data.breadcrumbs([(title, url)])])


def archive_page(listing: Listing, month: Month, day: date, url: str) -> dict[str, Any]:
    """The context of articles/archive.html. A day without news is not for search engines."""
    title = gettext("The news of %(day)s") % {"day": format_date(day, get_language() or "bn")}
    page = listing_page(listing, url, title)
    if not listing.articles:
        page["head"] = replace(page["head"], canonical="")
    return page | {"month": month, "day": day}


def search_page(
    text: str, query: Query, asked: Asked, results: Results, meant: str, *, is_first: bool
) -> dict[str, Any]:
    """The context of articles/search.html. It has no canonical address: search engines make their own results."""
    kept = {"q": text} | {name: value for name, value in asked.typed.items() if value}
    url = reverse("search")
    frame = site_frame()
    description = gettext("Search the stories of %(paper)s.")
    title = gettext("Search: %(text)s") % {"text": cut(text, 60)} if text else gettext("Search")
    return frame | {
        "head": Head(title=title, description=description % {"paper": settings.KHOBOR_NAME}),
        "text": text,
        "query": query,
        "asked": asked,
        "is_filtered": any(asked.typed.values()),
        "results": results,
        "is_first": is_first,
        "first_url": f"{url}?{urlencode(kept)}",
        "next_url": f"{url}?{urlencode(kept | {'after': results.next})}" if results.next else "",
        "meant": meant,
        "meant_url": f"{url}?{urlencode(kept | {'q': meant})}" if meant else "",
        "author": Contributor.objects.filter(slug=asked.filters.author).first()
        if asked.filters.author
        else None,
    }


def error_page(title: str, text: str) -> dict[str, Any]:
    """The context of a page that says what went wrong. Asks nothing of the database."""
    return {"head": Head(title=title, description=text), "title": title, "text": text}


def page_address(url: str, number: int) -> str:
    """The address of page `number` of the list at `url`; the first has no parameter."""
    return url if number == 1 else f"{url}?page={number}"


def page_number(number: int) -> str:
    """`number` in the digits of the paper's language."""
    return to_bengali_digits(number) if settings.LANGUAGE_CODE == "bn" else str(number)


def _section_slug(article: Article) -> str:
    """The section's address part; empty for a preview of a story that has no section yet."""
    try:
        return article.section.slug
    except ObjectDoesNotExist:
        return ""
