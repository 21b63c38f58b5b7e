"""What the site's database role may do: read the public tables, add a row where a reader leaves something, and nothing
else.

This is the wall of the second decision in the design: a public view with a bug
cannot show a draft, because the database refuses to read one for it.
"""

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ProgrammingError
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

PUBLIC_APPS = ("articles", "feeds")
# What the site adds rows to, and may not read, not even its own: a job of the newsroom's takes them.
ADDED_TO = {
    "articles_readcount": ("public_id", "minute", "reads"),
    "feeds_pushrequest": ("endpoint", "p256dh", "auth", "topics", "made_at"),
}
STATEMENT_TIMEOUT = "5s"  # no reader waits longer, and no hostile query holds a connection longer


class CannotMakeRoleError(Exception):
    """The newsroom's role may not create the site's; the message gives the SQL for somebody who may."""


def public_tables() -> list[str]:
    """Every table the site may read: those of the public apps' models, join tables included."""
    tables = {
        model._meta.db_table
        for label in PUBLIC_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }
    return sorted(tables - set(ADDED_TO))


def make_site_role(connection: BaseDatabaseWrapper, role: str, password: str) -> None:
    """Create the site's role, or give an existing one this password (none is set when `password` is empty).

    Raises CannotMakeRoleError when the connected role has no right to do so.
    """
    options = sql.SQL("LOGIN PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL("LOGIN")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
        if verb == "ALTER" and not password:
            return
        cursor.execute("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            if verb == "ALTER":
                return  # somebody with the right made it, and its password is theirs to keep
            raise CannotMakeRoleError(
                f"CREATE ROLE {role} LOGIN PASSWORD '…'; "
                f"ALTER ROLE {role} SET statement_timeout = '{STATEMENT_TIMEOUT}';"
            )
        statement = sql.SQL("{} ROLE {} {}").format(sql.SQL(verb), sql.Identifier(role), options)
        cursor.execute(statement.as_string(cursor.connection))


def grant_site(connection: BaseDatabaseWrapper, role: str) -> None:
    """Take everything in this database from `role`, then let it read the public tables and add rows where it may.

    Idempotent, and in one transaction: a running site never sees a moment without its rights.
    """
    name = sql.Identifier(role)
    database = sql.Identifier(str(connection.settings_dict["NAME"]))
    tables = sql.SQL(", ").join(map(sql.Identifier, public_tables()))
    statements = (
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name),
        sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {}").format(name),
        # Otherwise everybody may make temporary tables, and before PostgreSQL 15 tables in public.
        sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, name),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        sql.SQL("GRANT SELECT ON {} TO {}").format(tables, name),
        *(
            sql.SQL("GRANT INSERT ({}) ON {} TO {}").format(
                sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(table), name
            )
            for table, columns in ADDED_TO.items()
        ),
    )
    timeout = sql.SQL("ALTER ROLE {} IN DATABASE {} SET statement_timeout = {}").format(
        name, database, sql.Literal(STATEMENT_TIMEOUT)
    )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.as_string(cursor.connection))
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute(timeout.as_string(cursor.connection))
        except ProgrammingError as error:
            # The role is a superuser's work, who was told to set this as well (make_site_role).
            if not isinstance(error.__cause__, InsufficientPrivilege):
                raise
