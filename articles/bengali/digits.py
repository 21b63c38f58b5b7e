"""Digits of both scripts, and numbers grouped as South Asia reads them (lakh, crore)."""

from decimal import Decimal

_BENGALI = "০১২৩৪৫৬৭৮৯"
_ASCII = "0123456789"
_TO_BENGALI = str.maketrans(_ASCII, _BENGALI)
_TO_ASCII = str.maketrans(_BENGALI, _ASCII)


def to_bengali_digits(value: str | int) -> str:
    """Return the value with ASCII digits turned into Bengali ones; every other character stays."""
    return str(value).translate(_TO_BENGALI)


def to_ascii_digits(text: str) -> str:
    """Return the text with Bengali digits turned into ASCII ones, as parsers and URLs want them."""
    return text.translate(_TO_ASCII)


def group_digits(value: int | Decimal, language: str = "bn") -> str:
    """Return the number with commas after the thousand, the lakh, the crore: ১২,৩৪,৫৬৭.

    Bengali and English share the grouping (CLDR pattern `#,##,##0` for bn and en-BD alike); only the digits
    differ. A decimal keeps every place it has. Raises ValueError for a decimal that is not a finite number.
    """
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a number that can be written out: {value}")
    sign = "-" if number < 0 else ""
    whole, point, fraction = f"{number.copy_abs():f}".partition(".")
    grouped = sign + ",".join(_groups(whole)) + point + fraction
    return to_bengali_digits(grouped) if language == "bn" else grouped


def _groups(whole: str) -> list[str]:
    """Split a run of digits from the right: three, then two by two."""
    head, last = whole[:-3], whole[-3:]
    odd = len(head) % 2
    pairs = [head[at : at + 2] for at in range(odd, len(head), 2)]
    return [part for part in (head[:odd], *pairs, last) if part]
