"""Notes on the story's page and on their own: with and without JavaScript, and never for those outside."""

import pytest
from django.test import Client

from newsroom.models import Message, Note, Story
from newsroom.notes import add_note, answer_note, resolve_note

FRAGMENT = {"X-Fragment": "notes"}


@pytest.fixture
def note(draft, newsroom) -> Note:
    return add_note(draft, newsroom.editor, "সূত্র কী?").note


def notes(story: Story, rest: str = "") -> str:
    return f"/story/{story.pk}/notes/{rest}"


def test_a_note_is_written_from_the_storys_page_and_leads_back_to_it(log_in, draft):
    response = log_in("editor").post(notes(draft, "add/"), {"text": "@reporter দেখুন", "on": "story"})
    note = Note.objects.get()
    assert response["Location"] == f"/newsroom/story/{draft.pk}/change/#note-{note.pk}"
    page = log_in("reporter").get(f"/newsroom/story/{draft.pk}/change/").content.decode()
    assert "@reporter দেখুন" in page
    assert f'id="note-{note.pk}"' in page
    assert Message.objects.get().user.username == "reporter"


def test_a_note_on_a_paragraph_is_offered_and_quoted(log_in, draft):
    client = log_in("editor")
    value, _label = client.get(notes(draft)).context["note_paragraphs"][0]
    client.post(notes(draft, "add/"), {"text": "কোন হাওর?", "paragraph": value})
    assert Note.objects.get().paragraph == 0
    assert Note.objects.get().quote in client.get(notes(draft)).content.decode()


@pytest.mark.parametrize("paragraph", ["0:আর নেই", "x", "-1:", "99999999999:ক", ":", "0"])
def test_a_paragraph_that_is_not_there_is_refused_with_the_text_kept(log_in, draft, paragraph):
    response = log_in("editor").post(notes(draft, "add/"), {"text": "লম্বা একটি মন্তব্য", "paragraph": paragraph})
    if paragraph == ":":  # no index: about the whole story
        assert response.status_code == 302
        return
    assert response.status_code == 422
    assert "লম্বা একটি মন্তব্য" in response.content.decode()


def test_an_outsider_called_is_an_error_at_the_field_with_the_text_kept(log_in, draft, newsroom):
    Story.objects.filter(pk=draft.pk).update(restricted=True)
    response = log_in("reporter").post(notes(draft, "add/"), {"text": "@editor দেখুন"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="note-text-problem"' in page
    assert "editor নমুনা" in page
    assert "@editor দেখুন" in page
    assert not Note.objects.exists()


def test_a_name_nobody_has_is_said(log_in, draft):
    response = log_in("editor").post(notes(draft, "add/"), {"text": "@রহিম দেখুন"}, follow=True)
    assert "@রহিম" in "".join(str(message) for message in response.context["messages"])
    fragment = log_in("editor").post(notes(draft, "add/"), {"text": "@করিম দেখুন"}, headers=FRAGMENT)
    assert "@করিম" in fragment.context["warning"]


def test_answer_resolve_and_reopen(log_in, draft, note):
    client = log_in("reporter")
    assert client.post(notes(draft, f"{note.pk}/answer/"), {"text": "কৃষি বিভাগ"}).status_code == 302
    assert client.post(notes(draft, f"{note.pk}/resolve/")).status_code == 302
    response = client.get(notes(draft))
    assert not response.context["threads"]
    assert len(response.context["resolved_threads"]) == 1
    refused = client.post(notes(draft, f"{note.pk}/answer/"), {"text": "আরও একটি কথা"})
    assert refused.status_code == 409
    assert "আরও একটি কথা" in refused.content.decode()
    client.post(notes(draft, f"{note.pk}/reopen/"))
    assert len(client.get(notes(draft)).context["threads"]) == 1


def test_with_javascript_only_the_list_is_exchanged(log_in, draft, note):
    client = log_in("reporter")
    response = client.post(notes(draft, f"{note.pk}/answer/"), {"text": "কৃষি বিভাগ"}, headers=FRAGMENT)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.strip().startswith('<div class="notes-list"')
    assert "কৃষি বিভাগ" in page
    refused = client.post(notes(draft, "add/"), {"text": " "}, headers=FRAGMENT)
    assert refused.status_code == 422
    assert "<html" not in refused.content.decode()


def test_what_somebody_typed_is_never_markup(log_in, draft):
    log_in("editor").post(notes(draft, "add/"), {"text": "<script>alert(1)</script>\x00"})
    assert "<script>alert" not in log_in("reporter").get(notes(draft)).content.decode()


def test_names_to_choose_from_come_as_json(log_in, draft):
    client = log_in("reporter")
    answer = client.get(notes(draft, "people/?q=chi")).json()
    assert answer == {"names": [{"name": "chief নমুনা", "insert": "chief নমুনা", "desk": False}]}
    assert client.get(notes(draft, "people/?q=%00")).status_code == 200
    Story.objects.filter(pk=draft.pk).update(restricted=True)
    assert client.get(notes(draft, "people/?q=chi")).json() == {"names": []}


def test_a_restricted_storys_notes_do_not_exist_for_those_outside(log_in, draft, note, newsroom):
    Story.objects.filter(pk=draft.pk).update(restricted=True)
    client = log_in("editor")
    for path in ("", "people/"):
        assert client.get(notes(draft, path)).status_code == 404
    for path in ("add/", f"{note.pk}/answer/", f"{note.pk}/resolve/", f"{note.pk}/reopen/"):
        assert client.post(notes(draft, path), {"text": "কিছু"}).status_code == 404
    assert Note.objects.count() == 1


def test_a_note_that_is_not_there_is_not_found(log_in, draft, note, newsroom):
    answer = answer_note(draft, note.pk, newsroom.reporter, "উত্তর").note
    for number in (answer.pk, 999999, 10**30):
        for verb in ("answer", "resolve", "reopen"):
            url = notes(draft, f"{number}/{verb}/")
            assert log_in("editor").post(url, {"text": "কিছু"}).status_code == 404


def test_writing_needs_a_right_a_post_and_a_token(log_in, draft, note, newsroom):
    client = log_in("editor")
    for path in ("add/", f"{note.pk}/answer/", f"{note.pk}/resolve/", f"{note.pk}/reopen/"):
        assert client.get(notes(draft, path)).status_code == 405
        assert log_in("nobody").post(notes(draft, path), {"text": "কিছু"}).status_code == 403
    assert client.post(notes(draft)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(newsroom.editor)
    assert strict.post(notes(draft, "add/"), {"text": "কিছু"}).status_code == 403
    assert Note.objects.count() == 1


def test_notes_never_reach_readers(log_in, draft, note, newsroom, walk):
    resolve_note(draft, note.pk, newsroom.editor)
    walk(draft, "reporter submit", "editor approve", "editor publish")
    assert "সূত্র কী?" not in log_in("editor").get(f"/newsroom/story/{draft.pk}/preview/").content.decode()
    from articles.models import Article

    assert "সূত্র কী?" not in str(Article.objects.values().get())
