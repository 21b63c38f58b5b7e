"""Which format an answer has, told by its content: what a server says of it is often wrong."""

import codecs
import json
import re
from typing import Any, Final

from django.utils.translation import gettext as _

from newsroom.intake.entries import ReadFeed, UnreadableError
from newsroom.intake.json_formats import read_json
from newsroom.intake.xml_formats import read_xml

_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9._-]{1,40})", re.I)
# The encodings that news came in. Nobody hides markup in these, as one could in UTF-7.
_ENCODINGS: Final = re.compile(
    r"utf-8|utf-16|utf-32|ascii|iso8859-\d+|cp125\d|koi8-r|shift_jis|gb18030|big5", re.I
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_feed(data: bytes, content_type: str, url: str) -> ReadFeed:
    """The entries of an answer that came from `url`: RSS, Atom, JSON Feed or ninjs. Raises UnreadableError."""
    text = decode(data, content_type).lstrip("\ufeff \t\r\n")
    if not text:
        raise UnreadableError(_("The answer is empty."))
    if text[0] in "{[":
        return read_json(_parse_json(text), url)
    if text[0] != "<" or re.match(r"<(?:!doctype\s+html|html)\b", text[:200], re.I):
        raise UnreadableError(
            _("This is no feed but something else: a web page, perhaps. Look for the address of its feed.")
        )
    return read_xml(text, url)


def decode(data: bytes, content_type: str) -> str:
    """The text of `data`. What is UTF-8 is taken for it, whatever is said; what fits nothing has its faults marked."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(content_type)
    declared = _DECLARED.search(data[:300])
    for name in (said[1] if said else "", declared[1].decode() if declared else ""):
        try:
            encoding = codecs.lookup(name).name
            if _ENCODINGS.fullmatch(encoding):
                return data.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("utf-8", "replace")


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(_("The answer is broken JSON.")) from error
