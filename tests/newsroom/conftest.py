"""What the newsroom's tests share."""

from types import SimpleNamespace

import pytest

from newsroom.decoding import decode_picture
from newsroom.models import Picture
from newsroom.pictures import store_picture
from tests.newsroom.photographs import WORDS, photograph


@pytest.fixture
def picture(newsroom: SimpleNamespace) -> Picture:
    """A picture as it comes into the library: the worker has not been there yet."""
    content = photograph()
    return store_picture(decode_picture(content), content, newsroom.photo, **WORDS)
