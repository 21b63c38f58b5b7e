"""The page on which chief editors keep the house's spelling."""

import pytest

from newsroom.models import HouseSpelling

LIST = "/newsroom/housespelling/"
ADD = f"{LIST}add/"


@pytest.fixture
def entry(db):
    return HouseSpelling.objects.create(wrong="শ্রেণী", right="শ্রেণি", why="একাডেমির অভিধান")


def test_a_chief_adds_an_entry_that_is_stored_normalised(log_in):
    data = {"wrong": " বা\u09dcী ", "right": "বা\u09dcি", "why": "অতৎসম শব্দ"}
    assert log_in("chief").post(ADD, data).status_code == 302
    row = HouseSpelling.objects.get()
    assert (row.wrong, row.right) == ("বা\u09a1\u09bcী", "বা\u09a1\u09bcি")


@pytest.mark.parametrize(
    ("wrong", "right", "field"),
    [
        ("শ্রেণী", "অন্য", "wrong"),
        ("সরকারি", "সরকারি", "right"),
        ("অন্য", "শ্রেণী", "right"),
        ("", "ক", "wrong"),
        ("ক", "", "right"),
        ("।", "ক", "wrong"),
        ("\u09df" * 79, "ক", "wrong"),
    ],
)
def test_nonsense_is_refused_at_its_field(log_in, entry, wrong, right, field):
    response = log_in("chief").post(ADD, {"wrong": wrong, "right": right, "why": ""})
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    assert HouseSpelling.objects.count() == 1


def test_an_entry_is_not_its_own_double(log_in, entry):
    data = {"wrong": "শ্রেণী", "right": "শ্রেণি", "why": "নতুন কারণ"}
    assert log_in("chief").post(f"{LIST}{entry.pk}/change/", data).status_code == 302


@pytest.mark.parametrize("words", ["শ্রেণী", "শ্রেণি", "অভিধান", "একাডেমির শ্রেণী", "\u09dfা"])
def test_an_entry_is_found_by_any_of_its_words(log_in, entry, words):
    HouseSpelling.objects.create(wrong="এ\u09cd\u09af\u09beপ", right="অ্যাপ", why="নিয়া")
    found = log_in("editor").get(LIST, {"q": words}).context["cl"].result_list
    assert [row.wrong for row in found] == (["এ্যাপ"] if words == "\u09dfা" else ["শ্রেণী"])


@pytest.mark.parametrize(
    ("name", "status"), [("chief", 200), ("editor", 403), ("reporter", 403), ("photo", 403)]
)
def test_only_chiefs_write_in_it(log_in, name, status):
    assert log_in(name).get(ADD).status_code == status


@pytest.mark.parametrize(("name", "status"), [("chief", 200), ("editor", 200), ("reporter", 403)])
def test_editors_may_look_at_it(log_in, entry, name, status):
    assert log_in(name).get(LIST).status_code == status


def test_the_list_counts_in_the_readers_digits(log_in, entry, settings):
    settings.LANGUAGE_CODE = "bn"
    found = log_in("chief").get(LIST, headers={"Accept-Language": "bn"}).text
    counted = found.split('<p class="paginator">')[1].split("</p>")[0]
    assert "১" in counted
    assert "1" not in counted
