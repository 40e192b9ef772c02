"""Every look at payment notices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import queries as customers
from quittance.payments.errors import NoticeNotFound
from quittance.payments.models import NoticedReceivable, NoticeStatus, PaymentNotice

STANDING = (NoticeStatus.TO_REVIEW, NoticeStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """Which notices a list shows; what is None does not narrow it."""

    status: NoticeStatus | None = None
    customer_id: UUID | None = None
    sales_rep: str | None = None


async def page(
    session: AsyncSession,
    company_id: UUID,
    wanted: NoticeFilter,
    *,
    after: UUID | None,
    limit: int,
) -> Sequence[PaymentNotice]:
    """The notices of the filter, the oldest first, from the one after the cursor."""
    statement = (
        select(PaymentNotice)
        .where(PaymentNotice.company_id == company_id)
        .order_by(PaymentNotice.id)
        .limit(limit)
    )
    if wanted.status is not None:
        statement = statement.where(PaymentNotice.status == wanted.status)
    if wanted.customer_id is not None:
        statement = statement.where(PaymentNotice.customer_id == wanted.customer_id)
    if wanted.sales_rep is not None:
        theirs = customers.ids_of_sales_rep(company_id, wanted.sales_rep)
        statement = statement.where(PaymentNotice.customer_id.in_(theirs))
    if after is not None:
        statement = statement.where(PaymentNotice.id > after)
    return (await session.scalars(statement)).all()


async def lock(session: AsyncSession, company_id: UUID, notice_id: UUID) -> PaymentNotice:
    """The notice, held until the transaction ends; raises `NoticeNotFound`."""
    row = await session.scalar(
        select(PaymentNotice)
        .where(PaymentNotice.company_id == company_id, PaymentNotice.id == notice_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NoticeNotFound(f"No payment notice {notice_id}.")
    return row


async def standing(
    session: AsyncSession, company_id: UUID, touched: Collection[UUID]
) -> Sequence[PaymentNotice]:
    """The notices of these customers that still wait for the money, locked in one order."""
    return (
        await session.scalars(
            select(PaymentNotice)
            .where(
                PaymentNotice.company_id == company_id,
                PaymentNotice.customer_id.in_(touched),
                PaymentNotice.status.in_(STANDING),
            )
            .order_by(PaymentNotice.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    ).all()


async def announced(
    session: AsyncSession, company_id: UUID, receivables: Collection[UUID]
) -> set[UUID]:
    """Those of these receivables that a standing notice says are paid."""
    rows = await session.scalars(
        select(NoticedReceivable.receivable_id)
        .join(
            PaymentNotice,
            (PaymentNotice.company_id == NoticedReceivable.company_id)
            & (PaymentNotice.id == NoticedReceivable.notice_id),
        )
        .where(
            NoticedReceivable.company_id == company_id,
            NoticedReceivable.receivable_id.in_(receivables),
            PaymentNotice.status.in_(STANDING),
        )
    )
    return set(rows)


async def receivables_of(
    session: AsyncSession, company_id: UUID, notices: Collection[UUID]
) -> Mapping[UUID, Sequence[UUID]]:
    """The receivables of each notice."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await session.scalars(
        select(NoticedReceivable)
        .where(
            NoticedReceivable.company_id == company_id,
            NoticedReceivable.notice_id.in_(notices),
        )
        .order_by(NoticedReceivable.receivable_id)
    ):
        found[row.notice_id].append(row.receivable_id)
    return found


async def to_review_of_answer(
    session: AsyncSession, company_id: UUID, answer_id: UUID
) -> Sequence[UUID]:
    """The notices that an answer brought and nobody has reviewed."""
    return (
        await session.scalars(
            select(PaymentNotice.id)
            .where(
                PaymentNotice.company_id == company_id,
                PaymentNotice.answer_id == answer_id,
                PaymentNotice.status == NoticeStatus.TO_REVIEW,
            )
            .order_by(PaymentNotice.id)
        )
    ).all()
