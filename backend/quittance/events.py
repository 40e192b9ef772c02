"""All that is announced: the `webhooks` section of the contract, and what endpoints may choose."""

from __future__ import annotations

from quittance.accounts import events as accounts
from quittance.connectors import events as connectors
from quittance.customers import events as customers
from quittance.deliveries import events as deliveries
from quittance.disputes import events as disputes
from quittance.payments import events as payments
from quittance.platform.events import Event
from quittance.portal import events as portal
from quittance.promises import events as promises
from quittance.receivables import events as receivables
from quittance.scenarios import events as scenarios
from quittance.templates import events as templates
from quittance.webhooks import events as webhooks

ROOMS = (
    accounts,
    customers,
    receivables,
    templates,
    deliveries,
    promises,
    disputes,
    payments,
    scenarios,
    portal,
    connectors,
    webhooks,
)

ALL: tuple[type[Event], ...] = tuple(
    declared
    for room in ROOMS
    for declared in vars(room).values()
    if isinstance(declared, type) and issubclass(declared, Event) and declared is not Event
)
