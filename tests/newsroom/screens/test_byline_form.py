"""The byline's rows: chosen with a script, typed without one, and what is wrong said at the row."""

import json

import pytest

from articles.models import Contributor
from newsroom.models import Story
from tests.newsroom.screens.conftest import byline_data, form_data

FIND = "/contributors/find/"


def change(story: Story) -> str:
    return f"/newsroom/story/{story.pk}/change/"


def row(index: int = 0, **fields) -> dict:
    data = {"byline-TOTAL_FORMS": index + 1, "byline-INITIAL_FORMS": 0}
    given = {"name": "", "contributor": "", "role": "reporter", "place": "", "ORDER": index + 1} | fields
    return data | {f"byline-{index}-{name}": value for name, value in given.items()}


def names(story) -> list[str]:
    return [line.contributor.name for line in story.byline_lines.all()]


@pytest.mark.parametrize("typed", ["কল্পিতা সেন", " কল্পিতা  সেন ", "kalpita-sen", "Kalpita Sen", "kalpita sen"])
def test_a_typed_name_is_looked_up(log_in, newsroom, draft, typed):
    Contributor.objects.filter(pk=newsroom.other_person.pk).update(name_en="Kalpita Sen")
    response = log_in("reporter").post(change(draft), form_data(draft) | row(name=typed))
    assert response.status_code == 302
    assert names(draft) == ["কল্পিতা সেন"]


def test_what_is_typed_counts_more_than_the_number_behind_it(log_in, newsroom, draft):
    data = row(name="কল্পিতা সেন", contributor=newsroom.person.pk)
    log_in("reporter").post(change(draft), form_data(draft) | data)
    assert names(draft) == ["কল্পিতা সেন"]


def test_an_emptied_name_is_no_line(log_in, newsroom, draft):
    log_in("reporter").post(change(draft), form_data(draft) | row(contributor=newsroom.person.pk))
    assert names(draft) == []


@pytest.mark.parametrize("typed", ["অচেনা কেউ", "<b>", "x" * 199, "\x00"])
def test_a_name_nobody_bears_is_an_error_at_its_row_and_stays_there(log_in, draft, typed):
    response = log_in("reporter").post(change(draft), form_data(draft, headline="নতুন") | row(name=typed))
    assert response.status_code == 422
    assert response.context["byline"].forms[0].errors["name"]
    draft.refresh_from_db()
    assert draft.headline != "নতুন"
    assert response.context["form"]["headline"].value() == "নতুন"


def test_a_name_of_two_people_asks_which_and_takes_the_address(log_in, newsroom, draft):
    Contributor.objects.create(slug="namuna-hasan-2", name="নমুনা হাসান", title="ক্রীড়া প্রতিবেদক")
    response = log_in("reporter").post(change(draft), form_data(draft) | row(name="নমুনা হাসান"))
    (message,) = response.context["byline"].forms[0].errors["name"]
    assert "namuna-hasan-2 — ক্রীড়া প্রতিবেদক" in message
    log_in("reporter").post(change(draft), form_data(draft) | row(name="namuna-hasan-2"))
    assert draft.byline_lines.get().contributor.slug == "namuna-hasan-2"


def test_a_chosen_one_of_two_namesakes_is_kept(log_in, newsroom, draft):
    other = Contributor.objects.create(slug="namuna-hasan-2", name="নমুনা হাসান")
    log_in("reporter").post(change(draft), form_data(draft) | row(name="নমুনা হাসান", contributor=other.pk))
    assert draft.byline_lines.get().contributor == other


@pytest.mark.parametrize("number", ["0", "999999", "x", "9" * 30, "-1"])
def test_a_number_that_is_nobodys_is_an_error_at_the_row(log_in, draft, number):
    response = log_in("reporter").post(change(draft), form_data(draft) | byline_data([(number, "reporter")]))
    assert response.status_code == 422
    assert response.context["byline"].forms[0].errors["contributor"]


@pytest.mark.parametrize(
    ("fields", "wrong"), [({"role": "king"}, "role"), ({"role": "correspondent", "place": "ক" * 81}, "place")]
)
def test_bad_input_is_told_at_its_own_field(log_in, newsroom, draft, fields, wrong):
    response = log_in("reporter").post(change(draft), form_data(draft) | row(name="নমুনা হাসান", **fields))
    assert response.status_code == 422
    assert list(response.context["byline"].forms[0].errors) == [wrong]


def test_one_person_in_two_roles_saves_in_one_role_twice_does_not(log_in, newsroom, draft):
    rows = [(newsroom.person.pk, "reporter"), (newsroom.person.pk, "photographer")]
    assert log_in("reporter").post(change(draft), form_data(draft) | byline_data(rows)).status_code == 302
    assert [line.role for line in draft.byline_lines.all()] == ["reporter", "photographer"]


def test_a_place_is_asked_of_correspondents_and_kept(log_in, newsroom, draft):
    data = row(name="নমুনা হাসান", role="correspondent", place="সুনামগঞ্জ")
    log_in("reporter").post(change(draft), form_data(draft) | data)
    assert draft.byline_lines.get().place == "সুনামগঞ্জ"
    page = log_in("reporter").get(change(draft)).content.decode()
    assert 'value="সুনামগঞ্জ"' in page
    draft.refresh_from_db()
    log_in("reporter").post(change(draft), form_data(draft) | row(name="নমুনা হাসান", place="সুনামগঞ্জ"))
    assert draft.byline_lines.get().place == ""


