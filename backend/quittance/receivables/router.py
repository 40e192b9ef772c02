"""Customers and what they owe over HTTP."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanAct, CanRead, Db
from quittance.customers import queries as customers
from quittance.customers import service as customer_service
from quittance.customers.errors import (
    CollectorUnknown,
    CustomerNotFound,
    CustomerStale,
    ProfileNotFound,
)
from quittance.platform.clock import Now, day_in
from quittance.platform.pages import (
    Cursor,
    CursorInvalid,
    Limit,
    Page,
    cut,
    day_and_id_in,
    decode_cursor,
)
from quittance.platform.problems import problems
from quittance.platform.schemas import IfMatch, version_of
from quittance.receivables import account_queries, holds, service, shown
from quittance.receivables.account_queries import LineState
from quittance.receivables.errors import (
    HoldEndless,
    HoldNotFound,
    HoldNotYours,
    HoldOfAnotherCustomer,
    ReceivableClosed,
    ReceivableNotFound,
)
from quittance.receivables.schemas import (
    AccountSummaryOut,
    CustomerChanges,
    CustomerOut,
    CustomerRowOut,
    HoldBody,
    HoldOut,
    HoldsOut,
    LineSumsOut,
    ReceivableChanges,
    ReceivableOut,
)

router = APIRouter(prefix="/v1", tags=["receivables"])

NULLABLE = {"collector_id"}
KEY_ROLE = "collector"  # a program that may act lifts what a collector lifts

Fragment = Annotated[
    str | None,
    Query(min_length=1, max_length=100, description="Part of a code, name or town (SAGE-22)."),
]


async def _today(session: AsyncSession, company_id: UUID, now: datetime) -> date:
    company = await accounts.company(session, company_id)
    return day_in(company.time_zone, now)


@router.get(
    "/customers",
    operation_id="receivables_list_customers",
    responses=GUARD | problems(CursorInvalid),
)
async def list_customers(
    caller: CanRead,
    db: Db,
    now: Now,
    *,
    q: Fragment = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[CustomerRowOut]:
    """Customers by name, or those the fragment finds, and what they owe."""
    found = await shown.rows(
        db,
        caller.company_id,
        await _today(db, caller.company_id, now),
        fragment=q.replace("\x00", "") if q else None,
        sales_rep=caller.sales_rep,
        after=_name_key(cursor) if cursor else None,
        limit=limit + 1,
    )
    items, next_cursor = cut(found, limit, lambda row: (row.name, row.id))
    return Page(items=list(items), next_cursor=next_cursor)


@router.get(
    "/customers/{customer_id}",
    operation_id="receivables_read_customer",
    responses=GUARD | problems(CustomerNotFound),
)
async def read_customer(
    customer_id: UUID, response: Response, caller: CanRead, db: Db, now: Now
) -> CustomerOut:
    """The customer's record and balances; `ETag` is the version to send back with a change."""
    today = await _today(db, caller.company_id, now)
    record = await shown.record(
        db, caller.company_id, customer_id, today, sales_rep=caller.sales_rep
    )
    response.headers["ETag"] = f'"{record.version}"'
    return record


@router.patch(
    "/customers/{customer_id}",
    operation_id="receivables_change_customer",
    responses=GUARD | problems(CustomerNotFound, CustomerStale, CollectorUnknown, ProfileNotFound),
)
async def change_customer(
    customer_id: UUID,
    body: CustomerChanges,
    caller: CanAct,
    db: Db,
    now: Now,
    *,
    response: Response,
    if_match: IfMatch,
) -> CustomerOut:
    """Change the note, the flag, the profile, the collector or the sort of debtor."""
    changes = body.model_dump(exclude_unset=True)
    await customer_service.change(
        db,
        caller.company_id,
        customer_id,
        {name: value for name, value in changes.items() if value is not None or name in NULLABLE},
        version=version_of(if_match),
        actor=caller.actor,
        now=now,
    )
    await db.flush()
    return await read_customer(customer_id, response, caller, db, now)


