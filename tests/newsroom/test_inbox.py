"""Messages are written with what caused them; e-mails are copies that lose nothing when they fail."""

import smtplib

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from newsroom import workflow
from newsroom.errors import WorkflowError
from newsroom.inbox import (
    COUNT_LIMIT,
    PAGE_SIZE,
    Kind,
    choose_email_kinds,
    mark_read,
    read_page,
    send_messages,
    unread_count,
)
from newsroom.models import Message, Story
from newsroom.steps import Details
from newsroom.tasks import email_message
from newsroom.workflow import take_step

REASON = "দ্বিতীয় অনুচ্ছেদের তারিখ মিলিয়ে দেখুন"


def take(story: Story, user, verb: str) -> None:
    story.refresh_from_db()
    details = Details(reason=REASON, category="facts")
    take_step(story.pk, user, verb, seen_version=story.version, details=details)
    story.refresh_from_db()


def kinds_of(user) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("id").values_list("kind", flat=True))


def queued_copies() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%email_message'")
        (number,) = cursor.fetchone()
        return number


# What causes a message


def test_a_submitted_story_is_told_to_the_desks_editors_and_to_nobody_else(draft, newsroom):
    newsroom.other_editor.desks.clear()
    take(draft, newsroom.reporter, "submit")
    assert kinds_of(newsroom.editor) == kinds_of(newsroom.chief) == ["submitted"]
    assert not kinds_of(newsroom.other_editor)
    assert not kinds_of(newsroom.reporter)
    assert not kinds_of(newsroom.other_reporter)


def test_return_approval_and_publication_are_told_to_the_writer(draft, newsroom):
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.editor, "return")
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.editor, "approve")
    take(draft, newsroom.editor, "publish")
    assert kinds_of(newsroom.reporter) == ["returned", "approved", "published"]
    assert Message.objects.get(kind="returned").text == REASON


def test_nobody_is_told_what_he_or_she_did(draft, newsroom):
    assert not send_messages([newsroom.editor], Kind.APPROVED, actor=newsroom.editor, story=draft)


def test_who_left_or_may_not_see_the_story_is_not_told(draft, newsroom):
    newsroom.other_reporter.is_active = False
    draft.restricted = True
    draft.save()
    people = [newsroom.other_reporter, newsroom.other_editor, newsroom.reporter]
    sent = send_messages(people, Kind.APPROVED, actor=newsroom.editor, story=draft)
    assert [message.user for message in sent] == [newsroom.reporter]


@pytest.mark.parametrize("failure", ["a guard", "after the messages"])
def test_a_step_that_fails_leaves_no_message_and_no_copy(draft, newsroom, monkeypatch, failure):
    choose_email_kinds(newsroom.editor, [Kind.SUBMITTED])
    if failure == "a guard":
        Story.objects.filter(pk=draft.pk).update(headline="")
        expected = WorkflowError
    else:
        announce = workflow.announcing.announce

        def announce_and_fail(*arguments):
            announce(*arguments)
            assert Message.objects.exists()
            raise OSError("the power is cut")

        monkeypatch.setattr(workflow.announcing, "announce", announce_and_fail)
        expected = OSError
    with pytest.raises(expected):
        take(draft, newsroom.reporter, "submit")
    assert not Message.objects.exists()
    assert queued_copies() == 0


# Reading


def test_messages_come_newest_first_in_pages_without_gaps(draft, newsroom):
    for _number in range(PAGE_SIZE + 5):
        send_messages([newsroom.reporter], Kind.APPROVED, actor=newsroom.editor, story=draft)
    first = read_page(newsroom.reporter)
    second = read_page(newsroom.reporter, before=first.older)
    read = [letter.message.pk for letter in [*first.letters, *second.letters]]
    assert len(first.letters) == PAGE_SIZE
    assert second.older is None
    assert read == sorted(Message.objects.values_list("pk", flat=True), reverse=True)


def test_one_kind_can_be_read_alone(draft, newsroom):
    send_messages([newsroom.reporter], Kind.APPROVED, actor=newsroom.editor, story=draft)
    send_messages([newsroom.reporter], Kind.RETURNED, actor=newsroom.editor, story=draft)
    letters = read_page(newsroom.reporter, kind=Kind.RETURNED).letters
    assert [letter.message.kind for letter in letters] == ["returned"]


