"""The wall between readers and the newsroom, tried from the readers' side."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from articles.models import Article, Section
from config import settings, settings_site
from config.database import NEWSROOM_ROLE, SITE_ROLE
from config.environment import BASE_DIR
from config.keeper import SUPERUSER
from config.postgresql.base import DatabaseWrapper
from config.roles import ADDED_TO, CannotMakeRoleError, grant_site, make_site_role, public_tables

ALL_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    ORDER BY 1
"""


def run(statement: str) -> list[Any]:
    """Run one statement; the transaction survives a refusal."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def is_refused(statement: str) -> bool:
    try:
        run(statement)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        return True
    return False


# Tables


def test_the_tables_of_every_app_are_tried(as_site_role: None) -> None:
    """Should a table move to another schema, or an app lose its prefix, the tests below would try too few."""
    prefixes = {name.split("_")[0] for (name,) in run(ALL_TABLES)}
    assert prefixes == {"articles", "auth", "django", "feeds", "newsroom", "procrastinate"}


def test_the_site_reads_no_table_but_the_public_ones(as_site_role: None) -> None:
    private = [name for (name,) in run(ALL_TABLES) if name not in public_tables()]
    assert {"newsroom_story", "newsroom_user", "auth_group", "django_session", "procrastinate_jobs"} <= set(
        private
    )
    readable = [name for name in private if not is_refused(f'SELECT 1 FROM "{name}" LIMIT 1')]
    assert readable == []


def test_the_site_reads_no_column_of_a_private_table(as_site_role: None) -> None:
    columns = run(
        "SELECT table_name, column_name FROM information_schema.column_privileges "
        f"WHERE grantee IN ('{SITE_ROLE}', 'PUBLIC') AND table_schema = 'public' AND privilege_type = 'SELECT'"
    )
    assert {table for table, _column in columns} == set(public_tables())


def test_the_site_reads_every_public_table(as_site_role: None, publish: Callable[..., Article]) -> None:
    for name in public_tables():
        run(f'SELECT * FROM "{name}"')


def test_no_public_table_is_the_newsrooms() -> None:
    assert public_tables()
    assert not [name for name in public_tables() if not name.startswith(("articles_", "feeds_"))]


@pytest.mark.parametrize(
    "statement",
    [
        'INSERT INTO "{table}" DEFAULT VALUES',
        'UPDATE "{table}" SET {column} = {column}',
        'DELETE FROM "{table}"',
        'TRUNCATE "{table}" CASCADE',
        'SELECT * FROM "{table}" FOR UPDATE',
        'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE',
        'ALTER TABLE "{table}" ADD COLUMN more text',
        'DROP TABLE "{table}" CASCADE',
        'CREATE INDEX ON "{table}" ({column})',
        'CREATE RULE r AS ON SELECT TO "{table}" DO INSTEAD NOTHING',
        'COMMENT ON TABLE "{table}" IS NULL',
    ],
    ids=lambda statement: " ".join(statement.split()[:2]),
)
def test_the_site_changes_no_public_table(statement: str, as_site_role: None) -> None:
    keys = {
        model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)
    }

    def attempt(table: str) -> str:
        return statement.format(table=table, column=keys[table])

    done = [table for table in public_tables() if not is_refused(attempt(table))]
    assert done == []


def test_the_site_writes_nothing_but_what_is_counted_of_reads(as_site_role: None) -> None:
    granted = run(
        "SELECT table_name, column_name, privilege_type FROM information_schema.column_privileges "
        f"WHERE grantee IN ('{SITE_ROLE}', 'PUBLIC') AND table_schema = 'public' AND privilege_type <> 'SELECT'"
    )
    assert set(granted) == {
        (table, column, "INSERT") for table, columns in ADDED_TO.items() for column in columns
    }
    assert set(ADDED_TO) == {"articles_readcount", "feeds_pushrequest"}
    assert not is_refused(COUNT_A_READ)


COUNT_A_READ = "INSERT INTO articles_readcount (public_id, minute, reads) VALUES ('abcdefgh', now(), 1)"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT reads FROM articles_readcount",
        f"{COUNT_A_READ} RETURNING reads",
        "INSERT INTO articles_readcount (id, public_id, minute, reads) VALUES (1, 'abcdefgh', now(), 1)",
        f"{COUNT_A_READ} ON CONFLICT (id) DO UPDATE SET reads = 2",
        "UPDATE articles_readcount SET reads = 0",
        "DELETE FROM articles_readcount",
        "TRUNCATE articles_readcount",
        "LOCK TABLE articles_readcount IN ACCESS EXCLUSIVE MODE",
        "COPY articles_readcount TO STDOUT",
        "ALTER TABLE articles_readcount ADD COLUMN address text",
        "SELECT nextval('articles_readcount_id_seq')",
    ],
)
def test_what_is_counted_is_added_and_nothing_else_is_done_with_it(
    statement: str, as_site_role: None
) -> None:
    assert is_refused(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE UNLOGGED TABLE mine (id int)",
        "CREATE TABLE mine AS SELECT 1",
        "SELECT 1 INTO TEMPORARY mine",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE MATERIALIZED VIEW mine AS SELECT 1",
        "CREATE SEQUENCE mine",
        "CREATE TYPE mine AS (id int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION hstore",
        "CREATE ROLE mine",
        "CREATE PUBLICATION mine",
        "SELECT nextval('articles_section_id_seq')",
        "SELECT setval('newsroom_story_id_seq', 1)",
        "COPY articles_article TO '/tmp/mine'",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT rolpassword FROM pg_authid",
    ],
)
def test_the_site_makes_nothing_and_leaves_the_server_alone(statement: str, as_site_role: None) -> None:
    assert is_refused(statement)


# Granting


@pytest.mark.django_db
def test_what_was_granted_by_mistake_is_taken_back() -> None:
    run(f"GRANT ALL ON newsroom_story, articles_article TO {SITE_ROLE}")
    run(f"GRANT SELECT (password) ON newsroom_user TO {SITE_ROLE}")
    grant_site(connection, SITE_ROLE)
    run(f"SET LOCAL ROLE {SITE_ROLE}")
    assert is_refused("SELECT 1 FROM newsroom_story")
    assert is_refused("SELECT password FROM newsroom_user")
    assert is_refused("DELETE FROM articles_article")
    assert not is_refused("SELECT 1 FROM articles_article")


@pytest.mark.django_db
def test_granting_twice_changes_nothing() -> None:
    rights = "SELECT relname, relacl::text FROM pg_class WHERE relacl IS NOT NULL ORDER BY 1"
    grant_site(connection, SITE_ROLE)
    before = run(rights)
    grant_site(connection, SITE_ROLE)
    assert run(rights) == before


@pytest.mark.django_db
def test_a_table_made_later_is_private_until_it_is_granted() -> None:
    run("CREATE TABLE articles_later (id int)")
    run(f"SET LOCAL ROLE {SITE_ROLE}")
    assert is_refused("SELECT 1 FROM articles_later")


@pytest.mark.django_db
def test_a_site_role_is_made_with_its_password_or_given_a_new_one() -> None:
    def made() -> list[Any]:
        return run("SELECT rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles"
                   " WHERE rolname = 'khobor_another'")  # fmt: skip

    assert made() == []
    make_site_role(connection, "khobor_another", "it's \\ a 'secret'; DROP ROLE x")
    assert made() == [(True, False, False, False, False)]
    make_site_role(connection, "khobor_another", "another")
    make_site_role(connection, "khobor_another", "")
    assert made() == [(True, False, False, False, False)]


def test_who_may_not_make_roles_is_told_what_to_ask_for(as_site_role: None) -> None:
    with pytest.raises(CannotMakeRoleError) as refusal:
        make_site_role(connection, "khobor_another", "secret")
    assert "CREATE ROLE khobor_another LOGIN PASSWORD" in str(refusal.value)
    assert "ALTER ROLE khobor_another SET statement_timeout" in str(refusal.value)
    assert "secret" not in str(refusal.value)
    make_site_role(connection, SITE_ROLE, "secret")  # exists: its password is somebody else's to keep


needs_embedded = pytest.mark.skipif(
    not settings.DATABASES["default"]["EMBEDDED"], reason="needs the embedded server's superuser and roles"
)


@pytest.fixture
def plain_owner(django_db_blocker: Any, db: None) -> Iterator[DatabaseWrapper]:
    """A database whose owner may make no roles, as on somebody else's server."""
    parameters = connection.settings_dict
    with psycopg.connect(
        host=parameters["HOST"], port=parameters["PORT"], user=SUPERUSER, dbname="postgres", autocommit=True
    ) as superuser:
        superuser.execute("CREATE ROLE khobor_plain LOGIN")
        superuser.execute("CREATE DATABASE khobor_plain OWNER khobor_plain")
        wrapper = DatabaseWrapper(parameters | {"NAME": "khobor_plain", "USER": "khobor_plain"}, "plain")
        connections["plain"] = wrapper
        try:
            yield wrapper
        finally:
            wrapper.close()
            del connections["plain"]
            superuser.execute("DROP DATABASE khobor_plain")
            superuser.execute("DROP ROLE khobor_plain")


