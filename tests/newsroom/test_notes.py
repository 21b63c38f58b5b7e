"""Notes: threads, paragraphs found again, people and desks called, and nobody told who may not know."""

import pytest

from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.mentions import read_mentions, suggest_names
from newsroom.models import Desk, Message, Note, Story
from newsroom.notes import (
    Place,
    add_note,
    answer_note,
    find_paragraph,
    quotes_of,
    reopen_note,
    resolve_note,
    threads_of,
)

BODY = "<p>হাওরের কৃষকেরা ধান কাটার প্রস্তুতি নিচ্ছেন।</p><p>গত বছরের তুলনায় এবার বৃষ্টি কম হয়েছে।</p><p>দাম নিয়ে সবার শঙ্কা আছে।</p>"


@pytest.fixture
def story(draft) -> Story:
    Story.objects.filter(pk=draft.pk).update(body=BODY)
    draft.refresh_from_db()
    return draft


def mentioned() -> set[str]:
    return set(Message.objects.filter(kind="mentioned").values_list("user__username", flat=True))


# Threads


def test_a_thread_has_its_answers_in_order(story, newsroom):
    first = add_note(story, newsroom.editor, "সূত্র কী?").note
    answer_note(story, first.pk, newsroom.reporter, "কৃষি বিভাগ।")
    answer_note(story, first.pk, newsroom.editor, "ধন্যবাদ।")
    (thread,) = threads_of(story)
    assert thread.note == first
    assert [answer.text for answer in thread.answers] == ["কৃষি বিভাগ।", "ধন্যবাদ।"]
    assert thread.place is None


def test_an_answer_goes_to_a_thread_and_not_to_an_answer(story, newsroom):
    first = add_note(story, newsroom.editor, "সূত্র কী?").note
    answer = answer_note(story, first.pk, newsroom.reporter, "কৃষি বিভাগ।").note
    with pytest.raises(Note.DoesNotExist):
        answer_note(story, answer.pk, newsroom.editor, "কে বললেন?")


def test_a_resolved_thread_takes_no_answer_until_it_is_reopened(story, newsroom):
    note = add_note(story, newsroom.editor, "সূত্র কী?").note
    resolve_note(story, note.pk, newsroom.reporter)
    note.refresh_from_db()
    assert (note.resolved_by, note.resolved_at is None) == (newsroom.reporter, False)
    with pytest.raises(ConflictError):
        answer_note(story, note.pk, newsroom.editor, "আরও কথা")
    reopen_note(story, note.pk, newsroom.editor)
    answer_note(story, note.pk, newsroom.editor, "আরও কথা")
    note.refresh_from_db()
    assert (note.resolved_by, note.resolved_at) == (None, None)


def test_resolving_twice_changes_nothing(story, newsroom):
    note = add_note(story, newsroom.editor, "সূত্র কী?").note
    resolve_note(story, note.pk, newsroom.reporter)
    before = Note.objects.values().get()
    resolve_note(story, note.pk, newsroom.editor)
    assert Note.objects.values().get() == before


@pytest.mark.parametrize("text", ["", "  \n ", "ক" * 4001])
def test_a_note_says_something_and_has_an_end(story, newsroom, text):
    with pytest.raises(BlockedError) as refused:
        add_note(story, newsroom.editor, text)
    assert refused.value.problems[0].field == "text"
    assert not Note.objects.exists()


def test_a_note_of_another_story_cannot_be_answered_through_this_one(story, newsroom, content):
    from newsroom.editing import start_story

    other = start_story(newsroom.other_reporter, content)
    note = add_note(other, newsroom.editor, "সূত্র কী?").note
    for act in (answer_note, resolve_note, reopen_note):
        with pytest.raises(Note.DoesNotExist):
            act(story, note.pk, newsroom.editor, *(["হ্যাঁ"] if act is answer_note else []))


@pytest.mark.parametrize("name", ["nobody", "other_editor"])
def test_who_may_not_see_the_story_writes_no_notes(story, newsroom, name):
    story.restricted = True
    story.save()
    with pytest.raises(ForbiddenError):
        add_note(story, getattr(newsroom, name), "কিছু")


# Paragraphs


def test_a_note_keeps_the_first_words_of_its_paragraph(story, newsroom):
    quotes = quotes_of(story.body)
    note = add_note(story, newsroom.editor, "কত কম?", place=Place(1, quotes[1])).note
    assert (note.paragraph, note.quote) == (1, "গত বছরের তুলনায় এবার বৃষ্টি কম হয়েছে।")


def test_the_paragraph_is_found_where_it_stands_now(story, newsroom):
    quotes = quotes_of(story.body)
    add_note(story, newsroom.editor, "কত কম?", place=Place(1, quotes[1]))
    story.body = f"<p>নতুন সূচনা।</p>{BODY}".replace("বৃষ্টি কম", "বৃষ্টি অনেক কম")
    place = threads_of(story)[0].place
    assert place.index == 2
    assert "অনেক" in place.quote