def test_the_page_lists_nobody_but_the_bylines_own(log_in, newsroom, draft):
    for number in range(30):
        Contributor.objects.create(slug=f"many-{number}", name=f"অনেকের একজন {number}")
    page = log_in("reporter").get(change(draft)).content.decode()
    assert "অনেকের একজন" not in page
    assert "নমুনা হাসান" in page


# While somebody types


def autosave(client, story, data):
    data = form_data(story) | data | {"tab": "abcdefgh1234"}
    return client.post(f"/story/{story.pk}/autosave/", data)


def test_a_half_typed_name_keeps_nothing_else_from_being_saved(log_in, newsroom, draft):
    data = {"headline": "নতুন শিরোনাম"} | row(name="নমু")
    response = autosave(log_in("reporter"), draft, data)
    assert response.status_code == 200
    draft.refresh_from_db()
    assert draft.headline == "নতুন শিরোনাম"


def test_autosave_keeps_the_order(log_in, newsroom, draft):
    rows = [(newsroom.other_person.pk, "reporter"), (newsroom.person.pk, "correspondent")]
    data = byline_data(rows) | {"byline-1-place": "সিলেট", "byline-0-ORDER": 2, "byline-1-ORDER": 1}
    assert autosave(log_in("reporter"), draft, data).status_code == 200
    assert [(line.contributor, line.place) for line in draft.byline_lines.all()] == [
        (newsroom.person, "সিলেট"),
        (newsroom.other_person, ""),
    ]


def test_a_conflict_shows_and_keeps_the_order_of_both(log_in, newsroom, draft):
    rows = [(newsroom.other_person.pk, "reporter"), (newsroom.person.pk, "correspondent")]
    data = form_data(draft, version=0, headline="অন্য") | byline_data(rows) | {"byline-1-place": "সিলেট"}
    client = log_in("reporter")
    response = client.post(change(draft), data)
    assert response.status_code == 409
    sent = dict(response.context["conflict"]["fields"])
    assert (sent["byline-0-contributor"], sent["byline-1-contributor"]) == (
        newsroom.other_person.pk,
        newsroom.person.pk,
    )
    assert sent["byline-1-place"] == "সিলেট"
    draft.refresh_from_db()
    merged = {**sent, "version": draft.version, "_merge": "1", "choice-byline": "mine", "topics": []}
    client.post(change(draft), merged)
    assert [line.contributor for line in draft.byline_lines.all()] == [newsroom.other_person, newsroom.person]


# Type-ahead


def found(client, words) -> list[dict]:
    response = client.get(FIND, {"q": words})
    assert response.status_code == 200
    return json.loads(response.content)["results"]


@pytest.mark.parametrize("words", ["নমুনা", "হাসান নমুনা", "NAMUNA has", "namuna-h", "নহ", "হাসা"])
def test_people_are_found_by_any_part_of_their_names(log_in, newsroom, words):
    Contributor.objects.filter(pk=newsroom.person.pk).update(name_en="Namuna Hasan", title="জ্যেষ্ঠ প্রতিবেদক")
    first, *_others = found(log_in("reporter"), words)
    assert first == {
        "id": newsroom.person.pk,
        "name": "নমুনা হাসান",
        "about": "জ্যেষ্ঠ প্রতিবেদক",
        "initials": {"bn": "নহ", "en": "NH"},
    }


def test_the_kind_of_what_is_no_person_is_told(log_in, newsroom):
    Contributor.objects.create(slug="namuna-sangbad", name="নমুনা সংবাদ সংস্থা", kind="agency", title="সংস্থা")
    (agency,) = found(log_in("reporter"), "সংবাদ")
    assert agency["about"].startswith("সংস্থা · ")
    assert agency["initials"] == {"bn": "", "en": ""}


def test_both_spellings_of_a_letter_find_the_same(log_in):
    Contributor.objects.create(slug="joya", name="জয়া রায়")
    for words in ("জ\u09dfা", "জয\u09bcা"):
        assert [person["name"] for person in found(log_in("reporter"), words)] == ["জয়া রায়"]


def test_among_thousands_a_dozen_are_shown_in_two_queries_or_so(
    log_in, newsroom, django_assert_max_num_queries
):
    Contributor.objects.bulk_create(
        Contributor(slug=f"many-{number}", name=f"অনেকের একজন {number}") for number in range(3000)
    )
    client = log_in("reporter")
    with django_assert_max_num_queries(5):
        assert len(found(client, "অনেকের")) == 12


@pytest.mark.parametrize("words", ["", "\x00", "%", "_", "'" * 300, "অ" * 500])
def test_odd_words_are_no_error(log_in, newsroom, words):
    assert isinstance(found(log_in("reporter"), words), list)


def test_strangers_find_nobody(log_in, client):
    assert client.get(FIND).status_code == 302
    assert log_in("nobody").get(FIND).status_code == 403
    assert log_in("reporter").post(FIND).status_code == 405
