"""Every look at links and answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import queries as customers
from quittance.portal.errors import AnswerNotFound, PortalSessionOver
from quittance.portal.models import Answer, AnsweredReceivable, PortalLink


async def link(session: AsyncSession, company_id: UUID, link_id: UUID) -> PortalLink | None:
    """The link, whatever its age."""
    return await session.scalar(
        select(PortalLink).where(PortalLink.company_id == company_id, PortalLink.id == link_id)
    )


async def lock_link(session: AsyncSession, company_id: UUID, link_id: UUID) -> PortalLink:
    """The link, held until the transaction ends: its answers change one request at a time."""
    row = await session.scalar(
        select(PortalLink)
        .where(PortalLink.company_id == company_id, PortalLink.id == link_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise PortalSessionOver("This link is gone.")
    return row


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
