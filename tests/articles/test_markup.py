"""Every kind of page is correct HTML: the Nu HTML checker of the W3C finds nothing in them.

It needs Java and vnu.jar, which the npm package vnu-jar brings; `make markup-checker` puts that under var/.
VNU_JAR names another.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from config.environment import BASE_DIR

JAR = Path(os.environ.get("VNU_JAR") or BASE_DIR / "var/tools/node_modules/vnu-jar/build/dist/vnu.jar")


@pytest.fixture
def check_markup(tmp_path: Path):
    """check_markup({"front": html, …}) -> what the checker says, as lines. All pages in one run of it."""
    java = shutil.which("java")
    if not java or not JAR.is_file():
        pytest.skip("no Java or no vnu.jar: `make markup-checker`, or set VNU_JAR")

    def check(pages: dict[str, bytes]) -> list[str]:
        for name, html in pages.items():
            (tmp_path / f"{name}.html").write_bytes(html)
        files = [str(tmp_path / f"{name}.html") for name in pages]
        checker = [
            java,
            "-Xss4m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            str(JAR),
            "--format",
            "json",
            "--exit-zero-always",
        ]
        answer = subprocess.run([*checker, *files], capture_output=True, timeout=60, check=True)
        messages = json.loads(answer.stderr)["messages"]
        return [
            f"{Path(one['url']).stem}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
            for one in messages
            if one["type"] == "error"
        ]

    return check


def test_the_checker_finds_what_is_wrong(check_markup):
    assert check_markup({"wrong": b"<!doctype html><html lang=en><title>x</title><p><img src=x></blink>"})


def test_no_page_has_an_error_of_markup(site, whole_paper, check_markup):
    found = check_markup({name: site.get(address).content for name, address in whole_paper.items()})
    assert not found, "\n".join(found)
