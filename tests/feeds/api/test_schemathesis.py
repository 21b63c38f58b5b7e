"""The API against its own description: schemathesis asks what it allows, and what it forbids, and looks at the answers."""

import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from config.database import SITE_ROLE
from feeds.api.description import describe


def application(environ, start_response):
    """The site as a server runs it, with the settings of the test that is running."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)  # its client says that it takes gzip, and does not
    return WSGIHandler()(environ, start_response)


# One run is like another: what it finds is in the code, not in the dice.
CONFIG = SchemathesisConfig.from_dict({"generation": {"deterministic": True}})
MANY = int(os.environ.get("API_EXAMPLES", "20"))  # of each address, besides the edges of each parameter
api = schemathesis.openapi.from_dict(describe(), config=CONFIG)
api.app = application
api.location = "/api/openapi.json"


@pytest.fixture
def paper(site, publish, picture) -> Iterator[None]:
    for number in range(3):
        publish(
            public_id=f"k3m9x2a{'bcd'[number]}",  # the first is the description's example
            section="bangladesh",
            topics=[("river", "নদী")],
            byline=[("namuna-hasan", "নমুনা হাসান", "reporter")],
            picture=picture,
        )
    for signal in (request_started, request_finished):  # the test's transaction outlives its requests
        signal.disconnect(close_old_connections)
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {SITE_ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@api.parametrize()
@settings(max_examples=MANY, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.usefixtures("paper")
def test_the_api_keeps_what_its_description_promises(case):
    case.call_and_validate()
