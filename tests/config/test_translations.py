"""The Bengali catalog: its tooling on small trees, and the project's own."""

import gettext
import os
import textwrap
import unicodedata
from io import StringIO
from pathlib import Path

import django
import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from django.core.management import CommandError, call_command

from config import translations
from config.management.commands.messages import Command
from config.translations import (
    DJANGO_GAP,
    DJANGO_OVERRIDE,
    compile_catalogs,
    extract_messages,
    missing_translations,
    update_catalog,
)

PO = "locale/bn/LC_MESSAGES/django.po"
DJANGO = Path(django.__file__).parent


def write(root: Path, name: str, content: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(content), encoding="utf-8")
    return path


def extracted(root: Path) -> set:
    return {(message.context, message.id) for message in extract_messages(root) if message.id}


def catalog(root: Path) -> Catalog:
    with (root / PO).open("rb") as file:
        return read_po(file, locale="bn")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("_('Save')", (None, "Save")),
        ("_('Save' ' it')", (None, "Save it")),
        ("gettext('Save')", (None, "Save")),
        ("gettext_lazy('Save')", (None, "Save")),
        ("ngettext('one', 'many', n)", (None, ("one", "many"))),
        ("ngettext_lazy('one', 'many', 'n')", (None, ("one", "many"))),
        ("pgettext('verb', 'File')", ("verb", "File")),
        ("pgettext_lazy('verb', 'File')", ("verb", "File")),
        ("npgettext('verb', 'one', 'many', n)", ("verb", ("one", "many"))),
        ("npgettext_lazy('verb', 'one', 'many', 'n')", ("verb", ("one", "many"))),
    ],
)
def test_every_gettext_function_in_python_is_read(tmp_path: Path, call: str, message: tuple) -> None:
    write(tmp_path, "desk/words.py", f"x = [\n    {call},\n]\n")
    assert extracted(tmp_path) == {message}


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% translate 'Save' %}", (None, "Save")),
        ('{% translate "100% new" %}', (None, "100%% new")),
        ('{% translate "File" context "verb" as file %}', ("verb", "File")),
        (
            "{% blocktranslate with name=user.name %}Hello {{ name }}{% endblocktranslate %}",
            (None, "Hello %(name)s"),
        ),
        ("{% blocktranslate trimmed %}\n    Two\n    lines\n{% endblocktranslate %}", (None, "Two lines")),
        ('{% blocktranslate context "noun" %}File{% endblocktranslate %}', ("noun", "File")),
        (
            "{% blocktranslate count n=stories|length trimmed %}\n one {% plural %}\n {{ n }} stories\n"
            "{% endblocktranslate %}",
            (None, ("one", "%(n)s stories")),
        ),
        (
            '{% blocktranslate count n=n context "noun" %}one{% plural %}{{ n }}{% endblocktranslate %}',
            ("noun", ("one", "%(n)s")),
        ),
        ('{{ _("Save") }}', (None, "Save")),
        ('{{ word|default:_("Save") }}', (None, "Save")),
        ('{% include "_button.html" with word=_("Save") %}', (None, "Save")),
    ],
)
def test_every_construct_of_a_template_is_read(tmp_path: Path, source: str, message: tuple) -> None:
    # Indented as templates are, which Python's tokenizer would not take as it stands.
    page = f"<ul>\n        <li class='it’s'>\n    {source}\n  </li>\n      </ul>\n"
    write(tmp_path, "templates/site/page.html", page)
    assert extracted(tmp_path) == {message}


def test_only_the_projects_own_sources_are_read(tmp_path: Path) -> None:
    for place in (".venv/lib", "var", "tests", "node_modules/x", "feeds/tests"):
        write(tmp_path, f"{place}/words.py", "_('No')\n")
    write(tmp_path, "static/js/ticker.js", "gettext('No')\n")
    write(tmp_path, "notes.html", "{% translate 'No' %}")
    write(tmp_path, "feeds/templates/feeds/feed.xml", "{% translate 'Yes' %}")
    assert extracted(tmp_path) == {(None, "Yes")}


def test_a_source_that_does_not_parse_is_named(tmp_path: Path) -> None:
    write(
        tmp_path, "templates/broken.html", "{% blocktranslate %}{% if x %}{% endif %}{% endblocktranslate %}"
    )
    with pytest.raises(SyntaxError, match=r"broken\.html"):
        extract_messages(tmp_path)


