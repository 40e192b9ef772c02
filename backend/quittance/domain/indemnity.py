"""The fixed recovery indemnity: 40 EUR for each invoice paid late, once (LEG-4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quittance.domain.debtor import DebtorType
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.money import Money, at_parity

PER_INVOICE = Money(40_00, "EUR")
FIRST_DUE_ON = date(2013, 1, 1)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One due day of an invoice; `paid_on` is the day it was wholly paid, if it was."""

    document_key: str
    due_on: date
    paid_on: date | None = None
    is_credit_note: bool = False
    is_waived: bool = False

    def is_late(self, as_of: date) -> bool:
        """Whether it was paid after its due day, or still is not though that day is past."""
        return self.due_on < min(self.paid_on or as_of, as_of)


def indemnified_documents(
    instalments: Iterable[Instalment],
    debtor_type: DebtorType,
    jurisdiction: Jurisdiction,
    *,
    as_of: date,
    judgment_on: date | None = None,
) -> list[str]:
    """The invoices that carry the indemnity: each once, however many instalments were late.

    Consumers and debtors of unknown type owe none; New Caledonia and French Polynesia have no
    such rule; nor does what falls due from an insolvency judgment on.
    """
    if debtor_type not in (DebtorType.PROFESSIONAL, DebtorType.PUBLIC):
        return []
    if jurisdiction is not Jurisdiction.FR:
        return []
    late = (
        one.document_key
        for one in instalments
        if one.is_late(as_of)
        and not one.is_credit_note
        and not one.is_waived
        and one.due_on >= FIRST_DUE_ON
        and (judgment_on is None or one.due_on < judgment_on)
    )
    return list(dict.fromkeys(late))


def indemnity(documents: int, currency: str = "EUR") -> Money:
    """The indemnity for so many late invoices; in XPF, each at the fixed parity (TV-19)."""
    return Money(at_parity(PER_INVOICE, currency).minor * documents, currency)
