"""The planning board: what, who, due when, how long; and whoever is free takes what is nobody's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Desk, Message, RecordEntry, Story, User
from newsroom.planning import (
    Plan,
    assign_story,
    change_plan,
    day_bounds,
    plan_story,
    plan_token,
    take_assignment,
    week_of,
)
from tests.newsroom.helpers import save, take

BOARD = "/planning/"


def at(hour: int, day: date | None = None) -> datetime:
    return day_bounds(day or timezone.localdate())[0] + timedelta(hours=hour)


@pytest.fixture
def plan(newsroom):
    return Plan(
        headline="নদীভাঙনের মানুষ",
        brief="তিন গ্রামের মানুষের সঙ্গে কথা বলুন।",
        due_at=at(23),
        section=newsroom.section,
        assignee=newsroom.reporter,
        target_words=400,
    )


@pytest.fixture
def assignment(newsroom, plan):
    return plan_story(newsroom.editor, plan)


@pytest.fixture
def free(newsroom, plan):
    """An assignment that is nobody's yet."""
    from dataclasses import replace

    return plan_story(newsroom.editor, replace(plan, assignee=None, headline="খালি কাজ"))


def sent(**changes):
    return {
        "headline": "নদীভাঙনের মানুষ",
        "brief": "কথা বলুন",
        "due_at": timezone.localtime(at(23)).strftime("%Y-%m-%dT%H:%M"),
        "target_words": "300",
        "assignee": "",
        "section": "",
        "desk": "",
    } | changes


# Planning


def test_an_assignment_is_a_draft_of_its_assignees(newsroom, assignment):
    assert (assignment.state, assignment.assignee) == ("draft", newsroom.reporter)
    assert (assignment.desk, assignment.target_words) == (newsroom.desk, 400)
    assert not assignment.writers.exists(), "whoever plans a story did not write it"


def test_the_assignee_is_told_and_it_is_on_the_record(newsroom, assignment):
    message = Message.objects.get(user=newsroom.reporter)
    assert (message.kind, message.story, message.actor) == ("assigned", assignment, newsroom.editor)
    entry = RecordEntry.objects.get(story=assignment)
    assert (entry.verb, entry.actor, entry.subject) == ("plan", newsroom.editor, newsroom.reporter)


def test_nobody_is_told_of_an_assignment_that_is_nobodys(free):
    assert not Message.objects.exists()


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_only_planners_plan(newsroom, plan, name):
    with pytest.raises(ForbiddenError):
        plan_story(getattr(newsroom, name), plan)
    assert not Story.objects.exists()


def test_an_editor_plans_for_the_own_desks_only(newsroom, plan):
    newsroom.desk.members.remove(newsroom.editor, newsroom.chief)
    with pytest.raises(ForbiddenError):
        plan_story(newsroom.editor, plan)
    assert plan_story(newsroom.chief, plan).desk == newsroom.desk, "a chief plans for every desk"


def test_who_cannot_write_is_given_nothing(newsroom, plan, assignment):
    from dataclasses import replace

    with pytest.raises(BlockedError):
        plan_story(newsroom.editor, replace(plan, assignee=newsroom.nobody))
    with pytest.raises(BlockedError):
        assign_story(assignment.pk, newsroom.editor, newsroom.nobody)


def test_a_plan_needs_a_title(newsroom, plan):
    from dataclasses import replace

    for headline in ("", "  ", "ক" * 301):
        with pytest.raises(BlockedError):
            plan_story(newsroom.editor, replace(plan, headline=headline))


# Changing


def test_a_plan_is_changed(newsroom, plan, assignment):
    from dataclasses import replace

    changed = replace(plan, headline="নতুন শিরোনাম", target_words=200, assignee=newsroom.other_reporter)
    change_plan(assignment.pk, newsroom.editor, changed, seen=plan_token(assignment))
    assignment.refresh_from_db()
    assert (assignment.headline, assignment.target_words) == ("নতুন শিরোনাম", 200)
    assert Message.objects.filter(user=newsroom.other_reporter, kind="assigned").count() == 1
    assert RecordEntry.objects.filter(verb="change_plan").count() == 1


