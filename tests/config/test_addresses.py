"""docs/doors.md names every public address, and none that is not there."""

import re

import pytest
from django.urls import Resolver404, get_resolver, resolve

from config.environment import BASE_DIR
from config.settings_site import ROOT_URLCONF

DOCUMENT = (BASE_DIR / "docs" / "doors.md").read_text()
# What stands for each placeholder of the document.
EXAMPLES = {
    "slug": "river",
    "section": "world",
    "id": "bcdf2345",
    "yyyy": "2026",
    "mm": "11",
    "dd": "02",
    "key": "0123456789abcdef",
    "file": f"{'a' * 40}.jpg",
    "words": "river-news",
}
UNNAMED = {
    "feed-latest",  # the address of one feed, by a second name
    "api-nowhere",  # whatever the API does not have
}
NAMED = sorted({address.partition("?")[0] for address in re.findall(r"`(/[^`\s]*)`", DOCUMENT)})


def found(address: str) -> str | None:
    """The name of the page that is at an address of the document; None if there is none."""
    example = re.sub(r"<(\w+)>", lambda match: EXAMPLES[match[1]], address)
    try:
        return resolve(example, ROOT_URLCONF).url_name
    except Resolver404:
        return None


@pytest.mark.parametrize("address", NAMED)
def test_what_is_named_is_there(address):
    assert found(address)


def test_every_public_address_is_named():
    public = {pattern.name for pattern in get_resolver(ROOT_URLCONF).url_patterns}
    assert None not in public
    assert public - UNNAMED - set(map(found, NAMED)) == set()


def test_the_readme_leads_to_every_document():
    readme = (BASE_DIR / "README.md").read_text()
    documents = {f"docs/{path.name}" for path in (BASE_DIR / "docs").glob("*.md")}
    assert {name for name in documents if f"({name})" not in readme} == set()
