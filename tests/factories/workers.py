"""Worker processes that die or are stopped, and messages for them to send."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from quittance.customers.models import Contact, Customer
from quittance.deliveries import service as deliveries
from quittance.deliveries.service import ApprovedLine, Order, Sender
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.due_work import DueWork
from quittance.platform.ids import new_id
from quittance.platform.settings import Settings
from quittance.receivables.models import Receivable, ReceivableKind, ReceivableStatus
from tests.factories.companies import Creditor

CLOCK = Clock()


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

    def ask_to_stop(self) -> None:
        """SIGTERM, as an orchestrator sends it; the worker has not stopped yet."""
        assert self._process is not None
        self._process.terminate()

    def wait(self, seconds: float) -> int:
        """How it ended by itself; raises `TimeoutExpired` if it did not."""
        assert self._process is not None
        return self._process.wait(seconds)

    def stop(self) -> None:
        """It runs no more, gently or not."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


async def queue_messages(database: Database, creditor: Creditor, count: int) -> None:
    """One overdue invoice and one approved message for each of many customers."""
    now = CLOCK.now()
    today = now.date()
    orders = []
    async with database.transaction(creditor.id) as session:
        for number in range(count):
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
