"""The byline: its order survives everything, one person may do two things, and who saved it has no part in it."""

from dataclasses import replace
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction

from articles.models import Article, Contributor
from newsroom.content import BylineRef, Ref, StoryContent, byline_ref, content_of
from newsroom.editing import save_story, start_story
from newsroom.merging import compare_contents, merge_contents
from newsroom.models import BylineLine
from newsroom.sign_off import automatic_sign_off, sign_off_of
from tests.newsroom.helpers import save, take


@pytest.fixture
def lines(newsroom) -> tuple[BylineRef, ...]:
    """Four lines: two people, one of them twice, and the house."""
    house = Contributor.objects.create(slug="nijoswo-protibedok", name="নিজস্ব প্রতিবেদক", kind="house")
    return (
        byline_ref(newsroom.person, "reporter", "", "bn"),
        byline_ref(newsroom.other_person, "photographer", "", "bn"),
        byline_ref(newsroom.person, "translator", "", "bn"),
        byline_ref(house, "correspondent", "সিলেট", "bn"),
    )


ORDERS = list(permutations(range(4)))[::5]


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_is_what_was_given_after_every_save(newsroom, content, lines, order):
    wanted = tuple(lines[index] for index in order)
    story = start_story(newsroom.reporter, replace(content, byline=wanted))
    assert content_of(story).byline == wanted
    save(story, newsroom.reporter, headline="অন্য শিরোনাম")
    assert content_of(story).byline == wanted
    turned = wanted[::-1]
    save(story, newsroom.reporter, byline=turned)
    assert content_of(story).byline == turned


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_survives_revision_approval_and_publish(newsroom, content, lines, order):
    wanted = tuple(lines[index] for index in order)
    story = start_story(newsroom.reporter, replace(content, byline=wanted))
    for user, verb in (
        (newsroom.reporter, "submit"),
        (newsroom.editor, "approve"),
        (newsroom.editor, "publish"),
    ):
        take(story, user, verb)
    assert story.live_revision.story_content.byline == wanted
    article = Article.objects.get(pk=story.public_id)
    said = [(entry.slug, entry.role, entry.place) for entry in article.byline_entries]
    assert said == [(line.contributor.slug, line.role, line.place) for line in wanted]
    people = list(dict.fromkeys(line.contributor.slug for line in wanted))
    rows = article.articlecontributor_set.order_by("position").values_list("contributor__slug", flat=True)
    assert list(rows) == people


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_the_order_survives_a_merge(content, lines, choice):
    mine = replace(content, byline=lines, headline="আমার শিরোনাম")
    theirs = replace(content, byline=lines[::-1])
    merged = merge_contents(mine, theirs, {"choice-byline": choice})
    assert merged.byline == (lines if choice == "mine" else lines[::-1])


def test_a_comparison_tells_another_order_role_or_place(content, lines):
    for other in (
        lines[::-1],
        (replace(lines[0], role="editor"), *lines[1:]),
        (*lines[:3], replace(lines[3], place="ঢাকা")),
    ):
        (part,) = [
            part
            for part in compare_contents(replace(content, byline=lines), replace(content, byline=other))
            if part.key == "byline"
        ]
        assert not part.is_same
        assert part.mine != part.theirs


def test_a_place_is_a_correspondents_only(newsroom, content):
    line = byline_ref(newsroom.person, "reporter", "সিলেট", "bn")
    assert replace(content, byline=(line,)).cleaned().byline[0].place == ""


def test_a_place_is_stored_normalised(newsroom, content):
    line = byline_ref(
        newsroom.person, "correspondent", "  বগুড়া\u200c\nসদর ময়দান".replace("ময়", "ম\u09df"), "bn"
    )
    stored = replace(content, byline=(line,)).cleaned().byline[0].place
    assert stored == "বগুড়া\u200c সদর ময়দান"
    assert "\u09df" not in stored


def test_whoever_saves_is_in_no_byline(newsroom):
    story = start_story(newsroom.reporter, StoryContent(headline="নাম ছাড়া সংবাদ"))
    save(story, newsroom.editor, headline="সম্পাদকের শিরোনাম")
    assert content_of(story).byline == ()
    assert sign_off_of(content_of(story)) == ""


