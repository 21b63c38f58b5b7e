"""Django's PostgreSQL engine, which starts the embedded server when a connection is first needed."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from config import embedded
from config.environment import var_dir


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        # Here, not in get_new_connection: the job queue makes its own connections from these parameters.
        if self.settings_dict.get("EMBEDDED"):
            try:
                embedded.ensure_running(var_dir() / "postgres")
            except embedded.EmbeddedPostgresError as error:
                raise OperationalError(str(error)) from error
        return super().get_connection_params()
