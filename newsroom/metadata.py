"""What a photographer wrote into a file: caption, credit and the rest, from XMP, IPTC-IIM and EXIF.

Imports no Django: it runs where hostile files are decoded (newsroom/decoding.py). Where a picture was taken is read
as words (a town), never as coordinates.

Sources: IPTC Photo Metadata Standard 2023.1 (which property means what, and that XMP goes before IIM);
IPTC-NAA IIM 4.1, datasets 2:xx; Exif 2.32.
"""

import re
from datetime import datetime
from typing import Any, Final
from xml.etree import ElementTree

from PIL import ImageFile, IptcImagePlugin

MAX_XMP: Final = 1024 * 1024  # bytes; what Photoshop writes after years of editing has a tenth of that
MAX_WORDS: Final = 2000  # characters of one field; the library's columns are shorter still
_UTF8_MARK: Final = b"\x1b%G"  # IIM 1:90: ISO 2022's escape to UTF-8
# What cameras write as a description when nobody described anything.
_CAMERA_WORDS: Final = re.compile(
    r"^(?:OLYMPUS DIGITAL CAMERA|SAMSUNG CSC|SONY DSC|KODAK Digital Still Camera|DCIM.*|(?:DSC|IMG|DJI|PXL)[_ -]?\d+.*"
    r"|default|dav|sdr|hdr|cof|screenshot|user comments|charset=.*)$",
    re.I,
)
_NAMES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
# Our field: the properties that may fill it, the best first.
_XMP: Final = {
    "caption": ("dc:description", "photoshop:Headline"),
    "alt": ("core:AltTextAccessibility",),
    "photographer": ("dc:creator",),
    "credit": ("photoshop:Credit", "dc:rights"),
    "people": ("ext:PersonInImage",),
    "taken_at": ("photoshop:DateCreated", "exif:DateTimeOriginal", "xmp:CreateDate"),
}
_XMP_PLACE: Final = ("core:Location", "photoshop:City", "photoshop:State", "photoshop:Country")
_IIM: Final = {
    "caption": ((2, 120), (2, 105)),
    "photographer": ((2, 80),),
    "credit": ((2, 110), (2, 116)),
}
_IIM_PLACE: Final = ((2, 92), (2, 90), (2, 95), (2, 101))


def read_words(image: ImageFile.ImageFile) -> dict[str, str]:
    """What the file says of itself, as far as it says it: caption, alt, credit, photographer, place, people, taken_at.

    `taken_at` is ISO 8601, without an offset where the file has none (then the time is the paper's own). Whatever is
    broken or hostile in the metadata is left out; nothing raises.
    """
    words: dict[str, str] = {}
    for read in (_xmp_words, _iim_words, _exif_words):
        try:
            found = read(image)
        except Exception:  # noqa: S112 - metadata is a courtesy of the file; a picture is not refused for it
            continue
        for name, text in found.items():
            words.setdefault(name, text)
    if _CAMERA_WORDS.match(words.get("caption", "")):
        del words["caption"]
    if "credit" not in words and "photographer" in words:
        words["credit"] = words["photographer"]
    return words


def _xmp_words(image: ImageFile.ImageFile) -> dict[str, str]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    packet = packet.strip(b"\0 \r\n\t")
    # No document type: nothing to expand, nothing to fetch. (Other encodings hide it; XMP in a picture is UTF-8.)
    if not packet or len(packet) > MAX_XMP or b"<!" in packet or b"\0" in packet:
        return {}
    root = ElementTree.fromstring(packet)  # noqa: S314 - no entities, see above; in a process of its own
    found = {name: _first(root, properties) for name, properties in _XMP.items()}
    found["taken_at"] = _iso(found["taken_at"])
    found["place"] = ", ".join(filter(None, (_first(root, (part,)) for part in _XMP_PLACE)))
    return _said(found)


def _first(root: ElementTree.Element, properties: tuple[str, ...]) -> str:
    return next(filter(None, (", ".join(_values(root, name)) for name in properties)), "")


def _values(root: ElementTree.Element, name: str) -> list[str]:
    """The values of a property: an attribute of a description, its text, or the items of its list.

    Of alternatives in several languages the first, which the standard makes the default.
    """
    prefix, _colon, local = name.partition(":")
    tag = f"{{{_NAMES[prefix]}}}{local}"
    for description in root.iter(f"{{{_NAMES['rdf']}}}Description"):
        if text := description.get(tag):
            return [_clean(text)]
        if (element := description.find(tag)) is None:
            continue
        items = list(element.iter(f"{{{_NAMES['rdf']}}}li")) or [element]
        if element.find(f"{{{_NAMES['rdf']}}}Alt") is not None:
            items = items[:1]
        return [text for item in items if (text := _clean(item.text or ""))]
    return []


def _iim_words(image: ImageFile.ImageFile) -> dict[str, str]:
    data: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}
    marked = data.get((1, 90)) == _UTF8_MARK

    def text(key: tuple[int, int]) -> str:
        value = data.get(key)
        values = value if isinstance(value, list) else [value]
        return ", ".join(filter(None, (_clean(_decoded(one, marked)) for one in values if one)))

    found = {name: next(filter(None, map(text, keys)), "") for name, keys in _IIM.items()}
    found["place"] = ", ".join(filter(None, map(text, _IIM_PLACE)))
    day, hour = text((2, 55)), text((2, 60))
    if re.fullmatch(r"\d{8}", day):
        found["taken_at"] = _iso(f"{day[:4]}-{day[4:6]}-{day[6:]}" + (f"T{hour}" if hour else ""))
    return _said(found)


def _exif_words(image: ImageFile.ImageFile) -> dict[str, str]:
    exif = image.getexif()
    more = exif.get_ifd(0x8769)
    found = {
        "caption": _exif_text(exif.get(0x010E)),
        "photographer": _exif_text(exif.get(0x013B)),
        "credit": _exif_text(exif.get(0x8298)),
    }
    stamp = _exif_text(more.get(0x9003) or exif.get(0x0132))
    if len(stamp) >= 10:
        when = stamp[:10].replace(":", "-") + stamp[10:].replace(" ", "T", 1)
        found["taken_at"] = _iso(when + _exif_text(more.get(0x9011)))
    return _said(found)


def _exif_text(value: Any) -> str:
    """EXIF calls it ASCII; what is in it is whatever the camera's language was. Pillow reads it as Latin-1."""
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    return _clean(_decoded(value, False)) if isinstance(value, bytes) else ""


def _decoded(value: bytes, marked: bool) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8", "ignore") if marked else value.decode("cp1252", "replace")


def _clean(text: str) -> str:
    """One line, without what a terminal or a database would stumble over."""
    shown = (sign if sign.isprintable() or sign in "\u200c\u200d" else " " for sign in text[:MAX_WORDS])
    return " ".join("".join(shown).split())


def _iso(when: str) -> str:
    """The instant as ISO 8601, or empty: a date with year, month and day at least, and not one of the year nought."""
    try:
        return datetime.fromisoformat(when).isoformat() if when and when[:4] > "1800" else ""
    except ValueError:
        return ""


def _said(found: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in found.items() if text}
