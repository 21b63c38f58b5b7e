"""The checklist: what each check finds, how strict a desk is, what blocks, and what it costs."""

from dataclasses import replace

import pytest
from django.utils import timezone

from articles.models import Contributor
from newsroom.checks import (
    CHECK_BY_KEY,
    Level,
    Subject,
    checklist_of,
    count_checks,
    met_and_all,
    required_problems,
)
from newsroom.content import PictureRef, StoryContent
from newsroom.desks import set_visibility
from newsroom.editing import start_story
from newsroom.errors import BlockedError
from newsroom.models import DeskCheck, HouseSpelling, Story
from newsroom.steps import Details
from newsroom.workflow import take_step
from tests.newsroom.helpers import save, take

PICTURE = PictureRef(1, "0" * 64, caption="", credit="খবর", alt="নদীতে নৌকা")


def problems_of(key, content, **facts):
    """What the check finds, or None where there is nothing to check."""
    found = CHECK_BY_KEY[key].find(Subject(content, **facts))
    return None if found is None else [problem.field for problem in found]


@pytest.mark.parametrize(
    ("key", "changes", "field"),
    [
        ("headline", {"headline": ""}, "headline"),
        ("section", {"section": None}, "section"),
        ("text", {"body": "<p> </p>"}, "body"),
        ("byline", {"byline": ()}, "byline"),
        ("picture_alt", {"picture": replace(PICTURE, alt="")}, "picture_alt"),
        ("picture_credit", {"picture": replace(PICTURE, credit="")}, "picture_credit"),
        ("headline_length", {"headline": "হাওরের ধান " * 12}, "headline"),
        ("standfirst", {"standfirst": ""}, "standfirst"),
        ("picture", {"picture": None}, "lead_picture"),
        ("topics", {"topics": ()}, "topics"),
        ("sign_off", {"sign_off": ""}, "sign_off"),
        ("language", {"headline": "দু:খ প্রকাশ"}, "headline"),
        ("language", {"body": "<p>তিনি এলেন|</p>"}, "body"),
        ("links", {"body": '<p><a href="http://">এখানে</a></p>'}, "body"),
    ],
)
def test_a_check_names_the_field_where_its_problem_is_mended(content, key, changes, field):
    assert problems_of(key, replace(content, picture=PICTURE)) in ([], None)
    assert problems_of(key, replace(content, **({"picture": PICTURE} | changes))) == [field]


def test_a_source_answers_for_a_story_as_well_as_a_byline(content):
    assert problems_of("byline", replace(content, byline=(), source_credit="বাসস")) == []


@pytest.mark.parametrize("key", ["picture_alt", "picture_credit", "length", "links"])
def test_a_check_with_nothing_to_look_at_does_not_apply(content, key):
    assert problems_of(key, content) is None


def test_an_english_story_is_not_read_as_bengali(content):
    assert problems_of("language", replace(content, language="en", headline="It's 2025")) is None


@pytest.mark.parametrize(("words", "fields"), [(110, []), (111, ["body"]), (67, []), (66, ["body"])])
def test_a_text_keeps_near_its_target(content, words, fields):
    body = f"<p>{'শব্দ ' * words}।</p>".replace(" ।", "।")
    assert problems_of("length", replace(content, body=body), target_words=100) == fields


@pytest.mark.parametrize(
    ("address", "is_good"),
    [
        ("https://www.bbc.com/bengali", True),
        ("mailto:khobor@example.com", True),
        ("tel:+8801700000000", True),
        ("mailto:nobody", False),
        ("http://[::1", False),
        ("https://nodots/", False),
        ("www.example.com/page", False),
        ("/latest/", True),
        ("/no/such/page/at/all/", False),
        ("/world/zzzzzzzz/", False),
    ],
)
def test_links_are_looked_at_without_asking_anybody_outside(content, address, is_good):
    body = f'<p><a href="{address}" rel="noopener">এখানে</a></p>'
    assert problems_of("links", replace(content, body=body)) == ([] if is_good else ["body"])


def test_a_link_to_our_own_story_is_good_while_it_is_live(draft, newsroom, publish, settings):
    article = publish()
    for address in (f"/world/{article.pk}/", f"{settings.KHOBOR_SITE_URL}/world/{article.pk}/words?x=1"):
        save(draft, newsroom.reporter, body=f'<p>দেখুন <a href="{address}">এখানে</a>।</p>')
        assert "links" not in unmet(draft, newsroom.reporter)
    article.delete()
    assert "links" in unmet(draft, newsroom.reporter)


def unmet(story, user):
    return {result.check.key for result in checklist_of(story, user).results if not result.is_met}


@pytest.fixture
def twin(newsroom, content):
    """Somebody else's story of the same event."""
    return start_story(newsroom.other_reporter, replace(content, headline="হাওরে আগাম ধান কাটার প্রস্তুতি শুরু"))


def test_a_recent_story_with_such_a_headline_is_shown(draft, twin, newsroom):
    checklist = checklist_of(draft, newsroom.reporter)
    assert [story.pk for story in checklist.similar] == [twin.pk]
    assert "duplicate" in unmet(draft, newsroom.reporter)


def test_an_old_a_spiked_and_an_unlike_story_are_no_duplicates(draft, twin, newsroom, content):
    start_story(newsroom.other_reporter, replace(content, headline="ঢাকায় মেট্রোরেলের নতুন সময়সূচি"))
    take(twin, newsroom.editor, "spike")
    assert not checklist_of(draft, newsroom.reporter).similar
    take(twin, newsroom.editor, "restore")
    assert checklist_of(draft, newsroom.reporter).similar
    Story.objects.filter(pk=twin.pk).update(changed_at=timezone.now() - timezone.timedelta(days=8))
    assert not checklist_of(draft, newsroom.reporter).similar


