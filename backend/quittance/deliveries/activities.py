"""The list of activities: what was or will be sent, filtered, in pages, and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.queries import ids_of_sales_rep
from quittance.deliveries.models import Delivery, DeliveryStatus
from quittance.domain.contact_rules import instant
from quittance.platform.pages import CursorInvalid, decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which activities are wanted (SAGE-57); days are civil days of the company's zone."""

    channel: str | None = None
    statuses: tuple[DeliveryStatus, ...] = ()
    kind: str | None = None
    step_kind: str | None = None
    first_on: date | None = None
    last_on: date | None = None
    customer_id: UUID | None = None
    sender_id: UUID | None = None
    sales_rep: str | None = None
    time_zone: str = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Count:
    """How many deliveries of one status and currency, and what they asked for."""

    status: DeliveryStatus
    currency: str
    deliveries: int
    amount_minor: int


async def page(
    session: AsyncSession,
    company_id: UUID,
    wanted: Filter,
    *,
    cursor: str | None,
    limit: int,
) -> tuple[Sequence[Delivery], str | None]:
    """Some activities, the newest first, and the cursor of the older ones (SAGE-55)."""
    statement = (
        select(Delivery)
        .where(*_tests(company_id, wanted))
        .order_by(Delivery.created_at.desc(), Delivery.id.desc())
        .limit(limit + 1)
    )
    if cursor is not None:
        at, last_id = decode_cursor(cursor, 2)
        try:
            after = datetime.fromisoformat(at), UUID(last_id)
        except (TypeError, ValueError, AttributeError) as error:
            raise CursorInvalid("This cursor belongs to another list.") from error
        statement = statement.where(tuple_(Delivery.created_at, Delivery.id) < after)
    rows = (await session.scalars(statement)).all()
    if len(rows) <= limit:
        return rows, None
    end = rows[limit - 1]
    return rows[:limit], encode_cursor(end.created_at.isoformat(), end.id)


async def counts(session: AsyncSession, company_id: UUID, wanted: Filter) -> list[Count]:
    """How many activities of each status and currency, over all pages."""
    rows = await session.execute(
        select(
            Delivery.status,
            Delivery.currency,
            func.count(),
            func.coalesce(func.sum(Delivery.amount_minor), 0),
        )
        .where(*_tests(company_id, wanted))
        .group_by(Delivery.status, Delivery.currency)
        .order_by(Delivery.status, Delivery.currency)
    )
    return [Count(status, currency, many, int(asked)) for status, currency, many, asked in rows]


def _tests(company_id: UUID, wanted: Filter) -> list[ColumnElement[bool]]:
    zone = ZoneInfo(wanted.time_zone)
    tests: list[ColumnElement[bool]] = [Delivery.company_id == company_id]
    if wanted.channel is not None:
        tests.append(Delivery.channel == wanted.channel)
    if wanted.statuses:
        tests.append(Delivery.status.in_(wanted.statuses))
    if wanted.kind is not None:
        tests.append(Delivery.kind == wanted.kind)
    if wanted.step_kind is not None:
        tests.append(Delivery.step_kind == wanted.step_kind)
    if wanted.customer_id is not None:
        tests.append(Delivery.customer_id == wanted.customer_id)
    if wanted.sender_id is not None:
        tests.append(Delivery.sent_by == wanted.sender_id)
    if wanted.sales_rep is not None:
        tests.append(Delivery.customer_id.in_(ids_of_sales_rep(company_id, wanted.sales_rep)))
    if wanted.first_on is not None:
        tests.append(Delivery.created_at >= instant(wanted.first_on, time.min, zone))
    if wanted.last_on is not None:
        end = date.fromordinal(wanted.last_on.toordinal() + 1)
        tests.append(Delivery.created_at < instant(end, time.min, zone))
    return tests
