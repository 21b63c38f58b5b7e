"""`manage.py serve`: the whole newspaper under one supervisor: site, newsroom and workers."""

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.database import site_database
from config.environment import BASE_DIR, vapid_key
from config.supervisor import Child, Supervisor
from newsroom.authentication import DEMO_PASSWORD
from newsroom.demo.users import DEMO_USERS
from newsroom.models import User
from newsroom.tasks import QUEUES

START_SECONDS = 30
THREADS = 4


class Command(BaseCommand):
    help = "Run the public site, the newsroom and the workers until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site-port", type=int, default=int(os.environ.get("SITE_PORT", "8000")))
        parser.add_argument("--newsroom-port", type=int, default=int(os.environ.get("NEWSROOM_PORT", "8001")))
        parser.add_argument("--workers", type=int, default=int(os.environ.get("SITE_WORKERS", "1")))

    def handle(self, *args: Any, **options: Any) -> None:
        connection.ensure_connection()  # also keeps the embedded database up for as long as we run
        refuse_demo_passwords()
        ports = {"SITE_PORT": options["site_port"], "NEWSROOM_PORT": options["newsroom_port"]}
        for variable, port in ports.items():
            require_free_port(variable, port)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing one
        if not settings.DEMO:
            call_command("collectstatic", interactive=False, verbosity=0)
        connection.close()
        children = make_children(options["site_port"], options["newsroom_port"], options["workers"])
        Supervisor(children, say=self.stderr.write).run(when_started=lambda: self.announce(**options))

    def announce(self, *, site_port: int, newsroom_port: int, **options: Any) -> None:
        site, newsroom = f"http://127.0.0.1:{site_port}/", f"http://127.0.0.1:{newsroom_port}/"
        wait_for(f"{site}healthz")
        wait_for(newsroom)
        self.stdout.write(f"\n  Site      {site}\n  Newsroom  {newsroom}\n")
        if settings.DEMO:
            users = ", ".join(DEMO_USERS)
            self.stdout.write(f"  Log in as {users} (password: {DEMO_PASSWORD})\n")
        self.stdout.write("  Ctrl-C stops everything.\n\n")
        self.stdout.flush()


def refuse_demo_passwords() -> None:
    """Outside a demo nobody may be let in by a password that is printed in the README. Raises CommandError."""
    if settings.DEMO:
        return
    for user in User.objects.filter(username__in=DEMO_USERS, is_active=True):
        if user.check_password(DEMO_PASSWORD):
            raise CommandError(
                f"The demo user “{user.username}” still has the demo password. Change it or deactivate the user first."
            )


def require_free_port(variable: str, port: int) -> None:
    """Raises CommandError with a way out when something else listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is taken; choose another with {variable}=….") from error


def make_children(site_port: int, newsroom_port: int, site_workers: int) -> list[Child]:
    """The programs. The site is given its own role's address and never the newsroom's."""
    newsroom = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    newsroom.setdefault("SITE_URL", f"http://127.0.0.1:{site_port}")
    site = newsroom | {"DJANGO_SETTINGS_MODULE": "config.settings_site"}
    # It names public files and opens none in an object store; it takes subscriptions and signs nothing: no keys for it.
    site = {
        name: value
        for name, value in site.items()
        if not name.startswith("AWS_") and name != "KHOBOR_VAPID_PRIVATE_KEY"
    }
    if site.pop("DATABASE_URL", None) and "SITE_DATABASE_URL" not in site:
        site["SITE_DATABASE_URL"] = address_of(site_database())
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--no-ws"]
    # Each blocking thread holds one database connection.
    serve += ["--log-level", "warning", "--working-dir", str(BASE_DIR), "--blocking-threads", str(THREADS)]
    work = [sys.executable, str(BASE_DIR / "manage.py"), "procrastinate", "worker"]
    return [
        Child(
            "site",
            [
                *serve,
                "--port",
                str(site_port),
                "--workers",
                str(site_workers),
                "config.wsgi_site:application",
            ],
            site,
        ),
        Child("newsroom", [*serve, "--port", str(newsroom_port), "config.wsgi:application"], newsroom),
        *(
            Child(name, [*work, "--queues", ",".join(queues)], newsroom)
            for name, queues in QUEUES.items()
            if name != "push" or has_push_key()
        ),
    ]


def has_push_key() -> bool:
    """Whether the push worker has what to sign with: a demo's first start makes it after the settings were read."""
    return bool(settings.KHOBOR_VAPID_PRIVATE_KEY or vapid_key("private", settings.DEMO))


def address_of(database: dict[str, Any]) -> str:
    """A DATABASES entry as a PostgreSQL address."""
    login = f"{quote(database['USER'], safe='')}:{quote(database['PASSWORD'], safe='')}"
    parameters = {"host": database["HOST"], "port": database["PORT"]} | database["OPTIONS"]
    query = urlencode({name: str(value) for name, value in parameters.items() if value})
    return f"postgresql://{login}@/{quote(database['NAME'], safe='')}?{query}"


def wait_for(url: str) -> None:
    """Until `url` answers, whatever it says; gives up silently after START_SECONDS (the children's logs tell why)."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own loopback address
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
