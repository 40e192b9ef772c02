"""Tonight's plan: what each customer is due, written as a difference with what is planned.

Facts are read in portions of customers and judged by `domain.dunning`; nothing here decides.
Planning twice writes nothing the second time, so any fact may ask for it at any moment.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.customers import reaching
from quittance.deliveries.letter_queries import ON_PAPER
from quittance.domain.business_days import Calendar, first_open_day
from quittance.domain.dunning import CustomerPlan, plan_customer, standing_cautions
from quittance.domain.explain import Caution
from quittance.domain.holidays import Territory
from quittance.domain.next_step import THANK_YOU_MOST_DAYS
from quittance.domain.receivable import OpenReceivable
from quittance.platform import staging
from quittance.platform.clock import day_in
from quittance.receivables import snapshots
from quittance.scenarios import definitions, facts, plan_rows
from quittance.scenarios.contact_cap import LONGEST_PERIOD, capped
from quittance.scenarios.definitions import Defined, Definitions
from quittance.scenarios.facts import Audience
from quittance.scenarios.plan_actions import DesiredAction, actions_of, cautious, unaddressed
from quittance.scenarios.plan_rows import Tally
from quittance.scenarios.portions import portions

THANKED_FOR = timedelta(days=THANK_YOU_MOST_DAYS)


@dataclass(frozen=True, slots=True)
class Setting:
    """What planning knows of a company on one day."""

    company: Company
    definitions: Definitions
    as_of: date
    calendar: Calendar
    cautions: frozenset[Caution] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Planned:
    """One customer's plan, the scenario it follows, and the lines it was made from."""

    plan: CustomerPlan
    scenario: Defined | None
    lines: tuple[OpenReceivable, ...]
    audience: Audience


def calendar_of(company: Company) -> Calendar:
    """The working days of the creditor."""
    return Calendar(Territory(company.jurisdiction.value))


def plan_day(company: Company, now: datetime) -> date:
    """The day what is planned now leaves: the company's day, or the next one it works."""
    return first_open_day(day_in(company.time_zone, now), calendar_of(company))


async def take_turn(session: AsyncSession, company_id: UUID) -> None:
    """Until it ends, only this transaction changes what is planned for the company."""
    await staging.serialise(session, f"plan:{company_id}", wait=True)


async def setting(session: AsyncSession, company_id: UUID, *, as_of: date) -> Setting:
    """The company's scenarios, calendar and cautions as of a day of its own."""
    company = await accounts.company(session, company_id)
    fresh_at = company.ledger_fresh_at
    return Setting(
        company=company,
        definitions=await definitions.load(session, company),
        as_of=as_of,
        calendar=calendar_of(company),
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
    await take_turn(session, company_id)
    known = await setting(session, company_id, as_of=as_of)
    if customers is None:
        customers = await to_plan(session, company_id, as_of=as_of)
    tally = Tally()
    for portion in portions(sorted(customers)):
        desired = await desired_actions(session, known, await plans(session, known, portion))
        tally += await plan_rows.write(session, company_id, portion, desired, now=now)
    return tally


async def to_plan(
    session: AsyncSession, company_id: UUID, *, as_of: date, profile_id: UUID | None = None
) -> Sequence[UUID]:
    """The customers, by id, who owe something, have paid lately or have a planned action.

    Those of one profile, where one is named.
    """
    return await facts.customers_to_plan(
        session, company_id, paid_since=as_of - THANKED_FOR, profile_id=profile_id
    )


async def plans(session: AsyncSession, known: Setting, customers: Sequence[UUID]) -> list[Planned]:
    """What the rules say of these customers, in a few reads whatever their number."""
    company_id = known.company.id
    profiles = await facts.audiences(session, company_id, customers)
    under_way = await facts.receivables_in_flight(session, company_id, customers)
    found = await snapshots.accounts(
        session,
        company_id,
        customers,
        paid_since=known.as_of - THANKED_FOR,
        in_flight=under_way,
    )
    planned = []
    for account in found:
        audience = profiles[account.customer_id]
        defined = known.definitions.of(audience.profile_id, has_email=audience.has_email)
        planned.append(
            Planned(_plan_of(account.lines, defined, known), defined, account.lines, audience)
        )
    return planned


def _plan_of(
    lines: tuple[OpenReceivable, ...], defined: Defined | None, known: Setting
) -> CustomerPlan:
    """The plan of one customer; each currency has messages, minimums and a level of its own."""
    plans_of_currencies = [
        plan_customer(
            [line for line in lines if line.currency == currency],
            defined.rules if defined else None,
            as_of=known.as_of,
            calendar=known.calendar,
            cautions=known.cautions,
        )
        for currency in sorted({line.currency for line in lines})
    ]
    if len(plans_of_currencies) == 1:
        return plans_of_currencies[0]
    return CustomerPlan(
        lines[0].customer_id,
        tuple(message for one in plans_of_currencies for message in one.messages),
        tuple(later for one in plans_of_currencies for later in one.later),
        tuple(left_out for one in plans_of_currencies for left_out in one.left_out),
    )


async def desired_actions(
    session: AsyncSession, known: Setting, planned: Sequence[Planned]
) -> list[DesiredAction]:
    """The actions due for these customers, the frequency of contacts respected (LEG-10).

    What a person passed over that day is left out; what failed the last time waits for a person.
    """
    past = await facts.past(
        session,
        known.company.id,
        [one.plan.customer_id for one in planned],
        since=known.as_of - LONGEST_PERIOD,
    )
    passed_over = past.skipped_on(known.as_of)
    desired: list[DesiredAction] = []
    for one in planned:
        if one.scenario is None:
            continue
        actions = [
            cautious(action) if action.key in past.failed else action
            for action in actions_of(one.plan, one.scenario, one.lines, as_of=known.as_of)
            if action.key not in passed_over
        ]
        if not one.audience.has_post:
            actions = [
                unaddressed(action) if action.step.channel in ON_PAPER else action
                for action in actions
            ]
        if actions:
            desired += capped(
                actions,
                past.contacted_on.get(one.plan.customer_id, ()),
                reaching.rules_of(known.company, one.audience.debtor_type),
                as_of=known.as_of,
            )
    return desired
