"""Which of the installed apps' static files are served: of CKEditor's bundle, only what the editor loads.

The bundle holds samples, old skins, a jQuery of 2009 and plugins with known holes (exportpdf, codesnippet with its PHP,
preview, iframe, flash). Nothing of the newsroom asks for them; so that nobody else can either, they are not found.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib.staticfiles.finders import AppDirectoriesFinder

_USED_PLUGINS: Final = (
    "autogrow|clipboard|dialog|find|lineutils|notification|pastefromgdocs|pastefromlibreoffice|pastefromword"
    "|pastetools|widget"
)
_USED: Final = re.compile(
    r"(?:ckeditor-init\.js|fixups\.js|ckeditor\.css|ckeditor/(?:ckeditor\.js|LICENSE\.md|lang/en\.js"
    rf"|plugins/(?:icons(?:_hidpi)?\.png|(?:{_USED_PLUGINS})/.+)|skins/moono-lisa/.+))"
)


def is_served(path: str) -> bool:
    """Whether the static file at `path` (with `/`, below STATIC_URL) is ours to serve."""
    path = path.replace("\\", "/")
    return not path.startswith("ckeditor/") or bool(_USED.fullmatch(path.removeprefix("ckeditor/")))


class UsedFilesFinder(AppDirectoriesFinder):
    """Django's finder of apps' files, for the demo's server and for collectstatic, without what is not used."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for path, storage in super().list(ignore_patterns):
            if is_served(path):
                yield path, storage

    def find(self, path: str, find_all: Any = False, **kwargs: Any) -> Any:
        """No files for what is not served: that is how Django's own finders say so."""
        return super().find(path, find_all=find_all, **kwargs) if is_served(path) else []
