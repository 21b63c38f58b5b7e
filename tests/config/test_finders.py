"""Of CKEditor's bundle only what the editor loads can be fetched."""

import pytest
from django.contrib.staticfiles import finders

from config.finders import UsedFilesFinder, is_served


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/ckeditor-init.js",
        "ckeditor/ckeditor/lang/en.js",
        "ckeditor/ckeditor/skins/moono-lisa/editor.css",
        "ckeditor/ckeditor/plugins/pastefromword/filter/default.js",
        "ckeditor/ckeditor/plugins/find/dialogs/find.js",
        "ckeditor/ckeditor/plugins/widget/images/handle.png",
        "admin/css/base.css",
    ],
)
def test_what_the_editor_loads_is_found(path):
    assert is_served(path)
    assert finders.find(path)


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor/plugins/preview/preview.html",
        "ckeditor/ckeditor/plugins/codesnippetgeshi/plugin.js",
        "ckeditor/ckeditor/plugins/codesnippet/plugin.js",
        "ckeditor/ckeditor/plugins/exportpdf/plugin.js",
        "ckeditor/ckeditor/plugins/iframe/dialogs/iframe.js",
        "ckeditor/ckeditor/plugins/flash/plugin.js",
        "ckeditor/ckeditor/plugins/wsc/plugin.js",
        "ckeditor/ckeditor/plugins/scayt/plugin.js",
        "ckeditor/ckeditor/plugins/embed/plugin.js",
        "ckeditor/ckeditor/config.js",
        "ckeditor/ckeditor/lang/bn.js",
        "ckeditor/ckeditor/samples/index.html",
        "ckeditor/galleriffic/js/jquery-1.3.2.js",
    ],
)
def test_what_it_does_not_load_is_not_found(path):
    assert not is_served(path)
    assert not finders.find(path)
    assert not finders.find(path, find_all=True)


def test_collecting_leaves_the_rest_behind():
    paths = [path for path, _storage in UsedFilesFinder().list(None)]
    assert all(is_served(path) for path in paths)
    assert len([path for path in paths if path.startswith("ckeditor/")]) < 120  # of 1257
