"""Bengali names as addresses: ASCII, readable, and always a valid slug or nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.bengali.latin import suggest_slug, to_latin
from articles.models import SLUG_PATTERN


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("ঢাকা", "dhaka"),
        ("বাংলাদেশ", "bangladesh"),
        ("রাজশাহী", "rajshahi"),
        ("খুলনা", "khulna"),
        ("নির্বাচন কমিশন", "nirbachon-komishon"),
        ("বিশ্বকাপ ২০২৬", "bishbokap-2026"),
        ("জলবায়ু", "jolbayu"),
        ("জলবা\u09df\u09c1", "jolbayu"),
        ("সড়ক", "sorok"),
        ("রাষ্ট্র", "rashtro"),
        ("কক্সবাজার", "koksobajar"),
        ("শিক্ষা", "shiksha"),
        ("চাঁদ", "chad"),
        ("উৎসব", "utsob"),
        ("অ্যাপ", "ap"),
        ("COVID-19 টিকা", "covid-19-tika"),
        ("হাওর—নদী/বিল", "haor-nodi-bil"),
        ("।।", ""),
        ("", ""),
    ],
)
def test_a_name_becomes_an_address(name, slug):
    assert suggest_slug(name) == slug


def test_joiners_change_nothing():
    assert to_latin("র\u200d্যাব") == to_latin("র\u200c্যাব") == to_latin("র্যাব")


def test_a_long_name_is_cut_between_words():
    slug = suggest_slug("জাতীয় সংসদ নির্বাচন " * 5)
    assert len(slug) <= 60
    assert set(slug.split("-")) == {"jatiyo", "songsod", "nirbachon"} or not slug.endswith("-")


@given(st.text(max_size=80))
def test_whatever_is_written_the_address_is_valid_or_empty(text):
    slug = suggest_slug(text)
    assert slug == "" or re.fullmatch(SLUG_PATTERN, slug)
    assert len(slug) <= 60
