"""A restricted story exists only for the people named: at every address of the newsroom, one by one.

The addresses are read from the newsroom's own table, so a new one is tried without being added here; one
with a part that this walk cannot fill in fails until somebody says what stands for it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from newsroom.content import PictureRef, content_of
from newsroom.desks import set_visibility
from newsroom.editing import start_story
from newsroom.fronts.drafts import front_draft
from newsroom.links import make_link, token_of
from newsroom.models import (
    EditLock,
    HouseSpelling,
    IntakeFeed,
    IntakeItem,
    Message,
    Note,
    PageDraft,
    Picture,
    RecordEntry,
    SavedFilter,
    Story,
    TickerDraft,
)
from newsroom.pictures import read_picture, store_picture
from newsroom.queue import TABS
from newsroom.record import write_record
from newsroom.step_table import STEPS
from newsroom.tasks import email_message
from tests.newsroom.helpers import Trace, save, take

OUTSIDERS = ("chief", "editor")  # they may see every other story
MARK = "গোপনচিহ্ন"  # in every word that belongs to the secret
SEARCH = "মধুপুর"  # in its headline too, and in what outsiders look for
NOWHERE = 987654321  # the number of no story


@pytest.fixture
def ordinary(newsroom, content):
    """A story that everybody sees, so that no list is empty for another reason."""
    story = start_story(newsroom.reporter, replace(content, headline="নদীর পাড়ে নতুন পাঠাগার"))
    take(story, newsroom.reporter, "submit")
    SavedFilter.objects.create(user=newsroom.chief, name="আমার", query="tab=waiting")
    TickerDraft.objects.create(text="সন্ধ্যায় ফল ঘোষণা", ends_at=timezone.now() + timedelta(hours=2))
    return story


@pytest.fixture
def secret(ordinary, newsroom, content, picture_file):
    """A story that was open for a while and left traces everywhere; now only two people may know of it."""
    image, data = read_picture(picture_file())
    picture = store_picture(
        image, data, newsroom.reporter, caption=f"{MARK} ছবি", credit=f"{MARK} খবর", alt=f"{MARK} নৌকা"
    )
    words = {name: f"{SEARCH} {MARK} {name}" for name in ("kicker", "headline", "standfirst")}
    story = start_story(
        newsroom.reporter,
        replace(
            content,
            body=f"<p>{SEARCH} {MARK} চুক্তি সই হয়েছে।</p>",
            picture=PictureRef.to(picture, f"{MARK} ছবি", f"{MARK} খবর", f"{MARK} নৌকা"),
            **words,
        ),
    )
    take(story, newsroom.reporter, "submit")
    take(story, newsroom.other_editor, "return", reason=f"{MARK} কারণ", category="facts")
    save(story, newsroom.reporter, body=f"<p>{SEARCH} {MARK} নতুন অনুচ্ছেদ।</p>")
    take(story, newsroom.reporter, "submit")
    take(story, newsroom.other_editor, "claim")
    now = timezone.now()
    Story.objects.filter(pk=story.pk).update(
        brief=f"{MARK} কাজ", due_at=now - timedelta(hours=1), target_words=300
    )
    Note.objects.create(story=story, author=newsroom.reporter, text=f"{MARK} টীকা @chief", paragraph=0)
    for name in OUTSIDERS:
        user = getattr(newsroom, name)
        Message.objects.create(user=user, kind="mentioned", story=story, text=f"{MARK} বার্তা")
    write_record(RecordEntry.Kind.ALARM, None, story=story, text=f"{MARK} সতর্কতা")
    EditLock.objects.create(
        story=story, holder=newsroom.other_editor, token="x", leased_until=now + timedelta(hours=1)
    )
    TickerDraft.objects.update(story=story)
    make_link(story.pk, newsroom.reporter, "week")
    set_visibility(story.pk, newsroom.reporter, restricted=True, insiders=[newsroom.other_editor])
    story.refresh_from_db()
    return story


def log_in(people: SimpleNamespace, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(getattr(people, name))
    return client


def patterns(urls: list, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the newsroom, written out, with its pattern."""
    for url in urls:
        route = prefix + str(url.pattern)
        if isinstance(url, URLResolver):
            yield from patterns(url.url_patterns, route)
        elif not route.startswith("^media"):  # published renditions
            yield route, url


ADDRESSES = list(patterns(get_resolver("config.urls").url_patterns))
_PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*(?:\([^()]*\))?[^()]*\)")
LISTS = [f"/{route}" for route, _url in ADDRESSES if not _PART.search(route)]
LISTS = [path for path in LISTS if path not in {"/logout/", "/login/", "/jsi18n/"}]


def lists_of(client: Client) -> dict[str, str]:
    """Every page without a part to fill in, and every tab of the queue, without what differs at each request."""
    paths = LISTS + [f"/newsroom/story/?tab={tab.key}" for tab in TABS]
    return {path: steady(text_of(client.get(path))) for path in paths}


