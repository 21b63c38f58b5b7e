"""Showing words that were taken out, put in, or set otherwise. Never by colour alone."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.bengali.text import cut
from newsroom.diffing import NAMES
from newsroom.words import ADDED, FORMAT, REMOVED, Piece, Run

register = template.Library()

SIGNS = {"same": "", "added": "+", "removed": "−", "changed": "±", "moved": "↕"}


@register.filter
def show_pieces(pieces: Iterable[Piece]) -> SafeString:
    """The pieces as HTML: <ins>, <del>, and a note behind words that are set otherwise."""
    return SafeString("".join(_show(piece) for piece in pieces))


@register.filter
def sign(kind: str) -> str:
    return SIGNS[kind]


@register.filter
def block_name(tag: str) -> str:
    """What a reader of the comparison calls a block of this tag."""
    return str(NAMES.get(tag, NAMES["p"]))


def _show(piece: Piece) -> SafeString:
    words = format_html_join("", "{}", ((_set(run),) for run in piece.runs))
    if piece.kind == ADDED:
        return format_html('<ins><span class="visually-hidden">[{}] </span>{}</ins>', _("added"), words)
    if piece.kind == REMOVED:
        return format_html('<del><span class="visually-hidden">[{}] </span>{}</del>', _("removed"), words)
    if piece.kind == FORMAT:
        note = "; ".join(_formatting_notes(piece))
        return format_html('<span class="reset">{}<small> [{}]</small></span>', words, note)
    return words


def _set(run: Run) -> SafeString:
    """A run's words as they are set. Links lead nowhere here; where they led is said on hovering."""
    shown = format_html("{}", run.text)
    for name, address in reversed(run.marks):
        if name == "a":
            shown = format_html('<span class="link" title="{}">{}</span>', address, shown)
        elif name == "strong":
            shown = format_html("<strong>{}</strong>", shown)
        elif name == "em":
            shown = format_html("<em>{}</em>", shown)
    return shown


def _formatting_notes(piece: Piece) -> list[str]:
    """In words, what is set otherwise."""
    was, now = (dict(mark for run in runs for mark in run.marks) for runs in (piece.was, piece.runs))
    notes = []
    for name, begun, ended in (
        ("strong", _("bold now"), _("no longer bold")),
        ("em", _("italic now"), _("no longer italic")),
    ):
        if (name in now) != (name in was):
            notes.append(begun if name in now else ended)
    if was.get("a") != now.get("a"):
        notes.append(_link_note(was.get("a"), now.get("a")))
    return notes or [_("set differently")]


def _link_note(was: str | None, now: str | None) -> str:
    if was is None:
        return _("link now: %(address)s") % {"address": cut(now or "", 80)}
    if now is None:
        return _("no longer a link: %(address)s") % {"address": cut(was, 80)}
    return _("link was %(old)s, is now %(new)s") % {"old": cut(was, 80), "new": cut(now, 80)}
