"""The whole product over HTTP, on the worker's database and a clock that tests move."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from quittance import wiring
from quittance.platform import generation
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.embedded import Running
from quittance.platform.settings import Settings


@pytest.fixture(scope="session")
async def settings(
    worker_database: Running, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """Demonstration mode, the worker's servers, files in a temporary folder that know them."""
    settings = Settings(
        DATABASE_URL=worker_database.app_url,
        OWNER_DATABASE_URL=worker_database.owner_url,
        REDIS_URL=worker_database.redis_url,
        BLOB_URL=str(tmp_path_factory.mktemp("files")),
        demo=True,
        frontend_dir=Path("frontend/dist"),
        public_url="http://quittance.test",
        stream_seconds=0,  # one look: an answer in memory is read when it has ended
        secret_key="a secret of the tests, long enough",
        encryption_key="another secret of the tests, as long",
    )
    async with database.transaction() as session:
        own = await generation.installation(session)
    await wiring.mark(settings).write(generation.words_of(own.id, 0))
    return settings


@pytest.fixture(scope="session")
async def opened_app(settings: Settings) -> AsyncIterator[FastAPI]:
    """The application, started once for each worker."""
    from quittance.api import create_app

    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
def app(opened_app: FastAPI, clock: Clock) -> FastAPI:
    """The application on this test's clock."""
    opened_app.state.clock = clock
    return opened_app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A browser or an integrator who has not said who they are yet; keeps cookies."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://quittance.test") as client:
        yield client
