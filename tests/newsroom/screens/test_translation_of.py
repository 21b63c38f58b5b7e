"""Which story says which in another language: chosen beside the text, of what one may see, published with the next one."""

import pytest

from articles.models import Article
from newsroom.content import StoryContent
from newsroom.editing import start_story
from newsroom.models import Story
from tests.newsroom.helpers import take, walk
from tests.newsroom.screens.conftest import form_data

State = Story.State


@pytest.fixture
def english(newsroom) -> Story:
    return start_story(
        newsroom.reporter, StoryContent(language="en", headline="Early harvest", body="<p>Rice.</p>")
    )


def send(client, story, **changes):
    return client.post(f"/newsroom/story/{story.pk}/change/", form_data(story, **changes))


def test_it_is_chosen_in_the_form_and_can_be_taken_back(log_in, draft, english) -> None:
    send(log_in("reporter"), english, translation_of=draft.pk)
    english.refresh_from_db()
    assert english.translation_of == draft
    send(log_in("reporter"), english, translation_of="")
    english.refresh_from_db()
    assert english.translation_of is None


def test_a_page_that_does_not_ask_leaves_it(log_in, draft, english) -> None:
    Story.objects.filter(pk=english.pk).update(translation_of=draft)
    send(log_in("reporter"), english, headline="Earlier harvest")
    english.refresh_from_db()
    assert (english.translation_of, english.headline) == (draft, "Earlier harvest")


@pytest.mark.parametrize("chosen", ["same language", "itself", "nonsense", "restricted", "taken"])
def test_what_cannot_be_is_refused_at_the_field_and_no_word_is_lost(
    log_in, newsroom, draft, english, chosen
) -> None:
    other = start_story(newsroom.editor, StoryContent(language="en", headline="Another"))
    hidden = start_story(newsroom.editor, StoryContent(headline="রহস্যময় নোঙর"))
    Story.objects.filter(pk=hidden.pk).update(restricted=True)
    if chosen == "taken":
        Story.objects.filter(pk=other.pk).update(translation_of=draft)
    sent = {
        "same language": other.pk,
        "itself": english.pk,
        "nonsense": 10**16,
        "restricted": hidden.pk,
        "taken": draft.pk,
    }
    answer = send(log_in("reporter"), english, translation_of=sent[chosen], headline="New words")
    assert answer.status_code == 422
    assert "translation_of" in answer.context["form"].errors
    assert "New words" in answer.content.decode()
    assert "নোঙর" not in answer.content.decode()


def test_what_a_choice_translates_itself_is_not_told_of_when_it_is_hidden(log_in, newsroom, draft) -> None:
    hidden = start_story(newsroom.editor, StoryContent(headline="রহস্যময় নোঙর"))
    Story.objects.filter(pk=hidden.pk).update(restricted=True)
    between = start_story(newsroom.editor, StoryContent(language="en", headline="Another"))
    Story.objects.filter(pk=between.pk).update(translation_of=hidden)
    answer = send(log_in("reporter"), draft, translation_of=between.pk, headline="নতুন কথা")
    (told,) = answer.context["form"].errors["translation_of"]
    assert "ভাষা" not in told
    assert "নতুন কথা" in answer.content.decode()


def test_what_is_no_number_is_no_choice(log_in, english) -> None:
    assert send(log_in("reporter"), english, translation_of="x' OR 1").status_code == 302


def test_an_original_that_is_hidden_from_a_writer_stays_without_a_word_of_it(
    log_in, newsroom, draft, english
) -> None:
    Story.objects.filter(pk=english.pk).update(translation_of=draft)
    Story.objects.filter(pk=draft.pk).update(restricted=True, assignee=newsroom.chief)
    client = log_in("reporter")
    assert draft.headline not in client.get(f"/newsroom/story/{english.pk}/change/").content.decode()
    send(client, english, translation_of="")
    english.refresh_from_db()
    assert english.translation_of_id == draft.pk


def test_it_voids_no_approval_and_is_public_with_the_next_publish(log_in, newsroom, draft, english) -> None:
    walk(draft, newsroom, State.APPROVED)
    Story.objects.filter(pk=english.pk).update(public_id="bcdf2345")
    send(log_in("editor"), draft, translation_of=english.pk)
    draft.refresh_from_db()
    assert draft.state == State.APPROVED
    take(draft, newsroom.other_editor, "publish")
    assert Article.objects.get(pk=draft.public_id).translation_of == "bcdf2345"
