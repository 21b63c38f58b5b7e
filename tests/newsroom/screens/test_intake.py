"""The triage, and the agencies' feeds, as people of the newsroom meet them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext
from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom.intake.listing import PAGE_SIZE
from newsroom.intake.taking import take_item
from newsroom.models import IntakeFeed, IntakeItem, Story
from tests.newsroom.hostile_server import hostile_server
from tests.newsroom.intake.feeds import rss, rss_item

LIST, FEEDS = "/intake/", "/intake/feeds/"


@pytest.fixture
def feed(newsroom):
    return IntakeFeed.objects.create(
        name="নমুনা সংস্থা", url="https://agency.example/feed", credit="নমুনা সংবাদ সংস্থা", section=newsroom.section
    )


@pytest.fixture
def items(feed):
    return [
        IntakeItem.objects.create(
            feed=feed,
            guid_hash=str(number),
            headline=f"নমুনা খবর {number}",
            summary="ছোট করে।",
            body=f"<p>পুরো পাঠ {number}।</p>",
            link=f"https://agency.example/{number}",
        )
        for number in range(3)
    ]


@pytest.fixture
def agency(settings):
    with hostile_server() as server:
        settings.KHOBOR_OUTBOUND_ALLOWED = (server.place,)
        yield server


def headlines(response):
    return re.findall(r'class="intake-headline"[^>]*>([^<]*)<', response.content.decode())


def test_the_newest_stands_first_and_is_read(log_in, items):
    response = log_in("reporter").get(LIST)
    assert headlines(response) == ["নমুনা খবর 2", "নমুনা খবর 1", "নমুনা খবর 0"]
    assert "পুরো পাঠ 2" in response.content.decode()
    other = log_in("reporter").get(LIST, {"item": items[0].pk}).content.decode()
    assert "পুরো পাঠ 0" in other
    assert 'href="https://agency.example/0" target="_blank" rel="noopener noreferrer"' in other


def test_it_is_narrowed_down_by_agency_and_words(log_in, items, feed):
    browser = log_in("reporter")
    other = IntakeFeed.objects.create(name="অন্য", url="https://b.example/")
    IntakeItem.objects.create(feed=other, guid_hash="x", headline="শীতের সবজি")
    assert headlines(browser.get(LIST, {"feed": other.pk})) == ["শীতের সবজি"]
    assert headlines(browser.get(LIST, {"words": "খবর 1"})) == ["নমুনা খবর 1"]
    assert headlines(browser.get(LIST, {"words": "নেই"})) == []
    assert headlines(browser.get(LIST, {"state": "taken"})) == []


def test_what_is_the_same_stands_together(log_in, items, feed):
    other = IntakeFeed.objects.create(name="কল্পিত বার্তা", url="https://b.example/")
    IntakeItem.objects.create(feed=other, guid_hash="x", headline="একই খবর", same_as=items[0])
    response = log_in("reporter").get(LIST, {"item": items[0].pk})
    assert "একই খবর" not in headlines(response)
    assert "একই খবর" in response.content.decode()


def test_pages_go_on_where_the_last_one_ended(log_in, feed):
    IntakeItem.objects.bulk_create(
        IntakeItem(feed=feed, guid_hash=str(number), headline=str(number)) for number in range(PAGE_SIZE + 2)
    )
    browser = log_in("reporter")
    first = browser.get(LIST)
    (before,) = re.findall(r"&amp;before=(\d+)\"", first.content.decode())[-1:]
    assert headlines(browser.get(LIST, {"before": before})) == ["1", "0"]


def test_a_click_makes_a_draft_and_the_second_leads_to_it(log_in, items):
    first = log_in("reporter").post(f"/intake/{items[0].pk}/take/")
    story = Story.objects.get()
    assert first["Location"].endswith(f"/story/{story.pk}/change/")
    assert log_in("editor").post(f"/intake/{items[0].pk}/take/")["Location"] == first["Location"]
    page = log_in("reporter").get(first["Location"]).content.decode()
    assert 'href="https://agency.example/0"' in page


def test_a_story_says_that_the_agency_sent_a_newer_text(log_in, items, newsroom):
    story, _is_new = take_item(items[0].pk, newsroom.reporter)
    address = f"/newsroom/story/{story.pk}/change/"
    browser = log_in("reporter")
    assert "is_changed" not in browser.get(address).content.decode()
    before = browser.get(address).content.decode().count('class="notice"')
    IntakeItem.objects.filter(pk=items[0].pk).update(changed_at=timezone.now() + timedelta(minutes=1))
    assert browser.get(address).content.decode().count('class="notice"') == before + 1


def test_a_restricted_story_is_not_told_of(log_in, items, newsroom):
    story, _is_new = take_item(items[0].pk, newsroom.reporter)
    Story.objects.filter(pk=story.pk).update(restricted=True)
    browser = log_in("editor")
    assert browser.post(f"/intake/{items[0].pk}/take/")["Location"] == LIST
    shown = browser.get(LIST, {"state": "taken", "item": items[0].pk}).content.decode()
    assert f"/story/{story.pk}/" not in shown


def test_ticked_ones_are_put_away_and_come_back(log_in, items):
    browser = log_in("reporter")
    numbers = [item.pk for item in items[:2]]
    answer = browser.post("/intake/dismiss/", {"item": numbers, "back": "?state=new&words=x"})
    assert answer["Location"] == "/intake/?state=new&words=x"
    assert headlines(browser.get(LIST)) == ["নমুনা খবর 2"]
    browser.post(f"/intake/{numbers[0]}/back/")
    assert headlines(browser.get(LIST)) == ["নমুনা খবর 2", "নমুনা খবর 0"]


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("get", LIST + "?state=odd", {}, 404),
        ("get", LIST + "?item=99999999999999999999&before=x&feed=%00&words=%00", {}, 200),
        ("get", LIST + "?item=5&before=0", {}, 200),
        ("post", LIST, {}, 405),
        ("get", "/intake/dismiss/", {}, 405),
        ("post", "/intake/dismiss/", {"item": ["x", "9" * 30], "back": "//evil.example"}, 302),
        ("post", "/intake/99999999999999999999999/take/", {}, 404),
        ("post", "/intake/77777/take/", {}, 302),
        ("post", "/intake/77777/back/", {"back": "https://evil.example"}, 302),
        ("get", FEEDS + "99999999999999999999999/", {}, 404),
        ("post", FEEDS + "77777/act/", {"do": "ask"}, 404),
    ],
)
def test_nonsense_is_answered_calmly(log_in, feed, method, path, data, status):
    answer = getattr(log_in("chief"), method)(path, data)
    assert answer.status_code == status
    assert "evil" not in answer.get("Location", "")


def test_those_without_the_right_see_none_of_it(log_in, items, feed):
    photo = log_in("photo")
    for path in (LIST, FEEDS, FEEDS + "add/", f"{FEEDS}{feed.pk}/"):
        assert photo.get(path).status_code == 403
    assert photo.post(f"/intake/{items[0].pk}/take/").status_code == 403
    assert photo.post("/intake/dismiss/", {"item": items[0].pk}).status_code == 403
    for path in (FEEDS + "add/", f"{FEEDS}{feed.pk}/", f"{FEEDS}{feed.pk}/act/"):
        assert log_in("editor").post(path, {"do": "delete"}).status_code == 403
    assert log_in("editor").get(FEEDS).status_code == 200
    assert not Story.objects.exists()
    assert IntakeFeed.objects.exists()


# --- Feeds


def sent(url, **more):
    return {
        "url": url,
        "name": "নতুন",
        "credit": "নতুন সংস্থা",
        "language": "bn",
        "section": "",
        "minutes": "১৫",
    } | more


def test_a_feed_is_tried_before_it_is_kept(log_in, agency, newsroom):
    agency.answer(rss(rss_item(title="প্রথম শিরোনাম")), path="/feed")
    browser = log_in("chief")
    shown = browser.post(FEEDS + "add/", sent(agency.url("/feed"), _try="")).content.decode()
    assert "RSS 2.0" in shown
    assert "প্রথম শিরোনাম" in shown
    assert not IntakeFeed.objects.exists()
    browser.post(FEEDS + "add/", sent(agency.url("/feed")))
    feed = IntakeFeed.objects.get()
    assert (feed.minutes, feed.made_by) == (15, newsroom.chief)
    again = browser.post(FEEDS + "add/", sent(agency.url("/feed")))
    assert again.context["form"].errors["url"] == [gettext("The newsroom has this feed already.")]


def test_a_feed_that_moved_says_so(log_in, agency):
    agency.answer(rss(rss_item()), path="/new")
    agency.redirect("/new", status="301 Moved", path="/feed")
    assert (
        agency.url("/new")
        in log_in("chief").post(FEEDS + "add/", sent(agency.url("/feed"), _try="")).content.decode()
    )


def test_a_feed_that_is_none_says_why(log_in, agency):
    agency.answer(b"<!doctype html><title>x</title>", path="/feed")
    answer = log_in("chief").post(FEEDS + "add/", sent(agency.url("/feed"), _try=""))
    assert 'role="alert"' in answer.content.decode()
    assert "নতুন সংস্থা" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://10.0.0.1/feed"),
        ("url", "http://169.254.169.254/latest/"),
        ("url", "http://[::1]/"),
        ("url", "http://2130706433/"),
        ("url", "file:///etc/passwd"),
        ("url", "https://a:b@agency.example/"),
        ("url", "no address"),
        ("url", ""),
        ("url", "https://agency.example/feed"),
        ("url", "http://a\x00b.example/"),
        ("url", "http://" + "a" * 2000 + ".example/"),
        ("minutes", "০"),
        ("minutes", "1.5"),
        ("minutes", "99999999"),
        ("language", "fr"),
        ("section", "77777"),
        ("name", "x" * 101),
        ("credit", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(log_in, feed, agency, field, value):
    answer = log_in("chief").post(FEEDS + "add/", sent(agency.url("/feed")) | {field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "নতুন" in answer.content.decode()
    assert IntakeFeed.objects.count() == 1


def test_feeds_are_paused_asked_and_ended(log_in, feed):
    browser = log_in("chief")
    act = f"{FEEDS}{feed.pk}/act/"
    browser.post(act, {"do": "ask"})
    assert ProcrastinateJob.objects.filter(task_name="newsroom.tasks.fetch_feed").count() == 1
    browser.post(act, {"do": "pause"})
    assert not IntakeFeed.objects.get().is_active
    browser.post(act, {"do": "ask"})
    assert ProcrastinateJob.objects.filter(task_name="newsroom.tasks.fetch_feed").count() == 1
    browser.post(act, {"do": "resume"})
    assert IntakeFeed.objects.get().is_active
    browser.post(act, {"do": "delete"})
    assert not IntakeFeed.objects.exists()


def test_another_address_is_asked_anew(log_in, feed, agency):
    IntakeFeed.objects.update(
        etag="old", failures=3, problem="কিছু একটা", next_at=timezone.now() + timedelta(hours=6)
    )
    log_in("chief").post(f"{FEEDS}{feed.pk}/", sent(agency.url("/feed")))
    feed.refresh_from_db()
    assert (feed.etag, feed.failures, feed.problem) == ("", 0, "")
    assert feed.next_at <= timezone.now()
