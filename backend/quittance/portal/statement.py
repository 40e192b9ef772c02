"""What a debtor sees: who is owed, what is open, what was answered. Pages and endpoints read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.customers import queries as customers
from quittance.domain.holds import Hold
from quittance.domain.money import Money
from quittance.platform.clock import day_in
from quittance.portal import queries
from quittance.portal.models import Answer, AnswerKind, LinkScope, PortalLink
from quittance.portal.replies import Reply, reread
from quittance.portal.statuses import SAID, Shown, is_payment_closed, shown_status
from quittance.promises import queries as promises
from quittance.receivables import holds
from quittance.receivables import queries as receivables
from quittance.receivables.models import Receivable

PAGE_SIZE = 30  # SID-24


class Tab(StrEnum):
    """The filters of the list, with live counts (SID-21)."""

    ALL = "all"
    OVERDUE = "overdue"
    HANDLED = "handled"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Creditor:
    """Who is owed."""

    name: str
    bank_details: str


@dataclass(frozen=True, slots=True)
class Collector:
    """Whom to ask (SID-34); without a collector, the creditor itself."""

    name: str
    job_title: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Line:
    """One open receivable as the debtor reads it; sums in minor units of `currency`."""

    id: UUID
    number: str
    order_no: str
    buyer_code: str
    buyer_name: str
    invoiced_on: date
    due_on: date
    amount_minor: int
    balance_minor: int
    currency: str
    days_late: int
    shown: Shown
    answer: AnswerKind | None
    answer_is_draft: bool
    is_selected: bool

    @property
    def is_handled(self) -> bool:
        """Whether the debtor has said something that still stands."""
        return self.answer is not None or self.shown.status in SAID


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer with its receivables; `lines` lacks those that are no longer open."""

    id: UUID
    kind: AnswerKind
    reply: Reply
    receivable_ids: tuple[UUID, ...]
    lines: tuple[Line, ...]
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed in one currency: overdue, in all, and the credits that come off."""

    currency: str
    overdue_minor: int
    overdue_count: int
    total_minor: int
    count: int
    credit_minor: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A customer's account behind one link, on one day."""

    creditor: Creditor
    collector: Collector
    customer_id: UUID
    customer_name: str
    customer_code: str
    language: str
    time_zone: str
    today: date
    expires_on: date
    is_payment_closed: bool
    may_change_contacts: bool
    lines: tuple[Line, ...]
    credits: tuple[Line, ...]
    balances: tuple[Balance, ...]
    drafts: tuple[GivenAnswer, ...]
    sent: tuple[GivenAnswer, ...]

    def of_tab(self, tab: Tab) -> list[Line]:
        """The lines a tab shows."""
        match tab:
            case Tab.ALL:
                return list(self.lines)
            case Tab.OVERDUE:
                return [line for line in self.lines if line.days_late > 0]
            case Tab.HANDLED:
                return [line for line in self.lines if line.is_handled]
            case Tab.LEFT:
                return [line for line in self.lines if not line.is_handled]

    @property
    def selected(self) -> list[Line]:
        """What is ticked, over all pages (SID-24)."""
        return [line for line in self.lines if line.is_selected]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some lines of a tab, `number` of `count` pages, and how many lines the tab has."""

    lines: Sequence[Line]
    number: int
    count: int
    total: int


def list_page(lines: Sequence[Line], number: int) -> ListPage:
    """The page of that number, or the nearest there is."""
    count = max(1, -(-len(lines) // PAGE_SIZE))
    number = min(max(1, number), count)
    start = (number - 1) * PAGE_SIZE
    return ListPage(lines[start : start + PAGE_SIZE], number, count, len(lines))


def sums(lines: Sequence[Line]) -> list[Money]:
    """What is owed on these lines, one sum for each currency."""
    of: dict[str, int] = defaultdict(int)
    for line in lines:
        of[line.currency] += line.balance_minor
    return [Money(of[currency], currency) for currency in sorted(of)]


async def read(
    session: AsyncSession, company_id: UUID, link: PortalLink, *, now: datetime
) -> Statement:
    """The account behind the link as it is now."""
    company = await accounts.company(session, company_id)
    customer = await customers.find(session, company_id, link.customer_id)
    today = day_in(company.time_zone, now)
    person = None
    if customer.collector_id is not None:
        people = await accounts.colleagues(session, company_id, [customer.collector_id])
        person = people.get(customer.collector_id)
    rows = await receivables.open_of_customers(session, company_id, [customer.id])
    standing = [
        holds.as_rule(row) for row in await holds.standing(session, company_id, [customer.id])
    ]
    by_receivable: dict[UUID | None, list[Hold]] = defaultdict(list)
    for hold in standing:
        by_receivable[hold.receivable_id].append(hold)

    promised = await promises.promised_days(session, company_id, customer.id)
    answers = await queries.answers_of_link(session, company_id, link.id)
    answered = await queries.answered(session, company_id, [answer.id for answer in answers])
    latest: dict[UUID, Answer] = {
        named.receivable_id: answer for answer in answers for named in answered[answer.id]
    }
    # A draft is what counts on the screen, whatever was sent before it.
    for answer in answers:
        if answer.sent_at is None:
            latest.update({named.receivable_id: answer for named in answered[answer.id]})
    selected = {UUID(one) for one in link.selected}

    def line_of(row: Receivable) -> Line:
        answer = latest.get(row.id)
        return Line(
            id=row.id,
            number=row.number,
            order_no=row.order_no,
            buyer_code=customer.code,
            buyer_name=customer.name,
            invoiced_on=row.invoiced_on,
            due_on=row.due_on,
            amount_minor=row.amount_minor,
            balance_minor=row.balance_minor,
            currency=row.currency,
            days_late=max(0, (today - row.due_on).days) if row.balance_minor > 0 else 0,
            shown=shown_status(
                by_receivable[row.id] + by_receivable[None],
                amount_minor=row.amount_minor,
                balance_minor=row.balance_minor,
                promised_on=promised.get(row.id),
                on=today,
            ),
            answer=answer.kind if answer else None,
            answer_is_draft=answer is not None and answer.sent_at is None,
            is_selected=row.id in selected,
        )

    lines = tuple(line_of(row) for row in rows if row.balance_minor > 0)
    credit_lines = tuple(line_of(row) for row in rows if row.balance_minor < 0)
    by_id = {line.id: line for line in lines}
    given = [
        GivenAnswer(
            id=answer.id,
            kind=answer.kind,
            reply=reread(answer.kind, answer.fields),
            receivable_ids=tuple(named.receivable_id for named in answered[answer.id]),
            lines=tuple(
                by_id[named.receivable_id]
                for named in answered[answer.id]
                if named.receivable_id in by_id
            ),
            sent_at=answer.sent_at,
        )
        for answer in answers
    ]
    granted: dict[str, int] = defaultdict(int)
    for credit in credit_lines:
        granted[credit.currency] += credit.balance_minor
    collector = (
        Collector(person.full_name, person.job_title, person.phone, person.email)
        if person
        else Collector(company.name, "", company.phone, company.email)
    )
    return Statement(
        creditor=Creditor(company.name, company.bank_details),
        collector=collector,
        customer_id=customer.id,
        customer_name=customer.name,
        customer_code=customer.code,
        language=customer.language,
        time_zone=company.time_zone,
        today=today,
        expires_on=day_in(company.time_zone, link.expires_at),
        is_payment_closed=is_payment_closed(standing, on=today),
        may_change_contacts=link.scope is LinkScope.FULL,
        lines=lines,
        credits=credit_lines,
        balances=_balances(lines, granted, company.currency),
        drafts=tuple(one for one in given if one.sent_at is None),
        sent=tuple(one for one in given if one.sent_at is not None),
    )


def _balances(lines: Sequence[Line], granted: dict[str, int], home: str) -> tuple[Balance, ...]:
    """One balance for each currency, the company's own first; at least that one."""
    of: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        of[line.currency].append(line)
    currencies = sorted({*of, *granted} or {home}, key=lambda one: (one != home, one))
    balances = []
    for currency in currencies:
        late = [line for line in of[currency] if line.days_late > 0]
        balances.append(
            Balance(
                currency=currency,
                overdue_minor=sum(line.balance_minor for line in late),
                overdue_count=len(late),
                total_minor=sum(line.balance_minor for line in of[currency]) + granted[currency],
                count=len(of[currency]),
                credit_minor=granted[currency],
            )
        )
    return tuple(balances)
