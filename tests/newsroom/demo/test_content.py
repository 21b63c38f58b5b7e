"""The demo paper is whole, plausible and written in clean Bengali; its pictures can all be drawn."""

import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from articles.html import clean_body
from newsroom.demo.boxes import add_boxes, demo_boxes
from newsroom.demo.pictures import PICTURE_KEYS, draw_picture
from newsroom.demo.reading import CONTENT, DemoPaper, DemoStory, body_html, read_paper

SECTIONS = [
    "bangladesh",
    "politics",
    "world",
    "economy",
    "sports",
    "entertainment",
    "technology",
    "opinion",
]


@pytest.fixture(scope="module")
def paper() -> DemoPaper:
    return read_paper()


def live(paper: DemoPaper) -> list[DemoStory]:
    return [story for story in paper.stories if story.state == "live"]


def texts(story: DemoStory) -> list[str]:
    """Everything of a story that somebody reads."""
    return [
        story.kicker,
        story.headline,
        story.change_headline,
        story.standfirst,
        story.dateline,
        story.source,
        story.sign_off,
        story.caption,
        story.credit,
        story.alt,
        story.body,
        story.updated_paragraph,
        story.return_reason,
    ]


def sentences(story: DemoStory) -> list[str]:
    running = "\n".join([story.standfirst, story.body, story.updated_paragraph])
    return [part.strip(" “”‘’>-#") for part in re.split(r"[।?!\n]|\.\s", running) if part.strip()]


def write_story(folder: Path, old: str, new: str) -> None:
    """A copy of the content in which one text of the Bangladesh file is replaced."""
    shutil.copytree(CONTENT, folder, dirs_exist_ok=True)
    file = folder / "stories-bangladesh.toml"
    whole = file.read_text(encoding="utf-8")
    assert old in whole
    file.write_text(whole.replace(old, new, 1), encoding="utf-8")


def test_the_paper_has_its_sections_in_order(paper):
    assert [section.slug for section in paper.sections] == SECTIONS


def test_the_frame_has_the_agreed_size(paper):
    assert len(paper.desks) == 3
    assert Counter(person.kind for person in paper.contributors) == {"person": 10, "agency": 2, "house": 1}
    assert len(paper.topics) >= 20
    assert len(paper.ticker) == 7
    assert sum(line.starts > 0 for line in paper.ticker) == 1
    assert sum(line.breaking for line in paper.ticker) == 1
    assert all(6 <= line.hours <= 48 for line in paper.ticker)


def test_every_state_of_the_workflow_is_shown(paper):
    states = Counter(story.state for story in paper.stories)
    assert len(paper.stories) >= 66
    assert states["live"] >= 50
    assert states["changed"] == 2
    assert all(states[state] in (3, 4) for state in ("draft", "submitted", "returned", "approved"))


def test_live_stories_are_spread_like_a_working_week(paper):
    ages = [story.hours_ago for story in live(paper)]
    assert max(ages) <= 240
    assert sum(age < 3 for age in ages) >= 5
    assert sum(age < 24 for age in ages) >= 20
    assert len(set(ages)) == len(ages)


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_has_fresh_stories(paper, section):
    assert sum(story.section == section and story.hours_ago <= 30 for story in live(paper)) >= 2


def test_keys_and_slugs_are_ascii(paper):
    named = [*paper.sections, *paper.desks, *paper.contributors, *paper.topics]
    for name in [entry.slug for entry in named] + [story.key for story in paper.stories]:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name), name


def test_every_topic_and_contributor_is_used(paper):
    assert {topic.slug for topic in paper.topics} == {
        slug for story in paper.stories for slug in story.topics
    }
    used = {credit.contributor for story in paper.stories for credit in story.byline}
    assert used == {person.slug for person in paper.contributors}


def test_sign_offs_use_the_initials_of_contributors(paper):
    initials = {person.initials for person in paper.contributors}
    for story in paper.stories:
        assert set(filter(None, story.sign_off.split("/"))) <= initials, story.key


def test_no_two_headlines_are_the_same(paper):
    headlines = [story.headline for story in paper.stories]
    headlines += [story.change_headline for story in paper.stories if story.change_headline]
    assert len(set(headlines)) == len(headlines)


def test_headlines_try_the_layout(paper):
    lengths = [len(story.headline.split()) for story in live(paper)]
    assert max(lengths) >= 25
    assert min(lengths) <= 2
    every = " ".join(story.headline for story in live(paper))
    assert all(cluster in every for cluster in ("ক্ষ", "ষ্ট্র", "র্ষ", "ন্ত্র", "ন্দ্র", "‘", "’"))


def test_exactly_one_story_is_in_english(paper):
    assert [story.state for story in paper.stories if story.language == "en"] == ["live"]


def test_bodies_are_long_enough_to_be_news(paper):
    for story in paper.stories:
        assert 5 <= len(story.body.split("\n\n")) <= 12, story.key
    for story in live(paper):
        assert 130 <= len(story.body.split()) <= 400, (story.key, len(story.body.split()))


def test_the_markup_is_all_used(paper):
    html = "".join(body_html(story.body) for story in live(paper))
    assert all(tag in html for tag in ("<h2>", "<ul>", "<blockquote>", "<br>", "“"))


def test_all_text_is_nfc(paper):
    for file in CONTENT.glob("*.toml"):
        whole = file.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", whole), file.name


