"""Databases made once and copied: migrating takes seconds, and so does writing the demo's newspaper.

All on the embedded server. A migrated database is kept for the next run as well, under a name that says which
migrations made it.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import psycopg
from psycopg import sql

from config import embedded
from config.environment import BASE_DIR, var_dir

_MIGRATED = "test_khobor_migrated_"
_PACKAGES = ("Django", "procrastinate")  # whose migrations are run too


@contextmanager
def one_at_a_time(what: str) -> Iterator[None]:
    """Whoever makes a database that others copy is alone; the others wait until it is there."""
    home = var_dir() / "postgres"
    embedded.ensure_running(home)
    with (home / f"test-{what}.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def address_of(name: str) -> str:
    """The database's address, as the newsroom's role."""
    return f"postgresql://khobor_newsroom@/{name}?host={embedded.socket_dir(var_dir() / 'postgres')}&port={embedded.PORT}"


def copy_database(name: str, source: str) -> None:
    """`name` anew, as `source` is, to which nobody is connected."""
    with _server() as admin:
        _drop(admin, name)
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )


def migrated_database() -> str:
    """The name of an empty database with every migration of this tree; it is made if there is none."""
    name = _MIGRATED + _fingerprint()
    with one_at_a_time("migrated"):
        with _server() as admin:
            found = admin.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_MIGRATED]
            )
            if (kept := {row[0] for row in found}) >= {name}:
                return name
            for old in kept:
                _drop(admin, old)
        unfinished = "test_khobor_unfinished"  # until it is done: a run may be interrupted
        copy_database(unfinished, "template1")
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"],
            cwd=BASE_DIR,
            env=os.environ
            | {
                "DEBUG": "1",
                "DATABASE_URL": address_of(unfinished),
                "DJANGO_SETTINGS_MODULE": "config.settings",
            },
            check=True,
        )
        with _server() as admin:
            admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(unfinished), sql.Identifier(name)
                )
            )
    return name


def _fingerprint() -> str:
    known = hashlib.sha256()
    for path in sorted(BASE_DIR.glob("*/migrations/*.py")):
        known.update(f"{path.relative_to(BASE_DIR)}\n".encode() + path.read_bytes())
    known.update(" ".join(version(name) for name in _PACKAGES).encode())
    return known.hexdigest()[:12]


def _drop(admin: psycopg.Connection, name: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    home = var_dir() / "postgres"
    embedded.ensure_running(home)
    host = str(embedded.socket_dir(home))
    with psycopg.connect(
        dbname="postgres", host=host, port=embedded.PORT, user="khobor_newsroom", autocommit=True
    ) as connection:
        yield connection
