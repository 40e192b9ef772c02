"""All that is announced: the `webhooks` section of the contract, and what endpoints may choose."""

from __future__ import annotations

from quittance.accounts import events as accounts
from quittance.platform.events import Event
from quittance.webhooks import events as webhooks

ALL: tuple[type[Event], ...] = (
    accounts.CompanyOpened,
    accounts.CompanyChanged,
    accounts.MemberJoined,
    accounts.ApiKeyCreated,
    accounts.ApiKeyRevoked,
    webhooks.WebhookEndpointAdded,
    webhooks.WebhookEndpointChanged,
    webhooks.WebhookEndpointRemoved,
    webhooks.WebhookSecretRotated,
    webhooks.WebhookEndpointDisabled,
)