@needs_embedded
def test_an_owner_who_may_make_no_roles_can_still_grant(plain_owner: DatabaseWrapper) -> None:
    with plain_owner.cursor() as cursor:
        for name in (*public_tables(), "newsroom_story"):
            cursor.execute(sql.SQL("CREATE TABLE {} (id int)").format(sql.Identifier(name)).as_string())
        for name, columns in ADDED_TO.items():
            cursor.execute(f"CREATE TABLE {name} ({', '.join(f'{column} text' for column in columns)})")
    make_site_role(plain_owner, SITE_ROLE, "secret")
    grant_site(plain_owner, SITE_ROLE)
    with plain_owner.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(%s, c.oid, 'SELECT')",
            [SITE_ROLE],
        )
        assert {name for (name,) in cursor.fetchall()} == set(public_tables())


# A connection of its own


@pytest.fixture
def site_connection(db: None) -> Iterator[psycopg.Connection]:
    parameters = connection.settings_dict
    with psycopg.connect(
        host=parameters["HOST"],
        port=parameters["PORT"],
        user=SITE_ROLE,
        dbname=parameters["NAME"],
        autocommit=True,
    ) as own:
        yield own


@needs_embedded
@pytest.mark.parametrize("role", [NEWSROOM_ROLE, SUPERUSER, "pg_read_all_data", "pg_read_server_files"])
def test_the_site_cannot_become_somebody_else(role: str, site_connection: psycopg.Connection) -> None:
    for statement in (f"SET ROLE {role}", f"SET SESSION AUTHORIZATION {role}"):
        with pytest.raises(InsufficientPrivilege):
            site_connection.execute(statement)


