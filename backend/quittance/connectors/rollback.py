"""A load is taken back, whole, where nothing has been built on it since."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.connectors import dependents, journal, queries
from quittance.connectors.announcing import announce
from quittance.connectors.errors import (
    ImportDependedUpon,
    ImportNotApplied,
    ImportOverlaid,
    RollbackOver,
)
from quittance.connectors.events import LoadRolledBack
from quittance.connectors.models import RunStatus, SyncRun
from quittance.connectors.service import LONGEST_REASON, PLAN_COMPANY, turn_of
from quittance.customers import restoring as customers
from quittance.platform import due_work, events, staging
from quittance.platform.clock import day_in
from quittance.platform.errors import AppError, FieldError
from quittance.platform.events import SYSTEM, Actor
from quittance.platform.jobs import JobContext
from quittance.receivables import restoring as receivables
from quittance.scenarios import forgetting

ROLL_BACK = "roll_back_import"
LEASE = timedelta(minutes=3)


async def ask(
    session: AsyncSession, company_id: UUID, run_id: UUID, *, actor: Actor, now: datetime
) -> SyncRun:
    """The load is to be taken back; raises the reason why it stays, where there is one."""
    run = await queries.find(session, company_id, run_id, lock=True)
    if run.status is RunStatus.ROLLING_BACK:
        return run
    await _refuse(session, run, now=now)
    run.status, run.message, run.percent = RunStatus.ROLLING_BACK, "", 0
    run.counts = {**run.counts, "taken_back_by": actor.name}
    await due_work.schedule(session, company_id, ROLL_BACK, run_id, now)
    return run


async def _refuse(session: AsyncSession, run: SyncRun, *, now: datetime) -> datetime:
    """Raises the reason why the load stays; else what it did lies open, and when it was applied."""
    if run.status not in {RunStatus.APPLIED, RunStatus.ROLLING_BACK} or run.finished_at is None:
        raise ImportNotApplied("This import is not in the ledger.")
    if run.rollback_until is None or now >= run.rollback_until:
        raise RollbackOver("What this import changed is no longer kept.")
    if await queries.is_overlaid(session, run):
        raise ImportOverlaid("A later import has changed the ledger: take that one back first.")
    await journal.spread(session, run.company_id, run.id)
    if run.status is RunStatus.ROLLING_BACK:  # from here on nothing new is built on it
        await receivables.lock(session, run.company_id)
    reasons = await dependents.found(session, run.company_id, applied_at=run.finished_at)
    if reasons:
        raise ImportDependedUpon(
            f"Since this import there is: {', '.join(reasons)}.",
            errors=tuple(
                FieldError(("import_id",), dependents.WORDS[reason], reason) for reason in reasons
            ),
        )
    return run.finished_at


async def carry_out(job: JobContext, company_id: UUID, run_id: UUID) -> bool:
    """The load is taken back, or stays and says why; False if another load has its turn.

    One transaction: wherever it breaks off, nothing has happened.
    """
    now = job.now()
    try:
        async with job.transaction(company_id) as session:
            if not await staging.serialise(session, turn_of(company_id), wait=False):
                return False
            run = await queries.find(session, company_id, run_id, lock=True)
            if run.status is RunStatus.ROLLING_BACK:
                applied_at = await _refuse(session, run, now=now)
                await _restore(session, run, applied_at=applied_at, now=now)
            await due_work.done(session, company_id, ROLL_BACK, run_id)
    except AppError as refusal:
        await _stays(job, company_id, run_id, refusal)
    return True


async def _restore(
    session: AsyncSession, run: SyncRun, *, applied_at: datetime, now: datetime
) -> None:
    company = await accounts.company(session, run.company_id)
    removed = await staging.count(session, "undone_made")
    restored = await staging.count(session, "undone_rows")
    await forgetting.forget_planned(session, run.company_id)
    turns = await receivables.restore(
        session,
        run.company_id,
        applied_at=applied_at,
        today=day_in(company.time_zone, now),
    )
    await customers.restore(session, run.company_id, applied_at=applied_at)
    await journal.forget(session, run.company_id, run.id)
    await due_work.done(session, run.company_id, journal.FORGET_LOAD, run.id)

    by = str(run.counts.get("taken_back_by", ""))
    run.status, run.rolled_back_at, run.percent = RunStatus.ROLLED_BACK, now, 100
    run.rollback_until = None
    await session.flush()
    if company.ledger_fresh_at == applied_at:
        company.ledger_fresh_at = await queries.last_lines_loaded_at(session, run.company_id)
    actor = Actor(SYSTEM.kind, None, by or SYSTEM.name)
    await announce(session, run.company_id, turns, actor=actor, now=now)
    fact = LoadRolledBack(run_id=run.id, removed=removed, restored=restored)
    await events.record(session, run.company_id, fact, actor=actor, now=now)
    await due_work.schedule(session, run.company_id, PLAN_COMPANY, run.company_id, now)


async def _stays(job: JobContext, company_id: UUID, run_id: UUID, refusal: AppError) -> None:
    """Something came between the request and the act: the load is applied as before."""
    words = dependents.in_words([error.code for error in refusal.errors])
    async with job.transaction(company_id) as session:
        run = await queries.find(session, company_id, run_id, lock=True)
        if run.status is RunStatus.ROLLING_BACK:
            run.status, run.percent = RunStatus.APPLIED, 100
            because = f" : il y a eu {words} entre-temps" if words else ""
            run.message = f"L’import n’a pas été annulé{because}."[:LONGEST_REASON]
        await due_work.done(session, company_id, ROLL_BACK, run_id)