def test_bengali_stories_hold_no_latin_letters_digits_or_bars(paper):
    for story in paper.stories:
        if story.language == "bn":
            assert not re.findall(r"[A-Za-z0-9|]", " ".join(texts(story))), story.key


def test_bengali_signs_are_well_formed(paper):
    for story in paper.stories:
        for text in texts(story):
            assert not re.search("[া-ৌ]{2}", text), (story.key, "doubled vowel sign")
            assert not re.search("(?<![ডঢয])়", text), (story.key, "nukta on another letter")
            assert not re.search(r"অা|\S ।|[ \t]$", text), (story.key, text)
            assert not re.search("  ", text), (story.key, "two spaces")


def test_no_sentence_occurs_twice(paper):
    seen = Counter(part for story in paper.stories for part in sentences(story) if len(part) > 18)
    assert [part for part, count in seen.items() if count > 1] == []


def test_most_live_stories_have_a_picture_and_some_have_none(paper):
    without = [story.key for story in live(paper) if not story.picture]
    assert 10 <= len(without) <= 15


def test_a_picture_is_not_shown_twice_on_one_day(paper):
    recent = [story.picture for story in live(paper) if story.picture and story.hours_ago <= 24]
    assert len(set(recent)) == len(recent)


@pytest.mark.parametrize("key", PICTURE_KEYS)
def test_a_picture_is_drawn_in_print_size_and_always_the_same(key):
    picture = draw_picture(key)
    assert picture.mode == "RGB"
    assert picture.size in ((1600, 900), (1600, 1067))
    assert draw_picture(key).tobytes() == picture.tobytes()
    assert len(picture.resize((64, 36)).getcolors(64 * 36) or []) > 50, "more than a flat ground"


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("এক\n\nদুই", "<p>এক</p>\n<p>দুই</p>"),
        ("এক\nদুই", "<p>এক<br>দুই</p>"),
        ("## শিরোনাম", "<h2>শিরোনাম</h2>"),
        ("> উক্তি", "<blockquote><p>উক্তি</p></blockquote>"),
        ("- এক\n- দুই", "<ul><li>এক</li><li>দুই</li></ul>"),
        ("<b> & “ক”", "<p>&lt;b&gt; &amp; “ক”</p>"),
        ("", ""),
    ],
)
def test_light_markup_becomes_html(markup, html):
    assert body_html(markup) == html


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('state = "live"', 'state = "alive"', "no such state alive"),
        ('topics = ["weather", ', 'topics = ["wether", ', "no such topic wether"),
        ('contributor = "golpokar-mia"', 'contributor = "nobody"', "no such contributor nobody"),
        ('picture = "winter-fog"', 'picture = "summer-fog"', "no such picture summer-fog"),
        ("hours_ago = 0.7", 'hours_ago = "0.7"', "hours_ago has the wrong type"),
        ("kicker = ", "kiker = ", "unknown field kiker"),
        ('section = "bangladesh"', 'section = "sports"', "belongs to another section's file"),
        ('key = "new-bridge-trial"', 'key = "north-first-fog"', "occurs twice"),
    ],
)
def test_bad_content_is_refused_by_name(tmp_path, old, new, message):
    write_story(tmp_path, old, new)
    with pytest.raises(ValueError, match=re.escape(message)) as refusal:
        read_paper(tmp_path)
    assert "north-first-fog" in str(refusal.value)


def test_the_plan_shows_what_a_board_must_show(paper):
    assert any(not one.assignee and not one.story for one in paper.assignments), "nobody's"
    assert any(one.day < 0 for one in paper.assignments), "late"
    words = {story.key: len(story.body.split()) for story in paper.stories}
    assert any(one.story and words[one.story] > one.words for one in paper.assignments), "over-length"
    assert paper.schedules


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('story = "opinion-quiet-hours"', 'story = "night-bus-terminal"'),
        ('story = "night-bus-terminal"', 'story = "nothing"'),
        ('section = "economy"', 'section = "nothing"'),
    ],
)
def test_a_plan_of_what_is_not_there_is_refused(tmp_path, old, new):
    shutil.copytree(CONTENT, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "plan.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match="plan.toml"):
        read_paper(tmp_path)


def test_boxes_stand_in_stories_of_the_paper_and_in_their_form(paper):
    stories = {story.key: story for story in paper.stories}
    drawn = []

    def number(key, words):
        drawn.append((key, words))
        return 7

    for key in demo_boxes():
        story = stories[key]
        body = add_boxes(
            key, body_html(story.body), number, lambda other: f"/{stories[other].section}/bcdf2345/"
        )
        assert clean_body(body) == body.replace("\n", "")
        assert "data-box" in body or "<table>" in body
    assert {key for key, _words in drawn} <= set(PICTURE_KEYS)
    assert all(all(words.values()) for _key, words in drawn)


def test_a_story_that_is_not_there_is_no_related_one():
    body = add_boxes("north-first-fog", "<p>ক</p>" + "\n<p>খ</p>" * 9, lambda key, words: 7, lambda other: "")
    assert "related" not in body


@pytest.mark.parametrize("text", [text for boxes in demo_boxes().values() for _after, text in boxes])
def test_boxes_are_in_clean_bengali(text):
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search("[\u0985-\u09e3] +।|[0-9]", re.sub(r"<[^>]*>", "", text))
