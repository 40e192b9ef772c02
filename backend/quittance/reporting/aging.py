"""Who owes what: open receivables by customer and age, straight from the open lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer, Profile
from quittance.platform.pages import CursorInvalid, decode_cursor, encode_cursor
from quittance.platform.sums import sum_minor
from quittance.receivables.models import Hold, Receivable
from quittance.reporting import ages
from quittance.reporting.aging_marks import mark, new_buckets, standing

OF_CUSTOMER = ("code", "name", "profile_id", "sales_rep", "free1", "free2", "note")
STOPPING = ("stop", "insolvency", "limitation")


# What the list may be ordered by; a minus before it turns the order round.
SORTED_BY = ("name", "code", "level", "not_due", "days_over_90", "overdue", "total")


class Reminders(StrEnum):
    """Whom to show: all, those who may be reminded, those who may not (SAGE-31, SAGE-45)."""

    ALL = "all"
    TO_REMIND = "to_remind"
    NOT_TO_REMIND = "not_to_remind"


@dataclass(frozen=True, slots=True)
class AgingFilter:
    """What the list is narrowed to (SAGE-45); None narrows nothing."""

    q: str | None = None
    reminders: Reminders = Reminders.ALL
    level: int | None = None
    profile_id: UUID | None = None
    sales_rep: str | None = None
    category: str | None = None
    payment_method: str | None = None
    collector_id: UUID | None = None
    free1: str | None = None
    free2: str | None = None
    currency: str | None = None


def _stopped(company_id: UUID, as_of: date) -> ColumnElement[bool]:
    """The whole customer is not to be reminded (the red cross of SAGE-48)."""
    return (
        select(1)
        .where(
            standing(company_id, as_of),
            Hold.customer_id == Customer.id,
            Hold.receivable_id.is_(None),
            Hold.kind.in_(STOPPING),
        )
        .exists()
    )


def _keys(today: date) -> dict[str, ColumnElement[Any]]:
    """What the list is ordered by, of an account; a customer's name and code are their own."""
    return {
        "level": func.max(Receivable.level),
        "not_due": ages.sums_by_age(today)["not_due_minor"],
        "days_over_90": ages.sums_by_age(today)["days_over_90_minor"],
        "overdue": ages.overdue(today),
        "total": ages.total(),
    }


def _in_debit(
    statement: Select[Any], company_id: UUID, as_of: date, wanted: AgingFilter
) -> Select[Any]:
    """The accounts with a debit balance, as far as they are wanted (SAGE-15, SAGE-45)."""
    statement = statement.having(ages.total() > 0)
    if wanted.currency:
        statement = statement.where(Receivable.currency == wanted.currency)
    if wanted.level is not None:
        statement = statement.having(func.max(Receivable.level) == wanted.level)
    if narrowed := _narrowed(company_id, as_of, wanted):
        theirs = select(Customer.id).where(Customer.company_id == company_id, *narrowed)
        statement = statement.where(Receivable.customer_id.in_(theirs))
    return statement


def _ranked(company_id: UUID, as_of: date, wanted: AgingFilter, by: str) -> Subquery:
    """Each account with nothing but what it is ordered by."""
    key = _keys(as_of).get(by)
    figures = () if key is None else (key.label("key"),)
    accounts = _in_debit(ages.of_accounts(company_id, *figures), company_id, as_of, wanted)
    if key is not None:
        return accounts.subquery("ranked")
    found = accounts.subquery("found")
    named = and_(Customer.company_id == company_id, Customer.id == found.c.customer_id)
    key = {"name": Customer.name, "code": Customer.code}[by].label("key")
    return select(found, key).join(Customer, named).subquery("ranked")


