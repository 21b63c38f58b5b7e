"""`manage.py setup_database`: everything the database needs, in the one right order. Safe to run again."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles.related import relate_missing
from articles.search.document import index_missing
from config.database import knows_letters, site_database
from config.roles import CannotMakeRoleError, grant_site, make_site_role
from newsroom.renditions import queue_outdated


class Command(BaseCommand):
    help = "Migrate, make the public site's database role, and grant it the public tables (and nothing else)."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        site = site_database()
        if site["USER"] == connection.settings_dict["USER"]:
            raise CommandError("SITE_DATABASE_URL must name another role than DATABASE_URL: the site's own.")
        try:
            make_site_role(connection, site["USER"], site.get("PASSWORD", ""))
        except CannotMakeRoleError as error:
            raise CommandError(
                f"This role may not create roles. Let a superuser run: {error} and run this again."
            ) from error
        grant_site(connection, site["USER"])
        if not knows_letters(connection):
            self.stderr.write(
                "This database takes no Bengali letter for a letter (LC_CTYPE): nobody is told of similar headlines, "
                "and no search is asked back what was meant. Make it anew with LC_CTYPE 'C.UTF-8'."
            )
        for count in index_missing():  # published before there was a search
            if options["verbosity"]:
                self.stdout.write(f"{count} articles more can be found by searching.")
        queue_outdated()  # pictures made before links had cards
        related = sum(1 for _public_id in relate_missing())  # published before it was asked
        if options["verbosity"]:
            if related:
                self.stdout.write(f"{related} articles more know what is related to them.")
            self.stdout.write(f"The role {site['USER']} may read the public tables and nothing else.")