def test_changing_nothing_leaves_no_trace(newsroom, plan, assignment):
    assignment.refresh_from_db()
    change_plan(assignment.pk, newsroom.editor, plan, seen=plan_token(assignment))
    assert RecordEntry.objects.count() == 1
    assert Message.objects.count() == 1


def test_the_title_is_the_writers_as_soon_as_somebody_wrote(newsroom, plan, assignment):
    from dataclasses import replace

    save(assignment, newsroom.reporter, headline="ভাঙনের পর")
    version = assignment.version
    changed = replace(plan, headline="অন্য শিরোনাম", brief="আরও ছোট করুন")
    change_plan(assignment.pk, newsroom.editor, changed, seen=plan_token(assignment))
    assignment.refresh_from_db()
    assert (assignment.headline, assignment.brief) == ("ভাঙনের পর", "আরও ছোট করুন")
    assert assignment.version == version, "whoever is writing just now is not disturbed"


def test_two_planners_do_not_overwrite_each_other(newsroom, plan, assignment):
    from dataclasses import replace

    seen = plan_token(assignment)
    change_plan(assignment.pk, newsroom.editor, replace(plan, brief="এক"), seen=seen)
    with pytest.raises(ConflictError):
        change_plan(assignment.pk, newsroom.other_editor, replace(plan, brief="দুই"), seen=seen)
    assignment.refresh_from_db()
    assert assignment.brief == "এক"


def test_a_submitted_story_is_no_open_assignment_any_more(newsroom, plan, assignment, content):
    save(assignment, newsroom.reporter, body=content.body, byline=content.byline)
    take(assignment, newsroom.reporter, "submit")
    with pytest.raises(ConflictError):
        change_plan(assignment.pk, newsroom.editor, plan, seen=plan_token(assignment))
    with pytest.raises(ConflictError):
        assign_story(assignment.pk, newsroom.editor, None)


# Giving and taking


def test_an_assignment_is_given_and_taken_back(newsroom, free):
    assign_story(free.pk, newsroom.editor, newsroom.reporter)
    assert Message.objects.filter(user=newsroom.reporter, kind="assigned").count() == 1
    assign_story(free.pk, newsroom.editor, newsroom.reporter)
    assert Message.objects.count() == 1, "giving it to whom it belongs changes nothing"
    assert assign_story(free.pk, newsroom.editor, None).assignee is None


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_only_planners_assign(newsroom, free, name):
    with pytest.raises(ForbiddenError):
        assign_story(free.pk, getattr(newsroom, name), newsroom.reporter)


def test_a_reporter_takes_what_is_nobodys(newsroom, free):
    story = take_assignment(free.pk, newsroom.reporter)
    assert story.assignee == newsroom.reporter
    assert RecordEntry.objects.get(verb="take").subject == newsroom.reporter
    take_assignment(free.pk, newsroom.reporter)
    assert RecordEntry.objects.filter(verb="take").count() == 1


def test_of_two_who_take_it_the_first_has_it(newsroom, free):
    take_assignment(free.pk, newsroom.reporter)
    with pytest.raises(ConflictError):
        take_assignment(free.pk, newsroom.other_reporter)
    free.refresh_from_db()
    assert free.assignee == newsroom.reporter


@pytest.mark.parametrize("name", ["photo", "nobody"])
def test_who_does_not_write_takes_nothing(newsroom, free, name):
    with pytest.raises(ForbiddenError):
        take_assignment(free.pk, getattr(newsroom, name))


def test_one_takes_from_the_own_desks_only(newsroom, free):
    newsroom.desk.members.remove(newsroom.reporter)
    with pytest.raises(ForbiddenError):
        take_assignment(free.pk, newsroom.reporter)


def test_a_spiked_assignment_cannot_be_taken(newsroom, free):
    take(free, newsroom.editor, "spike")
    with pytest.raises(ConflictError):
        take_assignment(free.pk, newsroom.reporter)


# The board


def lines(client: Client, **query) -> dict[str, object]:
    return {line.story.headline: line for line in client.get(BOARD, query).context["lines"]}


def test_the_board_shows_a_day(log_in, assignment, free):
    client = log_in("editor")
    assert set(lines(client)) == {"নদীভাঙনের মানুষ", "খালি কাজ"}
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert lines(client, day=tomorrow.isoformat()) == {}
    week = {day: count for day, _name, count in client.get(BOARD).context["week"]}
    assert week[timezone.localdate()] == 2
    assert len(week) == 7