@router.get(
    "/customers/{customer_id}/receivables",
    operation_id="receivables_list_receivables",
    responses=GUARD | problems(CustomerNotFound, CursorInvalid),
)
async def list_receivables(
    customer_id: UUID,
    caller: CanRead,
    db: Db,
    now: Now,
    *,
    state: LineState = LineState.OPEN,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ReceivableOut]:
    """The customer's account line by line, the oldest due first; closed lines the newest first."""
    await customers.find(db, caller.company_id, customer_id, sales_rep=caller.sales_rep)
    found = await account_queries.lines(
        db,
        caller.company_id,
        customer_id,
        state,
        after=day_and_id_in(cursor) if cursor else None,
        limit=limit + 1,
    )
    rows, next_cursor = cut(found, limit, lambda row: (row.due_on, row.id))
    today = await _today(db, caller.company_id, now)
    items = await shown.lines(db, caller.company_id, customer_id, rows, today)
    return Page(items=items, next_cursor=next_cursor)


@router.get(
    "/customers/{customer_id}/receivables/summary",
    operation_id="receivables_sum_receivables",
    responses=GUARD | problems(CustomerNotFound),
)
async def sum_receivables(
    customer_id: UUID, caller: CanRead, db: Db, now: Now, *, state: LineState = LineState.OPEN
) -> AccountSummaryOut:
    """Exact count and sums of those lines, by currency."""
    await customers.find(db, caller.company_id, customer_id, sales_rep=caller.sales_rep)
    today = await _today(db, caller.company_id, now)
    totals = await account_queries.sums(db, caller.company_id, customer_id, state, today)
    return AccountSummaryOut(
        lines=sum(one.lines for one in totals),
        totals=[LineSumsOut.model_validate(one) for one in totals],
    )


@router.patch(
    "/receivables/{receivable_id}",
    operation_id="receivables_change_receivable",
    responses=GUARD | problems(ReceivableNotFound, ReceivableClosed),
)
async def change_receivable(
    receivable_id: UUID, body: ReceivableChanges, caller: CanAct, db: Db, now: Now
) -> ReceivableOut:
    """Change a line's level, note or forecast; due day and dunning cycle stay."""
    today = await _today(db, caller.company_id, now)
    row = await service.change(
        db,
        caller.company_id,
        receivable_id,
        body.model_dump(exclude_unset=True),
        today=today,
        actor=caller.actor,
        now=now,
    )
    await db.flush()
    return (await shown.lines(db, caller.company_id, row.customer_id, [row], today))[0]


@router.get(
    "/customers/{customer_id}/holds",
    operation_id="receivables_list_holds",
    responses=GUARD | problems(CustomerNotFound),
)
async def list_holds(customer_id: UUID, caller: CanRead, db: Db, now: Now) -> HoldsOut:
    """Why the customer or its receivables are not chased, until when, and who may lift it."""
    await customers.find(db, caller.company_id, customer_id, sales_rep=caller.sales_rep)
    today = await _today(db, caller.company_id, now)
    found = await holds.standing(db, caller.company_id, [customer_id], today=today)
    return HoldsOut(items=[shown.hold(one) for one in found])


@router.post(
    "/customers/{customer_id}/holds",
    operation_id="receivables_place_hold",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD
    | problems(CustomerNotFound, ReceivableNotFound, HoldEndless, HoldOfAnotherCustomer),
)
async def place_hold(
    customer_id: UUID, body: HoldBody, caller: CanAct, db: Db, now: Now
) -> HoldOut:
    """Stop every reminder of the customer, or of one receivable, until it is lifted."""
    await customers.lock(db, caller.company_id, customer_id)
    placed = await service.stop(
        db,
        caller.company_id,
        customer_id,
        receivable_id=body.receivable_id,
        last_on=body.last_on,
        reason=body.reason,
        today=await _today(db, caller.company_id, now),
        actor=caller.actor,
        now=now,
    )
    return shown.hold(placed)


@router.delete(
    "/holds/{hold_id}",
    operation_id="receivables_lift_hold",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(HoldNotFound, HoldNotYours),
)
async def lift_hold(hold_id: UUID, caller: CanAct, db: Db, now: Now) -> None:
    """Chase again, as far as this hold goes; some holds only a manager lifts, some nobody."""
    found = await holds.find(db, caller.company_id, hold_id)
    role = caller.role.value if caller.role else KEY_ROLE
    await service.lift(db, found, role=role, actor=caller.actor, now=now)


def _name_key(cursor: str) -> tuple[str, UUID]:
    name, id = decode_cursor(cursor, 2)
    try:
        return str(name).replace("\x00", "").encode().decode(), UUID(id)
    except (TypeError, ValueError, AttributeError) as error:
        raise CursorInvalid("This cursor belongs to another list.") from error
