"""What happened with a customer: the facts of the trail, sealed or not, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Uuid, cast, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Customer
from quittance.platform.events import EventRow
from quittance.platform.pages import CursorInvalid, decode_cursor, encode_cursor

# The end of a hold follows from another fact in the list, unless a person placed it by itself.
SILENT = "hold.released"
TOLD_HOLDS = ("stop", "insolvency", "limitation")


def is_told() -> ColumnElement[bool]:
    """The fact says something a collector would look for."""
    return or_(EventRow.type != SILENT, EventRow.payload["kind"].astext.in_(TOLD_HOLDS))


async def page(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    *,
    sales_rep: str | None,
    cursor: str | None,
    limit: int,
) -> tuple[Sequence[EventRow], str | None]:
    """Some facts about the customer, and the cursor of the older ones."""
    statement = (
        select(EventRow)
        .where(
            EventRow.company_id == company_id,
            EventRow.customer_id == customer_id,
            is_told(),
        )
        .order_by(EventRow.occurred_at.desc(), EventRow.id.desc())
        .limit(limit + 1)
    )
    if sales_rep is not None:
        statement = statement.where(
            select(1)
            .where(
                Customer.company_id == company_id,
                Customer.id == customer_id,
                Customer.sales_rep == sales_rep,
            )
            .exists()
        )
    if cursor is not None:
        at, last_id = decode_cursor(cursor, 2)
        try:
            instant = datetime.fromisoformat(at)
        except (TypeError, ValueError) as error:
            raise CursorInvalid("This cursor belongs to another list.") from error
        statement = statement.where(
            tuple_(EventRow.occurred_at, EventRow.id)
            < tuple_(literal(instant, DateTime(timezone=True)), cast(literal(str(last_id)), Uuid))
        )
    rows = (await session.scalars(statement)).all()
    if len(rows) <= limit:
        return rows, None
    end = rows[limit - 1]
    return rows[:limit], encode_cursor(end.occurred_at.isoformat(), end.id)
