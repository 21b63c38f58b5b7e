"""What the tests of the API share with those of the pages."""

from tests.articles.conftest import at_most, database_down, encoded, picture  # noqa: F401
