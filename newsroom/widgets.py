"""The one place that knows which rich-text editor is used."""

from typing import Any, Final

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.html import clean_body

# Only what a news story needs. Naming `plugins` switches off every other one in the bundle: preview,
# codesnippet, flash, iframe, exportpdf, scayt, wsc, image upload, source view and the rest. What these require
# comes with them (dialog, panel, menu, lineutils, …); config/finders.py keeps the others from being served at all.
PLUGINS: Final = (
    "autogrow basicstyles blockquote button clipboard enterkey entities find floatingspace format indent indentlist"
    " list maximize notification pastefromgdocs pastefromlibreoffice pastefromword pastetext pastetools"
    " removeformat tab table tabletools toolbar undo widget wysiwygarea"
    " boxes bijoy newslink newspaste tablebar"  # our own, in static/newsroom/editor/
).split()
_TOOLBAR: Final = [
    {"name": "styles", "items": ["Format"]},
    {"name": "basicstyles", "items": ["Bold", "Italic", "NewsLink", "NewsUnlink"]},
    {"name": "paragraph", "items": ["BulletedList", "NumberedList", "Blockquote"]},
    {
        "name": "insert",
        "items": [
            *("Box_picture", "Box_gallery", "Box_embed", "Box_quote", "Box_fact", "NewsTable", "Box_related"),
        ],
    },
    {"name": "clipboard", "items": ["Undo", "Redo", "PasteText", "RemoveFormat"]},
    {"name": "editing", "items": ["Find", "Bijoy"]},
    {"name": "tools", "items": ["Maximize"]},
    {
        "name": "table",
        "items": [
            *(
                "RowBefore",
                "RowAfter",
                "RowDelete",
                "ColumnBefore",
                "ColumnAfter",
                "ColumnDelete",
                "TableDelete",
            ),
        ],
    },
]
# What the editor lets through. It is a convenience for the writer, not a defence: articles/html.py is.
_TEXT: Final = (
    "p h2 h3 strong b em i ul ol li blockquote br; a[!href];"
    " table caption thead tbody tr; td[colspan,rowspan]; th[colspan,rowspan,scope]"
)
_BOXES: Final = (
    "figure[!data-box,data-picture,data-alt,data-decorative,data-credit,data-url]; figcaption;"
    " div[!data-box]; aside[!data-box]"
)
_SCRIPTS: Final = (
    "quiet.js words.bn.js setup.js boxes/markup.js boxes/dialogs.js boxes/plugin.js links.js bijoy.js paste.js"
    " counter.js"
).split()

# The words of our own plugins (static/newsroom/editor/).
_WORDS: Final = {
    "title": _("Text of the story"),
    "picture": _("Picture"),
    "gallery": _("Gallery"),
    "embed": _("From another site"),
    "fact": _("Fact box"),
    "quote": _("Quote"),
    "related": _("Read more"),
    "add_picture": _("Insert a picture"),
    "add_gallery": _("Insert a gallery"),
    "add_embed": _("Insert a film, post, map or sound"),
    "add_fact": _("Insert a fact box"),
    "add_quote": _("Insert a quote"),
    "add_related": _("Insert related stories"),
    "add_table": _("Insert a table"),
    "link": _("Link"),
    "unlink": _("Remove the link"),
    "linkHelp": _("A web page, an e-mail address or a telephone number."),
    "linkWords": _("Words to be shown"),
    "linkStory": _("A story of ours"),
    "linkWrong": _("This is no address. A web page's begins with https://."),
    "change": _("Change"),
    "remove": _("Remove"),
    "cancel": _("Cancel"),
    "insert": _("Insert"),
    "apply": _("Done"),
    "up": _("Up"),
    "down": _("Down"),
    "captionHint": _("Caption"),
    "embedHint": _("What is to be seen here"),
    "factTitle": _("Title of the fact box"),
    "quoteWho": _("Who said it"),
    "embedUrl": _("Address"),
    "embedHelp": _("YouTube, Facebook, X, Instagram, TikTok, Google Maps, or an audio file."),
    "relatedSearch": _("Search the live stories"),
    "relatedHint": _("Words of the headline"),
    "relatedNone": _("No live story has these words in its headline."),
    "relatedEmpty": _("Please choose at least one story."),
    "noAnswer": _("The newsroom does not answer. Please try again."),
    "noPicker": _("The picture library could not be opened. Please load the page again."),
    "noDataPictures": _("Pictures come from the library: upload it there, then insert it here."),
    "picturesLeftOut": _("Pictures are not pasted with a text. Please insert them from the library."),
    "addPictures": _("Add pictures"),
    "otherPicture": _("Another picture"),
    "galleryEmpty": _("A gallery needs at least one picture."),
    "galleryFull": _("A gallery holds 60 pictures at most."),
    "alt": _("Description for those who cannot see it"),
    "credit": _("Credit"),
    "decorative": _("Only decoration: needs no description"),
    "libraryWords": _("Left empty, the library's own words are used."),
    "count": _("{words} words · {letters} letters · about {minutes} min to read"),
    "bijoy": _("Bijoy to Unicode"),
    "bijoyDone": _("Converted to Unicode. Undo brings the old text back."),
    "bijoyNothing": _("No Bijoy text was found."),
    "bijoyMoved": _("The text changed meanwhile. Please try again."),
    "bijoyFound": _("This text was typed with Bijoy."),
    "bijoyConvert": _("Convert to Unicode"),
    "bijoyField": _("Typed with Bijoy? Convert to Unicode"),
    "bijoyUndo": _("Back to what was typed"),
}


