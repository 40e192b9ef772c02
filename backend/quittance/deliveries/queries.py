"""Every look at deliveries and their attempts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.queries import ids_of_sales_rep
from quittance.deliveries.errors import DeliveryNotFound
from quittance.deliveries.models import ARRIVED, UNDER_WAY, Attempt, Delivery, DeliveryStatus
from quittance.deliveries.ports import SPEAKING_TIME

HISTORY_LENGTH = 20
RECEIVABLES_OF_LINES: ColumnElement[str] = literal_column("'$[*].receivable_id'::jsonpath")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message the customer got before: its day, its thread, and what it spoke of."""

    source_id: UUID
    sent_at: datetime
    message_id: str | None
    recipient_address: str
    step_kind: str
    spoken: frozenset[UUID]


async def find(
    session: AsyncSession, company_id: UUID, delivery_id: UUID, *, sales_rep: str | None = None
) -> Delivery:
    """The delivery; raises `DeliveryNotFound`."""
    statement = select(Delivery).where(
        Delivery.company_id == company_id, Delivery.id == delivery_id
    )
    if sales_rep is not None:
        statement = statement.where(
            Delivery.customer_id.in_(ids_of_sales_rep(company_id, sales_rep))
        )
    row = await session.scalar(statement)
    if row is None:
        raise DeliveryNotFound(f"No delivery {delivery_id}.")
    return row


async def lock(session: AsyncSession, company_id: UUID, delivery_id: UUID) -> Delivery:
    """The delivery, ours until the transaction ends; raises `DeliveryNotFound`."""
    row = await session.scalar(
        select(Delivery)
        .where(Delivery.company_id == company_id, Delivery.id == delivery_id)
        .with_for_update(key_share=True)
    )
    if row is None:
        raise DeliveryNotFound(f"No delivery {delivery_id}.")
    return row


async def lock_batch(
    session: AsyncSession, company_id: UUID, batch_id: UUID, *, now: datetime, limit: int
) -> Sequence[Delivery]:
    """What is to do in a batch: the queued whose time has come, the claimed that are nobody's.

    A claim is over with its lease, or as soon as it may no longer be begun if it was not.
    """
    is_begun = exists().where(
        Attempt.company_id == company_id,
        Attempt.delivery_id == Delivery.id,
        or_(Attempt.id == Delivery.claim, Attempt.ended_at.is_(None)),
    )
    is_over = or_(
        Delivery.lease_until <= now,
        and_(Delivery.lease_until <= now + SPEAKING_TIME, ~is_begun),
    )
    return (
        await session.scalars(
            select(Delivery)
            .where(
                Delivery.company_id == company_id,
                Delivery.batch_id == batch_id,
                or_(
                    and_(Delivery.status == DeliveryStatus.QUEUED, Delivery.due_at <= now),
                    and_(Delivery.status == DeliveryStatus.CLAIMED, is_over),
                ),
            )
            .order_by(Delivery.id)
            .limit(limit)
            .with_for_update(key_share=True)
        )
    ).all()


async def of_claims(
    session: AsyncSession, company_id: UUID, claimed: Sequence[Delivery]
) -> list[tuple[Delivery, Attempt | None]]:
    """Each of these claimed deliveries with the attempt its claim announced, if it was begun.

    An attempt whose end nobody wrote counts as begun, whatever its name.
    """
    if not claimed:
        return []
    rows = await session.scalars(
        select(Attempt).where(
            Attempt.company_id == company_id,
            Attempt.delivery_id.in_([one.id for one in claimed]),
            or_(Attempt.id.in_([one.claim for one in claimed]), Attempt.ended_at.is_(None)),
        )
    )
    begun = {row.delivery_id: row for row in rows}
    return [(one, begun.get(one.id)) for one in claimed]


