"""The boxes of a body: what they refer to, and how readers see them."""

import re
from typing import Final

_PICTURE: Final = re.compile(r'<figure data-box="picture" data-picture="([0-9]+)"')


def picture_numbers(body: str) -> list[int]:
    """The newsroom's numbers of the pictures in a cleaned body (galleries included), in order, each once."""
    return list(dict.fromkeys(int(number) for number in _PICTURE.findall(body)))
