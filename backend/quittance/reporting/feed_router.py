"""The feed of facts: page after page, or live; always the sealed ones, gapless, in their order."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.access import GUARD, Caller, CanRead, Db
from quittance.accounts.standing import may_stay
from quittance.customers import queries as customers
from quittance.platform import events, sse
from quittance.platform.database import Database
from quittance.platform.events import EventRow
from quittance.platform.pages import Limit, Page
from quittance.platform.sse import STREAMED, EventStream, LastEventId, News, Told
from quittance.reporting.schemas import EventOut

router = APIRouter(prefix="/v1", tags=["reporting"])

LIVE_EVERY_S = 2.0  # facts are sealed every half second; one short read a reader
LIVE_AT_ONCE = 200
MOST_SEQ = 2**62


def _seen_by(caller: Caller) -> Select[UUID] | None:
    """The customers whose facts the caller may read; None: those of all."""
    if caller.sales_rep is None:
        return None
    return customers.ids_of_sales_rep(caller.company_id, caller.sales_rep)


def _shown(row: EventRow) -> EventOut:
    return EventOut(
        seq=row.seq or 0,
        id=row.id,
        type=row.type,
        occurred_at=row.occurred_at,
        actor=row.actor_name,
        actor_kind=row.actor_kind,
        customer_id=row.customer_id,
        data=row.payload,
    )


@router.get("/events", operation_id="reporting_list_events", responses=GUARD)
async def list_events(
    caller: CanRead,
    db: Db,
    after_seq: Annotated[int, Query(ge=0, le=MOST_SEQ)] = 0,
    limit: Limit = 100,
) -> Page[EventOut]:
    """The sealed facts in their order, gapless; `next_cursor` is the `after_seq` to go on with."""
    rows = await events.sealed_after(
        db, caller.company_id, after_seq=after_seq, customers=_seen_by(caller), limit=limit
    )
    items = [_shown(row) for row in rows]
    return Page(items=items, next_cursor=str(items[-1].seq) if len(items) == limit else None)


@router.get(
    "/events/stream",
    operation_id="reporting_stream_events",
    responses=GUARD | STREAMED,
    response_class=EventStream,
)
async def stream_events(
    request: Request,
    caller: CanRead,
    db: Db,
    last_event_id: LastEventId = None,
    after_seq: Annotated[int | None, Query(ge=0, le=MOST_SEQ)] = None,
) -> EventStream:
    """The same facts as they are sealed: `event` is the type, `id` the `seq`, `data` the fact.

    It goes on after `Last-Event-ID`, else after `after_seq`, else from now. It ends by itself after
    some minutes: connect again with the last `id`.
    """
    seen = await _start(db, caller, last_event_id, after_seq)
    database: Database = request.app.state.database

    async def look() -> News:
        nonlocal seen
        async with database.transaction(caller.company_id) as session:
            rows = await events.sealed_after(
                session,
                caller.company_id,
                after_seq=seen,
                customers=_seen_by(caller),
                limit=LIVE_AT_ONCE,
            )
        facts = [_shown(row) for row in rows]
        seen = facts[-1].seq if facts else seen
        return News([Told(one.type, one.model_dump(mode="json"), id=str(one.seq)) for one in facts])

    return sse.stream(request, look, may_stay(request, caller), every_s=LIVE_EVERY_S)


async def _start(
    session: AsyncSession, caller: Caller, last_event_id: str | None, after_seq: int | None
) -> int:
    """The place in the feed after which the stream begins."""
    if last_event_id and last_event_id.isascii() and last_event_id.isdigit():
        return min(int(last_event_id), MOST_SEQ)
    if after_seq is not None:
        return after_seq
    return await events.last_sealed(session, caller.company_id)
