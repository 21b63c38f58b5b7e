"""What was put right: in a box on the story, and on a page of its own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import gettext

from articles.models import Article, Correction
from articles.publishing import retract_article
from articles.reading import PER_PAGE
from tests.articles.reader import Page

AT = datetime(2025, 9, 3, 11, 30, tzinfo=UTC)


@pytest.fixture
def correct(db) -> Callable[..., None]:
    """correct(article, "text", kind="correction", at=…): as publishing leaves a note, in both places."""

    def add(article: Article, text: str, kind: str = "correction", at: datetime = AT) -> None:
        Correction.objects.create(public_id=article.pk, kind=kind, text=text, at=at, edition=1)
        article.corrections = [*article.corrections, {"kind": kind, "text": text, "at": at.isoformat()}]
        article.save(update_fields=["corrections"])

    return add


# On the story


def test_a_story_shows_its_notes_before_its_text_oldest_first(site, publish, correct):
    story = publish(published_at=AT)
    correct(story, "তারিখটি ভুল ছিল।")
    correct(story, "নতুন তথ্য <b>এসেছে</b>।", kind="update", at=AT + timedelta(days=1))
    page = Page(site.get(story.get_absolute_url()))
    heads = [text for _, text in page.find("p", class_="note-head")]
    assert heads == [
        f"{gettext('Correction')} ৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০",
        f"{gettext('Update')} ৪ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০",
    ]
    box = page.find("section", class_="notes")[0][1]
    assert box.index("তারিখটি ভুল ছিল।") < box.index("নতুন তথ্য <b>এসেছে</b>।")
    assert "&lt;b&gt;" in page.html
    assert page.html.index('class="notes"') < page.html.index("পাঠাগারে আছে দুই হাজার বই।")
    assert [attrs["datetime"] for attrs, _ in page.find("time")][1] == "2025-09-03T17:30:00+06:00"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("correction", "Correction"),
        ("clarification", "Clarification"),
        ("update", "Update"),
        ("?", "Correction"),
    ],
)
def test_each_kind_of_note_has_its_name(site, publish, correct, kind, label):
    story = publish()
    correct(story, "টীকা।", kind=kind)
    assert Page(site.get(story.get_absolute_url())).find("strong")[0][1] == gettext(label)


def test_a_note_on_an_english_story_is_english(site, publish, correct):
    story = publish(language="en", headline="A library by the river")
    correct(story, "The date was wrong.")
    (note,) = Page(site.get(story.get_absolute_url())).find("section", class_="notes")
    assert note[1] == "Correction 3 September 2025, 5:30 PM The date was wrong."


def test_a_story_that_was_right_has_no_box(site, publish):
    assert 'class="notes"' not in site.get(publish().get_absolute_url()).content.decode()


def test_a_corrected_story_costs_no_more_queries(site, publish, correct, at_most):
    story = publish()
    correct(story, "টীকা।")
    with at_most(3):
        site.get(story.get_absolute_url())


# The page of corrections


def test_it_lists_notes_newest_first_with_the_story_each_is_about(site, publish, correct):
    first, second = publish(headline="প্রথম সংবাদ"), publish(headline="দ্বিতীয় সংবাদ")
    correct(first, "পুরোনো টীকা।", kind="clarification")
    correct(second, "নতুন টীকা।", at=AT + timedelta(days=1))
    response = site.get("/corrections/")
    assert response.status_code == 200
    page = Page(response)
    rows = [text for _, text in page.find("li", class_="correction")]
    assert rows == [
        f"{gettext('Correction')} ৪ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০ নতুন টীকা। দ্বিতীয় সংবাদ",
        f"{gettext('Clarification')} ৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০ পুরোনো টীকা। প্রথম সংবাদ",
    ]
    assert first.get_absolute_url() in page.hrefs()
    assert page.find("link", rel="canonical")[0][0]["href"].endswith("/corrections/")


def test_notes_on_what_is_no_longer_live_are_left_out(site, publish, correct):
    story, other = publish(), publish(headline="প্রত্যাহৃত সংবাদ")
    correct(story, "টীকা।")
    correct(other, "গোপন টীকা।")
    retract_article(other.pk, "withdrawn", AT, notice="নোটিশ")
    page = site.get("/corrections/").content.decode()
    assert "টীকা।" in page
    assert "গোপন টীকা।" not in page


def test_without_a_note_it_says_so(site, publish):
    publish()
    response = site.get("/corrections/")
    assert response.status_code == 200
    assert gettext("So far nothing had to be put right.") in response.content.decode()


def test_it_is_paged_like_other_lists(site, publish, correct):
    story = publish()
    for number in range(PER_PAGE + 1):
        correct(story, f"টীকা {number}।", at=AT + timedelta(minutes=number))
    first, second = (Page(site.get(url)) for url in ("/corrections/", "/corrections/?page=2"))
    assert len(first.find("li", class_="correction")) == PER_PAGE
    assert first.hrefs(rel="next") == ["/corrections/?page=2"]
    assert [text for _, text in second.find("p", class_="correction-text")] == ["টীকা 0।"]
    assert site.get("/corrections/?page=1").headers["Location"] == "/corrections/"
    for page in ("3", "0", "x", "২"):
        assert site.get("/corrections/", {"page": page}).status_code == 404


def test_it_costs_four_queries_however_many_notes_there_are(site, publish, correct, at_most):
    for number in range(3):
        correct(publish(headline=f"সংবাদ {number}"), "টীকা।")
    with at_most(4):
        site.get("/corrections/")


@pytest.mark.parametrize("address", ["/", "/latest/", "/corrections/", "/no-such-section/"])
def test_every_page_leads_to_it(site, publish, address):
    publish()
    assert "/corrections/" in Page(site.get(address)).hrefs()