def test_a_story_that_became_restricted_is_neither_named_nor_quoted(draft, newsroom):
    send_messages([newsroom.editor], Kind.MENTIONED, actor=newsroom.reporter, story=draft, text="গোপন কথা")
    Story.objects.filter(pk=draft.pk).update(restricted=True)
    (letter,) = read_page(newsroom.editor).letters
    assert (letter.story, letter.text, letter.is_hidden) == (None, "", True)


def test_reading_twice_keeps_the_first_time(draft, newsroom):
    send_messages([newsroom.reporter], Kind.APPROVED, actor=newsroom.editor, story=draft)
    assert mark_read(Message.objects.all()) == 1
    first = Message.objects.get().read_at
    assert mark_read(Message.objects.all()) == 0
    assert Message.objects.get().read_at == first


def test_unread_messages_are_counted_up_to_a_bound_in_one_query(newsroom, django_assert_num_queries):
    Message.objects.bulk_create(
        Message(user=newsroom.reporter, kind=Kind.ALERT) for _number in range(COUNT_LIMIT + 20)
    )
    Message.objects.create(user=newsroom.editor, kind=Kind.ALERT, read_at=timezone.now())
    with django_assert_num_queries(1):
        assert unread_count(newsroom.reporter) == COUNT_LIMIT + 1
    assert unread_count(newsroom.editor) == 0


# Copies by e-mail


@pytest.fixture
def returned(draft, newsroom) -> Message:
    """The message to the reporter, who wants a copy, that the story was returned."""
    newsroom.reporter.email = "reporter@example.com"
    newsroom.reporter.save()
    choose_email_kinds(newsroom.reporter, [Kind.RETURNED, "nonsense"])
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.editor, "return")
    return Message.objects.get(user=newsroom.reporter)


def test_only_the_kinds_somebody_chose_are_copied(returned, newsroom, draft):
    assert newsroom.reporter.email_kinds == ["returned"]
    assert queued_copies() == 1
    send_messages([newsroom.reporter], Kind.APPROVED, actor=newsroom.editor, story=draft)
    assert queued_copies() == 1


def test_a_copy_says_what_happened_to_which_story_why_when_and_where(returned, settings, draft):
    settings.NEWSROOM_URL = "https://newsroom.example.com"
    returned.at = timezone.make_aware(timezone.datetime(2025, 9, 3, 17, 30))
    returned.save()
    email_message.func(returned.pk)
    (letter,) = mail.outbox
    assert letter.to == ["reporter@example.com"]
    assert draft.headline in letter.subject
    for words in (
        "editor নমুনা",
        draft.headline,
        REASON,
        "৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০",
        f"https://newsroom.example.com/newsroom/story/{draft.pk}/change/",
    ):
        assert words in letter.body


def test_quotes_and_ampersands_arrive_as_they_were_typed(returned, draft):
    Story.objects.filter(pk=draft.pk).update(headline='‘নদী’ & "নৌকা" <৩>')
    email_message.func(returned.pk)
    assert '‘নদী’ & "নৌকা" <৩>' in mail.outbox[0].body
    assert '‘নদী’ & "নৌকা" <৩>' in mail.outbox[0].subject


@pytest.mark.parametrize("change", ["restricted", "left", "no address", "no right"])
def test_no_copy_goes_to_somebody_who_may_not_see_the_story_any_more(returned, newsroom, draft, change):
    user = newsroom.reporter
    if change == "restricted":
        Story.objects.filter(pk=draft.pk).update(restricted=True, assignee=newsroom.other_reporter)
    elif change == "left":
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    elif change == "no address":
        type(user).objects.filter(pk=user.pk).update(email="")
    else:
        user.groups.clear()
    email_message.func(returned.pk)
    assert not mail.outbox


def test_a_message_that_is_gone_is_no_error(newsroom):
    email_message.func(12345)
    assert not mail.outbox


def test_a_mail_server_that_fails_loses_nothing_and_is_tried_again(returned, newsroom, monkeypatch):
    def refuse(*arguments, **options):
        raise smtplib.SMTPServerDisconnected("no answer")

    monkeypatch.setattr("newsroom.mail.send_mail", refuse)
    with pytest.raises(smtplib.SMTPException) as raised:
        email_message.func(returned.pk)
    assert Message.objects.get(pk=returned.pk).read_at is None
    assert read_page(newsroom.reporter).letters[0].text == REASON
    assert email_message.retry_strategy.max_attempts > 1
    assert raised
