"""Correcting a live story: a public note that goes through approval with the mended text."""

from types import SimpleNamespace

import pytest

from articles.models import Article, Correction
from newsroom.content import content_of
from newsroom.editing import keep_version
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Approval, Story, Transition
from tests.newsroom.helpers import Trace, assert_article_is, save, take, walk, walk_to

pytestmark = pytest.mark.django_db
State = Story.State
Public = Story.Public
NOTE = "আগে ভুল করে “সিলেট” লেখা হয়েছিল।"


@pytest.fixture
def live(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.PUBLISHED)


def publish(story: Story, people: SimpleNamespace) -> Transition:
    take(story, people.reporter, "submit")
    take(story, people.other_editor, "approve")
    return take(story, people.other_editor, "publish")


@pytest.mark.parametrize("kind", Story.CorrectionKind)
def test_the_note_reaches_readers_with_the_mended_text(
    kind: str, newsroom: SimpleNamespace, live: Story
) -> None:
    take(live, newsroom.editor, "correct", kind=kind, reason=NOTE)
    save(live, newsroom.reporter, dateline="সিলেট নয়, সুনামগঞ্জ")
    published = publish(live, newsroom)
    article = Article.objects.get()
    assert_article_is(article, live.live_revision)
    assert article.dateline == "সিলেট নয়, সুনামগঞ্জ"
    assert article.corrections == [{"kind": kind, "text": NOTE, "at": published.at.isoformat()}]
    assert article.updated_at == published.at
    row = Correction.objects.get()
    assert (row.public_id, row.kind, row.text, row.at, row.edition) == (
        live.public_id,
        kind,
        NOTE,
        published.at,
        published.edition,
    )


def test_until_then_readers_have_what_they_had(newsroom: SimpleNamespace, live: Story) -> None:
    before = Article.objects.values().get()
    take(live, newsroom.editor, "correct", reason=NOTE)
    assert (live.state, live.public_state) == (State.DRAFT, Public.LIVE)
    take(live, newsroom.reporter, "submit")
    take(live, newsroom.other_editor, "approve")
    assert Article.objects.values().get() == before
    assert not Correction.objects.exists()


def test_a_note_is_said_once(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.editor, "correct", reason=NOTE)
    publish(live, newsroom)
    assert content_of(live).correction is None
    save(live, newsroom.reporter, kicker="মৌসুম")
    publish(live, newsroom)
    assert [note["text"] for note in Article.objects.get().corrections] == [NOTE]
    assert Correction.objects.count() == 1


def test_notes_are_shown_oldest_first(newsroom: SimpleNamespace, live: Story) -> None:
    for text in ("প্রথম টীকা।", "দ্বিতীয় টীকা।"):
        take(live, newsroom.editor, "correct", reason=text)
        publish(live, newsroom)
    assert [note["text"] for note in Article.objects.get().corrections] == ["প্রথম টীকা।", "দ্বিতীয় টীকা।"]


def test_a_save_from_a_form_without_the_note_does_not_lose_it(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.editor, "correct", reason=NOTE)
    save(live, newsroom.reporter, correction=None, kicker="মৌসুম")
    correction = content_of(live).correction
    assert correction
    assert correction.text == NOTE


def test_the_note_may_be_added_when_the_text_was_mended_first_and_written_anew(
    newsroom: SimpleNamespace, live: Story
) -> None:
    save(live, newsroom.reporter, dateline="সুনামগঞ্জ সদর")
    take(live, newsroom.reporter, "correct", kind="update", reason="কাঁচা টীকা")
    take(live, newsroom.reporter, "correct", kind="correction", reason=NOTE)
    publish(live, newsroom)
    assert [(note["kind"], note["text"]) for note in Article.objects.get().corrections] == [
        ("correction", NOTE)
    ]


def test_a_returned_correction_can_be_worded_anew(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.reporter, "correct", reason="কাঁচা টীকা")
    take(live, newsroom.reporter, "submit")
    take(live, newsroom.editor, "return")
    take(live, newsroom.reporter, "correct", reason=NOTE)
    assert (live.state, live.correction_text) == (State.DRAFT, NOTE)


def test_whoever_wrote_the_note_does_not_approve_it(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.editor, "correct", reason=NOTE)
    take(live, newsroom.reporter, "submit")
    with pytest.raises(BlockedError):
        take(live, newsroom.editor, "approve")


def test_it_voids_the_approval(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.editor, "correct", reason=NOTE)
    assert not Approval.objects.filter(voided_at=None).exists()


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody"])
def test_who_may_not_edit_corrects_nothing(name: str, newsroom: SimpleNamespace, live: Story) -> None:
    before = Trace.of(live)
    with pytest.raises(ForbiddenError):
        take(live, getattr(newsroom, name), "correct")
    assert Trace.of(live) == before


@pytest.mark.parametrize(
    ("state", "public"),
    [
        (State.DRAFT, Public.NONE),
        (State.SUBMITTED, Public.LIVE),
        (State.APPROVED, Public.LIVE),
        (State.PUBLISHED, Public.WITHDRAWN),
        (State.PUBLISHED, Public.GONE),
    ],
    ids=str,
)
def test_only_what_readers_have_and_nobody_is_reviewing_is_corrected(
    state: State, public: Public, newsroom: SimpleNamespace, draft: Story
) -> None:
    walk_to(draft, newsroom, state, public)
    with pytest.raises(ConflictError):
        take(draft, newsroom.editor, "correct")


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"kind": ""}, ["kind"]),
        ({"kind": "gossip"}, ["kind"]),
        ({"reason": " \n"}, ["reason"]),
        ({"reason": "\x01\x02"}, ["reason"]),
        ({"reason": "ক" * 1001}, ["reason"]),
        ({"kind": "", "reason": ""}, ["kind", "reason"]),
    ],
    ids=["no kind", "an unknown one", "no words", "nothing to see", "too many words", "nothing"],
)
def test_a_note_needs_a_kind_and_words_that_fit(
    said: dict[str, str], fields: list[str], newsroom: SimpleNamespace, live: Story
) -> None:
    before = Trace.of(live)
    with pytest.raises(BlockedError) as refusal:
        take(live, newsroom.editor, "correct", **said)
    assert [problem.field for problem in refusal.value.problems] == fields
    assert Trace.of(live) == before


def test_the_note_is_stored_on_one_line_in_the_one_spelling(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.editor, "correct", reason=" হৃদ\u09df\n\n নিয়ে\x00 টীকা ")
    assert live.correction_text == "হৃদ\u09af\u09bc নি\u09af\u09bcে টীকা"
    content = content_of(live)
    assert content == content.cleaned()


def test_the_time_of_an_update_is_when_the_correction_was_published(
    newsroom: SimpleNamespace, live: Story
) -> None:
    """A note alone is a real edit; publishing the same again is none."""
    assert Article.objects.get().updated_at is None
    take(live, newsroom.editor, "correct", reason=NOTE)
    corrected = publish(live, newsroom)
    assert Article.objects.get().updated_at == corrected.at
    save(live, newsroom.reporter, kicker="মৌসুম")
    save(live, newsroom.reporter, kicker="কৃষি")
    publish(live, newsroom)
    assert Article.objects.get().updated_at == corrected.at


def test_keeping_a_version_of_a_corrected_story_makes_no_new_revision(
    newsroom: SimpleNamespace, live: Story
) -> None:
    take(live, newsroom.editor, "correct", reason=NOTE)
    publish(live, newsroom)
    before = Trace.of(live)
    keep_version(live.pk, newsroom.editor)
    assert Trace.of(live) == before
