"""Every look at links and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import queries as customers
from quittance.customers.models import Contact
from quittance.deliveries.models import Delivery
from quittance.portal.errors import AnswerNotFound, PortalSessionOver
from quittance.portal.models import Answer, AnsweredReceivable, ContactChange, PortalLink


async def link(
    session: AsyncSession, company_id: UUID, link_id: UUID, *, lock: bool = False
) -> PortalLink | None:
    """The link, whatever its age; held until the transaction ends when asked."""
    statement = select(PortalLink).where(
        PortalLink.company_id == company_id, PortalLink.id == link_id
    )
    if lock:
        statement = statement.with_for_update(key_share=True).execution_options(
            populate_existing=True
        )
    return await session.scalar(statement)


async def lock_link(session: AsyncSession, company_id: UUID, link_id: UUID) -> PortalLink:
    """The link, held until the transaction ends: its answers change one request at a time."""
    row = await link(session, company_id, link_id, lock=True)
    if row is None:
        raise PortalSessionOver("This link is gone.")
    return row


async def links_by_ids(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> Mapping[UUID, PortalLink]:
    """The links of these ids, whatever their age."""
    rows = await session.scalars(
        select(PortalLink).where(PortalLink.company_id == company_id, PortalLink.id.in_(ids))
    )
    return {row.id: row for row in rows}


async def links_to(
    session: AsyncSession, company_id: UUID, customer_id: UUID, address: str
) -> Sequence[PortalLink]:
    """The links of a customer that one address received and that were not revoked."""
    return (
        await session.scalars(
            select(PortalLink).where(
                PortalLink.company_id == company_id,
                PortalLink.customer_id == customer_id,
                func.lower(PortalLink.sent_to) == address.lower(),
                PortalLink.revoked_at.is_(None),
            )
        )
    ).all()


async def links_page(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    *,
    after: UUID | None,
    limit: int,
) -> Sequence[PortalLink]:
    """The links of a customer, the newest first, from the one after the cursor."""
    statement = (
        select(PortalLink)
        .where(PortalLink.company_id == company_id, PortalLink.customer_id == customer_id)
        .order_by(PortalLink.id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(PortalLink.id < after)
    return (await session.scalars(statement)).all()


async def renewal_asked_at(session: AsyncSession, link: PortalLink) -> datetime | None:
    """When a new link was last asked for by whoever received this one, through any of theirs."""
    same_reader = func.lower(PortalLink.sent_to) == link.sent_to.lower()
    if link.contact_id is not None:
        same_reader = or_(same_reader, PortalLink.contact_id == link.contact_id)
    return await session.scalar(
        select(func.max(PortalLink.renewal_asked_at)).where(
            PortalLink.company_id == link.company_id,
            PortalLink.customer_id == link.customer_id,
            same_reader,
        )
    )


async def change_told_with(session: AsyncSession, link: PortalLink) -> UUID | None:
    """The change of contact the link's message told of, if it told the one who may undo it."""
    return await session.scalar(
        select(ContactChange.id)
        .join(
            Delivery,
            (Delivery.company_id == ContactChange.company_id)
            & (Delivery.source_id == ContactChange.id),
        )
        .where(
            ContactChange.company_id == link.company_id,
            Delivery.id == link.delivery_id,
            func.lower(ContactChange.address) != link.sent_to.lower(),
        )
    )


async def contacts_of(
    session: AsyncSession, company_id: UUID, of: Collection[UUID]
) -> Mapping[UUID, Sequence[Contact]]:
    """The contacts of each customer."""
    found: dict[UUID, list[Contact]] = defaultdict(list)
    for row in await session.scalars(
        select(Contact)
        .where(Contact.company_id == company_id, Contact.customer_id.in_(of))
        .order_by(Contact.id)
    ):
        found[row.customer_id].append(row)
    return found


async def answers_of_link(
    session: AsyncSession, company_id: UUID, link_id: UUID
) -> Sequence[Answer]:
    """What was answered through a link, drafts included, in the order it was first saved."""
    return (
        await session.scalars(
            select(Answer)
            .where(Answer.company_id == company_id, Answer.link_id == link_id)
            .order_by(Answer.id)
        )
    ).all()


async def draft(session: AsyncSession, company_id: UUID, link_id: UUID, answer_id: UUID) -> Answer:
    """A draft of this link; raises `AnswerNotFound`, also once it was sent."""
    row = await session.scalar(
        select(Answer).where(
            Answer.company_id == company_id,
            Answer.link_id == link_id,
            Answer.id == answer_id,
            Answer.sent_at.is_(None),
        )
    )
    if row is None:
        raise AnswerNotFound(f"No draft {answer_id}.")
    return row


async def lock_answer(session: AsyncSession, company_id: UUID, answer_id: UUID) -> Answer:
    """An answer that was sent, held until the transaction ends; raises `AnswerNotFound`."""
    row = await session.scalar(
        select(Answer)
        .where(Answer.company_id == company_id, Answer.id == answer_id, Answer.sent_at.is_not(None))
        .with_for_update(key_share=True)
    )
    if row is None:
        raise AnswerNotFound(f"No answer {answer_id}.")
    return row


async def answered(
    session: AsyncSession, company_id: UUID, answers: Collection[UUID]
) -> Mapping[UUID, Sequence[AnsweredReceivable]]:
    """The receivables of each answer."""
    found: dict[UUID, list[AnsweredReceivable]] = defaultdict(list)
    for row in await session.scalars(
        select(AnsweredReceivable)
        .where(
            AnsweredReceivable.company_id == company_id,
            AnsweredReceivable.answer_id.in_(answers),
        )
        .order_by(AnsweredReceivable.receivable_id)
    ):
        found[row.answer_id].append(row)
    return found


async def addresses(
    session: AsyncSession, company_id: UUID, links: Collection[UUID]
) -> Mapping[UUID, str]:
    """The address each link was sent to."""
    rows = await session.execute(
        select(PortalLink.id, PortalLink.sent_to).where(
            PortalLink.company_id == company_id, PortalLink.id.in_(links)
        )
    )
    return {row.id: row.sent_to for row in rows}


@dataclass(frozen=True, slots=True)
class AnswerFilter:
    """Which sent answers staff see; what is None does not narrow it."""

    customer_id: UUID | None = None
    to_review: bool = False
    sales_rep: str | None = None


async def sent_page(
    session: AsyncSession,
    company_id: UUID,
    wanted: AnswerFilter,
    *,
    after: UUID | None,
    limit: int,
) -> Sequence[Answer]:
    """Answers that were sent, the newest first, from the one after the cursor."""
    statement = (
        select(Answer)
        .where(Answer.company_id == company_id, Answer.sent_at.is_not(None))
        .order_by(Answer.id.desc())
        .limit(limit)
    )
    if wanted.customer_id is not None:
        statement = statement.where(Answer.customer_id == wanted.customer_id)
    if wanted.to_review:
        statement = statement.where(Answer.reviewed_at.is_(None))
    if wanted.sales_rep is not None:
        theirs = customers.ids_of_sales_rep(company_id, wanted.sales_rep)
        statement = statement.where(Answer.customer_id.in_(theirs))
    if after is not None:
        statement = statement.where(Answer.id < after)
    return (await session.scalars(statement)).all()
