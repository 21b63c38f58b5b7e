"""Pictures for the library's tests: rows without files, and uploads that are real."""

import hashlib
from collections.abc import Callable
from typing import Any

from newsroom.models import Picture, User

Shelve = Callable[..., Picture]


def shelve(user: User, name: str = "নৌকা", **words: Any) -> Picture:
    """A picture of the library whose file nobody asks for; complete words unless `words` says otherwise."""
    said = {"caption": f"{name}।", "alt": f"একটি {name}", "credit": "ছবি: নমুনা হাসান", "rights": "own"}
    count = Picture.objects.count()
    return Picture.objects.create(
        sha256=hashlib.sha256(f"{name}{count}".encode()).hexdigest(),
        original=f"{count}.jpg",
        thumbnail=f"{count}-small.jpg",
        width=1600,
        height=900,
        uploaded_by=user,
        **said | words,
    )
