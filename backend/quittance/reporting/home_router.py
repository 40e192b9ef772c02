"""The home page in parts that load by themselves, and the search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanRead, Db
from quittance.accounts.models import Company
from quittance.customers import queries as customers
from quittance.customers.errors import CustomerNotFound
from quittance.domain.business_days import Calendar, first_open_day
from quittance.domain.dunning import standing_cautions
from quittance.domain.explain import Caution
from quittance.domain.holidays import Territory
from quittance.platform.clock import Now, day_in
from quittance.platform.problems import problems
from quittance.reporting import dunning, home, home_ledger, offered, search, waiting, watched
from quittance.reporting.home_schemas import (
    BreakdownOut,
    BreakdownRowOut,
    ComingOut,
    DoneOut,
    DunningOut,
    FoundContactOut,
    FoundCustomerOut,
    FoundOut,
    FoundReceivableOut,
    GapOut,
    GapsOut,
    HomeDebtorOut,
    HomeOut,
    HomeTotalOut,
    LedgerOut,
    LoadOut,
    TodayOut,
    WaitingOut,
    WaitingRemindersOut,
    WatchedEntryOut,
    WatchedOut,
    WorkOut,
)

router = APIRouter(prefix="/v1", tags=["reporting"])

MOST_GAPS = 200
Fragment = Annotated[
    str,
    Query(min_length=2, max_length=100, description="Part of a name, a code, an address, a number"),
]


@router.get("/today", operation_id="reporting_read_today", responses=GUARD)
async def read_today(caller: CanRead, db: Db, now: Now) -> TodayOut:
    """The company's civil day, which every screen counts from."""
    company = await accounts.company(db, caller.company_id)
    return TodayOut(now=now, today=day_in(company.time_zone, now))


@router.get(
    "/customers/{customer_id}/dunning",
    operation_id="reporting_read_dunning",
    responses=GUARD | problems(CustomerNotFound),
)
async def read_dunning(customer_id: UUID, caller: CanRead, db: Db) -> DunningOut:
    """How far the customer has been reminded, and what comes next (SAGE-36)."""
    await customers.find(db, caller.company_id, customer_id, sales_rep=caller.sales_rep)
    found = await dunning.of_customer(db, caller.company_id, customer_id)
    return DunningOut.model_validate(found)


@router.get("/home", operation_id="reporting_read_home", responses=GUARD)
async def read_home(caller: CanRead, db: Db, now: Now) -> HomeOut:
    """The figures of the day: owed, overdue, paid, who owes most (SAGE-15…17, SAGE-118)."""
    company = await accounts.company(db, caller.company_id)
    today = day_in(company.time_zone, now)
    since = home_ledger.paid_since(today)
    seen = caller.sales_rep
    totals, debtors = await home.figures(db, company.id, today=today, sales_rep=seen)
    await home.adorn(db, company.id, debtors, today=today)
    paid = await home_ledger.paid(db, company.id, since=since, sales_rep=seen)
    loads = await home_ledger.loads(db, company.id)
    return HomeOut(
        as_of=today,
        is_empty=not totals and await home_ledger.is_empty(db, company.id),
        paid_since=since,
        totals=[_total(row, paid) for row in totals],
        debtors=[HomeDebtorOut.model_validate(row) for row in debtors],
        ledger=LedgerOut(
            is_fresh=_is_fresh(company, today),
            fresh_at=company.ledger_fresh_at,
            to_review=loads.waiting,
            last_load=LoadOut.model_validate(loads.last) if loads.last else None,
        ),
    )


def _total(row: dict[str, Any], paid: Mapping[str, int]) -> HomeTotalOut:
    return HomeTotalOut.model_validate({**row, "paid_minor": paid.get(row["currency"])})


def _is_fresh(company: Company, today: date) -> bool:
    """Whether the ledger is recent enough for what would leave on the next working day."""
    fresh_at = company.ledger_fresh_at
    cautions = standing_cautions(
        is_plan_confirmed=True,
        synchronised_on=day_in(company.time_zone, fresh_at) if fresh_at else None,
        as_of=first_open_day(today, Calendar(Territory(company.jurisdiction.value))),
    )
    return Caution.STALE_LEDGER not in cautions


@router.get("/home/work", operation_id="reporting_read_work", responses=GUARD)
async def read_work(caller: CanRead, db: Db, now: Now) -> WorkOut:
    """What waits for a person today, and what the plan offers (SAGE-18)."""
    company = await accounts.company(db, caller.company_id)
    today = day_in(company.time_zone, now)
    seen = caller.sales_rep
    plan = await offered.reminders(db, company.id, sales_rep=seen)
    found = await waiting.work(db, company.id, today=today, zone=company.time_zone, sales_rep=seen)
    return WorkOut(
        as_of=today,
        reminders=[WaitingRemindersOut.model_validate(one) for one in plan],
        items=[WaitingOut.model_validate(one) for one in found],
    )


@router.get("/home/watched", operation_id="reporting_read_watched", responses=GUARD)
async def read_watched(caller: CanRead, db: Db, now: Now) -> WatchedOut:
    """What watched customers did and have to pay, and what was done for all (SAGE-19)."""
    company = await accounts.company(db, caller.company_id)
    today, seen = day_in(company.time_zone, now), caller.sales_rep
    found = await watched.timeline(db, company.id, today=today, now=now, sales_rep=seen)
    done = await watched.done(db, company.id, today=today, sales_rep=seen)
    return WatchedOut(
        customers=found.customers,
        coming=[ComingOut.model_validate(row) for row in found.coming],
        past=[
            WatchedEntryOut(
                id=row.id,
                at=row.occurred_at,
                type=row.type,
                actor=row.actor_name,
                actor_kind=row.actor_kind,
                data=row.payload,
                customer_id=person.id,
                code=person.code,
                name=person.name,
            )
            for row, person in found.past
        ],
        done=[DoneOut.model_validate(one) for one in done],
    )


@router.get("/home/breakdown", operation_id="reporting_read_breakdown", responses=GUARD)
async def read_breakdown(caller: CanRead, db: Db, now: Now) -> BreakdownOut:
    """How one is paid: what is due by payment method and by profile (SAGE-21)."""
    company = await accounts.company(db, caller.company_id)
    rows = await home.breakdown(
        db,
        company.id,
        today=day_in(company.time_zone, now),
        sales_rep=caller.sales_rep,
    )
    return BreakdownOut(items=[BreakdownRowOut.model_validate(row) for row in rows])


@router.get("/reconciliation-gaps", operation_id="reporting_list_gaps", responses=GUARD)
async def list_gaps(caller: CanRead, db: Db) -> GapsOut:
    """Lettered groups that do not sum to zero: errors to correct in the ledger (SAGE-115)."""
    rows = await home_ledger.gaps(
        db, caller.company_id, sales_rep=caller.sales_rep, limit=MOST_GAPS
    )
    return GapsOut(items=[GapOut.model_validate(row) for row in rows])


@router.get("/search", operation_id="reporting_search", responses=GUARD)
async def search_everywhere(caller: CanRead, db: Db, q: Fragment) -> FoundOut:
    """Customers and contacts that bear the fragment, lines whose number begins with it."""
    found = await search.everywhere(
        db, caller.company_id, q.replace("\x00", "").strip(), sales_rep=caller.sales_rep
    )
    return FoundOut(
        customers=[FoundCustomerOut.model_validate(one) for one in found.customers],
        receivables=[FoundReceivableOut.model_validate(one) for one in found.receivables],
        contacts=[FoundContactOut.model_validate(one) for one in found.contacts],
    )
