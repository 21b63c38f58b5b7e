"""Finding the people and agencies whom bylines name, among thousands of them."""

from typing import Final

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from articles.bengali.text import normalise
from articles.models import Contributor

SHOWN: Final = 12
_MOST_WORDS: Final = 6


def find_contributors(words: str) -> QuerySet[Contributor]:
    """Whoever has all of `words` in his or her name (either script), address or initials; best matches first."""
    words = " ".join(normalise(words).split())
    found = Contributor.objects.all()
    for word in words.split()[:_MOST_WORDS]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(name_en__icontains=word)
            | Q(slug__icontains=word)
            | Q(initials__iexact=word)
        )
    rank = Case(
        When(initials__iexact=words, then=Value(0)),
        When(name__istartswith=words, then=Value(1)),
        When(name_en__istartswith=words, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return found.order_by(rank, "name", "pk")[:SHOWN]


def named(text: str) -> list[Contributor]:
    """The contributors of exactly this name, English name or address. More than one may bear a name."""
    text = " ".join(normalise(text).split())
    if not text:
        return []
    by_address = Contributor.objects.filter(slug=text)
    by_name = Contributor.objects.filter(Q(name=text) | Q(name_en__iexact=text))
    return list(by_address or by_name.order_by("pk")[: SHOWN + 1])


def is_named(contributor: Contributor, text: str) -> bool:
    """Whether `text` is one of the contributor's own names, so that a form which sends both means one person."""
    text = " ".join(normalise(text).split()).casefold()
    names = (contributor.name, contributor.name_en, contributor.slug)
    return text in {" ".join(name.split()).casefold() for name in names if name}
