"""`manage.py export`: what the paper has, as JSON lines and files that anybody can read."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.export.writing import NotOursError, write_export


class Command(BaseCommand):
    help = "Write everything public into a folder, as JSON lines and media files. See docs/export.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="an empty folder, or one with an earlier export")
        parser.add_argument(
            "--everything",
            action="store_true",
            help="also drafts, revisions, notes, the record, users (without passwords), original pictures, and"
            " RESTRICTED stories: keep it as you keep the newsroom",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        everything = options["everything"]
        if everything:
            self.stderr.write(
                "This export holds what only the newsroom may know, restricted stories and sources among it."
            )
        try:
            manifest = write_export(options["folder"], self.show, everything=everything)
        except NotOursError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or options['folder']}: {error.strerror or error}") from error
        self.stdout.write(f"Written as of edition {manifest['edition']}: {options['folder']}")

    def show(self, name: str, lines: int) -> None:
        if lines:
            self.stdout.write(f"{lines:>8}  {name}")
            self.stdout.flush()
