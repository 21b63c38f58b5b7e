"""A story tells the paper that it was looked at: once, after a few seconds on the screen, and not of everybody."""

SECONDS = 5
MINDS = "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"
AWAY = "Object.defineProperty(document, 'hidden', {value: true, configurable: true})"
BACK = "delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))"


def beacons(page, address, *said):
    """What the page at `address` sends, with the page's own clock in hand; `said` are scripts that run before its own."""
    sent = []
    page.on("request", lambda request: "/read/" in request.url and sent.append(request))
    page.clock.install()
    for script in said:
        page.add_init_script(script)
    page.goto(address)
    return sent


def test_a_story_that_stays_on_the_screen_says_so_once(somebody, addresses):
    page = somebody().page
    sent = beacons(page, addresses["article"])
    page.clock.run_for((SECONDS - 1) * 1000)
    assert sent == []
    with page.expect_request("**/read/*/") as asked:
        page.clock.run_for(2000)
    assert asked.value.method == "POST"
    assert asked.value.response().status == 204
    page.clock.run_for(60_000)
    assert len(sent) == 1


def test_a_story_in_the_background_waits_until_it_is_looked_at(somebody, addresses):
    page = somebody().page
    sent = beacons(page, addresses["article"], AWAY)
    page.clock.run_for(60_000)
    assert sent == []
    page.evaluate(BACK)
    with page.expect_request("**/read/*/"):
        page.clock.run_for((SECONDS + 1) * 1000)


def test_who_minds_is_not_counted(somebody, addresses):
    page = somebody().page
    sent = beacons(page, addresses["article"], MINDS)
    page.clock.run_for(60_000)
    assert sent == []
