"""The endpoint behind the lint panel: what is typed, line by line, with exact places."""

import json

import pytest

from newsroom.models import HouseSpelling

LINT = "/lint/"


def ask(client, *lines, **data):
    sent = {"lines": json.dumps([[text, is_sentence] for text, is_sentence in lines])} | data
    return client.post(LINT, sent)


def test_slips_come_with_their_line_place_and_mend(log_in):
    answer = ask(log_in("reporter"), ("দু:খ প্রকাশ", False), ("ঠিক আছে।", True), ("তিনি  এলেন", False)).json()
    assert answer["more"] == 0
    first, second = answer["slips"]
    assert first | {"message": ""} == {
        "line": 0,
        "start": 2,
        "end": 3,
        "found": ":",
        "put": "ঃ",
        "kind": "visarga",
        "message": "",
        "before": "দু",
        "after": "খ প্রকাশ",
        "why": "",
    }
    assert (second["line"], second["start"], second["end"], second["put"]) == (2, 4, 6, " ")


def test_the_houses_spelling_is_among_them_and_says_why(log_in):
    HouseSpelling.objects.create(wrong="শ্রেণী", right="শ্রেণি", why="একাডেমির অভিধান")
    (slip,) = ask(log_in("reporter"), ("শ্রেণীতে পড়ে", False)).json()["slips"]
    assert (slip["put"], slip["why"], slip["kind"]) == ("শ্রেণিতে", "একাডেমির অভিধান", "spelling:শ্রেণী")


def test_a_story_in_english_has_none(log_in):
    assert ask(log_in("reporter"), ("দু:খ", False), language="en").json() == {"slips": [], "more": 0}


def test_a_text_full_of_slips_says_how_many_more_there_are(log_in):
    answer = ask(log_in("reporter"), *[("দু:খ", False)] * 310).json()
    assert (len(answer["slips"]), answer["more"]) == (300, 10)


@pytest.mark.parametrize(
    "lines",
    ["", "x", "{}", "[1]", '[["ক"]]', '[["ক", true, 1]]', "[[1, true]]", "null", "[" * 9999, '[["ক",1]]' * 2],
)
def test_what_the_page_would_not_send_is_refused(log_in, lines):
    assert log_in("reporter").post(LINT, {"lines": lines}).status_code == 422


def test_lone_surrogates_and_controls_are_no_error(log_in):
    sent = '[["\\ud800 \\u0000 দু:খ \\udc00", true]]'
    response = log_in("reporter").post(LINT, {"lines": sent})
    assert response.status_code == 200
    assert [slip["kind"] for slip in response.json()["slips"]] == ["spaces", "visarga"]


def test_only_the_newsroom_asks(log_in, client):
    assert client.post(LINT).status_code == 302
    assert ask(log_in("nobody"), ("ক", False)).status_code == 403
    assert log_in("reporter").get(LINT).status_code == 405


def test_the_panel_stands_beside_the_form_also_of_a_new_story(log_in, draft):
    for address in ("/newsroom/story/add/", f"/newsroom/story/{draft.pk}/change/"):
        assert 'id="lint"' in log_in("reporter").get(address).content.decode()