@needs_embedded
def test_no_query_of_the_site_runs_longer_than_five_seconds(site_connection: psycopg.Connection) -> None:
    assert site_connection.execute("SHOW statement_timeout").fetchone() == ("5s",)


@needs_embedded
def test_a_private_table_is_refused_on_a_real_connection_too(site_connection: psycopg.Connection) -> None:
    with pytest.raises(InsufficientPrivilege):
        site_connection.execute("SELECT 1 FROM newsroom_story")
    site_connection.execute("SELECT 1 FROM articles_article")


# The process


def test_the_sites_settings_know_nothing_of_users() -> None:
    unwanted = (
        "admin",
        "auth",
        "sessions",
        "messages",
        "contenttypes",
        "newsroom",
        "ckeditor",
        "procrastinate",
    )
    for setting in ("INSTALLED_APPS", "MIDDLEWARE"):
        assert not [
            entry
            for entry in getattr(settings_site, setting)
            for part in (*unwanted, "csrf")
            if part in entry.lower()
        ]
    assert "session" not in str(settings_site.MIDDLEWARE).lower()
    processors = str(settings_site.TEMPLATES)
    assert not [part for part in ("auth", "messages", "newsroom", "csrf") if part in processors]
    assert not hasattr(settings_site, "AUTH_USER_MODEL")


def test_a_site_process_has_no_newsroom_in_it_and_is_the_sites_role() -> None:
    program = (
        "import json, sys, django; django.setup();"
        "from django.db import connection; from django.urls import get_resolver;"
        "patterns = len(get_resolver().url_patterns);"
        "import config.wsgi_site;"
        "cursor = connection.cursor(); cursor.execute('SELECT current_user, session_user');"
        "print(json.dumps([cursor.fetchone(), patterns, sorted(sys.modules)]))"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=BASE_DIR,
        env=environment | {"DJANGO_SETTINGS_MODULE": "config.settings_site", "DEBUG": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    roles, _patterns, modules = json.loads(result.stdout)
    assert roles == [settings_site.DATABASES["default"]["USER"]] * 2
    assert NEWSROOM_ROLE not in roles
    unwanted = ("newsroom", "ckeditor", "procrastinate", "django.contrib.admin", "django.contrib.sessions")
    assert not [name for name in modules if name.startswith(unwanted)]
    assert "config.settings" not in modules


@pytest.mark.django_db
def test_a_section_is_read_by_the_site_and_written_by_the_newsroom() -> None:
    Section.objects.create(slug="world", name="বিশ্ব")
    run(f"SET LOCAL ROLE {SITE_ROLE}")
    assert Section.objects.get().slug == "world"
    with pytest.raises(ProgrammingError), transaction.atomic():
        Section.objects.create(slug="sports", name="খেলা")
