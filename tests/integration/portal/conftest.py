"""The portal alone over HTTP, on this test's clock."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from quittance.platform import problems
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from quittance.portal import entrance
from quittance.portal.contact_router import router as contacts
from quittance.portal.router import router
from tests.factories.portal import PUBLIC_URL, Creditor, Debtor, Visitor, a_creditor
from tests.factories.portal_contacts import ANNE


@pytest.fixture
def portal(database: Database, settings: Settings, clock: Clock) -> FastAPI:
    app = FastAPI()
    app.state.database, app.state.settings, app.state.clock = database, settings, clock
    problems.install(app)
    app.include_router(router)
    app.include_router(contacts)
    entrance.install(app)
    return app


@pytest.fixture
async def a_visitor(portal: FastAPI) -> AsyncIterator[Callable[[], Visitor]]:
    """Makes browsers; each keeps its own cookies."""
    opened: list[httpx.AsyncClient] = []

    def make() -> Visitor:
        client = httpx.AsyncClient(transport=httpx.ASGITransport(portal), base_url=PUBLIC_URL)
        opened.append(client)
        return Visitor(client)

    yield make
    for client in opened:
        await client.aclose()


@pytest.fixture
def visitor(a_visitor: Callable[[], Visitor]) -> Visitor:
    return a_visitor()


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, clock)


@pytest.fixture
def job(database: Database, clock: Clock, settings: Settings, tmp_path: Path) -> JobContext:
    """A worker that speaks to nobody."""
    return JobContext(database, clock, settings, FolderStore(tmp_path), providers={})


@pytest.fixture
async def anne(creditor: Creditor, visitor: Visitor) -> Debtor:
    """A customer with one contact, who is behind their link."""
    debtor = await creditor.customer()
    await debtor.owes()
    await visitor.opens(await debtor.receives_link(ANNE, await debtor.contact(ANNE)))
    return debtor
