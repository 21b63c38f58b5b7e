"""`manage.py messages`: the interface's Bengali words. See `config.translations`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import translations


class Command(BaseCommand):
    help = "Update the Bengali catalog from the sources, or check that nothing is missing, or compile it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--check", action="store_true", help="list what is missing; fail if anything is")
        choice.add_argument("--compile", action="store_true", help="write the .mo files that are out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        elif options["compile"]:
            for path in translations.compile_catalogs(translations.ROOT):
                self.stdout.write(str(path.relative_to(translations.ROOT)))
        else:
            changed = translations.update_catalog(translations.ROOT)
            self.stdout.write("The catalog has changed." if changed else "The catalog is up to date.")

    def _check(self) -> None:
        missing = translations.missing_translations(translations.ROOT)
        for line in missing:
            self.stdout.write(line)
        if missing:
            raise CommandError(f"{len(missing)} strings lack a Bengali translation")
