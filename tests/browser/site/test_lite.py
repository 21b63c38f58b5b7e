"""A light page in a real browser: what comes over the line before and after a tap."""

MOST = 50_000  # bytes of a whole article and all that it loads, as they are sent


def test_a_light_article_is_small_and_no_picture_comes_before_a_tap(somebody, addresses):
    """Without scripts, as browsers then fetch what is lazy at once."""
    page = somebody(width=390, javascript=False).page
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(addresses["lite"])
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")
    kinds = {answer.request.resource_type for answer in answers}
    assert kinds - {"other"} == {"document", "stylesheet"}  # and the icon, if the browser wants one
    assert sum(answer.request.sizes()["responseBodySize"] for answer in answers) <= MOST
    page.locator("a.tap").first.click()
    assert "/media/" in page.url
    page.go_back()
    page.locator("footer a[href$='lite=0']").click()
    assert page.locator(".masthead").count() == 1
