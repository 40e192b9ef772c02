"""The worker's entrance: the jobs, and the two loops that ring and seal."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from arq import func
from arq.connections import ArqRedis, RedisSettings, create_pool
from arq.worker import Worker
from sqlalchemy.ext.asyncio import AsyncSession

from quittance import reactions, wiring
from quittance.accounts.jobs import send_invitation, send_password_notice, send_password_reset
from quittance.connectors.jobs import forget_load_changes, roll_back_import, run_import
from quittance.deliveries.jobs import send_deliveries
from quittance.platform import alive, due_work, generation, metrics, sealer
from quittance.platform.clock import Clock
from quittance.platform.events import SEAL, EventRow
from quittance.platform.jobs import Bell, Job, JobContext
from quittance.platform.sealer import Reaction
from quittance.platform.settings import Settings
from quittance.portal.jobs import take_over_contact
from quittance.promises.jobs import settle_promise
from quittance.scenarios.jobs import (
    answer_facts,
    answer_load,
    plan_company,
    plan_customer,
    plan_scenario,
    post_letters,
)
from quittance.sweeping import NOBODY, SWEEP, next_sweep, sweep_all
from quittance.webhooks.jobs import (
    call_endpoint,
    forget_webhook_messages,
    write_webhook_notice,
)

log = logging.getLogger(__name__)


async def sweep(job: JobContext, company_id: UUID, id: UUID) -> None:
    """Once a night, what only grew is swept."""
    await sweep_all(job, company_id, id, {*JOBS, SEAL})


EVERY_JOB: tuple[Job, ...] = (
    plan_company,
    plan_customer,
    plan_scenario,
    answer_facts,
    answer_load,
    run_import,
    roll_back_import,
    forget_load_changes,
    send_deliveries,
    post_letters,
    settle_promise,
    take_over_contact,
    call_endpoint,
    forget_webhook_messages,
    write_webhook_notice,
    sweep,
    send_invitation,
    send_password_reset,
    send_password_notice,
)
JOBS: dict[str, Job] = {job.__name__: job for job in EVERY_JOB}
# What still runs while sending is paused: work that stays within our own walls. The rest speaks to
# the outside, or may, and waits until a person has resumed.
AT_HOME: frozenset[str] = frozenset(
    {
        "answer_facts",
        "answer_load",
        "plan_company",
        "plan_customer",
        "plan_scenario",
        "post_letters",
        "run_import",
        "settle_promise",
        "sweep",
        "take_over_contact",
    }
)
# Each takes all that is due for its company: one ring is enough.
TOGETHER = frozenset({plan_customer.__name__})

CONCURRENCY = 20
JOB_TIMEOUT_S = 300
LONG_JOBS_S = {"run_import": 3_600, "roll_back_import": 1_800}  # a ledger of a gigabyte
LAST_WORDS_S = 45  # an adapter may speak for forty
RING_EVERY_S = 0.25
POLL_EVERY_S = 0.25
SEAL_EVERY_S = 0.5
LOOK_EVERY_S = 15.0
PATIENCE_S = 2.0
AFTER_FAILURE = timedelta(minutes=1)


class Counted:
    """A reaction that remembers what was sealed, to count it once that is committed."""

    def __init__(self, react: Reaction) -> None:
        self._react = react
        self._seen: list[EventRow] = []

    async def __call__(
        self, session: AsyncSession, company_id: UUID, rows: Sequence[EventRow], now: datetime
    ) -> None:
        """What follows from these facts is due."""
        await self._react(session, company_id, rows, now)
        self._seen.extend(rows)

    def tell(self) -> None:
        """The figures include these facts."""
        metrics.FACTS.inc(len(self._seen))
        for row in self._seen:
            room, _, outcome = row.type.partition(".")
            if room == "delivery":
                metrics.DELIVERIES.labels(row.payload.get("channel", "other"), outcome).inc()


async def seal_all(job: JobContext, react: Reaction = reactions.react) -> int:
    """Every company's new facts are sealed and reacted to; how many there were.

    A company whose facts cannot be keeps nobody else waiting; the failures are raised in the end.
    """
    async with job.transaction() as session:
        companies = await sealer.companies_to_seal(session)
    sealed = 0
    failures: list[Exception] = []
    for company_id in companies:
        try:
            counted = Counted(react)
            async with job.transaction(company_id) as session:
                sealed += await sealer.seal(session, company_id, react=counted, now=job.now())
            counted.tell()
        except Exception as error:  # noqa: BLE001  raised below, with those of the others
            error.add_note(f"Company {company_id}.")
            failures.append(error)
    if failures:
        raise ExceptionGroup("Facts could not be sealed.", failures)
    return sealed


async def ring_forever(job: JobContext, redis: ArqRedis) -> None:
    """What is due rings, until the worker stops."""
    bell = Bell(redis)
    known = frozenset(JOBS)

    async def step() -> None:
        await bell.ring(job, known, AT_HOME, TOGETHER)
        alive.say_so()

    await _forever(step, RING_EVERY_S)


async def seal_forever(job: JobContext) -> None:
    """Facts are sealed as they come, until the worker stops."""
    await _forever(lambda: seal_all(job), SEAL_EVERY_S)


async def look_forever(job: JobContext) -> None:
    """What waits is measured now and then, until the worker stops."""

    async def step() -> None:
        async with job.transaction() as session:
            await metrics.look(session, JOBS, now=job.now())

    await _forever(step, LOOK_EVERY_S)


async def _forever(step: Callable[[], Awaitable[object]], pause_s: float) -> None:
    """Steps follow each other, with a pause between them.

    A server that goes away is waited for: what was due is still due when it comes back. Nothing a
    step meets ends the loop, for nobody would notice that rings and seals have stopped.
    """
    while True:
        try:
            await step()
        except Exception:
            log.exception("A step failed; trying again.")
            await asyncio.sleep(PATIENCE_S)
        await asyncio.sleep(pause_s)


async def _is_paused(job: JobContext) -> bool:
    async with job.transaction() as session:
        return await generation.is_paused(session)


def _as_function(name: str, run: Job) -> Any:  # noqa: ANN401  arq's Function is not exported
    async def coroutine(ctx: dict[str, Any], company_id: UUID, id: UUID) -> None:
        job: JobContext = ctx["job"]
        try:
            if name not in AT_HOME and await _is_paused(job):
                return  # still due: it rings again once a person has resumed
            with metrics.timed_job(name):
                await run(job, company_id, id)
        except Exception:
            # Its row is still due: it must neither be lost nor spin. A person reads the log.
            log.exception("%s failed; trying again later.", name, extra={"company": company_id})
            async with job.transaction() as session:
                await due_work.put_off(session, company_id, name, id, job.now() + AFTER_FAILURE)

    # Nothing is kept of a job's end and nothing is retried here: the row of due work decides.
    timeout = LONG_JOBS_S.get(name, JOB_TIMEOUT_S)
    return func(coroutine, name=name, keep_result=0, max_tries=1, timeout=timeout)


async def run(settings: Settings, clock: Clock, *, handle_signals: bool = True) -> None:
    """Work until interrupted or cancelled; what was under way is found again by its lease."""
    async with wiring.workplace(settings, clock) as job:
        await job.database.refuse_unsafe_role()
        async with job.transaction() as session:
            await generation.may_speak(session, job.mark, now=job.now())
            await due_work.schedule(session, NOBODY, SWEEP, NOBODY, next_sweep(job.now()))
        redis = await create_pool(RedisSettings.from_dsn(settings.redis_url))
        worker = Worker(
            functions=[_as_function(name, one) for name, one in JOBS.items()],
            redis_pool=redis,
            ctx={"job": job},
            max_jobs=CONCURRENCY,
            poll_delay=POLL_EVERY_S,
            keep_result=0,
            handle_signals=handle_signals,
            job_completion_wait=LAST_WORDS_S,
        )
        loops = [
            asyncio.create_task(ring_forever(job, redis)),
            asyncio.create_task(seal_forever(job)),
            asyncio.create_task(look_forever(job)),
        ]
        working = asyncio.create_task(worker.async_run())
        try:
            with suppress(asyncio.CancelledError):  # how arq ends on a signal, or we are cancelled
                await asyncio.shield(working)
        finally:
            # Nothing new begins, and what is being said is settled: it would be unconfirmed else.
            worker.allow_pick_jobs = False
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            if worker.tasks:
                await asyncio.wait(worker.tasks.values(), timeout=LAST_WORDS_S)
            # Nobody asks Valkey for anything once its lines are closed: each would be a new one.
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            with suppress(asyncio.CancelledError):  # arq leaves with the first job it has cancelled
                await worker.close()
            await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
            await redis.aclose(close_connection_pool=True)
