"""Promises over HTTP: take one, follow them, cancel one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanAct, CanRead, Db
from quittance.customers import queries as customers
from quittance.customers.errors import CustomerNotFound
from quittance.domain.lifecycle import PromiseStatus
from quittance.platform.clock import Now, day_in
from quittance.platform.idempotency import IdempotencyKey, IdempotencyMismatch, remember
from quittance.platform.pages import Cursor, CursorInvalid, Limit, Page, cut, day_and_id_in
from quittance.platform.problems import problems
from quittance.promises import queries, service, settling
from quittance.promises.errors import (
    PromiseExceedsDebt,
    PromiseInPast,
    PromiseNotFound,
    PromiseSettled,
)
from quittance.promises.models import Promise
from quittance.promises.queries import PromiseFilter
from quittance.promises.schemas import (
    PromiseBody,
    PromisedPartOut,
    PromiseOut,
    PromiseSummaryOut,
    PromiseTotalOut,
)
from quittance.receivables import queries as receivables
from quittance.receivables.errors import ReceivableClosed, ReceivableNotFound, ReceivablesMixed

router = APIRouter(prefix="/v1", tags=["promises"])


def wanted(
    caller: CanRead,
    *,
    status: Annotated[
        list[PromiseStatus] | None, Query(max_length=5, description="Any of these; all without.")
    ] = None,
    customer_id: UUID | None = None,
    sales_rep: Annotated[str | None, Query(max_length=100)] = None,
    due_before: date | None = None,
    unpaid: Annotated[bool, Query(description="Only those on which something is still owed.")] = (
        False
    ),
) -> PromiseFilter:
    """The filter asked for, as far as the caller sees."""
    return PromiseFilter(
        tuple(status or ()), customer_id, caller.sees_of(sales_rep), due_before, unpaid
    )


Wanted = Annotated[PromiseFilter, Depends(wanted)]


@router.post(
    "/customers/{customer_id}/promises",
    operation_id="promises_make_promise",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD
    | problems(
        CustomerNotFound,
        ReceivableNotFound,
        ReceivableClosed,
        ReceivablesMixed,
        PromiseExceedsDebt,
        PromiseInPast,
        IdempotencyMismatch,
    ),
)
async def make_promise(
    customer_id: UUID, body: PromiseBody, caller: CanAct, db: Db, now: Now, *, key: IdempotencyKey
) -> PromiseOut:
    """Record a promise to pay and leave its receivables in peace until it falls due."""
    remembered = await remember(
        db,
        caller.company_id,
        key=key,
        operation=f"promise:{customer_id}",
        body=body,
        now=now,
    )
    if remembered.answer is not None:
        return PromiseOut.model_validate(remembered.answer)
    await customers.find(db, caller.company_id, customer_id)
    promise = await service.make_promise(
        db,
        caller.company_id,
        customer_id=customer_id,
        receivables={part.receivable_id: part.amount_minor for part in body.receivables},
        amount_minor=body.amount_minor,
        currency=body.currency,
        due_on=body.due_on,
        grace_days=body.grace_days,
        method=body.method,
        details=body.details,
        source="collector",
        actor=caller.actor,
        now=now,
    )
    [made] = await _shown(db, caller.company_id, [promise], now)
    remembered.keep(made)
    return made


@router.get(
    "/promises",
    operation_id="promises_list_promises",
    responses=GUARD | problems(CursorInvalid),
)
async def list_promises(
    caller: CanRead, db: Db, now: Now, wanted: Wanted, *, limit: Limit = 50, cursor: Cursor = None
) -> Page[PromiseOut]:
    """Promises, the earliest day first, with the days passed since."""
    after = day_and_id_in(cursor) if cursor else None
    found = await queries.page(db, caller.company_id, wanted, after=after, limit=limit + 1)
    rows, next_cursor = cut(found, limit, lambda row: (row.due_on, row.id))
    return Page(items=await _shown(db, caller.company_id, rows, now), next_cursor=next_cursor)


@router.get("/promises/summary", operation_id="promises_summarize_promises", responses=GUARD)
async def summarize_promises(caller: CanRead, db: Db, wanted: Wanted) -> PromiseSummaryOut:
    """Exact count and sums of the same filter."""
    rows = await queries.totals(db, caller.company_id, wanted)
    return PromiseSummaryOut(
        count=sum(row.count for row in rows),
        totals=[PromiseTotalOut.model_validate(row) for row in rows],
    )


@router.delete(
    "/promises/{promise_id}",
    operation_id="promises_cancel_promise",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(PromiseNotFound, PromiseSettled),
)
async def cancel_promise(promise_id: UUID, caller: CanAct, db: Db, now: Now) -> None:
    """Count on the promise no more; its receivables may be chased again."""
    await settling.cancel(
        db, caller.company_id, promise_id, reason="cancelled", actor=caller.actor, now=now
    )


async def _shown(
    session: AsyncSession, company_id: UUID, rows: Sequence[Promise], now: datetime
) -> list[PromiseOut]:
    """The promises with what a collector needs beside them, in six queries however many."""
    company = await accounts.company(session, company_id)
    today = day_in(company.time_zone, now)
    of = {row.customer_id for row in rows}
    people = await customers.by_ids(session, company_id, of)
    parts = await queries.parts_of(session, company_id, [row.id for row in rows])
    level = await receivables.levels_of(session, company_id, of)
    overdue = await receivables.overdue_of(session, company_id, of, today)
    return [
        PromiseOut(
            id=row.id,
            customer_id=row.customer_id,
            customer_code=people[row.customer_id].code,
            customer_name=people[row.customer_id].name,
            sales_rep=people[row.customer_id].sales_rep,
            level=level.get(row.customer_id, 0),
            overdue_minor=overdue.get((row.customer_id, row.currency), 0),
            currency=row.currency,
            amount_minor=row.amount_minor,
            due_on=row.due_on,
            days_passed=max(0, (today - row.due_on).days),
            grace_days=row.grace_days,
            status=row.status,
            source=row.source,
            method=row.method,
            details=row.details,
            made_by_name=row.made_by_name,
            made_at=row.made_at,
            settled_at=row.settled_at,
            receivables=[PromisedPartOut.model_validate(part) for part in parts[row.id]],
        )
        for row in rows
    ]
