"""Template filters of the public pages: `{% load site %}`."""

from django import template

from articles.bylines import ShownName, shown_name
from articles.fronts import Placed
from articles.models import Article, Contributor, Page
from articles.showing import ShownPicture, shown_picture
from articles.snapshot import BylineEntry, Named, PublicPicture

register = template.Library()


@register.filter
def picture_upto(article: Article | Placed, width: int) -> ShownPicture | None:
    """`{{ article|picture_upto:360 }}`: its picture in renditions of at most that width, or None."""
    if isinstance(article, Placed) and article.shown_picture:
        return article.shown_picture
    return shown_picture(article.lead_picture, upto=width) if article.lead_picture else None


@register.filter
def as_name(entry: BylineEntry) -> ShownName:
    """`{% with name=entry|as_name %}`: a byline's line with the words around the name."""
    return shown_name(entry)


@register.filter
def portrait(contributor: Contributor) -> ShownPicture | None:
    """`{% with portrait=subject|portrait %}`: a contributor's portrait, described by the name; or None."""
    if not contributor.portrait:
        return None
    picture = PublicPicture.from_json(contributor.portrait | {"alt": contributor.name})
    return shown_picture(picture)


@register.filter
def house_url(page: Named) -> str:
    """`{{ page|house_url }}`: where one of the frame's `pages` lies."""
    return Page(slug=page.slug).get_absolute_url()
