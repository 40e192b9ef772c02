"""The worker's loops: what one company suffers is not felt by the others."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import events
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.events import EventRow
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from quittance.worker import seal_all
from tests.factories.companies import a_creditor


async def test_a_company_whose_facts_cannot_be_sealed_keeps_nobody_waiting(
    database: Database, clock: Clock, settings: Settings
) -> None:
    """Companies are sealed in no set order: whichever comes first, both others are served."""
    before, troubled, after = [await a_creditor(database, now=clock.now()) for _ in range(3)]
    job = JobContext(database, clock, settings, FolderStore(settings.blob_dir), {})

    async def react(
        _: AsyncSession, company_id: UUID, __: Sequence[EventRow], ___: datetime
    ) -> None:
        if company_id == troubled.id:
            raise KeyError("a reaction with a bug")

    with pytest.raises(ExceptionGroup, match="could not be sealed"):
        await seal_all(job, react)

    for company, is_sealed in ((before, True), (troubled, False), (after, True)):
        async with database.transaction(company.id) as session:
            assert bool(await events.sealed_after(session, company.id)) is is_sealed
