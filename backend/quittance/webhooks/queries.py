"""Every look at endpoints, messages and attempts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform.events import EventRow
from quittance.platform.pages import encode_cursor, id_in
from quittance.webhooks.errors import WebhookEndpointNotFound, WebhookMessageNotFound
from quittance.webhooks.models import (
    EndpointStatus,
    MessageStatus,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookMessage,
)

OF_MESSAGE = and_(
    WebhookMessage.company_id == WebhookDelivery.company_id,
    WebhookMessage.id == WebhookDelivery.message_id,
)


@dataclass(frozen=True, slots=True)
class LoggedDelivery:
    """One line of the log: a message at an endpoint, with its tries, the first one first."""

    delivery: WebhookDelivery
    type: str
    created_at: datetime
    attempts: Sequence[WebhookAttempt]


async def endpoints(session: AsyncSession, company_id: UUID) -> Sequence[WebhookEndpoint]:
    """The company's endpoints, the oldest first."""
    return (
        await session.scalars(
            select(WebhookEndpoint)
            .where(WebhookEndpoint.company_id == company_id)
            .order_by(WebhookEndpoint.id)
        )
    ).all()


async def enabled_endpoints(session: AsyncSession, company_id: UUID) -> Sequence[WebhookEndpoint]:
    """The endpoints that are spoken to."""
    return (
        await session.scalars(
            select(WebhookEndpoint)
            .where(
                WebhookEndpoint.company_id == company_id,
                WebhookEndpoint.status == EndpointStatus.ENABLED,
            )
            .order_by(WebhookEndpoint.id)
        )
    ).all()


async def endpoint(session: AsyncSession, company_id: UUID, id: UUID) -> WebhookEndpoint:
    """One endpoint; raises `WebhookEndpointNotFound`."""
    found = await session.get(WebhookEndpoint, (company_id, id))
    if found is None:
        raise WebhookEndpointNotFound(f"No webhook endpoint {id}.")
    return found


async def endpoint_to_call(
    session: AsyncSession, company_id: UUID, id: UUID
) -> WebhookEndpoint | None:
    """The endpoint, held until the transaction ends, unless it was removed.

    New messages for it do not wait.
    """
    return await session.get(
        WebhookEndpoint,
        (company_id, id),
        with_for_update={"key_share": True},
        populate_existing=True,
    )


async def locked_endpoint(session: AsyncSession, company_id: UUID, id: UUID) -> WebhookEndpoint:
    """As above; raises `WebhookEndpointNotFound`."""
    found = await endpoint_to_call(session, company_id, id)
    if found is None:
        raise WebhookEndpointNotFound(f"No webhook endpoint {id}.")
    return found


async def count_endpoints(session: AsyncSession, company_id: UUID) -> int:
    """How many endpoints the company has."""
    counted = await session.scalar(
        select(func.count())
        .select_from(WebhookEndpoint)
        .where(WebhookEndpoint.company_id == company_id)
    )
    return counted or 0


async def message(session: AsyncSession, company_id: UUID, id: UUID) -> WebhookMessage:
    """One message; raises `WebhookMessageNotFound`."""
    found = await session.get(WebhookMessage, (company_id, id))
    if found is None:
        raise WebhookMessageNotFound(f"No webhook message {id}.")
    return found


