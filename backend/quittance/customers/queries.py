"""Every look at customers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Select, and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.errors import ContactNotFound, CustomerNotFound, ProfileNotFound
from quittance.customers.models import Contact, Customer, Profile

MOST_FOUND = 1_000


async def find(
    session: AsyncSession, company_id: UUID, customer_id: UUID, *, sales_rep: str | None = None
) -> Customer:
    """The customer; raises `CustomerNotFound`.

    A sales representative, where one is named, finds their own customers only.
    """
    row = await session.scalar(
        select(Customer).where(Customer.company_id == company_id, Customer.id == customer_id)
    )
    if row is None or (sales_rep is not None and row.sales_rep != sales_rep):
        raise CustomerNotFound(f"No customer {customer_id}.")
    return row


async def lock(session: AsyncSession, company_id: UUID, customer_id: UUID) -> Customer:
    """The customer, held until the transaction ends; raises `CustomerNotFound`."""
    row = await session.scalar(
        select(Customer)
        .where(Customer.company_id == company_id, Customer.id == customer_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
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


async def contacts_by_ids(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> Mapping[UUID, Contact]:
    """Contacts of any customer by id; unknown ids are absent."""
    rows = await session.scalars(
        select(Contact).where(Contact.company_id == company_id, Contact.id.in_(ids))
    )
    return {row.id: row for row in rows}


def ids_of_sales_rep(company_id: UUID, sales_rep: str) -> Select[UUID]:
    """The customers a sales representative follows, to narrow another list with."""
    return select(Customer.id).where(
        Customer.company_id == company_id, Customer.sales_rep == sales_rep
    )


async def page(
    session: AsyncSession,
    company_id: UUID,
    *,
    fragment: str | None = None,
    sales_rep: str | None = None,
    after: tuple[str, UUID] | None = None,
    limit: int,
) -> Sequence[Customer]:
    """Customers by name; with a fragment, those whose code, name or town contains it.

    The search heeds neither accents nor case.
    """
    statement = (
        select(Customer)
        .where(Customer.company_id == company_id)
        .order_by(Customer.name, Customer.id)
        .limit(limit)
    )
    if fragment is not None:
        found = func.search_customers(company_id, fragment, MOST_FOUND).column_valued("found")
        statement = statement.where(Customer.id.in_(select(found)))
    if sales_rep is not None:
        statement = statement.where(Customer.sales_rep == sales_rep)
    if after is not None:
        statement = statement.where(tuple_(Customer.name, Customer.id) > after)
    return (await session.scalars(statement)).all()


async def terms_by_code(session: AsyncSession, company_id: UUID) -> dict[str, str]:
    """The payment terms of the customers who have their own."""
    rows = await session.execute(
        select(Customer.code, Customer.payment_terms).where(
            Customer.company_id == company_id, Customer.payment_terms != ""
        )
    )
    return {row.code: row.payment_terms for row in rows}


async def contacts(session: AsyncSession, company_id: UUID, customer_id: UUID) -> Sequence[Contact]:
    """The customer's contacts, the main one first."""
    return (
        await session.scalars(
            select(Contact)
            .where(Contact.company_id == company_id, Contact.customer_id == customer_id)
            .order_by(Contact.is_main.desc(), Contact.id)
        )
    ).all()


async def contact(session: AsyncSession, company_id: UUID, contact_id: UUID) -> Contact:
    """The contact; raises `ContactNotFound`."""
    row = await session.scalar(
        select(Contact).where(Contact.company_id == company_id, Contact.id == contact_id)
    )
    if row is None:
        raise ContactNotFound(f"No contact {contact_id}.")
    return row


async def profiles(
    session: AsyncSession, company_id: UUID, *, sales_rep: str | None
) -> Sequence[tuple[Profile, int]]:
    """The company's profiles by name, the default one first, and how many customers each has.

    Counted are those of one sales representative, where one is named.
    """
    of_profile = [Customer.company_id == Profile.company_id, Customer.profile_id == Profile.id]
    if sales_rep is not None:
        of_profile.append(Customer.sales_rep == sales_rep)
    rows = await session.execute(
        select(Profile, func.count(Customer.id))
        .outerjoin(Customer, and_(*of_profile))
        .where(Profile.company_id == company_id)
        .group_by(Profile.company_id, Profile.id)
        .order_by(Profile.is_default.desc(), Profile.name)
    )
    return [(row[0], row[1]) for row in rows]


async def profile_names(session: AsyncSession, company_id: UUID) -> dict[UUID, str]:
    """What the company's profiles are called."""
    rows = await session.execute(
        select(Profile.id, Profile.name).where(Profile.company_id == company_id)
    )
    return {row.id: row.name for row in rows}


async def profile(session: AsyncSession, company_id: UUID, profile_id: UUID) -> Profile:
    """The profile; raises `ProfileNotFound`."""
    row = await session.scalar(
        select(Profile).where(Profile.company_id == company_id, Profile.id == profile_id)
    )
    if row is None:
        raise ProfileNotFound(f"No profile {profile_id}.")
    return row


async def default_profile(session: AsyncSession, company_id: UUID) -> Profile | None:
    """The profile of customers nobody has classed."""
    return await session.scalar(
        select(Profile)
        .where(Profile.company_id == company_id, Profile.is_default)
        .order_by(Profile.id)
        .limit(1)
    )


async def codes_alike(
    session: AsyncSession, company_id: UUID, codes: Collection[str]
) -> dict[str, str]:
    """For each code nobody bears, the only one that reads like it: O for 0, l for 1, other case."""
    if not codes:
        return {}
    seen = {code: _as_read(code) for code in codes}
    alike = func.translate(func.upper(Customer.code), "OIL -.", "011")
    rows = await session.execute(
        select(alike, func.min(Customer.code))
        .where(Customer.company_id == company_id, alike.in_(set(seen.values())))
        .group_by(alike)
        .having(func.count() == 1)
    )
    known = {row[0]: row[1] for row in rows}
    return {code: known[read] for code, read in seen.items() if read in known}


def _as_read(code: str) -> str:
    return code.upper().translate(str.maketrans("OIL", "011", " -."))
