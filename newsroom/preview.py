"""The working copy in the reader's own template, with private pictures and no publish."""

from collections.abc import Callable
from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from articles.boxes import frame_sources, picture_numbers
from articles.middleware import allow_sources
from articles.models import Article, Section
from articles.showing import ShownPicture
from articles.story_page import article_page
from newsroom.content import content_of
from newsroom.models import Picture, Story
from newsroom.publishing import byline_entries, topic_names
from newsroom.sign_off import sign_off_of
from newsroom.site_addresses import as_on_the_site
from newsroom.visibility import usable_pictures


def render_preview(
    request: HttpRequest, story: Story, picture_address: Callable[[Picture], str] | None = None
) -> str:
    """The article page of the working copy as it is saved, as HTML. Works for an incomplete draft.

    `picture_address` is for readers who may not use the newsroom's own addresses of the pictures.
    """
    content = content_of(story)
    address = picture_address or _thumbnail_address
    picture = _lead_picture(story, address) if content.picture else None
    pictures = {
        number: _private_picture(row, address(row), row.alt, row.caption, row.credit)
        for number, row in body_pictures(story).items()
    }
    article = Article(
        public_id=story.public_id,
        section=story.section or Section(slug="section", name=""),
        section_name=content.section.name if content.section else "",
        language=content.language,
        kicker=content.kicker,
        headline=content.headline or str(story),
        standfirst=content.standfirst,
        body=content.body,
        dateline=content.dateline,
        source_credit=content.source_credit,
        sign_off=sign_off_of(content),
        byline=[asdict(entry) for entry in byline_entries(content)],
        topic_names=[asdict(topic) for topic in topic_names(content)],
    )
    live = Article.objects.filter(pk=story.public_id).only("published_at").first()
    if live:  # else the page says that it is not published yet
        article.published_at = live.published_at
    with as_on_the_site():
        page = article_page(article, picture=picture, pictures=pictures, preview=True)
        allow_sources(request, frame_sources(page["embeds"]))
        return render_to_string("articles/article.html", page, request=request)


def public_address(story: Story) -> str:
    """The absolute address of the story's live page."""
    article = Article.objects.select_related("section").filter(pk=story.public_id).first()
    if article is None:
        return ""
    path = reverse("article", args=[article.section.slug, article.pk], urlconf=settings.SITE_URLCONF)
    return f"{settings.KHOBOR_SITE_URL}{path}"


def body_pictures(story: Story) -> dict[int, Picture]:
    """The pictures in the text by their number, as far as this story may use them."""
    numbers = picture_numbers(story.body)
    return usable_pictures(story).in_bulk(numbers) if numbers else {}


def _thumbnail_address(picture: Picture) -> str:
    return reverse("admin:newsroom_picture_thumbnail", args=[picture.pk])


def _lead_picture(story: Story, address: Callable[[Picture], str]) -> ShownPicture:
    picture = story.lead_picture
    assert picture
    return _private_picture(
        picture, address(picture), story.picture_alt, story.picture_caption, story.picture_credit
    )


def _private_picture(picture: Picture, address: str, alt: str, caption: str, credit: str) -> ShownPicture:
    width = min(picture.width, 720)
    return ShownPicture(
        src=address,
        sources=(),
        width=width,
        height=round(picture.height * width / picture.width),
        alt=alt,
        caption=caption,
        credit=credit,
    )
