"""Planning when it is due: a customer after a fact, a company at night and after a load."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.deliveries import posting
from quittance.deliveries.ports import Outcomes
from quittance.domain.contact_rules import instant
from quittance.domain.scenario import SendingMode
from quittance.platform import due_work
from quittance.platform.clock import day_in
from quittance.platform.events import Actor, ActorKind
from quittance.platform.jobs import JobContext
from quittance.scenarios import confirming, fact_answers, fact_watch, planning, queries
from quittance.scenarios.approving import Choice
from quittance.scenarios.models import Action, ActionStatus, Scenario
from quittance.scenarios.portions import PORTION, portions

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=30)
PAUSE = timedelta(minutes=5)
PLANNING_HOUR = time(3, 30)
NIGHT = Actor(ActorKind.SYSTEM, name="Envoi automatique")


async def plan_customer(job: JobContext, company_id: UUID, _: UUID) -> None:
    """The planned actions of every customer something happened to are those of today's facts.

    They are taken by the portion, each in a transaction of its own: a sending or a load touches
    thousands at once.
    """
    while await _plan_some(job, company_id, most=PORTION):
        pass


async def _plan_some(job: JobContext, company_id: UUID, *, most: int) -> int:
    """How many customers were planned; one that cannot be holds up none of the others."""
    now, what = job.now(), plan_customer.__name__
    taken: Sequence[UUID] = ()
    try:
        async with job.transaction(company_id) as session:
            claim, taken = await due_work.claim_ripe(
                session, company_id, what, now=now, lease=LEASE, limit=most
            )
            if taken:
                company = await accounts.company(session, company_id)
                as_of = planning.plan_day(company, now)
                await planning.plan(session, company_id, as_of=as_of, now=now, customers=taken)
                await due_work.finish(session, company_id, what, taken, claim=claim)
    except Exception:
        if not taken:
            raise
        log.exception("Customers cannot be planned.", extra={"company": company_id})
        if len(taken) == 1:
            async with job.transaction(company_id) as session:
                await due_work.put_off(session, company_id, what, taken[0], now + PAUSE)
        else:
            for _ in taken:
                await _plan_some(job, company_id, most=1)
    return len(taken)


async def plan_scenario(job: JobContext, company_id: UUID, scenario_id: UUID) -> None:
    """Every customer the scenario may concern is due to be planned again.

    Nothing leaves because of it: what goes by itself goes with the night's plan.
    """
    now = job.now()
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(
            session, company_id, plan_scenario.__name__, scenario_id, now=now, lease=LEASE
        )
        if claim is None:
            return
        company = await accounts.company(session, company_id)
        scenario = await session.get_one(Scenario, (company_id, scenario_id))
        customers = await planning.to_plan(
            session,
            company_id,
            as_of=planning.plan_day(company, now),
            profile_id=scenario.profile_id,
        )
        await due_work.schedule(session, company_id, plan_customer.__name__, customers, now)
        await due_work.finish(session, company_id, plan_scenario.__name__, scenario_id, claim=claim)


async def plan_company(job: JobContext, company_id: UUID, _: UUID) -> None:
    """The whole company is planned, what leaves by itself is confirmed, and tomorrow is booked.

    Each portion is a transaction of its own: nobody waits long, and a run that dies is resumed.
    A customer that cannot be planned, or confirmed, holds up none of the others.
    """
    now = job.now()
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(
            session, company_id, plan_company.__name__, company_id, now=now, lease=LEASE
        )
        if claim is None:
            return
        company = await accounts.company(session, company_id)
        as_of = planning.plan_day(company, now)
        customers = await planning.to_plan(session, company_id, as_of=as_of)

    async def plan(session: AsyncSession, some: Sequence[UUID]) -> None:
        await planning.plan(session, company_id, as_of=as_of, now=now, customers=some)

    async def let_go(session: AsyncSession, some: Sequence[UUID]) -> None:
        await confirm_automatic(session, company_id, some, now=now)

    await _by_portions(job, company_id, customers, plan)
    async with job.transaction(company_id) as session:
        automatic = await queries.ready(session, company_id, SendingMode.AUTOMATIC.value)
    await _by_portions(job, company_id, automatic, let_go)
    async with job.transaction(company_id) as session:
        await due_work.book(
            session,
            company_id,
            plan_company.__name__,
            company_id,
            _next_night(company, now),
            claim=claim,
            leased_until=now + LEASE,
        )


async def _by_portions(
    job: JobContext,
    company_id: UUID,
    ids: Sequence[UUID],
    act: Callable[[AsyncSession, Sequence[UUID]], Awaitable[None]],
) -> None:
    """All of them were acted on; of a portion that fails each one is tried by itself."""
    for portion in portions(ids):
        try:
            async with job.transaction(company_id) as session:
                await act(session, portion)
        except Exception:
            log.exception("A part of the night's plan failed.", extra={"company": company_id})
            if len(ids) > 1:
                for one in portion:
                    await _by_portions(job, company_id, [one], act)


async def answer_facts(job: JobContext, company_id: UUID, customer_id: UUID) -> None:
    """What happened to the customer has set off its messages, once each (QUA-20).

    Noting the facts, planning the messages and confirming what leaves by itself is one
    transaction: a worker that dies leaves nothing behind, and the row falls due again.
    """
    now = job.now()
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(
            session, company_id, answer_facts.__name__, customer_id, now=now, lease=LEASE
        )
        if claim is None:
            return
        actions = await fact_answers.answer_customer(session, company_id, customer_id, now=now)
        await _let_go(session, company_id, actions, now=now)
        await due_work.finish(session, company_id, answer_facts.__name__, customer_id, claim=claim)


async def answer_load(job: JobContext, company_id: UUID, _: UUID) -> None:
    """What the ledger shows after a load has set off its messages, once each (QUA-20)."""
    now = job.now()
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(
            session, company_id, answer_load.__name__, company_id, now=now, lease=LEASE
        )
        if claim is None:
            return
        actions = await fact_watch.answer_load(session, company_id, now=now)
        await _let_go(session, company_id, actions, now=now)
        await due_work.finish(session, company_id, answer_load.__name__, company_id, claim=claim)


async def _let_go(
    session: AsyncSession, company_id: UUID, actions: Collection[Action], *, now: datetime
) -> None:
    """What a rule lets leave by itself is confirmed."""
    leaving = [
        one.id
        for one in actions
        if one.status is ActionStatus.PLANNED and one.mode == SendingMode.AUTOMATIC
    ]
    for portion in portions(leaving):
        await confirm_automatic(session, company_id, portion, now=now)


async def post_letters(job: JobContext, company_id: UUID, confirmation_id: UUID) -> None:
    """The letters a person said posted count as posted; nothing is spoken."""
    now = job.now()
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(
            session, company_id, posting.POST, confirmation_id, now=now, lease=LEASE
        )
        if claim is None:
            return
        outcomes = job.provider(Outcomes)
        await posting.settle_posted(session, company_id, confirmation_id, outcomes, now=now)
        await due_work.finish(session, company_id, posting.POST, confirmation_id, claim=claim)


def _next_night(company: Company, now: datetime) -> datetime:
    tomorrow = day_in(company.time_zone, now) + timedelta(days=1)
    return instant(tomorrow, PLANNING_HOUR, ZoneInfo(company.time_zone))


async def confirm_automatic(
    session: AsyncSession, company_id: UUID, actions: Collection[UUID], *, now: datetime
) -> None:
    """These actions leave at the company's hour without anybody (SAGE-85).

    Cautions (stale ledger, plan never confirmed, derived balances) have made the others wait
    for a person: planning wrote them `to_confirm` (SAGE-102).
    """
    await confirming.confirm(
        session,
        company_id,
        [Choice(action_id) for action_id in actions],
        actor=NIGHT,
        may_override_stops=False,
        undo_time=timedelta(0),
        now=now,
    )