class StorySelect(AutocompleteSelect):
    """One story, found by typing. Without a chosen one, its box says what it is for: screen readers name it so."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return super().build_attrs(base_attrs, extra_attrs) | {
            "data-placeholder": _("Choose a story"),
            "data-width": "100%",
        }


class RichTextWidget(CKEditorWidget):
    """An editor for a story's body, as a form widget. Replace the base class to replace the editor."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config = {
            "skin": "moono-lisa",
            "plugins": ",".join(PLUGINS),
            "customConfig": "",  # all of it stands here
            "stylesSet": False,
            "toolbar": _TOOLBAR,
            "format_tags": "p;h2;h3",
            "allowedContent": f"{_TEXT}; {_BOXES}",
            "pasteFilter": _TEXT,
            "entities": False,  # Bengali and “ ” stay as typed
            "basicEntities": True,
            "enableContextMenu": False,  # the browser's own has the spelling
            "browserContextMenuOnCtrl": True,
            "clipboard_handleImages": False,  # never as data: inside the text; paste.js takes them to the library
            "disableNativeSpellChecker": False,
            "width": "100%",
            "height": 420,
            "autoGrow_minHeight": 420,
            "autoGrow_bottomSpace": 40,
            "autoGrow_onStartup": True,
            "versionCheck": False,
            "title": _WORDS["title"],
            "applicationTitle": _WORDS["title"],
            "bodyClass": "story-body",
            "contentsLanguage": "bn",
        }

    def format_value(self, value: Any) -> str | None:
        """Cleaned also where a form comes back with what was sent: nothing else reaches an editor."""
        return clean_body(value) if value else value

    @property
    def media(self) -> forms.Media:
        bundled: Any = super().media
        # One list: Django only keeps the order inside a list, and ours come behind CKEditor.
        scripts = [*bundled._js, *(f"newsroom/editor/{name}" for name in _SCRIPTS)]
        sheets = [f"newsroom/editor/{name}.css" for name in ("icons", "editor", "boxes/dialogs")]
        own = forms.Media(css={"all": sheets}, js=scripts)
        return own + forms.Media(css=bundled._css)

    def _set_config(self) -> None:
        super()._set_config()  # language, and no version nag
        self.config["contentsCss"] = [static("newsroom/editor.css")]
        self.config["khobor"] = {
            "texts": _WORDS | {"language": get_language()},
            "urls": {
                "embed": reverse("admin:newsroom_editor_embed"),
                "related": reverse("admin:newsroom_editor_related"),
                "bijoy": reverse("admin:newsroom_editor_bijoy"),
                "thumbnail": reverse("admin:newsroom_picture_thumbnail", args=[0]),
            },
        }


class PlainTextWidget(RichTextWidget):
    """The same editor for text alone: headings, lists, links and tables, without the boxes of a story."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config |= {
            # What newspaste brings in goes to the picture library, or becomes an embed.
            "plugins": ",".join(name for name in PLUGINS if name not in {"boxes", "newspaste"}),
            "toolbar": [
                group | {"items": [item for item in group["items"] if not item.startswith("Box_")]}
                for group in _TOOLBAR
            ],
            "allowedContent": _TEXT,
        }

    def _set_config(self) -> None:
        super()._set_config()
        told: Any = self.config["khobor"]
        name = {"title": _("Text of the page")}
        self.config |= name | {
            "applicationTitle": name["title"],
            "khobor": told | {"texts": told["texts"] | name},
        }
