"""Lines of a customer's account, as rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer
from quittance.domain.reconciliation import LineIdentity, fingerprint
from quittance.platform.ids import new_id
from quittance.receivables.models import Receivable, ReceivableKind, ReceivableStatus


async def a_receivable(
    session: AsyncSession,
    customer: Customer,
    *,
    now: datetime,
    due_on: date,
    amount_minor: int = 120_00,
    **facts: Any,
) -> Receivable:
    """An open invoice, invoiced thirty days before its due day; a negative sum is a payment."""
    id = new_id()
    number = facts.pop("number", f"FA-{id.hex[-8:]}")
    kind = ReceivableKind.INVOICE if amount_minor > 0 else ReceivableKind.PAYMENT
    identity = LineIdentity(customer.code, number, due_on, amount_minor, customer.currency)
    known = {
        "kind": kind,
        "document_key": number,
        "entry_on": due_on - timedelta(days=30),
        "invoiced_on": due_on - timedelta(days=30),
        "balance_minor": amount_minor,
        "status": ReceivableStatus.OPEN,
        "external_id": number,
        "currency": customer.currency,
    } | facts
    row = Receivable(
        company_id=customer.company_id,
        id=id,
        customer_id=customer.id,
        fingerprint=bytes.fromhex(fingerprint(identity)),
        number=number,
        due_on=due_on,
        amount_minor=amount_minor,
        known_on=now.date(),
        created_at=now,
        updated_at=now,
        **known,
    )
    session.add(row)
    await session.flush()
    return row