def test_a_paragraph_that_is_gone_is_said_to_be_gone(story, newsroom):
    quotes = quotes_of(story.body)
    add_note(story, newsroom.editor, "কত কম?", place=Place(1, quotes[1]))
    story.body = "<p>একেবারে অন্য একটি লেখা এখানে।</p>"
    assert threads_of(story)[0].place == Place(None, quotes[1])
    story.body = ""
    assert threads_of(story)[0].place == Place(None, quotes[1])


def test_of_equal_paragraphs_the_nearest_is_meant():
    quotes = ["একই কথা।", "অন্য কথা।", "একই কথা।"]
    assert find_paragraph(Place(2, "একই কথা।"), quotes).index == 2
    assert find_paragraph(Place(0, "একই কথা।"), quotes).index == 0


def test_a_note_on_a_paragraph_that_is_gone_meanwhile_is_refused(story, newsroom):
    with pytest.raises(BlockedError) as refused:
        add_note(story, newsroom.editor, "কত?", place=Place(1, "এমন কোনো অনুচ্ছেদ নেই"))
    assert refused.value.problems[0].field == "paragraph"


def test_a_letter_of_a_thousand_marks_fits_the_column():
    (quote,) = quotes_of("<p>" + "ক" + "\u0981" * 1000 + " খ</p>")
    assert len(quote) <= 300


# Calling people and desks


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@reporter দেখুন", {"reporter"}),
        ("@REPORTER, দেখুন।", {"reporter"}),
        ("দেখুন (@other_reporter)", {"other_reporter"}),
        ("@reporter নমুনা একটু দেখুন", {"reporter"}),
        ("@chief নমুনাকে জিজ্ঞেস করুন", {"chief"}),
        ("@reporter @chief @reporter", {"reporter", "chief"}),
        ("@জাতীয় ডেস্ক: কে দেখছেন?", {"reporter", "other_reporter", "chief", "photo", "other_editor"}),
        ("লিখুন editor@reporter.example ঠিকানায়", set()),
        ("@reporterx", set()),
        ("@ একা", set()),
        ("কেউ নেই", set()),
    ],
)
def test_whoever_is_called_is_told(story, newsroom, text, called):
    add_note(story, newsroom.editor, text)
    assert mentioned() == called - {"editor"}


def test_a_name_that_nobody_has_is_reported_and_the_note_kept(story, newsroom):
    assert add_note(story, newsroom.editor, "@রহিম দেখুন").unknown == ("রহিম",)
    assert Note.objects.count() == 1


def test_the_longest_name_is_meant(story, newsroom):
    Desk.objects.create(name="জাতীয়").members.add(newsroom.photo)
    assert [desk.name for desk in read_mentions("@জাতীয় ডেস্ক").desks] == ["জাতীয় ডেস্ক"]
    assert [desk.name for desk in read_mentions("@জাতীয় এবং").desks] == ["জাতীয়"]


def test_the_message_carries_the_words_of_the_note(story, newsroom):
    add_note(story, newsroom.editor, "@reporter সূত্র কী?")
    message = Message.objects.get(user=newsroom.reporter)
    assert (message.text, message.actor, message.story) == ("@reporter সূত্র কী?", newsroom.editor, story)


def test_calling_an_outsider_to_a_restricted_story_is_refused_and_tells_nobody(story, newsroom):
    Story.objects.filter(pk=story.pk).update(restricted=True)
    story.refresh_from_db()
    story.insiders.add(newsroom.editor)
    with pytest.raises(BlockedError) as refused:
        add_note(story, newsroom.editor, "@reporter @chief দেখুন")
    assert refused.value.problems[0].field == "text"
    assert "chief নমুনা" in str(refused.value.problems[0].message)
    assert not Note.objects.exists()
    assert not Message.objects.exists()


def test_of_a_called_desk_only_those_inside_are_told(story, newsroom):
    Story.objects.filter(pk=story.pk).update(restricted=True)
    story.refresh_from_db()
    story.insiders.add(newsroom.editor, newsroom.chief)
    add_note(story, newsroom.editor, "@জাতীয় ডেস্ক দেখুন")
    assert mentioned() == {"reporter", "chief"}
    newsroom.desk.members.set([newsroom.photo])
    with pytest.raises(BlockedError):
        add_note(story, newsroom.editor, "@জাতীয় ডেস্ক দেখুন")


def test_names_are_suggested_by_the_beginning_of_a_word(story, newsroom):
    assert [one.name for one in suggest_names(story, "chi")] == ["chief নমুনা"]
    assert [one.name for one in suggest_names(story, "ডে")] == ["জাতীয় ডেস্ক"]
    assert {one.is_desk for one in suggest_names(story, "জাতীয়")} == {True}
    assert not suggest_names(story, "nobody")


def test_namesakes_are_suggested_by_their_user_names(story, newsroom):
    newsroom.chief.display_name = newsroom.editor.display_name
    newsroom.chief.save()
    assert {one.insert for one in suggest_names(story, "editor")} >= {"editor", "chief"}


def test_outsiders_of_a_restricted_story_are_not_suggested(story, newsroom):
    story.restricted = True
    story.save()
    assert [one.insert for one in suggest_names(story, "")] == ["reporter নমুনা", "জাতীয় ডেস্ক"]
