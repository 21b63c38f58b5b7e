"""An agency of the tests' own, and a subscription to its feed."""

from collections.abc import Iterator
from typing import Any

import pytest

from newsroom.models import IntakeFeed
from tests.newsroom.hostile_server import HostileServer, hostile_server


@pytest.fixture(scope="session")
def agency_server() -> Iterator[HostileServer]:
    with hostile_server() as server:
        yield server


@pytest.fixture
def agency(agency_server: HostileServer, settings: Any) -> HostileServer:
    agency_server.pages.clear()
    agency_server.asked.clear()
    settings.KHOBOR_OUTBOUND_ALLOWED = (agency_server.place,)
    return agency_server


@pytest.fixture
def feed(db: None, agency: HostileServer) -> IntakeFeed:
    return IntakeFeed.objects.create(
        name="নমুনা সংস্থা", url=agency.url("/feed"), credit="নমুনা সংবাদ সংস্থা", minutes=10
    )
