"""What one message asks of one customer: its lines, its totals, and who must say yes to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from uuid import UUID

from quittance.domain.explain import Caution
from quittance.domain.next_step import Planned
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Scenario, SendingMode, Step, StepKind


@dataclass(frozen=True, slots=True)
class Line:
    """One receivable in a message: what it asks for, and the level it reaches once sent.

    In account mode a receivable may be listed without moving: then it reaches nothing.
    """

    receivable_id: UUID
    document_key: str
    due_on: date
    currency: str
    balance_minor: int
    amount_minor: int
    level: int
    reaches: int | None


@dataclass(frozen=True, slots=True)
class Message:
    """One step for one customer, with its receivables, oldest due first."""

    customer_id: UUID
    step: Step
    mode: SendingMode
    due_on: date
    lines: tuple[Line, ...]
    cautions: frozenset[Caution] = frozenset()

    @property
    def rank(self) -> int:
        """The rank of its step: the highest goes first when contacts are capped."""
        return self.step.rank

    @property
    def totals(self) -> dict[str, int]:
        """The sum asked for in each currency, in minor units."""
        sums: dict[str, int] = {}
        for line in self.lines:
            sums[line.currency] = sums.get(line.currency, 0) + line.amount_minor
        return sums


def compose(
    steps: Sequence[Planned],
    listed: Sequence[Line],
    scenario: Scenario,
    cautions: frozenset[Caution],
) -> Message:
    """One message for these steps: a caution makes an automatic one wait for a person."""
    highest = max((planned.step for planned in steps), key=attrgetter("rank"))
    moving = [
        line_of(one.receivable, one.amount_minor, one.step.rank if one.step.is_reminder else None)
        for one in steps
    ]
    lines = tuple(sorted((*moving, *listed), key=attrgetter("due_on", "document_key")))
    if any(planned.receivable.derived for planned in steps):
        cautions |= {Caution.DERIVED_LEDGER}
    ceiling = scenario.message_maximum_minor
    asked = sum(line.amount_minor for line in lines if line.currency == scenario.currency)
    if ceiling is not None and asked > ceiling:
        cautions |= {Caution.ABOVE_MAXIMUM}

    is_cautious = cautions and highest.mode is SendingMode.AUTOMATIC
    return Message(
        customer_id=steps[0].receivable.customer_id,
        step=highest,
        mode=SendingMode.TO_CONFIRM if is_cautious else highest.mode,
        due_on=min(planned.due_on for planned in steps),
        lines=lines,
        cautions=cautions,
    )


def is_below_minimum(message: Message, scenario: Scenario) -> bool:
    """Whether the step asks for more than this message does, in the scenario's currency."""
    if message.step.kind is StepKind.THANK_YOU:
        return False
    totals = message.totals
    is_only_currency = totals.keys() == {scenario.currency}
    return is_only_currency and totals[scenario.currency] < message.step.minimum_amount_minor


def line_of(receivable: OpenReceivable, amount_minor: int, reaches: int | None) -> Line:
    """The receivable as a message shows it."""
    return Line(
        receivable_id=receivable.id,
        document_key=receivable.document_key,
        due_on=receivable.due_on,
        currency=receivable.currency,
        balance_minor=receivable.balance_minor,
        amount_minor=amount_minor,
        level=receivable.level,
        reaches=reaches,
    )
