"""What other services show with a link to a story, and links that open them with the story filled in."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.core.files.storage import default_storage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.addresses import absolute
from articles.boxes import opening_gallery
from articles.models import Article
from articles.snapshot import PublicPicture, Rendition


@dataclass(frozen=True, slots=True)
class ShareImage:
    """A picture for a link's card: its absolute address, its size in pixels, and what it shows."""

    src: str
    width: int
    height: int
    alt: str


def share_picture(article: Article) -> PublicPicture | None:
    """The picture that stands for the story: its lead, or the first of the gallery that opens its text."""
    if article.lead_picture:
        return article.lead_picture
    opening = (article.body_pictures.get(str(number)) for number in opening_gallery(article.body))
    first = next(filter(None, opening), None)
    return PublicPicture.from_json(first) if first else None


def share_image(article: Article) -> ShareImage | None:
    """The crop that services ask for, or the drawn card of a story without a picture; None where neither was made.

    A picture published before there was that crop has one of 16:9, and an older one only itself.
    """
    picture = share_picture(article)
    if picture:
        best = picture.crop("share") or picture.crop("16x9") or picture.widest
        return _image(best, picture.alt or article.headline)
    card = Rendition(**article.share_card) if article.share_card else None
    return _image(card, article.headline) if card else None


def _image(rendition: Rendition, alt: str) -> ShareImage:
    address = absolute(default_storage.url(rendition.name))
    return ShareImage(address, rendition.width, rendition.height, alt)


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A link that opens another service with the story filled in. `icon` names a drawing in _icon.html."""

    icon: str
    name: str | Promise
    href: str


def share_links(headline: str, url: str) -> list[ShareLink]:
    """Links for WhatsApp, Facebook and X that need no script.

    `url` is absolute and short, as the headline stands beside it.
    """
    whatsapp = _link("https://wa.me/", text=f"{headline} {url}")
    facebook = _link("https://www.facebook.com/sharer/sharer.php", u=url)
    x = _link("https://x.com/intent/post", text=headline, url=url)
    # Lazy names: they are read inside the article, in the article's language.
    return [
        ShareLink("whatsapp", gettext_lazy("WhatsApp"), whatsapp),
        ShareLink("facebook", gettext_lazy("Facebook"), facebook),
        ShareLink("x", gettext_lazy("X"), x),
    ]


def _link(address: str, **parameters: str) -> str:
    # quote, not quote_plus: WhatsApp shows a plus sign as a plus sign.
    return f"{address}?{urlencode(parameters, quote_via=quote, safe='')}"
