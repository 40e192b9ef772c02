"""The durable queue: what is due, for whom, when; no business content.

A row is written in the transaction of the fact that makes it due, so neither can be lost without
the other. The relay rings the worker for rows whose time has come; a ring may be lost or doubled,
the row decides. A job *claims* its row by moving `due_at` past its lease: should the worker die,
the row falls due again and the next sweep finds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, String, case, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.ids import new_id
from quittance.platform.tables import Base

SCHEDULE = text("""
    INSERT INTO due_work (company_id, what, id, due_at)
    SELECT :company, :what, id, :at FROM unnest(CAST(:ids AS uuid[])) AS wanted (id)
    ON CONFLICT (company_id, what, id) DO UPDATE SET due_at = excluded.due_at
    WHERE due_work.due_at > excluded.due_at
""")


class DueWork(Base):
    """One thing to do: a job's name, the company and the row it works on, and from when."""

    __tablename__ = "due_work"
    __table_args__ = (Index(None, "due_at"), Index(None, "what", "due_at"))

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(40), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    claim: Mapped[UUID | None]


@dataclass(frozen=True, slots=True)
class Due:
    """A row whose time has come; without `due_at`, all of the kind that the company has due."""

    company_id: UUID
    what: str
    id: UUID
    due_at: datetime | None = None


async def schedule(
    session: AsyncSession, company_id: UUID, what: str, ids: UUID | Iterable[UUID], at: datetime
) -> None:
    """The work is due from `at`, or earlier if it already was; asking twice changes nothing.

    Rows are touched in one order, so that two who ask for the same never wait for each other.
    """
    wanted = [ids] if isinstance(ids, UUID) else sorted(set(ids))
    if wanted:
        values = {"company": company_id, "what": what, "at": at, "ids": wanted}
        await session.execute(SCHEDULE, values)


async def ripe(
    session: AsyncSession, kinds: Collection[str], *, now: datetime, limit: int
) -> Sequence[Due]:
    """What is due by `now` of these kinds, the oldest first."""
    rows = await session.execute(
        select(DueWork.company_id, DueWork.what, DueWork.id, DueWork.due_at)
        .where(DueWork.what.in_(kinds), DueWork.due_at <= now)
        .order_by(DueWork.due_at)
        .limit(limit)
    )
    return [Due(row.company_id, row.what, row.id, row.due_at) for row in rows]


async def companies(
    session: AsyncSession, kinds: Collection[str], *, now: datetime
) -> Sequence[Due]:
    """The companies that have work of these kinds due; `id` is the company's own."""
    if not kinds:
        return []
    rows = await session.execute(
        select(DueWork.company_id, DueWork.what)
        .where(DueWork.what.in_(kinds), DueWork.due_at <= now)
        .distinct()
    )
    return [Due(row.company_id, row.what, row.company_id) for row in rows]


async def claim(
    session: AsyncSession,
    company_id: UUID,
    what: str,
    id: UUID,
    *,
    now: datetime,
    lease: timedelta,
) -> UUID | None:
    """A token if the work was due and is ours until the lease ends; None if it is not to do."""
    token = new_id()
    return await session.scalar(
        update(DueWork)
        .where(
            DueWork.company_id == company_id,
            DueWork.what == what,
            DueWork.id == id,
            DueWork.due_at <= now,
        )
        .values(due_at=now + lease, claim=token)
        .returning(DueWork.claim)
    )


async def claim_ripe(
    session: AsyncSession,
    company_id: UUID,
    what: str,
    *,
    now: datetime,
    lease: timedelta,
    limit: int,
) -> tuple[UUID, Sequence[UUID]]:
    """One token for everything of that kind the company has due, and what it is, at most `limit`.

    What somebody else is claiming at this very moment is theirs.
    """
    token = new_id()
    due = (
        select(DueWork.id)
        .where(DueWork.company_id == company_id, DueWork.what == what, DueWork.due_at <= now)
        .order_by(DueWork.due_at, DueWork.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = await session.scalars(
        update(DueWork)
        .where(DueWork.company_id == company_id, DueWork.what == what, DueWork.id.in_(due))
        .values(due_at=now + lease, claim=token)
        .returning(DueWork.id)
    )
    return token, taken.all()


async def done(
    session: AsyncSession, company_id: UUID, what: str, ids: UUID | Iterable[UUID]
) -> None:
    """The work is no longer due."""
    wanted = [ids] if isinstance(ids, UUID) else list(ids)
    await session.execute(
        delete(DueWork).where(
            DueWork.company_id == company_id, DueWork.what == what, DueWork.id.in_(wanted)
        )
    )


async def finish(
    session: AsyncSession,
    company_id: UUID,
    what: str,
    ids: UUID | Iterable[UUID],
    *,
    claim: UUID,
) -> bool:
    """What is still under this claim is gone; False if all of it is somebody else's by now."""
    wanted = [ids] if isinstance(ids, UUID) else list(ids)
    gone = await session.scalars(
        delete(DueWork)
        .where(
            DueWork.company_id == company_id,
            DueWork.what == what,
            DueWork.id.in_(wanted),
            DueWork.claim == claim,
        )
        .returning(DueWork.id)
    )
    return bool(gone.all())


async def postpone(
    session: AsyncSession,
    company_id: UUID,
    what: str,
    id: UUID,
    at: datetime,
) -> None:
    """The work is due again from `at`, whatever it was before, and nobody holds it."""
    statement = insert(DueWork).values(
        company_id=company_id, what=what, id=id, due_at=at, claim=None
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["company_id", "what", "id"], set_={"due_at": at, "claim": None}
        )
    )


async def book(
    session: AsyncSession,
    company_id: UUID,
    what: str,
    id: UUID,
    at: datetime,
    *,
    claim: UUID,
    leased_until: datetime,
) -> None:
    """The claimed work is due again from `at`, or at once if somebody asked for it meanwhile.

    Whoever asks moves `due_at` before the end of the lease; a claim that had expired books nothing.
    """
    await session.execute(
        update(DueWork)
        .where(
            DueWork.company_id == company_id,
            DueWork.what == what,
            DueWork.id == id,
            DueWork.claim == claim,
        )
        .values(due_at=case((DueWork.due_at < leased_until, DueWork.due_at), else_=at), claim=None)
    )


async def put_off(
    session: AsyncSession,
    company_id: UUID,
    what: str,
    id: UUID,
    at: datetime,
) -> None:
    """The work, if it is still to do, is due from `at`; what is done stays done."""
    await session.execute(
        update(DueWork)
        .where(DueWork.company_id == company_id, DueWork.what == what, DueWork.id == id)
        .values(due_at=at, claim=None)
    )


async def forget_abandoned(
    session: AsyncSession, known: Collection[str], *, before: datetime
) -> None:
    """What was due before then and is none of the known kinds is gone: nobody does it any more."""
    await session.execute(
        delete(DueWork).where(DueWork.what.not_in(known), DueWork.due_at < before)
    )
