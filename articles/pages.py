"""What each page's template is given: the frame around it, its head, and what it shows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from articles import linked_data
from articles.addresses import absolute
from articles.archive import Month
from articles.bengali.dates import format_date
from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import cut
from articles.boxes import first_words
from articles.frame import site_frame
from articles.fronts import Front, read_front_page
from articles.models import Article, Contributor, Section, Topic
from articles.reading import CorrectionListing, Listing
from articles.search.finding import Results
from articles.search.form import Asked
from articles.search.query import Query

DESCRIPTION_LENGTH: Final = 160
_LOCALES: Final = {"bn": "bn_BD", "en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Head:
    """A page's `<head>`. `title` stands before the paper's name, or is empty on the front page.

    `canonical` is absolute, and empty on a page that has no address of its own (an error, a preview).
    """

    title: str
    description: str
    canonical: str = ""
    kind: str = "website"
    language: str = ""  # of what it is about; empty for the paper's own

    @property
    def locale(self) -> str:
        """As Open Graph writes a language: with the country it is written in."""
        return _LOCALES.get(self.language or settings.LANGUAGE_CODE, "")


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
        "linked_data": linked_data.written([linked_data.website(), linked_data.newspaper(frame["pages"])]),
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
