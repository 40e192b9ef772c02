"""Lines of a customer account for the pure rules: small, readable, and hostile on purpose."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from quittance.domain.business_days import Calendar
from quittance.domain.holds import Hold, HoldKind
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Anchor, Channel, SendingMode, Step, StepKind

FRANCE = Calendar()
MARTIN = UUID(int=1)
DUPONT = UUID(int=2)
HOSTILE_NUMBER = "=1+1 A<b <SARL>\né 🧾 \u202eFAC"


def day(text: str) -> date:
    """A civil date written `2026-06-01`."""
    return date.fromisoformat(text)


def receivable(number: int = 1, **changes: Any) -> OpenReceivable:
    """An invoice of 100,00 EUR of Martin, due on Monday 1 June 2026."""
    due_on = changes.pop("due_on", day("2026-06-01"))
    facts: dict[str, Any] = {
        "id": UUID(int=1000 + number),
        "customer_id": MARTIN,
        "document_key": f"{HOSTILE_NUMBER}{number}",
        "invoiced_on": due_on - timedelta(days=30),
        "due_on": due_on,
        "balance_minor": 100_00,
    }
    return OpenReceivable(**{**facts, **changes})


def hold(kind: HoldKind, first: str, last: str | None = None, **changes: Any) -> Hold:
    """A hold between two days."""
    return Hold(kind, day(first), day(last) if last else None, **changes)


def reminder(rank: int, offset_days: int, **changes: Any) -> Step:
    """An automatic e-mail reminder counted from the due date, or from the step before."""
    facts: dict[str, Any] = {
        "rank": rank,
        "kind": StepKind.REMINDER,
        "anchor": Anchor.DUE_DATE,
        "offset_days": offset_days,
        "channel": Channel.EMAIL,
        "mode": SendingMode.AUTOMATIC,
        "template_kind": "reminder_1",
    }
    return Step(**{**facts, **changes})


def pre_notice(offset_days: int = -8, **changes: Any) -> Step:
    """An automatic pre-notice."""
    return reminder(0, offset_days, **{"kind": StepKind.PRE_NOTICE, **changes})


def thank_you(offset_days: int = 1, **changes: Any) -> Step:
    """An automatic thank-you, counted from the payment."""
    facts = {"kind": StepKind.THANK_YOU, "anchor": Anchor.PAYMENT_DATE}
    return reminder(8, offset_days, **{**facts, **changes})
