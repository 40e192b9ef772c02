"""`quittance rotate-keys`: every secret under the newest key, while the product runs."""

from __future__ import annotations

import sys
from uuid import UUID

from quittance import wiring
from quittance.cli.operations import say
from quittance.platform import doors, resealing
from quittance.platform.clock import Clock
from quittance.platform.jobs import JobContext
from quittance.platform.resealing import Resealed
from quittance.platform.secrets import Sealer
from quittance.platform.settings import Settings


async def rotate(settings: Settings) -> None:
    """All secrets are sealed with the newest key; broken off, it is simply run again."""
    count = 0
    lost: list[str] = []
    async with wiring.workplace(settings, Clock()) as job:
        async with job.transaction() as session:
            companies = await doors.companies(session)
        for company_id in companies:
            one = await _company(job, company_id)
            count += one.secrets
            lost += [f"company {company_id}: {where}" for where in one.lost]
    say(f"{count} secrets are sealed anew.")
    if lost:
        sys.exit("\n".join(["No key given opens these; the former keys are still needed:", *lost]))
    say("Everything is under the newest key: the former encryption keys may be forgotten.")


async def _company(job: JobContext, company_id: UUID) -> Resealed:
    async with job.transaction(company_id) as session:
        return await resealing.reseal(session, company_id, job.provider(Sealer))
