"""`manage.py push_keys`: the key pair that Web Push needs, made once and kept."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.environment import vapid_file
from newsroom.push.keys import make_keys


class Command(BaseCommand):
    help = "Make a key pair for Web Push (VAPID) and print what belongs into the environment."
    requires_system_checks = ()  # they complain of the very pair that is to be replaced

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep", action="store_true", help="keep it in var/ for the demo, unless there is one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keep"]:
            if not settings.DEMO:
                raise CommandError("Keys lie in var/ in a demo only (DEBUG=1).")
            keep_keys()
            return
        pair = make_keys()
        self.stdout.write(f"KHOBOR_VAPID_PUBLIC_KEY={pair.public}")
        self.stdout.write(f"KHOBOR_VAPID_PRIVATE_KEY={pair.private}")
        self.stderr.write(
            "The private key is for the newsroom and its workers, never for the site. Keep both as long as there are "
            "subscribers: with another pair every reader has to be asked again."
        )


def keep_keys() -> None:
    """A pair for the demo; the one it has, if it has one."""
    private, public = vapid_file("private"), vapid_file("public")
    if private.exists() and public.exists():
        return
    pair = make_keys()
    private.parent.mkdir(parents=True, exist_ok=True)
    private.touch(mode=0o600)
    private.write_text(pair.private, encoding="ascii")
    public.write_text(pair.public, encoding="ascii")
