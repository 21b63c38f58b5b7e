"""Tags and filters of a story's page: `{% load story %}`."""

from django import template
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext

from articles.addresses import absolute
from articles.showing import ShownPicture, shown_picture
from articles.snapshot import PublicPicture

register = template.Library()


@register.filter
def shown_upto(picture: PublicPicture, width: int) -> ShownPicture:
    """`{{ picture|shown_upto:720 }}`: a published picture in renditions of at most that width."""
    return shown_picture(picture, upto=width)


@register.simple_tag
def read_in(language: str) -> str:
    """`{% read_in "bn" %}`: the invitation to read in that language, said in it (বাংলায় পড়ুন)."""
    with translation.override(language):
        # Each catalog names its own language here.
        return gettext("Read in English")


@register.simple_tag
def absolute_static(path: str) -> str:
    """`{% absolute_static "site/icons/icon-512.png" %}`: the address of a static file for whoever is elsewhere."""
    return absolute(static(path))
