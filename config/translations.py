"""The Bengali catalog: collect the interface's strings, keep and compile translations, say what is missing.

Babel does the work of the gettext programs, so none need be installed. Source strings are English; they live
in Python and in templates. Scripts hold none: they read their words from data attributes.

    python -m config.translations update | check | compile

or `manage.py messages`. Compiling needs neither Django's settings nor a database.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "bn"

# Entries with one of these comments stay although nothing in our tree asks for them: Django does, and it
# reads the project's catalog before its own.
DJANGO_GAP = "Django's own catalog lacks this one"
DJANGO_OVERRIDE = "Django's own translation reads badly"

# No dates and no program versions: a catalog changes when its words do. The plural rule is the one Django's
# Bengali catalogs have; a different one would keep Django from merging ours with them.
_HEADER = """\
# Khobor's interface in Bengali. `manage.py messages` keeps this file; only msgstr is written by hand.
msgid ""
msgstr ""
"Language: bn\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_COMMENT_TAGS = ("Translators",)
_SKIPPED = {"var", "tests", "node_modules", "staticfiles"}
_TEMPLATES = {".html", ".txt", ".xml"}

_PERCENT = re.compile(r"%(?:\((?P<name>[^)]*)\))?[#0+-]*\d*(?:\.\d+)?(?P<kind>[diouxXeEfFgGcrsa])")
_BRACE = re.compile(r"\{(?P<field>[^{}!:\s]*)(?:![rsa])?(?::[^{}]*)?\}")

_Key = str | tuple[str, str]


