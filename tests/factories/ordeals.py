"""A worker that dies at the worst moments while it sends, and what is left afterwards.

The mail server alone knows what left. A delivery whose fate is unknown says so: it may have
arrived once or not at all, and it is never sent again.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

import redis.asyncio
from sqlalchemy import select

from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.platform.database import Database
from quittance.platform.settings import Settings
from tests.factories.companies import a_creditor
from tests.factories.sinks import Hook, Sink, SinkServer, nothing
from tests.factories.workers import CLOCK, Workers, empty_queue, queue_messages

MOMENTS: Final = ("after the claim", "after the final dot", "before settling")
RECOVERY = timedelta(seconds=120)
PATIENCE_S = 120


def no_restart() -> None:
    """The database stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordeal:
    """So many messages, and what befalls those who send them; `seed` makes it the same again."""

    messages: int
    kills: int
    flushes: int
    seed: int
    restart_postgres: Callable[[], None] = no_restart


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What the books say, and how often each message arrived, by Message-ID."""

    rows: tuple[Delivery, ...]
    arrived: Counter[str]
    died: Counter[str]

    def said(self, status: DeliveryStatus) -> list[Delivery]:
        """The deliveries that ended so."""
        return [row for row in self.rows if row.status is status]


async def undergo(
    ordeal: Ordeal, database: Database, settings: Settings, redis_url: str
) -> Aftermath:
    """Every message is due at once; workers die one after the other; the last one is left alive."""
    chance = random.Random(ordeal.seed)
    moments = [*MOMENTS, *chance.choices(MOMENTS, k=ordeal.kills - len(MOMENTS))]
    chance.shuffle(moments)
    flush_after = set(chance.sample(range(ordeal.kills), ordeal.flushes))
    creditor = await a_creditor(database, now=CLOCK.now())
    loop = asyncio.get_running_loop()
    died: Counter[str] = Counter()
    with SinkServer() as server:
        workers = Workers(settings, server.port)
        await queue_messages(database, creditor, ordeal.messages)
        for number, moment in enumerate(moments):
            fired = asyncio.Event()
            fire = partial(loop.call_soon_threadsafe, fired.set)
            _arm(server.sink, moment, chance.randint(3, 25), fire, workers)
            workers.start()
            await asyncio.wait_for(fired.wait(), PATIENCE_S)
            died[moment] += 1
            _disarm(server.sink)
            if number in flush_after:
                await _flush(redis_url)
        workers.start()
        try:
            await _restart_while_sending(ordeal, server.sink)
            await database.engine.dispose()  # its lines were cut as well
            await empty_queue(database, creditor.id, until=CLOCK.now() + RECOVERY)
        finally:
            workers.stop()
    async with database.transaction(creditor.id) as session:
        rows = await session.scalars(select(Delivery).where(Delivery.company_id == creditor.id))
        return Aftermath(tuple(rows), server.sink.accepted, died)


async def _restart_while_sending(ordeal: Ordeal, sink: Sink) -> None:
    """The database goes away and comes back in the middle of a message."""
    if ordeal.restart_postgres is no_restart:
        return
    loop = asyncio.get_running_loop()
    speaking = asyncio.Event()

    async def notice(_: str) -> None:
        loop.call_soon_threadsafe(speaking.set)

    sink.on_final_dot = notice
    await asyncio.wait_for(speaking.wait(), PATIENCE_S)
    sink.on_final_dot = nothing
    await asyncio.to_thread(ordeal.restart_postgres)


async def _flush(redis_url: str) -> None:
    client = redis.asyncio.Redis.from_url(redis_url)
    await client.flushdb()
    await client.aclose()


def _killing(workers: Workers, after: int, fired: Callable[[], object]) -> Hook:
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


def _arm(
    sink: Sink, moment: str, after: int, fired: Callable[[], object], workers: Workers
) -> None:
    """The next worker dies at that moment of one of its messages."""
    hook = _killing(workers, after, fired)
    if moment == "after the claim":
        sink.on_recipient = hook
    elif moment == "after the final dot":
        sink.on_final_dot = hook
    else:
        sink.on_accepted = hook


def _disarm(sink: Sink) -> None:
    sink.on_recipient = sink.on_final_dot = sink.on_accepted = nothing
