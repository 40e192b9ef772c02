"""Every change to endpoints: added, changed, removed, their secrets renewed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import due_work, events
from quittance.platform.events import Actor
from quittance.platform.http_client import check_url
from quittance.platform.ids import new_id
from quittance.platform.secrets import Sealer
from quittance.webhooks import queries
from quittance.webhooks.errors import (
    EventTypeUnknown,
    TooManyWebhookEndpoints,
    WebhookEndpointStale,
)
from quittance.webhooks.events import (
    WebhookEndpointAdded,
    WebhookEndpointChanged,
    WebhookEndpointDisabled,
    WebhookEndpointFailing,
    WebhookEndpointRemoved,
    WebhookSecretRotated,
)
from quittance.webhooks.models import SECRET_FIELD, EndpointStatus, WebhookEndpoint
from quittance.webhooks.signing import new_secret
from quittance.webhooks.verdict import GIVEN_UP_AFTER, Farewell

MOST_ENDPOINTS = 20
OLD_SECRET_LIVES = timedelta(hours=24)
FORGET = "forget_webhook_messages"
NOTICE = "write_webhook_notice"


async def add_endpoint(
    session: AsyncSession,
    company_id: UUID,
    *,
    url: str,
    description: str,
    event_types: Collection[str],
    known_types: Collection[str],
    lan_hosts: Collection[str],
    sealer: Sealer,
    actor: Actor,
    now: datetime,
) -> tuple[WebhookEndpoint, str]:
    """The endpoint, and its secret, which is told this once only."""
    check_url(url, lan_hosts)
    wanted = _known(event_types, known_types)
    if await queries.count_endpoints(session, company_id) >= MOST_ENDPOINTS:
        raise TooManyWebhookEndpoints(f"A company has at most {MOST_ENDPOINTS} endpoints.")
    secret = new_secret()
    endpoint = WebhookEndpoint(
        company_id=company_id,
        id=new_id(),
        url=url,
        description=description,
        event_types=wanted,
        secret=sealer.seal(company_id, SECRET_FIELD, secret),
        status=EndpointStatus.ENABLED,
        created_at=now,
        version=1,
    )
    session.add(endpoint)
    added = WebhookEndpointAdded(
        endpoint_id=endpoint.id, host=host_of(endpoint), event_types=tuple(wanted)
    )
    await events.record(session, company_id, added, actor=actor, now=now)
    await due_work.schedule(session, company_id, FORGET, company_id, now + timedelta(days=1))
    return endpoint, secret


async def change_endpoint(
    session: AsyncSession,
    company_id: UUID,
    endpoint_id: UUID,
    changes: dict[str, Any],
    *,
    version: int,
    known_types: Collection[str],
    lan_hosts: Collection[str],
    actor: Actor,
    now: datetime,
) -> WebhookEndpoint:
    """The named fields are changed; switching on forgets old failures.

    `changes` holds `url`, `description`, `event_types` or `enabled`. Raises
    `WebhookEndpointStale` if somebody was faster.
    """
    endpoint = await queries.locked_endpoint(session, company_id, endpoint_id)
    if endpoint.version != version:
        raise WebhookEndpointStale("Somebody changed this endpoint meanwhile: reload.")
    if "url" in changes:
        check_url(changes["url"], lan_hosts)
        endpoint.url = changes["url"]
    if "description" in changes:
        endpoint.description = changes["description"]
    if "event_types" in changes:
        endpoint.event_types = _known(changes["event_types"], known_types)
    if "enabled" in changes:
        _switch(endpoint, on=changes["enabled"], now=now)
    endpoint.version += 1
    changed = WebhookEndpointChanged(
        endpoint_id=endpoint.id, host=host_of(endpoint), fields=tuple(sorted(changes))
    )
    await events.record(session, company_id, changed, actor=actor, now=now)
    return endpoint


def _switch(endpoint: WebhookEndpoint, *, on: bool, now: datetime) -> None:
    if on:
        endpoint.status = EndpointStatus.ENABLED
        endpoint.first_failure_at = endpoint.failing_since = endpoint.paused_until = None
        endpoint.disabled_at, endpoint.disabled_reason = None, ""
    elif endpoint.status is EndpointStatus.ENABLED:
        endpoint.status = EndpointStatus.DISABLED
        endpoint.disabled_at = now


async def remove_endpoint(
    session: AsyncSession, company_id: UUID, endpoint_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """The endpoint and its log are gone."""
    endpoint = await queries.locked_endpoint(session, company_id, endpoint_id)
    await session.delete(endpoint)
    removed = WebhookEndpointRemoved(endpoint_id=endpoint_id, host=host_of(endpoint))
    await events.record(session, company_id, removed, actor=actor, now=now)


async def rotate_secret(
    session: AsyncSession,
    company_id: UUID,
    endpoint_id: UUID,
    *,
    sealer: Sealer,
    actor: Actor,
    now: datetime,
) -> tuple[WebhookEndpoint, str]:
    """A new secret signs, told this once; the one before signs too for 24 hours."""
    endpoint = await queries.locked_endpoint(session, company_id, endpoint_id)
    secret = new_secret()
    endpoint.previous_secret = endpoint.secret
    endpoint.previous_until = now + OLD_SECRET_LIVES
    endpoint.secret = sealer.seal(company_id, SECRET_FIELD, secret)
    rotated = WebhookSecretRotated(endpoint_id=endpoint.id, host=host_of(endpoint))
    await events.record(session, company_id, rotated, actor=actor, now=now)
    return endpoint, secret


async def disable(
    session: AsyncSession,
    company_id: UUID,
    endpoint: WebhookEndpoint,
    reason: Farewell,
    *,
    now: datetime,
) -> None:
    """We speak to the endpoint no more, and the company's feed says why."""
    is_gone = reason is Farewell.GONE
    endpoint.status = EndpointStatus.GONE if is_gone else EndpointStatus.DISABLED_AUTO
    endpoint.disabled_at, endpoint.disabled_reason = now, reason.value
    endpoint.version += 1
    disabled = WebhookEndpointDisabled(
        endpoint_id=endpoint.id, host=host_of(endpoint), reason=reason.value
    )
    await events.record(session, company_id, disabled, now=now)
    await due_work.schedule(session, company_id, NOTICE, endpoint.id, now)


