"""Every look at disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import queries as customers
from quittance.disputes.errors import DisputeNotFound
from quittance.disputes.models import Dispute, DisputedReceivable
from quittance.domain.dispute_reason import DisputeReason
from quittance.domain.lifecycle import DisputeStatus


@dataclass(frozen=True, slots=True)
class DisputeFilter:
    """Which disputes a list shows; what is None does not narrow it."""

    status: DisputeStatus | None = None
    reason: DisputeReason | None = None
    customer_id: UUID | None = None
    sales_rep: str | None = None


def _narrowed(company_id: UUID, wanted: DisputeFilter) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = [Dispute.company_id == company_id]
    if wanted.status is not None:
        clauses.append(Dispute.status == wanted.status)
    if wanted.reason is not None:
        clauses.append(Dispute.reason == wanted.reason)
    if wanted.customer_id is not None:
        clauses.append(Dispute.customer_id == wanted.customer_id)
    if wanted.sales_rep is not None:
        clauses.append(
            Dispute.customer_id.in_(customers.ids_of_sales_rep(company_id, wanted.sales_rep))
        )
    return clauses


async def page(
    session: AsyncSession,
    company_id: UUID,
    wanted: DisputeFilter,
    *,
    after: UUID | None,
    limit: int,
) -> Sequence[Dispute]:
    """The disputes of the filter, the oldest first, from the one after the cursor."""
    statement = (
        select(Dispute).where(*_narrowed(company_id, wanted)).order_by(Dispute.id).limit(limit)
    )
    if after is not None:
        statement = statement.where(Dispute.id > after)
    return (await session.scalars(statement)).all()


async def totals(
    session: AsyncSession, company_id: UUID, wanted: DisputeFilter
) -> Mapping[str, tuple[int, int]]:
    """Count and contested sum of the whole filter, by currency (SAGE-53)."""
    rows = await session.execute(
        select(Dispute.currency, func.count(), func.sum(Dispute.contested_minor))
        .where(*_narrowed(company_id, wanted))
        .group_by(Dispute.currency)
        .order_by(Dispute.currency)
    )
    return {currency: (count, int(minor)) for currency, count, minor in rows}


async def lock(session: AsyncSession, company_id: UUID, dispute_id: UUID) -> Dispute:
    """The dispute, held until the transaction ends; raises `DisputeNotFound`."""
    row = await session.scalar(
        select(Dispute)
        .where(Dispute.company_id == company_id, Dispute.id == dispute_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise DisputeNotFound(f"No dispute {dispute_id}.")
    return row


async def by_ids(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> Mapping[UUID, Dispute]:
    """Disputes by id; unknown ids are absent."""
    rows = await session.scalars(
        select(Dispute).where(Dispute.company_id == company_id, Dispute.id.in_(ids))
    )
    return {row.id: row for row in rows}


async def receivables_of(
    session: AsyncSession, company_id: UUID, disputes: Collection[UUID]
) -> Mapping[UUID, Sequence[UUID]]:
    """The receivables of each dispute."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await session.scalars(
        select(DisputedReceivable)
        .where(
            DisputedReceivable.company_id == company_id,
            DisputedReceivable.dispute_id.in_(disputes),
        )
        .order_by(DisputedReceivable.receivable_id)
    ):
        found[row.dispute_id].append(row.receivable_id)
    return found


async def contested_among(
    session: AsyncSession, company_id: UUID, receivables: Collection[UUID]
) -> frozenset[UUID]:
    """Those of the receivables on which a dispute is open."""
    rows = await session.scalars(
        select(DisputedReceivable.receivable_id)
        .join(
            Dispute,
            and_(
                Dispute.company_id == company_id,
                Dispute.id == DisputedReceivable.dispute_id,
                Dispute.status == DisputeStatus.OPEN,
            ),
        )
        .where(
            DisputedReceivable.company_id == company_id,
            DisputedReceivable.receivable_id.in_(receivables),
        )
    )
    return frozenset(rows)


async def open_of_answer(
    session: AsyncSession, company_id: UUID, answer_id: UUID
) -> Sequence[UUID]:
    """The disputes that an answer opened and nobody has closed."""
    return (
        await session.scalars(
            select(Dispute.id)
            .where(
                Dispute.company_id == company_id,
                Dispute.answer_id == answer_id,
                Dispute.status == DisputeStatus.OPEN,
            )
            .order_by(Dispute.id)
        )
    ).all()
