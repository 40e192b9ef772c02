"""What the webhook settings take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from quittance.platform.schemas import Body, Out
from quittance.webhooks.models import EndpointStatus, MessageStatus

Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
EventTypes = Annotated[
    list[Annotated[str, Field(max_length=80)]],
    Field(max_length=200, description="Types to be told of; an empty list means all."),
]


class WebhookEndpointBody(Body):
    """An address to tell."""

    url: Url
    description: Description = ""
    event_types: EventTypes = Field(default_factory=list)


class WebhookEndpointChanges(Body):
    """The fields to change; what is absent stays."""

    url: Url | None = None
    description: Description | None = None
    event_types: EventTypes | None = None
    enabled: bool | None = None


class WebhookEndpointOut(Out):
    """An address that is told of events; its secret is never shown again."""

    id: UUID
    url: str
    description: str
    event_types: list[str]
    status: EndpointStatus
    first_failure_at: datetime | None
    failing_since: datetime | None
    paused_until: datetime | None
    disabled_at: datetime | None
    disabled_reason: str
    previous_until: datetime | None
    created_at: datetime
    version: int


class WebhookEndpointsOut(Out):
    """All endpoints of the company."""

    items: list[WebhookEndpointOut]


class WebhookSecretOut(WebhookEndpointOut):
    """An endpoint with its new secret, told this once only."""

    secret: str


class WebhookTallyOut(Out):
    """What became of an endpoint's messages of the last seven days."""

    endpoint_id: UUID
    delivered: int
    pending: int
    failed: int


class WebhookTalliesOut(Out):
    """One line for each endpoint that was told anything."""

    items: list[WebhookTallyOut]


class EventTypeOut(Out):
    """A type of events, and what it means."""

    type: str
    summary: str


class EventTypesOut(Out):
    """All types of events."""

    items: list[EventTypeOut]


class WebhookAttemptOut(Out):
    """One try: the headers sent; the status code, or the error if nobody answered; the answer."""

    id: UUID
    attempted_at: datetime
    duration_ms: int
    headers: dict[str, str]
    status_code: int | None
    error: str
    response: str


class WebhookDeliveryOut(Out):
    """One message at one endpoint, with its tries, the first one first."""

    id: UUID
    message_id: UUID
    endpoint_id: UUID
    type: str
    status: MessageStatus
    created_at: datetime
    next_attempt_at: datetime | None
    attempts: list[WebhookAttemptOut]


class WebhookMessageOut(Out):
    """A message as it is sent, and what became of it at each endpoint."""

    id: UUID
    type: str
    created_at: datetime
    body: str
    deliveries: list[WebhookDeliveryOut]


class TestSentOut(Out):
    """The test message that is on its way."""

    message_id: UUID


class ReplayBody(Body):
    """Where to tell it again."""

    endpoint_id: UUID


class RecoverBody(Body):
    """From when on what failed is told again; and, if wanted, what was missed while it was off."""

    since: Annotated[AwareDatetime, Field(description="An instant with its offset.")]
    with_missed: bool = False


class RecoveredOut(Out):
    """How many messages are due again, and how many facts are told for the first time."""

    recovered: int
    missed: int
