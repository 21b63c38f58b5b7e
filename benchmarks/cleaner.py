"""How the HTML cleaner's time grows with the text: .venv/bin/python benchmarks/cleaner.py

Prints, for a real story's markup and for hostile nesting, the seconds of CPU for a text and for one ten
times as long, and their ratio: 10 is linear, 100 quadratic.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from articles.html import clean_body

# A % becomes the number of the repetition.
TEXTS = {
    "a story's paragraphs": "<p>হাওরের কৃষকেরা ধান <b>কাটার</b> প্রস্তুতি নিচ্ছেন।<br>ফলন ভালো।</p>\n\n",
    "lists in lists": "<ul><li>",
    "quotations in quotations": "<blockquote>",
    "empty paragraphs": "<p>&nbsp;",
    "characters that fuse with markup": "<p>&#x338;",
    "boxes": '<figure data-box="picture" data-picture="7" data-alt="ঘাট"><figcaption>নদী</figcaption></figure>'
    '<aside data-box="fact"><h3>এক নজরে</h3><p>কথা</p></aside>',
    "tables": "<table><caption>দর</caption><tr><th>চাল<td>৫০</table>",
    "boxes in boxes": '<aside data-box="fact"><p>ক',
    "tables in tables": "<table><tr><td>ক",
    "pasted frames": "<div><section><p>ক</p>খ</section>",
    "cells": "<td>ক",
    "breaks": "<br>",
    "emphasis that differs": "<b id=%><p>ক",
}


def seconds(text: str) -> float:
    best = float("inf")
    for _time in range(3):
        start = time.process_time()
        clean_body(text)
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    for name, unit in TEXTS.items():
        short, long = (
            seconds("".join(unit.replace("%", str(n)) for n in range(many))) for many in (200, 2000)
        )
        print(f"{name:34} {short * 1000:8.2f} ms  {long * 1000:8.2f} ms  ratio {long / short:6.1f}")


if __name__ == "__main__":
    main()
