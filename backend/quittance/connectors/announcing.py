"""What loads and their undoing make happen to single lines, told line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import events
from quittance.platform.events import Actor, Event
from quittance.receivables.events import ReceivablePaid, ReceivablePartPaid, ReceivableReopened
from quittance.receivables.ingest import PartPaid, Turn


async def announce_parts(
    session: AsyncSession,
    company_id: UUID,
    parts: Sequence[PartPaid],
    *,
    paid_on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """What was paid in part is told line by line, as of the day the ledger shows it."""
    facts = [
        ReceivablePartPaid(
            customer_id=part.customer_id,
            receivable_id=part.id,
            number=part.number,
            received_minor=part.received_minor,
            balance_minor=part.balance_minor,
            currency=part.currency,
            paid_on=paid_on,
        )
        for part in parts
    ]
    await events.record(session, company_id, *facts, actor=actor, now=now)


async def announce(
    session: AsyncSession, company_id: UUID, turns: Sequence[Turn], *, actor: Actor, now: datetime
) -> None:
    """What was paid or is owed again is told line by line; credits are part of that, not facts."""
    facts: list[Event] = [
        ReceivablePaid(
            customer_id=turn.customer_id,
            receivable_id=turn.id,
            number=turn.number,
            amount_minor=turn.amount_minor,
            currency=turn.currency,
            paid_on=turn.closed_on,
        )
        if turn.closes
        else ReceivableReopened(
            customer_id=turn.customer_id,
            receivable_id=turn.id,
            number=turn.number,
            balance_minor=turn.balance_minor,
            currency=turn.currency,
        )
        for turn in turns
        if turn.amount_minor > 0
    ]
    await events.record(session, company_id, *facts, actor=actor, now=now)
