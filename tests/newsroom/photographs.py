"""Pictures for the library's tests, and how a story's text shows them."""

import io
import random
from typing import Any

from PIL import Image

WORDS = {"caption": "নৌকা", "credit": "নমুনা হাসান", "alt": "ঘাটে নৌকা"}


def photograph(size: tuple[int, int] = (1500, 1000), **options: Any) -> bytes:
    """A JPEG with something in it, the same each time."""
    noise = Image.frombytes("RGB", (15, 10), random.Random(3).randbytes(450))
    buffer = io.BytesIO()
    noise.resize(size, Image.Resampling.BILINEAR).save(buffer, "JPEG", **options)
    return buffer.getvalue()


def figure(number: int | str, words: str = "", caption: str = "চরের মানুষ") -> str:
    """A picture in a text; `words` are further attributes, as they are stored."""
    return f'<figure data-box="picture" data-picture="{number}"{words}><figcaption>{caption}</figcaption></figure>'
