"""Reports: the choice of a company, who owes what, what happened."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanRead, Db, Person, memberships_of, narrowed_to
from quittance.accounts.errors import ForeignOrigin, NotLoggedIn
from quittance.platform.clock import Now, day_in
from quittance.platform.pages import Cursor, CursorInvalid, Limit, Page
from quittance.platform.problems import problems
from quittance.reporting import aging, choices, companies, reach, timeline
from quittance.reporting.aging import SORTED_BY, AgingFilter, Reminders
from quittance.reporting.schemas import (
    AgingRowOut,
    AgingSummaryOut,
    AgingTotalOut,
    ChoicesOut,
    CompaniesOut,
    CompanySumsOut,
    CurrencySumsOut,
    ReachOut,
    TimelineEntryOut,
)

router = APIRouter(prefix="/v1", tags=["reporting"])

AgingSort = Annotated[str, Query(pattern=f"^-?({'|'.join(SORTED_BY)})$")]
Word = Annotated[str | None, Query(max_length=200)]
NOTHING = {"overdue_minor": 0, "upcoming_minor": 0, "total_minor": 0, "customers": 0}


@router.get(
    "/companies",
    operation_id="reporting_list_companies",
    responses=problems(NotLoggedIn, ForeignOrigin),
)
async def list_companies(person: Person, db: Db, now: Now) -> CompaniesOut:
    """The companies the person works in, what each is owed, and the grand totals (SAGE-4)."""
    memberships = await memberships_of(db, person.user.id)
    roles = {one.company_id: one.role for one in memberships}
    seen = {one.company_id: narrowed_to(one) for one in memberships}
    theirs = await accounts.companies(db, list(roles))
    today = {one.id: day_in(one.time_zone, now) for one in theirs}
    rows = await companies.totals(db, seen, today=today)
    items = []
    for company in theirs:
        own = [row for row in rows if row["company_id"] == company.id]
        for sums in own or [{"currency": company.currency, **NOTHING}]:
            named = sums | {"id": company.id, "name": company.name, "role": roles[company.id]}
            items.append(CompanySumsOut.model_validate(named))
    totals = [
        CurrencySumsOut(
            currency=currency,
            **{
                name: sum(getattr(one, name) for one in items if one.currency == currency)
                for name in NOTHING
            },
        )
        for currency in sorted({one.currency for one in items})
    ]
    return CompaniesOut(items=items, totals=totals)


def aging_filter(
    caller: CanRead,
    *,
    q: Annotated[
        str | None, Query(max_length=100, description="Part of a name, code or town.")
    ] = None,
    reminders: Reminders = Reminders.ALL,
    level: Annotated[int | None, Query(ge=0, le=9)] = None,
    profile_id: UUID | None = None,
    sales_rep: Word = None,
    category: Word = None,
    payment_method: Word = None,
    collector_id: UUID | None = None,
    free1: Word = None,
    free2: Word = None,
    currency: Annotated[str | None, Query(pattern="^[A-Z]{3}$")] = None,
) -> AgingFilter:
    """The filter of the query; a sales representative sees their own customers only."""
    return AgingFilter(
        q=q,
        reminders=reminders,
        level=level,
        profile_id=profile_id,
        sales_rep=caller.sales_rep if caller.sales_rep is not None else sales_rep,
        category=category,
        payment_method=payment_method,
        collector_id=collector_id,
        free1=free1,
        free2=free2,
        currency=currency,
    )


Wanted = Annotated[AgingFilter, Depends(aging_filter)]


@router.get(
    "/aging",
    operation_id="reporting_list_aging",
    responses=GUARD | problems(CursorInvalid),
)
async def list_aging(
    caller: CanRead,
    wanted: Wanted,
    db: Db,
    now: Now,
    *,
    sort: AgingSort = "-total",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[AgingRowOut]:
    """Who owes what, by age of the debt (SAGE-45…48)."""
    company = await accounts.company(db, caller.company_id)
    rows, following = await aging.page(
        db,
        caller.company_id,
        wanted,
        as_of=day_in(company.time_zone, now),
        sort=sort,
        cursor=cursor,
        limit=limit,
    )
    return Page(items=[AgingRowOut.model_validate(row) for row in rows], next_cursor=following)


@router.get("/aging/summary", operation_id="reporting_sum_aging", responses=GUARD)
async def sum_aging(caller: CanRead, wanted: Wanted, db: Db, now: Now) -> AgingSummaryOut:
    """The exact count and sums of the whole filter (SAGE-116)."""
    company = await accounts.company(db, caller.company_id)
    as_of = day_in(company.time_zone, now)
    rows = await aging.totals(db, caller.company_id, wanted, as_of=as_of)
    return AgingSummaryOut(
        as_of=as_of,
        customers=sum(row["customers"] for row in rows),
        totals=[AgingTotalOut.model_validate(row) for row in rows],
    )


@router.get("/aging/choices", operation_id="reporting_list_choices", responses=GUARD)
async def list_choices(caller: CanRead, db: Db) -> ChoicesOut:
    """The values each filter of the aging list may take (SAGE-45)."""
    found = await choices.of_company(db, caller.company_id, sales_rep=caller.sales_rep)
    return ChoicesOut.model_validate(found)


@router.get("/reach", operation_id="reporting_count_reach", responses=GUARD)
async def count_reach(caller: CanRead, db: Db) -> ReachOut:
    """How many customers owe something, and how many of them nothing can reach."""
    found = await reach.of_company(db, caller.company_id, sales_rep=caller.sales_rep)
    return ReachOut.model_validate(found)


@router.get(
    "/customers/{customer_id}/timeline",
    operation_id="reporting_list_timeline",
    responses=GUARD | problems(CursorInvalid),
)
async def list_timeline(
    customer_id: UUID, caller: CanRead, db: Db, cursor: Cursor = None, limit: Limit = 50
) -> Page[TimelineEntryOut]:
    """What happened with a customer, the newest first (SAGE-36, SAGE-37)."""
    rows, following = await timeline.page(
        db,
        caller.company_id,
        customer_id,
        sales_rep=caller.sales_rep,
        cursor=cursor,
        limit=limit,
    )
    entries = [
        TimelineEntryOut(
            id=row.id,
            at=row.occurred_at,
            type=row.type,
            actor=row.actor_name,
            actor_kind=row.actor_kind,
            data=row.payload,
        )
        for row in rows
    ]
    return Page(items=entries, next_cursor=following)