def extract_messages(root: Path) -> Catalog:
    """Return every translatable string in the project, each with the files (not the lines) it stands in.

    Python files, and templates (.html .txt .xml below a directory called templates). Hidden directories, var,
    tests and installed packages are skipped. Raises SyntaxError, naming it, for a file that does not parse.
    """
    catalog = Catalog(locale=LANGUAGE)
    for path in _sources(root):
        name = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = _as_python(source, name)
        try:
            found = list(extract("python", BytesIO(source.encode()), _KEYWORDS, _COMMENT_TAGS))
        except (SyntaxError, ValueError) as error:
            raise SyntaxError(f"{name}: {error}") from error
        for _line, msgid, comments, context in found:
            # Lines would make every edit of a file a change of the catalog.
            catalog.add(msgid, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def update_catalog(root: Path) -> bool:
    """Bring `locale/bn/LC_MESSAGES/django.po` up to date with the sources; return whether the file changed.

    Translations stay with their msgid, and nothing is guessed for a new one. A translation that is no longer
    used moves to the file's end (#~) and comes back when its msgid does; an untranslated one goes.
    """
    path = _catalog_path(root)
    old = _read(path)
    known = {_key(message): message for message in [*old.obsolete.values(), *old] if message.id}
    extracted = {_key(message): message for message in extract_messages(root) if message.id}
    new = Catalog(locale=LANGUAGE)
    for key, message in extracted.items():
        _add(new, message, known.pop(key, None))
    for message in known.values():
        message.locations = []
        if _is_kept(message):
            _add(new, message, message)
        elif _is_translated(message):
            new.obsolete[_key(message)] = message
    body = BytesIO()
    write_po(body, new, width=110, omit_header=True, sort_output=True, include_lineno=False)
    content = _HEADER.encode() + body.getvalue().strip(b"\n") + b"\n"
    if path.exists() and path.read_bytes() == content:
        return False
    _write(path, content)
    return True


def compile_catalogs(root: Path) -> list[Path]:
    """Write the .mo beside each .po under `locale/` that is newer than it; return the ones written.

    Fuzzy and untranslated entries are left out, so that Django's own translation, or else the English, shows.
    """
    written = []
    for path in sorted(root.glob("locale/*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        catalog = _read(path)
        for message in list(catalog):
            if message.id and not _is_translated(message):
                catalog.delete(message.id, message.context)
        content = BytesIO()
        write_mo(content, catalog)
        _write(target, content.getvalue())
        written.append(target)
    return written


def missing_translations(root: Path) -> list[str]:
    """Return a line for each string that Bengali readers would not get, or not get right.

    Absent from the catalog, fuzzy, untranslated, or translated with placeholders that are not its msgid's.
    """
    catalog = {_key(message): message for message in _read(_catalog_path(root)) if message.id}
    extracted = {_key(message): message for message in extract_messages(root) if message.id}
    problems = []
    for key, message in (catalog | extracted).items():
        if fault := _fault(message, catalog.get(key)):
            places = ", ".join(place for place, _line in message.locations) or "Django"
            problems.append(f"{places}: {_strings(message.id)[0]!r} {fault}")
    return problems


def _fault(message: Message, entry: Message | None) -> str | None:
    """Return what is wrong with the catalog's entry for a message, or None."""
    if entry is None:
        return "is not in the catalog: run `manage.py messages`"
    if len(_strings(entry.id)) < len(_strings(message.id)):
        return "has gained a plural: run `manage.py messages`"
    if entry.fuzzy:
        return "is marked fuzzy"
    if not _is_translated(entry):
        return "is not translated"
    return _placeholder_fault(entry)


def _placeholder_fault(message: Message) -> str | None:
    """Compare the placeholders (`%(name)s`, `%s`, `{name}`, `{}`) of a translation with its msgid's.

    The singular may leave out the number ("one story"), as long as it follows one of the two msgids.
    """
    msgids = _strings(message.id)
    for at, msgstr in enumerate(_strings(message.string)):
        wanted = [_placeholders(msgid) for msgid in (msgids if at == 0 else msgids[-1:])]
        if _placeholders(msgstr) not in wanted:
            return f"has other placeholders than its translation {msgstr!r}"
        if _has_stray_percent(msgstr) and "%" in msgids[0] and not any(map(_has_stray_percent, msgids)):
            return f"has a translation with a single % that is no placeholder: {msgstr!r}"
    return None


def _sources(root: Path) -> Iterator[Path]:
    for folder, subfolders, files in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if name not in _SKIPPED and name[0] != ".")
        here = Path(folder)
        is_template = "templates" in here.relative_to(root).parts
        for name in sorted(files):
            path = here / name
            if path.suffix == ".py" or (is_template and path.suffix in _TEMPLATES):
                yield path


def _as_python(template: str, name: str) -> str:
    """Return the template as Django rewrites it for xgettext: calls of gettext among placeholder letters.

    Its indentation is the template's, which Python's tokenizer would refuse; strings never span lines here.
    """
    return "\n".join(line.strip() for line in templatize(template, origin=name).splitlines())


def _add(catalog: Catalog, message: Message, before: Message | None) -> None:
    """Add a message with the translation it had, unless it has since gained or lost its plural."""
    string = before.string if before and len(_strings(before.id)) == len(_strings(message.id)) else ""
    catalog.add(
        message.id,
        _stored(string),
        locations=message.locations,
        flags=before.flags if before else (),
        auto_comments=message.auto_comments,
        user_comments=before.user_comments if before else (),
        context=message.context,
    )


def _stored(string: str | Iterable[str] | None) -> str | tuple[str, ...]:
    if string is None or isinstance(string, str):
        return unicodedata.normalize("NFC", string or "")
    return tuple(unicodedata.normalize("NFC", form) for form in string)


def _strings(value: str | Iterable[str] | None) -> tuple[str, ...]:
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


def _key(message: Message) -> _Key:
    """Return what gettext looks a message up by: its singular, with its context if it has one."""
    singular = _strings(message.id)[0]
    return (singular, message.context) if message.context else singular


def _is_kept(message: Message) -> bool:
    return any(mark in comment for mark in (DJANGO_GAP, DJANGO_OVERRIDE) for comment in message.user_comments)


def _is_translated(message: Message) -> bool:
    return not message.fuzzy and all(_strings(message.string))


def _placeholders(text: str) -> tuple[list[str], set[str]]:
    """Return the placeholders that count by their order, and those that count by their name."""
    ordered: list[str] = []
    named: set[str] = set()
    for match in _PERCENT.finditer(text.replace("%%", "")):
        named.add(match[0]) if match["name"] else ordered.append(match[0])
    for match in _BRACE.finditer(text.replace("{{", "").replace("}}", "")):
        named.add(match[0]) if match["field"] else ordered.append(match[0])
    return ordered, named


def _has_stray_percent(text: str) -> bool:
    return "%" in _PERCENT.sub("", text.replace("%%", ""))


def _catalog_path(root: Path) -> Path:
    return root / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def _write(path: Path, content: bytes) -> None:
    """Put the file there whole: another process may be reading the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)


def main(arguments: list[str]) -> int:
    """Run one of update, check, compile; return the exit status."""
    match arguments:
        case ["update"]:
            sys.stdout.write("changed\n" if update_catalog(ROOT) else "nothing new\n")
        case ["compile"]:
            for path in compile_catalogs(ROOT):
                sys.stdout.write(f"{path.relative_to(ROOT)}\n")
        case ["check"]:
            problems = missing_translations(ROOT)
            sys.stdout.write("".join(f"{problem}\n" for problem in problems))
            return 1 if problems else 0
        case _:
            sys.stderr.write("usage: python -m config.translations update | check | compile\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
