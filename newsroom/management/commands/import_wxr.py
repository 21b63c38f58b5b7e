"""`manage.py import_wxr`: a WordPress export becomes stories, pages, pictures and moved addresses."""

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import Section
from newsroom.models import Desk, User
from newsroom.wxr.importing import Brought, BusyError, Wanted, import_export
from newsroom.wxr.reading import WxrError
from newsroom.wxr.report import count_problems, write_report

RIGHTS = ("newsroom.add_story", "newsroom.review_story", "newsroom.publish_story", "newsroom.add_pagedraft")
_EVERY = 0.2  # seconds between two looks of the progress bar
_WIDTH = 30


class Command(BaseCommand):
    help = (
        "Bring a WordPress export: published posts are published with their dates, everything else becomes drafts."
        " Stopped at any point and run again, it goes on where it was. See docs/moving-in.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the export, as WordPress wrote it (.xml)")
        parser.add_argument(
            "--user", required=True, help="in whose name the stories are approved and published"
        )
        parser.add_argument("--uploads", type=Path, help="a copy of the folder wp-content/uploads")
        parser.add_argument("--report", type=Path, help="where to write what was not understood")
        parser.add_argument(
            "--section",
            action="append",
            default=[],
            metavar="CATEGORY=SECTION",
            help="put this category (its slug or name) into this section (its slug); can be given several times",
        )
        parser.add_argument("--desk", help="the desk (its name) that looks after sections which are new")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = self.wanted(options)
        self.looked, self.label = 0.0, ""
        began = time.monotonic()
        try:
            brought = import_export(wanted, self.show_progress)
        except (WxrError, BusyError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or options['file']}: {error.strerror or error}") from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped. The same command again goes on from here.") from error
        self.end_line()
        self.tell(brought, time.monotonic() - began)
        if report := options["report"]:
            with report.open("w", encoding="utf-8") as file:
                write_report(brought.source, file)
            self.stdout.write(f"The report is in {report}.")

    def wanted(self, options: dict[str, Any]) -> Wanted:
        """The options, checked. Raises CommandError."""
        user = User.objects.filter(username=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user {options['user']}.")
        if missing := [right for right in RIGHTS if not user.has_perm(right)]:
            raise CommandError(f"{user.username} may not do this: {', '.join(missing)} is missing.")
        uploads = options["uploads"]
        if uploads and not uploads.is_dir():
            raise CommandError(f"{uploads} is no folder.")
        sections = dict(pair.rpartition("=")[::2] for pair in options["section"])
        known = set(Section.objects.filter(slug__in=sections.values()).values_list("slug", flat=True))
        if unknown := set(sections.values()) - known:
            raise CommandError(f"There is no section {', '.join(sorted(unknown))}.")
        desk = Desk.objects.filter(name=options["desk"]).first() if options["desk"] else None
        if options["desk"] and desk is None:
            raise CommandError(f"There is no desk {options['desk']}.")
        return Wanted(options["file"], user, uploads, sections, desk)

    def tell(self, brought: Brought, seconds: float) -> None:
        self.stdout.write(
            f"Brought {brought.stories} stories, {brought.drafts} drafts, {brought.pages} pages and"
            f" {brought.pictures} pictures in {seconds:.0f} s; {brought.known} were here already."
        )
        for why, count in brought.left_out.most_common():
            self.stdout.write(f"Left out: {count} × {why}")
        problems = count_problems(brought.source)
        if problems:
            self.stdout.write("Not understood, in all runs (posts):")
        for kind, count in problems.items():
            self.stdout.write(f"{count:>8}  {kind}")

    def show_progress(self, what: str, done: int, total: int) -> None:
        """A bar on the terminal; nothing where nobody looks."""
        now = time.monotonic()
        if not sys.stderr.isatty() or (now - self.looked < _EVERY and done < total):
            return
        if self.label and self.label != what:
            self.end_line()
        self.looked, self.label = now, what
        share = min(done / total, 1) if total else 1
        bar = "█" * round(share * _WIDTH)
        count = f" {done} of {total}" if what == "Importing" else ""
        sys.stderr.write(f"\r{what:<9} [{bar:<{_WIDTH}}] {share:>4.0%}{count}")
        sys.stderr.flush()

    def end_line(self) -> None:
        if self.label:
            sys.stderr.write("\n")
