"""What the editor asks the newsroom while somebody writes."""

import pytest

from articles.bengali.text import normalise


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://twitter.com/namuna/status/1234567890123", "https://x.com/namuna/status/1234567890123"),
    ],
)
def test_an_address_that_can_be_embedded_comes_back_in_one_form(log_in, typed, url):
    assert log_in("reporter").get("/editor/embed/", {"url": typed}).json()["url"] == url


@pytest.mark.parametrize("typed", ["", "https://example.com/", "javascript:alert(1)", "নদী", "https://"])
def test_any_other_address_is_refused_with_a_sentence(log_in, typed):
    answer = log_in("reporter").get("/editor/embed/", {"url": typed}).json()
    assert answer["url"] == ""
    assert answer["message"]


def test_related_stories_are_the_live_ones_with_all_the_words(log_in, publish, draft):
    river = publish(headline="নদীর পাড়ে নতুন পাঠাগার")
    publish(headline="পাহাড়ে বৃষ্টি")
    client = log_in("reporter")
    found = client.get("/editor/related/", {"q": "পাঠাগার নদী"}).json()["stories"]
    assert [story["href"] for story in found] == [f"/world/{river.pk}/"]
    assert found[0]["headline"] == normalise("নদীর পাড়ে নতুন পাঠাগার")
    assert len(client.get("/editor/related/").json()["stories"]) == 2
    assert client.get("/editor/related/", {"q": draft.headline}).json()["stories"] == []


def test_related_stories_are_found_half_typed_in_another_form_and_by_their_text(log_in, publish):
    river = publish(headline="নদীর পাড়ে নতুন পাঠাগার", body="<p>সড়কের পাশে।</p>")
    client = log_in("reporter")
    for asked in ("পাঠাগ", "পাঠাগারের", "নদী", "সড়ক"):
        found = client.get("/editor/related/", {"q": asked}).json()["stories"]
        assert [story["href"] for story in found] == [f"/world/{river.pk}/"]


def test_bijoy_comes_back_in_unicode(log_in):
    client = log_in("reporter")
    answer = client.post("/editor/bijoy/", {"html": "<p>Avgvi †mvbvi evsjv</p>", "text": "wbe©vPb"}).json()
    assert answer == {"html": normalise("<p>আমার সোনার বাংলা</p>"), "text": "নির্বাচন"}


def test_a_selection_is_taken_for_bijoy_as_it_is(log_in):
    client = log_in("reporter")
    assert client.post("/editor/bijoy/", {"html": "K‡i", "every": "1"}).json()["html"] == "করে"
    assert client.post("/editor/bijoy/", {"html": "K‡i"}).json()["html"] == "K‡i"


def test_too_much_at_once_is_refused(log_in):
    answer = log_in("reporter").post("/editor/bijoy/", {"html": "v" * 1_000_001})
    assert answer.status_code == 413
    assert answer.json()["message"]


@pytest.mark.parametrize("path", ["/editor/embed/", "/editor/related/", "/editor/bijoy/"])
def test_nobody_else_is_answered(client, log_in, path):
    ask = client.post if "bijoy" in path else client.get
    assert ask(path).status_code == 401
    stranger = log_in("nobody")
    assert (stranger.post if "bijoy" in path else stranger.get)(path).status_code == 403


def test_bijoy_is_converted_by_post_only(log_in):
    assert log_in("reporter").get("/editor/bijoy/").status_code == 405
