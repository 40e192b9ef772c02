"""What is to come for one customer: why it is reminded or not, and the days ahead."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanRead, Db
from quittance.customers import queries as customers
from quittance.customers.errors import CustomerNotFound
from quittance.platform.clock import Now
from quittance.platform.problems import problems
from quittance.scenarios import agenda, explain, planning
from quittance.scenarios.ahead_schemas import AgendaOut, AheadOut, ExplainedOut

Day = Annotated[date | None, Query(ge=date(1990, 1, 1), le=date(2100, 12, 31))]

router = APIRouter(prefix="/v1", tags=["scenarios"])


@router.get(
    "/customers/{customer_id}/explain",
    operation_id="scenarios_explain_customer",
    responses=GUARD | problems(CustomerNotFound),
)
async def explain_customer(
    customer_id: UUID, caller: CanRead, db: Db, now: Now, as_of: Day = None
) -> ExplainedOut:
    """Why this customer is, or is not, reminded today, line by line."""
    company = await accounts.company(db, caller.company_id)
    await customers.find(db, company.id, customer_id, sales_rep=caller.sales_rep)
    explained = await explain.customer(
        db, company.id, customer_id, as_of=as_of or planning.plan_day(company, now)
    )
    return ExplainedOut.model_validate(explained)


@router.get(
    "/customers/{customer_id}/agenda",
    operation_id="scenarios_read_agenda",
    responses=GUARD | problems(CustomerNotFound),
)
async def read_agenda(
    customer_id: UUID,
    caller: CanRead,
    db: Db,
    now: Now,
    days: Annotated[int, Query(ge=1, le=90)] = 30,
) -> AgendaOut:
    """The steps of the days ahead, if each is done on its day and nothing is paid."""
    company = await accounts.company(db, caller.company_id)
    await customers.find(db, company.id, customer_id, sales_rep=caller.sales_rep)
    as_of = planning.plan_day(company, now)
    steps = await agenda.of_customer(db, company.id, customer_id, as_of=as_of, days=days)
    return AgendaOut(as_of=as_of, days=days, steps=[AheadOut.model_validate(one) for one in steps])
