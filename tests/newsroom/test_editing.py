"""Writing in the working copy: who may, when, and what becomes of it."""

import unicodedata
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from articles.models import Article, Contributor, Section, Topic
from newsroom.content import BylineRef, CorrectionRef, PictureRef, Ref, StoryContent, content_of
from newsroom.editing import keep_version, may_edit, save_story, start_story
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Approval, BylineLine, Desk, DeskSection, Picture, Revision, Story, Transition
from tests.newsroom.helpers import Trace, assert_article_is, save, take, walk

pytestmark = pytest.mark.django_db
State = Story.State
ANYBODY = ("reporter", "other_reporter", "editor", "other_editor", "chief", "photo", "nobody")

# Starting


@pytest.mark.parametrize("name", ["reporter", "editor", "chief"])
def test_who_writes_may_start_a_story(name: str, newsroom: SimpleNamespace, content: StoryContent) -> None:
    user = getattr(newsroom, name)
    story = start_story(user, content)
    assert (story.assignee, story.state, story.version) == (user, State.DRAFT, 1)
    assert [writer.user for writer in story.writers.all()] == [user]
    assert content_of(story) == content
    assert not Transition.objects.exists()
    assert not Revision.objects.exists()


@pytest.mark.parametrize("name", ["photo", "nobody"])
def test_who_does_not_write_may_not_start_one(
    name: str, newsroom: SimpleNamespace, content: StoryContent
) -> None:
    with pytest.raises(ForbiddenError):
        start_story(getattr(newsroom, name), content)
    assert not Story.objects.exists()


def test_an_inactive_reporter_may_not_start_one(newsroom: SimpleNamespace, content: StoryContent) -> None:
    newsroom.reporter.is_active = False
    with pytest.raises(ForbiddenError):
        start_story(newsroom.reporter, content)


def test_a_story_goes_to_the_desk_of_its_section(newsroom: SimpleNamespace, content: StoryContent) -> None:
    story = start_story(newsroom.reporter, replace(content, section=None))
    assert story.desk is None
    save(story, newsroom.reporter, section=Ref.to(newsroom.section))
    assert story.desk == newsroom.desk
    sports = Section.objects.create(slug="sports", name="খেলা")
    DeskSection.objects.create(desk=Desk.objects.create(name="খেলার ডেস্ক"), section=sports)
    save(story, newsroom.reporter, section=Ref.to(sports))
    assert story.desk.name == "খেলার ডেস্ক"
    loose = Section.objects.create(slug="loose", name="ডেস্কহীন")
    save(story, newsroom.reporter, section=Ref.to(loose))
    assert story.desk.name == "খেলার ডেস্ক"  # somebody must look after it


def test_an_empty_draft_can_be_kept(newsroom: SimpleNamespace) -> None:
    story = start_story(newsroom.reporter, StoryContent())
    assert content_of(story) == StoryContent()


# Who and when

MAY = {
    State.DRAFT: {"reporter", "editor", "other_editor", "chief"},
    State.SUBMITTED: {"editor", "other_editor", "chief"},
    State.RETURNED: {"reporter", "editor", "other_editor", "chief"},
    State.APPROVED: {"editor", "other_editor", "chief"},
    State.SCHEDULED: {"editor", "other_editor", "chief"},
    State.PUBLISHED: {"reporter", "editor", "other_editor", "chief"},
    State.SPIKED: set(),
}


@pytest.mark.parametrize("name", ANYBODY)
@pytest.mark.parametrize("state", State, ids=str)
def test_who_may_save_in_which_state(
    state: State, name: str, newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, state)
    user, before = getattr(newsroom, name), Trace.of(draft)
    assert may_edit(user, draft) == (name in MAY[state])
    if name in MAY[state]:
        save(draft, user, headline="হাওরে ধান কাটা শুরু")
        assert Trace.of(draft).content.headline == "হাওরে ধান কাটা শুরু"
    else:
        with pytest.raises(ForbiddenError):
            save(draft, user, headline="হাওরে ধান কাটা শুরু")
        assert Trace.of(draft) == before


