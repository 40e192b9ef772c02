"""Messages set off by a fact, not by a day: which fact, which text, who says yes (QUA-20)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from quittance.domain.scenario import Channel, SendingMode, StepKind

OLDEST_FACT = timedelta(days=15)  # nobody is thanked for what is long past


class Fact(StrEnum):
    """What may set off a message; the values are public and frozen."""

    CUSTOMER_CREATED = "customer_created"
    INVOICE_CREATED = "invoice_created"
    PAYMENT_RECEIVED = "payment_received"
    PARTIAL_PAYMENT = "partial_payment"
    PAYMENT_FAILED = "payment_failed"
    CREDIT_LIMIT_REACHED = "credit_limit_reached"
    LARGE_BALANCE = "large_balance"
    PROMISE_MADE = "promise_made"
    PROMISE_BROKEN = "promise_broken"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_CLOSED = "dispute_closed"


@dataclass(frozen=True, slots=True)
class StockRule:
    """What a new company starts with: the text of a fact, how it goes and who says yes.

    `delay_days` are counted from the day of the fact. `reads_ledger` marks what only the ledger
    can tell: sending it by itself needs a fresh one. `step_kind` is the scenario step that a rule
    does the work of. `has_source` is false for what nothing tells us yet.
    """

    template_kind: str
    mode: SendingMode
    channel: Channel = Channel.EMAIL
    delay_days: int = 0
    reads_ledger: bool = True
    step_kind: StepKind | None = None
    has_source: bool = True


STOCK_RULES: dict[Fact, StockRule] = {
    Fact.CUSTOMER_CREATED: StockRule("welcome", SendingMode.AUTOMATIC),
    Fact.INVOICE_CREATED: StockRule("invoice_sending", SendingMode.AUTOMATIC),
    Fact.PAYMENT_RECEIVED: StockRule(
        "payment_received", SendingMode.AUTOMATIC, delay_days=1, step_kind=StepKind.THANK_YOU
    ),
    Fact.PARTIAL_PAYMENT: StockRule("partial_payment", SendingMode.AUTOMATIC),
    Fact.PAYMENT_FAILED: StockRule("payment_failed", SendingMode.TO_CONFIRM, has_source=False),
    Fact.CREDIT_LIMIT_REACHED: StockRule("credit_limit_reached", SendingMode.TO_CONFIRM),
    Fact.LARGE_BALANCE: StockRule("large_balance", SendingMode.TO_CONFIRM),
    Fact.PROMISE_MADE: StockRule("promise_confirmation", SendingMode.AUTOMATIC, reads_ledger=False),
    Fact.PROMISE_BROKEN: StockRule("promise_broken", SendingMode.TO_CONFIRM),
    Fact.DISPUTE_OPENED: StockRule(
        "dispute_acknowledgement", SendingMode.AUTOMATIC, reads_ledger=False
    ),
    Fact.DISPUTE_CLOSED: StockRule("dispute_resolved", SendingMode.TO_CONFIRM, reads_ledger=False),
}


def is_too_old(fact_on: date, as_of: date) -> bool:
    """Whether a fact is over fifteen days old: no message is set off by it any more."""
    return as_of - fact_on > OLDEST_FACT
