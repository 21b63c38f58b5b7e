"""Django's PostgreSQL engine, which starts the embedded server when a connection is first needed."""

from typing import Any

from django.core.checks import CheckMessage
from django.db.backends.base.validation import BaseDatabaseValidation
from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from config import embedded
from config.environment import var_dir


class DatabaseValidation(BaseDatabaseValidation):
    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """`manage.py check --database default` says whether the database can be reached; Django's own does not ask."""
        self.connection.ensure_connection()
        return super().check(**kwargs)


class DatabaseWrapper(base.DatabaseWrapper):
    validation_class = DatabaseValidation

    def get_connection_params(self) -> dict[str, Any]:
        # Here, not in get_new_connection: the job queue makes its own connections from these parameters.
        if self.settings_dict.get("EMBEDDED"):
            try:
                embedded.ensure_running(var_dir() / "postgres")
            except embedded.EmbeddedPostgresError as error:
                raise OperationalError(str(error)) from error
        return super().get_connection_params()
