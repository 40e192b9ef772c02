"""Rows as people are shown them: sums, days late, reasons for silence beside each line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.customers import queries as customers
from quittance.domain.aging import days_late
from quittance.domain.holds import HoldKind
from quittance.receivables import account_queries, holds, service, snapshots
from quittance.receivables.account_queries import Balance
from quittance.receivables.models import Hold, Receivable, ReceivableStatus
from quittance.receivables.schemas import (
    BalanceOut,
    CollectorOut,
    ContactOut,
    CustomerOut,
    CustomerRowOut,
    HoldOut,
    NamedOut,
    ReceivableOut,
    ShortBalanceOut,
)

LINE_FIELDS = frozenset(ReceivableOut.model_fields) - {
    "days_late",
    "chaseable_minor",
    "reminders",
    "holds",
    "flags",
}
RECORD_FIELDS = frozenset(CustomerOut.model_fields) - {
    "profile",
    "collector",
    "contacts",
    "balances",
}


async def record(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    today: date,
    *,
    sales_rep: str | None,
) -> CustomerOut:
    """The customer's record, in five queries."""
    row = await customers.find(session, company_id, customer_id, sales_rep=sales_rep)
    profile = await customers.profile(session, company_id, row.profile_id)
    contacts = await customers.contacts(session, company_id, customer_id)
    sums = await account_queries.balances(session, company_id, [customer_id], today)
    collector = None
    if row.collector_id is not None:
        found = (await accounts.users(session, [row.collector_id])).get(row.collector_id)
        collector = CollectorOut.model_validate(found) if found else None
    return CustomerOut(
        **{name: getattr(row, name) for name in RECORD_FIELDS},
        profile=NamedOut.model_validate(profile),
        collector=collector,
        contacts=[ContactOut.model_validate(one) for one in contacts],
        balances=[_balance(one, today) for one in sums],
    )


def _balance(one: Balance, today: date) -> BalanceOut:
    return BalanceOut(
        currency=one.currency,
        overdue_minor=one.overdue_minor,
        upcoming_minor=one.upcoming_minor,
        total_minor=one.total_minor,
        paid_90d_minor=one.paid_90d_minor,
        oldest_days_late=days_late(one.oldest_due_on, today) if one.oldest_due_on else None,
    )


async def rows(
    session: AsyncSession,
    company_id: UUID,
    today: date,
    *,
    fragment: str | None,
    sales_rep: str | None,
    after: tuple[str, UUID] | None,
    limit: int,
) -> list[CustomerRowOut]:
    """Customers by name with what they owe, in three queries however many."""
    people = await customers.page(
        session, company_id, fragment=fragment, sales_rep=sales_rep, after=after, limit=limit
    )
    sums: dict[UUID, list[Balance]] = {one.id: [] for one in people}
    for one in await account_queries.balances(session, company_id, sums, today):
        sums[one.customer_id].append(one)
    names = await customers.profile_names(session, company_id)
    return [
        CustomerRowOut(
            id=row.id,
            code=row.code,
            name=row.name,
            profile=names[row.profile_id],
            sales_rep=row.sales_rep,
            level=max((one.level for one in sums[row.id]), default=0),
            balances=[ShortBalanceOut.model_validate(one) for one in sums[row.id]],
        )
        for row in people
    ]


async def lines(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    found: Sequence[Receivable],
    today: date,
) -> list[ReceivableOut]:
    """Lines of one account, with what a reminder would ask and why it would be silent."""
    counted = await account_queries.reminders(session, company_id, [row.id for row in found])
    of_customer: list[Hold] = []
    of_line: dict[UUID, list[Hold]] = defaultdict(list)
    for one in await holds.standing(session, company_id, [customer_id], today=today):
        (of_customer if one.receivable_id is None else of_line[one.receivable_id]).append(one)
    asked: dict[UUID, int] = {}
    for account in await snapshots.accounts(session, company_id, [customer_id]):
        for id, chase in account.chases(today).items():
            asked[id] = chase.amount_minor
    return [
        ReceivableOut(
            **{name: getattr(row, name) for name in LINE_FIELDS},
            days_late=_days_late(row, today),
            chaseable_minor=asked.get(row.id, 0),
            reminders=counted.get(row.id, 0),
            holds=[hold(one) for one in of_line[row.id]],
            flags=_flags(row, [*of_customer, *of_line[row.id]], today),
        )
        for row in found
    ]


def _days_late(row: Receivable, today: date) -> int:
    """A debit that is still owed gets older; a credit or a settled line is not late."""
    is_owed = row.status is ReceivableStatus.OPEN and row.balance_minor > 0
    return days_late(row.due_on, today) if is_owed else 0


def _flags(row: Receivable, held: Sequence[Hold], today: date) -> list[str]:
    """The kinds of holds that silence the line today, its customer's included."""
    if row.status is not ReceivableStatus.OPEN:
        return []
    return sorted({one.kind for one in held if holds.as_rule(one).is_active(today)})


def hold(row: Hold) -> HoldOut:
    """The hold, with who may lift it."""
    return HoldOut(
        id=row.id,
        kind=row.kind,
        customer_id=row.customer_id,
        receivable_id=row.receivable_id,
        first_on=row.first_on,
        last_on=row.last_on,
        amount_minor=row.amount_minor,
        reason=row.reason,
        source=row.source_kind or "person",
        placed_by=row.placed_by_name,
        placed_at=row.placed_at,
        overridable_by=service.may_lift(HoldKind(row.kind)),
    )
