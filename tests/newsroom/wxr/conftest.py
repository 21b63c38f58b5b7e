"""Bringing generated exports into the tests' newsroom."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from newsroom.wxr.importing import Brought, Wanted, import_export
from tests.newsroom.wxr.exports import Item, export


@pytest.fixture
def bring(newsroom: SimpleNamespace, tmp_path: Path) -> Callable[..., Brought]:
    """bring(item, …, uploads=folder, sections={…}) imports an export of these items as the chief editor."""

    def run(*items: Item, **wanted: Any) -> Brought:
        file = tmp_path / "export.xml"
        file.write_text(export(*items), encoding="utf-8")
        return import_export(Wanted(file, newsroom.chief, **wanted), lambda *_told: None)

    return run
