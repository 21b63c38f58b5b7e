"""The one place that knows which rich-text editor is used."""

from typing import Any, Final

from ckeditor.widgets import CKEditorWidget
from django.templatetags.static import static

# Only what a news story needs. Naming `plugins` switches off every other one in the bundle: preview,
# codesnippet, flash, iframe, exportpdf, scayt, wsc, image upload, source view and the rest.
_PLUGINS: Final = (
    "autogrow,basicstyles,blockquote,button,clipboard,enterkey,entities,find,floatingspace,format,htmlwriter,"
    "indent,indentlist,link,list,maximize,notification,pastefromgdocs,pastefromlibreoffice,pastefromword,"
    "pastetext,pastetools,removeformat,tab,toolbar,undo,wysiwygarea"
)
_TOOLBAR: Final = [
    ["Format"],
    ["Bold", "Italic", "Link", "Unlink"],
    ["BulletedList", "NumberedList", "Blockquote"],
    ["PasteText", "RemoveFormat"],
    ["Undo", "Redo", "Find", "Maximize"],
]
# What the editor lets through. It is a convenience for the writer, not a defence: articles/html.py is.
_ALLOWED_CONTENT: Final = "p h2 h3 strong b em i ul ol li blockquote br; a[!href]"


class RichTextWidget(CKEditorWidget):
    """An editor for a story's body, as a form widget. Replace the base class to replace the editor."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config = {
            "skin": "moono-lisa",
            "plugins": _PLUGINS,
            "toolbar": _TOOLBAR,
            "format_tags": "p;h2;h3",
            "allowedContent": _ALLOWED_CONTENT,
            "pasteFilter": _ALLOWED_CONTENT,
            "entities": False,  # Bengali and “ ” stay as typed
            "basicEntities": True,
            "width": "100%",
            "height": 420,
            "autoGrow_minHeight": 420,
            "autoGrow_maxHeight": 1600,
            "autoGrow_bottomSpace": 40,
            "autoGrow_onStartup": True,
            "disableNativeSpellChecker": False,
            "browserContextMenuOnCtrl": True,
            "removeDialogTabs": "link:advanced;link:upload;link:target",
            "linkShowAdvancedTab": False,
            "versionCheck": False,
        }

    def _set_config(self) -> None:
        super()._set_config()  # language, and no version nag
        self.config["contentsCss"] = [static("newsroom/editor.css")]
        self.config["contentsLanguage"] = "bn"
        self.config["bodyClass"] = "story-body"
