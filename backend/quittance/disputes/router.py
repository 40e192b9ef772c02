"""Disputes over HTTP: list, open, close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.access import GUARD, CanAct, CanRead, Db
from quittance.customers import queries as customers
from quittance.customers.errors import CustomerNotFound
from quittance.disputes import queries, service
from quittance.disputes.errors import (
    DisputeClosedAlready,
    DisputedPartNeedsOne,
    DisputeNotFound,
    DisputeOwnerUnknown,
    ReceivableDisputed,
)
from quittance.disputes.models import Dispute
from quittance.disputes.queries import DisputeFilter
from quittance.disputes.schemas import (
    DisputeBody,
    DisputeOut,
    DisputeOutcomeBody,
    DisputeSummaryOut,
    DisputeTotalOut,
)
from quittance.domain.dispute_reason import DisputeReason
from quittance.domain.lifecycle import DisputeStatus
from quittance.platform.clock import Now
from quittance.platform.idempotency import IdempotencyKey, IdempotencyMismatch, remember
from quittance.platform.pages import Cursor, CursorInvalid, Limit, Page, cut, id_in
from quittance.platform.problems import problems
from quittance.receivables import queries as receivables
from quittance.receivables.errors import ReceivableClosed, ReceivableNotFound, ReceivablesMixed

router = APIRouter(prefix="/v1", tags=["disputes"])


def wanted(
    caller: CanRead,
    *,
    status: DisputeStatus | None = None,
    reason: DisputeReason | None = None,
    customer_id: UUID | None = None,
    sales_rep: Annotated[str | None, Query(max_length=100)] = None,
) -> DisputeFilter:
    """The filter asked for, as far as the caller sees."""
    return DisputeFilter(status, reason, customer_id, caller.sees_of(sales_rep))


Wanted = Annotated[DisputeFilter, Depends(wanted)]


@router.get(
    "/disputes",
    operation_id="disputes_list_disputes",
    responses=GUARD | problems(CursorInvalid),
)
async def list_disputes(
    caller: CanRead, db: Db, wanted: Wanted, limit: Limit = 50, cursor: Cursor = None
) -> Page[DisputeOut]:
    """Disputes, the oldest first."""
    after = id_in(cursor) if cursor else None
    found = await queries.page(db, caller.company_id, wanted, after=after, limit=limit + 1)
    rows, next_cursor = cut(found, limit, lambda row: (row.id,))
    return Page(items=await _shown(db, caller.company_id, rows), next_cursor=next_cursor)


@router.get("/disputes/summary", operation_id="disputes_summarize_disputes", responses=GUARD)
async def summarize_disputes(caller: CanRead, db: Db, wanted: Wanted) -> DisputeSummaryOut:
    """Exact count and sums of the same filter."""
    rows = await queries.totals(db, caller.company_id, wanted)
    return DisputeSummaryOut(
        count=sum(count for count, _ in rows.values()),
        totals=[
            DisputeTotalOut(currency=currency, count=count, contested_minor=minor)
            for currency, (count, minor) in rows.items()
        ],
    )


@router.post(
    "/customers/{customer_id}/disputes",
    operation_id="disputes_open_dispute",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD
    | problems(
        CustomerNotFound,
        ReceivableNotFound,
        ReceivableClosed,
        ReceivablesMixed,
        DisputedPartNeedsOne,
        DisputeOwnerUnknown,
        ReceivableDisputed,
        IdempotencyMismatch,
    ),
)
async def open_dispute(
    customer_id: UUID, body: DisputeBody, caller: CanAct, db: Db, now: Now, *, key: IdempotencyKey
) -> DisputeOut:
    """Record what a debtor contests, whole or in part."""
    remembered = await remember(
        db,
        caller.company_id,
        key=key,
        operation=f"dispute:{customer_id}",
        body=body,
        now=now,
    )
    if remembered.answer is not None:
        return DisputeOut.model_validate(remembered.answer)
    await customers.find(db, caller.company_id, customer_id)
    dispute = await service.open_dispute(
        db,
        caller.company_id,
        customer_id=customer_id,
        receivables=body.receivable_ids,
        reason=body.reason,
        details=body.details,
        amount_minor=body.amount_minor,
        source="collector",
        owner_id=body.owner_id or caller.user_id,
        actor=caller.actor,
        now=now,
    )
    [opened] = await _shown(db, caller.company_id, [dispute])
    remembered.keep(opened)
    return opened


@router.post(
    "/disputes/{dispute_id}/close",
    operation_id="disputes_close_dispute",
    responses=GUARD | problems(DisputeNotFound, DisputeClosedAlready),
)
async def close_dispute(
    dispute_id: UUID, body: DisputeOutcomeBody, caller: CanAct, db: Db, now: Now
) -> DisputeOut:
    """End the dispute; what was held because of it may be chased again."""
    dispute = await service.close_dispute(
        db,
        caller.company_id,
        dispute_id,
        outcome=body.outcome,
        note=body.note,
        actor=caller.actor,
        now=now,
    )
    return (await _shown(db, caller.company_id, [dispute]))[0]


async def _shown(
    session: AsyncSession, company_id: UUID, rows: Sequence[Dispute]
) -> list[DisputeOut]:
    """The disputes with their customer, level and receivables."""
    of = {row.customer_id for row in rows}
    people = await customers.by_ids(session, company_id, of)
    contested = await queries.receivables_of(session, company_id, [row.id for row in rows])
    level = await receivables.levels_of(session, company_id, of)
    return [
        DisputeOut(
            id=row.id,
            customer_id=row.customer_id,
            customer_code=people[row.customer_id].code,
            customer_name=people[row.customer_id].name,
            level=level.get(row.customer_id, 0),
            reason=row.reason,
            details=row.details,
            currency=row.currency,
            amount_minor=row.amount_minor,
            contested_minor=row.contested_minor,
            status=row.status,
            source=row.source,
            owner_id=row.owner_id,
            opened_by_name=row.opened_by_name,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            outcome_note=row.outcome_note,
            receivable_ids=list(contested[row.id]),
        )
        for row in rows
    ]
