"""The inbox's screen: list, open, mark all, filter, pages, and the choice of e-mails."""

import pytest
from django.test import Client

from newsroom.inbox import PAGE_SIZE, Kind, send_messages
from newsroom.models import Message, Story


@pytest.fixture
def told(draft, newsroom) -> Message:
    """The reporter's unread message that the editor returned the draft."""
    (message,) = send_messages(
        [newsroom.reporter], Kind.RETURNED, actor=newsroom.editor, story=draft, text="তারিখ দেখুন"
    )
    return message


def open_url(message: Message) -> str:
    return f"/inbox/{message.pk}/open/"


def test_the_inbox_lists_what_happened_and_marks_what_is_unread(log_in, told, draft):
    client = log_in("reporter")
    page = client.get("/inbox/").content.decode()
    assert draft.headline in page
    assert "তারিখ দেখুন" in page
    assert "editor নমুনা" in page
    assert page.count('class="pill unread"') == 1


def test_opening_a_message_marks_it_read_and_goes_to_the_story(log_in, told, draft):
    response = log_in("reporter").post(open_url(told))
    assert response["Location"] == f"/newsroom/story/{draft.pk}/change/"
    told.refresh_from_db()
    assert told.read_at is not None
    assert 'class="pill unread"' not in log_in("reporter").get("/inbox/").content.decode()


def test_a_mention_opens_at_the_notes(log_in, draft, newsroom):
    (message,) = send_messages([newsroom.reporter], Kind.MENTIONED, actor=newsroom.editor, story=draft)
    assert log_in("reporter").post(open_url(message))["Location"].endswith("/change/#notes")


def test_somebody_elses_message_does_not_exist(log_in, told):
    assert log_in("editor").post(open_url(told)).status_code == 404
    assert log_in("reporter").post("/inbox/99999999999999999999999/open/").status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


def test_all_can_be_marked_as_read_but_only_ones_own(log_in, told, draft, newsroom):
    (other,) = send_messages([newsroom.editor], Kind.SUBMITTED, actor=newsroom.reporter, story=draft)
    assert log_in("reporter").post("/inbox/read/").status_code == 302
    told.refresh_from_db()
    other.refresh_from_db()
    assert told.read_at
    assert other.read_at is None


def test_every_page_shows_how_much_is_unread(log_in, told, newsroom):
    client = log_in("reporter")
    assert '<span class="unread-count">১<' in client.get("/newsroom/picture/").content.decode()
    Message.objects.bulk_create(Message(user=newsroom.reporter, kind=Kind.ALERT) for _number in range(120))
    assert '<span class="unread-count">৯৯+<' in client.get("/inbox/").content.decode()
    client.post("/inbox/read/")
    assert "unread-count" not in client.get("/inbox/").content.decode()


def test_a_story_that_became_restricted_shows_no_headline(log_in, told, draft, newsroom):
    Story.objects.filter(pk=draft.pk).update(restricted=True, assignee=newsroom.other_reporter)
    client = log_in("reporter")
    page = client.get("/inbox/").content.decode()
    assert draft.headline not in page
    assert "তারিখ দেখুন" not in page
    assert "editor নমুনা" not in page
    assert client.post(open_url(told))["Location"] == "/inbox/"


def test_one_kind_is_shown_alone_and_pages_lead_on(log_in, told, newsroom):
    Message.objects.bulk_create(
        Message(user=newsroom.reporter, kind=Kind.ALERT, text=f"সতর্কতা {number}")
        for number in range(PAGE_SIZE + 3)
    )
    client = log_in("reporter")
    first = client.get("/inbox/?kind=alert")
    second = client.get(f"/inbox/?{first.context['older']}")
    kinds = {letter.message.kind for letter, _words in [*first.context["rows"], *second.context["rows"]]}
    assert kinds == {"alert"}
    assert len(second.context["rows"]) == 3
    assert not second.context["older"]


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "before=x", "before=-1", "before=" + "9" * 40, "kind=%00"]
)
def test_an_address_that_makes_no_sense_is_not_found(log_in, query):
    assert log_in("reporter").get(f"/inbox/?{query}").status_code == 404


def test_the_choice_of_e_mails_is_kept_and_nonsense_left_out(log_in, newsroom):
    client = log_in("reporter")
    assert client.post("/inbox/email/", {"kinds": ["returned", "nonsense", "alert"]}).status_code == 302
    newsroom.reporter.refresh_from_db()
    assert newsroom.reporter.email_kinds == ["returned", "alert"]
    client.post("/inbox/email/", {})
    newsroom.reporter.refresh_from_db()
    assert newsroom.reporter.email_kinds == []


def test_writing_needs_a_post_with_a_token_and_reading_a_right(log_in, told, newsroom):
    client = log_in("reporter")
    for path in (open_url(told), "/inbox/read/", "/inbox/email/"):
        assert client.get(path).status_code == 405
    assert client.post("/inbox/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(newsroom.reporter)
    assert strict.post("/inbox/read/").status_code == 403
    assert log_in("nobody").get("/inbox/").status_code == 403
    assert Client().get("/inbox/").status_code == 302
