"""After a restore: what was waiting in the backup has perhaps left since, or would leave unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.deliveries.ports import Outcomes
from quittance.deliveries.settlement import (
    SEND,
    TO_CONFIRM_AGAIN,
    returned,
    tell,
    unconfirmed,
)
from quittance.platform import due_work
from quittance.platform.events import SYSTEM, Event

PORTION = 500
FATE_UNKNOWN = "Restored from a backup: it may have left after the backup was made."
BACKUP = "restored_from_backup"


@dataclass(frozen=True, slots=True)
class Doubted:
    """How many messages wait for a person: those that may have left, those that cannot have."""

    unconfirmed: int = 0
    returned: int = 0

    def __add__(self, other: Doubted) -> Doubted:
        return Doubted(self.unconfirmed + other.unconfirmed, self.returned + other.returned)


async def doubt(
    session: AsyncSession,
    company_id: UUID,
    *,
    queued_by: datetime,
    outcomes: Outcomes,
    now: datetime,
) -> Doubted:
    """At most `PORTION` messages queued by that instant leave the queue; none left: all zero.

    Due by now they may have left since the backup: unconfirmed, as after a crash, until a person
    says. Due later they cannot have left as they stand, but what was confirmed again since, or
    undone, is forgotten: a person confirms anew. What was queued later is ours alone and stays.
    """
    rows = await _waiting(session, company_id, queued_by)
    ended: list[tuple[Delivery, Event]] = []
    tally = Doubted()
    for row in rows:
        if row.status is DeliveryStatus.CLAIMED or row.due_at <= now:
            ended.append((row, unconfirmed(row, detail=FATE_UNKNOWN, now=now)))
            tally += Doubted(unconfirmed=1)
        else:
            event = returned(row, reason=TO_CONFIRM_AGAIN, detail=BACKUP, now=now)
            ended.append((row, event))
            tally += Doubted(returned=1)
    await tell(session, company_id, ended, outcomes, actor=SYSTEM, now=now)
    await session.flush()
    await _close(session, company_id, {row.batch_id for row in rows})
    return tally


async def _waiting(
    session: AsyncSession, company_id: UUID, queued_by: datetime
) -> Sequence[Delivery]:
    return (
        await session.scalars(
            select(Delivery)
            .where(
                Delivery.company_id == company_id,
                Delivery.status.in_((DeliveryStatus.QUEUED, DeliveryStatus.CLAIMED)),
                Delivery.created_at <= queued_by,
            )
            .order_by(Delivery.id)
            .limit(PORTION)
            .with_for_update(key_share=True)
        )
    ).all()


async def _close(session: AsyncSession, company_id: UUID, batches: set[UUID]) -> None:
    """Batches of which nothing is left have no appointment any more."""
    if not batches:
        return
    left = await session.scalars(
        select(Delivery.batch_id)
        .where(
            Delivery.company_id == company_id,
            Delivery.batch_id.in_(batches),
            Delivery.status.in_((DeliveryStatus.QUEUED, DeliveryStatus.CLAIMED)),
        )
        .distinct()
    )
    await due_work.done(session, company_id, SEND, sorted(batches - set(left)))


async def newest_message_at(
    session: AsyncSession, company_id: UUID, *, until: datetime
) -> datetime | None:
    """When the last message up to then was queued: no backup that holds it is older."""
    return await session.scalar(
        select(func.max(Delivery.created_at)).where(
            Delivery.company_id == company_id, Delivery.created_at <= until
        )
    )


async def known_keys(session: AsyncSession, company_id: UUID, keys: Sequence[str]) -> set[str]:
    """Those of these keys of whole files in which a message of the company is kept."""
    file_key = func.split_part(Delivery.message_key, "#", 1)
    rows = await session.scalars(
        select(file_key).where(Delivery.company_id == company_id, file_key.in_(keys)).distinct()
    )
    return set(rows)
