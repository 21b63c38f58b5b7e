"""What a page may weigh when it is first loaded, compressed and without pictures, and how often it asks the database.

`tests/browser/site/test_first_load.py` holds what only a browser can tell: requests, cookies, and what moves.
"""

import gzip
import re
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from articles.alert_publishing import publish_alert
from config.environment import BASE_DIR
from tests.articles.reader import Page
from tests.articles.whole import STORY

KB = 1024  # bytes
HTML, STYLES, SCRIPTS, FONTS = 20 * KB, 12 * KB, 6 * KB, 120 * KB
FONT_FILES = 4
QUERIES = {"front": 6, "article": 3}
LIST_QUERIES = 4
# Beside its list: a search sets its time limit in a savepoint, and one that finds nothing looks for what was meant;
# a story that is gone was looked for among the live ones first.
QUERIES |= {"search": 6, "nothing found": 12, "withdrawn": 5, "gone": 5}


def test_no_page_is_heavier_than_its_budget(site, whole_paper):
    """Also while an alert stands, whose banner has styles of its own."""
    send_alert()
    over = {}
    for name, address in whole_paper.items():
        response = site.get(address, headers={"accept-encoding": "gzip"})
        response.content = gzip.decompress(response.content)
        page = Page(response)
        styles = page.hrefs("link", rel="stylesheet")
        scripts = [attrs["src"] for attrs, _ in page.find("script") if "src" in attrs]
        weights = {
            "HTML": (compressed(response.content), HTML),
            "styles": (sum(compressed(static_file(url).read_bytes()) for url in styles), STYLES),
            "scripts": (sum(compressed(static_file(url).read_bytes()) for url in scripts), SCRIPTS),
        }
        over |= {(name, what): weight for what, (weight, most) in weights.items() if weight > most}
    assert not over  # bytes


def test_all_fonts_together_are_within_their_budget():
    """WOFF2 is compressed already. Whatever letters a page has, it cannot ask for more than these."""
    fonts = set()
    for sheet in (BASE_DIR / "static/site/css").glob("*.css"):
        for url in re.findall(r"url\([\"']?([^\"')]+\.woff2)", sheet.read_text()):
            fonts.add((sheet.parent / url).resolve())
    assert 0 < len(fonts) <= FONT_FILES
    assert sum(font.stat().st_size for font in fonts) <= FONTS


def test_no_page_asks_the_database_more_often_than_its_budget(site, whole_paper, at_most):
    for name, address in whole_paper.items():
        with at_most(QUERIES.get(name.partition(",")[0], LIST_QUERIES)):
            assert site.get(address).status_code < 500, name


def send_alert() -> None:
    """As long a one as an editor may send, of the story that has everything."""
    now = timezone.now()
    with transaction.atomic():
        publish_alert(STORY, "নদীর " * 28, now, now + timedelta(hours=1))


def compressed(content: bytes) -> int:
    """Bytes on the way, as gzip at its usual level makes them."""
    return len(gzip.compress(content, 6))


def static_file(url: str) -> Path:
    return BASE_DIR / "static" / url.removeprefix("/static/")
