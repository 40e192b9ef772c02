"""Reminder levels: what was really done raises them, and every move is kept. A door."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform.events import SYSTEM, Actor
from quittance.platform.ids import new_id
from quittance.receivables import queries
from quittance.receivables.models import LevelChange, LevelReason, Receivable


@dataclass(frozen=True, slots=True)
class Rise:
    """The level a receivable reaches, and the action that was done."""

    level: int
    action_id: UUID


async def reach(
    session: AsyncSession,
    company_id: UUID,
    rises: Mapping[UUID, Rise],
    *,
    reached_on: date,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """The receivables stand at these levels since `reached_on`; none is ever lowered by a send."""
    for row in await queries.lock(session, company_id, rises):
        rise = rises[row.id]
        if rise.level > row.level:
            move(
                session,
                row,
                rise.level,
                reason=LevelReason.SENT,
                reached_on=reached_on,
                action_id=rise.action_id,
                actor=actor,
                now=now,
            )


def move(
    session: AsyncSession,
    row: Receivable,
    level: int,
    *,
    reason: LevelReason,
    reached_on: date,
    action_id: UUID | None = None,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """The receivable is at `level`, and the log says why."""
    session.add(
        LevelChange(
            company_id=row.company_id,
            id=new_id(),
            receivable_id=row.id,
            from_level=row.level,
            to_level=level,
            reason=reason,
            reached_on=reached_on,
            changed_at=now,
            changed_by=actor.id,
            action_id=action_id,
        )
    )
    row.level, row.level_reached_on, row.updated_at = level, reached_on, now


async def pre_notified(
    session: AsyncSession,
    company_id: UUID,
    receivables: Collection[UUID],
    on: date,
    *,
    now: datetime,
) -> None:
    """The receivables were announced before their due day."""
    for row in await queries.lock(session, company_id, receivables):
        row.pre_notified_on, row.updated_at = on, now


async def thanked(
    session: AsyncSession,
    company_id: UUID,
    receivables: Collection[UUID],
    on: date,
    *,
    now: datetime,
) -> None:
    """The customer was thanked for having paid these receivables."""
    for row in await queries.lock(session, company_id, receivables):
        row.thanked_on, row.updated_at = on, now
