"""Tonight's plan: what each customer is due, written as a difference with what is planned.

Facts are read in batches of customers and judged by `domain.dunning`; nothing here decides.
Planning twice writes nothing the second time, so any fact may ask for it at any moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.domain.business_days import Calendar
from quittance.domain.dunning import CustomerPlan, plan_customer, standing_cautions
from quittance.domain.explain import Caution, Exclusion
from quittance.domain.holidays import Territory
from quittance.domain.next_step import THANK_YOU_MOST_DAYS, Excluded
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Step
from quittance.platform.clock import day_in
from quittance.receivables import snapshots
from quittance.scenarios import definitions, facts, plan_rows
from quittance.scenarios.contact_cap import LONGEST_PERIOD, capped, contact_rules_of
from quittance.scenarios.definitions import Defined, Definitions
from quittance.scenarios.facts import Audience
from quittance.scenarios.plan_rows import DesiredAction, DesiredLine, Tally

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What planning knows of a company on one day."""

    company: Company
    definitions: Definitions
    as_of: date
    calendar: Calendar
    cautions: frozenset[Caution] = field(default_factory=frozenset)


async def setting(session: AsyncSession, company_id: UUID, *, as_of: date) -> Setting:
    """The company's scenarios, calendar and cautions as of a day of its own."""
    company = await accounts.company(session, company_id)
    fresh_at = company.ledger_fresh_at
    return Setting(
        company=company,
        definitions=await definitions.load(session, company),
        as_of=as_of,
        calendar=Calendar(Territory(company.jurisdiction.value)),
        cautions=standing_cautions(
            is_plan_confirmed=company.plan_confirmed_at is not None,
            synchronised_on=day_in(company.time_zone, fresh_at) if fresh_at else None,
            as_of=as_of,
        ),
    )


async def plan(
    session: AsyncSession,
    company_id: UUID,
    *,
    as_of: date,
    now: datetime,
    customers: Collection[UUID] | None = None,
) -> Tally:
    """The planned actions are those the rules give for `as_of`; what was written to get there.

    One run at a time for a company: a second one waits, then finds nothing to do.
    """
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"plan:{company_id}"},
    )
    known = await setting(session, company_id, as_of=as_of)
    tally = Tally()
    async for batch in _batches(session, company_id, customers):
        desired = await desired_actions(session, known, batch)
        tally += await plan_rows.write(session, company_id, batch, desired, now=now)
    return tally


async def _batches(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID] | None
) -> AsyncIterator[Sequence[UUID]]:
    """The customers in portions: those asked for, or all who may have something planned."""
    if customers is not None:
        ordered = sorted(customers)
        for start in range(0, len(ordered), BATCH):
            yield ordered[start : start + BATCH]
        return
    last: UUID | None = None
    while batch := await facts.customers_after(session, company_id, last, limit=BATCH):
        yield batch
        last = batch[-1]


async def desired_actions(
    session: AsyncSession, known: Setting, customers: Sequence[UUID]
) -> list[DesiredAction]:
    """The actions due for these customers, the frequency of contacts respected (LEG-10)."""
    planned = await plans(session, known, customers)
    recent = await facts.contact_days(
        session, known.company.id, customers, since=known.as_of - LONGEST_PERIOD
    )
    skipped = await facts.skipped_on(session, known.company.id, customers, known.as_of)
    return [
        action
        for one in planned
        for action in capped(
            _actions(one.plan, one.scenario, known),
            recent.get(one.plan.customer_id, ()),
            contact_rules_of(one.audience, known.company),
            as_of=known.as_of,
        )
        if action.key not in skipped
    ]


@dataclass(frozen=True, slots=True)
class Planned:
    """One customer's plan, the scenario it follows, and the lines it was made from."""

    plan: CustomerPlan
    scenario: Defined | None
    lines: tuple[OpenReceivable, ...]
    audience: Audience


async def plans(session: AsyncSession, known: Setting, customers: Sequence[UUID]) -> list[Planned]:
    """What the rules say of these customers, in three reads whatever their number."""
    company_id = known.company.id
    profiles = await facts.audiences(session, company_id, customers)
    under_way = await facts.receivables_in_flight(session, company_id, customers)
    found = await snapshots.accounts(
        session,
        company_id,
        customers,
        paid_since=known.as_of - timedelta(days=THANK_YOU_MOST_DAYS),
        in_flight=under_way,
    )
    planned = []
    for account in found:
        audience = profiles[account.customer_id]
        defined = known.definitions.of(audience.profile_id, has_email=audience.has_email)
        plan_of_customer = plan_customer(
            account.lines,
            defined.rules if defined else None,
            as_of=known.as_of,
            calendar=known.calendar,
            cautions=known.cautions,
        )
        planned.append(Planned(plan_of_customer, defined, account.lines, audience))
    return planned


def _actions(
    plan_of_customer: CustomerPlan, scenario: Defined | None, known: Setting
) -> list[DesiredAction]:
    """One action for each step and currency that is due: what leaves, and what is left out of it.

    A receivable that is due but held is listed in the action of its step, unticked (SAGE-83).
    """
    if scenario is None:
        return []
    steps: dict[tuple[int, str], Step] = {}
    lines: dict[tuple[int, str], list[DesiredLine]] = defaultdict(list)
    modes: dict[int, str] = {}
    due: dict[tuple[int, str], list[date]] = defaultdict(list)
    for message in plan_of_customer.messages:
        modes[message.step.rank] = message.mode.value
        for line in message.lines:
            key = message.step.rank, line.currency
            steps[key] = message.step
            due[key].append(message.due_on)
            lines[key].append(
                DesiredLine(
                    receivable_id=line.receivable_id,
                    amount_minor=line.amount_minor,
                    level=line.level,
                    reaches=line.reaches,
                )
            )
    for left in plan_of_customer.left_out:
        if left.step is None or left.due_on is None or left.due_on > known.as_of:
            continue
        key = left.step.rank, left.receivable.currency
        steps.setdefault(key, left.step)
        due[key].append(left.due_on)
        lines[key].append(_left_out(left, left.step))
    return [
        DesiredAction(
            customer_id=plan_of_customer.customer_id,
            scenario_id=scenario.id,
            currency=currency,
            step=step,
            mode=modes.get(rank, step.mode.value),
            due_on=min(due[rank, currency]),
            lines=tuple(sorted(lines[rank, currency], key=lambda one: one.receivable_id)),
        )
        for (rank, currency), step in steps.items()
    ]


def _left_out(left: Excluded, step: Step) -> DesiredLine:
    receivable = left.receivable
    is_thanks = left.code in {Exclusion.FIRST_LOAD, Exclusion.FACT_TOO_OLD}
    return DesiredLine(
        receivable_id=receivable.id,
        amount_minor=0 if is_thanks else receivable.balance_minor,
        level=receivable.level,
        reaches=step.rank if step.is_reminder else None,
        excluded_reason=left.code.value,
        excluded_until=left.until_on,
    )
