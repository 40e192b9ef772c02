"""Two years of an invented ledger: invoices, credit notes, payments and their lettering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from string import ascii_uppercase
from uuid import UUID

from quittance.cli import seed_names as names
from quittance.cli.seed_debtors import Debtor, Story
from quittance.domain.business_days import first_open_day
from quittance.platform.ids import new_id
from quittance.receivables.models import ReceivableKind

MONTHS = 24
WEEK = timedelta(days=7)
PART_PAID, UNAPPLIED, OPEN_CREDITS = 12, 9, 8
GROUP_ADVANCE_MINOR = 12_500_000  # francs: the largest sum of the house, lent by its sister
Kind = ReceivableKind


@dataclass(slots=True)
class Line:
    """One line of a customer's account, and what became of it until today."""

    debtor: Debtor
    kind: ReceivableKind
    invoiced_on: date
    due_on: date
    amount_minor: int
    balance_minor: int
    label: str = ""
    number: str = ""
    document: str = ""
    part: int = 1
    paid_on: date | None = None
    lettering: str = ""
    level: int = 0
    reached_on: date | None = None
    pre_notified_on: date | None = None
    id: UUID = field(default_factory=new_id)

    @property
    def is_open(self) -> bool:
        """Whether its balance still counts."""
        return self.balance_minor != 0

    def is_overdue(self, on: date) -> bool:
        """Whether something is owed past its due day."""
        return self.balance_minor > 0 and self.due_on < on

    @property
    def external_id(self) -> str:
        """Its name in the ledger it comes from."""
        return f"{self.number}/{self.part}"

    def known_on(self, story: Story) -> date:
        """The day it came to us: the morning after it was booked, or with the first load."""
        return max(self.invoiced_on + timedelta(days=1), story.loaded_on)


def ledger(story: Story, debtors: Sequence[Debtor], chance: Random) -> list[Line]:
    """Every line of the two years, numbered in the order of their days."""
    invoices = [line for debtor in debtors for line in _invoices(story, debtor, chance)]
    _number(invoices, "FA")
    invoices = [part for line in invoices for part in _instalments(story, line, chance)]
    by_debtor: dict[UUID, list[Line]] = defaultdict(list)
    for line in invoices:
        by_debtor[line.debtor.id].append(line)

    others: list[Line] = []
    for debtor in debtors:
        others += _settled(story, debtor, by_debtor[debtor.id], chance)
    others += _part_payments(story, invoices, chance)
    others += _credits_left_open(story, invoices, chance)
    invoices += _advance(story, debtors[-1])
    _number([line for line in others if line.kind is Kind.CREDIT_NOTE], "AV")
    _number([line for line in others if line.kind is Kind.PAYMENT], "RG")
    return [*invoices, *others]


def _advance(story: Story, group: Debtor) -> list[Line]:
    """What the group owes the island's house: the largest line of its ledger, due later."""
    if not story.is_island:
        return []
    on = first_open_day(story.today - timedelta(days=40), story.calendar)
    line = Line(
        group,
        Kind.OTHER,
        on,
        story.today + timedelta(days=50),
        GROUP_ADVANCE_MINOR,
        GROUP_ADVANCE_MINOR,
        "Avance de trésorerie du groupe",
    )
    _number([line], "AT")
    return [line]


def _number(lines: list[Line], prefix: str) -> None:
    """The lines bear a number of their year; a line that names a document keeps that name."""
    counts: dict[int, int] = defaultdict(int)
    for line in sorted(lines, key=lambda one: (one.invoiced_on, one.debtor.code)):
        year = line.invoiced_on.year
        counts[year] += 1
        line.number = f"{prefix}-{year % 100}-{counts[year]:05d}"
        line.document = line.document or line.number


def _invoices(story: Story, debtor: Debtor, chance: Random) -> Iterator[Line]:
    for month in range(MONTHS):
        for _ in range(debtor.invoices_a_month):
            if chance.randint(1, 100) > 75:
                continue
            day = story.began_on + timedelta(days=month * 30 + chance.randint(1, 30))
            day = first_open_day(day, story.calendar)
            minor = debtor.typical_minor * chance.randint(25, 240) // 100
            minor -= minor % story.rounded_to
            if day < story.today and minor > 0:
                yield Line(
                    debtor,
                    Kind.INVOICE,
                    day,
                    day + timedelta(days=debtor.terms_days),
                    minor,
                    minor,
                    chance.choice(names.LABELS),
                )


def _instalments(story: Story, line: Line, chance: Random) -> list[Line]:
    """One large invoice in thirty is paid in three parts, a month apart."""
    if line.amount_minor < 2 * line.debtor.typical_minor or chance.randint(1, 30) > 6:
        return [line]
    third = line.amount_minor // 3
    third -= third % story.rounded_to
    sums = (line.amount_minor - 2 * third, third, third)
    return [
        replace(
            line,
            due_on=line.due_on + timedelta(days=30 * rank),
            amount_minor=minor,
            balance_minor=minor,
            part=rank + 1,
            id=new_id(),
        )
        for rank, minor in enumerate(sums)
    ]


