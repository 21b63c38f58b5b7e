"""A database that takes no Bengali letter for a letter is told from one that can compare headlines."""

import os

import pytest
from django.db import connection

from config.database import knows_letters


@pytest.mark.parametrize(("locale", "knows"), [("C.UTF-8", True), ("C", False)])
def test_whether_a_database_knows_bengali_letters(django_db_blocker, locale, knows) -> None:
    name = f"test_khobor_letters_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{knows}".lower()
    other, made = connection.copy(), connection.copy()
    other.settings_dict = connection.settings_dict | {"NAME": "postgres"}
    made.settings_dict = connection.settings_dict | {"NAME": name}
    with django_db_blocker.unblock(), other.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER libc LC_CTYPE '{locale}' LC_COLLATE 'C'"
        )
        try:
            assert knows_letters(made) is knows
        finally:
            made.close()
            cursor.execute(f"DROP DATABASE {name}")
            other.close()
