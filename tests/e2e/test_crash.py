"""The worker dies at the worst moments; no message is lost, and none leaves twice.

The mail server alone knows what left. A delivery whose fate is unknown says so: it may have
arrived once or not at all, and it is never sent again.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import redis.asyncio
from sqlalchemy import select

from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.platform.database import Database
from quittance.platform.embedded import Running
from quittance.platform.settings import Settings
from quittance.worker import CONCURRENCY
from tests.factories.companies import a_creditor
from tests.factories.sinks import Hook, Sink, SinkServer, nothing
from tests.factories.workers import CLOCK, Workers, empty_queue, queue_messages

pytestmark = pytest.mark.e2e

MESSAGES = 200
KILLS = 5
RECOVERY = timedelta(seconds=120)
SEED = int(os.environ.get("CRASH_SEED", "20261122"))


@pytest.mark.req("SAGE-87")
async def test_a_worker_killed_at_the_worst_moments_loses_and_doubles_nothing(
    database: Database, settings: Settings, worker_database: Running, redis_url: str
) -> None:
    print(f"CRASH_SEED={SEED}")
    chance = random.Random(SEED)
    creditor = await a_creditor(database, now=CLOCK.now())
    with SinkServer() as server:
        workers = Workers(settings, server.port)
        await queue_messages(database, creditor, MESSAGES)
        loop = asyncio.get_running_loop()
        died: Counter[str] = Counter()

        moments = [*MOMENTS, *chance.choices(list(MOMENTS), k=KILLS - len(MOMENTS))]
        chance.shuffle(moments)
        for number, moment in enumerate(moments):
            fired = asyncio.Event()
            fire = partial(loop.call_soon_threadsafe, fired.set)
            arm(server.sink, moment, chance.randint(3, 25), fire, workers)
            workers.start()
            await asyncio.wait_for(fired.wait(), 60)
            died[moment] += 1
            disarm(server.sink)
            if number == KILLS // 2:
                client = redis.asyncio.Redis.from_url(worker_database.redis_url)
                await client.flushdb()
                await client.aclose()
        last_fault = CLOCK.now()

        workers.start()
        try:
            await empty_queue(database, creditor.id, until=last_fault + RECOVERY)
        finally:
            workers.stop()

    assert set(died) == set(MOMENTS)
    async with database.transaction(creditor.id) as session:
        rows = (
            await session.scalars(select(Delivery).where(Delivery.company_id == creditor.id))
        ).all()
    arrived = server.sink.accepted
    unknown = [row for row in rows if row.status is DeliveryStatus.UNCONFIRMED]

    assert len(rows) == MESSAGES
    assert {row.status for row in rows} <= {DeliveryStatus.SENT, DeliveryStatus.UNCONFIRMED}
    assert [name for name, times in arrived.items() if times > 1] == []
    for row in rows:
        if row.status is DeliveryStatus.SENT:
            assert arrived[row.message_id or ""] == 1
    assert len(unknown) <= KILLS * CONCURRENCY
    assert sum(arrived.values()) >= MESSAGES - len(unknown)


def killing(workers: Workers, after: int, fired: Callable[[], object]) -> Hook:
    """A hook that lets some messages pass, then kills the worker within its turn."""
    left = after

    async def hook(_: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            workers.kill()
            fired()
        elif left < 0:
            await asyncio.sleep(3600)  # the dead worker's other conversations get no answer

    return hook


MOMENTS = ("after the claim", "after the final dot", "before settling")


def arm(sink: Sink, moment: str, after: int, fired: Callable[[], object], workers: Workers) -> None:
    """The next worker dies at that moment of one of its messages."""
    hook = killing(workers, after, fired)
    if moment == "after the claim":
        sink.on_recipient = hook
    elif moment == "after the final dot":
        sink.on_final_dot = hook
    else:
        sink.on_accepted = hook


def disarm(sink: Sink) -> None:
    sink.on_recipient = sink.on_final_dot = sink.on_accepted = nothing
