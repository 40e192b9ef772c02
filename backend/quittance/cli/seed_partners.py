"""The demonstration's partners: programs with keys, and two addresses that are told of events.

One has accepted everything for a week; the other has been down for some hours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import service as accounts
from quittance.domain.retry import WEBHOOK_DELAYS
from quittance.platform import due_work
from quittance.platform.events import Actor, EventRow
from quittance.platform.ids import new_id
from quittance.platform.secrets import Sealer
from quittance.webhooks.endpoints import FORGET
from quittance.webhooks.models import (
    SECRET_FIELD,
    EndpointStatus,
    MessageStatus,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookMessage,
)
from quittance.webhooks.service import CALL, body_of
from quittance.webhooks.signing import new_secret, signature

# Name, scopes, days since it was made, hours since it last called (None: never).
KEYS = (
    ("Sage 100, production", ("load", "read"), 240, 1),
    ("Tableaux de bord", ("read",), 95, 30),
    ("Recette", ("act", "load", "read"), 12, None),
)
MESSAGES = 36
EVERY = timedelta(minutes=26)
DOWN_FOR = timedelta(hours=3, minutes=10)
BACK_IN = timedelta(hours=6)  # as it asked, by Retry-After
ANSWER_DOWN = "Service temporairement indisponible : maintenance."


async def write_partners(
    session: AsyncSession, company_id: UUID, *, sealer: Sealer, actor: Actor, now: datetime
) -> None:
    """Keys that are used, a partner that listens, one that does not answer, and their log."""
    for name, scopes, days, hours in KEYS:
        made = now - timedelta(days=days)
        key, _ = await accounts.create_api_key(
            session, company_id, name=name, scopes=scopes, actor=actor, now=now
        )
        key.created_at = made
        key.last_used_at = None if hours is None else now - timedelta(hours=hours)

    books = _endpoint(company_id, sealer, "erp", "Comptabilité", now)
    sales = _endpoint(company_id, sealer, "crm", "Équipe commerciale", now)
    sales.first_failure_at = now - DOWN_FOR
    sales.paused_until = now + BACK_IN
    session.add_all([books, sales])
    await session.flush()
    secrets = {one.id: sealer.open(company_id, SECRET_FIELD, one.secret) for one in (books, sales)}

    chance = Random(company_id.int)  # noqa: S311  an invented story
    newest = await _newest(session, company_id)
    for place, fact in reversed(list(enumerate(newest))):  # the log goes by the deliveries' ids
        at = now - EVERY * place - timedelta(seconds=chance.randint(5, 900))
        session.add(
            WebhookMessage(
                company_id=company_id, id=fact.id, type=fact.type, body=body_of(fact), created_at=at
            )
        )
        await session.flush()
        for endpoint in (books, sales):
            is_down = endpoint is sales and at > now - DOWN_FOR
            delivery = _delivery(endpoint, fact.id)
            session.add(delivery)
            await session.flush()
            tries = _tries(at, now) if is_down else [at]
            for tried_at in tries:
                signed = signature(secrets[endpoint.id], str(fact.id), tried_at, body_of(fact))
                took = chance.randint(60, 420)
                session.add(_attempt(delivery, tried_at, signed, took, is_down=is_down))
            delivery.attempts = len(tries)
            if is_down:
                delivery.status = MessageStatus.PENDING
                retry_at = tries[-1] + WEBHOOK_DELAYS[len(tries)]
                delivery.next_attempt_at = max(retry_at, now + BACK_IN)
    await due_work.schedule(session, company_id, FORGET, company_id, now + timedelta(days=1))
    await due_work.schedule(session, company_id, CALL, sales.id, sales.paused_until)


async def _newest(session: AsyncSession, company_id: UUID) -> Sequence[EventRow]:
    """The last facts of the company that partners care for."""
    rows = await session.scalars(
        select(EventRow)
        .where(
            EventRow.company_id == company_id,
            EventRow.seq.is_not(None),
            EventRow.type.not_like("ledger.%"),
        )
        .order_by(EventRow.seq.desc())
        .limit(MESSAGES)
    )
    return rows.all()


def _endpoint(
    company_id: UUID, sealer: Sealer, host: str, description: str, now: datetime
) -> WebhookEndpoint:
    return WebhookEndpoint(
        company_id=company_id,
        id=new_id(),
        url=f"https://{host}.maubrey.example/quittance",
        description=description,
        event_types=[],
        secret=sealer.seal(company_id, SECRET_FIELD, new_secret()),
        status=EndpointStatus.ENABLED,
        created_at=now - timedelta(days=60),
        version=1,
    )


def _delivery(endpoint: WebhookEndpoint, message_id: UUID) -> WebhookDelivery:
    return WebhookDelivery(
        company_id=endpoint.company_id,
        id=new_id(),
        message_id=message_id,
        endpoint_id=endpoint.id,
        status=MessageStatus.DELIVERED,
        attempts=0,
        next_attempt_at=None,
    )


def _tries(first: datetime, now: datetime) -> list[datetime]:
    """When a message was tried so far: the schedule, as far as it has come."""
    tries, at = [first], first
    for delay in WEBHOOK_DELAYS[1:]:
        at += delay
        if at > now:
            return tries
        tries.append(at)
    return tries


def _attempt(
    delivery: WebhookDelivery, at: datetime, signed: str, took: int, *, is_down: bool
) -> WebhookAttempt:
    return WebhookAttempt(
        company_id=delivery.company_id,
        id=new_id(),
        delivery_id=delivery.id,
        attempted_at=at,
        duration_ms=took,
        signature=signed,
        status_code=503 if is_down else 200,
        response=ANSWER_DOWN if is_down else '{"recu":true}',
    )
