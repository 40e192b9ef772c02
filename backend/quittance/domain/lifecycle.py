"""The states a promise or a dispute goes through, and the moves allowed."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar


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

_P, _D = PromiseStatus, DisputeStatus

PROMISE_MOVES: Mapping[PromiseStatus, frozenset[PromiseStatus]] = {
    _P.PENDING: frozenset({_P.KEPT, _P.PARTIALLY_KEPT, _P.BROKEN, _P.CANCELLED}),
    _P.KEPT: frozenset({_P.PENDING, _P.PARTIALLY_KEPT, _P.BROKEN}),  # a payment may be reversed
    _P.PARTIALLY_KEPT: frozenset({_P.KEPT, _P.BROKEN}),
    _P.BROKEN: frozenset({_P.KEPT, _P.PARTIALLY_KEPT}),  # a payment may be booked late
    _P.CANCELLED: frozenset(),
}

DISPUTE_MOVES: Mapping[DisputeStatus, frozenset[DisputeStatus]] = {
    _D.OPEN: frozenset({_D.UPHELD, _D.REJECTED, _D.WITHDRAWN}),
    _D.UPHELD: frozenset({_D.OPEN}),
    _D.REJECTED: frozenset({_D.OPEN}),
    _D.WITHDRAWN: frozenset({_D.OPEN}),
}


def move(moves: Mapping[Status, frozenset[Status]], current: Status, wanted: Status) -> Status:
    """The wanted state, if the current one leads there."""
    if wanted not in moves[current]:
        msg = f"From {current.value} one cannot go to {wanted.value}."
        raise MoveRefused(msg)
    return wanted