async def lock_claimed(
    session: AsyncSession, company_id: UUID, tokens: Mapping[UUID, UUID]
) -> dict[UUID, Delivery]:
    """Those of these deliveries that are still under the claim each one was given."""
    rows = await session.scalars(
        select(Delivery)
        .where(
            Delivery.company_id == company_id,
            Delivery.id.in_(tokens),
            Delivery.status == DeliveryStatus.CLAIMED,
        )
        .order_by(Delivery.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row for row in rows if row.claim == tokens[row.id]}


async def left_of_batch(
    session: AsyncSession, company_id: UUID, batch_id: UUID
) -> tuple[datetime | None, int]:
    """When the first of the batch's queued deliveries is due, and how many are under way."""
    row = (
        await session.execute(
            select(
                func.min(Delivery.due_at).filter(Delivery.status == DeliveryStatus.QUEUED),
                func.count().filter(Delivery.status == DeliveryStatus.CLAIMED),
            ).where(Delivery.company_id == company_id, Delivery.batch_id == batch_id)
        )
    ).one()
    return row[0], row[1]


async def attempts(session: AsyncSession, company_id: UUID, delivery_id: UUID) -> Sequence[Attempt]:
    """Every try, the first one first."""
    return (
        await session.scalars(
            select(Attempt)
            .where(Attempt.company_id == company_id, Attempt.delivery_id == delivery_id)
            .order_by(Attempt.number)
        )
    ).all()


async def last_attempt_at(
    session: AsyncSession, company_id: UUID, delivery_id: UUID
) -> datetime | None:
    """When the last try began."""
    return await session.scalar(
        select(func.max(Attempt.started_at)).where(
            Attempt.company_id == company_id, Attempt.delivery_id == delivery_id
        )
    )


async def tries(
    session: AsyncSession, company_id: UUID, deliveries: Collection[UUID]
) -> dict[UUID, int]:
    """How many times each of these deliveries was tried; those never tried are absent."""
    rows = await session.execute(
        select(Attempt.delivery_id, func.max(Attempt.number).label("number"))
        .where(Attempt.company_id == company_id, Attempt.delivery_id.in_(deliveries))
        .group_by(Attempt.delivery_id)
    )
    return {row.delivery_id: row.number for row in rows}


async def sources_begun(
    session: AsyncSession, company_id: UUID, sources: Collection[UUID]
) -> frozenset[UUID]:
    """The sources that have a delivery beyond the queue: under way, sent, or perhaps sent."""
    rows = await session.scalars(
        select(Delivery.source_id)
        .where(
            Delivery.company_id == company_id,
            Delivery.source_id.in_(sources),
            Delivery.status.in_((*ARRIVED, DeliveryStatus.CLAIMED, DeliveryStatus.UNCONFIRMED)),
        )
        .distinct()
    )
    return frozenset(rows)


async def of_confirmation(
    session: AsyncSession, company_id: UUID, confirmation_id: UUID
) -> Sequence[Delivery]:
    """The deliveries approved together, those taken back included, in the order of the queue."""
    return (
        await session.scalars(
            select(Delivery)
            .where(Delivery.company_id == company_id, Delivery.confirmation_id == confirmation_id)
            .order_by(Delivery.id)
        )
    ).all()


async def under_way(session: AsyncSession, company_id: UUID, source_id: UUID) -> bool:
    """Whether some delivery of this source is queued, being sent, or perhaps sent."""
    found = await session.scalar(
        select(Delivery.id)
        .where(
            Delivery.company_id == company_id,
            Delivery.source_id == source_id,
            Delivery.status.in_(UNDER_WAY),
        )
        .limit(1)
    )
    return found is not None


async def has_sent_sibling(session: AsyncSession, company_id: UUID, delivery: Delivery) -> bool:
    """Whether another recipient of the same source was already reached."""
    found = await session.scalar(
        select(Delivery.id)
        .where(
            Delivery.company_id == company_id,
            Delivery.source_id == delivery.source_id,
            Delivery.id != delivery.id,
            Delivery.status.in_(ARRIVED),
        )
        .limit(1)
    )
    return found is not None


async def earlier(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> dict[UUID, list[Earlier]]:
    """The last messages each of these customers got, oldest first."""
    rank = func.row_number().over(
        partition_by=Delivery.customer_id, order_by=Delivery.sent_at.desc()
    )
    ranked = (
        select(
            Delivery.customer_id,
            Delivery.source_id,
            Delivery.sent_at,
            Delivery.message_id,
            Delivery.recipient_address,
            Delivery.step_kind,
            func.jsonb_path_query_array(Delivery.lines, RECEIVABLES_OF_LINES).label("spoken"),
            rank.label("rank"),
        )
        .where(
            Delivery.company_id == company_id,
            Delivery.customer_id.in_(customers),
            Delivery.sent_at.is_not(None),
        )
        .subquery()
    )
    rows = await session.execute(
        select(ranked).where(ranked.c.rank <= HISTORY_LENGTH).order_by(ranked.c.sent_at)
    )
    found: dict[UUID, list[Earlier]] = defaultdict(list)
    for row in rows:
        found[row.customer_id].append(
            Earlier(
                row.source_id,
                row.sent_at,
                row.message_id,
                row.recipient_address,
                row.step_kind,
                frozenset(map(UUID, row.spoken)),
            )
        )
    return found
