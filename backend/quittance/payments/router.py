"""Payment notices over HTTP: staff read them, accept or reject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.access import GUARD, CanAct, CanRead, Db
from quittance.customers import queries as customers
from quittance.payments import queries, service
from quittance.payments.errors import NoticeNotFound, NoticeReviewed
from quittance.payments.models import NoticeStatus, PaymentNotice
from quittance.payments.queries import NoticeFilter
from quittance.payments.schemas import PaymentNoticeOut, RejectionBody
from quittance.platform.clock import Now
from quittance.platform.pages import Cursor, CursorInvalid, Limit, Page, cut, id_in
from quittance.platform.problems import problems

router = APIRouter(prefix="/v1", tags=["payments"])


def wanted(
    caller: CanRead,
    *,
    status: NoticeStatus | None = None,
    customer_id: UUID | None = None,
    sales_rep: Annotated[str | None, Query(max_length=100)] = None,
) -> NoticeFilter:
    """The filter asked for, as far as the caller sees."""
    return NoticeFilter(status, customer_id, caller.sees_of(sales_rep))


Wanted = Annotated[NoticeFilter, Depends(wanted)]


@router.get(
    "/payment-notices",
    operation_id="payments_list_notices",
    responses=GUARD | problems(CursorInvalid),
)
async def list_notices(
    caller: CanRead, db: Db, wanted: Wanted, limit: Limit = 50, cursor: Cursor = None
) -> Page[PaymentNoticeOut]:
    """What debtors say they have paid, the oldest first."""
    after = id_in(cursor) if cursor else None
    found = await queries.page(db, caller.company_id, wanted, after=after, limit=limit + 1)
    rows, next_cursor = cut(found, limit, lambda row: (row.id,))
    return Page(items=await _shown(db, caller.company_id, rows), next_cursor=next_cursor)


@router.post(
    "/payment-notices/{notice_id}/accept",
    operation_id="payments_accept_notice",
    responses=GUARD | problems(NoticeNotFound, NoticeReviewed),
)
async def accept_notice(notice_id: UUID, caller: CanAct, db: Db, now: Now) -> PaymentNoticeOut:
    """Believe the notice: nobody is chased for it until its term."""
    notice = await service.accept(db, caller.company_id, notice_id, actor=caller.actor, now=now)
    return (await _shown(db, caller.company_id, [notice]))[0]


@router.post(
    "/payment-notices/{notice_id}/reject",
    operation_id="payments_reject_notice",
    responses=GUARD | problems(NoticeNotFound, NoticeReviewed),
)
async def reject_notice(
    notice_id: UUID, body: RejectionBody, caller: CanAct, db: Db, now: Now
) -> PaymentNoticeOut:
    """No such payment was found: its receivables may be chased again."""
    notice = await service.reject(
        db, caller.company_id, notice_id, note=body.note, actor=caller.actor, now=now
    )
    return (await _shown(db, caller.company_id, [notice]))[0]


async def _shown(
    session: AsyncSession, company_id: UUID, rows: Sequence[PaymentNotice]
) -> list[PaymentNoticeOut]:
    """The notices with their customer and receivables."""
    people = await customers.by_ids(session, company_id, {row.customer_id for row in rows})
    noticed = await queries.receivables_of(session, company_id, [row.id for row in rows])
    return [
        PaymentNoticeOut(
            id=row.id,
            customer_id=row.customer_id,
            customer_code=people[row.customer_id].code,
            customer_name=people[row.customer_id].name,
            currency=row.currency,
            amount_minor=row.amount_minor,
            paid_on=row.paid_on,
            method=row.method,
            reference=row.reference,
            details=row.details,
            status=row.status,
            received_at=row.received_at,
            reviewed_at=row.reviewed_at,
            receivable_ids=list(noticed[row.id]),
        )
        for row in rows
    ]
