"""Any question gets an answer within a second, if only that it was too broad."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

MILLISECONDS: Final = 900


class TooBroadError(Exception):
    """The database would need longer than a reader waits."""


@contextmanager
def time_limit(milliseconds: int = MILLISECONDS) -> Iterator[None]:
    """Each statement inside ends after `milliseconds`. Raises TooBroadError."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooBroadError from error
        raise
