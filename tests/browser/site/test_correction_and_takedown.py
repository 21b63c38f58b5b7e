"""What readers are told: a correction with its note, a withdrawal with its notice, and then nothing at all."""

import urllib.error
import urllib.request
from typing import Any

import feedparser
import psycopg
from playwright.sync_api import Page, expect

MENDED = "সংশোধিত শিরোনাম: হাওরে বইয়ের মেলা"
NOTE = "আগে শিরোনামে স্থানের নাম ভুল ছিল।"
NOTICE = "এই সংবাদের তথ্য যাচাই করা যায়নি, তাই এটি প্রত্যাহার করা হলো।"


def take(page: Page, verb: str, reason: str = "", **choices: str) -> None:
    """Press a step's button and confirm it in its dialog; where it is saved as well, wait for that."""
    page.click(f"[data-dialog=dialog-{verb}]")
    dialog = page.locator(f"#dialog-{verb}")
    expect(dialog).to_be_visible()
    for name, value in choices.items():
        dialog.locator(f"[name={verb}-{name}]").select_option(value)
    if reason:
        dialog.locator("textarea").fill(reason)
    dialog.locator("[name=_step]").click()
    expect(page.locator("ul.messagelist .success").first).to_be_visible()


def live_story(database: str) -> dict[str, Any]:
    """The oldest live story of the demo's, made the reporter's own, as after a reassignment."""
    with psycopg.connect(database, autocommit=True, row_factory=psycopg.rows.dict_row) as connection:
        row = connection.execute(
            "SELECT s.id, s.public_id, s.headline, c.slug FROM newsroom_story s"
            " JOIN articles_section c ON c.id = s.section_id"
            " WHERE s.public_state = 'live' AND s.state = 'published' ORDER BY s.id LIMIT 1"
        ).fetchone()
        assert row
        connection.execute(
            "UPDATE newsroom_story SET assignee_id = (SELECT id FROM newsroom_user WHERE username = 'reporter'),"
            " version = version + 1 WHERE id = %s",
            [row["id"]],
        )
        return row


def read(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def check_for_everybody(page: Page) -> None:
    """Nothing is wider than the phone, and axe finds nothing to object to."""
    from axe_playwright_python.sync_playwright import Axe

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page).response["violations"]
    assert [violation["id"] for violation in found] == []


def test_a_correction_a_withdrawal_and_a_take_down_as_readers_see_them(staff, somebody, paper):
    story = live_story(paper.database)
    address = f"{paper.site}/{story['slug']}/{story['public_id']}/"
    desk = f"{paper.newsroom}/newsroom/story/{story['id']}/change/"
    reader = somebody(width=390).page

    # The chief begins a correction: first the note, then the text.
    chief = staff("chief").page
    chief.goto(desk)
    take(chief, "correct", NOTE, kind="correction")
    chief.fill("#id_headline", MENDED)
    chief.click("[data-save]")
    expect(chief.locator("ul.messagelist .success").first).to_be_visible()
    assert NOTE not in read(address)[1]

    # The reporter submits it; an editor, who wrote nothing in it, approves and publishes.
    reporter = staff("reporter").page
    reporter.goto(desk)
    take(reporter, "submit")
    editor = staff("editor").page
    editor.goto(desk)
    take(editor, "approve")
    take(editor, "publish")

    # The reader finds text and note on the story, on the page of corrections and in the feed.
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text(MENDED)
    expect(reader.locator(".notes")).to_contain_text(NOTE)
    check_for_everybody(reader)
    reader.locator(".foot a[href='/corrections/']").click()
    expect(reader.locator(".correction").first).to_contain_text(NOTE)
    check_for_everybody(reader)
    reader.locator(".correction a").first.click()
    expect(reader).to_have_url(address)
    entries = {entry.title: entry for entry in feedparser.parse(f"{paper.site}/feeds/latest.rss").entries}
    assert NOTE in entries[MENDED].content[0].value

    # Withdrawn: readable under the notice, and in no list.
    take(editor, "withdraw", NOTICE)
    reader.goto(address)
    expect(reader.locator(".withdrawn")).to_contain_text(NOTICE)
    expect(reader.locator("h1")).to_have_text(MENDED)
    check_for_everybody(reader)
    for place in (
        "/",
        "/latest/",
        f"/{story['slug']}/",
        "/corrections/",
        "/feeds/latest.rss",
        "/ticker.json",
    ):
        assert MENDED not in read(f"{paper.site}{place}")[1], place

    # Taken down: nothing of it is left.
    take(editor, "takedown", "আদালতের আদেশ")
    status, page = read(address)
    assert status == 410
    assert MENDED not in page
    assert "আদালতের আদেশ" not in page
    reader.goto(address)
    check_for_everybody(reader)
