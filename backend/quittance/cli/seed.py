"""The demonstration: a French manufacturer and its house in Nouméa, with two years of ledger.

The same seed gives the same story, told as of today: what is due, late, promised and contested
is always recent. Every name is invented.
"""

from __future__ import annotations

import secrets
import sys
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import service as accounts
from quittance.accounts.models import Company, Organisation, Role, User
from quittance.cli import (
    seed_answers,
    seed_houses,
    seed_outcomes,
    seed_partners,
    seed_portal,
    seed_rows,
    seed_situations,
    seed_trail,
)
from quittance.cli.operations import say
from quittance.cli.seed_debtors import STANDARD, Debtor, Story
from quittance.cli.seed_situations import Cast, Stage
from quittance.cli.seed_story import (
    NOUMEA,
    PARIS,
    SCENARIOS,
    Past,
    factory,
    invent,
    pacific,
    path_of,
)
from quittance.cli.seed_summary import Summary, Visit
from quittance.customers.models import Profile
from quittance.domain.business_days import first_open_day
from quittance.domain.contact_rules import instant
from quittance.domain.scenario import Audience
from quittance.platform import due_work
from quittance.platform.clock import Clock, day_in
from quittance.platform.events import Actor, ActorKind
from quittance.platform.ids import new_id
from quittance.platform.secrets import Sealer
from quittance.platform.settings import Settings
from quittance.scenarios import definitions, fact_rules, planning
from quittance.scenarios.jobs import PLANNING_HOUR, plan_company
from quittance.wiring import workplace

MORNING = time(9)


async def run(settings: Settings, as_of: date | None) -> Summary:
    """The empty database is filled, and the log-in told; a database in use is left alone."""
    summary = await fill(settings, as_of)
    say(f"Log in as {summary.email} with {summary.password}")
    return summary


async def fill(settings: Settings, as_of: date | None = None) -> Summary:
    """The demonstration is there, whole, as of a day: today unless another is named."""
    now = instant(as_of, MORNING, ZoneInfo(PARIS)) if as_of else Clock().now()
    async with workplace(settings, Clock()) as job, job.transaction() as session:
        if await session.scalar(select(Organisation.id).limit(1)) is not None:
            sys.exit("This database is in use: the demonstration needs an empty one.")
        return await _tell(session, job.provider(Sealer), now)


async def _tell(session: AsyncSession, sealer: Sealer, now: datetime) -> Summary:
    organisation = Organisation(id=new_id(), name="Groupe Maubrey (démonstration)", created_at=now)
    session.add(organisation)
    await session.flush()
    password = secrets.token_urlsafe(9)
    staff = seed_houses.staff(session, organisation.id, password)
    admin = staff[Role.ADMIN]

    france = factory(day_in(PARIS, now))
    company = await seed_houses.open_factory(session, organisation.id, france, now)
    past = await _fill_company(session, company, france, staff, now)
    shown = past.shown(france.today)
    manager = Actor(ActorKind.USER, admin.id, admin.full_name)
    await seed_partners.write_partners(session, company.id, sealer=sealer, actor=manager, now=now)
    await seed_trail.seal(session, company.id, now)

    islands = pacific(day_in(NOUMEA, now))
    island = await seed_houses.open_pacific(session, organisation.id, islands, now)
    ashore = await _fill_company(session, island, islands, {Role.ADMIN: admin}, now)
    contact = shown.writable
    return Summary(
        email=admin.email,
        password=password,
        company_id=company.id,
        company=company.name,
        customer_id=shown.id,
        customer=shown.name,
        contact_email=contact.email if contact else "",
        receivables=len(past.lines),
        visits=(
            *_visits("in francs", island.id, ashore.shown(islands.today)),
            *_visits("nothing due", company.id, past.settled()),
        ),
    )


def _visits(what: str, company_id: UUID, debtor: Debtor | None) -> tuple[Visit, ...]:
    """The visit to a debtor's portal, where there is one with an address."""
    contact = debtor.writable if debtor else None
    if debtor is None or contact is None:
        return ()
    return (Visit(what, company_id, debtor.id, contact.email),)


async def _fill_company(
    session: AsyncSession, company: Company, story: Story, staff: dict[Role, User], now: datetime
) -> Past:
    """People, customers, two years of ledger, a year of reminders, and tonight's plan."""
    chance = Random(story.seed)  # noqa: S311  an invented story, the same every time
    for role, user in staff.items():
        rep = user.full_name if role is Role.SALES else ""
        await accounts.join(session, company.id, user, role, sales_rep=rep, now=now)
    collector = staff.get(Role.COLLECTOR, staff[Role.ADMIN])
    actor = Actor(ActorKind.USER, collector.id, collector.full_name)

    profiles = {name: new_id() for name in SCENARIOS}
    scenarios = await _open_profiles(session, company, profiles, now)
    past = invent(story, chance)
    lines, done = past.lines, past.reminders

    owners = [user.id for role, user in staff.items() if role in {Role.ADMIN, Role.COLLECTOR}]
    await seed_rows.write_customers(
        session, company.id, story, past.people, profiles=profiles, collectors=owners, now=now
    )
    await seed_rows.write_ledger(session, company.id, story, lines, now)
    await seed_rows.write_reminders(
        session,
        company.id,
        story,
        done,
        scenario_id_of=lambda one: scenarios[path_of(one)],
        done_by=collector.id,
    )
    told = await seed_trail.write_messages(
        session, company.id, story, done, sender=collector, chance=chance
    )
    told += seed_trail.reminders_told(story, done, actor)
    told += seed_trail.ledger_told(story, lines)
    await seed_trail.write_trail(session, company.id, story, told, now)
    cast = Cast(story, lines, spared=past.shown(story.today))
    stage = Stage(session, company.id, story, cast, actor)
    await seed_situations.play(stage)
    if not story.is_island:
        await seed_outcomes.play(stage, lines)
        await seed_answers.play(stage)
        await seed_portal.ask_contacts(stage, past.people)
    await fact_rules.write_stock(session, company.id, now=now)
    await seed_trail.seal(session, company.id, now)
    await _plan(session, company, story, now)
    return past


async def _open_profiles(
    session: AsyncSession, company: Company, profiles: dict[str, UUID], now: datetime
) -> dict[tuple[str, Audience], UUID]:
    """The profiles and their scenarios; the id of each by profile and audience."""
    session.add_all(
        Profile(company_id=company.id, id=id, name=name, is_default=name == STANDARD)
        for name, id in profiles.items()
    )
    await session.flush()
    return {
        (profile, one.audience): definitions.write(
            session, company.id, profiles[profile], one, now=now
        ).id
        for profile, several in SCENARIOS.items()
        for one in several
    }


async def _plan(session: AsyncSession, company: Company, story: Story, now: datetime) -> None:
    """What is due is planned, on a closed day for the next open one; so is the next planning."""
    await session.flush()
    on = first_open_day(story.today, story.calendar)
    await planning.plan(session, company.id, as_of=on, now=now)
    night = first_open_day(story.today + timedelta(days=1), story.calendar)
    at = instant(night, PLANNING_HOUR, ZoneInfo(story.zone))
    await due_work.schedule(session, company.id, plan_company.__name__, company.id, at)
