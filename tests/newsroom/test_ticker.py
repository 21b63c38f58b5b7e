"""The ticker's written lines: what may stand, in which order, and how they get to readers."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from articles.editions import next_edition
from articles.models import Edition, TickerLine, TickerSetup
from newsroom.errors import BlockedError, ForbiddenError
from newsroom.models import Story, TickerDraft, TickerPublication
from newsroom.tasks import drop_expired_ticker_lines
from newsroom.ticker import (
    LineState,
    TickerConflictError,
    bring_back,
    line_state,
    ordered_drafts,
    publish_drafts,
    ticker_setup,
)
from newsroom.ticker_differences import differences
from newsroom.ticker_lines import (
    MOST_LETTERS,
    WrittenLine,
    add_line,
    change_line,
    move_line,
    order_lines,
    remove_ended,
    remove_line,
    set_filling,
)
from newsroom.visibility import visible_stories
from tests.newsroom.helpers import take, walk
from tests.newsroom.test_publishing import (
    PATIENCE,
    committed,
    somebody_else,
    until_somebody_waits_for_a_lock,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def written(text: str = "সন্ধ্যায় ফল ঘোষণা", **changes) -> WrittenLine:
    values = {"story": None, "breaking": False, "starts_at": None, "ends_at": timezone.now() + 2 * HOUR}
    return WrittenLine(text, **(values | changes))


def version() -> int:
    return ticker_setup().version


def add(newsroom: SimpleNamespace, *args, **changes) -> TickerDraft:
    return add_line(newsroom.editor, written(*args, **changes), seen_version=version())


def texts() -> list[str]:
    return [draft.text for draft in ordered_drafts()]


def public_texts() -> list[str]:
    return [line.text for line in TickerLine.objects.all()]


@pytest.fixture
def live(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, Story.State.PUBLISHED)


# What may be written


def test_a_line_is_kept_on_one_line_in_one_spelling(newsroom):
    assert add(newsroom, "  জ\u09dfী\n\tদল  ").text == "জ\u09af\u09bcী দল"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " \n"}, "text"),
        ({"text": "ক্ষি" * (MOST_LETTERS + 1)}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"ends_at": -HOUR}, "ends_at"),
        ({"ends_at": timedelta(days=400)}, "ends_at"),
        ({"starts_at": 3 * HOUR}, "ends_at"),
        ({"starts_at": -timedelta(days=400)}, "starts_at"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(newsroom, changes, field):
    now = timezone.now()
    moved = {key: now + value if isinstance(value, timedelta) else value for key, value in changes.items()}
    with pytest.raises(BlockedError) as refusal:
        add(newsroom, moved.pop("text", "লাইন"), **moved)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert (TickerDraft.objects.count(), version()) == (0, 0)


def test_letters_are_counted_as_a_reader_sees_them(newsroom):
    assert add(newsroom, "স্ত্রী" * 42).text  # 42 letters of 294 code points


def test_a_line_leads_only_to_what_readers_have_and_its_writer_may_know_of(newsroom, draft):
    with pytest.raises(BlockedError):
        add(newsroom, story=draft)
    walk(draft, newsroom, Story.State.PUBLISHED)
    line = add(newsroom, story=draft)
    Story.objects.update(restricted=True)
    draft.refresh_from_db()
    assert draft not in visible_stories(newsroom.editor)
    with pytest.raises(BlockedError):
        add(newsroom, story=draft)
    # Who changes the words of a line leaves it where it leads.
    change_line(newsroom.editor, line.pk, written("নতুন কথা", story=draft), seen_version=version())
    assert texts() == ["নতুন কথা"]


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_who_makes_no_ticker_changes_nothing(newsroom, name):
    line, user = add(newsroom), getattr(newsroom, name)
    for change in (
        lambda: add_line(user, written(), seen_version=version()),
        lambda: change_line(user, line.pk, written("x"), seen_version=version()),
        lambda: remove_line(user, line.pk, seen_version=version()),
        lambda: remove_ended(user, seen_version=version()),
        lambda: order_lines(user, [line.pk], seen_version=version()),
        lambda: set_filling(user, [], 3, seen_version=version()),
        lambda: publish_drafts(user, seen_version=version()),
    ):
        with pytest.raises(ForbiddenError):
            change()
    assert (texts(), version(), public_texts()) == (["সন্ধ্যায় ফল ঘোষণা"], 1, [])


def test_of_two_who_save_the_second_is_told(newsroom):
    line = add(newsroom)
    seen = version()
    change_line(newsroom.chief, line.pk, written("প্রধানের কথা"), seen_version=seen)
    for change in (
        lambda: change_line(newsroom.editor, line.pk, written("আমার কথা"), seen_version=seen),
        lambda: order_lines(newsroom.editor, [line.pk], seen_version=seen),
        lambda: publish_drafts(newsroom.editor, seen_version=seen),
    ):
        with pytest.raises(TickerConflictError):
            change()
    assert (texts(), public_texts()) == (["প্রধানের কথা"], [])


# Order


def test_the_newest_line_is_read_first_and_breaking_ones_before_all(newsroom):
    for text, breaking in (("এক", False), ("জরুরি এক", True), ("দুই", False), ("জরুরি দুই", True)):
        add(newsroom, text, breaking=breaking)
    assert texts() == ["জরুরি দুই", "জরুরি এক", "দুই", "এক"]


def test_lines_are_put_into_an_order_and_moved_by_one(newsroom):
    one, two, three = (add(newsroom, text).pk for text in ("এক", "দুই", "তিন"))
    order_lines(newsroom.editor, [one, two, three], seen_version=version())
    assert texts() == ["এক", "দুই", "তিন"]
    move_line(newsroom.editor, three, -1, seen_version=version())
    assert texts() == ["এক", "তিন", "দুই"]
    TickerDraft.objects.filter(pk=three).update(ends_at=timezone.now())
    move_line(newsroom.editor, two, -1, seen_version=version())  # past the one that has ended
    assert [text for text in texts() if text != "তিন"] == ["দুই", "এক"]
    seen = version()
    move_line(newsroom.editor, two, -1, seen_version=seen)  # it stands first already
    assert version() == seen


@pytest.mark.parametrize("order", [[], [1], [0, 0], [-5, 2**70]])
def test_an_order_of_other_lines_is_refused(newsroom, order):
    add(newsroom)
    with pytest.raises(BlockedError):
        order_lines(newsroom.editor, [TickerDraft.objects.get().pk + n for n in order or [1]], seen_version=1)


# Publishing


def test_publishing_makes_the_working_copy_what_readers_have_and_is_on_the_record(newsroom, live):
    starts, ends = timezone.now() + HOUR, timezone.now() + 2 * HOUR
    add(newsroom, "পরে", starts_at=starts, ends_at=ends)
    add(newsroom, "জরুরি", breaking=True, story=live, ends_at=ends)
    set_filling(newsroom.editor, [newsroom.section], 3, seen_version=version())
    assert len(differences(timezone.now())) == 3
    assert publish_drafts(newsroom.editor, seen_version=version()) == 2
    assert differences(timezone.now()) == []
    assert [(row.text, row.article_id, row.starts_at) for row in TickerLine.objects.all()] == [
        ("জরুরি", live.public_id, None),
        ("পরে", None, starts),
    ]
    setup = TickerSetup.objects.get()
    assert (setup.sections, setup.length) == ([newsroom.section.pk], 3)
    record = TickerPublication.objects.get()
    assert (record.actor, record.edition) == (newsroom.editor, Edition.objects.get().number)
    assert record.setup == {"sections": ["bangladesh"], "length": 3}
    assert record.lines[1] == {
        "text": "পরে",
        "article": "",
        "breaking": False,
        "starts_at": starts.isoformat(),
        "ends_at": ends.isoformat(),
    }


def test_a_line_whose_story_is_withdrawn_goes_with_it_and_is_not_published_without_it(newsroom, live):
    add(newsroom, "গেছে", story=live)
    add(newsroom, "আছে")
    publish_drafts(newsroom.editor)
    take(live, newsroom.editor, "withdraw", reason="তথ্য যাচাই করা যায়নি।")
    assert public_texts() == ["আছে"]
    assert differences(timezone.now()) == []
    assert line_state(TickerDraft.objects.select_related("story").get(text="গেছে"), timezone.now()) == (
        LineState.MISSING
    )
    assert publish_drafts(newsroom.editor) == 1
    assert public_texts() == ["আছে"]


def test_an_ended_line_is_neither_published_nor_kept_from_being_taken_out(newsroom):
    add(newsroom, "শেষ")
    add(newsroom, "আছে")
    publish_drafts(newsroom.editor)
    over = timezone.now() - timedelta(seconds=1)
    for model in (TickerDraft, TickerLine):
        model.objects.filter(text="শেষ").update(ends_at=over)
    assert differences(timezone.now()) == []
    drop_expired_ticker_lines()
    assert public_texts() == ["আছে"]
    assert Edition.objects.get().number == 2
    drop_expired_ticker_lines()
    assert Edition.objects.get().number == 2
    assert remove_ended(newsroom.editor, seen_version=version()) == 1
    assert texts() == ["আছে"]


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (None, 1, LineState.STANDING),
        (0, 1, LineState.STANDING),
        (1, 2, LineState.WAITING),
        (None, 0, LineState.ENDED),
    ],
)
def test_a_line_stands_from_its_first_second_to_its_last(starts, ends, state):
    now = datetime(2026, 2, 21, 12, tzinfo=timezone.get_default_timezone())
    line = TickerDraft(ends_at=now + timedelta(seconds=ends))
    line.starts_at = None if starts is None else now + timedelta(seconds=starts)
    assert line_state(line, now) == state


def test_each_difference_is_said(newsroom):
    one, _two = add(newsroom, "এক"), add(newsroom, "দুই")
    publish_drafts(newsroom.editor)
    now = timezone.now()
    move_line(newsroom.editor, one.pk, -1, seen_version=version())
    assert len(differences(now)) == 1
    publish_drafts(newsroom.editor)
    change_line(newsroom.editor, one.pk, written("এক", breaking=True), seen_version=version())
    add(newsroom, "তিন")
    TickerDraft.objects.filter(text="দুই").delete()
    assert [said.partition(": ")[2] for said in differences(now)] == ["তিন", "দুই", "এক"]


def test_what_was_published_comes_back_into_the_working_copy(newsroom, live):
    add(newsroom, "আগের", story=live, breaking=True)
    set_filling(newsroom.editor, [newsroom.section], 2, seen_version=version())
    publish_drafts(newsroom.editor)
    remove_line(newsroom.editor, TickerDraft.objects.get().pk, seen_version=version())
    set_filling(newsroom.editor, [], 8, seen_version=version())
    publish_drafts(newsroom.editor)
    first = TickerPublication.objects.earliest("at")
    with pytest.raises(TickerConflictError):
        bring_back(first, newsroom.editor, seen_version=0)
    bring_back(first, newsroom.editor, seen_version=version())
    line = TickerDraft.objects.get()
    assert (line.text, line.story, line.breaking) == ("আগের", live, True)
    setup = ticker_setup()
    assert (list(setup.sections.all()), setup.length) == ([newsroom.section], 2)
    assert public_texts() == []
    publish_drafts(newsroom.editor)
    assert public_texts() == ["আগের"]


def test_a_publication_from_before_lines_had_times_comes_back_too(newsroom):
    old = {"text": "পুরোনো", "article": "zzzzzzzz", "breaking": False}
    publication = TickerPublication.objects.create(edition=1, lines=[old], actor=newsroom.editor)
    bring_back(publication, newsroom.editor, seen_version=version())
    assert TickerDraft.objects.get().ends_at > timezone.now()


@committed
def test_a_story_is_withdrawn_while_its_line_is_published_and_another_ends(newsroom, draft):
    live = walk(draft, newsroom, Story.State.PUBLISHED)
    add(newsroom, "সেতু বন্ধ", story=live)
    publish_drafts(newsroom.editor)
    ended = timezone.now() - HOUR
    TickerLine.objects.create(text="শেষ", article_id=live.public_id, ends_at=ended, position=9)
    with somebody_else() as run:
        with transaction.atomic():
            next_edition()
            publishing = run(lambda: publish_drafts(newsroom.editor))
            until_somebody_waits_for_a_lock()
            dropping = run(drop_expired_ticker_lines)
            take(live, newsroom.chief, "withdraw")
        dropping.result(timeout=PATIENCE)
        publishing.result(timeout=PATIENCE)
    assert TickerLine.objects.count() == 0