@pytest.mark.parametrize("name", ["reporter", "editor", "chief"])
def test_an_inactive_user_may_edit_nothing(name: str, newsroom: SimpleNamespace, draft: Story) -> None:
    user = getattr(newsroom, name)
    user.is_active = False
    assert not may_edit(user, draft)
    with pytest.raises(ForbiddenError):
        save(draft, user, headline="হাওরে ধান কাটা শুরু")


def test_a_recalled_story_is_in_its_writers_hands_again(newsroom: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, State.SUBMITTED)
    take(draft, newsroom.reporter, "recall")
    save(draft, newsroom.reporter, kicker="মৌসুম")
    assert draft.kicker == "মৌসুম"


# What a save does


@pytest.mark.parametrize(
    ("state", "name"),
    [(state, name) for state, names in MAY.items() for name in sorted(names - {"other_editor"})],
    ids=str,
)
def test_saving_the_same_content_changes_nothing_at_all(
    state: State, name: str, newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, state)
    before = Trace.of(draft)
    save(draft, getattr(newsroom, name))
    assert Trace.of(draft) == before


def test_the_same_words_spelled_otherwise_are_the_same_content(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    before = Trace.of(draft)
    content = before.content
    save(
        draft,
        newsroom.editor,
        headline="  " + content.headline.replace(" ", " \u00a0 ") + "\n",
        body=f"<div>{content.body}</div><p>&nbsp;</p><script>1</script>",
        topics=content.topics * 2,
    )
    assert Trace.of(draft) == before


def test_a_renamed_section_is_no_change_of_the_story(newsroom: SimpleNamespace, draft: Story) -> None:
    content = content_of(draft)
    Section.objects.update(name="দেশ")
    save_story(draft.pk, newsroom.editor, content, seen_version=draft.version)
    draft.refresh_from_db()
    assert draft.version == 1


CHANGES: dict[str, dict[str, Any]] = {
    "language": {"language": "en"},
    "kicker": {"kicker": "মৌসুম"},
    "headline": {"headline": "হাওরে ধান কাটা শুরু"},
    "standfirst": {"standfirst": "নতুন ভূমিকা।"},
    "body": {"body": "<p>নতুন লেখা।</p>"},
    "section": {"section": None},
    "topics": {"topics": ()},
    "byline": {"byline": ()},
    "dateline": {"dateline": "সিলেট"},
    "source_credit": {"source_credit": "নমুনা বার্তা সংস্থা"},
    "sign_off": {"sign_off": ""},
    "correction": {"correction": CorrectionRef("update", "নতুন তথ্য যোগ হয়েছে।")},
}


def test_the_list_of_changes_names_every_field() -> None:
    fields = StoryContent.__dataclass_fields__.values()
    assert set(CHANGES) | {"picture"} == {field.name for field in fields if field.compare}


@pytest.mark.parametrize("field", CHANGES)
def test_a_change_of_any_field_is_kept_and_makes_a_new_version(
    field: str, newsroom: SimpleNamespace, draft: Story
) -> None:
    before = Trace.of(draft)
    save(draft, newsroom.reporter, **CHANGES[field])
    after = Trace.of(draft)
    assert after.content == replace(before.content, **CHANGES[field])
    assert after.version == before.version + 1
    assert (after.revisions, after.transitions, after.state) == ((), (), State.DRAFT)


def test_an_editors_save_makes_her_a_writer(newsroom: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, State.SUBMITTED)
    save(draft, newsroom.editor, kicker="মৌসুম")
    save(draft, newsroom.editor, kicker="বোরো")
    assert Trace.of(draft).writers == {newsroom.reporter.pk, newsroom.editor.pk}
    assert draft.state == State.SUBMITTED
    with pytest.raises(BlockedError):
        take(draft, newsroom.editor, "approve")


def test_the_assignee_stays_who_it_was(newsroom: SimpleNamespace, draft: Story) -> None:
    save(draft, newsroom.editor, kicker="মৌসুম")
    assert draft.assignee == newsroom.reporter


def test_changing_an_approved_story_voids_the_approval(newsroom: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, State.APPROVED)
    save(draft, newsroom.editor, headline="হাওরে ধান কাটা শুরু")
    assert draft.state == State.DRAFT
    assert not Approval.objects.filter(voided_at=None).exists()
    assert draft.transitions.first().verb == "reopen"
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.chief, "approve")
    assert Approval.objects.filter(voided_at=None).get().revision.number == 2


