"""`manage.py demo`: from an empty database to a running newspaper with content."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.demo.loading import is_loaded, load_paper


class Command(BaseCommand):
    help = "Set up the database, load the demo's newspaper unless there is one, and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stories", type=int, help="load only so many stories")
        parser.add_argument("--no-serve", action="store_true", help="load, and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's passwords are known to everybody: it runs with DEBUG=1 only.")
        self.stdout.write("Preparing the database...")
        self.stdout.flush()
        call_command("setup_database", verbosity=0)
        call_command("push_keys", keep=True)  # those who serve read it when they start
        if not is_loaded():
            began = time.monotonic()
            count = load_paper(self.show_progress, options["stories"])
            self.stdout.write(f"\nLoaded {count} stories in {time.monotonic() - began:.0f} s.")
        if not options["no_serve"]:
            self.stdout.write("Starting site, newsroom and worker...")
            self.stdout.flush()
            call_command("serve")

    def show_progress(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\rWriting and publishing the demo's stories: {done} of {total}", ending="")
        elif done % 20 == 0:
            self.stdout.write(f"Writing and publishing the demo's stories: {done} of {total}")
        self.stdout.flush()
