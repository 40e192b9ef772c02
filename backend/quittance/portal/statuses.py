"""What a debtor is told of a receivable: a closed list, read from holds and facts (SID-38)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quittance.domain.holds import RULES, Hold, HoldKind, PortalEffect


class ShownStatus(StrEnum):
    """The creditor's side of a receivable; the values are public and frozen."""

    IN_PROGRESS = "in_progress"
    PART_PAID = "part_paid"
    ANSWER_TO_REVIEW = "answer_to_review"
    PROMISE = "promise"
    PLAN = "plan"
    PAYMENT_ANNOUNCED = "payment_announced"
    PAYMENT_PENDING = "payment_pending"
    AUTOMATIC_METHOD = "automatic_method"
    DISPUTE = "dispute"


# The most telling hold first; kinds that are ours alone (stop, insolvency…) are not shown.
TELLING = (
    HoldKind.DISPUTE,
    HoldKind.PAYMENT_PENDING,
    HoldKind.PAYMENT_ANNOUNCED,
    HoldKind.PLAN,
    HoldKind.PROMISE,
    HoldKind.ANSWER_TO_REVIEW,
    HoldKind.AUTOMATIC_METHOD,
)
# What the debtor said themselves: nothing is left to answer while it stands.
SAID = frozenset(
    {
        ShownStatus.ANSWER_TO_REVIEW,
        ShownStatus.PROMISE,
        ShownStatus.PLAN,
        ShownStatus.PAYMENT_ANNOUNCED,
        ShownStatus.DISPUTE,
    }
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A status, and the day promised if it is a promise."""

    status: ShownStatus
    until: date | None = None


def shown_status(
    holds: Iterable[Hold],
    *,
    amount_minor: int,
    balance_minor: int,
    promised_on: date | None = None,
    on: date,
) -> Shown:
    """The status of a receivable on that day.

    A promise shows the day promised, not the end of its hold: the days of grace are ours.
    """
    active = {hold.kind: hold for hold in holds if hold.is_active(on)}
    for kind in TELLING:
        hold = active.get(kind)
        if hold is not None:
            return Shown(ShownStatus(kind.value), promised_on if kind is HoldKind.PROMISE else None)
    if balance_minor < amount_minor:
        return Shown(ShownStatus.PART_PAID)
    return Shown(ShownStatus.IN_PROGRESS)


def is_payment_closed(holds: Iterable[Hold], *, on: date) -> bool:
    """Whether a hold on the whole customer forbids to ask for money here (insolvency)."""
    return any(
        hold.receivable_id is None
        and hold.is_active(on)
        and RULES[hold.kind].portal is PortalEffect.PAYMENT_CLOSED
        for hold in holds
    )
