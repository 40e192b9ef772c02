"""Every look at customers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.errors import CustomerNotFound
from quittance.customers.models import Contact, Customer


async def find(session: AsyncSession, company_id: UUID, customer_id: UUID) -> Customer:
    """The customer; raises `CustomerNotFound`."""
    row = await session.scalar(
        select(Customer).where(Customer.company_id == company_id, Customer.id == customer_id)
    )
    if row is None:
        raise CustomerNotFound(f"No customer {customer_id}.")
    return row


async def by_ids(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> Mapping[UUID, Customer]:
    """Customers by id; unknown ids are absent."""
    rows = await session.scalars(
        select(Customer).where(Customer.company_id == company_id, Customer.id.in_(ids))
    )
    return {row.id: row for row in rows}


async def addressee(
    session: AsyncSession, company_id: UUID, customer_id: UUID, contact_id: UUID | None
) -> tuple[Customer, Contact | None]:
    """Who is written to, in one look: the customer, and its contact if one is named."""
    row = (
        await session.execute(
            select(Customer, Contact)
            .outerjoin(
                Contact,
                and_(Contact.company_id == Customer.company_id, Contact.id == contact_id),
            )
            .where(Customer.company_id == company_id, Customer.id == customer_id)
        )
    ).one_or_none()
    if row is None:
        raise CustomerNotFound(f"No customer {customer_id}.")
    return row[0], row[1]


def ids_of_sales_rep(company_id: UUID, sales_rep: str) -> Select[tuple[UUID]]:
    """The customers a sales representative follows, to narrow another list with."""
    return select(Customer.id).where(
        Customer.company_id == company_id, Customer.sales_rep == sales_rep
    )