def test_an_update_writes_the_same_bytes_for_the_same_words(tmp_path: Path) -> None:
    source = write(tmp_path, "b.py", "_('Zebra')\n_('Ant')\n")
    write(tmp_path, "a.py", "_('Zebra')\n")
    assert update_catalog(tmp_path)
    first = (tmp_path / PO).read_text(encoding="utf-8")
    source.write_text("\n\n\n_('Ant')\n_('Zebra')\n", encoding="utf-8")  # moved within the file
    assert not update_catalog(tmp_path)
    assert first.index('msgid "Ant"') < first.index('msgid "Zebra"')
    assert "#: a.py b.py\n" in first
    assert "Date" not in first


def test_an_update_keeps_translations_and_guesses_none(tmp_path: Path) -> None:
    write(tmp_path, "words.py", "_('Save the story')\n_('Save the stories')\n")
    write(tmp_path, PO, 'msgid "Save the story"\nmsgstr "সংবাদটি সংরক্ষণ করুন"\n')
    update_catalog(tmp_path)
    assert catalog(tmp_path)["Save the story"].string == "সংবাদটি সংরক্ষণ করুন"
    assert not catalog(tmp_path)["Save the stories"].string
    assert not catalog(tmp_path)["Save the stories"].fuzzy


def test_translations_are_stored_as_nfc(tmp_path: Path) -> None:
    write(tmp_path, "words.py", "_('Time')\n")
    write(tmp_path, PO, 'msgid "Time"\nmsgstr "সম\u09df"\n')
    update_catalog(tmp_path)
    assert catalog(tmp_path)["Time"].string == "সম\u09af\u09bc"


@pytest.mark.parametrize("mark", [DJANGO_GAP, DJANGO_OVERRIDE])
def test_entries_for_django_stay(tmp_path: Path, mark: str) -> None:
    write(tmp_path, "words.py", "_('Ours')\n")
    write(tmp_path, PO, f'# {mark}\nmsgid "Theirs"\nmsgstr "তাদের"\n')
    update_catalog(tmp_path)
    assert catalog(tmp_path)["Theirs"].string == "তাদের"
    assert catalog(tmp_path)["Theirs"].user_comments == [mark]
    assert not update_catalog(tmp_path)


def test_a_translation_no_longer_used_steps_aside_and_comes_back(tmp_path: Path) -> None:
    source = write(tmp_path, "words.py", "_('Desk')\n")
    write(tmp_path, PO, 'msgid "Desk"\nmsgstr "ডেস্ক"\n\nmsgid "Gone"\nmsgstr ""\n')
    source.write_text("", encoding="utf-8")
    update_catalog(tmp_path)
    assert catalog(tmp_path).get("Desk") is None
    assert '#~ msgid "Desk"' in (tmp_path / PO).read_text(encoding="utf-8")
    assert "Gone" not in (tmp_path / PO).read_text(encoding="utf-8")
    source.write_text("_('Desk')\n", encoding="utf-8")
    update_catalog(tmp_path)
    assert catalog(tmp_path)["Desk"].string == "ডেস্ক"


@pytest.mark.parametrize(
    ("msgid", "msgstr", "fault"),
    [
        ("Save", "", "is not translated"),
        ("%(name)s wrote", "%(নাম)s লিখেছেন", "other placeholders"),
        ("%(name)s wrote", "লিখেছেন", "other placeholders"),
        ("%(n)d words", "%(n)s শব্দ", "other placeholders"),
        ("%s of %s", "%sটির মধ্যে", "other placeholders"),
        ("{name} wrote", "{নাম} লিখেছেন", "other placeholders"),
        ("{} wrote", "লিখেছেন", "other placeholders"),
        ("%(n)s%% done", "%(n)s% হয়েছে", "single %"),
        ("%(name)s wrote {what}", "{what} লিখেছেন %(name)s", None),
        ("%(name)s wrote", "%(name)sের লেখা", None),
        ("%(n)s%% done", "%(n)s%% হয়েছে", None),
        ("100% sure", "১০০% নিশ্চিত", None),
        ("Save", "সংরক্ষণ", None),
    ],
)
def test_what_is_missing_or_wrong_is_listed(
    tmp_path: Path, msgid: str, msgstr: str, fault: str | None
) -> None:
    write(tmp_path, "desk.py", f"_({msgid!r})\n")
    write(tmp_path, PO, f'msgid "{msgid}"\nmsgstr "{msgstr}"\n')
    problems = missing_translations(tmp_path)
    assert len(problems) == (1 if fault else 0)
    if fault:
        assert problems[0].startswith(f"desk.py: {msgid!r}")
        assert fault in problems[0]


