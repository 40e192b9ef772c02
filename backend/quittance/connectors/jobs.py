"""Loads in the worker: claim, carry out; what breaks off is found again by its lease."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from quittance.connectors import journal, loading, queries, rollback
from quittance.connectors.ingest import Loaded
from quittance.connectors.journal import FORGET_LOAD
from quittance.connectors.models import RunStatus
from quittance.connectors.rollback import ROLL_BACK
from quittance.connectors.service import LEASE, RUN_IMPORT
from quittance.platform import due_work
from quittance.platform.jobs import JobContext

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=5)
PASSING = {"08", "40", "53", "55", "57"}  # classes of SQLSTATE
ALIVE = {RunStatus.RECEIVED, RunStatus.RUNNING}


async def run_import(job: JobContext, company_id: UUID, run_id: UUID) -> None:
    """The load has ended, or waits for its turn."""
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(
            session, company_id, RUN_IMPORT, run_id, now=job.now(), lease=LEASE
        )
        if claim is None:
            return
        run = await queries.find(session, company_id, run_id, lock=True)
        if run.status not in ALIVE:
            await due_work.done(session, company_id, RUN_IMPORT, run_id)
            return
        run.status = RunStatus.RUNNING

    try:
        tell = await loading.telling(job, run)
        ended = await loading.carry_out(job, company_id, run_id, wait=False, on_step=tell)
    except Exception as error:
        log.exception("Load %s broke off.", run_id)
        if not _passes(error):
            await loading.fail(job, run, Loaded(), "Erreur inattendue : rien n’a été importé.")
            return
        ended = False
    if not ended:
        async with job.transaction(company_id) as session:
            await due_work.postpone(session, company_id, RUN_IMPORT, run_id, job.now() + AGAIN)


async def roll_back_import(job: JobContext, company_id: UUID, run_id: UUID) -> None:
    """The load is taken back, or stays and says why, or waits for its turn."""
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(
            session, company_id, ROLL_BACK, run_id, now=job.now(), lease=rollback.LEASE
        )
    if claim is not None and not await rollback.carry_out(job, company_id, run_id):
        async with job.transaction(company_id) as session:
            await due_work.postpone(session, company_id, ROLL_BACK, run_id, job.now() + AGAIN)


async def forget_load_changes(job: JobContext, company_id: UUID, run_id: UUID) -> None:
    """A day later nothing is kept of what the load changed: it stays for good."""
    now = job.now()
    async with job.transaction(company_id) as session:
        if await due_work.claim(session, company_id, FORGET_LOAD, run_id, now=now, lease=LEASE):
            run = await queries.find(session, company_id, run_id, lock=True)
            if run.status is RunStatus.ROLLING_BACK:
                await due_work.postpone(session, company_id, FORGET_LOAD, run_id, now + LEASE)
                return
            run.rollback_until = None
            await journal.forget(session, company_id, run_id)
            await due_work.done(session, company_id, FORGET_LOAD, run_id)


def _passes(error: Exception) -> bool:
    """Whether trying again may help: the database went away, was full, or chose a victim."""
    if isinstance(error, DBAPIError):
        state = str(getattr(error.orig, "sqlstate", "") or "")
        return error.connection_invalidated or state[:2] in PASSING
    return isinstance(error, OSError)
