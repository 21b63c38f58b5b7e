"""Who is told that something changed: a real hub on this machine hears it."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom.models import Story
from newsroom.outside import NotHeardError, publish_to_hub, submit_to_index
from tests.newsroom.helpers import save, take, walk


@dataclass
class Hub:
    """What was said to it, and what it answers."""

    url: str
    heard: list[tuple[str, bytes]] = field(default_factory=list)
    answer: int = 204


@pytest.fixture
def hub() -> Iterator[Hub]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said.heard.append((self.headers["Content-Type"], body))
            self.send_response(said.answer)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    said = Hub(f"http://127.0.0.1:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield said
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def addresses(settings, hub):
    settings.KHOBOR_SITE_URL = "https://paper.example"
    settings.KHOBOR_WEBSUB_HUBS = [hub.url]
    settings.KHOBOR_INDEXNOW_KEY = "abcdef0123456789"
    settings.KHOBOR_INDEXNOW_URL = hub.url


def queued(name):
    jobs = ProcrastinateJob.objects.filter(task_name=f"newsroom.tasks.{name}").order_by("id")
    return [job.args for job in jobs]


def test_a_hub_is_told_of_every_feed_that_changed(hub):
    publish_to_hub(
        hub.url, ["https://paper.example/feeds/latest.rss", "https://paper.example/feeds/latest.atom"]
    )
    ((content_type, body),) = hub.heard
    assert content_type == "application/x-www-form-urlencoded"
    assert parse_qs(body.decode()) == {
        "hub.mode": ["publish"],
        "hub.url": ["https://paper.example/feeds/latest.rss", "https://paper.example/feeds/latest.atom"],
    }


def test_search_engines_are_told_with_the_papers_key(hub):
    submit_to_index(["https://paper.example/world/bcdf2345/"])
    assert json.loads(hub.heard[0][1]) == {
        "host": "paper.example",
        "key": "abcdef0123456789",
        "keyLocation": "https://paper.example/abcdef0123456789.txt",
        "urlList": ["https://paper.example/world/bcdf2345/"],
    }


@pytest.mark.parametrize("answer", [302, 403, 429, 500, 503])
def test_whoever_does_not_take_it_is_asked_again(hub, answer):
    hub.answer = answer
    with pytest.raises(NotHeardError):
        publish_to_hub(hub.url, ["https://paper.example/feeds/latest.rss"])
    assert len(hub.heard) == 1  # nobody is followed to another address


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "file:///etc/hostname", "ftp://hub.example/", "not an address"]
)
def test_a_hub_that_is_none_is_an_error_of_the_job(url):
    with pytest.raises(NotHeardError):
        publish_to_hub(url, ["https://paper.example/feeds/latest.rss"])


def test_publishing_queues_the_word_with_the_publish(newsroom, draft, hub):
    walk(draft, newsroom, Story.State.PUBLISHED)
    (job,) = queued("ping_hub")
    assert job["hub"] == hub.url
    lists = ["latest", "section/bangladesh", "topic/river", "author/namuna-hasan"]
    assert job["topics"] == [
        f"https://paper.example/feeds/{name}.{form}" for name in lists for form in ("rss", "atom", "json")
    ]
    assert queued("submit_index") == [{"urls": [f"https://paper.example/bangladesh/{draft.public_id}/"]}]


@pytest.mark.parametrize("verb", ["withdraw", "takedown"])
def test_a_retraction_is_told_as_well(newsroom, draft, verb):
    walk(draft, newsroom, Story.State.PUBLISHED)
    take(draft, newsroom.editor, verb)
    first, second = queued("ping_hub")
    assert first["topics"] == second["topics"]


def test_a_list_that_a_story_leaves_is_told_of_as_well(newsroom, draft):
    walk(draft, newsroom, Story.State.PUBLISHED)
    save(draft, newsroom.reporter, topics=())
    walk(draft, newsroom, Story.State.PUBLISHED)
    assert [any("topic/river" in topic for topic in job["topics"]) for job in queued("ping_hub")] == [
        True,
        True,
    ]
    save(draft, newsroom.reporter, headline="হাওরে ধান কাটা শুরু")
    walk(draft, newsroom, Story.State.PUBLISHED)
    assert not any("topic/river" in topic for topic in queued("ping_hub")[-1]["topics"])


def test_steps_that_readers_do_not_see_are_nobodys_business(newsroom, draft):
    walk(draft, newsroom, Story.State.APPROVED)
    assert queued("ping_hub") == queued("submit_index") == []


def test_without_a_hub_and_a_key_nobody_is_told(newsroom, draft, settings):
    settings.KHOBOR_WEBSUB_HUBS, settings.KHOBOR_INDEXNOW_KEY = [], ""
    walk(draft, newsroom, Story.State.PUBLISHED)
    assert queued("ping_hub") == queued("submit_index") == []


def test_the_key_lies_on_the_site(site):
    answer = site.get("/abcdef0123456789.txt")
    assert (answer.content, answer["Content-Type"]) == (b"abcdef0123456789", "text/plain; charset=utf-8")
    assert site.get("/abcdef0123456780.txt").status_code == 404


def test_without_a_key_there_is_none(site, settings):
    settings.KHOBOR_INDEXNOW_KEY = ""
    assert site.get("/abcdef0123456789.txt").status_code == 404
