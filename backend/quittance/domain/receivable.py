"""What the rules need to know of one line of a customer account on the day we look."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from quittance.domain.holds import Hold
from quittance.domain.scenario import Step, StepKind


@dataclass(frozen=True, slots=True)
class OpenReceivable:
    """A snapshot of a receivable: a positive balance is owed, a negative one is a credit.

    `level` is the rank of the last reminder done (0 = never reminded) and `reached_on` its day.
    `known_on` is the day the line came to us. `settles_id` is the receivable a credit names.
    `holds` are its own and its customer's. `derived` says the ledger carries no lettering.
    """

    id: UUID
    customer_id: UUID
    document_key: str
    invoiced_on: date
    due_on: date
    balance_minor: int
    currency: str = "EUR"
    level: int = 0
    reached_on: date | None = None
    pre_notified_on: date | None = None
    thanked_on: date | None = None
    known_on: date | None = None
    paid_on: date | None = None
    paid_minor: int = 0
    reconciled: bool = False
    settles_id: UUID | None = None
    in_flight: bool = False
    first_load: bool = False
    derived: bool = False
    holds: tuple[Hold, ...] = ()

    def is_overdue(self, on: date) -> bool:
        """Whether something is owed past its due day: due today is not overdue."""
        return self.balance_minor > 0 and self.due_on < on

    def is_held(self, on: date) -> bool:
        """Whether a hold silences the whole of it on that day."""
        return any(hold.amount_minor is None and hold.is_active(on) for hold in self.holds)


def after(receivable: OpenReceivable, step: Step, done_on: date) -> OpenReceivable:
    """The receivable once a step was really done: the level is that of the step."""
    match step.kind:
        case StepKind.PRE_NOTICE:
            return replace(receivable, pre_notified_on=done_on)
        case StepKind.THANK_YOU:
            return replace(receivable, thanked_on=done_on)
        case _:
            return replace(receivable, level=step.rank, reached_on=done_on)
