"""Whether this database spoke last: one that was restored must not speak again by itself.

Before a message leaves, a number is raised in the database and then written beside the files. A
database that came back from a backup finds a higher number there, or the number of another
installation: what it holds as waiting may have left long ago. From then on sending is paused,
until a person has said from when the data are (`quittance resume`).
"""

from __future__ import annotations

import logging
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.ids import new_id
from quittance.platform.tables import Base, as_text

log = logging.getLogger(__name__)


class PauseReason(StrEnum):
    """Why nothing leaves."""

    RESTORED = "restored"  # by `quittance restore`
    DATABASE_OLDER = "database_older"  # than what was said according to the files
    FILES_UNKNOWN = "files_unknown"  # missing, or of another installation
    BY_HAND = "by_hand"


class Mark(Protocol):
    """A few words kept beside the files, apart from the database."""

    async def read(self) -> str | None:
        """What was written last, if anything ever was."""
        ...

    async def write(self, words: str) -> None:
        """The words replace the former ones, and outlive a crash."""
        ...


class Installation(Base):
    """The one row that tells which database this is, what it has said, and whether it may speak.

    `restored_from` is the instant of the backup, where a restore has told it.
    """

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("is_only", name="only_one"),)

    is_only: Mapped[bool] = mapped_column(primary_key=True, default=True)
    id: Mapped[UUID] = mapped_column(default=new_id)
    generation: Mapped[int] = mapped_column(BigInteger, default=0)
    paused_at: Mapped[datetime | None]
    pause_reason: Mapped[PauseReason | None] = mapped_column(as_text(PauseReason))
    restored_from: Mapped[datetime | None]


async def installation(session: AsyncSession) -> Installation:
    """The row as it stands now, whatever the session read before."""
    statement = select(Installation).execution_options(populate_existing=True)
    return (await session.scalars(statement)).one()


async def is_paused(session: AsyncSession) -> bool:
    """Whether nothing may leave."""
    return await session.scalar(select(Installation.paused_at)) is not None


async def may_speak(session: AsyncSession, mark: Mark | None, *, now: datetime) -> bool:
    """Whether messages may leave; a disagreement with the files pauses in this transaction.

    Without a mark there is nothing to compare with, and only a pause says no.
    """
    # The files first: another worker may speak meanwhile, and only raises what is read second.
    words = None if mark is None else await mark.read()
    own = await installation(session)
    if own.paused_at is not None:
        return False
    if mark is None:
        return True
    if words is None:
        words = await _first_words(own, mark)
    reason = _disagreement(own, words)
    if reason is None:
        return True
    log.warning("Sending is paused (%s): see `quittance status`.", reason.value)
    await pause(session, reason, now=now)
    return False


async def _first_words(own: Installation, mark: Mark) -> str:
    """What the files say now: whoever speaks first has marked them before it raised the number."""
    if own.generation == 0:
        await mark.write(words_of(own.id, 0))
    return await mark.read() or ""


def _disagreement(own: Installation, words: str) -> PauseReason | None:
    """Files that lag behind are no reason: nothing was said that the database does not know."""
    name, _, number = words.partition(" ")
    if name != str(own.id) or not number.isdecimal():
        return PauseReason.FILES_UNKNOWN
    return PauseReason.DATABASE_OLDER if int(number) > own.generation else None


async def advance(session: AsyncSession) -> str:
    """The number is raised by one; the words to write beside the files once this is committed.

    The last statement of its transaction: all who are about to speak wait here for each other.
    """
    raised = await session.execute(
        update(Installation)
        .values(generation=Installation.generation + 1)
        .returning(Installation.id, Installation.generation)
    )
    id, number = raised.one()
    return words_of(id, number)


def words_of(id: UUID, number: int) -> str:
    """The mark of an installation that has spoken so many times."""
    return f"{id} {number}"


async def pause(
    session: AsyncSession,
    reason: PauseReason,
    *,
    restored_from: datetime | None = None,
    now: datetime,
) -> None:
    """Nothing leaves from now on; an earlier pause keeps its instant and its reason."""
    await session.execute(
        update(Installation)
        .where(Installation.paused_at.is_(None))
        .values(paused_at=now, pause_reason=reason, restored_from=restored_from)
    )


async def resume(session: AsyncSession, mark: Mark) -> str:
    """Messages may leave again; the words to write beside the files once this is committed.

    The number is above both the database's and the files': older copies of either are noticed.
    """
    own = await installation(session)
    _, _, number = (await mark.read() or "").partition(" ")
    beside = int(number) if number.isdecimal() else 0
    own.generation = max(own.generation, beside) + 1
    own.paused_at, own.pause_reason, own.restored_from = None, None, None
    await session.flush()
    return words_of(own.id, own.generation)
