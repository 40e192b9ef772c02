"""What collectors change of what is owed: levels, notes, forecasts, stops."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain import holds as rules
from quittance.domain.holds import RULES, HoldKind, Overrider
from quittance.platform import events
from quittance.platform.events import Actor
from quittance.receivables import holds, levels, queries
from quittance.receivables.errors import (
    HoldEndless,
    HoldNotYours,
    HoldOfAnotherCustomer,
    ReceivableClosed,
)
from quittance.receivables.events import ForecastMoved, LevelChanged, NoteChanged
from quittance.receivables.models import Hold, LevelReason, Receivable, ReceivableStatus

# Who may lift a hold: the least role its rule names, and every role above it.
SENIORITY = ("collector", "manager", "admin")


async def change(
    session: AsyncSession,
    company_id: UUID,
    receivable_id: UUID,
    changes: Mapping[str, Any],
    *,
    today: date,
    actor: Actor,
    now: datetime,
) -> Receivable:
    """The line bears the level, note or forecast a person gave it (SAGE-39, SAGE-42, SAGE-44).

    Due day and dunning cycle stay what they are, whatever is forecast.
    """
    (row,) = await queries.lock(session, company_id, [receivable_id])
    level = changes.get("level")
    if level is not None and level != row.level:
        if row.status is not ReceivableStatus.OPEN:
            raise ReceivableClosed("Nothing is owed on it any more: its level is history.")
        moved = LevelChanged(
            customer_id=row.customer_id,
            receivable_id=row.id,
            from_level=row.level,
            to_level=level,
        )
        levels.move(
            session,
            row,
            level,
            reason=LevelReason.MANUAL,
            reached_on=today,
            actor=actor,
            now=now,
        )
        await events.record(session, company_id, moved, actor=actor, now=now)
    if changes.get("note") is not None and changes["note"] != row.note:
        row.note, row.updated_at = changes["note"], now
        noted = NoteChanged(customer_id=row.customer_id, receivable_id=row.id)
        await events.record(session, company_id, noted, actor=actor, now=now)
    if "forecast_on" in changes and changes["forecast_on"] != row.forecast_on:
        expected = ForecastMoved(
            customer_id=row.customer_id,
            receivable_id=row.id,
            from_on=row.forecast_on,
            to_on=changes["forecast_on"],
        )
        row.forecast_on, row.updated_at = changes["forecast_on"], now
        await events.record(session, company_id, expected, actor=actor, now=now)
    return row


async def stop(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    *,
    receivable_id: UUID | None,
    last_on: date | None,
    reason: str,
    today: date,
    actor: Actor,
    now: datetime,
) -> Hold:
    """The customer, or one of its receivables, is not reminded until the stop is lifted.

    A stop that stands already is the answer: asking twice places one.
    """
    if last_on is not None:
        raise HoldEndless("A stop has no last day: it lasts until somebody lifts it.")
    if receivable_id is not None:
        (row,) = await queries.lock(session, company_id, [receivable_id])
        if row.customer_id != customer_id:
            raise HoldOfAnotherCustomer("This receivable is another customer's.")
    for standing in await holds.standing(session, company_id, [customer_id]):
        if standing.kind == HoldKind.STOP.value and standing.receivable_id == receivable_id:
            return standing
    hold = rules.Hold(HoldKind.STOP, today, receivable_id=receivable_id)
    return await holds.place(
        session, company_id, customer_id, hold, reason=reason, actor=actor, now=now
    )


async def lift(
    session: AsyncSession,
    hold: Hold,
    *,
    role: str,
    actor: Actor,
    now: datetime,
) -> None:
    """The hold counts no more; raises `HoldNotYours` where the role may not lift it.

    Whoever placed a stop may take it back.
    """
    is_own_stop = hold.kind == HoldKind.STOP.value and hold.placed_by == actor.id
    if role not in may_lift(HoldKind(hold.kind)) and not (is_own_stop and actor.id is not None):
        raise HoldNotYours("Only a more senior role, or nobody, may lift this hold.")
    await holds.release(session, hold, actor=actor, now=now)


def may_lift(kind: HoldKind) -> list[str]:
    """The roles that may lift a hold of this kind; insolvency: none."""
    least = RULES[kind].overridable_by
    return [] if least is Overrider.NOBODY else list(SENIORITY[SENIORITY.index(least.value) :])
