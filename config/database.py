"""Which PostgreSQL, and as which role.

Two roles, always: the newsroom's owns every table; the site's may read the
tables of `articles` and `feeds` and nothing else (config/roles.py grants it).
"""

import hashlib
import hmac
import os
from contextlib import suppress
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from config import embedded
from config.environment import var_dir

NEWSROOM_ROLE = "khobor_newsroom"
SITE_ROLE = "khobor_site"
ENGINE = "config.postgresql"

# What libpq calls a thing, and what Django calls it; all other parameters go to OPTIONS unchanged.
_DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def newsroom_database() -> dict[str, Any]:
    """The DATABASES entry of the newsroom: DATABASE_URL, else the embedded server."""
    if url := os.environ.get("DATABASE_URL"):
        return _from_url("DATABASE_URL", url)
    return _embedded(NEWSROOM_ROLE)


def site_database() -> dict[str, Any]:
    """The DATABASES entry of the public site, always under the site's own role.

    SITE_DATABASE_URL names it. With only DATABASE_URL (a demo on somebody's own
    server) the role is SITE_ROLE on the same server, with a password derived from
    the newsroom's; `manage.py setup_database` makes that role. In production the
    site's process should not be given DATABASE_URL at all.
    """
    if url := os.environ.get("SITE_DATABASE_URL"):
        return _from_url("SITE_DATABASE_URL", url)
    if url := os.environ.get("DATABASE_URL"):
        database = _from_url("DATABASE_URL", url)
        return database | {"USER": SITE_ROLE, "PASSWORD": derived_password(database)}
    return _embedded(SITE_ROLE)


def knows_letters(connection: BaseDatabaseWrapper) -> bool:
    """Whether a Bengali letter is a letter to this database. Under LC_CTYPE "C" it is none, and pg_trgm, which only
    counts letters, finds no headline like any other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'ক' ~ '[[:alpha:]]'")
        known: bool = cursor.fetchone()[0]
    return known


def derived_password(newsroom: dict[str, Any]) -> str:
    """A password for the site's role that only somebody who knows the newsroom's can compute."""
    secret = f"{newsroom['USER']}:{newsroom['PASSWORD']}"
    return hmac.new(secret.encode(), b"khobor site role", hashlib.sha256).hexdigest()[:40]


def _embedded(role: str) -> dict[str, Any]:
    return {
        "ENGINE": ENGINE,
        "NAME": "khobor",
        "USER": role,
        "HOST": str(embedded.socket_dir(var_dir() / "postgres")),
        "PORT": str(embedded.PORT),
        "EMBEDDED": True,
    } | _common({})


def _from_url(variable: str, url: str) -> dict[str, Any]:
    parameters: dict[str, str] = {}
    # What libpq says of a bad address quotes it, password and all: not for a terminal, nor for a log.
    with suppress(ProgrammingError):
        parameters = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    if not url.startswith(("postgresql://", "postgres://")) or not parameters.get("dbname"):
        raise ImproperlyConfigured(
            f"{variable} must look like postgresql://user:password@host:5432/name; Khobor runs on PostgreSQL only."
        )
    known = {_DJANGO_NAMES[name]: parameters.pop(name) for name in list(parameters) if name in _DJANGO_NAMES}
    defaults = {"ENGINE": ENGINE, "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "EMBEDDED": False}
    return defaults | known | _common(parameters)


def _common(options: dict[str, str]) -> dict[str, Any]:
    return {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "khobor"} | options,
    }
