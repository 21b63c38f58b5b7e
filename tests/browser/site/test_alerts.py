"""Asking to be told of news in a real browser, and its service worker showing what is pushed.

A headless Chromium has no push service behind it. So the answer of PushManager.subscribe is the one thing put into
its place; the worker gets its messages from the browser itself, as it would from a service.
"""

import json

import psycopg
import pytest
from playwright.sync_api import Page, expect

ENDPOINT = "https://push.example/send/browser"
# A subscription like the browser's own: kept by its registration, so that it is there when the page is opened again.
SUBSCRIBE = """
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const made = () => localStorage.getItem("key") && {
    endpoint: "%s",
    options: { applicationServerKey: bytes(localStorage.getItem("key")).buffer },
    toJSON: () => ({ endpoint: "%s", expirationTime: null, keys: { p256dh: "%s", auth: "AAECAwQFBgcICQoLDA0ODw" } }),
    unsubscribe: async () => (localStorage.removeItem("key"), true),
  };
  PushManager.prototype.getSubscription = async () => made() || null;
  PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    if (!userVisibleOnly || Notification.permission !== "granted") throw new Error("not allowed");
    localStorage.setItem("key", applicationServerKey);
    return made();
  };
})();
"""
POINT = "BGSJMkM43kF2kTBUav-3BucQbnsOTm52PtS3UlBT_9L1hBdJwWaphNMRokfpgmtV8OO9vYoIZRhq-qsiLyFmB9M"
SHOWN = """
navigator.serviceWorker.ready.then((r) => r.getNotifications()).then((all) =>
  all.map((n) => ({ title: n.title, body: n.body, tag: n.tag, lang: n.lang, path: n.data.path })))
"""


@pytest.fixture
def reader(somebody, paper):
    """A reader who lets the paper send notifications."""
    window = somebody()
    window.context.grant_permissions(["notifications"], origin=paper.site)
    window.page.add_init_script(SUBSCRIBE % (ENDPOINT, ENDPOINT, POINT))
    return window


def asked_for(paper) -> list[str] | None:
    """The topics of this browser, as the newsroom has them or is about to take them."""
    with psycopg.connect(paper.database) as connection:
        waiting = connection.execute(
            "SELECT topics FROM feeds_pushrequest WHERE endpoint = %s ORDER BY id DESC LIMIT 1", [ENDPOINT]
        ).fetchone()
        taken = connection.execute(
            "SELECT topics FROM newsroom_pushsubscription WHERE endpoint = %s", [ENDPOINT]
        ).fetchone()
    return (waiting or taken or (None,))[0]


def push(page: Page, paper, data: str) -> None:
    """Give the worker a message, as the browser does when its push service has one."""
    session = page.context.new_cdp_session(page)
    found = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    registration = next(one for one in found if one["scopeURL"] == f"{paper.site}/")
    message = {"origin": paper.site, "registrationId": registration["registrationId"], "data": data}
    session.send("ServiceWorker.deliverPushMessage", message)
    session.detach()


def test_a_reader_asks_is_told_and_stops(reader, paper, addresses):
    page = reader.page
    page.goto(addresses["article"])
    page.locator(".end .share a[href*='/alerts/']").click()
    story = page.locator("[data-stories] input:checked")
    topic = story.get_attribute("value")
    page.locator("[data-submit]").click()
    expect(page.locator("[data-on]")).to_be_visible()
    expect(page.locator("[data-said]")).not_to_be_empty()
    assert asked_for(paper) == [topic]

    # What is pushed is shown, whatever it says; the same told twice is shown once.
    alert = {
        "title": "খবর · বিশ্ব",
        "body": "নদীতে আকস্মিক ঢল",
        "url": f"https://elsewhere.example{addresses['article'].removeprefix(paper.site)}",
        "tag": "story-1",
        "lang": "bn",
        "at": 1,
    }
    for data in (
        json.dumps(alert),
        json.dumps(alert),
        "",
        "no JSON",
        "[]",
        '{"title": 7, "url": "javascript:1"}',
    ):
        push(page, paper, data)
    page.wait_for_function(f"{SHOWN.strip()}.then((all) => all.length === 2)")
    told, unreadable = sorted(page.evaluate(SHOWN), key=lambda shown: shown["tag"] == "news")
    assert told == {
        "title": alert["title"],
        "body": alert["body"],
        "tag": "story-1",
        "lang": "bn",
        "path": addresses["article"].removeprefix(paper.site),
    }
    assert unreadable["title"]
    assert unreadable["body"]
    assert unreadable["path"] == "/"

    # The page knows what was chosen when it is opened again, without the story in its address.
    page.goto(addresses["told of news"])
    expect(page.locator("[data-on]")).to_be_visible()
    expect(page.locator(f"[value='{topic}']")).to_be_checked()
    page.locator("[value=all]").check()
    expect(page.locator("[data-sections]:disabled")).to_have_count(1)
    page.locator("[data-submit]").click()
    expect(page.locator("[data-said]")).not_to_be_empty()
    assert set(asked_for(paper)) == {topic, "all"}

    page.locator("[data-stop]").click()
    expect(page.locator("[data-stop]")).to_be_hidden()
    assert asked_for(paper) in (None, [])
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys()") == []
    assert reader.context.cookies() == []
    assert reader.errors == []


def test_each_state_says_what_to_do(somebody, paper, addresses):
    """Nothing is asked before a click; whoever cannot be told, or said no, is told why."""
    scripts = {
        "unsupported": "delete window.PushManager",
        "denied": "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })",
        "home": "delete window.PushManager;"
        "Object.defineProperty(navigator, 'userAgent', { get: () => 'iPhone' });"
        "Object.defineProperty(navigator, 'maxTouchPoints', { get: () => 5 })",
    }
    for state, script in scripts.items():
        window = somebody(width=390)
        window.page.add_init_script(
            f"Notification.requestPermission = () => {{ throw new Error('asked') }}; {script}"
        )
        window.page.goto(addresses["told of news"])
        expect(window.page.locator(f"[data-state={state}]")).to_be_visible()
        expect(window.page.locator("form[data-form]")).to_be_hidden()
        assert window.errors == []
    # Allowed, but there is no push service behind this browser: said so, and nothing is left half done.
    window = somebody(width=390)
    window.context.grant_permissions(["notifications"], origin=paper.site)
    window.page.goto(addresses["told of news"])
    window.page.locator("[data-submit]").click()
    expect(window.page.locator("[data-said].is-wrong")).not_to_be_empty()
    expect(window.page.locator("[data-on]")).to_be_hidden()
    # Without scripts: no form that does nothing, but the other ways.
    plain = somebody(width=390, javascript=False).page
    plain.goto(addresses["told of news"])
    expect(plain.locator("form[data-form]")).to_be_hidden()
    expect(plain.locator(".alerts-state").first).to_be_visible()
    expect(plain.locator(".alerts-ways a")).to_have_count(3)