async def warn(
    session: AsyncSession, company_id: UUID, endpoint: WebhookEndpoint, *, now: datetime
) -> None:
    """The company's feed and its administrators know that the endpoint keeps failing."""
    since = endpoint.first_failure_at or now
    failing = WebhookEndpointFailing(
        endpoint_id=endpoint.id,
        host=host_of(endpoint),
        since=since,
        disabled_on_failure_at=(endpoint.failing_since or now) + GIVEN_UP_AFTER,
    )
    await events.record(session, company_id, failing, now=now)
    await due_work.schedule(session, company_id, NOTICE, endpoint.id, now)


def active_secrets(endpoint: WebhookEndpoint, sealer: Sealer, now: datetime) -> list[str]:
    """The secrets that sign now, the newest first."""
    sealed = [endpoint.secret]
    if endpoint.previous_secret is not None and endpoint.previous_until is not None:
        sealed += [endpoint.previous_secret] if now < endpoint.previous_until else []
    return [sealer.open(endpoint.company_id, SECRET_FIELD, one) for one in sealed]


def host_of(endpoint: WebhookEndpoint) -> str:
    """The host of its address."""
    return urlsplit(endpoint.url).hostname or ""


def _known(event_types: Collection[str], known_types: Collection[str]) -> list[str]:
    wanted = sorted(set(event_types))
    if strangers := [one for one in wanted if one not in known_types]:
        raise EventTypeUnknown(f"No events of type {', '.join(strangers)[:200]}.")
    return wanted
