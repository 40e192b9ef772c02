"""Every look at the changes of contact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import queries as customers
from quittance.portal.errors import ChangeNotFound
from quittance.portal.models import OPEN_CHANGES, ChangeKind, ChangeStatus, ContactChange

KNOWN = "known"  # what stood on a contact that was there before somebody named it


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes staff see; what is None does not narrow it."""

    customer_id: UUID | None = None
    to_review: bool = False
    sales_rep: str | None = None


async def lock(session: AsyncSession, company_id: UUID, change_id: UUID) -> ContactChange:
    """The change, held until the transaction ends; raises `ChangeNotFound`."""
    row = await session.scalar(
        select(ContactChange)
        .where(ContactChange.company_id == company_id, ContactChange.id == change_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise ChangeNotFound(f"No change of contact {change_id}.")
    return row


async def by_ids(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> Mapping[UUID, ContactChange]:
    """The changes of these ids; other ids are absent."""
    rows = await session.scalars(
        select(ContactChange).where(
            ContactChange.company_id == company_id, ContactChange.id.in_(ids)
        )
    )
    return {row.id: row for row in rows}


async def open_of_link(
    session: AsyncSession, company_id: UUID, link_id: UUID, kind: ChangeKind
) -> Sequence[ContactChange]:
    """What was asked through the link and is still under way."""
    return (
        await session.scalars(
            select(ContactChange)
            .where(
                ContactChange.company_id == company_id,
                ContactChange.link_id == link_id,
                ContactChange.kind == kind,
                ContactChange.status.in_(OPEN_CHANGES),
            )
            .order_by(ContactChange.id)
            .with_for_update(key_share=True)
        )
    ).all()


async def last_of_link(
    session: AsyncSession, company_id: UUID, link_id: UUID, kind: ChangeKind
) -> ContactChange | None:
    """What was asked last through the link."""
    return await session.scalar(
        select(ContactChange)
        .where(
            ContactChange.company_id == company_id,
            ContactChange.link_id == link_id,
            ContactChange.kind == kind,
        )
        .order_by(ContactChange.id.desc())
        .limit(1)
    )


async def count(
    session: AsyncSession,
    company_id: UUID,
    *,
    kind: ChangeKind,
    link_id: UUID | None = None,
    customer_id: UUID | None = None,
    since: datetime | None = None,
) -> int:
    """How many changes of a kind were asked through a link, or for a customer, since then."""
    statement = (
        select(func.count())
        .select_from(ContactChange)
        .where(ContactChange.company_id == company_id, ContactChange.kind == kind)
    )
    if link_id is not None:
        statement = statement.where(ContactChange.link_id == link_id)
    if customer_id is not None:
        statement = statement.where(ContactChange.customer_id == customer_id)
    if since is not None:
        statement = statement.where(ContactChange.asked_at > since)
    return await session.scalar(statement) or 0


async def not_counting(
    session: AsyncSession, company_id: UUID, of: Collection[UUID]
) -> Mapping[UUID, Collection[str]]:
    """For each customer, in lower case, the addresses debtors gave that are not in force yet.

    An address that was known before somebody gave it again is not among them.
    """
    rows = await session.execute(
        select(ContactChange.customer_id, func.lower(ContactChange.address).label("address")).where(
            ContactChange.company_id == company_id,
            ContactChange.customer_id.in_(of),
            ContactChange.status.in_(OPEN_CHANGES),
            ContactChange.address != "",
            ~ContactChange.previous.has_key(KNOWN),
        )
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for row in rows:
        found[row.customer_id].add(row.address)
    return found


async def page(
    session: AsyncSession,
    company_id: UUID,
    wanted: ChangeFilter,
    *,
    after: UUID | None,
    limit: int,
) -> Sequence[ContactChange]:
    """Changes of contact, the newest first, from the one after the cursor."""
    statement = (
        select(ContactChange)
        .where(ContactChange.company_id == company_id)
        .order_by(ContactChange.id.desc())
        .limit(limit)
    )
    if wanted.customer_id is not None:
        statement = statement.where(ContactChange.customer_id == wanted.customer_id)
    if wanted.to_review:
        statement = statement.where(ContactChange.status == ChangeStatus.TO_REVIEW)
    if wanted.sales_rep is not None:
        theirs = customers.ids_of_sales_rep(company_id, wanted.sales_rep)
        statement = statement.where(ContactChange.customer_id.in_(theirs))
    if after is not None:
        statement = statement.where(ContactChange.id < after)
    return (await session.scalars(statement)).all()
