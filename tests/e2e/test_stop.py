"""A worker that is told to stop in the middle of a sentence ends it, and says how it ended."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
from sqlalchemy import select

from quittance.deliveries.models import Attempt, Delivery, DeliveryStatus
from quittance.platform.database import Database
from quittance.platform.settings import Settings
from tests.factories.companies import a_creditor
from tests.factories.sinks import SinkServer
from tests.factories.workers import CLOCK, Workers, queue_messages

pytestmark = pytest.mark.e2e

THINKING_S = 3.0  # the mail server takes its time to answer the final dot
PATIENCE_S = 60


@pytest.mark.req("SAGE-87")
async def test_a_worker_stopped_while_it_speaks_settles_what_it_said(
    database: Database, settings: Settings, redis_url: str
) -> None:
    assert redis_url
    creditor = await a_creditor(database, now=CLOCK.now())
    loop = asyncio.get_running_loop()
    spoken = asyncio.Event()

    async def think(_: str) -> None:
        loop.call_soon_threadsafe(spoken.set)
        await asyncio.sleep(THINKING_S)

    with SinkServer() as server:
        workers = Workers(settings, server.port)
        server.sink.on_final_dot = think
        await queue_messages(database, creditor, 1)
        workers.start()
        try:
            await asyncio.wait_for(spoken.wait(), PATIENCE_S)
            workers.ask_to_stop()
            ended = await loop.run_in_executor(None, partial(workers.wait, PATIENCE_S))
        finally:
            workers.stop()

        assert ended == 0
        async with database.transaction(creditor.id) as session:
            [delivery] = await session.scalars(
                select(Delivery).where(Delivery.company_id == creditor.id)
            )
            [attempt] = await session.scalars(
                select(Attempt).where(Attempt.company_id == creditor.id)
            )
        assert delivery.status is DeliveryStatus.SENT
        assert (attempt.outcome, attempt.number) == ("accepted", 1)
        assert server.sink.accepted == {delivery.message_id: 1}
