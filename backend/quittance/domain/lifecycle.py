"""The states a delivery, a promise or a dispute goes through, and the moves allowed."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar


class DeliveryStatus(StrEnum):
    """Where one message to one recipient stands."""

    DRAFT = "draft"
    TO_CONFIRM = "to_confirm"
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    DELIVERED = "delivered"
    REFUSED = "refused"
    FAILED = "failed"
    DROPPED = "dropped"
    CANCELLED = "cancelled"


class PromiseStatus(StrEnum):
    """Where a promise stands."""

    PENDING = "pending"
    KEPT = "kept"
    PARTIALLY_KEPT = "partially_kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"


class DisputeStatus(StrEnum):
    """Where a dispute stands."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class MoveRefused(ValueError):
    """A change of state the life of the thing does not allow."""


Status = TypeVar("Status", bound=StrEnum)

_D, _P, _Q = DeliveryStatus, PromiseStatus, DisputeStatus

DELIVERY_MOVES: Mapping[DeliveryStatus, frozenset[DeliveryStatus]] = {
    _D.DRAFT: frozenset({_D.TO_CONFIRM, _D.QUEUED, _D.CANCELLED}),
    _D.TO_CONFIRM: frozenset({_D.QUEUED, _D.DROPPED, _D.CANCELLED}),
    # The last look sends back what a person approved and the facts have changed since.
    _D.QUEUED: frozenset({_D.CLAIMED, _D.TO_CONFIRM, _D.DROPPED, _D.CANCELLED}),
    # Back to queued only when the provider was surely not reached.
    _D.CLAIMED: frozenset({_D.SENT, _D.UNCONFIRMED, _D.REFUSED, _D.QUEUED, _D.FAILED}),
    # Never back to queued: what was perhaps sent is settled by a receipt, a look-up or a person.
    _D.UNCONFIRMED: frozenset({_D.SENT, _D.DELIVERED, _D.REFUSED, _D.FAILED}),
    _D.SENT: frozenset({_D.DELIVERED, _D.FAILED}),
    _D.DELIVERED: frozenset({_D.FAILED}),  # a bounce may come after a receipt
    _D.REFUSED: frozenset(),
    _D.FAILED: frozenset(),
    _D.DROPPED: frozenset(),
    _D.CANCELLED: frozenset(),
}

PROMISE_MOVES: Mapping[PromiseStatus, frozenset[PromiseStatus]] = {
    _P.PENDING: frozenset({_P.KEPT, _P.PARTIALLY_KEPT, _P.BROKEN, _P.CANCELLED}),
    _P.KEPT: frozenset({_P.PENDING, _P.BROKEN}),  # a payment may be reversed
    _P.PARTIALLY_KEPT: frozenset({_P.KEPT, _P.BROKEN}),
    _P.BROKEN: frozenset({_P.KEPT, _P.PARTIALLY_KEPT}),  # a payment may be booked late
    _P.CANCELLED: frozenset(),
}

DISPUTE_MOVES: Mapping[DisputeStatus, frozenset[DisputeStatus]] = {
    _Q.OPEN: frozenset({_Q.UPHELD, _Q.REJECTED, _Q.WITHDRAWN}),
    _Q.UPHELD: frozenset({_Q.OPEN}),
    _Q.REJECTED: frozenset({_Q.OPEN}),
    _Q.WITHDRAWN: frozenset({_Q.OPEN}),
}

IN_FLIGHT = frozenset({_D.QUEUED, _D.CLAIMED, _D.UNCONFIRMED})
OVER = frozenset({_D.REFUSED, _D.FAILED, _D.DROPPED, _D.CANCELLED})


def move(moves: Mapping[Status, frozenset[Status]], current: Status, wanted: Status) -> Status:
    """The wanted state, if the current one leads there."""
    if wanted not in moves[current]:
        msg = f"From {current.value} one cannot go to {wanted.value}."
        raise MoveRefused(msg)
    return wanted
