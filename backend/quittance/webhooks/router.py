"""Webhook endpoints, their secrets, and how they fare."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request, Response, status

from quittance.accounts.access import GUARD, CanConfigure, Db
from quittance.platform.clock import Now
from quittance.platform.events import Event
from quittance.platform.http_client import OutsideAddressRefused
from quittance.platform.problems import problems
from quittance.platform.schemas import IfMatch, version_of
from quittance.platform.secrets import Sealer
from quittance.platform.settings import Settings
from quittance.webhooks import endpoints, queries
from quittance.webhooks.errors import (
    EventTypeUnknown,
    TooManyWebhookEndpoints,
    WebhookEndpointNotFound,
    WebhookEndpointStale,
)
from quittance.webhooks.models import MessageStatus, WebhookEndpoint
from quittance.webhooks.schemas import (
    EventTypeOut,
    EventTypesOut,
    WebhookEndpointBody,
    WebhookEndpointChanges,
    WebhookEndpointOut,
    WebhookEndpointsOut,
    WebhookSecretOut,
    WebhookTalliesOut,
    WebhookTallyOut,
)

router = APIRouter(prefix="/v1", tags=["webhooks"])

TALLIED = timedelta(days=7)


def _event_types(request: Request) -> tuple[type[Event], ...]:
    """The list stands above this room: the application is handed it."""
    types: tuple[type[Event], ...] = request.app.state.event_types
    return types


def _known_types(request: Request) -> frozenset[str]:
    return frozenset(event.type for event in _event_types(request))


def _lan_hosts(request: Request) -> list[str]:
    settings: Settings = request.app.state.settings
    return settings.lan_hosts


def _sealer(request: Request) -> Sealer:
    sealer: Sealer = request.app.state.secrets
    return sealer


def _with_secret(endpoint: WebhookEndpoint, secret: str) -> WebhookSecretOut:
    shown = WebhookEndpointOut.model_validate(endpoint)
    return WebhookSecretOut(**shown.model_dump(), secret=secret)


@router.get("/event-types", operation_id="webhooks_list_event_types", responses=GUARD)
async def list_event_types(request: Request, caller: CanConfigure) -> EventTypesOut:
    """Every type of events an endpoint may choose, and what each means."""
    return EventTypesOut(
        items=[
            EventTypeOut(type=event.type, summary=(event.__doc__ or "").strip().splitlines()[0])
            for event in sorted(_event_types(request), key=lambda event: event.type)
        ]
    )


@router.get("/webhook-endpoints", operation_id="webhooks_list_endpoints", responses=GUARD)
async def list_endpoints(caller: CanConfigure, db: Db) -> WebhookEndpointsOut:
    """The company's endpoints, the oldest first."""
    rows = await queries.endpoints(db, caller.company_id)
    return WebhookEndpointsOut(items=[WebhookEndpointOut.model_validate(row) for row in rows])


@router.get("/webhook-endpoints/summary", operation_id="webhooks_sum_endpoints", responses=GUARD)
async def sum_endpoints(caller: CanConfigure, db: Db, now: Now) -> WebhookTalliesOut:
    """What became of the messages of the last seven days, endpoint by endpoint."""
    tallies = await queries.tallies(db, caller.company_id, since=now - TALLIED)
    return WebhookTalliesOut(
        items=[
            WebhookTallyOut(
                endpoint_id=endpoint_id,
                delivered=tally.get(MessageStatus.DELIVERED, 0),
                pending=tally.get(MessageStatus.PENDING, 0),
                failed=tally.get(MessageStatus.FAILED, 0) + tally.get(MessageStatus.ABORTED, 0),
            )
            for endpoint_id, tally in sorted(tallies.items())
        ]
    )


@router.post(
    "/webhook-endpoints",
    operation_id="webhooks_add_endpoint",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD | problems(OutsideAddressRefused, EventTypeUnknown, TooManyWebhookEndpoints),
)
async def add_endpoint(
    body: WebhookEndpointBody, request: Request, caller: CanConfigure, db: Db, now: Now
) -> WebhookSecretOut:
    """Tell an address of events. The answer shows the signing secret, this once only.

    Messages follow Standard Webhooks 1.0.0; one may come twice, with the same `webhook-id`.
    """
    endpoint, secret = await endpoints.add_endpoint(
        db,
        caller.company_id,
        **body.model_dump(),
        known_types=_known_types(request),
        lan_hosts=_lan_hosts(request),
        sealer=_sealer(request),
        actor=caller.actor,
        now=now,
    )
    return _with_secret(endpoint, secret)


@router.get(
    "/webhook-endpoints/{endpoint_id}",
    operation_id="webhooks_read_endpoint",
    responses=GUARD | problems(WebhookEndpointNotFound),
)
async def read_endpoint(
    endpoint_id: UUID, response: Response, caller: CanConfigure, db: Db
) -> WebhookEndpointOut:
    """One endpoint; `ETag` is the version to name in `If-Match`."""
    endpoint = await queries.endpoint(db, caller.company_id, endpoint_id)
    response.headers["ETag"] = f'"{endpoint.version}"'
    return WebhookEndpointOut.model_validate(endpoint)


@router.patch(
    "/webhook-endpoints/{endpoint_id}",
    operation_id="webhooks_change_endpoint",
    responses=GUARD
    | problems(
        WebhookEndpointNotFound, WebhookEndpointStale, OutsideAddressRefused, EventTypeUnknown
    ),
)
async def change_endpoint(
    *,
    endpoint_id: UUID,
    body: WebhookEndpointChanges,
    if_match: IfMatch,
    request: Request,
    response: Response,
    caller: CanConfigure,
    db: Db,
    now: Now,
) -> WebhookEndpointOut:
    """Change an endpoint, or switch it on or off. Switched on, its failures are forgotten."""
    endpoint = await endpoints.change_endpoint(
        db,
        caller.company_id,
        endpoint_id,
        body.model_dump(exclude_unset=True, exclude_none=True),
        version=version_of(if_match),
        known_types=_known_types(request),
        lan_hosts=_lan_hosts(request),
        actor=caller.actor,
        now=now,
    )
    response.headers["ETag"] = f'"{endpoint.version}"'
    return WebhookEndpointOut.model_validate(endpoint)


@router.delete(
    "/webhook-endpoints/{endpoint_id}",
    operation_id="webhooks_remove_endpoint",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(WebhookEndpointNotFound),
)
async def remove_endpoint(endpoint_id: UUID, caller: CanConfigure, db: Db, now: Now) -> None:
    """Tell this address nothing any more; its log goes with it."""
    await endpoints.remove_endpoint(db, caller.company_id, endpoint_id, actor=caller.actor, now=now)


@router.post(
    "/webhook-endpoints/{endpoint_id}/rotate-secret",
    operation_id="webhooks_rotate_secret",
    responses=GUARD | problems(WebhookEndpointNotFound),
)
async def rotate_secret(
    endpoint_id: UUID, request: Request, caller: CanConfigure, db: Db, now: Now
) -> WebhookSecretOut:
    """Make a new secret, shown this once; for 24 hours messages bear both signatures."""
    endpoint, secret = await endpoints.rotate_secret(
        db, caller.company_id, endpoint_id, sealer=_sealer(request), actor=caller.actor, now=now
    )
    return _with_secret(endpoint, secret)
