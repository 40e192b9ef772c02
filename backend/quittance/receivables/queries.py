"""Every look at what is owed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.receivables.errors import (
    ReceivableClosed,
    ReceivableNotFound,
    ReceivablesMixed,
)
from quittance.receivables.models import Receivable, ReceivableStatus


async def find(session: AsyncSession, company_id: UUID, receivable_id: UUID) -> Receivable:
    """The receivable; raises `ReceivableNotFound`."""
    row = await session.scalar(
        select(Receivable).where(
            Receivable.company_id == company_id, Receivable.id == receivable_id
        )
    )
    if row is None:
        raise ReceivableNotFound(f"No receivable {receivable_id}.")
    return row


async def by_ids(
    session: AsyncSession, company_id: UUID, ids: Collection[UUID]
) -> Mapping[UUID, Receivable]:
    """Receivables by id, open or not; unknown ids are absent."""
    rows = await session.scalars(
        select(Receivable).where(Receivable.company_id == company_id, Receivable.id.in_(ids))
    )
    return {row.id: row for row in rows}


async def lock(
    session: AsyncSession, company_id: UUID, receivables: Collection[UUID]
) -> Sequence[Receivable]:
    """These receivables, held in one order until the transaction ends; all or `ReceivableNotFound`.

    Balances, levels and holds of a receivable change one transaction at a time. The rows are as
    they are now, even where they were read before.
    """
    if not receivables:
        return ()
    rows = (
        await session.scalars(
            select(Receivable)
            .where(Receivable.company_id == company_id, Receivable.id.in_(receivables))
            .order_by(Receivable.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    ).all()
    if missing := set(receivables) - {row.id for row in rows}:
        raise ReceivableNotFound(f"No receivable {min(missing)}.")
    return rows


async def lock_owed(
    session: AsyncSession,
    company_id: UUID,
    receivables: Collection[UUID],
    *,
    customer_id: UUID,
    currency: str | None = None,
) -> Sequence[Receivable]:
    """What one customer still owes in one currency, locked as `lock` does.

    Whoever gives a word, contests or says "already paid" speaks of such receivables only. Raises
    `ReceivableNotFound`, `ReceivablesMixed`, `ReceivableClosed`.
    """
    rows = await lock(session, company_id, receivables)
    currencies = {row.currency for row in rows}
    is_one = len(currencies) == 1 and currency in {None, *currencies}
    if not is_one or any(row.customer_id != customer_id for row in rows):
        raise ReceivablesMixed("Name what one customer owes, in one currency.")
    if any(row.status is not ReceivableStatus.OPEN or row.balance_minor <= 0 for row in rows):
        raise ReceivableClosed("Nothing is owed on one of these any more.")
    return rows


async def open_of_customers(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> Sequence[Receivable]:
    """What these customers owe and are owed, the oldest due first."""
    return (
        await session.scalars(
            select(Receivable)
            .where(
                Receivable.company_id == company_id,
                Receivable.customer_id.in_(customers),
                Receivable.status == ReceivableStatus.OPEN,
            )
            .order_by(Receivable.due_on, Receivable.id)
        )
    ).all()


async def levels_of(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> dict[UUID, int]:
    """The highest level of what each customer owes; those who owe nothing are absent."""
    rows = await session.execute(
        select(Receivable.customer_id, func.max(Receivable.level))
        .where(*_owed_by(company_id, customers))
        .group_by(Receivable.customer_id)
    )
    return {row[0]: row[1] for row in rows}


async def overdue_of(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], today: date
) -> dict[tuple[UUID, str], int]:
    """What is due of each customer, by currency, in minor units; credits are left aside."""
    rows = await session.execute(
        select(Receivable.customer_id, Receivable.currency, func.sum(Receivable.balance_minor))
        .where(*_owed_by(company_id, customers), Receivable.due_on < today)
        .group_by(Receivable.customer_id, Receivable.currency)
    )
    return {(row[0], row[1]): int(row[2]) for row in rows}


def _owed_by(company_id: UUID, customers: Collection[UUID]) -> list[ColumnElement[bool]]:
    return [
        Receivable.company_id == company_id,
        Receivable.customer_id.in_(customers),
        Receivable.status == ReceivableStatus.OPEN,
        Receivable.balance_minor > 0,
    ]


async def is_any_known_before(session: AsyncSession, company_id: UUID, day: date) -> bool:
    """Whether the company had a receivable before that day: else what comes is its first load."""
    known = select(Receivable.id).where(
        Receivable.company_id == company_id, Receivable.known_on < day
    )
    return bool(await session.scalar(select(known.exists())))
