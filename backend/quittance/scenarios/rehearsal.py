"""What would leave on a day: the plan computed, shown and forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.scenarios import facts, planning, wording
from quittance.scenarios.portions import portions


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One action that the plan of that day would hold; the amount in minor units."""

    customer_code: str
    customer: str
    step: str
    channel: str
    mode: str
    currency: str
    amount_minor: int
    ready: int
    left_out: int
    reason: str


async def rehearse(session: AsyncSession, company_id: UUID, *, as_of: date) -> list[Rehearsed]:
    """The actions of that day by customer code, those left out included with their reason."""
    known = await planning.setting(session, company_id, as_of=as_of)
    rehearsed: list[Rehearsed] = []
    owing = await planning.to_plan(session, company_id, as_of=as_of)
    for portion in portions(owing):
        names = await facts.names(session, company_id, portion)
        planned = await planning.plans(session, known, portion)
        for action in await planning.desired_actions(session, known, planned):
            columns = action.columns()
            ready = sum(line.included for line in action.lines)
            rehearsed.append(
                Rehearsed(
                    *names[action.customer_id],
                    step=wording.step_label(action.step.kind.value, action.step.rank),
                    channel=action.step.channel.value,
                    mode=action.mode,
                    currency=action.currency,
                    amount_minor=columns["amount_minor"],
                    ready=ready,
                    left_out=len(action.lines) - ready,
                    reason=wording.reason(columns["excluded_reason"], columns["excluded_until"]),
                )
            )
    return sorted(rehearsed, key=lambda one: (one.customer_code, one.step))
