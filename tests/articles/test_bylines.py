"""A byline in words: who, where and as what, in the story's language; and what a name leads to."""

import pytest
from django.utils.translation import override

from articles.bylines import shown_name
from articles.models import Contributor
from articles.snapshot import BylineEntry
from tests.articles.reader import Page


def said(entry: BylineEntry) -> str:
    line = shown_name(entry)
    before = f"{line.before}: " if line.before else ""
    return before + line.name + (f", {line.after}" if line.after else "")


@pytest.mark.parametrize(
    ("role", "place", "kind", "words"),
    [
        ("reporter", "", "person", "Namuna Hasan"),
        ("reporter", "Sylhet", "person", "Namuna Hasan"),
        ("correspondent", "Sylhet", "person", "Namuna Hasan, Sylhet correspondent"),
        ("correspondent", "", "person", "Namuna Hasan, correspondent"),
        ("correspondent", "Sylhet", "house", "Namuna Hasan, Sylhet"),
        ("correspondent", "", "house", "Namuna Hasan"),
        ("correspondent", "Sylhet", "agency", "Namuna Hasan, Sylhet"),
        ("photographer", "", "person", "Photo: Namuna Hasan"),
        ("translator", "", "person", "Translated by: Namuna Hasan"),
        ("editor", "", "person", "Edited by: Namuna Hasan"),
    ],
)
def test_a_line_says_who_where_and_as_what(role, place, kind, words):
    with override("en"):
        assert said(BylineEntry("namuna-hasan", "Namuna Hasan", role, place, kind)) == words


def test_rows_of_older_articles_have_no_place_and_no_kind():
    entry = BylineEntry.from_json({"slug": "namuna-hasan", "name": "নমুনা হাসান", "role": "reporter"})
    assert (entry.place, entry.kind) == ("", "person")
    assert shown_name(entry).slug == "namuna-hasan"


def test_a_house_byline_leads_nowhere_and_has_no_page(site, publish):
    Contributor.objects.create(slug="nijoswo-protibedok", name="নিজস্ব প্রতিবেদক", kind="house")
    story = publish(byline=[("nijoswo-protibedok", "নিজস্ব প্রতিবেদক", "correspondent", "সিলেট", "house")])
    page = Page(site.get(story.get_absolute_url()))
    assert page.find("ul", class_="byline")[0][1] == "নিজস্ব প্রতিবেদক, সিলেট"
    assert page.hrefs(rel="author") == []
    assert site.get("/author/nijoswo-protibedok/").status_code == 404


def test_one_person_may_stand_there_twice_in_different_roles(site, publish):
    story = publish(byline=[("nomuna-sen", "নমুনা সেন", "reporter"), ("nomuna-sen", "নমুনা সেন", "photographer")])
    page = Page(site.get(story.get_absolute_url()))
    assert page.hrefs(rel="author") == ["/author/nomuna-sen/", "/author/nomuna-sen/"]
    assert [attrs for attrs, _ in Page(site.get("/author/nomuna-sen/")).find("article")] != []


def test_an_authors_page_shows_face_words_links_and_stories(site, publish, picture):
    publish(byline=[("nomuna-sen", "নমুনা সেন", "reporter")], headline="নদীর পাড়ে নতুন পাঠাগার")
    Contributor.objects.filter(slug="nomuna-sen").update(
        title="জ্যেষ্ঠ প্রতিবেদক",
        bio="নদীর খবর লেখেন।\nআগে পড়াতেন।",
        links=[{"name": "প্রোফাইল", "url": "https://social.example/@nomuna"}],
        portrait=picture.as_json(),
    )
    response = site.get("/author/nomuna-sen/")
    page = Page(response)
    assert page.find("h1")[0][1] == "নমুনা সেন"
    assert page.find("img")[0][0]["alt"] == "নমুনা সেন"
    assert "https://social.example/@nomuna" in page.hrefs(rel="me noopener")
    assert "নদীর খবর লেখেন।<br>আগে পড়াতেন।" in response.content.decode()
    assert any("নদীর পাড়ে নতুন পাঠাগার" in text for _attrs, text in page.find("h3"))


def test_an_authors_page_does_without_face_words_and_links(site, publish):
    publish(byline=[("nomuna-sen", "নমুনা সেন", "reporter")])
    page = Page(site.get("/author/nomuna-sen/"))
    assert page.find("h1")[0][1] == "নমুনা সেন"
    assert page.find("div", class_="author-portrait") == []
    assert page.find("ul", class_="author-links") == []


def test_an_authors_page_costs_no_more_than_any_list(site, publish, at_most):
    publish(byline=[("nomuna-sen", "নমুনা সেন", "reporter")])
    with at_most(4):
        site.get("/author/nomuna-sen/")
