"""What a load of the ledger sets off: a welcome, an invoice sent, a credit limit near (QUA-20).

No event tells these facts one by one, for a load would tell thousands: the ledger is looked at
once after it, set by set, and only for the rules that are awake.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy import Select, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.customers.models import Customer
from quittance.domain.fact_rules import OLDEST_FACT, Fact
from quittance.platform.clock import day_in
from quittance.receivables import queries as receivables
from quittance.receivables.models import Receivable, ReceivableKind, ReceivableStatus
from quittance.scenarios import fact_rules, planning
from quittance.scenarios.fact_actions import Told, plan_facts
from quittance.scenarios.models import Action, AnsweredFact, FactRule

WATCHED = (
    Fact.CUSTOMER_CREATED,
    Fact.INVOICE_CREATED,
    Fact.CREDIT_LIMIT_REACHED,
    Fact.LARGE_BALANCE,
)
REACHED_PERCENT = 100


async def answer_load(session: AsyncSession, company_id: UUID, *, now: datetime) -> list[Action]:
    """The actions that the ledger as it stands sets off; none for what is answered.

    The company's first load sets off nothing: what it brings is not news to anybody.
    """
    rules = await fact_rules.awake(session, company_id, WATCHED)
    company = await accounts.company(session, company_id)
    today = day_in(company.time_zone, now)
    if not rules or not await receivables.is_any_known_before(session, company_id, today):
        return []
    known = await planning.setting(session, company_id, as_of=planning.plan_day(company, now))
    actions: list[Action] = []
    for fact, rule in rules.items():
        match fact:
            case Fact.CUSTOMER_CREATED:
                told = await _newcomers(session, rule, today, now)
            case Fact.INVOICE_CREATED:
                told = await _invoices(session, rule, today, now)
            case Fact.CREDIT_LIMIT_REACHED:
                told = await _near_limit(session, rule, today)
            case _:
                told = await _large(session, rule, today, company.currency)
        actions += await plan_facts(session, known, rule, told, now=now)
    return actions


def _since(rule: FactRule, now: datetime) -> datetime:
    """From when on what appears is news to this rule."""
    return max(rule.active_since or now, now - OLDEST_FACT)


async def _newcomers(
    session: AsyncSession, rule: FactRule, today: date, now: datetime
) -> list[Told]:
    rows = await session.execute(
        select(Customer.id, Customer.currency).where(
            Customer.company_id == rule.company_id, Customer.created_at >= _since(rule, now)
        )
    )
    return [
        Told(ids=(row.id,), customer_id=row.id, currency=row.currency, on=today) for row in rows
    ]


async def _invoices(
    session: AsyncSession, rule: FactRule, today: date, now: datetime
) -> list[Told]:
    """The new invoices of each customer, in each currency, in one message."""
    answered = select(AnsweredFact.fact_id).where(
        AnsweredFact.company_id == rule.company_id,
        AnsweredFact.rule_id == rule.id,
        AnsweredFact.fact_id == Receivable.id,
    )
    rows = await session.execute(
        select(Receivable.customer_id, Receivable.currency, Receivable.id)
        .where(
            Receivable.company_id == rule.company_id,
            Receivable.kind == ReceivableKind.INVOICE,
            Receivable.status == ReceivableStatus.OPEN,
            Receivable.balance_minor > 0,
            Receivable.due_on >= today,
            Receivable.created_at >= _since(rule, now),
            ~Receivable.first_load,
            ~answered.exists(),
        )
        .order_by(Receivable.due_on, Receivable.id)
    )
    several: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    for row in rows:
        several[row.customer_id, row.currency].append(row.id)
    return [
        Told(
            ids=tuple(ids),
            customer_id=customer_id,
            currency=currency,
            on=today,
            receivables=tuple(ids),
        )
        for (customer_id, currency), ids in several.items()
    ]


def _balances(company_id: UUID) -> Select[UUID, str, int | None, int]:
    """What each customer owes in its own currency, credits taken off, and its credit limit."""
    return (
        select(
            Customer.id,
            Customer.currency,
            Customer.credit_limit_minor,
            func.sum(Receivable.balance_minor).label("owed_minor"),
        )
        .join(
            Receivable,
            and_(
                Receivable.company_id == Customer.company_id,
                Receivable.customer_id == Customer.id,
                Receivable.currency == Customer.currency,
                Receivable.status == ReceivableStatus.OPEN,
            ),
        )
        .where(Customer.company_id == company_id)
        .group_by(Customer.id, Customer.currency, Customer.credit_limit_minor)
    )


async def _near_limit(session: AsyncSession, rule: FactRule, today: date) -> list[Told]:
    """Customers who come near their limit, then those who reach it: once each, until they are back.

    Whoever has fallen below may come near again: that is another fact.
    """
    owed = func.sum(Receivable.balance_minor) * 100
    rows = (
        await session.execute(
            _balances(rule.company_id)
            .where(Customer.credit_limit_minor > 0)
            .having(owed >= Customer.credit_limit_minor * rule.threshold_percent)
        )
    ).all()
    ids = {id for row in rows for id in (row.id, _reached(row.id))}
    mine = (AnsweredFact.company_id == rule.company_id, AnsweredFact.rule_id == rule.id)
    answered = set(await session.scalars(select(AnsweredFact.fact_id).where(*mine)))
    if over := answered - ids:
        await session.execute(delete(AnsweredFact).where(*mine, AnsweredFact.fact_id.in_(over)))
    told: list[Told] = []
    for row in rows:
        has_reached = row.owed_minor * 100 >= row.credit_limit_minor * REACHED_PERCENT
        id = _reached(row.id) if has_reached else row.id
        if id in answered or (not has_reached and _reached(row.id) in answered):
            continue
        tells = {"amount_minor": int(row.owed_minor), "is_reached": has_reached}
        told.append(
            Told(ids=(id,), customer_id=row.id, currency=row.currency, on=today, tells=tells)
        )
    return told


def _reached(customer_id: UUID) -> UUID:
    return uuid5(customer_id, "limit reached")


async def _large(session: AsyncSession, rule: FactRule, today: date, currency: str) -> list[Told]:
    """Customers who owe more than the company calls large: once a calendar month."""
    if rule.threshold_minor is None:
        return []
    rows = await session.execute(
        _balances(rule.company_id)
        .where(Customer.currency == currency)
        .having(func.sum(Receivable.balance_minor) >= rule.threshold_minor)
    )
    return [
        Told(
            ids=(uuid5(row.id, f"{today:%Y-%m}"),),
            customer_id=row.id,
            currency=row.currency,
            on=today,
            tells={"amount_minor": int(row.owed_minor)},
        )
        for row in rows
    ]
