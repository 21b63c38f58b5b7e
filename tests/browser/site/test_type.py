"""Bengali as the browser draws it: what stands above and below the line is never cut off."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

# Vowel signs, a reph and a chandrabindu on the tallest conjuncts; the deepest ones with a vowel sign under them.
TALL_AND_DEEP = "র্ষ্ট্রিঁ র্টিঁ র্স্থ্যৈঁ ক্ষ্ণূ ক্ষ্ম্যূ স্ত্রূ"
AIR = 24  # pixels above and below a box in which nothing may have been cut off

# Each element that cuts what leaves it and has words, reduced to one line of them: in a clamp each line is like the last.
MARK_CUTTING = """text => {
  const cuts = node => getComputedStyle(node).overflowY !== "visible";
  let count = 0;
  for (const node of document.querySelectorAll("header.masthead *, .ticker *, main *")) {
    if (!cuts(node) || !node.offsetHeight || node.offsetHeight < 8) continue;
    const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT, text =>
      text.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
    const first = words.nextNode();
    if (!first) continue;
    for (let other; (other = words.nextNode()); ) other.data = "";
    first.data = text;
    node.dataset.cutting = count++;
    node.scrollLeft = 0;
  }
  document.head.append(Object.assign(document.createElement("style"), {
    textContent: "* { color: #000 !important; background: #fff !important; border-color: transparent !important; }"
      + "picture { visibility: hidden; }"
      + ".whole [data-cutting] { overflow: clip; overflow-clip-margin: 40px; }"
  }));
  return count;
}"""


@pytest.mark.parametrize("width", [320, 1440])
def test_no_conjunct_is_cut_off_where_a_box_cuts(somebody, addresses, width):
    page = somebody(bypass_csp=True, reduced_motion="reduce", javascript=True).page
    page.set_viewport_size({"width": width, "height": 900})
    cut = []
    for name in ("front", "article", "latest"):
        page.goto(addresses[name])
        page.wait_for_function("document.fonts.ready.then(() => true)")
        assert page.evaluate(MARK_CUTTING, TALL_AND_DEEP) > 0
        for node in page.locator("[data-cutting]").all():
            if not (box := node.bounding_box()) or box["width"] < 20:
                continue
            drawn = []
            for whole in (False, True):
                page.evaluate("whole => document.body.classList.toggle('whole', whole)", whole)
                node.scroll_into_view_if_needed()
                box = node.bounding_box()
                clip = {
                    "x": max(box["x"], 0),
                    "y": max(box["y"] - AIR, 0),
                    "width": min(box["width"], width),
                    "height": box["height"] + 2 * AIR,
                }
                drawn.append(Image.open(BytesIO(page.screenshot(clip=clip))).convert("L"))
            if ImageChops.difference(*drawn).getbbox():
                cut.append((name, node.evaluate("node => node.className")))
    assert not cut
