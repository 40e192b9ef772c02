"""A creditor with its admin, and the office that carries the front door's mail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.settings import Settings
from tests.factories.companies import Creditor, a_creditor
from tests.factories.postmen import PostOffice, a_post_office


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, now=clock.now())


@pytest.fixture
def office(database: Database, clock: Clock, settings: Settings) -> PostOffice:
    return a_post_office(database, clock, settings)


@pytest.fixture
async def somebody(app: FastAPI, redis_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Another browser than `client`, whose past tries are forgotten."""
    async with a_browser(app) as client:
        yield client


@asynccontextmanager
async def a_browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://quittance.test") as client:
        yield client
