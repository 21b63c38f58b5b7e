"""What the tests of the public pages share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from articles.pictures import make_renditions
from articles.snapshot import PublicPicture
from tests.articles.whole import print_whole_paper


@pytest.fixture(scope="session")
def encoded() -> tuple[PublicPicture, dict[str, bytes]]:
    """A published picture, 1280×800, and its files; encoded once for all tests."""
    storage = InMemoryStorage()
    renditions = make_renditions(Image.new("RGB", (1280, 800), (40, 90, 60)), storage)
    picture = PublicPicture(
        alt="নদীর ঘাটে নৌকা", caption="ভোরের নদী", credit="নমুনা আলোকচিত্রী", renditions=renditions
    )
    return picture, {one.name: storage.open(one.name).read() for one in renditions}


@pytest.fixture
def picture(encoded) -> PublicPicture:
    """A published picture, 1280×800, its renditions in public storage."""
    published, files = encoded
    for name, content in files.items():
        default_storage.save(name, ContentFile(content))
    return published


@pytest.fixture
def whole_paper(site, publish, picture) -> dict[str, str]:
    """One address of each kind of page, of a newspaper as full as a real one."""
    return print_whole_paper(publish, picture)


@pytest.fixture
def at_most() -> Callable:
    """`with at_most(3):` fails when more queries are made; the test client's own change of role is none."""

    @contextmanager
    def counting(limit: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [query["sql"] for query in captured if "SET ROLE" not in query["sql"]]
        made = [sql for sql in asked if not sql.startswith("RESET ROLE")]
        assert len(made) <= limit, "\n".join(made)

    return counting


@pytest.fixture
def database_down(db: None) -> Iterator[None]:
    """The database answers no question (but lets the test client change its role)."""

    def refuse(execute, sql, params, many, context):
        if str(sql).endswith("ROLE") or "SET ROLE" in str(sql):
            return execute(sql, params, many, context)
        raise OperationalError("connection refused")

    with connection.execute_wrapper(refuse):
        yield
