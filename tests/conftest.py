"""What every test may ask for. Servers and databases: tests/plugins/services.py."""

import socket
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from quittance.platform.clock import Clock

pytest_plugins = (
    "tests.plugins.browser",
    "tests.plugins.product",
    "tests.plugins.services",
    "tests.plugins.stage",
    "tests.plugins.traceability",
)

TESTS = Path(__file__).parent
SILENT_FOLDERS = {"unit", "property", "architecture"}

# The same examples on every machine: a failure seen once is a failure seen always.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture
def clock() -> Clock:
    """A clock that starts on Monday 23 November 2026, 09:00 in Paris; `move_to` moves it."""
    clock = Clock()
    clock.move_to(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    return clock


@pytest.fixture(autouse=True)
def silence(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unit, property and architecture tests speak to nobody, unless they ask for the database."""
    folder = request.path.relative_to(TESTS).parts[0]
    if folder not in SILENT_FOLDERS or "servers" in request.fixturenames:
        return

    def refuse(sock: socket.socket, address: object) -> None:
        raise AssertionError(f"A test of tests/{folder} may not speak to {address}.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
