"""Why a receivable or a customer is left in peace, until when, and who may override it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from quittance.domain.business_days import ONE_DAY, Calendar, first_open_day

ANSWER_REVIEW_DAYS = 5


class HoldKind(StrEnum):
    """The closed list of reasons to hold; the values are public and frozen."""

    STOP = "stop"
    INSOLVENCY = "insolvency"
    LIMITATION = "limitation"
    PROMISE = "promise"
    PLAN = "plan"
    PAYMENT_ANNOUNCED = "payment_announced"
    PAYMENT_PENDING = "payment_pending"
    ANSWER_TO_REVIEW = "answer_to_review"
    DISPUTE = "dispute"
    AUTOMATIC_METHOD = "automatic_method"
    BELOW_MINIMUM = "below_minimum"
    COVERED_BY_CREDIT = "covered_by_credit"
    NO_ADDRESS = "no_address"


class Overrider(StrEnum):
    """The least role that may chase in spite of a hold."""

    NOBODY = "nobody"
    MANAGER = "manager"
    COLLECTOR = "collector"


class PortalEffect(StrEnum):
    """What the debtor sees of a hold on the portal."""

    UNCHANGED = "unchanged"
    STATUS_SHOWN = "status_shown"
    PAYMENT_CLOSED = "payment_closed"


class InterestEffect(StrEnum):
    """What a hold does to late interest (LEG-2)."""

    KEEPS_RUNNING = "keeps_running"
    STOPS_THE_DAY_BEFORE = "stops_the_day_before"


@dataclass(frozen=True, slots=True)
class HoldRule:
    """What one kind of hold entails."""

    overridable_by: Overrider = Overrider.COLLECTOR
    portal: PortalEffect = PortalEffect.UNCHANGED
    interest: InterestEffect = InterestEffect.KEEPS_RUNNING
    is_endless: bool = False
    may_be_partial: bool = False


RULES = {
    HoldKind.STOP: HoldRule(overridable_by=Overrider.MANAGER, is_endless=True),
    HoldKind.INSOLVENCY: HoldRule(
        overridable_by=Overrider.NOBODY,
        portal=PortalEffect.PAYMENT_CLOSED,
        interest=InterestEffect.STOPS_THE_DAY_BEFORE,
        is_endless=True,
    ),
    HoldKind.LIMITATION: HoldRule(overridable_by=Overrider.MANAGER, is_endless=True),
    HoldKind.PROMISE: HoldRule(portal=PortalEffect.STATUS_SHOWN),
    HoldKind.PLAN: HoldRule(portal=PortalEffect.STATUS_SHOWN),
    HoldKind.PAYMENT_ANNOUNCED: HoldRule(portal=PortalEffect.STATUS_SHOWN),
    HoldKind.PAYMENT_PENDING: HoldRule(portal=PortalEffect.PAYMENT_CLOSED, may_be_partial=True),
    HoldKind.ANSWER_TO_REVIEW: HoldRule(portal=PortalEffect.STATUS_SHOWN),
    HoldKind.DISPUTE: HoldRule(portal=PortalEffect.STATUS_SHOWN, may_be_partial=True),
    HoldKind.AUTOMATIC_METHOD: HoldRule(portal=PortalEffect.STATUS_SHOWN),
    HoldKind.BELOW_MINIMUM: HoldRule(),
    HoldKind.COVERED_BY_CREDIT: HoldRule(),
    HoldKind.NO_ADDRESS: HoldRule(),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason to be silent from `first_on` to `last_on`, both included.

    No `last_on` means no end is known. No `receivable_id` means the whole customer. With
    `amount_minor` only that part is held, and the rest may be chased.
    """

    kind: HoldKind
    first_on: date
    last_on: date | None = None
    amount_minor: int | None = None
    receivable_id: UUID | None = None

    def __post_init__(self) -> None:
        rule = RULES[self.kind]
        if rule.is_endless and self.last_on is not None:
            msg = f"A {self.kind} hold has no end of its own: it is lifted."
            raise ValueError(msg)
        if self.amount_minor is not None and (
            not rule.may_be_partial or self.amount_minor <= 0 or self.receivable_id is None
        ):
            msg = f"A {self.kind} hold cannot hold a part of {self.amount_minor}."
            raise ValueError(msg)

    @property
    def rule(self) -> HoldRule:
        """What this kind of hold entails."""
        return RULES[self.kind]

    def is_active(self, on: date) -> bool:
        """Whether the hold counts on that day."""
        return self.first_on <= on and (self.last_on is None or on <= self.last_on)


def promise_hold(receivable_id: UUID, made_on: date, promised_on: date, grace_days: int) -> Hold:
    """Silence until the promised day and its days of grace are over."""
    last_on = promised_on + timedelta(days=grace_days)
    return Hold(HoldKind.PROMISE, made_on, last_on, receivable_id=receivable_id)


def answer_hold(receivable_id: UUID, answered_on: date) -> Hold:
    """Silence while a person reads the debtor's answer, for five days at most."""
    last_on = answered_on + timedelta(days=ANSWER_REVIEW_DAYS)
    return Hold(HoldKind.ANSWER_TO_REVIEW, answered_on, last_on, receivable_id=receivable_id)


def first_free_day(
    day: date, holds: Iterable[Hold], calendar: Calendar
) -> tuple[date | None, Hold | None]:
    """The first open day on or after `day` that nothing holds, and the last hold in the way.

    No day comes back when a hold without an end stands in the way. Holds on a part do not count.
    """
    whole = [hold for hold in holds if hold.amount_minor is None]
    in_the_way: Hold | None = None
    day = first_open_day(day, calendar)
    while True:
        hold = next((hold for hold in whole if hold.is_active(day)), None)
        if hold is None:
            return day, in_the_way
        if hold.last_on is None:
            return None, hold
        in_the_way = hold
        day = first_open_day(hold.last_on + ONE_DAY, calendar)
