"""One post: when it was public, whether it was, and under which paths."""

from datetime import UTC, datetime

import pytest

from newsroom.wxr.posts import old_paths, read_post
from newsroom.wxr.problems import Problems
from newsroom.wxr.reading import Record

NOW = datetime(2026, 1, 1, tzinfo=UTC)
THEN = "2019-04-14 04:30:00"


def post(**values: str):
    names = {
        "password": "wp:post_password",
        "status": "wp:status",
        "gmt": "wp:post_date_gmt",
        "local": "wp:post_date",
    }
    said = {names.get(name, name): value for name, value in values.items()}
    problems = Problems()
    return read_post(
        Record("item", 1, values={"wp:status": "publish"} | said), NOW, problems
    ), problems.as_json()


@pytest.mark.parametrize(
    ("dates", "at"),
    [
        ({"gmt": THEN, "local": "2019-04-14 10:30:00"}, "2019-04-14T04:30:00+00:00"),
        ({"gmt": "0000-00-00 00:00:00", "local": "2019-04-14 10:30:00"}, "2019-04-14T10:30:00+06:00"),
        ({"local": "২০১৯-০৪-১৪ ১০:৩০:০০"}, "2019-04-14T10:30:00+06:00"),
        ({"gmt": "kaput", "pubDate": "Sun, 14 Apr 2019 04:30:00 +0000"}, "2019-04-14T04:30:00+00:00"),
        ({"gmt": "2019-02-31 04:30:00"}, None),
        ({"gmt": "0001-01-01 00:00:00", "pubDate": "Mon, 30 Nov -0001 00:00:00 +0000"}, None),
        ({"gmt": "99999-01-01 00:00:00", "local": "2019-04-14"}, None),
        ({}, None),
    ],
)
def test_the_date_is_the_first_that_can_be_read(dates, at):
    read, _problems = post(**dates)
    assert (read.at and read.at.isoformat()) == at


@pytest.mark.parametrize(
    ("values", "is_public"),
    [
        ({"gmt": THEN}, True),
        ({"gmt": THEN, "password": "গোপন"}, False),
        ({"gmt": "2027-01-01 00:00:00"}, False),
        ({}, False),
        *(
            ({"gmt": THEN, "status": status}, False)
            for status in "draft pending future private trash wc-done".split()
        ),
    ],
)
def test_only_what_readers_had_is_public(values, is_public):
    read, problems = post(**values)
    assert read.is_public == is_public
    assert (read.left_out is not None) == (values.get("status") == "trash")
    assert bool(problems) == (not is_public and values.get("status", "wc-done") == "wc-done")


@pytest.mark.parametrize(
    ("link", "paths"),
    [
        ("https://old.example/2019/04/dhan/", ["/2019/04/dhan", "/2019/04/dhan/"]),
        ("http://old.example/%E0%A6%A7%E0%A6%BE%E0%A6%A8", ["/ধান", "/ধান/"]),
        # WordPress keeps য় as it was typed; a request says it like that, other links in NFC.
        ("https://old.example/%E0%A7%9F/", ["/\u09df", "/\u09df/", "/\u09af\u09bc", "/\u09af\u09bc/"]),
        ("https://old.example/?p=12", []),
        ("https://old.example/", []),
        ("https://old.example/a/?p=12", []),
        ("https://old.example//evil.example/", []),
        ("https://old.example/a%0ab/", []),
        ("https://old.example/%ff/", []),
        ("https://old.example/" + "a" * 500, []),
        ("https://[old/", []),
        ("", []),
    ],
)
def test_the_paths_of_a_permalink(link, paths):
    assert old_paths(link) == paths
