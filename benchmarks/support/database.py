"""A database of a benchmark's own on the embedded server (KHOBOR_VAR chooses where), dropped afterwards."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
DATABASE = "khobor_benchmark"


@contextmanager
def own_database() -> Iterator[None]:
    """Django is set up on a fresh, migrated database inside."""
    name = sql.Identifier(DATABASE)
    with _server() as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(name))
        host, port = quote(admin.info.host, safe=""), admin.info.port
    address = f"postgresql://khobor_newsroom@/{DATABASE}?host={host}&port={port}"
    os.environ |= {"DATABASE_URL": address, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    import django
    from django.core.management import call_command
    from django.db import connection

    try:
        django.setup()
        call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        with _server() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _server() -> psycopg.Connection:
    from config import embedded
    from config.environment import var_dir

    home = var_dir() / "postgres"
    embedded.ensure_running(home)
    host = str(embedded.socket_dir(home))
    return psycopg.connect(
        dbname="postgres", host=host, port=embedded.PORT, user="khobor_newsroom", autocommit=True
    )
