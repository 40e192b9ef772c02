"""Loads in the worker: claim, carry out; what breaks off is found again by its lease."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from quittance.connectors import queries, service
from quittance.connectors.ingest import Loaded
from quittance.connectors.models import RunStatus
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

    async def progress(step: str, rows: int) -> None:
        async with job.transaction(company_id) as beside:
            told = await queries.find(beside, company_id, run_id)
            told.counts = {**told.counts, "step": step, "read": rows}

    try:
        ended = await service.carry_out(job, company_id, run_id, wait=False, on_step=progress)
    except Exception as error:
        log.exception("Load %s broke off.", run_id)
        if not _passes(error):
            await service.fail(job, run, Loaded(), "Erreur inattendue : rien n’a été importé.")
            return
        ended = False
    if not ended:
        async with job.transaction(company_id) as session:
            await due_work.postpone(session, company_id, RUN_IMPORT, run_id, job.now() + AGAIN)


def _passes(error: Exception) -> bool:
    """Whether trying again may help: the database went away, was full, or chose a victim."""
    if isinstance(error, DBAPIError):
        state = str(getattr(error.orig, "sqlstate", "") or "")
        return error.connection_invalidated or state[:2] in PASSING
    return isinstance(error, OSError)