def test_a_day_is_the_newspapers_not_the_servers(log_in, newsroom, plan):
    from dataclasses import replace

    late_evening = datetime(2025, 9, 3, 18, 30, tzinfo=UTC)  # half past midnight in Dhaka, a day later
    plan_story(newsroom.editor, replace(plan, due_at=late_evening))
    assert lines(log_in("editor"), day="2025-09-03") == {}
    assert len(lines(log_in("editor"), day="2025-09-04")) == 1


def test_the_week_begins_on_sunday():
    week = week_of(date(2025, 9, 3))
    assert (week[0], week[-1]) == (date(2025, 8, 31), date(2025, 9, 6))
    assert week_of(week[0]) == week_of(week[6]) == week


def test_unassigned_late_and_overlong_are_said_in_words(log_in, newsroom, free, assignment):
    Story.objects.filter(pk=free.pk).update(due_at=at(0))
    save(assignment, newsroom.reporter, body="<p>" + "শব্দ " * 410 + "</p>")
    found = lines(log_in("editor"))
    assert found["খালি কাজ"].is_late
    assert found["নদীভাঙনের মানুষ"].excess == 10
    page = log_in("editor").get(BOARD).content.decode()
    assert 'class="pill is-unassigned"' in page
    assert 'class="pill is-late"' in page
    assert 'class="over"' in page


def test_what_is_late_from_earlier_days_stands_on_todays_board(log_in, free):
    Story.objects.filter(pk=free.pk).update(due_at=timezone.now() - timedelta(days=3))
    assert [line.story for line in log_in("editor").get(BOARD).context["overdue"]] == [free]


def test_a_reporter_sees_the_own_and_what_may_be_taken(log_in, newsroom, assignment, free):
    assert set(lines(log_in("reporter"))) == {"নদীভাঙনের মানুষ", "খালি কাজ"}
    found = lines(log_in("other_reporter"))
    assert set(found) == {"খালি কাজ"}
    assert found["খালি কাজ"].may_take
    assert not found["খালি কাজ"].may_plan


def test_a_restricted_assignment_is_on_nobody_elses_board(log_in, assignment, free):
    Story.objects.update(restricted=True)
    for name in ("editor", "chief", "other_reporter"):
        response = log_in(name).get(BOARD)
        assert response.context["lines"] == []
        assert sum(count for _day, _name, count in response.context["week"]) == 0
    assert len(lines(log_in("reporter"))) == 1


@pytest.mark.parametrize("day", ["x", "2025-13-01", "1066-10-14", "20250903", "9999-12-31", "%00"])
def test_what_is_no_day_is_404(log_in, newsroom, day):
    assert log_in("editor").get(BOARD, {"day": day}).status_code == 404
    assert log_in("editor").get(f"{BOARD}add/", {"day": day}).status_code == 404


def test_the_board_costs_few_queries_however_full_it_is(
    log_in, newsroom, plan, django_assert_max_num_queries
):
    for _number in range(8):
        plan_story(newsroom.editor, plan)
    client = log_in("editor")
    with django_assert_max_num_queries(20):
        client.get(BOARD)


# By the screens


def test_an_editor_plans_on_the_screen(log_in, newsroom):
    client = log_in("editor")
    assert client.get(f"{BOARD}add/").status_code == 200
    response = client.post(f"{BOARD}add/", sent(assignee=newsroom.reporter.pk, section=newsroom.section.pk))
    assert response.url == f"{BOARD}?day={timezone.localdate()}"
    story = Story.objects.get()
    assert (story.headline, story.due_at, story.target_words) == ("নদীভাঙনের মানুষ", at(23), 300)


@pytest.mark.parametrize(
    "wrong",
    [
        {"headline": ""},
        {"headline": "ক" * 301},
        {"headline": "য়" * 200},
        {"due_at": ""},
        {"due_at": "0001-01-01T00:00"},
        {"due_at": "9999-12-31T23:59"},
        {"target_words": "-1"},
        {"target_words": "99999999999"},
        {"assignee": "999999"},
        {"desk": "999999"},
        {"brief": "ক" * 2001},
        {"brief": "\x00"},
    ],
)
def test_nonsense_is_shown_at_its_field_and_nothing_is_planned(log_in, newsroom, wrong):
    response = log_in("editor").post(f"{BOARD}add/", sent(**wrong))
    assert response.status_code == 422
    assert not Story.objects.exists()