async def ripe(
    session: AsyncSession, endpoint: WebhookEndpoint, *, now: datetime, limit: int
) -> Sequence[tuple[WebhookDelivery, WebhookMessage]]:
    """What the endpoint is to be told by now, what waits longest first."""
    rows = await session.execute(
        select(WebhookDelivery, WebhookMessage)
        .join(WebhookMessage, OF_MESSAGE)
        .where(*waiting(endpoint), WebhookDelivery.next_attempt_at <= now)
        .order_by(WebhookDelivery.next_attempt_at, WebhookDelivery.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]


async def next_attempt_at(session: AsyncSession, endpoint: WebhookEndpoint) -> datetime | None:
    """When the endpoint is to be told something again; None if nothing waits."""
    return await session.scalar(
        select(func.min(WebhookDelivery.next_attempt_at)).where(*waiting(endpoint))
    )


async def deliveries(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> dict[UUID, WebhookDelivery]:
    """Those of these deliveries that are still kept, by their ids."""
    rows = await session.scalars(
        select(WebhookDelivery).where(
            WebhookDelivery.company_id == company_id, WebhookDelivery.id.in_(ids)
        )
    )
    return {row.id: row for row in rows}


def waiting(endpoint: WebhookEndpoint) -> tuple[ColumnElement[bool], ...]:
    """The deliveries that the endpoint is still to be told."""
    return (
        WebhookDelivery.company_id == endpoint.company_id,
        WebhookDelivery.endpoint_id == endpoint.id,
        WebhookDelivery.status == MessageStatus.PENDING,
    )


async def logged(
    session: AsyncSession,
    company_id: UUID,
    *,
    endpoint_id: UUID | None = None,
    message_id: UUID | None = None,
    status: MessageStatus | None = None,
    type: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> tuple[list[LoggedDelivery], str | None]:
    """A page of the log, the newest first, and the cursor of the next one."""
    asked = {
        WebhookDelivery.endpoint_id: endpoint_id,
        WebhookDelivery.message_id: message_id,
        WebhookDelivery.status: status,
        WebhookMessage.type: type,
    }
    statement = (
        select(WebhookDelivery, WebhookMessage.type, WebhookMessage.created_at)
        .join(WebhookMessage, OF_MESSAGE)
        .where(WebhookDelivery.company_id == company_id)
        .where(*(column == wanted for column, wanted in asked.items() if wanted is not None))
        .order_by(WebhookDelivery.id.desc())
        .limit(limit + 1)
    )
    if since is not None:
        statement = statement.where(WebhookMessage.created_at >= since)
    if until is not None:
        statement = statement.where(WebhookMessage.created_at < until)
    if cursor is not None:
        statement = statement.where(WebhookDelivery.id < id_in(cursor))

    rows = (await session.execute(statement)).all()
    shown = rows[:limit]
    tries = await _attempts(session, company_id, [row[0].id for row in shown])
    page = [LoggedDelivery(row[0], row[1], row[2], tries.get(row[0].id, [])) for row in shown]
    more = len(rows) > limit
    return page, encode_cursor(page[-1].delivery.id) if more else None


async def tallies(
    session: AsyncSession, company_id: UUID, *, since: datetime
) -> dict[UUID, dict[MessageStatus, int]]:
    """For each endpoint, how many messages made since then stand where."""
    rows = await session.execute(
        select(WebhookDelivery.endpoint_id, WebhookDelivery.status, func.count().label("n"))
        .join(WebhookMessage, OF_MESSAGE)
        .where(WebhookDelivery.company_id == company_id, WebhookMessage.created_at >= since)
        .group_by(WebhookDelivery.endpoint_id, WebhookDelivery.status)
    )
    found: dict[UUID, dict[MessageStatus, int]] = {}
    for row in rows:
        found.setdefault(row.endpoint_id, {})[row.status] = row.n
    return found


async def missed(
    session: AsyncSession, endpoint: WebhookEndpoint, *, since: datetime, limit: int
) -> Sequence[EventRow]:
    """Sealed facts since then that the endpoint listens to and has no message of; newest first."""
    is_told = exists().where(
        WebhookDelivery.company_id == EventRow.company_id,
        WebhookDelivery.message_id == EventRow.id,
        WebhookDelivery.endpoint_id == endpoint.id,
    )
    statement = (
        select(EventRow)
        .where(
            EventRow.company_id == endpoint.company_id,
            EventRow.seq.is_not(None),
            EventRow.occurred_at >= since,
            ~is_told,
        )
        .order_by(EventRow.seq.desc())
        .limit(limit)
    )
    if endpoint.event_types:
        statement = statement.where(EventRow.type.in_(endpoint.event_types))
    return (await session.scalars(statement)).all()


async def _attempts(
    session: AsyncSession, company_id: UUID, deliveries: Sequence[UUID]
) -> dict[UUID, list[WebhookAttempt]]:
    rows = await session.scalars(
        select(WebhookAttempt)
        .where(WebhookAttempt.company_id == company_id, WebhookAttempt.delivery_id.in_(deliveries))
        .order_by(WebhookAttempt.id)
    )
    found: dict[UUID, list[WebhookAttempt]] = {}
    for row in rows:
        found.setdefault(row.delivery_id, []).append(row)
    return found