def text_of(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + response.get("Location", "")


def steady(page: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    page = re.sub(r'value="(?:[0-9a-zA-Z_-]{16,}|[0-9]{4}-[^"]+)"|<time[^>]*>[^<]*</time>', "", page)
    return "\n".join(sorted(page.split("\n")))


def filled(route: str, url: URLPattern, story_id: int, people: SimpleNamespace, user: str) -> list[str]:
    """The route's addresses for this story, or for what hangs on it."""
    name = url.name or ""
    model = next((part for part in route.split("/") if part in known_models()), "")
    secret = Story.objects.get(restricted=True)
    feed, _is_new = IntakeFeed.objects.get_or_create(url="https://agency.example/", is_active=False)
    item, _is_new = IntakeItem.objects.get_or_create(
        feed=feed, guid_hash="1", defaults={"headline": "সংস্থার খবর", "state": "taken", "story": secret}
    )
    objects = {
        "story": story_id,
        "picture": secret.lead_picture_id,
        "user": people.reporter.pk,
        "desk": people.desk.pk,
        "section": people.section.pk,
        "topic": people.topic.pk,
        "contributor": people.person.pk,
        "housespelling": HouseSpelling.objects.get_or_create(wrong="সরকারী", right="সরকারি")[0].pk,
    }
    values = {
        "story_id": [story_id],
        "object_id": [story_id if name == "view_on_site" else objects.get(model)],
        "id": [people.reporter.pk],
        "picture_id": [secret.lead_picture_id],
        "topic_id": [people.topic.pk],
        "verb": [step.verb for step in STEPS],
        "note_id": list(Note.objects.values_list("pk", flat=True)),
        "message_id": [Message.objects.get(user__username=user, story=secret, kind="mentioned").pk],
        "link_id": [link.pk for link in secret.preview_links.all()],
        "filter_id": list(SavedFilter.objects.values_list("pk", flat=True)),
        "draft_id": [front_draft(None).pk],
        "line_id": [TickerDraft.objects.get().pk],
        "alert_id": [NOWHERE],
        "item_id": [item.pk],
        "feed_id": [item.feed_id],
        "place": ["top-1"],
        "plan_id": [NOWHERE],
        "publication_id": [NOWHERE],
        "page_id": [PageDraft.objects.get_or_create(slug="about", title="আমাদের সম্পর্কে")[0].pk],
        "section": [people.section.slug],
        "number": [1],
        "token": [token_of(link) for link in secret.preview_links.all()],
        "content_type_id": [ContentType.objects.get_for_model(Story).pk],
        "app_label": ["newsroom", "articles"],
        "url": ["nothing"],
    }
    paths = [f"/{route}".replace("^", "").removesuffix("$")]
    while match := _PART.search(paths[0]):
        part = match[1] or match[2]
        if values.get(part, [None]) == [None]:
            pytest.fail(f"say in this walk what stands for <{part}> in {route}")
        paths = [_PART.sub(str(value), path, count=1) for path in paths for value in values[part]]
    return [path.removesuffix("$") for path in paths]


def known_models() -> set[str]:
    return {
        model._meta.model_name
        for label in ("newsroom", "articles")
        for model in apps.get_app_config(label).get_models()
    }


def posted(story_id: int, secret: Story, people: SimpleNamespace) -> dict:
    """What any form might send, and all of it about this story."""
    return {
        "story": [f"{story_id}:{secret.version}", story_id],
        "stories": [f"{story_id}:{secret.version}", story_id],
        "_selected_action": [story_id],
        "version": secret.version,
        "verb": "claim",
        "query": "tab=all",
        "name": "ছাঁকনি",
        "text": "দেখেছি",
        "reason": "কারণ",
        "lifetime": "day",
        "token": "x",
        "tab": "x" * 16,
        "restricted": "",
        "insiders": [],
        "embargo_until": "2099-01-01T00:00",
        "assignee": people.other_reporter.pk,
        "headline": f"{SEARCH} চুক্তি সই হয়েছে",
        "body": "<p>কিছু কথা।</p>",
        "language": "bn",
        "byline-TOTAL_FORMS": 0,
        "byline-INITIAL_FORMS": 0,
    }


def is_about_a_story(route: str) -> bool:
    return "<int:story_id>" in route or route.startswith("newsroom/story/<path:object_id>")


def may_be_posted(url: URLPattern) -> bool:
    """Not where posting ends the session or takes away what the walk stands on."""
    name = url.name or ""
    return name not in {"logout", "login"} and (
        name == "newsroom_story_delete" or not name.endswith("_delete")
    )


@pytest.mark.parametrize("user", OUTSIDERS)
def test_no_address_tells_an_outsider_of_it(secret, newsroom, user):
    client = log_in(newsroom, user)
    told, broken = [], []
    for route, url in ADDRESSES:
        for path in filled(route, url, secret.pk, newsroom, user):
            answers = [("GET", client.get(path, {"q": SEARCH, "words": SEARCH}))]
            if may_be_posted(url):
                answers.append(("POST", client.post(path, posted(secret.pk, secret, newsroom))))
            for method, response in answers:
                if MARK in text_of(response):
                    told.append((method, path))
                if response.status_code >= 500:
                    broken.append((method, path))
    assert told == []
    assert broken == []


@pytest.mark.parametrize("user", OUTSIDERS)
def test_every_address_of_the_story_answers_as_if_there_were_none(secret, newsroom, user):
    client = log_in(newsroom, user)
    before = Trace.of(secret), Note.objects.count(), secret.record.count(), EditLock.objects.get().holder
    wrong = []
    for route, url in ADDRESSES:
        if not is_about_a_story(route):
            continue
        ours = filled(route, url, secret.pk, newsroom, user)
        nobodys = filled(route, url, NOWHERE, newsroom, user)
        for path, other in zip(ours, nobodys, strict=True):
            for method in ("get", "post"):
                send = getattr(client, method)
                data = posted(secret.pk, secret, newsroom) if method == "post" else {}
                answer, expected = send(path, data), send(other, data)
                if answer.status_code == 200 or answer.status_code != expected.status_code:
                    wrong.append((method, path, answer.status_code, expected.status_code))
    assert wrong == []
    secret.refresh_from_db()
    after = Trace.of(secret), Note.objects.count(), secret.record.count(), EditLock.objects.get().holder
    assert after == before


@pytest.mark.parametrize("user", OUTSIDERS)
def test_every_list_and_count_is_as_it_was_before_there_was_a_secret(request, ordinary, newsroom, user):
    before = lists_of(log_in(newsroom, user))
    secret = request.getfixturevalue("secret")
    TickerDraft.objects.update(story=None)
    # What came while the story was open stays in the inbox, without story and words: see the walk above.
    Message.objects.filter(story=secret).delete()
    after = lists_of(log_in(newsroom, user))
    assert [path for path, page in after.items() if page != before[path]] == []


@pytest.mark.parametrize("user", OUTSIDERS)
@pytest.mark.parametrize(
    ("field", "app_label", "model_name"),
    [("story", "newsroom", "tickerdraft"), ("lead_picture", "newsroom", "story")],
)
def test_type_ahead_does_not_find_it(secret, newsroom, user, field, app_label, model_name):
    query = {"term": MARK, "app_label": app_label, "model_name": model_name, "field_name": field}
    response = log_in(newsroom, user).get("/autocomplete/", query)
    if response.status_code == 200:
        assert response.json()["results"] == []
    else:
        assert response.status_code == 403


def test_type_ahead_finds_it_for_an_insider(secret, newsroom):
    query = {"term": MARK, "app_label": "newsroom", "model_name": "tickerdraft", "field_name": "story"}
    assert len(log_in(newsroom, "other_editor").get("/autocomplete/", query).json()["results"]) == 1


@pytest.mark.parametrize("user", OUTSIDERS)
def test_its_picture_cannot_be_taken_for_another_story(secret, ordinary, newsroom, user):
    """Nor its words be read off, by giving the picture's number."""
    client = log_in(newsroom, user)
    data = posted(ordinary.pk, ordinary, newsroom) | {"lead_picture": secret.lead_picture_id}
    for path in ("/newsroom/story/add/", f"/newsroom/story/{ordinary.pk}/change/", "/story/checks/"):
        assert MARK not in text_of(client.post(path, data, follow=True))
    seen = Story.objects.exclude(pk=secret.pk)
    assert not [story for story in seen if MARK in str(content_of(story))]


def test_no_mail_tells_of_it(secret, newsroom, settings):
    newsroom.chief.email = "chief@example.com"
    newsroom.chief.save()
    email_message(message_id=Message.objects.filter(user=newsroom.chief, story=secret).latest("pk").pk)
    assert mail.outbox == []


@pytest.mark.parametrize("user", ["reporter", "other_editor"])
def test_those_inside_find_it_everywhere(secret, newsroom, user):
    client = log_in(newsroom, user)
    for path in (
        f"/newsroom/story/{secret.pk}/change/",
        f"/newsroom/story/{secret.pk}/preview/",
        "/newsroom/story/?tab=all",
        "/newsroom/picture/",
    ):
        assert MARK in text_of(client.get(path))


def test_the_walk_sees_what_it_looks_for(secret, newsroom):
    """The same walk as an insider does find it: it is no walk past closed doors."""
    client = log_in(newsroom, "other_editor")
    Message.objects.create(user=newsroom.other_editor, kind="mentioned", story=secret)
    told = set()
    for route, url in ADDRESSES:
        for path in filled(route, url, secret.pk, newsroom, "other_editor"):
            if MARK in text_of(client.get(path)):
                told.add(route)
    assert len(told) >= 8
    assert Picture.objects.count() == 1
