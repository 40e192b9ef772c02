"""Events are rows: the audit trail, webhooks, feeds and reactions all read the same table.

A transaction inserts them *unsealed*. The sealer (`platform/sealer.py`), one at a time for each
company, numbers them and chains their hashes; readers see sealed rows only: gapless, in order.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, Select, String, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform import due_work
from quittance.platform.ids import new_id
from quittance.platform.tables import Base, Owned, owned_by_company

SEAL = "seal_events"


class ActorKind(StrEnum):
    """Who made a fact happen."""

    USER = "user"
    API_KEY = "api_key"
    DEBTOR = "debtor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who made a fact happen; the name is what the feed shows."""

    kind: ActorKind
    id: UUID | None = None
    name: str = ""


SYSTEM = Actor(ActorKind.SYSTEM, name="Quittance")


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact, past tense. Subclasses add their fields; they are the payload."""

    type: ClassVar[str]
    customer_id: UUID | None = None


class EventRow(Owned, Base):
    """A fact that happened; `seq`, `digest` and `chain` are written by the sealer, once."""

    __tablename__ = "events"
    __table_args__ = (
        owned_by_company(),
        Index("uq_events_seq", "company_id", "seq", unique=True),
        Index(
            "ix_events_unsealed",
            "company_id",
            "id",
            postgresql_where=text("seq IS NULL"),
        ),
        Index("ix_events_customer", "company_id", "customer_id", "seq"),
    )

    type: Mapped[str] = mapped_column(String(80))
    occurred_at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    customer_id: Mapped[UUID | None]
    payload: Mapped[dict[str, Any]]
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    seq: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    chain: Mapped[bytes | None] = mapped_column(LargeBinary(32))


def plain(value: Any) -> Any:  # noqa: ANN401  any field of an event
    """The value as JSON keeps it."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value


def payload_of(event: Event) -> dict[str, Any]:
    """The event's fields as JSON values."""
    return {field.name: plain(getattr(event, field.name)) for field in dataclasses.fields(event)}


def payload_digest(payload: dict[str, Any], salt: bytes) -> bytes:
    """A salted digest: once payload and salt are erased it tells nothing, yet the chain stays."""
    body = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(salt + body.encode()).digest()


async def record(
    session: AsyncSession,
    company_id: UUID,
    *events: Event,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """The facts are in this transaction, and the sealer will pass."""
    if not events:
        return
    ids = [new_id() for _ in events]
    rows = [
        {
            "company_id": company_id,
            "id": id,
            "type": event.type,
            "occurred_at": now,
            "actor_kind": actor.kind.value,
            "actor_id": actor.id,
            "actor_name": actor.name,
            "customer_id": event.customer_id,
            "payload": payload_of(event),
            "salt": secrets.token_bytes(16),
        }
        for id, event in zip(ids, events, strict=True)
    ]
    await session.execute(insert(EventRow), rows)
    # One row of work an event: concurrent transactions of a company never wait for each other.
    await due_work.schedule(session, company_id, SEAL, ids, now)


async def sealed_after(
    session: AsyncSession,
    company_id: UUID,
    *,
    after_seq: int = 0,
    customers: Select[UUID] | None = None,
    limit: int = 100,
) -> Sequence[EventRow]:
    """Sealed facts in their order, from the one after `after_seq`; about these customers only."""
    statement = (
        select(EventRow)
        .where(EventRow.company_id == company_id, EventRow.seq > after_seq)
        .order_by(EventRow.seq)
        .limit(limit)
    )
    if customers is not None:
        statement = statement.where(EventRow.customer_id.in_(customers))
    return (await session.scalars(statement)).all()


async def last_sealed(session: AsyncSession, company_id: UUID) -> int:
    """The place of the company's newest sealed fact; 0 before the first."""
    newest = await session.scalar(
        select(func.max(EventRow.seq)).where(EventRow.company_id == company_id)
    )
    return newest or 0
