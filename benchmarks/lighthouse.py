"""Lighthouse (mobile) on the front page, a section and the story with most in it of a running newspaper.

    make demo
    python benchmarks/lighthouse.py http://127.0.0.1:8000 [front|section|article …]

Prints the four scores and whatever an audit of accessibility, best practices or SEO found. It needs Node and
`npm install --prefix var/tools lighthouse` (or LIGHTHOUSE, the path of its command), and Chromium.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from first_load import pages_of

ROOT = Path(__file__).resolve().parent.parent
COMMAND = os.environ.get("LIGHTHOUSE") or str(ROOT / "var/tools/node_modules/.bin/lighthouse")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox" if os.geteuid() == 0 else "--headless=new"


def ask(address: str) -> dict:
    options = [
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        "--output-path=stdout",
        "--quiet",
    ]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    answer = subprocess.run(
        [COMMAND, address, *options, f"--chrome-flags={FLAGS}"],
        env=os.environ | {"CHROME_PATH": chromium},
        capture_output=True,
        check=True,
        timeout=180,
    )
    return json.loads(answer.stdout)


def main() -> None:
    if len(sys.argv) < 2 or not shutil.which(COMMAND):
        print(
            f"lighthouse: python {sys.argv[0]} http://127.0.0.1:8000 measures a newspaper that runs;"
            " it needs `npm install --prefix var/tools lighthouse`"
        )
        return
    site, wanted = sys.argv[1].rstrip("/"), sys.argv[2:]
    for name, address in pages_of(site).items():
        if wanted and name not in wanted:
            continue
        report = ask(site + address)
        scores = {kind: round(100 * report["categories"][kind]["score"]) for kind in CATEGORIES}
        metrics = {key: report["audits"][key]["displayValue"] for key in METRICS}
        print(name, *(f"{kind} {score}" for kind, score in scores.items()), metrics, sep="  ")
        for kind in CATEGORIES[1:]:
            for part in report["categories"][kind]["auditRefs"]:
                audit = report["audits"][part["id"]]
                if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                    print(f"    {kind}: {audit['title']}")


METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
)

if __name__ == "__main__":
    main()