def test_changing_a_live_story_leaves_readers_what_they_have(newsroom: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, State.PUBLISHED)
    before = Trace.of(draft)
    save(draft, newsroom.reporter, headline="হাওরে ধান কাটা শুরু")
    after = Trace.of(draft)
    assert after.state == State.DRAFT
    assert (after.articles, after.edition, after.live_revision) == (
        before.articles,
        before.edition,
        before.live_revision,
    )
    assert_article_is(Article.objects.get(), draft.live_revision)
    assert not after.standing_approvals


# Two at once


@pytest.mark.parametrize("off_by", [-1, 1])
def test_a_save_on_another_version_keeps_nothing(
    off_by: int, newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, State.PUBLISHED)
    before = Trace.of(draft)
    changed = replace(before.content, headline="হাওরে ধান কাটা শুরু", byline=(), topics=())
    with pytest.raises(ConflictError):
        save_story(draft.pk, newsroom.editor, changed, seen_version=draft.version + off_by)
    assert Trace.of(draft) == before


def test_the_second_of_two_who_opened_the_same_version_is_told(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    content, seen = content_of(draft), draft.version
    save_story(draft.pk, newsroom.reporter, replace(content, kicker="প্রথম"), seen_version=seen)
    with pytest.raises(ConflictError):
        save_story(draft.pk, newsroom.editor, replace(content, kicker="দ্বিতীয়"), seen_version=seen)
    draft.refresh_from_db()
    assert draft.kicker == "প্রথম"
    assert Trace.of(draft).writers == {newsroom.reporter.pk}


def test_a_step_that_came_first_is_a_conflict_too(newsroom: SimpleNamespace, draft: Story) -> None:
    seen = draft.version
    take(draft, newsroom.reporter, "submit")
    with pytest.raises(ConflictError):
        save_story(draft.pk, newsroom.editor, StoryContent(), seen_version=seen)


def test_what_a_conflict_would_lose_is_kept_as_a_revision(newsroom: SimpleNamespace, draft: Story) -> None:
    keep_version(draft.pk, newsroom.editor)
    keep_version(draft.pk, newsroom.editor)
    kept = draft.revisions.get()
    assert (kept.moment, kept.story_content, list(kept.writers.all())) == (
        "keep",
        content_of(draft),
        [newsroom.reporter],
    )
    save(draft, newsroom.reporter, kicker="মৌসুম")
    keep_version(draft.pk, newsroom.editor)
    assert [revision.story_content.kicker for revision in draft.revisions.all()] == ["মৌসুম", "কৃষি"]
    assert draft.version == 2


@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISHED], ids=str)
def test_keeping_a_version_takes_no_approval_away(
    state: State, newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, state)
    Section.objects.update(name="দেশ")
    before = Trace.of(draft)
    keep_version(draft.pk, newsroom.editor)
    assert Trace.of(draft) == before
    if state == State.APPROVED:
        take(draft, newsroom.chief, "publish")