def _narrowed(company_id: UUID, as_of: date, wanted: AgingFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for column, value in (
        (Customer.profile_id, wanted.profile_id),
        (Customer.sales_rep, wanted.sales_rep),
        (Customer.category, wanted.category),
        (Customer.payment_method, wanted.payment_method),
        (Customer.collector_id, wanted.collector_id),
        (Customer.free1, wanted.free1),
        (Customer.free2, wanted.free2),
    ):
        if value is not None:
            conditions.append(column == value)
    if wanted.q:
        found = func.search_customers(company_id, wanted.q, 1_000).column_valued("found")
        conditions.append(Customer.id.in_(select(found)))
    if wanted.reminders is Reminders.TO_REMIND:
        conditions.append(~_stopped(company_id, as_of))
    elif wanted.reminders is Reminders.NOT_TO_REMIND:
        conditions.append(_stopped(company_id, as_of))
    return conditions


async def page(
    session: AsyncSession,
    company_id: UUID,
    wanted: AgingFilter,
    *,
    as_of: date,
    sort: str,
    cursor: str | None,
    limit: int,
) -> tuple[list[dict[str, Any]], str | None]:
    """Some rows of the list, and the cursor of the next ones.

    All accounts are ranked by one figure; the others are made for those shown only.
    """
    ranked = _ranked(company_id, as_of, wanted, sort.removeprefix("-"))
    key, descending = ranked.c.key, sort.startswith("-")
    rest = (ranked.c.customer_id, ranked.c.currency)
    statement: Select[Any] = select(ranked).limit(limit + 1)
    statement = statement.order_by(key.desc() if descending else key, *rest)
    if cursor is not None:
        last, customer_id, currency = decode_cursor(cursor, 3)
        if not isinstance(last, key.type.python_type) or not isinstance(currency, str):
            raise CursorInvalid("This cursor belongs to another list.")
        after = tuple_(*rest) > tuple_(
            cast(customer_id, ranked.c.customer_id.type), literal(currency)
        )
        further = key < last if descending else key > last
        statement = statement.where(or_(further, and_(key == last, after)))
    shown = statement.subquery("shown")
    order = (shown.c.key.desc() if descending else shown.c.key, shown.c.customer_id)
    found = _shown(company_id, as_of, shown).order_by(*order, shown.c.currency)
    rows = [dict(row) for row in (await session.execute(found)).mappings()]
    more = rows[limit:]
    rows = rows[:limit]
    await mark(session, company_id, rows, as_of=as_of)
    if not more:
        return rows, None
    end = rows[-1]
    return rows, encode_cursor(end["key"], end["customer_id"], end["currency"])


def _shown(company_id: UUID, as_of: date, shown: Subquery) -> Select[Any]:
    """All that the list tells of these accounts, a look at the index for each."""
    figures = (
        ages.aged(
            company_id,
            as_of,
            func.max(Receivable.level).label("level"),
            func.max(Receivable.level_reached_on).label("last_reminder_on"),
            func.min(Receivable.due_on).filter(Receivable.balance_minor > 0).label("oldest_due_on"),
            new_buckets(as_of).label("new_buckets"),
        )
        .where(
            Receivable.customer_id == shown.c.customer_id, Receivable.currency == shown.c.currency
        )
        .lateral("figures")
    )
    return (
        select(
            shown.c.key,
            figures,
            ages.overdue_of(figures).label("overdue_minor"),
            ages.total_of(figures).label("total_minor"),
            Profile.name.label("profile"),
            *(getattr(Customer, name) for name in OF_CUSTOMER),
        )
        .select_from(shown)
        .join(figures, true())
        .join(Customer, and_(Customer.company_id == company_id, Customer.id == shown.c.customer_id))
        .join(Profile, and_(Profile.company_id == company_id, Profile.id == Customer.profile_id))
    )


async def totals(
    session: AsyncSession, company_id: UUID, wanted: AgingFilter, *, as_of: date
) -> list[dict[str, Any]]:
    """The sums of the whole filter, one row for each currency (SAGE-116)."""
    accounts = _in_debit(ages.aged(company_id, as_of), company_id, as_of, wanted).subquery()
    sums = {name: accounts.c[name] for name in ages.AGES} | {
        "overdue_minor": ages.overdue_of(accounts),
        "total_minor": ages.total_of(accounts),
    }
    rows = await session.execute(
        select(
            accounts.c.currency,
            func.count().label("customers"),
            *(sum_minor(one).label(name) for name, one in sums.items()),
        )
        .group_by(accounts.c.currency)
        .order_by(accounts.c.currency)
    )
    return [dict(row) for row in rows.mappings()]
