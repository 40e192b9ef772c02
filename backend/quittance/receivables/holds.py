"""Place, lift and list the reasons for silence. A door: promises, disputes and answers use it.

A hold is placed in the transaction of the fact that causes it, so silence starts at once; what
chases reads holds, and never needs to know who placed them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain import holds as rules
from quittance.domain.holds import HoldKind
from quittance.platform import events
from quittance.platform.events import SYSTEM, Actor
from quittance.platform.ids import new_id
from quittance.receivables.errors import HoldNotFound
from quittance.receivables.events import HoldPlaced, HoldReleased
from quittance.receivables.models import Hold


async def place(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    hold: rules.Hold,
    *,
    source: tuple[str, UUID] | None = None,
    reason: str = "",
    actor: Actor = SYSTEM,
    now: datetime,
) -> Hold:
    """The hold stands from this transaction on; `source` names what placed it."""
    [row] = await place_all(
        session,
        company_id,
        customer_id,
        [hold],
        source=source,
        reason=reason,
        actor=actor,
        now=now,
    )
    return row


async def place_all(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    wanted: Iterable[rules.Hold],
    *,
    source: tuple[str, UUID] | None = None,
    reason: str = "",
    actor: Actor = SYSTEM,
    now: datetime,
) -> list[Hold]:
    """The holds stand from this transaction on, written and told together."""
    rows = [
        Hold(
            company_id=company_id,
            id=new_id(),
            customer_id=customer_id,
            receivable_id=hold.receivable_id,
            kind=hold.kind.value,
            first_on=hold.first_on,
            last_on=hold.last_on,
            amount_minor=hold.amount_minor,
            reason=reason,
            source_kind=source[0] if source else "",
            source_id=source[1] if source else None,
            placed_by=actor.id,
            placed_by_name=actor.name,
            placed_at=now,
            released_at=None,
            released_by=None,
        )
        for hold in wanted
    ]
    session.add_all(rows)
    placed = [
        HoldPlaced(
            customer_id=customer_id,
            hold_id=row.id,
            kind=row.kind,
            receivable_id=row.receivable_id,
            first_on=row.first_on,
            last_on=row.last_on,
            reason=reason,
        )
        for row in rows
    ]
    await events.record(session, company_id, *placed, actor=actor, now=now)
    return rows


async def release(
    session: AsyncSession, row: Hold, *, actor: Actor = SYSTEM, now: datetime
) -> None:
    """The hold no longer counts."""
    if row.released_at is not None:
        return
    row.released_at, row.released_by = now, actor.id
    await events.record(session, row.company_id, _released(row), actor=actor, now=now)


async def release_source(
    session: AsyncSession,
    company_id: UUID,
    source: UUID | Collection[UUID],
    *,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """Every hold that these promises, disputes or answers placed is lifted, in one statement."""
    named = [source] if isinstance(source, UUID) else list(source)
    if not named:
        return
    rows = (
        await session.scalars(
            update(Hold)
            .where(
                Hold.company_id == company_id,
                Hold.source_id.in_(named),
                Hold.released_at.is_(None),
            )
            .values(released_at=now, released_by=actor.id)
            .returning(Hold)
        )
    ).all()
    released = [_released(row) for row in sorted(rows, key=lambda row: row.id)]
    await events.record(session, company_id, *released, actor=actor, now=now)


def _released(row: Hold) -> HoldReleased:
    return HoldReleased(
        customer_id=row.customer_id,
        hold_id=row.id,
        kind=row.kind,
        receivable_id=row.receivable_id,
    )


async def find(session: AsyncSession, company_id: UUID, hold_id: UUID) -> Hold:
    """The standing hold, locked; raises `HoldNotFound`."""
    row = await session.scalar(
        select(Hold)
        .where(Hold.company_id == company_id, Hold.id == hold_id, Hold.released_at.is_(None))
        .with_for_update()
    )
    if row is None:
        raise HoldNotFound(f"No hold {hold_id} stands.")
    return row


async def standing(
    session: AsyncSession,
    company_id: UUID,
    customers: Collection[UUID],
    *,
    today: date | None = None,
) -> Sequence[Hold]:
    """The holds of these customers that nobody lifted; with `today`, only those not yet over."""
    statement = (
        select(Hold)
        .where(
            Hold.company_id == company_id,
            Hold.customer_id.in_(customers),
            Hold.released_at.is_(None),
        )
        .order_by(Hold.id)
    )
    if today is not None:
        statement = statement.where(func.coalesce(Hold.last_on, today) >= today)
    return (await session.scalars(statement)).all()


def as_rule(row: Hold) -> rules.Hold:
    """The row as the rules read it."""
    return rules.Hold(
        HoldKind(row.kind), row.first_on, row.last_on, row.amount_minor, row.receivable_id
    )
