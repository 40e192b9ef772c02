"""What a job is given, and the relay that rings the worker for what is due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from arq.connections import ArqRedis
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import due_work, generation
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.due_work import Due
from quittance.platform.generation import Mark
from quittance.platform.settings import Settings
from quittance.platform.storage import BlobStore

P = TypeVar("P")

RINGS_PER_PASS = 1_000
RING_AGAIN_S = 30


@dataclass(frozen=True, slots=True)
class JobContext:
    """Everything a job may touch; `provider` looks an adapter up by its port."""

    database: Database
    clock: Clock
    settings: Settings
    storage: BlobStore
    providers: dict[type[Any], Any]
    mark: Mark | None = None  # where the wiring keeps the generation; see `platform.generation`

    def transaction(self, *companies: UUID) -> AbstractAsyncContextManager[AsyncSession]:
        """One committed transaction that sees these companies."""
        return self.database.transaction(*companies)

    def now(self) -> datetime:
        """The product's instant."""
        return self.clock.now()

    def provider(self, port: type[P]) -> P:
        """The adapter that `wiring.py` chose for this port."""
        adapter: P = self.providers[port]
        return adapter


Job = Callable[[JobContext, UUID, UUID], Awaitable[None]]


async def to_do(
    job: JobContext,
    known: frozenset[str],
    at_home: frozenset[str],
    *,
    together: frozenset[str] = frozenset(),
    limit: int,
) -> Sequence[Due]:
    """What is due of these kinds; while sending is paused, only what stays `at_home`.

    A kind named in `together` is due once for all a company has of it.
    """
    now = job.now()
    async with job.transaction() as session:
        kinds = known & at_home if await generation.is_paused(session) else known
        return [
            *await due_work.ripe(session, kinds - together, now=now, limit=limit),
            *await due_work.companies(session, kinds & together, now=now),
        ]


class Bell:
    """Rings the workers for what is due, each thing once in half a minute.

    A ring carries no truth: lost, it comes again; doubled, the claim refuses.
    """

    def __init__(self, redis: ArqRedis) -> None:
        self._redis = redis
        self._rung: set[tuple[int, Due]] = set()

    async def ring(
        self,
        job: JobContext,
        known: frozenset[str],
        at_home: frozenset[str],
        together: frozenset[str],
    ) -> None:
        """Every known kind of work that is due has rung."""
        # arq holds a job's id until minutes after its worker died; a new name every half minute
        # lets the work ring for the living.
        turn = int(job.now().timestamp()) // RING_AGAIN_S
        due = await to_do(job, known, at_home, together=together, limit=RINGS_PER_PASS)
        for one in due:
            if (turn, one) not in self._rung:
                name = f"{one.what}:{one.company_id}:{one.id}:{turn}"
                await self._redis.enqueue_job(one.what, one.company_id, one.id, _job_id=name)
        # Work claimed meanwhile comes back with another hour; what is due together has none.
        self._rung = {(turn, one) for one in due if one.due_at is not None}
