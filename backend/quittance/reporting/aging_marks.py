"""What stands beside the figures of the aging list: profile, flags, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy import Date as SqlDate
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Profile
from quittance.receivables.models import Hold, Receivable, ReceivableStatus

AGES_DAYS = ((30, "days_1_30"), (60, "days_31_60"), (90, "days_61_90"))


def standing(company_id: UUID, as_of: date) -> ColumnElement[bool]:
    """The hold counts that day and nobody lifted it."""
    return and_(
        Hold.company_id == company_id,
        Hold.released_at.is_(None),
        Hold.first_on <= as_of,
        or_(Hold.last_on.is_(None), Hold.last_on >= as_of),
    )


async def decorate(
    session: AsyncSession, company_id: UUID, rows: list[dict[str, Any]], *, as_of: date
) -> None:
    """Each row gets its profile's name, its flags and the buckets with something new."""
    customers = [row["customer_id"] for row in rows]
    profiles = await _profiles(session, company_id)
    flags = await _flags(session, company_id, customers, as_of)
    fresh = await _new_buckets(session, company_id, customers, as_of)
    for row in rows:
        row["profile"] = profiles.get(row["profile_id"], "")
        row["flags"] = flags.get(row["customer_id"], [])
        row["new_buckets"] = fresh.get((row["customer_id"], row["currency"]), [])


async def _profiles(session: AsyncSession, company_id: UUID) -> dict[UUID, str]:
    rows = await session.execute(
        select(Profile.id, Profile.name).where(Profile.company_id == company_id)
    )
    return {row.id: row.name for row in rows}


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


async def _new_buckets(
    session: AsyncSession, company_id: UUID, customers: Sequence[UUID], as_of: date
) -> dict[tuple[UUID, str], list[str]]:
    """Buckets that hold a due receivable nobody has been reminded of yet (SAGE-47)."""
    late = literal(as_of, SqlDate) - Receivable.due_on
    bucket = case(
        *((late <= most, name) for most, name in AGES_DAYS),
        else_="days_over_90",
    )
    rows = await session.execute(
        select(
            Receivable.customer_id,
            Receivable.currency,
            func.array_agg(bucket.distinct()).label("buckets"),
        )
        .where(
            Receivable.company_id == company_id,
            Receivable.customer_id.in_(customers),
            Receivable.status == ReceivableStatus.OPEN,
            Receivable.balance_minor > 0,
            Receivable.level == 0,
            late > 0,
        )
        .group_by(Receivable.customer_id, Receivable.currency)
    )
    return {(row.customer_id, row.currency): sorted(row.buckets) for row in rows}
