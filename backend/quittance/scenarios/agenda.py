"""The days ahead of one customer: the very rules of the plan, replayed day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.message import Message
from quittance.domain.simulation import days_from, nobody_pays, simulate
from quittance.scenarios import planning, wording


@dataclass(frozen=True, slots=True)
class Ahead:
    """One message to come; the amount in minor units of its currency."""

    on: date
    rank: int
    step_kind: str
    label: str
    channel: str
    mode: str
    currency: str
    amount_minor: int
    receivable_ids: tuple[UUID, ...]


async def of_customer(
    session: AsyncSession, company_id: UUID, customer_id: UUID, *, as_of: date, days: int
) -> list[Ahead]:
    """The messages of the days from `as_of` on, each done on its day, nothing being paid.

    How often a debtor may be reached is not counted: a day with too many says so in the plan.
    """
    known = await planning.setting(session, company_id, as_of=as_of)
    found = await planning.plans(session, known, [customer_id])
    if not found or found[0].scenario is None:
        return []
    scenario, lines = found[0].scenario.rules, found[0].lines
    ahead: list[Ahead] = []
    for currency in sorted({line.currency for line in lines}):
        mine = [line for line in lines if line.currency == currency]
        calendar = days_from(as_of, days)
        for day in simulate(scenario, mine, known.calendar, nobody_pays, calendar):
            ahead += [_ahead(day.on, message, currency) for message in day.messages]
    return sorted(ahead, key=lambda one: (one.on, one.currency, one.rank))


def _ahead(on: date, message: Message, currency: str) -> Ahead:
    step = message.step
    return Ahead(
        on,
        step.rank,
        step.kind.value,
        wording.step_label(step.kind, step.rank),
        step.channel.value,
        step.mode.value,
        currency,
        message.totals[currency],
        tuple(line.receivable_id for line in message.lines),
    )
