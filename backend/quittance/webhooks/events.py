"""What happens to webhook endpoints. Addresses may hold keys, so only their host is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class WebhookEndpointAdded(Event):
    """An address is told of events from now on."""

    type: ClassVar[str] = "webhook.endpoint_added"

    endpoint_id: UUID
    host: str
    event_types: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WebhookEndpointChanged(Event):
    """A person changed an endpoint, or switched it on or off."""

    type: ClassVar[str] = "webhook.endpoint_changed"

    endpoint_id: UUID
    host: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WebhookEndpointRemoved(Event):
    """An address is told of nothing any more."""

    type: ClassVar[str] = "webhook.endpoint_removed"

    endpoint_id: UUID
    host: str


@dataclass(frozen=True, kw_only=True)
class WebhookSecretRotated(Event):
    """An endpoint has a new secret; the old one still signs for a day."""

    type: ClassVar[str] = "webhook.secret_rotated"

    endpoint_id: UUID
    host: str


@dataclass(frozen=True, kw_only=True)
class WebhookEndpointFailing(Event):
    """An endpoint has failed for half a day or more; unless it answers, we stop speaking to it."""

    type: ClassVar[str] = "webhook.endpoint_failing"

    endpoint_id: UUID
    host: str
    since: datetime
    disabled_on_failure_at: datetime


@dataclass(frozen=True, kw_only=True)
class WebhookEndpointDisabled(Event):
    """We stopped speaking to an endpoint: it is gone, it asked, or it failed for five days."""

    type: ClassVar[str] = "webhook.endpoint_disabled"

    endpoint_id: UUID
    host: str
    reason: str
