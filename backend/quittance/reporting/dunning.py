"""How far a customer has been reminded: level, what was last done, what comes next (SAGE-36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.scenario import StepKind
from quittance.receivables.models import Receivable, ReceivableStatus
from quittance.scenarios.models import Action, ActionLine, ActionStatus

REMINDERS = (StepKind.REMINDER, StepKind.FORMAL_NOTICE)


@dataclass(frozen=True, slots=True)
class NextAction:
    """The first action planned from which something leaves."""

    step_kind: str
    rank: int
    channel: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Dunning:
    """`level` is the highest of what is owed; `actions_done` those that speak of what is unpaid."""

    level: int
    last_pre_notice_on: date | None
    last_reminder_on: date | None
    last_thank_you_on: date | None
    actions_done: int
    next_action: NextAction | None


async def of_customer(session: AsyncSession, company_id: UUID, customer_id: UUID) -> Dunning:
    """The customer's place in its scenario, from what was really done."""
    own = and_(Action.company_id == company_id, Action.customer_id == customer_id)
    done = (
        await session.execute(
            select(
                func.max(Action.done_on).filter(Action.step_kind == StepKind.PRE_NOTICE),
                func.max(Action.done_on).filter(Action.step_kind.in_(REMINDERS)),
                func.max(Action.done_on).filter(Action.step_kind == StepKind.THANK_YOU),
            ).where(own, Action.status == ActionStatus.DONE)
        )
    ).one()
    unpaid = (
        select(ActionLine.receivable_id)
        .join(
            Receivable,
            and_(
                Receivable.company_id == ActionLine.company_id,
                Receivable.id == ActionLine.receivable_id,
            ),
        )
        .where(
            ActionLine.company_id == Action.company_id,
            ActionLine.action_id == Action.id,
            ActionLine.included,
            Receivable.status == ReceivableStatus.OPEN,
            Receivable.balance_minor > 0,
        )
        .exists()
    )
    counted = await session.scalar(
        select(func.count())
        .select_from(Action)
        .where(own, Action.status == ActionStatus.DONE, unpaid)
    )
    level = await session.scalar(
        select(func.max(Receivable.level)).where(
            Receivable.company_id == company_id,
            Receivable.customer_id == customer_id,
            Receivable.status == ReceivableStatus.OPEN,
            Receivable.balance_minor > 0,
        )
    )
    coming = (
        await session.execute(
            select(Action.step_kind, Action.rank, Action.channel, Action.due_on)
            .where(own, Action.status == ActionStatus.PLANNED, Action.excluded_reason == "")
            .order_by(Action.due_on, Action.rank.desc())
            .limit(1)
        )
    ).one_or_none()
    return Dunning(
        level=level or 0,
        last_pre_notice_on=done[0],
        last_reminder_on=done[1],
        last_thank_you_on=done[2],
        actions_done=counted or 0,
        next_action=NextAction(*coming) if coming else None,
    )
