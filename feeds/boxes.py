"""A body as a feed's reader can show it: plain HTML, absolute links, pictures as pictures, embeds as links."""

import re
from collections.abc import Mapping
from html import escape
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.addresses import absolute
from articles.boxes import (
    Block,
    EmbedBox,
    FactBox,
    GalleryBox,
    PictureBox,
    QuoteBox,
    RelatedBox,
    Sources,
    TableBox,
    Text,
    published_pictures,
    show_body,
)
from articles.models import Article

_OWN_LINK: Final = re.compile(r'<a href="(/[^/"][^"]*|/)"')


def feed_body(article: Article, sections: Mapping[str, str]) -> SafeString:
    """The article's body. `sections`: of the stories of ours that are live, by public id, the section's slug."""
    blocks = show_body(article.body, Sources(published_pictures(article), sections))
    html = "".join(_written(block) for block in blocks)
    # Bodies hold clean HTML; everything else was escaped above.
    return SafeString(_OWN_LINK.sub(lambda match: f'<a href="{escape(absolute(match[1]))}"', html))


def _written(block: Block) -> str:
    match block:
        case Text(html=html) | TableBox(html=html):
            return html
        case PictureBox():
            return _picture(block)
        case GalleryBox(pictures=pictures):
            items = ((SafeString(_picture(picture)),) for picture in pictures)
            return format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", items))
        case FactBox(title=title, html=html):
            heading = f"<p><strong>{title}</strong></p>" if title else ""
            return f"<blockquote>{heading}{html}</blockquote>"
        case QuoteBox(html=html, who=who):
            return f"<blockquote>{html}{f'<p>— {who}</p>' if who else ''}</blockquote>"
        case RelatedBox(links=links):
            related = ((absolute(link.url), SafeString(link.title)) for link in links)
            return format_html(
                "<p><strong>{}</strong></p><ul>{}</ul>",
                gettext("Read also"),
                format_html_join("", '<li><a href="{}">{}</a></li>', related),
            )
        case EmbedBox():
            return _embed(block)


def _picture(box: PictureBox) -> str:
    picture = box.picture
    image = format_html(
        '<img src="{}" width="{}" height="{}" alt="{}">',
        absolute(picture.src),
        picture.width,
        picture.height,
        picture.alt,
    )
    credit = format_html("<small>{}</small>", picture.credit) if picture.credit else ""
    words = " ".join(part for part in (box.caption, credit) if part)
    return f"<figure>{image}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"


def _embed(box: EmbedBox) -> str:
    name = gettext("Audio") if box.is_audio else box.embed.provider
    return format_html(
        '<p><a href="{}" rel="noopener">{}: {}</a></p>',
        box.embed.url,
        name,
        box.plain_title or (box.embed.id if box.is_audio else box.embed.url),
    )
