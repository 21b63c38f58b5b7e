"""Buttons and dialogs: exactly the steps one may take, and a clear no to everything else."""

import pytest

from articles.models import Article
from newsroom.models import Story, Transition
from newsroom.step_table import STEPS
from tests.newsroom.screens.conftest import form_data


def change(story: Story) -> str:
    return f"/newsroom/story/{story.pk}/change/"


def step(story: Story, verb: str) -> str:
    return f"/newsroom/story/{story.pk}/step/{verb}/"


STATES = {
    "draft": [],
    "submitted": ["reporter submit"],
    "claimed": ["reporter submit", "editor claim"],
    "returned": ["reporter submit", "editor return"],
    "approved": ["reporter submit", "editor approve"],
    "published": ["reporter submit", "editor approve", "editor publish"],
    "withdrawn": ["reporter submit", "editor approve", "editor publish", "editor withdraw"],
    "gone": ["reporter submit", "editor approve", "editor publish", "editor takedown"],
    "spiked": ["reporter spike"],
}
REVIEW = {"claim", "unclaim", "return", "approve"}
RETRACT = {"withdraw", "takedown", "redirect"}
BUTTONS = {  # (state, user): the verbs that stand on the panel
    ("draft", "reporter"): {"submit", "hand_over", "spike"},
    ("draft", "editor"): {"submit", "hand_over", "spike"},
    ("draft", "other_reporter"): set(),
    ("submitted", "reporter"): {"recall", "hand_over", "spike"},
    ("submitted", "editor"): (REVIEW - {"unclaim"}) | {"hand_over", "spike"},
    ("submitted", "chief"): (REVIEW - {"unclaim"}) | {"override", "hand_over", "spike"},
    ("submitted", "photo"): set(),
    ("claimed", "editor"): (REVIEW - {"claim"}) | {"hand_over", "spike"},
    ("returned", "reporter"): {"submit", "hand_over", "spike"},
    ("approved", "reporter"): {"hand_over", "spike"},
    ("approved", "editor"): {"return", "publish", "schedule", "hand_over", "spike"},
    ("approved", "chief"): {"return", "publish", "schedule", "hand_over", "spike"},
    ("published", "reporter"): {"correct"},
    ("published", "editor"): {"correct"} | RETRACT,
    ("published", "other_reporter"): set(),
    ("withdrawn", "reporter"): {"restore"},
    ("withdrawn", "editor"): {"restore", "takedown", "redirect"},
    ("gone", "editor"): {"restore", "redirect"},
    ("spiked", "reporter"): {"restore"},
}


@pytest.mark.parametrize(("state", "user"), BUTTONS)
def test_the_panel_offers_exactly_what_this_user_may_do_now(log_in, draft, walk, state, user):
    walk(draft, *STATES[state])
    page = log_in(user).get(change(draft)).content.decode()
    offered = {s.verb for s in STEPS if f'data-dialog="dialog-{s.verb}"' in page}
    assert offered == BUTTONS[state, user]
    assert 'name="state"' not in page


def test_saving_and_submitting_is_one_press(log_in, draft):
    response = log_in("reporter").post(
        change(draft), form_data(draft, headline="শেষ মুহূর্তের শিরোনাম", _step="submit")
    )
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.headline) == ("submitted", "শেষ মুহূর্তের শিরোনাম")


def test_a_step_that_is_blocked_keeps_the_draft_and_names_the_fields(log_in, draft):
    client = log_in("reporter")
    data = form_data(draft, headline="", section="", standfirst="তবু এটি থাকবে", _step="submit")
    response = client.post(change(draft), data, follow=True)
    draft.refresh_from_db()
    assert (draft.state, draft.standfirst) == ("draft", "তবু এটি থাকবে")
    assert set(response.context["problems"]) == {"headline", "section"}
    page = response.content.decode()
    assert 'id="id_headline_problem"' in page
    assert 'id="id_section_problem"' in page


def test_a_new_story_that_is_submitted_incomplete_is_kept_as_a_draft(log_in):
    response = log_in("reporter").post(
        "/newsroom/story/add/", form_data(kicker="শুধু কিকার", _step="submit"), follow=True
    )
    story = Story.objects.get()
    assert (story.state, story.kicker) == ("draft", "শুধু কিকার")
    assert {"headline", "section", "body", "byline"} == set(response.context["problems"])


