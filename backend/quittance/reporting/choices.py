"""What the filters of the aging list may be set to: the values that occur."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from quittance.accounts import queries as accounts
from quittance.customers.models import Customer, Profile
from quittance.domain.scenario import StepKind
from quittance.receivables.models import Receivable, ReceivableStatus
from quittance.scenarios.models import ScenarioStep

MOST = 200


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """A choice that has an id."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of each filter, in order."""

    profiles: list[NamedChoice]
    collectors: list[NamedChoice]
    sales_reps: list[str]
    categories: list[str]
    payment_methods: list[str]
    free1: list[str]
    free2: list[str]
    currencies: list[str]
    levels: list[int]
    reachable_levels: list[int]


async def of_company(session: AsyncSession, company_id: UUID, *, sales_rep: str | None) -> Choices:
    """The choices of a company; a sales representative is told of their own customers only."""
    visible = [Customer.company_id == company_id]
    if sales_rep is not None:
        visible.append(Customer.sales_rep == sales_rep)
    profiles = await session.execute(
        select(Profile.id, Profile.name)
        .where(Profile.company_id == company_id)
        .order_by(Profile.name)
        .limit(MOST)
    )
    open_lines = (
        await session.execute(
            select(Receivable.currency, Receivable.level)
            .where(Receivable.company_id == company_id, Receivable.status == ReceivableStatus.OPEN)
            .distinct()
        )
    ).all()
    reminders = await session.scalars(
        select(ScenarioStep.rank)
        .where(
            ScenarioStep.company_id == company_id,
            ScenarioStep.kind.in_((StepKind.REMINDER, StepKind.FORMAL_NOTICE)),
        )
        .distinct()
    )
    return Choices(
        profiles=[NamedChoice(row.id, row.name) for row in profiles],
        collectors=[
            NamedChoice(user.id, user.full_name)
            for _, user in await accounts.members(session, company_id)
        ],
        sales_reps=await _values(session, Customer.sales_rep, visible),
        categories=await _values(session, Customer.category, visible),
        payment_methods=await _values(session, Customer.payment_method, visible),
        free1=await _values(session, Customer.free1, visible),
        free2=await _values(session, Customer.free2, visible),
        currencies=sorted({currency for currency, _ in open_lines}),
        levels=sorted({level for _, level in open_lines}),
        reachable_levels=sorted({0, *reminders}),
    )


async def _values(
    session: AsyncSession,
    column: InstrumentedAttribute[str],
    visible: list[ColumnElement[bool]],
) -> list[str]:
    rows = await session.scalars(
        select(column).where(*visible, column != "").distinct().order_by(column).limit(MOST)
    )
    return list(rows)
