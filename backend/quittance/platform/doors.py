"""Doors: a key shown from outside → the company it opens. Only hashes are kept.

Log-ins, API keys, portal codes and provider callbacks are looked up here, before any company is
known; the row says which company to see, and everything else is read behind row-level security.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, LargeBinary, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.due_work import DueWork
from quittance.platform.tables import Base, as_text


class DoorKind(StrEnum):
    """Who may stand before a door."""

    MEMBER = "member"
    API_KEY = "api_key"
    PORTAL_CODE = "portal_code"
    CALLBACK = "callback"
    INVITATION = "invitation"
    RESET = "reset"


class Door(Base):
    """A hash, and the company and row it leads to."""

    __tablename__ = "doors"
    __table_args__ = (Index(None, "company_id", "target_id"),)

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[DoorKind] = mapped_column(as_text(DoorKind))
    target_id: Mapped[UUID]


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a key leads."""

    company_id: UUID
    target_id: UUID


def hashed(kind: DoorKind, key: str) -> bytes:
    """SHA-256 of the key, apart for each kind. Keys carry 128 random bits, so no salt is needed."""
    return hashlib.sha256(f"{kind.value}:{key}".encode()).digest()


def cut(
    session: AsyncSession, company_id: UUID, kind: DoorKind, *, key: str, target_id: UUID
) -> None:
    """From now on, `key` opens `target_id` of this company."""
    session.add(Door(hash=hashed(kind, key), company_id=company_id, kind=kind, target_id=target_id))


async def cut_many(
    session: AsyncSession, company_id: UUID, kind: DoorKind, targets: Mapping[str, UUID]
) -> None:
    """From now on, each key opens its target of this company."""
    rows = [
        {"hash": hashed(kind, key), "company_id": company_id, "kind": kind, "target_id": target}
        for key, target in targets.items()
    ]
    if rows:
        await session.execute(insert(Door), rows)


async def opened(session: AsyncSession, kind: DoorKind, key: str) -> Sequence[Opened]:
    """Every company the key opens: one, but for a member of several."""
    rows = await session.execute(
        select(Door.company_id, Door.target_id)
        .where(Door.hash == hashed(kind, key), Door.kind == kind)
        .order_by(Door.company_id)
    )
    return [Opened(row.company_id, row.target_id) for row in rows]


async def wall_up(session: AsyncSession, company_id: UUID, target_id: UUID) -> None:
    """No key leads to this row any more."""
    await session.execute(
        delete(Door).where(Door.company_id == company_id, Door.target_id == target_id)
    )


async def companies(session: AsyncSession) -> Sequence[UUID]:
    """Every company that anybody may enter or that has anything to do, now or one day."""
    entered = select(Door.company_id)
    busy = select(DueWork.company_id).where(DueWork.company_id != UUID(int=0))
    return (await session.scalars(entered.union(busy).order_by("company_id"))).all()
