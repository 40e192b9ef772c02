"""Scenarios as rows, and as the rules read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.models import Company
from quittance.domain import scenario as rules
from quittance.platform.ids import new_id
from quittance.scenarios.models import Scenario, ScenarioStep


@dataclass(frozen=True, slots=True)
class Defined:
    """A scenario of the company, with the id of its row."""

    id: UUID
    profile_id: UUID
    rules: rules.Scenario


@dataclass(frozen=True, slots=True)
class Definitions:
    """Every scenario of a company; a customer's is told by profile and audience."""

    by_audience: dict[tuple[UUID, rules.Audience], Defined]

    def of(self, profile_id: UUID, *, has_email: bool) -> Defined | None:
        """The scenario of such a customer; a profile need not have one (SAGE-95)."""
        audience = rules.Audience.WITH_EMAIL if has_email else rules.Audience.WITHOUT_EMAIL
        return self.by_audience.get((profile_id, audience))


async def load(session: AsyncSession, company: Company) -> Definitions:
    """The company's scenarios as the rules read them."""
    rows = await session.scalars(select(Scenario).where(Scenario.company_id == company.id))
    steps: dict[UUID, list[rules.Step]] = defaultdict(list)
    for step in await session.scalars(
        select(ScenarioStep)
        .where(ScenarioStep.company_id == company.id)
        .order_by(ScenarioStep.rank)
    ):
        steps[step.scenario_id].append(_step(step))
    found = [_defined(row, tuple(steps[row.id]), company) for row in rows]
    return Definitions({(one.profile_id, one.rules.audience): one for one in found})


async def ids(session: AsyncSession, company_id: UUID) -> Sequence[UUID]:
    """Every scenario of the company."""
    return (
        await session.scalars(select(Scenario.id).where(Scenario.company_id == company_id))
    ).all()


def _defined(row: Scenario, steps: tuple[rules.Step, ...], company: Company) -> Defined:
    return Defined(
        row.id,
        row.profile_id,
        rules.Scenario(
            name=row.name,
            steps=steps,
            audience=rules.Audience(row.audience),
            grouping=rules.Grouping(row.grouping),
            currency=company.currency,
            receivable_minimum_minor=company.minimum_minor,
            active=row.is_active,
        ),
    )


def _step(row: ScenarioStep) -> rules.Step:
    return rules.Step(
        rank=row.rank,
        kind=rules.StepKind(row.kind),
        anchor=rules.Anchor(row.anchor),
        offset_days=row.offset_days,
        channel=rules.Channel(row.channel),
        mode=rules.SendingMode(row.mode),
        template_kind=row.template_kind,
        minimum_amount_minor=row.minimum_minor,
        ignore_previous=row.ignore_previous,
        active=row.is_active,
    )


def write(
    session: AsyncSession,
    company_id: UUID,
    profile_id: UUID,
    definition: rules.Scenario,
    *,
    now: datetime,
) -> Scenario:
    """The scenario is the company's, for that profile and the definition's audience."""
    row = Scenario(
        company_id=company_id,
        id=new_id(),
        name=definition.name,
        profile_id=profile_id,
        audience=definition.audience.value,
        grouping=definition.grouping.value,
        is_active=definition.active,
        updated_at=now,
    )
    session.add(row)
    session.add_all(step_row(company_id, row.id, step) for step in definition.steps)
    return row


def step_row(
    company_id: UUID, scenario_id: UUID, step: rules.Step, copies: Sequence[str] = ()
) -> ScenarioStep:
    """A new row for the step; `copies` are addresses of colleagues (SAGE-99)."""
    return ScenarioStep(
        company_id=company_id,
        id=new_id(),
        scenario_id=scenario_id,
        rank=step.rank,
        kind=step.kind.value,
        anchor=step.anchor.value,
        offset_days=step.offset_days,
        channel=step.channel.value,
        mode=step.mode.value,
        template_kind=step.template_kind,
        minimum_minor=step.minimum_amount_minor,
        ignore_previous=step.ignore_previous,
        is_active=step.active,
        copies=list(copies),
    )


def write_stock(session: AsyncSession, company_id: UUID, profile_id: UUID, now: datetime) -> None:
    """The profile has the two stock scenarios, with and without e-mail (SAGE-96)."""
    for definition in rules.STOCK_SCENARIOS:
        write(session, company_id, profile_id, definition, now=now)


async def start_profiles(
    session: AsyncSession, company_id: UUID, profiles: Collection[UUID], *, now: datetime
) -> None:
    """Each of these profiles has the stock scenarios, unless it has scenarios of its own."""
    if not profiles:
        return
    owning = set(
        await session.scalars(
            select(Scenario.profile_id).where(
                Scenario.company_id == company_id, Scenario.profile_id.in_(profiles)
            )
        )
    )
    for profile_id in sorted(set(profiles) - owning):
        write_stock(session, company_id, profile_id, now)
