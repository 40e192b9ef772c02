"""Refusals of the webhook settings."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class WebhookEndpointNotFound(AppError):
    """The company has no such endpoint."""

    code: ClassVar[str] = "webhook_endpoint_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class WebhookMessageNotFound(AppError):
    """The company has no such message, or it is no longer kept."""

    code: ClassVar[str] = "webhook_message_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class WebhookEndpointStale(AppError):
    """Somebody changed the endpoint meanwhile."""

    code: ClassVar[str] = "webhook_endpoint_stale"
    kind: ClassVar[Kind] = Kind.STALE


class WebhookEndpointOff(AppError):
    """The endpoint is disabled: nothing is sent there."""

    code: ClassVar[str] = "webhook_endpoint_off"
    kind: ClassVar[Kind] = Kind.CONFLICT


class TooManyWebhookEndpoints(AppError):
    """The company has as many endpoints as it may have."""

    code: ClassVar[str] = "too_many_webhook_endpoints"
    kind: ClassVar[Kind] = Kind.CONFLICT


class EventTypeUnknown(AppError):
    """Nothing of that type is ever announced."""

    code: ClassVar[str] = "event_type_unknown"
    kind: ClassVar[Kind] = Kind.INVALID
