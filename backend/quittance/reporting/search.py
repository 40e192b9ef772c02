"""What a few letters may mean: customers, people at theirs, lines by their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, case, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact, Customer
from quittance.receivables.models import Receivable, ReceivableStatus

MOST = 8
LOOKED_AT = 200  # of those a sales representative may not see, some are passed over


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of each sort, the likeliest first."""

    customers: Sequence[Any]
    receivables: Sequence[Any]
    contacts: Sequence[Any]


async def everywhere(
    session: AsyncSession, company_id: UUID, fragment: str, *, sales_rep: str | None
) -> Found:
    """All that bears the fragment: customers and contacts anywhere in it, lines at its start.

    Numbers are found by their first signs, as typed or in capitals: that much an index answers
    behind row-level security, whose barrier lets only leakproof operators through.
    """
    return Found(
        customers=await _customers(session, company_id, fragment, sales_rep),
        receivables=await _receivables(session, company_id, fragment, sales_rep),
        contacts=await _contacts(session, company_id, fragment, sales_rep),
    )


def _seen(sales_rep: str | None) -> list[ColumnElement[bool]]:
    """A sales representative finds what is their own customers' only."""
    return [] if sales_rep is None else [Customer.sales_rep == sales_rep]


async def _customers(
    session: AsyncSession, company_id: UUID, fragment: str, sales_rep: str | None
) -> Sequence[Any]:
    found = func.search_customers(company_id, fragment, LOOKED_AT).column_valued("found")
    is_first = case((func.starts_with(func.lower(Customer.name), fragment.lower()), 0), else_=1)
    statement = (
        select(Customer.id, Customer.code, Customer.name, Customer.city)
        .where(Customer.company_id == company_id, Customer.id.in_(select(found)), *_seen(sales_rep))
        .order_by(is_first, Customer.name, Customer.id)
        .limit(MOST)
    )
    return (await session.execute(statement)).all()


async def _receivables(
    session: AsyncSession, company_id: UUID, fragment: str, sales_rep: str | None
) -> Sequence[Any]:
    is_open = case((Receivable.status == ReceivableStatus.OPEN, 0), else_=1)
    statement = (
        select(
            Receivable.id,
            Receivable.number,
            Receivable.kind,
            Receivable.status,
            Receivable.due_on,
            Receivable.currency,
            Receivable.amount_minor,
            Receivable.balance_minor,
            Receivable.customer_id,
            Customer.name.label("customer_name"),
        )
        .join(
            Customer,
            and_(Customer.company_id == company_id, Customer.id == Receivable.customer_id),
        )
        .where(
            Receivable.company_id == company_id,
            *_seen(sales_rep),
            or_(
                *(
                    Receivable.number.op("^@")(literal(start, String))
                    for start in {fragment, fragment.upper()}
                )
            ),
        )
        .order_by(is_open, Receivable.number, Receivable.id)
        .limit(MOST)
    )
    return (await session.execute(statement)).all()


async def _contacts(
    session: AsyncSession, company_id: UUID, fragment: str, sales_rep: str | None
) -> Sequence[Any]:
    found = func.search_contacts(company_id, fragment, LOOKED_AT).column_valued("found")
    statement = (
        select(
            Contact.id,
            Contact.first_name,
            Contact.last_name,
            Contact.email,
            Contact.customer_id,
            Customer.name.label("customer_name"),
        )
        .join(Customer, and_(Customer.company_id == company_id, Customer.id == Contact.customer_id))
        .where(Contact.company_id == company_id, Contact.id.in_(select(found)), *_seen(sales_rep))
        .order_by(Contact.last_name, Contact.first_name, Contact.id)
        .limit(MOST)
    )
    return (await session.execute(statement)).all()