def _settled(story: Story, debtor: Debtor, invoices: list[Line], chance: Random) -> Iterator[Line]:
    """The payments and credit notes of one customer; what they settle bears the same letters."""
    paid = []
    for line in sorted(invoices, key=lambda one: (one.due_on, one.number)):
        line.paid_on = _paid_on(story, debtor, line, chance)
        if line.paid_on is not None:
            paid.append(line)
    for rank, group in enumerate(_together(paid)):
        yield from _one_payment(story, group, _letters(rank), chance)


def _paid_on(story: Story, debtor: Debtor, line: Line, chance: Random) -> date | None:
    """The day this customer pays such an invoice; None when it has not come yet."""
    late = round(chance.gauss(debtor.delay_days, debtor.spread_days))
    if chance.randint(1, 100) <= 3:
        late += chance.randint(30, 110)  # lost, contested, forgotten
    day = first_open_day(
        max(line.due_on + timedelta(days=late), line.invoiced_on + timedelta(days=2)),
        story.calendar,
    )
    if debtor.stopped_on is not None and day > debtor.stopped_on:
        return None
    return day if day < story.today else None


def _together(paid: list[Line]) -> Iterator[list[Line]]:
    """What one transfer settles: invoices of the same week often leave together."""
    group: list[Line] = []
    for line in sorted(paid, key=lambda one: (one.paid_on or one.due_on, one.number)):
        first_on = group[0].paid_on if group else None
        if first_on and line.paid_on and line.paid_on - first_on < WEEK and len(group) < 4:
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
    if group:
        yield group


def _one_payment(story: Story, group: list[Line], letters: str, chance: Random) -> Iterator[Line]:
    debtor = group[0].debtor
    day = max(line.paid_on for line in group if line.paid_on)
    owed = 0
    for line in group:
        line.paid_on, line.lettering, line.balance_minor = day, letters, 0
        owed += line.amount_minor
        if chance.randint(1, 100) <= 5:
            given = line.amount_minor * chance.randint(5, 20) // 100
            given -= given % story.rounded_to
            owed -= given
            credited_on = min(line.invoiced_on + timedelta(days=chance.randint(4, 12)), day)
            credit = _credit(
                Kind.CREDIT_NOTE, debtor, credited_on, given, label="Avoir", letters=letters
            )
            credit.paid_on = day
            yield credit
    payment = _credit(Kind.PAYMENT, debtor, day, owed, label=debtor.method, letters=letters)
    payment.paid_on = day
    yield payment


def _credit(
    kind: ReceivableKind, debtor: Debtor, on: date, minor: int, *, label: str, letters: str = ""
) -> Line:
    """A credit of `minor`: lettered on a day, or open while it bears no letters."""
    return Line(
        debtor,
        kind,
        invoiced_on=on,
        due_on=on,
        amount_minor=-minor,
        balance_minor=0 if letters else -minor,
        label=label,
        lettering=letters,
    )


def _letters(rank: int) -> str:
    """AAA, AAB, AAC… as ledgers letter a customer's account."""
    letters = ""
    for _ in range(3):
        rank, place = divmod(rank, len(ascii_uppercase))
        letters = ascii_uppercase[place] + letters
    return letters


def _overdue(story: Story, invoices: list[Line], days: int) -> list[Line]:
    limit = story.today - timedelta(days=days)
    return [line for line in invoices if line.is_open and line.due_on < limit]


def _part_payments(story: Story, invoices: list[Line], chance: Random) -> list[Line]:
    """Some overdue invoices are paid in part: lettered in small letters until the rest comes."""
    late = _overdue(story, invoices, 12)
    payments = []
    for line in chance.sample(late, min(PART_PAID, len(late) // 4)):
        received = line.amount_minor * chance.randint(25, 70) // 100
        received -= received % story.rounded_to
        line.balance_minor -= received
        line.lettering = "zza"
        on = first_open_day(line.due_on + timedelta(days=5), story.calendar)
        payment = _credit(
            Kind.PAYMENT, line.debtor, on, received, label="Acompte", letters=line.lettering
        )
        payment.paid_on = on
        payments.append(payment)
    return payments


def _credits_left_open(story: Story, invoices: list[Line], chance: Random) -> list[Line]:
    """Payments nobody has matched yet, and credit notes, some of which name their invoice."""
    late = _overdue(story, invoices, 0)
    chosen = chance.sample(late, min(UNAPPLIED + OPEN_CREDITS, len(late) // 3))
    credits_ = []
    for rank, line in enumerate(chosen):
        on = first_open_day(story.today - timedelta(days=chance.randint(4, 18)), story.calendar)
        on = min(on, story.today - timedelta(days=1))
        minor = line.balance_minor * chance.randint(10, 40) // 100
        minor -= minor % story.rounded_to
        if minor <= 0:
            continue
        if rank % 2:
            credits_.append(_credit(Kind.PAYMENT, line.debtor, on, minor, label="À affecter"))
            continue
        credit = _credit(Kind.CREDIT_NOTE, line.debtor, on, minor, label="Avoir")
        credit.document = line.document if rank % 4 else ""
        credits_.append(credit)
    return credits_