def test_the_reason_of_a_return_stands_above_the_writers_text(log_in, draft, walk):
    walk(draft, "reporter submit", "editor return")
    page = log_in("reporter").get(change(draft)).content.decode()
    assert "শিরোনাম আরও স্পষ্ট করুন" in page
    assert "editor নমুনা" in page
    walk(draft, "reporter submit")
    assert log_in("editor").get(change(draft)).context["returned"] is None


def test_a_return_without_a_reason_is_refused(log_in, draft, walk):
    walk(draft, "reporter submit")
    data = {"version": draft.version, "return-category": "facts", "return-reason": "   "}
    response = log_in("editor").post(step(draft, "return"), data)
    assert response.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_a_refused_step_shows_the_reason_that_was_typed(log_in, draft, walk):
    walk(draft, "reporter submit")
    data = {"version": draft.version - 1, "return-category": "facts", "return-reason": "লম্বা করে লেখা কারণ"}
    response = log_in("editor").post(step(draft, "return"), data)
    assert response.status_code == 409
    assert "লম্বা করে লেখা কারণ" in response.content.decode()


@pytest.mark.parametrize(
    ("user", "moves", "verb", "version", "status"),
    [
        ("reporter", ["reporter submit"], "approve", 0, 403),
        ("reporter", ["reporter submit", "editor approve"], "publish", 0, 403),
        ("other_reporter", [], "submit", 0, 403),
        ("photo", ["reporter submit"], "return", 0, 403),
        ("nobody", ["reporter submit"], "approve", 0, 403),
        ("editor", [], "approve", 0, 409),
        ("editor", ["reporter submit"], "publish", 0, 409),
        ("editor", ["reporter submit"], "approve", -1, 409),
        ("editor", ["reporter submit"], "explode", 0, 403),
        ("editor", ["reporter submit", "editor approve", "editor publish"], "reopen", 0, 403),
    ],
)
def test_a_forged_step_is_refused_and_logged(log_in, draft, walk, caplog, user, moves, verb, version, status):
    walk(draft, *moves)
    before = (draft.state, Transition.objects.count(), Article.objects.count())
    response = log_in(user).post(
        step(draft, verb),
        {"version": draft.version + version, "return-category": "facts", "return-reason": "ক"},
    )
    assert response.status_code == status
    draft.refresh_from_db()
    assert (draft.state, Transition.objects.count(), Article.objects.count()) == before
    if user != "nobody":  # who may not even see stories is stopped at the door
        assert "refused" in caplog.text


def test_a_step_needs_a_post_with_a_token(log_in, draft, walk, newsroom):
    from django.test import Client

    walk(draft, "reporter submit")
    client = Client(enforce_csrf_checks=True)
    client.force_login(newsroom.editor)
    response = client.post(step(draft, "approve"), {"version": draft.version})
    assert response.status_code == 403
    assert log_in("editor").get(step(draft, "approve")).status_code == 200
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_an_editor_who_wrote_in_it_is_told_why_he_cannot_approve(log_in, draft, walk):
    walk(draft, "reporter submit")
    client = log_in("editor")
    client.post(change(draft), form_data(draft, headline="সম্পাদকের শিরোনাম"))
    draft.refresh_from_db()
    response = client.post(step(draft, "approve"), {"version": draft.version})
    assert response.status_code == 422
    assert log_in("other_editor").post(step(draft, "approve"), {"version": draft.version}).status_code == 302


def test_without_javascript_a_step_is_a_page_of_its_own(log_in, draft, walk):
    walk(draft, "reporter submit")
    page = log_in("editor").get(step(draft, "return")).content.decode()
    assert 'name="return-reason"' in page
    assert log_in("editor").get(step(draft, "publish")).status_code == 404


def test_the_history_names_who_and_when(log_in, draft, walk):
    walk(draft, "reporter submit", "editor approve", "editor publish")
    response = log_in("chief").get(change(draft))
    verbs = [transition.verb for transition in response.context["transitions"]]
    assert verbs == ["publish", "approve", "submit"]
    assert f"http://127.0.0.1:8000/bangladesh/{draft.public_id}/" in response.content.decode()


@pytest.mark.parametrize("desk", ["9" * 30, "9" * 5000, "-1", "২", "abc", "\x00"])
def test_a_desk_that_is_no_number_is_a_missing_desk(log_in, draft, desk):
    data = {"version": draft.version, "hand_over-desk_id": desk}
    assert log_in("editor").post(step(draft, "hand_over"), data).status_code == 422
