"""What stands beside the figures of the aging list: flags, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.receivables.models import Hold, Receivable

AGES_DAYS = ((30, "days_1_30"), (60, "days_31_60"), (90, "days_61_90"))


def standing(company_id: UUID, as_of: date) -> ColumnElement[bool]:
    """The hold counts that day and nobody lifted it."""
    return and_(
        Hold.company_id == company_id,
        Hold.released_at.is_(None),
        Hold.first_on <= as_of,
        or_(Hold.last_on.is_(None), Hold.last_on >= as_of),
    )


def new_buckets(as_of: date) -> ColumnElement[Any]:
    """Buckets that hold a due receivable nobody has been reminded of yet (SAGE-47)."""
    bucket = case(
        *((Receivable.due_on >= as_of - timedelta(most), name) for most, name in AGES_DAYS),
        else_="days_over_90",
    )
    is_new = and_(Receivable.balance_minor > 0, Receivable.level == 0, Receivable.due_on < as_of)
    return func.array_agg(bucket.distinct()).filter(is_new)


async def mark(
    session: AsyncSession, company_id: UUID, rows: list[dict[str, Any]], *, as_of: date
) -> None:
    """Each row gets its flags, and an order to the buckets with something new."""
    flags = await _flags(session, company_id, [row["customer_id"] for row in rows], as_of)
    for row in rows:
        row["flags"] = flags.get(row["customer_id"], [])
        row["new_buckets"] = sorted(row["new_buckets"] or ())


async def _flags(
    session: AsyncSession, company_id: UUID, customers: Sequence[UUID], as_of: date
) -> dict[UUID, list[str]]:
    """The kinds of holds that stand today for each customer, whole or in part."""
    rows = await session.execute(
        select(Hold.customer_id, func.array_agg(Hold.kind.distinct()).label("kinds"))
        .where(standing(company_id, as_of), Hold.customer_id.in_(customers))
        .group_by(Hold.customer_id)
    )
    return {row.customer_id: sorted(row.kinds) for row in rows}
