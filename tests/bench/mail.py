"""Confirmed reminders leaving through a worker, against a bare loop that says the same bytes."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from aiosmtplib import SMTP
from sqlalchemy import func, select, update

from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.platform.clock import Clock, stopwatch
from quittance.platform.database import Database
from quittance.platform.due_work import DueWork
from quittance.platform.embedded import Running
from quittance.platform.events import Actor, ActorKind
from quittance.platform.storage import FolderStore
from quittance.scenarios import confirming, planning, queries
from quittance.scenarios.approving import Choice
from tests.bench import ledger
from tests.bench.figures import ALTERNATIONS, Figure, in_turns
from tests.bench.places import environment_for
from tests.factories.companies import a_creditor

MESSAGES = 2_000
WORKERS = 2
PATIENCE_S = 60
CLOCK = Clock()


async def measure(
    running: Running, folder: Path, *, messages: int = MESSAGES, times: int = ALTERNATIONS
) -> list[Figure]:
    """Messages a second, from the moment they are due until each is known to be sent."""
    database = Database(running.app_url)
    with _sink() as port, _workers(running, folder, port):
        last: list[UUID] = []

        async def ours() -> float:
            company_id = await _confirmed(database, running.owner_url, messages)
            last[:] = [company_id]
            return messages / await _send(database, company_id)

        async def limit() -> float:
            said = await _said(database, folder, last[0])
            return messages / await _say_bare(port, said)

        figure = await in_turns("mail", "messages/s", ours, limit, times=times)
    await database.close()
    return [figure]


async def _confirmed(database: Database, owner_url: str, messages: int) -> UUID:
    """A company whose reminders are confirmed and wait for a far hour."""
    now = CLOCK.now()
    creditor = await a_creditor(database, now=now)
    await ledger.fill_late(owner_url, creditor.id, creditor.profile_id, customers=messages, now=now)
    async with database.transaction(creditor.id) as session:
        as_of = planning.plan_day(creditor.company, now)
        await planning.plan(session, creditor.id, as_of=as_of, now=now)
    async with database.transaction(creditor.id) as session:
        ready = await queries.ready(session, creditor.id, "to_confirm")
        confirmed = await confirming.confirm(
            session,
            creditor.id,
            [Choice(action_id) for action_id in ready],
            actor=Actor(ActorKind.USER, creditor.admin.id, creditor.admin.full_name),
            may_override_stops=False,
            undo_time=timedelta(days=2),
            now=now,
        )
    if confirmed.messages != messages:
        raise AssertionError(f"{confirmed.messages} messages instead of {messages}.")
    await ledger.tidy(owner_url)
    return creditor.id


async def _send(database: Database, company_id: UUID) -> float:
    """Everything is due now; the seconds until the last message is known to be sent."""
    begun_at = CLOCK.now()
    async with database.transaction(company_id) as session:
        mine = Delivery.company_id == company_id
        await session.execute(update(Delivery).where(mine).values(due_at=begun_at))
        await session.execute(
            update(DueWork)
            .where(DueWork.company_id == company_id, DueWork.what == "send_deliveries")
            .values(due_at=begun_at)
        )
    began = stopwatch()
    while stopwatch() - began < PATIENCE_S:
        await asyncio.sleep(0.1)
        async with database.transaction(company_id) as session:
            left = await session.scalar(
                select(func.count())
                .select_from(Delivery)
                .where(
                    Delivery.company_id == company_id,
                    Delivery.status.in_((DeliveryStatus.QUEUED, DeliveryStatus.CLAIMED)),
                )
            )
            if not left:
                last_at, unsent = (
                    await session.execute(
                        select(
                            func.max(Delivery.settled_at),
                            func.count().filter(Delivery.status != DeliveryStatus.SENT),
                        ).where(Delivery.company_id == company_id)
                    )
                ).one()
                if unsent or last_at is None:
                    raise AssertionError(f"{unsent} messages were not sent.")
                return (last_at - begun_at).total_seconds()
    raise TimeoutError("The messages did not leave.")


async def _said(database: Database, folder: Path, company_id: UUID) -> list[tuple[str, bytes]]:
    """The very bytes that left, and to whom."""
    store = FolderStore(folder / "blobs")
    async with database.transaction(company_id) as session:
        rows = await session.execute(
            select(Delivery.recipient_address, Delivery.message_key).where(
                Delivery.company_id == company_id
            )
        )
        return [(address, await store.get(key)) for address, key in rows]


async def _say_bare(port: int, said: list[tuple[str, bytes]]) -> float:
    """The seconds one connection needs to hand the same bytes over."""
    async with SMTP(hostname="127.0.0.1", port=port, use_tls=False, start_tls=False) as smtp:
        began = stopwatch()
        for address, content in said:
            await smtp.sendmail("bounce@exemple.fr", [address], content)
        return stopwatch() - began


@contextmanager
def _sink() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.sink", str(port)])
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _workers(running: Running, folder: Path, port: int) -> Iterator[None]:
    """Workers as production runs them."""
    environment = environment_for(running, folder, QUITTANCE_SMTP_PORT=str(port))
    command = [sys.executable, "-c", "from quittance.cli import main; main()", "worker"]
    processes = [subprocess.Popen(command, env=environment) for _ in range(WORKERS)]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()
