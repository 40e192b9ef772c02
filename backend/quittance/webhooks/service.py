"""Every change to messages: facts told to whoever listens, told again when asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, delete, insert, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import due_work
from quittance.platform.events import EventRow
from quittance.platform.ids import new_id
from quittance.webhooks import queries
from quittance.webhooks.errors import WebhookEndpointOff
from quittance.webhooks.models import (
    EndpointStatus,
    MessageStatus,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookMessage,
)

CALL = "call_endpoint"
TEST_TYPE = "webhook.test"
KEPT = timedelta(days=30)
MOST_MISSED = 5_000


async def fan_out(
    session: AsyncSession, company_id: UUID, rows: Sequence[EventRow], now: datetime
) -> None:
    """Each sealed fact is a message for every enabled endpoint that listens to its type."""
    endpoints = await queries.enabled_endpoints(session, company_id)
    messages: list[dict[str, Any]] = []
    deliveries: list[dict[str, Any]] = []
    for row in rows if endpoints else ():
        listening = [one.id for one in endpoints if listens(one, row.type)]
        if listening:
            messages.append(_message(company_id, row.id, row.type, body_of(row), now))
            deliveries += [_delivery(company_id, row.id, one, now) for one in listening]
    if not messages:
        return
    await session.execute(insert(WebhookMessage), messages)
    await session.execute(insert(WebhookDelivery), deliveries)
    called = {one["endpoint_id"] for one in deliveries}
    await due_work.schedule(session, company_id, CALL, called, now)


def listens(endpoint: WebhookEndpoint, type: str) -> bool:
    """Whether the endpoint wants facts of this type; one that names none wants all."""
    return not endpoint.event_types or type in endpoint.event_types


def body_of(row: EventRow) -> bytes:
    """A fact as receivers read it: its fields, its id and its place in the company's feed."""
    data = {**row.payload, "id": str(row.id), "seq": row.seq}
    return _body(row.type, row.occurred_at, data)


def _body(type: str, at: datetime, data: dict[str, Any]) -> bytes:
    """Serialised once: these very bytes are signed and sent at each attempt."""
    timestamp = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    body = {"type": type, "timestamp": timestamp, "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _message(company_id: UUID, id: UUID, type: str, body: bytes, now: datetime) -> dict[str, Any]:
    return {"company_id": company_id, "id": id, "type": type, "body": body, "created_at": now}


def _delivery(
    company_id: UUID, message_id: UUID, endpoint_id: UUID, now: datetime
) -> dict[str, Any]:
    return {
        "company_id": company_id,
        "id": new_id(),
        "message_id": message_id,
        "endpoint_id": endpoint_id,
        "status": MessageStatus.PENDING,
        "attempts": 0,
        "next_attempt_at": now,
    }


async def send_test(
    session: AsyncSession, company_id: UUID, endpoint_id: UUID, *, now: datetime
) -> UUID:
    """A test message is due at the endpoint; returns its id."""
    endpoint = await _endpoint_asked(session, company_id, endpoint_id)
    id = new_id()
    data = {"id": str(id), "seq": None, "endpoint_id": str(endpoint.id)}
    body = _body(TEST_TYPE, now, data)
    await session.execute(
        insert(WebhookMessage).values(_message(company_id, id, TEST_TYPE, body, now))
    )
    await _tell_again(session, company_id, id, endpoint.id, now)
    return id


async def replay(
    session: AsyncSession, company_id: UUID, message_id: UUID, *, endpoint_id: UUID, now: datetime
) -> None:
    """The message is due at the endpoint with all its attempts ahead.

    Even if it was never told there, or has arrived: receivers know it by its `webhook-id`.
    """
    message = await queries.message(session, company_id, message_id)
    endpoint = await _endpoint_asked(session, company_id, endpoint_id)
    await _tell_again(session, company_id, message.id, endpoint.id, now)


async def recover(
    session: AsyncSession, company_id: UUID, endpoint_id: UUID, *, since: datetime, now: datetime
) -> int:
    """What failed, was given up or waits for a try since then is due now; how many messages."""
    endpoint = await _endpoint_asked(session, company_id, endpoint_id)
    revived = await session.execute(
        update(WebhookDelivery)
        .where(
            WebhookDelivery.company_id == company_id,
            WebhookDelivery.endpoint_id == endpoint.id,
            WebhookDelivery.status != MessageStatus.DELIVERED,
            WebhookMessage.company_id == WebhookDelivery.company_id,
            WebhookMessage.id == WebhookDelivery.message_id,
            WebhookMessage.created_at >= since,
        )
        .values(status=MessageStatus.PENDING, attempts=0, next_attempt_at=now)
        .execution_options(synchronize_session=False)
    )
    await due_work.schedule(session, company_id, CALL, endpoint.id, now)
    return revived.rowcount if isinstance(revived, CursorResult) else 0


async def tell_missed(
    session: AsyncSession, company_id: UUID, endpoint_id: UUID, *, since: datetime, now: datetime
) -> int:
    """Facts since then that the endpoint listens to and was never told, for it was off, are due.

    The newest 5,000 at most, none older than messages are kept; how many they are.
    """
    endpoint = await _endpoint_asked(session, company_id, endpoint_id)
    rows = await queries.missed(session, endpoint, since=max(since, now - KEPT), limit=MOST_MISSED)
    if not rows:
        return 0
    messages = [_message(company_id, row.id, row.type, body_of(row), now) for row in rows]
    deliveries = [_delivery(company_id, row.id, endpoint.id, now) for row in rows]
    # Another endpoint may have been told: the message is there already, with the same bytes.
    await session.execute(upsert(WebhookMessage).on_conflict_do_nothing(), messages)
    await session.execute(insert(WebhookDelivery), deliveries)
    await due_work.schedule(session, company_id, CALL, endpoint.id, now)
    return len(rows)


async def forget_messages(session: AsyncSession, company_id: UUID, *, now: datetime) -> None:
    """Messages older than 30 days are gone with their log: the feed of events keeps the facts."""
    await session.execute(
        delete(WebhookMessage).where(
            WebhookMessage.company_id == company_id, WebhookMessage.created_at < now - KEPT
        )
    )


async def _tell_again(
    session: AsyncSession, company_id: UUID, message_id: UUID, endpoint_id: UUID, now: datetime
) -> None:
    fresh = _delivery(company_id, message_id, endpoint_id, now)
    await session.execute(
        upsert(WebhookDelivery)
        .values(fresh)
        .on_conflict_do_update(
            index_elements=["company_id", "message_id", "endpoint_id"],
            set_={key: fresh[key] for key in ("status", "attempts", "next_attempt_at")},
        )
    )
    await due_work.schedule(session, company_id, CALL, endpoint_id, now)


async def _endpoint_asked(
    session: AsyncSession, company_id: UUID, endpoint_id: UUID
) -> WebhookEndpoint:
    """The endpoint a person wants told now: no pause holds that back."""
    endpoint = await queries.locked_endpoint(session, company_id, endpoint_id)
    if endpoint.status is not EndpointStatus.ENABLED:
        raise WebhookEndpointOff("Switch the endpoint on first.")
    endpoint.paused_until = None
    return endpoint
