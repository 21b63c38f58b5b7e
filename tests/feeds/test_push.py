"""The page /alerts/, its worker, and what they may send."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection

from feeds import push
from feeds.models import PushRequest
from feeds.push import Allowance
from tests.articles.test_subscribing import SAID

ADDRESS = "/alerts/subscription"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def new_allowance(monkeypatch):
    monkeypatch.setattr(push, "allowance", Allowance())


def post(site, data=SAID, headers=OURS, content_type="application/json", **more):
    body = data if isinstance(data, (bytes, str)) else json.dumps(data)
    return site.post(ADDRESS, body, content_type=content_type, headers=headers, **more)


def stored():
    """As the newsroom sees it: the site's role cannot."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    return list(PushRequest.objects.values_list("endpoint", "topics"))


# The page


def test_the_page_offers_what_there_is(site, publish):
    publish(section="sports", section_name="খেলা")
    answer = site.get("/alerts/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="all" checked' in page
    assert 'value="section:sports"' in page
    assert "story:" not in page
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_a_story_leads_to_the_page_with_itself_chosen(site, publish):
    article = publish(headline="নদীতে নতুন চর")
    assert f"/alerts/?story={article.pk}" in site.get(article.get_absolute_url()).content.decode()
    page = site.get(f"/alerts/?story={article.pk}").content.decode()
    assert f'value="story:{article.pk}" checked' in page
    assert "নদীতে নতুন চর" in page
    assert 'value="all" checked' not in page


@pytest.mark.parametrize("story", ["zzzzzzzz", "", "../../x", "<script>", "খবর"])
def test_a_story_that_readers_do_not_have_is_not_offered(story, site):
    answer = site.get("/alerts/", {"story": story})
    assert (answer.status_code, answer["Location"]) == (302, "/alerts/")


def test_the_worker_speaks_for_the_whole_site_and_is_asked_for_anew(site, settings):
    settings.KHOBOR_NAME = 'খবর "; alert(1); //'
    answer = site.get("/alerts-worker.js")
    code = answer.content.decode()
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert json.loads(code.split("const PAPER = ")[1].split(";\n")[0])["name"] == settings.KHOBOR_NAME
    assert 'fetch"' not in code  # it answers no request of any page
    assert "onfetch" not in code


@pytest.mark.parametrize("address", ["/alerts/", "/alerts-worker.js", ADDRESS])
def test_without_a_key_there_is_nothing(address, site, settings, publish):
    settings.KHOBOR_VAPID_PUBLIC_KEY = ""
    assert site.get(address).status_code == 404
    assert post(site).status_code == 404
    assert "/alerts/" not in site.get(publish().get_absolute_url()).content.decode()


# What browsers send


def test_a_browsers_wish_is_taken_with_those_topics_that_there_are(site, publish):
    publish(section="world")
    answer = post(site)
    assert (answer.status_code, answer.json()) == (202, {"topics": ["all", "section:world"]})
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert stored() == [(SAID["endpoint"], ["all", "section:world"])]


def test_a_browser_may_stop(site):
    assert post(site, SAID | {"topics": []}).json() == {"topics": []}
    assert stored() == [(SAID["endpoint"], [])]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        ({"Origin": "http://testserver"}, 202),
        (OURS, 202),
    ],
)
def test_only_our_own_pages_may_send(headers, status, site):
    answer = post(site, headers=headers)
    assert answer.status_code == status
    assert len(stored()) == (status == 202)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b" ", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 4000, 400),
        (b"null", 400),
        (b'{"endpoint": "' + b"a" * 9000 + b'"}', 413),
        (SAID | {"endpoint": "http://push.example/send"}, 400),
        (SAID | {"keys": {}}, 400),
        (SAID | {"topics": ["section:nothing"]}, 400),
        (SAID | {"topics": ["all"] * 21}, 400),
    ],
)
def test_what_is_no_subscription_is_refused_in_words(data, status, site):
    answer = post(site, data)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert stored() == []


def test_a_form_of_another_site_is_no_json(site):
    assert post(site, content_type="text/plain").status_code == 415
    assert post(site, b"a=b", content_type="application/x-www-form-urlencoded").status_code == 415


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_nothing_is_told_of_who_is_subscribed(method, site):
    assert getattr(site, method)(ADDRESS).status_code == 405


def test_one_address_may_not_ask_without_end(site, monkeypatch):
    monkeypatch.setattr(push, "MOST_OF_ONE_ADDRESS", 2)
    assert [post(site).status_code for _time in range(3)] == [202, 202, 429]
    refused = post(site)
    assert refused["Retry-After"]
    assert refused.json()["error"]
    assert post(site, REMOTE_ADDR="203.0.113.7").status_code == 202


def test_what_nobody_takes_does_not_fill_the_disk(site, monkeypatch):
    monkeypatch.setattr(push, "MOST_STORED", 1)
    assert post(site).status_code == 429
    assert stored() == []


def test_all_addresses_together_may_ask_so_often_in_a_minute(monkeypatch):
    monkeypatch.setattr(push, "MOST_OF_ALL", 3)
    allowance = Allowance()
    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert [allowance.is_left(f"203.0.113.{last}", now) for last in range(5)] == [True] * 3 + [False] * 2
    assert allowance.is_left("203.0.113.9", now.replace(minute=1))
