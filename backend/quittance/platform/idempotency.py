"""`Idempotency-Key`: the same key and body give the first answer again, never a second act."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import Header
from pydantic import BaseModel
from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.errors import AppError, Kind
from quittance.platform.tables import Base, owned_by_company

REMEMBERED_FOR = timedelta(days=7)

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="A text of your choice: the same text never acts twice within a week.",
    ),
]


class IdempotencyMismatch(AppError):
    """The key was used before for another request."""

    code: ClassVar[str] = "idempotency_mismatch"
    kind: ClassVar[Kind] = Kind.CONFLICT


class RememberedAnswer(Base):
    """The first answer given under a key, kept with the act in one transaction."""

    __tablename__ = "remembered_answers"
    __table_args__ = (owned_by_company(),)

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    request: Mapped[bytes] = mapped_column(LargeBinary(32))
    answer: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]


class Remembered:
    """One request under one key: what was answered before, or where to keep the answer."""

    def __init__(self, row: RememberedAnswer, *, replayed: bool) -> None:
        self._row = row
        self.answer: dict[str, Any] | None = row.answer if replayed else None

    def keep(self, answer: BaseModel) -> None:
        """The answer will be given again to the same key."""
        self._row.answer = answer.model_dump(mode="json")


async def remember(
    session: AsyncSession,
    company_id: UUID,
    *,
    key: str,
    operation: str,
    body: BaseModel | bytes,
    now: datetime,
) -> Remembered:
    """The place of this key, locked until the transaction ends: a twin request waits for it.

    Raises `IdempotencyMismatch` if the key came before with another body.
    """
    raw = body if isinstance(body, bytes) else json.dumps(body.model_dump(mode="json")).encode()
    request = hashlib.sha256(raw).digest()
    scoped = f"{operation}:{key}"
    fresh = await session.scalar(
        insert(RememberedAnswer)
        .values(company_id=company_id, key=scoped, request=request, answer=None, created_at=now)
        .on_conflict_do_nothing()
        .returning(RememberedAnswer.key)
    )
    row = (
        await session.scalars(
            select(RememberedAnswer)
            .where(RememberedAnswer.company_id == company_id, RememberedAnswer.key == scoped)
            .with_for_update()
        )
    ).one()
    if row.request != request:
        raise IdempotencyMismatch("This Idempotency-Key was used for another request.")
    return Remembered(row, replayed=fresh is None and row.answer is not None)


async def forget(session: AsyncSession, company_id: UUID, *, now: datetime) -> None:
    """Answers older than a week are no longer given again."""
    await session.execute(
        delete(RememberedAnswer).where(
            RememberedAnswer.company_id == company_id,
            RememberedAnswer.created_at < now - REMEMBERED_FOR,
        )
    )
