"""Once a night, what only grew is swept: answers kept for twins, ended sessions, dead keys."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from quittance.accounts import forgetting as accounts
from quittance.platform import doors, due_work, idempotency
from quittance.platform.jobs import JobContext
from quittance.portal import forgetting as portal

log = logging.getLogger(__name__)

SWEEP = "sweep"
NOBODY = UUID(int=0)  # the night's sweep belongs to no company
HOUR = time(1, 20)  # UTC: before the plans of Europe, far from the Pacific's office hours
LEASE = timedelta(hours=2)
ABANDONED = timedelta(days=30)


async def sweep_all(job: JobContext, company_id: UUID, id: UUID, known: Collection[str]) -> None:
    """Nothing is kept longer than it can serve; each company in transactions of its own.

    `known` are the kinds of work that somebody still does. A company that cannot be swept keeps
    none of the others waiting.
    """
    now = job.now()
    async with job.transaction() as session:
        claim = await due_work.claim(session, company_id, SWEEP, id, now=now, lease=LEASE)
        if claim is None:
            return
        companies = await doors.companies(session)
    for one in companies:
        try:
            await _sweep_company(job, one, now)
        except Exception:
            log.exception("A company could not be swept.", extra={"company": one})
    async with job.transaction() as session:
        await accounts.forget_sessions(session, now=now)
        await due_work.forget_abandoned(session, known, before=now - ABANDONED)
        await due_work.postpone(session, company_id, SWEEP, id, next_sweep(now))


async def _sweep_company(job: JobContext, company_id: UUID, now: datetime) -> None:
    async with job.transaction(company_id) as session:
        await idempotency.forget(session, company_id, now=now)
        await accounts.forget_mail(session, company_id, now=now)
        await portal.forget_drafts(session, company_id, now=now)
        await portal.wall_up_old_links(session, company_id, now=now)


def next_sweep(now: datetime) -> datetime:
    """The next hour of sweeping, strictly after now."""
    today = datetime.combine(now.date(), HOUR, tzinfo=now.tzinfo)
    return today if today > now else today + timedelta(days=1)
