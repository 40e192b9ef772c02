"""A creditor on a Monday morning, its worker ready."""

import pytest

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from tests.factories.companies import a_creditor
from tests.factories.scenarios import Story, worker_providers


@pytest.fixture
def job(database: Database, clock: Clock, settings: Settings, tmp_path) -> JobContext:
    return JobContext(
        database=database,
        clock=clock,
        settings=settings,
        storage=FolderStore(tmp_path),
        providers=worker_providers(),
    )


@pytest.fixture
async def story(database: Database, clock: Clock, job: JobContext) -> Story:
    """Ateliers du Vent, in Paris time, on Monday 23 November 2026 at nine."""
    return Story(database, clock, job, await a_creditor(database, now=clock.now()))
