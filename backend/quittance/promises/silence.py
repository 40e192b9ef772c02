"""Peace for the receivables of a promise, until a day somebody is sure to look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.business_days import ONE_DAY
from quittance.domain.holds import promise_hold
from quittance.platform import due_work
from quittance.platform.clock import day_in
from quittance.platform.events import SYSTEM, Actor
from quittance.promises.models import Promise
from quittance.receivables import holds

SETTLE_PROMISE = "settle_promise"


async def be_silent(
    session: AsyncSession,
    promise: Promise,
    receivables: Iterable[UUID],
    *,
    zone: str,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """Nobody is chased until the grace is over; the promise is judged as the next day begins."""
    for receivable_id in receivables:
        hold = promise_hold(receivable_id, day_in(zone, now), promise.due_on, promise.grace_days)
        await holds.place(
            session,
            promise.company_id,
            promise.customer_id,
            hold,
            source=("promise", promise.id),
            actor=actor,
            now=now,
        )
    judged_at = datetime.combine(promise.last_on + ONE_DAY, time.min, ZoneInfo(zone))
    await due_work.schedule(session, promise.company_id, SETTLE_PROMISE, promise.id, judged_at)


async def speak_again(
    session: AsyncSession, promise: Promise, *, actor: Actor = SYSTEM, now: datetime
) -> None:
    """The promise holds nothing any more, and nobody waits for its day."""
    await holds.release_source(session, promise.company_id, promise.id, actor=actor, now=now)
    await due_work.done(session, promise.company_id, SETTLE_PROMISE, promise.id)
