"""Peace for the receivables of a promise, until a day somebody is sure to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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
    today = day_in(zone, now)
    await holds.place_all(
        session,
        promise.company_id,
        promise.customer_id,
        [promise_hold(id, today, promise.due_on, promise.grace_days) for id in receivables],
        source=("promise", promise.id),
        actor=actor,
        now=now,
    )
    judged_at = datetime.combine(promise.last_on + ONE_DAY, time.min, ZoneInfo(zone))
    await due_work.schedule(session, promise.company_id, SETTLE_PROMISE, promise.id, judged_at)


async def speak_again(
    session: AsyncSession,
    company_id: UUID,
    promises: Collection[UUID],
    *,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """The promises hold nothing any more, and nobody waits for their day."""
    if promises:
        await holds.release_source(session, company_id, promises, actor=actor, now=now)
        await due_work.done(session, company_id, SETTLE_PROMISE, promises)
