"""Every look at letters on paper: those that lie printed, those said posted, what they lie in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries.errors import LetterNotPrinted
from quittance.deliveries.models import Delivery, DeliveryStatus, LetterPrint
from quittance.domain.scenario import Channel

ON_PAPER = frozenset({Channel.LETTER.value, Channel.REGISTERED_LETTER.value})


async def printed(
    session: AsyncSession, company_id: UUID, sources: Collection[UUID], *, lock: bool = False
) -> dict[UUID, Delivery]:
    """The letter that lies printed for each of these sources, if one does."""
    statement = (
        select(Delivery)
        .where(
            Delivery.company_id == company_id,
            Delivery.source_id.in_(sources),
            Delivery.status == DeliveryStatus.PRINTED,
        )
        .order_by(Delivery.id)
    )
    rows = await session.scalars(statement.with_for_update(key_share=True) if lock else statement)
    return {row.source_id: row for row in rows}


async def lock_posted(
    session: AsyncSession, company_id: UUID, confirmation_id: UUID
) -> Sequence[Delivery]:
    """The letters of a confirmation that wait to count as posted, ours until the end."""
    return (
        await session.scalars(
            select(Delivery)
            .where(
                Delivery.company_id == company_id,
                Delivery.confirmation_id == confirmation_id,
                Delivery.channel.in_(ON_PAPER),
                Delivery.status == DeliveryStatus.QUEUED,
            )
            .order_by(Delivery.id)
            .with_for_update(key_share=True)
        )
    ).all()


async def sheaf(session: AsyncSession, company_id: UUID, print_id: UUID) -> LetterPrint:
    """Letters printed together; raises `LetterNotPrinted`."""
    row = await session.scalar(
        select(LetterPrint).where(LetterPrint.company_id == company_id, LetterPrint.id == print_id)
    )
    if row is None:
        raise LetterNotPrinted("No such letters were printed.")
    return row
