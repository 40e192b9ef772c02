"""Whom nothing reaches: customers who owe something and have no address of any kind."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact, Customer, EmailStatus
from quittance.receivables.models import Receivable, ReceivableStatus


@dataclass(frozen=True, slots=True)
class Reach:
    """Customers who owe something: all of them, and those without any address."""

    customers: int
    unreachable: int


async def of_company(session: AsyncSession, company_id: UUID, *, sales_rep: str | None) -> Reach:
    """How many owe, and how many of these no e-mail and no letter can reach."""
    owes = (
        select(1)
        .where(
            Receivable.company_id == company_id,
            Receivable.customer_id == Customer.id,
            Receivable.status == ReceivableStatus.OPEN,
            Receivable.balance_minor > 0,
        )
        .exists()
    )
    has_email = (
        select(1)
        .where(
            Contact.company_id == company_id,
            Contact.customer_id == Customer.id,
            Contact.receives_reminders,
            Contact.email != "",
            Contact.email_status == EmailStatus.OK,
        )
        .exists()
    )
    has_post = or_(
        func.jsonb_array_length(Customer.address_lines) > 0,
        Customer.postcode != "",
        Customer.city != "",
    )
    statement = select(func.count(), func.count().filter(not_(or_(has_email, has_post)))).where(
        Customer.company_id == company_id, owes
    )
    if sales_rep is not None:
        statement = statement.where(Customer.sales_rep == sales_rep)
    customers, unreachable = (await session.execute(statement)).one()
    return Reach(customers, unreachable)