def test_a_restricted_story_is_nobodys_duplicate(draft, twin, newsroom):
    set_visibility(twin.pk, newsroom.other_reporter, restricted=True, insiders=[])
    assert not checklist_of(draft, newsroom.chief).similar
    assert checklist_of(draft, newsroom.other_reporter).similar


def set_level(newsroom, key, level):
    DeskCheck.objects.update_or_create(desk=newsroom.desk, check_key=key, defaults={"level": level})


def submit(story, user):
    story = Story.objects.get(pk=story.pk)
    take_step(story.pk, user, "submit", seen_version=story.version, details=Details())


def test_what_a_desk_requires_blocks_the_step_at_its_field(draft, newsroom):
    set_level(newsroom, "picture", Level.REQUIRED)
    with pytest.raises(BlockedError) as error:
        submit(draft, newsroom.reporter)
    assert [problem.field for problem in error.value.problems] == ["lead_picture"]
    set_level(newsroom, "picture", Level.ADVISED)
    submit(draft, newsroom.reporter)
    set_level(newsroom, "picture", Level.REQUIRED)
    with pytest.raises(BlockedError):
        take(draft, newsroom.editor, "approve")
    with pytest.raises(BlockedError):
        take(draft, newsroom.chief, "override")


@pytest.mark.parametrize("key", ["duplicate", "links", "language", "topics"])
def test_any_check_can_be_required(draft, twin, newsroom, key):
    save(draft, newsroom.reporter, topics=(), body='<p>তিনি এলেন| <a href="/world/zzzzzzzz/">দেখুন</a></p>')
    assert required_problems(draft, newsroom.reporter) == []
    set_level(newsroom, key, Level.REQUIRED)
    draft = Story.objects.get(pk=draft.pk)
    assert {problem.field for problem in required_problems(draft, newsroom.reporter)} == {
        CHECK_BY_KEY[key].field
    }


def test_what_a_desk_switches_off_is_neither_shown_nor_blocks(draft, newsroom):
    save(draft, newsroom.reporter, byline=())
    set_level(newsroom, "byline", Level.OFF)
    draft = Story.objects.get(pk=draft.pk)
    assert "byline" not in {result.check.key for result in checklist_of(draft, newsroom.reporter).results}
    submit(draft, newsroom.reporter)


@pytest.mark.parametrize("key", ["headline", "section", "text"])
def test_no_desk_can_do_without_headline_section_and_text(newsroom, key):
    set_level(newsroom, key, Level.OFF)
    story = start_story(newsroom.reporter, StoryContent())
    story.desk = newsroom.desk
    assert CHECK_BY_KEY[key].field in {
        problem.field for problem in required_problems(story, newsroom.reporter)
    }


def test_required_checks_come_first(draft, newsroom):
    set_level(newsroom, "sign_off", Level.REQUIRED)
    levels = [
        result.is_required
        for result in checklist_of(Story.objects.get(pk=draft.pk), newsroom.reporter).results
    ]
    assert levels == sorted(levels, reverse=True)
    assert levels.count(True) == 5


def test_the_queue_and_the_panel_count_alike(draft, twin, newsroom):
    draft.refresh_from_db()
    checklist = checklist_of(draft, newsroom.reporter)
    assert met_and_all(draft) == (checklist.met, checklist.all) == (9, 10)


def test_counting_for_a_list_costs_as_much_for_many_as_for_one(
    draft, newsroom, content, django_assert_max_num_queries
):
    for _index in range(5):
        start_story(
            newsroom.reporter, replace(content, body='<p><a href="/world/zzzzzzzz/">এখানে</a> আছে।</p>')
        )
    stories = list(Story.objects.select_related("desk").defer("body"))
    with django_assert_max_num_queries(7):
        counts = count_checks(stories)
    assert counts[draft.pk] == (9, 10)
    assert sorted(set(counts.values())) == [(9, 10), (9, 11)]
    assert count_checks([]) == {}


def test_a_row_with_its_parts_prefetched_asks_nothing(draft, django_assert_num_queries):
    (story,) = Story.objects.select_related("desk").prefetch_related(
        "desk__checks", "topics", "byline_lines__contributor"
    )
    with django_assert_num_queries(1):
        assert met_and_all(story) == (9, 10)


@pytest.mark.parametrize(("initials", "is_met"), [("নহ", True), ("", False)])
def test_an_empty_sign_off_is_met_by_initials_in_the_byline(draft, newsroom, initials, is_met):
    Contributor.objects.filter(pk=newsroom.person.pk).update(initials=initials)
    save(draft, newsroom.reporter, sign_off="")
    checklist = checklist_of(draft, newsroom.reporter)
    (result,) = [result for result in checklist.results if result.check.key == "sign_off"]
    assert result.is_met is is_met


def test_the_houses_spelling_is_part_of_the_check_of_the_language(draft, newsroom):
    HouseSpelling.objects.create(wrong="ধান", right="শস্য")
    save(draft, newsroom.reporter, headline="ধানের দাম")
    checklist = checklist_of(draft, newsroom.reporter)
    (result,) = [result for result in checklist.results if result.check.key == "language"]
    assert "শস্যের দাম" in str(result.problems[0].message)