def test_a_save_that_fails_halfway_keeps_nothing(
    newsroom: SimpleNamespace, draft: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(draft, newsroom, State.PUBLISHED)
    before = Trace.of(draft)

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("the last write of a save")

    monkeypatch.setattr(BylineLine.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        save(draft, newsroom.editor, headline="হাওরে ধান কাটা শুরু")
    assert Trace.of(draft) == before


def test_a_section_that_is_gone_keeps_nothing(newsroom: SimpleNamespace, draft: Story) -> None:
    before = Trace.of(draft)
    with pytest.raises(Section.DoesNotExist):
        save(draft, newsroom.reporter, section=Ref(id=10**9, slug="gone", name=""), headline="বদল")
    assert Trace.of(draft) == before


# Order


def test_the_bylines_order_survives_saving_and_publishing(newsroom: SimpleNamespace, draft: Story) -> None:
    extra = Contributor.objects.create(slug="akash-roy", name="আকাশ রায়")
    # Not the order of ids, nor of names.
    byline = tuple(
        BylineRef(Ref.to(person), role)
        for person, role in [
            (newsroom.other_person, "photographer"),
            (extra, "reporter"),
            (newsroom.person, "translator"),
        ]
    )
    save(draft, newsroom.reporter, byline=byline)
    assert content_of(draft).byline == byline
    walk(draft, newsroom, State.PUBLISHED)
    article = Article.objects.get()
    assert [(entry.slug, entry.role) for entry in article.byline_entries] == [
        (line.contributor.slug, line.role) for line in byline
    ]
    save(draft, newsroom.reporter, byline=byline[::-1])
    assert content_of(draft).byline == byline[::-1]


def test_a_byline_in_another_order_is_a_change(newsroom: SimpleNamespace, draft: Story) -> None:
    byline = tuple(BylineRef(Ref.to(who), "reporter") for who in (newsroom.person, newsroom.other_person))
    save(draft, newsroom.reporter, byline=byline)
    version = draft.version
    save(draft, newsroom.reporter, byline=byline[::-1])
    assert draft.version == version + 1


def test_topics_have_no_order_of_their_own(newsroom: SimpleNamespace, draft: Story) -> None:
    topics = (Ref.to(newsroom.topic), Ref.to(Topic.objects.create(slug="boro", name="বোরো")))
    save(draft, newsroom.reporter, topics=topics)
    version = draft.version
    save(draft, newsroom.reporter, topics=topics[::-1])
    assert draft.version == version


# What is stored

LINES = ("kicker", "headline", "standfirst", "dateline", "source_credit", "sign_off")


@pytest.mark.parametrize("field", [*LINES, "body"])
@pytest.mark.parametrize("typed", ["হৃদ\u09df", "হৃদ\u09af\u09bc"], ids=["one character", "two"])
def test_either_spelling_of_a_letter_is_stored_as_one(
    typed: str, field: str, newsroom: SimpleNamespace, draft: Story
) -> None:
    text = f"<p>{typed}</p>" if field == "body" else typed
    save(draft, newsroom.reporter, **{field: text})
    stored = getattr(draft, field)
    assert "হৃদ\u09af\u09bc" in stored
    assert stored == unicodedata.normalize("NFC", stored)


@pytest.mark.parametrize("field", LINES)
def test_a_line_is_one_line(field: str, newsroom: SimpleNamespace, draft: Story) -> None:
    save(draft, newsroom.reporter, **{field: "\t নদীর\r\nপাড়ে \u00a0\u2028পাঠাগার\x00 "})
    assert getattr(draft, field) == "নদীর পাড়ে পাঠাগার".replace("ড়", "ড\u09bc")


def test_joiners_are_kept(newsroom: SimpleNamespace, draft: Story) -> None:
    save(draft, newsroom.reporter, headline="র\u200d্যাব ও র\u200c্যাব", body="<p>র\u200d্যাব</p>")
    assert draft.headline == "র\u200d্যাব ও র\u200c্যাব"
    assert draft.body == "<p>র\u200d্যাব</p>"


def test_markup_in_a_line_is_text(newsroom: SimpleNamespace, draft: Story) -> None:
    """It is escaped where it is shown, not rewritten where it is kept."""
    save(draft, newsroom.reporter, headline="৫ < ৬ & <b>")
    assert draft.headline == "৫ < ৬ & <b>"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>ক</p><script>alert(1)</script>", "<p>ক</p>"),
        ('<p onclick="alert(1)" class="x" style="color:red">ক</p>', "<p>ক</p>"),
        ('<p><a href="javascript:alert(1)">ক</a></p>', "<p>ক</p>"),
        (
            '<p><a href="https://example.org/">ক</a></p>',
            '<p><a href="https://example.org/" rel="noopener">ক</a></p>',
        ),
        ("<style>p{}</style><p>ক</p>", "<p>ক</p>"),
        ('<iframe src="https://example.org/">খ</iframe><p>ক</p>', "<p>ক</p>"),
        ('<p>ক<img src=x onerror="alert(1)"></p>', "<p>ক</p>"),
        ("<p>ক<br>খ<br/>গ</p>", "<p>ক<br>খ<br>গ</p>"),
        ("<p>“ক” ও ‘খ’ — গ…</p>", "<p>“ক” ও ‘খ’ — গ…</p>"),
        ("<p>&ldquo;ক&rdquo;</p>", "<p>“ক”</p>"),
        ("<p>ক</p><p>&nbsp;</p><p></p>", "<p>ক</p>"),
        ("<p>ক</p>\r\n<!-- খ -->", "<p>ক</p>"),
        ("খোলা লেখা", "<p>খোলা লেখা</p>"),
    ],
)
def test_the_body_is_cleaned_on_save(
    typed: str, stored: str, newsroom: SimpleNamespace, draft: Story
) -> None:
    save(draft, newsroom.reporter, body=typed)
    assert draft.body == stored