@pytest.mark.parametrize(
    ("one", "many", "fault"),
    [
        ("একটি সংবাদ", "%(n)sটি সংবাদ", None),
        ("%(n)sটি সংবাদ", "%(n)sটি সংবাদ", None),
        ("একটি সংবাদ", "অনেক সংবাদ", "other placeholders"),
        ("একটি সংবাদ", "", "is not translated"),
    ],
)
def test_only_the_singular_may_leave_out_the_number(
    tmp_path: Path, one: str, many: str, fault: str | None
) -> None:
    write(tmp_path, "desk.py", "ngettext('One story', '%(n)s stories', n)\n")
    entry = f'msgid "One story"\nmsgid_plural "%(n)s stories"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"\n'
    write(tmp_path, PO, entry)
    problems = missing_translations(tmp_path)
    assert [fault in problem for problem in problems] == ([True] if fault else [])


def test_what_the_catalog_has_never_seen_is_listed(tmp_path: Path) -> None:
    write(tmp_path, "desk.py", "_('New')\nngettext('story', 'stories', n)\n_('Sure')\n")
    write(tmp_path, PO, 'msgid "story"\nmsgstr "সংবাদ"\n\n#, fuzzy\nmsgid "Sure"\nmsgstr "নিশ্চিত"\n')
    problems = "\n".join(missing_translations(tmp_path))
    assert "'New' is not in the catalog" in problems
    assert "'story' has gained a plural" in problems
    assert "'Sure' is marked fuzzy" in problems


def test_compiling_writes_what_is_translated_and_only_when_it_changed(tmp_path: Path) -> None:
    po = write(
        tmp_path,
        PO,
        """\
        msgid "Save"
        msgstr "সংরক্ষণ"

        msgid "Delete"
        msgstr ""

        #, fuzzy
        msgid "Sure"
        msgstr "নিশ্চিত"

        msgid "story"
        msgid_plural "stories"
        msgstr[0] ""
        msgstr[1] ""
        """,
    )
    mo = po.with_suffix(".mo")
    assert compile_catalogs(tmp_path) == [mo]
    with mo.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Save") == "সংরক্ষণ"
    assert set(compiled._catalog) == {"", "Save"}
    assert compile_catalogs(tmp_path) == []
    os.utime(mo, ns=(0, 0))
    assert compile_catalogs(tmp_path) == [mo]


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    write(tmp_path, "desk.py", "_('Save')\n")
    out = StringIO()
    call_command(Command(), stdout=out)
    assert (tmp_path / PO).exists()
    with pytest.raises(CommandError, match="1 string"):
        call_command(Command(), "--check", stdout=out)
    assert "desk.py: 'Save' is not translated" in out.getvalue()
    call_command(Command(), "--compile", stdout=out)
    assert (tmp_path / PO).with_suffix(".mo").exists()


@pytest.mark.parametrize("app", ["conf", "contrib/admin", "contrib/auth"])
def test_every_word_django_says_itself_is_bengali(app: str) -> None:
    """Each string of the installed Django has a translation, in Django's own catalog or else in ours."""
    ours = catalog(translations.ROOT)
    with (DJANGO / app / "locale/bn/LC_MESSAGES/django.po").open("rb") as file:
        theirs = read_po(file, locale="bn")
    with (DJANGO / app / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        wanted = read_po(file, locale="en")

    def translated(message: object, by: Catalog) -> bool:
        found = by.get(message.id, message.context)
        return (
            found is not None
            and not found.fuzzy
            and all([found.string] if isinstance(found.string, str) else found.string)
        )

    missing = [m.id for m in wanted if m.id and not translated(m, ours) and not translated(m, theirs)]
    assert missing == []


def test_our_catalog_merges_with_djangos() -> None:
    """Django keeps catalogs with different plural rules apart, and would look in ours for every plural."""
    with (DJANGO / "conf/locale/bn/LC_MESSAGES/django.po").open("rb") as file:
        assert catalog(translations.ROOT).plural_forms == read_po(file, locale="bn").plural_forms


def test_the_catalog_is_stored_as_nfc() -> None:
    assert unicodedata.is_normalized("NFC", (translations.ROOT / PO).read_text(encoding="utf-8"))


def test_every_string_of_the_project_is_translated() -> None:
    assert missing_translations(translations.ROOT) == []
