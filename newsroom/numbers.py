"""Whole numbers as a request brings them: text that anybody may have written."""


def whole_number(text: str, digits: int = 18) -> int | None:
    """The number that `text` writes in at most so many ASCII digits, or None.

    int() alone takes ২ and “ 2 ”, and the database refuses what does not fit its column; eighteen digits fit a bigint.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