@pytest.mark.parametrize("field", ["kicker", "headline", "dateline", "source_credit", "sign_off"])
def test_what_grows_too_long_by_normalising_is_refused_at_its_field(
    field: str, newsroom: SimpleNamespace, draft: Story
) -> None:
    limit = Story._meta.get_field(field).max_length
    before = Trace.of(draft)
    with pytest.raises(BlockedError) as refusal:
        save(draft, newsroom.reporter, **{field: "\u09df" * limit})  # which a form would let pass
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert str(limit) in str(refusal.value.problems[0].message)
    assert Trace.of(draft) == before
    save(draft, newsroom.reporter, **{field: "ক" * limit})
    assert len(getattr(draft, field)) == limit


def test_what_is_too_long_starts_no_story(newsroom: SimpleNamespace) -> None:
    with pytest.raises(BlockedError):
        start_story(newsroom.reporter, StoryContent(headline="ক" * 301))
    assert not Story.objects.exists()


def test_a_pictures_words_are_the_storys_own(newsroom: SimpleNamespace, draft: Story) -> None:
    picture = Picture.objects.create(
        sha256="a" * 64,
        original="a.jpg",
        thumbnail="b.jpg",
        width=800,
        height=600,
        caption="সংগ্রহের ক্যাপশন",
        uploaded_by=newsroom.photo,
    )
    ref = PictureRef.to(picture, caption=" নৌকা\n", credit="নমুনা", alt="ঘাটে\u00a0নৌকা")
    save(draft, newsroom.reporter, picture=ref)
    assert content_of(draft).picture == replace(ref, caption="নৌকা", alt="ঘাটে নৌকা")
    picture.refresh_from_db()
    assert picture.caption == "সংগ্রহের ক্যাপশন"
    with pytest.raises(BlockedError) as refusal:
        save(draft, newsroom.reporter, picture=replace(ref, credit="ক" * 161))
    assert [problem.field for problem in refusal.value.problems] == ["picture_credit"]
    save(draft, newsroom.reporter, picture=None)
    assert (draft.picture_caption, draft.picture_credit, draft.picture_alt) == ("", "", "")
