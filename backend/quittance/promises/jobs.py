"""The day after a promise's grace, somebody looks whether it was kept."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from quittance.domain.lifecycle import PromiseStatus
from quittance.platform import due_work
from quittance.platform.jobs import JobContext
from quittance.promises.settling import settle
from quittance.promises.silence import SETTLE_PROMISE

LEASE = timedelta(minutes=5)
AGAIN = timedelta(hours=1)


async def settle_promise(job: JobContext, company_id: UUID, id: UUID) -> None:
    """The promise is judged by the ledger, once; nobody is spoken to, so one transaction does."""
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(
            session, company_id, SETTLE_PROMISE, id, now=job.now(), lease=LEASE
        )
        if claim is None:
            return
        status = await settle(session, company_id, id, now=job.now())
        if status is PromiseStatus.PENDING:  # the company moved west: its day is not over there
            await due_work.postpone(session, company_id, SETTLE_PROMISE, id, job.now() + AGAIN)
            return
        await due_work.finish(session, company_id, SETTLE_PROMISE, id, claim=claim)
