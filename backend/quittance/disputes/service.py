"""Open and close disputes; while one is open its receivables are left in peace."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.disputes import queries
from quittance.disputes.errors import (
    DisputeClosedAlready,
    DisputedPartNeedsOne,
    DisputeOwnerUnknown,
    ReceivableDisputed,
)
from quittance.disputes.events import DisputeClosed, DisputeOpened
from quittance.disputes.models import Dispute, DisputedReceivable
from quittance.domain.dispute_reason import DisputeReason
from quittance.domain.holds import Hold, HoldKind
from quittance.domain.lifecycle import DISPUTE_MOVES, DisputeStatus, MoveRefused, move
from quittance.platform import events
from quittance.platform.clock import day_in
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.receivables import holds
from quittance.receivables import queries as receivables_of

Source = Literal["portal", "collector"]
Outcome = Literal[DisputeStatus.UPHELD, DisputeStatus.REJECTED, DisputeStatus.WITHDRAWN]


async def open_dispute(
    session: AsyncSession,
    company_id: UUID,
    *,
    customer_id: UUID,
    receivables: Collection[UUID],
    reason: DisputeReason,
    details: str = "",
    amount_minor: int | None = None,
    source: Source,
    actor: Actor,
    now: datetime,
    owner_id: UUID | None = None,
    answer_id: UUID | None = None,
) -> Dispute:
    """The dispute is open; its receivables are held where the company wants it (SAGE-34).

    A receivable is contested once at a time: `ReceivableDisputed` where a dispute is open on it.

    `owner_id` is the colleague who looks into it; raises `DisputeOwnerUnknown` for a stranger.
    `amount_minor` contests a part of exactly one receivable, and holds that part only.
    """
    company = await accounts.company(session, company_id)
    if owner_id is not None and not await accounts.is_member(session, company_id, owner_id):
        raise DisputeOwnerUnknown("This person does not work in the company.")
    rows = await receivables_of.lock_owed(session, company_id, receivables, customer_id=customer_id)
    if twice := await queries.contested_among(session, company_id, [row.id for row in rows]):
        raise ReceivableDisputed(f"A dispute is open on {len(twice)} of these receivables.")
    owed = sum(row.balance_minor for row in rows)
    if amount_minor is not None and (len(rows) > 1 or not 0 < amount_minor <= owed):
        raise DisputedPartNeedsOne(f"{amount_minor} of {owed} on {len(rows)} receivables.")
    part = None if amount_minor == owed else amount_minor

    dispute = Dispute(
        company_id=company_id,
        id=new_id(),
        customer_id=customer_id,
        reason=reason,
        details=details,
        currency=rows[0].currency,
        amount_minor=part,
        contested_minor=part or owed,
        status=DisputeStatus.OPEN,
        source=source,
        owner_id=owner_id,
        opened_by=actor.id,
        opened_by_name=actor.name,
        answer_id=answer_id,
        opened_at=now,
        closed_at=None,
        closed_by=None,
        outcome_note="",
    )
    session.add(dispute)
    await session.flush()
    today = day_in(company.time_zone, now)
    session.add_all(
        DisputedReceivable(company_id=company_id, dispute_id=dispute.id, receivable_id=row.id)
        for row in rows
    )
    if company.disputes_hold:
        await holds.place_all(
            session,
            company_id,
            customer_id,
            [
                Hold(HoldKind.DISPUTE, today, amount_minor=part, receivable_id=row.id)
                for row in rows
            ],
            source=("dispute", dispute.id),
            reason=reason.value,
            actor=actor,
            now=now,
        )
    opened = DisputeOpened(
        customer_id=customer_id,
        dispute_id=dispute.id,
        receivable_ids=tuple(row.id for row in rows),
        reason=reason.value,
        amount_minor=dispute.contested_minor,
        currency=dispute.currency,
        source=source,
    )
    await events.record(session, company_id, opened, actor=actor, now=now)
    return dispute


async def close_dispute(
    session: AsyncSession,
    company_id: UUID,
    dispute_id: UUID,
    *,
    outcome: Outcome,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> Dispute:
    """The dispute has an outcome and holds nothing any more; raises `DisputeClosedAlready`."""
    dispute = await queries.lock(session, company_id, dispute_id)
    try:
        dispute.status = move(DISPUTE_MOVES, dispute.status, outcome)
    except MoveRefused as refused:
        raise DisputeClosedAlready("This dispute has an outcome.") from refused
    dispute.closed_at, dispute.closed_by, dispute.outcome_note = now, actor.id, note
    await holds.release_source(session, company_id, dispute_id, actor=actor, now=now)
    contested = await queries.receivables_of(session, company_id, [dispute_id])
    closed = DisputeClosed(
        customer_id=dispute.customer_id,
        dispute_id=dispute_id,
        receivable_ids=tuple(contested[dispute_id]),
        outcome=outcome.value,
    )
    await events.record(session, company_id, closed, actor=actor, now=now)
    return dispute
