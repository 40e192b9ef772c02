"""The log of what partners were told: each message, each try, and telling it again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status
from pydantic import AwareDatetime

from quittance.accounts.access import GUARD, CanConfigure, Db
from quittance.platform.clock import Now
from quittance.platform.pages import Cursor, CursorInvalid, Limit, Page
from quittance.platform.problems import problems
from quittance.webhooks import queries, service
from quittance.webhooks.errors import (
    WebhookEndpointNotFound,
    WebhookEndpointOff,
    WebhookMessageNotFound,
)
from quittance.webhooks.models import MessageStatus, WebhookAttempt
from quittance.webhooks.queries import LoggedDelivery
from quittance.webhooks.schemas import (
    RecoverBody,
    RecoveredOut,
    ReplayBody,
    TestSentOut,
    WebhookAttemptOut,
    WebhookDeliveryOut,
    WebhookMessageOut,
)
from quittance.webhooks.signing import headers_with

router = APIRouter(prefix="/v1", tags=["webhooks"])

Instant = Annotated[AwareDatetime | None, Query(description="An instant with its offset.")]


def _logged(line: LoggedDelivery) -> WebhookDeliveryOut:
    return WebhookDeliveryOut(
        id=line.delivery.id,
        message_id=line.delivery.message_id,
        endpoint_id=line.delivery.endpoint_id,
        type=line.type,
        status=line.delivery.status,
        created_at=line.created_at,
        next_attempt_at=line.delivery.next_attempt_at,
        attempts=[_tried(one, line.delivery.message_id) for one in line.attempts],
    )


def _tried(attempt: WebhookAttempt, message_id: UUID) -> WebhookAttemptOut:
    return WebhookAttemptOut(
        id=attempt.id,
        attempted_at=attempt.attempted_at,
        duration_ms=attempt.duration_ms,
        headers=headers_with(attempt.signature, str(message_id), attempt.attempted_at),
        status_code=attempt.status_code,
        error=attempt.error,
        response=attempt.response,
    )


@router.get(
    "/webhook-messages",
    operation_id="webhooks_list_messages",
    responses=GUARD | problems(CursorInvalid),
)
async def list_messages(
    *,
    caller: CanConfigure,
    db: Db,
    endpoint_id: UUID | None = None,
    status: MessageStatus | None = None,
    type: Annotated[str | None, Query(max_length=80)] = None,
    since: Instant = None,
    until: Instant = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[WebhookDeliveryOut]:
    """What was told, to whom, with every try; the newest first."""
    lines, next_cursor = await queries.logged(
        db,
        caller.company_id,
        endpoint_id=endpoint_id,
        status=status,
        type=type,
        since=since,
        until=until,
        cursor=cursor,
        limit=limit,
    )
    return Page(items=[_logged(line) for line in lines], next_cursor=next_cursor)


@router.get(
    "/webhook-messages/{message_id}",
    operation_id="webhooks_read_message",
    responses=GUARD | problems(WebhookMessageNotFound),
)
async def read_message(message_id: UUID, caller: CanConfigure, db: Db) -> WebhookMessageOut:
    """One message as it is sent, and what became of it at each endpoint."""
    message = await queries.message(db, caller.company_id, message_id)
    lines, _ = await queries.logged(db, caller.company_id, message_id=message_id, limit=100)
    return WebhookMessageOut(
        id=message.id,
        type=message.type,
        created_at=message.created_at,
        body=message.body.decode(),
        deliveries=[_logged(line) for line in lines],
    )


@router.post(
    "/webhook-messages/{message_id}/replay",
    operation_id="webhooks_replay_message",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(WebhookMessageNotFound, WebhookEndpointNotFound, WebhookEndpointOff),
)
async def replay_message(
    message_id: UUID, body: ReplayBody, caller: CanConfigure, db: Db, now: Now
) -> None:
    """Send one message again to one endpoint, under the same `webhook-id`."""
    await service.replay(db, caller.company_id, message_id, endpoint_id=body.endpoint_id, now=now)


@router.post(
    "/webhook-endpoints/{endpoint_id}/test",
    operation_id="webhooks_send_test",
    status_code=status.HTTP_202_ACCEPTED,
    responses=GUARD | problems(WebhookEndpointNotFound, WebhookEndpointOff),
)
async def send_test(endpoint_id: UUID, caller: CanConfigure, db: Db, now: Now) -> TestSentOut:
    """Send a message of type `webhook.test`; read what became of it in the log."""
    message_id = await service.send_test(db, caller.company_id, endpoint_id, now=now)
    return TestSentOut(message_id=message_id)


@router.post(
    "/webhook-endpoints/{endpoint_id}/recover",
    operation_id="webhooks_recover_failed",
    status_code=status.HTTP_202_ACCEPTED,
    responses=GUARD | problems(WebhookEndpointNotFound, WebhookEndpointOff),
)
async def recover_failed(
    endpoint_id: UUID, body: RecoverBody, caller: CanConfigure, db: Db, now: Now
) -> RecoveredOut:
    """Send again, now, what failed at this endpoint since an instant or waits for its next try.

    `with_missed` also tells what it was not told at all because it was off: the newest 5,000 facts
    of the last thirty days.
    """
    company_id = caller.company_id
    recovered = await service.recover(db, company_id, endpoint_id, since=body.since, now=now)
    missed = 0
    if body.with_missed:
        missed = await service.tell_missed(db, company_id, endpoint_id, since=body.since, now=now)
    return RecoveredOut(recovered=recovered, missed=missed)
