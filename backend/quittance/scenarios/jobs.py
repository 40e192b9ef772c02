"""Planning when it is due: a customer after a fact, a company at night and after a load."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.domain.contact_rules import instant
from quittance.domain.scenario import SendingMode
from quittance.platform import due_work
from quittance.platform.clock import day_in
from quittance.platform.events import SYSTEM
from quittance.platform.jobs import JobContext
from quittance.scenarios import confirming, planning, queries
from quittance.scenarios.approving import Choice
from quittance.scenarios.queries import ActionFilter

LEASE = timedelta(minutes=30)
PLANNING_HOUR = time(3, 30)
PAGE = 200


async def plan_customer(job: JobContext, company_id: UUID, customer_id: UUID) -> None:
    """The customer's planned actions are those of today's facts."""
    async with job.transaction(company_id) as session:
        now = job.now()
        claim = await due_work.claim(
            session, company_id, plan_customer.__name__, customer_id, now=now, lease=LEASE
        )
        if claim is None:
            return
        company = await accounts.company(session, company_id)
        as_of = day_in(company.time_zone, now)
        await planning.plan(session, company_id, as_of=as_of, now=now, customers=[customer_id])
        await due_work.finish(session, company_id, plan_customer.__name__, customer_id, claim=claim)


async def plan_company(job: JobContext, company_id: UUID, _: UUID) -> None:
    """The whole company is planned, what leaves by itself is confirmed, and tomorrow is booked."""
    async with job.transaction(company_id) as session:
        now = job.now()
        claim = await due_work.claim(
            session, company_id, plan_company.__name__, company_id, now=now, lease=LEASE
        )
    if claim is None:
        return
    async with job.transaction(company_id) as session:
        company = await accounts.company(session, company_id)
        as_of = day_in(company.time_zone, now)
        await planning.plan(session, company_id, as_of=as_of, now=now)
        await confirm_automatic(session, company, now=now)
        await due_work.postpone(
            session, company_id, plan_company.__name__, company_id, _next_night(company, now)
        )


def _next_night(company: Company, now: datetime) -> datetime:
    tomorrow = day_in(company.time_zone, now) + timedelta(days=1)
    return instant(tomorrow, PLANNING_HOUR, ZoneInfo(company.time_zone))


async def confirm_automatic(session: AsyncSession, company: Company, *, now: datetime) -> int:
    """What is set to leave without anybody leaves at the company's hour; how many actions.

    Cautions (stale ledger, plan never confirmed, derived balances) have made the others wait
    for a person: planning wrote them `to_confirm` (SAGE-102).
    """
    wanted = ActionFilter(mode=SendingMode.AUTOMATIC.value)
    choices: list[Choice] = []
    cursor: str | None = None
    while True:
        pairs, cursor = await queries.actions(
            session, company.id, wanted, cursor=cursor, limit=PAGE
        )
        choices += [Choice(action.id) for action, _ in pairs if not action.excluded_reason]
        if cursor is None:
            break
    if not choices:
        return 0
    confirmed = await confirming.confirm(
        session,
        company.id,
        choices,
        actor=SYSTEM,
        may_override_stops=False,
        undo_time=timedelta(0),
        now=now,
    )
    return len(confirmed.actions)