def test_another_desk_cannot_be_chosen(log_in, newsroom):
    other = Desk.objects.create(name="ক্রীড়া ডেস্ক")
    assert log_in("editor").post(f"{BOARD}add/", sent(desk=other.pk)).status_code == 422
    assert log_in("chief").post(f"{BOARD}add/", sent(desk=other.pk)).status_code == 302


def test_an_editor_changes_on_the_screen(log_in, newsroom, assignment):
    client = log_in("editor")
    form = client.get(f"{BOARD}{assignment.pk}/").context["form"]
    data = sent(assignee=newsroom.reporter.pk, brief="নতুন কথা", seen=form.initial["seen"])
    assert client.post(f"{BOARD}{assignment.pk}/", data).status_code == 302
    assignment.refresh_from_db()
    assert assignment.brief == "নতুন কথা"
    assert client.post(f"{BOARD}{assignment.pk}/", data).status_code == 409


def test_whoever_has_it_may_keep_it_without_the_right_to_write(log_in, newsroom, assignment):
    newsroom.reporter.groups.clear()
    client = log_in("editor")
    seen = client.get(f"{BOARD}{assignment.pk}/").context["form"].initial["seen"]
    data = sent(assignee=newsroom.reporter.pk, brief="নতুন কথা", seen=seen)
    assert client.post(f"{BOARD}{assignment.pk}/", data).status_code == 302


def test_assigning_and_taking_on_the_screen(log_in, newsroom, free):
    url = f"{BOARD}{free.pk}/"
    assert log_in("editor").post(f"{url}assign/", {"assignee": newsroom.reporter.pk}).status_code == 302
    assert log_in("other_reporter").post(f"{url}take/").status_code == 409
    assert log_in("editor").post(f"{url}assign/", {"assignee": ""}).status_code == 302
    response = log_in("other_reporter").post(f"{url}take/")
    assert response.url == f"/newsroom/story/{free.pk}/change/"
    for name in ("x", "-1", "99999999", "9" * 40):
        assert log_in("editor").post(f"{url}assign/", {"assignee": name}).status_code == 404
    assert log_in("editor").post(f"{url}assign/", {"assignee": newsroom.nobody.pk}).status_code == 422


@pytest.mark.parametrize("address", ["add/", "{pk}/", "{pk}/assign/", "{pk}/take/"])
def test_who_may_not_gets_403_404_or_405(log_in, newsroom, free, address):
    address = BOARD + address.format(pk=free.pk)
    assert log_in("nobody").post(address).status_code == 403
    assert log_in("photo").post(address, sent()).status_code == 403
    if "take" not in address:
        assert log_in("reporter").post(address, sent()).status_code == 403
    if "assign" in address or "take" in address:
        assert log_in("editor").get(address).status_code == 405
    if "add" not in address:
        Story.objects.update(restricted=True)
        assert log_in("chief").post(address, sent()).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(newsroom.editor)
    assert strict.post(address, sent()).status_code == 403
    assert Story.objects.count() == 1


def test_the_board_is_for_reading_only(log_in, newsroom):
    assert log_in("editor").post(BOARD).status_code == 405
    assert log_in("nobody").get(BOARD).status_code == 403


# On the story's own page


def test_the_assignment_stands_above_the_form(log_in, newsroom, assignment):
    page = log_in("reporter").get(f"/newsroom/story/{assignment.pk}/change/")
    assert page.context["assignment"]["words"] == 0
    assert "তিন গ্রামের মানুষের সঙ্গে কথা বলুন।" in page.content.decode()


def test_a_story_without_a_plan_shows_none(log_in, draft):
    page = log_in("reporter").get(f"/newsroom/story/{draft.pk}/change/")
    assert "assignment-brief" not in page.content.decode()


def test_an_assignment_of_somebody_who_left_is_still_shown(log_in, newsroom, assignment):
    User.objects.filter(pk=newsroom.reporter.pk).update(is_active=False)
    assert "নদীভাঙনের মানুষ" in lines(log_in("editor"))