def test_the_database_knows_one_person_once_in_a_role(draft, newsroom):
    draft.byline_lines.all().delete()
    BylineLine.objects.create(story=draft, position=0, contributor=newsroom.person, role="reporter")
    BylineLine.objects.create(story=draft, position=1, contributor=newsroom.person, role="editor")
    with pytest.raises(IntegrityError), transaction.atomic():
        BylineLine.objects.create(story=draft, position=2, contributor=newsroom.person, role="reporter")


# The sign-off


def of(*initials: str, sign_off: str = "") -> StoryContent:
    lines = tuple(
        BylineRef(Ref(number, f"p{number}", "নাম"), "reporter", initials=one)
        for number, one in enumerate(initials)
    )
    return StoryContent(byline=lines, sign_off=sign_off)


@pytest.mark.parametrize(
    ("initials", "sign_off"),
    [
        ((), ""),
        (("নহ",), "নহ"),
        (("নহ", "কস"), "নহ/কস"),
        (("কস", "নহ"), "কস/নহ"),
        (("নহ", "কস", "নহ"), "নহ/কস"),
        (("", "কস"), "কস"),
        (("", ""), ""),
    ],
)
def test_the_sign_off_is_the_bylines_initials_in_order_each_once(initials, sign_off):
    assert automatic_sign_off(of(*initials)) == sign_off


def test_a_long_bylines_sign_off_still_fits():
    sign_off = automatic_sign_off(of(*(f"প্রথম{number}" for number in range(20))))
    assert len(sign_off) <= 60
    assert sign_off.startswith("প্রথম0/প্রথম1/")


def test_what_is_typed_counts_more():
    assert sign_off_of(of("নহ", "কস", sign_off="এসএস/এসএন")) == "এসএস/এসএন"


@pytest.mark.parametrize(
    ("kind", "language", "initials"),
    [
        ("person", "bn", "নহ"),
        ("person", "en", "NH"),
        ("agency", "bn", ""),
        ("house", "bn", ""),
        ("house", "en", ""),
    ],
)
def test_only_people_sign_and_in_the_storys_language(newsroom, kind, language, initials):
    newsroom.person.kind, newsroom.person.name_en = kind, "Namuna Hasan"
    assert byline_ref(newsroom.person, "reporter", "", language).initials == initials


def published(story, newsroom) -> Article:
    for user, verb in ((newsroom.reporter, "submit"), (newsroom.editor, "approve")):
        take(story, user, verb)
    Contributor.objects.filter(pk=newsroom.person.pk).update(initials="নতুন")
    take(story, newsroom.editor, "publish")
    return Article.objects.get(pk=story.public_id)


def test_an_empty_sign_off_is_made_at_publish_of_what_was_approved(draft, newsroom):
    lines = (
        byline_ref(newsroom.person, "reporter", "", "bn"),
        byline_ref(newsroom.other_person, "translator", "", "bn"),
    )
    save(draft, newsroom.reporter, sign_off="", byline=lines)
    assert published(draft, newsroom).sign_off == "নহ/কস"
    draft.refresh_from_db()
    assert draft.sign_off == ""  # automatic still


def test_a_typed_sign_off_is_published_as_typed(draft, newsroom):
    save(draft, newsroom.reporter, sign_off="এসএস")
    assert published(draft, newsroom).sign_off == "এসএস"


def test_other_initials_take_no_approval_away(draft, newsroom):
    save(draft, newsroom.reporter, sign_off="")
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.editor, "approve")
    Contributor.objects.filter(pk=newsroom.person.pk).update(initials="নতুন", kind="agency")
    before = content_of(draft)
    save_story(draft.pk, newsroom.editor, before, seen_version=draft.version)
    draft.refresh_from_db()
    assert draft.state == "approved"


def test_revisions_older_than_places_and_initials_can_still_be_read(content):
    data = content.as_json()
    for line in data["byline"]:
        for key in ("place", "initials", "kind"):
            del line[key]
    assert StoryContent.from_json(data) == content
