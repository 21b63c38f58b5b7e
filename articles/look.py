"""The one script that stands in a page itself, and how the content security policy knows it."""

import base64
import hashlib
from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


@cache
def before_paint() -> SafeString:
    """What puts on the colours and the size of text that a reader chose, before anything is painted."""
    return SafeString(render_to_string("articles/before_paint.js").strip())


@cache
def before_paint_source() -> str:
    """Its source expression (CSP level 2): 'sha256-…' of exactly what stands between the tags."""
    digest = hashlib.sha256(before_paint().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
