"""The words and figures that the e-mail, its plain text and the letter share, in two languages.

Every amount of a message is written here once, so that its three forms cannot disagree.
"""

import re
from dataclasses import dataclass

from quittance.templates.blocks import one_line
from quittance.templates.context import Line, LineKind, MessageContext
from quittance.templates.filters import day, money, phone
from quittance.templates.kinds import Locale

WORDS: dict[Locale, dict[str, str]] = {
    "fr": {
        "number": "Facture",
        "date": "Date",
        "due": "Échéance",
        "late": "Retard",
        "balance": "Reste dû",
        "amount": "Montant TTC",
        "penalty": "Pénalités",
        "indemnity": "Indemnité",
        "total": "Total",
        "total_on": "Total au",
        "registered": "Lettre recommandée avec avis de réception",
        "customer": "Client",
        "subject": "Objet",
        "code": "Code client",
        "page": "Page {number} sur {count}",
        "colon": "\u00a0: ",
        "rights": "Vos données et vos droits",
        "scan": "Pour payer ce montant, scannez avec votre application bancaire.",
    },
    "en": {
        "number": "Invoice",
        "date": "Date",
        "due": "Due",
        "late": "Late",
        "balance": "Balance due",
        "amount": "Amount",
        "penalty": "Penalties",
        "indemnity": "Fixed charge",
        "total": "Total",
        "total_on": "Total on",
        "registered": "Registered letter with acknowledgement of receipt",
        "customer": "Customer",
        "subject": "Subject",
        "code": "Customer code",
        "page": "Page {number} of {count}",
        "colon": ": ",
        "rights": "Your data and your rights",
        "scan": "To pay this amount, scan with your banking application.",
    },
}
KINDS: dict[Locale, dict[LineKind, str]] = {
    "fr": {
        LineKind.CREDIT_NOTE: "avoir",
        LineKind.PAYMENT: "règlement",
        LineKind.OTHER: "écriture",
    },
    "en": {
        LineKind.CREDIT_NOTE: "credit note",
        LineKind.PAYMENT: "payment",
        LineKind.OTHER: "entry",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, written out; `original` is empty when nothing was paid on it."""

    number: str
    kind: str
    invoiced: str
    due: str
    late: str
    amount: str
    balance: str
    penalty: str
    indemnity: str

    @property
    def origin(self) -> str:
        """`avoir du 14/10/2026`: what stands under the number."""
        return " ".join(filter(None, [self.kind, self.invoiced]))


@dataclass(frozen=True, slots=True)
class TotalRow:
    """The sum of one currency, written out."""

    amount: str
    penalty: str
    indemnity: str


def rows(context: MessageContext, locale: Locale) -> list[Row]:
    """The lines of the message, in their order (SAGE-73)."""
    return [_row(line, locale) for line in context.lines]


def total_rows(context: MessageContext, locale: Locale) -> list[TotalRow]:
    """One total per currency; what adds up to nothing is left blank, as in the lines."""
    return [
        TotalRow(
            money(total.amount, locale),
            money(total.late_penalty, locale) if total.late_penalty.minor else "",
            money(total.fixed_indemnity, locale) if total.fixed_indemnity.minor else "",
        )
        for total in context.totals
    ]


def has_penalties(context: MessageContext) -> bool:
    """Whether the table needs the columns of penalties and indemnities."""
    return any(line.late_penalty or line.fixed_indemnity for line in context.lines)


def part_paid(row: Row, locale: Locale) -> str:
    """`sur 20 000,00 €` when the balance is no longer the amount invoiced."""
    if row.balance == row.amount:
        return ""
    return f"sur {row.amount}" if locale == "fr" else f"of {row.amount}"


def extras(row: Row, locale: Locale) -> str:
    """`pénalités 353,06 €, indemnité 40,00 €`: what is claimed beside the balance."""
    words = WORDS[locale]
    parts = [(words["penalty"], row.penalty), (words["indemnity"], row.indemnity)]
    return ", ".join(f"{label.lower()} {amount}" for label, amount in parts if amount)


def signature(context: MessageContext) -> list[str]:
    """Name, job and company, phone and e-mail: one line each (SID-6)."""
    collector = context.collector
    job = ", ".join(filter(None, [collector.job_title, context.creditor.name]))
    number = phone(collector.phone) if collector.phone else None
    return [collector.full_name, job, " · ".join(filter(None, [number, collector.email]))]


def initials(name: str) -> str:
    """`AM` for Ateliers Morvan: the mark of a creditor without a logo."""
    words = re.findall(r"[^\W_]+", one_line(name))
    return "".join(word[0] for word in words[:2]).upper() or "·"


def late_words(days: int, locale: Locale) -> str:
    """`8 j`, or nothing while the line is not late."""
    if days <= 0:
        return ""
    return f"{days}\u00a0j" if locale == "fr" else f"{days}\u00a0d"


def _row(line: Line, locale: Locale) -> Row:
    invoiced = ""
    if line.invoiced_on is not None:
        on = day(line.invoiced_on, locale)
        invoiced = f"du\u00a0{on}" if locale == "fr" else on
    is_credit = line.balance.minor < 0
    return Row(
        number=line.number,
        kind=KINDS[locale].get(line.kind, ""),
        invoiced=invoiced,
        due=day(line.due_on, locale),
        late="" if is_credit else late_words(line.days_late, locale),
        amount=money(line.amount, locale),
        balance=money(line.balance, locale),
        penalty=money(line.late_penalty, locale) if line.late_penalty else "",
        indemnity=money(line.fixed_indemnity, locale) if line.fixed_indemnity else "",
    )
