"""The reader's pages in a real browser: narrow, wide, light, dark, with and without JavaScript."""

# WCAG 2.2 AA and axe's own best practices; one of WCAG's rules is off unless it is asked for.
AXE = {"rules": {"target-size": {"enabled": True}}}


def test_no_page_overflows_and_axe_is_content(somebody, addresses):
    """Every kind of page, from the narrowest telephone to the widest screen, by day and by night."""
    from axe_playwright_python.sync_playwright import Axe

    page = somebody(bypass_csp=True, reduced_motion="reduce").page
    problems = {}

    def look(name: str, scheme: str) -> None:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=AXE).response["violations"]
        problems.update({(name, scheme, v["id"]): v["nodes"][0]["html"][:120] for v in found})

    for name, address in addresses.items():
        page.emulate_media(color_scheme="light")
        page.goto(address)
        for width in (1920, 320, 820, 1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
                problems[name, width] = "scrolls sideways"
            if width == 1440:
                look(name, "light")
        look(name, "dark")
    assert not problems


def test_everything_can_be_read_and_shared_without_javascript(somebody, addresses):
    page = somebody(width=390, javascript=False).page
    page.goto(addresses["article"])
    assert page.locator("h1").is_visible()
    assert page.locator(".ticker a").first.is_visible()
    assert page.locator(".end .share a").count() == 4  # three to share, one to be told
    assert page.locator("button:visible").count() == 0
    window_box = page.locator(".ticker-window")
    assert window_box.evaluate("node => getComputedStyle(node).overflowX") == "auto"


def test_the_link_is_copied_with_its_headline_and_said_so(somebody, addresses, paper):
    window = somebody(permissions=["clipboard-read", "clipboard-write"])
    page = window.page
    page.goto(addresses["article"])
    page.locator(".end [data-copy]").click()
    said = page.locator(".end [role=status]")
    page.wait_for_function("document.querySelector('.end [role=status]').textContent")
    headline, _, link = page.evaluate("navigator.clipboard.readText()").partition("\n")
    assert headline == page.locator("h1").inner_text()
    assert link.startswith(f"{paper.site}/s/")
    assert said.inner_text() == page.get_attribute(".end .share", "data-copied")


def test_no_conjunct_is_clipped_where_a_standfirst_is_cut(somebody, addresses):
    """The deepest and the tallest stacks stay inside the line that the clamp keeps."""
    page = somebody(width=390).page
    page.goto(addresses["section"])
    heights = page.evaluate(
        """() => {
            const cut = document.querySelector(".story-standfirst");
            const style = getComputedStyle(cut);
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
            const ink = pen.measureText("র্ষ্ট্রিঁ র্টিঁ ক্ষ্ণূ");
            const font = pen.measureText("ক");
            const line = parseFloat(style.lineHeight);
            const air = (line - font.fontBoundingBoxAscent - font.fontBoundingBoxDescent) / 2;
            return {
                above: font.fontBoundingBoxAscent + air - ink.actualBoundingBoxAscent,
                below: font.fontBoundingBoxDescent + air - ink.actualBoundingBoxDescent,
            };
        }"""
    )
    assert heights["above"] >= 0, heights
    assert heights["below"] >= 0, heights
