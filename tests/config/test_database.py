"""Which PostgreSQL, and as which role: read from addresses, and said in one sentence when they are wrong."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import embedded
from config.database import (
    NEWSROOM_ROLE,
    SITE_ROLE,
    derived_password,
    newsroom_database,
    site_database,
)
from config.environment import BASE_DIR

COMMON = {"connect_timeout": 5, "application_name": "khobor"}


@pytest.fixture(autouse=True)
def no_addresses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "SITE_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KHOBOR_VAR", str(tmp_path))


GOOD: list[tuple[str, dict[str, Any]]] = [
    (
        "postgresql://news:secret@db.example:5433/khobor",
        {"NAME": "khobor", "USER": "news", "PASSWORD": "secret", "HOST": "db.example", "PORT": "5433"},
    ),
    (
        "postgres://db.example/khobor",
        {"NAME": "khobor", "USER": "", "PASSWORD": "", "HOST": "db.example", "PORT": ""},
    ),
    (
        "postgresql://news:p%40ss%2Fw%3Ard%25@db.example/khobor",
        {"NAME": "khobor", "USER": "news", "PASSWORD": "p@ss/w:rd%", "HOST": "db.example"},
    ),
    ("postgresql://news@%2Fvar%2Frun%2Fpostgresql/khobor", {"HOST": "/var/run/postgresql", "NAME": "khobor"}),
    (
        "postgresql:///khobor?host=/var/run/postgresql&user=news",
        {"HOST": "/var/run/postgresql", "USER": "news"},
    ),
    ("postgresql://news@[::1]:5433/khobor", {"HOST": "::1", "PORT": "5433"}),
    ("postgresql://news@one,two:5433/khobor", {"HOST": "one,two", "PORT": ",5433"}),
    ("postgresql://news@db.example/%E0%A6%96", {"NAME": "খ"}),
    (
        "postgresql://news@db.example/khobor?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        {"NAME": "khobor", "OPTIONS": COMMON | {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}},
    ),
    (
        "postgresql://news@db.example/khobor?connect_timeout=1&application_name=desk",
        {"OPTIONS": {"connect_timeout": "1", "application_name": "desk"}},
    ),
]


@pytest.mark.parametrize(("url", "parts"), GOOD)
def test_a_good_address_is_understood(
    url: str, parts: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    database = newsroom_database()
    assert {name: database[name] for name in parts} == parts
    assert database["ENGINE"] == "config.postgresql"
    assert database["EMBEDDED"] is False
    assert database["OPTIONS"].keys() >= COMMON.keys()


BAD = [
    "mysql://news:geheim@db.example/khobor",
    "sqlite:///khobor.sqlite3",
    "http://news:geheim@db.example/khobor",
    "POSTGRESQL://news:geheim@db.example/khobor",
    "garbage",
    "postgresql",
    "postgresql:",
    "postgresql:/",
    "postgresql://",
    "postgresql://news:geheim@db.example",
    "postgresql://news:geheim@db.example/",
    "postgresql://news:geheim@db.example/?sslmode=require",
    "postgresql://news:geheim@db.example/khobor?nosuch=geheim",
    "postgresql://news:geheim%zz@db.example/khobor",
    "postgresql://news:geheim geheim@db.example/khobor",
    "postgresql://news:geheim@[::1/khobor",
    "postgresql://news:geheim@db.example/khobor%00",
    "dbname=khobor password=geheim",
    " postgresql://news:geheim@db.example/khobor",
    "খবর",
]


@pytest.mark.parametrize("variable", ["DATABASE_URL", "SITE_DATABASE_URL"])
@pytest.mark.parametrize("url", BAD)
def test_a_bad_address_is_refused_in_one_sentence_that_gives_nothing_away(
    url: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, url)
    with pytest.raises(ImproperlyConfigured) as refusal:
        newsroom_database() if variable == "DATABASE_URL" else site_database()
    message = str(refusal.value)
    assert message.startswith(f"{variable} must look like postgresql://")
    assert "\n" not in message
    assert "geheim" not in message


def test_without_an_address_each_has_its_role_on_the_embedded_server(tmp_path: Path) -> None:
    newsroom, site = newsroom_database(), site_database()
    assert (newsroom["USER"], site["USER"]) == (NEWSROOM_ROLE, SITE_ROLE)
    for database in (newsroom, site):
        assert database["EMBEDDED"] is True
        assert database["NAME"] == "khobor"
        assert database["HOST"] == str(embedded.socket_dir(tmp_path / "postgres"))


def test_an_empty_address_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert newsroom_database()["EMBEDDED"] is True


# The site never comes in as the newsroom

URL = "postgresql://news:secret@db.example:5433/khobor?sslmode=require"


def test_the_site_has_a_role_and_a_password_of_its_own_on_the_newsrooms_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", URL)
    newsroom, site = newsroom_database(), site_database()
    assert site["USER"] == SITE_ROLE
    assert site["PASSWORD"] == derived_password(newsroom)
    assert "secret" not in site["PASSWORD"]
    assert {name: value for name, value in site.items() if name not in {"USER", "PASSWORD"}} == {
        name: value for name, value in newsroom.items() if name not in {"USER", "PASSWORD"}
    }


def test_the_sites_own_address_goes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", URL)
    monkeypatch.setenv("SITE_DATABASE_URL", "postgresql://reader:public@replica.example/khobor")
    site = site_database()
    assert (site["USER"], site["PASSWORD"], site["HOST"]) == ("reader", "public", "replica.example")


def test_the_site_never_needs_the_newsrooms_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_DATABASE_URL", "postgresql://reader:public@replica.example/khobor")
    assert site_database()["USER"] == "reader"


@pytest.mark.parametrize("url", ["", *(url for url, _parts in GOOD)])
def test_the_site_never_uses_the_newsrooms_role(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    newsroom, site = newsroom_database(), site_database()
    assert site["USER"] == SITE_ROLE != newsroom["USER"]


def test_a_derived_password_depends_on_all_that_is_secret() -> None:
    def password(user: str, secret: str) -> str:
        return derived_password({"USER": user, "PASSWORD": secret})

    assert password("news", "a") == password("news", "a")
    assert len({password("news", "a"), password("news", "b"), password("other", "a")}) == 3
    assert len(password("news", "a")) == 40


# On the command line


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DEBUG": "1", "KHOBOR_VAR": os.environ["KHOBOR_VAR"]} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments", [("check", "--database", "default"), ("migrate", "--check")], ids=" ".join
)
def test_a_server_that_does_not_answer_is_one_line(arguments: tuple[str, ...]) -> None:
    result = manage(*arguments, DATABASE_URL="postgresql://news:geheim@127.0.0.1:1/khobor")
    assert result.returncode != 0
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert result.stderr.startswith("The database cannot be reached: ")
    assert "geheim" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    "url", ["mysql://news:geheim@db.example/khobor", "postgresql://news:geheim@[/khobor"]
)
def test_a_malformed_address_is_one_line(url: str) -> None:
    result = manage("check", "--database", "default", DATABASE_URL=url)
    assert result.returncode != 0
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert result.stderr.startswith("Configuration: DATABASE_URL must look like postgresql://")
    assert "geheim" not in result.stderr
