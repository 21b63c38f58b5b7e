"""What the template of a story's page is given: the story, what is like it, and its other languages."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from articles import linked_data
from articles.addresses import absolute
from articles.boxes import (
    Block,
    EmbedBox,
    GalleryBox,
    Sources,
    opening_gallery,
    published_pictures,
    related_ids,
    show_body,
)
from articles.days import full_years
from articles.frame import Linked, site_frame
from articles.models import Article, Tombstone
from articles.pages import DESCRIPTION_LENGTH, Head, article_summary
from articles.sharing import share_image, share_links
from articles.showing import ShownPicture, shown_notes, shown_picture

RELATED: Final = 4  # of the stories that are like it
FEWEST_READ: Final = 3  # fewer are no list (templates/articles/_most_read.html)


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
    short = absolute(reverse("short", args=[article.public_id])) if canonical else ""
    boxed = related_ids(article.body)
    original = (article.translation_of or article.public_id) if canonical else ""
    frame = site_frame(without=article.public_id, related=[*boxed, *article.related], original=original)
    shown = published_pictures(article) if pictures is None else pictures
    sections = {linked.public_id: linked.section for linked in frame["related"].values()}
    whole = show_body(article.body, Sources(shown, sections))
    gallery, blocks = _opening(whole, article, has_picture=picture is not None)
    related = _related(article, boxed, frame["related"])
    shown_already = {article.public_id, *boxed, *(linked.public_id for linked in related)}
    return (
        frame
        | _beside(frame, shown_already)
        | {
            "blocks": blocks,
            "gallery": gallery,
            "has_boxes": bool(gallery) or any(block.template for block in blocks),
            "embeds": [block.embed for block in blocks if isinstance(block, EmbedBox)],
            "head": Head(
                title=article.headline,
                description=article_summary(article, DESCRIPTION_LENGTH),
                canonical=canonical,
                kind="article",
                language=article.language,
            ),
            "article": article,
            "section_slug": _section_slug(article),
            "picture": picture,
            "share_image": share_image(article) if canonical else None,
            "notes": shown_notes(article),
            "short_url": short,
            "share": share_links(article.headline, short) if canonical else [],
            "years": full_years(article.published_at, timezone.now()) if canonical else 0,
            "related_stories": related,
            "languages": frame["translations"] if len(frame["translations"]) > 1 else [],
            "preview": preview,
            "withdrawn": withdrawn,
            "linked_data": _article_data(article, frame) if canonical else "",
        }
    )


def _article_data(article: Article, frame: Mapping[str, Any]) -> SafeString:
    section = (article.section_name, article.section.get_absolute_url())
    way = linked_data.breadcrumbs([section, (article.headline, article.get_absolute_url())])
    told = linked_data.news_article(article, frame["translations"])
    return linked_data.written([told, way, linked_data.newspaper(frame["pages"])])


def _opening(
    blocks: Sequence[Block], article: Article, *, has_picture: bool
) -> tuple[GalleryBox | None, Sequence[Block]]:
    """The gallery that stands in the lead picture's place, and the blocks of the text without it."""
    first = blocks[0] if blocks and not has_picture and opening_gallery(article.body) else None
    return (first, blocks[1:]) if isinstance(first, GalleryBox) else (None, blocks)


def _related(article: Article, boxed: Sequence[str], live: Mapping[str, Linked]) -> list[Linked]:
    """The stories most like it that are still live, without those its own boxes name."""
    shown = {article.public_id, *boxed}
    return [live[one] for one in article.related if one in live and one not in shown][:RELATED]


def _beside(frame: Mapping[str, Any], shown: set[str]) -> dict[str, Any]:
    """What is read most and what is newest, as lists beside the story: no story stands twice on a page."""
    most_read = {
        hours: [linked for linked in stories if linked.public_id not in shown]
        for hours, stories in frame["most_read"].items()
    }
    if len(most_read[24]) >= FEWEST_READ:
        shown = shown | {linked.public_id for linked in most_read[24]}
    return {
        "most_read": most_read,
        "latest": [one for one in frame["latest"] if one.public_id not in shown],
    }


def _section_slug(article: Article) -> str:
    """The section's address part; empty for a preview of a story that has no section yet."""
    try:
        return article.section.slug
    except ObjectDoesNotExist:
        return ""
