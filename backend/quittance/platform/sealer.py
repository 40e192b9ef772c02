"""The sealer: numbers and chains the facts of one company, then says what follows from them."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from quittance.platform import due_work
from quittance.platform.due_work import DueWork
from quittance.platform.events import SEAL, EventRow, payload_digest, plain

GENESIS = bytes(32)
BATCH = 500

NUMBER = text("""
    UPDATE events SET seq = sealed.seq, digest = sealed.digest, chain = sealed.chain
    FROM unnest(CAST(:id AS uuid[]), CAST(:seq AS bigint[]), CAST(:digest AS bytea[]),
        CAST(:chain AS bytea[])) AS sealed (id, seq, digest, chain)
    WHERE company_id = :company AND events.id = sealed.id
""")

Reaction = Callable[[AsyncSession, UUID, Sequence[EventRow], datetime], Awaitable[None]]


def chained(previous: bytes, row: EventRow, seq: int, digest: bytes) -> bytes:
    """The link of the chain for one fact: it covers the link before, so nothing can be slipped in.

    `digest` stands for the payload: erasing a person's data leaves every link valid.
    """
    head = "|".join(
        (
            str(seq),
            str(row.id),
            row.type,
            row.occurred_at.isoformat(),
            row.actor_kind,
            str(row.actor_id),
        )
    )
    return hashlib.sha256(previous + head.encode() + digest).digest()


async def companies_to_seal(session: AsyncSession) -> Sequence[UUID]:
    """The companies that have unsealed facts."""
    return (
        await session.scalars(select(DueWork.company_id).where(DueWork.what == SEAL).distinct())
    ).all()


async def seal(session: AsyncSession, company_id: UUID, *, react: Reaction, now: datetime) -> int:
    """The company's unsealed facts are numbered, chained and reacted to; how many they were."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"),
        {"key": f"seal:{company_id}"},
    )
    rows = (
        await session.scalars(
            select(EventRow)
            .where(EventRow.company_id == company_id, EventRow.seq.is_(None))
            .order_by(EventRow.id)
            .limit(BATCH)
        )
    ).all()
    if not rows:
        return 0

    last = await session.scalar(
        select(func.max(EventRow.seq)).where(EventRow.company_id == company_id)
    )
    seq = last or 0
    chain = GENESIS
    if last is not None:
        chain = (
            await session.scalar(
                select(EventRow.chain).where(
                    EventRow.company_id == company_id, EventRow.seq == last
                )
            )
            or GENESIS
        )
    for row in rows:
        seq += 1
        digest = payload_digest(row.payload, row.salt)
        chain = chained(chain, row, seq, digest)
        for name, value in (("seq", seq), ("digest", digest), ("chain", chain)):
            set_committed_value(row, name, value)  # written below, all in one statement
    await session.execute(
        NUMBER,
        {
            "company": company_id,
            "id": [row.id for row in rows],
            "seq": [row.seq for row in rows],
            "digest": [row.digest for row in rows],
            "chain": [row.chain for row in rows],
        },
    )
    await react(session, company_id, rows, now)
    await due_work.done(session, company_id, SEAL, [row.id for row in rows])
    return len(rows)


class BrokenChain(Exception):
    """A sealed fact was changed, removed or slipped in after the event."""


async def head(session: AsyncSession, company_id: UUID) -> str:
    """The last number and link of the chain, `seq:hex`; of an empty one, `0:` and zeros."""
    last = (
        await session.execute(
            select(EventRow.seq, EventRow.chain)
            .where(EventRow.company_id == company_id, EventRow.seq.is_not(None))
            .order_by(EventRow.seq.desc())
            .limit(1)
        )
    ).one_or_none()
    seq, chain = (last.seq, last.chain) if last else (0, GENESIS)
    return f"{seq}:{chain.hex()}"


async def verify(session: AsyncSession, company_id: UUID, *, head: str = "") -> int:
    """How many sealed facts hold together; raises `BrokenChain` naming the first that does not.

    Who has a `head` from before learns whether the end was cut off, or the whole written anew: a
    chain alone cannot tell.
    """
    chain, expected = GENESIS, 0
    known_seq, _, known_chain = head.partition(":")
    while True:
        rows = (
            await session.scalars(
                select(EventRow)
                .where(EventRow.company_id == company_id, EventRow.seq > expected)
                .order_by(EventRow.seq)
                .limit(BATCH)
            )
        ).all()
        if not rows:
            if head and int(known_seq) > expected:
                raise BrokenChain(f"Fact {expected + 1} and those after it are missing.")
            return expected
        for row in rows:
            expected += 1
            if row.seq != expected or row.digest is None:
                raise BrokenChain(f"Fact {expected} is missing.")
            # Erased, a fact has neither salt nor payload; a payload without salt was put there.
            is_erased = not row.salt and not row.payload
            if not is_erased and payload_digest(row.payload, row.salt) != row.digest:
                raise BrokenChain(f"The payload of fact {expected} was changed.")
            if not is_erased and row.payload.get("customer_id") != plain(row.customer_id):
                raise BrokenChain(f"The customer of fact {expected} was changed.")
            chain = chained(chain, row, expected, row.digest)
            if chain != row.chain:
                raise BrokenChain(f"Fact {expected} does not continue the chain.")
            if str(expected) == known_seq and chain.hex() != known_chain:
                raise BrokenChain(f"Fact {expected} is not the one whose link was kept.")
        session.expunge_all()
