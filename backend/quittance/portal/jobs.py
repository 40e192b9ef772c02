"""A week after it was agreed, a new address takes over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from quittance.customers.errors import ContactExists
from quittance.platform import due_work
from quittance.platform.events import SYSTEM
from quittance.platform.jobs import JobContext
from quittance.portal import coming_in_force
from quittance.portal.coming_in_force import TAKE_OVER

LEASE = timedelta(minutes=5)


async def take_over_contact(job: JobContext, company_id: UUID, id: UUID) -> None:
    """The change is in force, once; nobody is spoken to, so one transaction does.

    An address that became another contact's meanwhile cannot be given twice: the change is undone.
    """
    async with job.transaction(company_id) as session:
        claim = await due_work.claim(session, company_id, TAKE_OVER, id, now=job.now(), lease=LEASE)
        if claim is None:
            return
        try:
            async with session.begin_nested():
                await coming_in_force.take_over(session, company_id, id, now=job.now())
        except ContactExists:
            await coming_in_force.undo(session, company_id, id, actor=SYSTEM, now=job.now())
        await due_work.finish(session, company_id, TAKE_OVER, id, claim=claim)
