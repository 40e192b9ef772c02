"""The worker dies at the worst moments; no message is lost, and none leaves twice.

The mail server alone knows what left. A delivery whose fate is unknown says so: it may have
arrived once or not at all, and it is never sent again.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
import redis.asyncio
from sqlalchemy import func, select

from quittance.customers.models import Contact, Customer
from quittance.deliveries import service as deliveries
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.deliveries.service import ApprovedLine, Order, Sender
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.due_work import DueWork
from quittance.platform.embedded import Running
from quittance.platform.ids import new_id
from quittance.platform.settings import Settings
from quittance.receivables.models import Receivable, ReceivableKind, ReceivableStatus
from quittance.worker import CONCURRENCY
from tests.factories.companies import Creditor, a_creditor
from tests.factories.sinks import Hook, Sink, SinkServer, nothing

pytestmark = pytest.mark.e2e

CLOCK = Clock()
MESSAGES = 200
KILLS = 5
RECOVERY = timedelta(seconds=120)
SEED = int(os.environ.get("CRASH_SEED", "20261122"))


class Workers:
    """One worker process at a time, killed without a word and started again."""

    def __init__(self, settings: Settings, smtp_port: int) -> None:
        self._environment = os.environ | {
            "DATABASE_URL": settings.database_url,
            "REDIS_URL": settings.redis_url,
            "BLOB_URL": settings.blob_url,
            "QUITTANCE_DEMO": "1",
            "QUITTANCE_SECRET_KEY": settings.secret_key.get_secret_value(),
            "QUITTANCE_ENCRYPTION_KEY": settings.encryption_key.get_secret_value(),
            "QUITTANCE_SMTP_PORT": str(smtp_port),
            "QUITTANCE_SMTP_TLS": "none",
            "QUITTANCE_LOG_LEVEL": "WARNING",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-c", "from quittance.cli import main; main()", "worker"]
        self._process = subprocess.Popen(command, env=self._environment)

    def kill(self) -> None:
        """SIGKILL: nothing of it runs any more when this returns."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


@pytest.mark.req("SAGE-87")
async def test_a_worker_killed_at_the_worst_moments_loses_and_doubles_nothing(
    database: Database, settings: Settings, worker_database: Running, redis_url: str
) -> None:
    print(f"CRASH_SEED={SEED}")
    chance = random.Random(SEED)
    creditor = await a_creditor(database, now=CLOCK.now())
    with SinkServer() as server:
        workers = Workers(settings, server.port)
        await queue_messages(database, creditor)
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


async def queue_messages(database: Database, creditor: Creditor) -> None:
    """One overdue invoice and one approved message for each of many customers."""
    now = CLOCK.now()
    today = now.date()
    orders = []
    async with database.transaction(creditor.id) as session:
        for number in range(MESSAGES):
            customer = Customer(
                company_id=creditor.id,
                id=new_id(),
                code=f"C{number:04}",
                name=f"Client {number}",
                currency="EUR",
                profile_id=creditor.profile_id,
                created_at=now,
                updated_at=now,
            )
            session.add(customer)
            contact = Contact(
                company_id=creditor.id,
                id=new_id(),
                customer_id=customer.id,
                email=f"compta{number}@clients.example",
                created_at=now,
                updated_at=now,
            )
            receivable = Receivable(
                company_id=creditor.id,
                id=new_id(),
                customer_id=customer.id,
                external_id=f"F{number:04}",
                fingerprint=number.to_bytes(32),
                document_key=f"F{number:04}",
                kind=ReceivableKind.INVOICE,
                number=f"F{number:04}",
                entry_on=today - timedelta(days=50),
                invoiced_on=today - timedelta(days=50),
                due_on=today - timedelta(days=20),
                known_on=today - timedelta(days=50),
                currency="EUR",
                amount_minor=10_000 + number,
                balance_minor=10_000 + number,
                status=ReceivableStatus.OPEN,
                created_at=now,
                updated_at=now,
            )
            await session.flush()
            session.add_all([contact, receivable])
            orders.append(an_order(customer, contact, receivable, creditor, now))
        await session.flush()
        await deliveries.queue(session, creditor.id, orders, now=now)


def an_order(
    customer: Customer,
    contact: Contact,
    receivable: Receivable,
    creditor: Creditor,
    now: datetime,
) -> Order:
    return Order(
        source_id=new_id(),
        customer_id=customer.id,
        contact_id=contact.id,
        recipient_name=customer.name,
        recipient_address=contact.email,
        kind="first_reminder",
        step_kind="reminder",
        level=1,
        currency="EUR",
        lines=(
            ApprovedLine(
                receivable_id=receivable.id, amount_minor=receivable.balance_minor, reaches=1
            ),
        ),
        sender=Sender(
            user_id=creditor.admin.id,
            full_name=creditor.admin.full_name,
            email=creditor.admin.email,
        ),
        release_at=now,
    )


async def empty_queue(database: Database, company_id: UUID, *, until: datetime) -> None:
    """No message of the company is due any more."""
    left = None
    while CLOCK.now() < until:
        async with database.transaction() as session:
            left = await session.scalar(
                select(func.count())
                .select_from(DueWork)
                .where(DueWork.company_id == company_id, DueWork.what == "send_deliveries")
            )
        if left == 0:
            return
        await asyncio.sleep(0.5)
    pytest.fail(f"{left} messages are still due.")
