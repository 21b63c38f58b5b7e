"""Template filters of the public pages: `{% load site %}`."""

from django import template

from articles.models import Article
from articles.showing import ShownPicture, byline_role_label, shown_picture

register = template.Library()


@register.filter
def picture_upto(article: Article, width: int) -> ShownPicture | None:
    """`{{ article|picture_upto:360 }}`: its picture in renditions of at most that width, or None."""
    return shown_picture(article.lead_picture, upto=width) if article.lead_picture else None


@register.filter
def role_label(role: str) -> str:
    """`{{ entry.role|role_label }}`: অনুবাদ for a translator, nothing for a reporter."""
    return byline_role_label(role)
