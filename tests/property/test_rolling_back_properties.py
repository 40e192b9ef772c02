"""Whatever a load does to whatever was there, taking it back leaves the ledger as it was."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from quittance.connectors import rollback, service
from quittance.connectors.ingest import Loaded, Order, ingest
from quittance.connectors.loading import end
from quittance.connectors.models import RunStatus
from quittance.connectors.readers.problems import Problems
from quittance.connectors.readers.records import Ledger, ReceivableRecord
from quittance.connectors.service import Asked
from quittance.platform.clock import Clock
from quittance.platform.events import SYSTEM
from quittance.platform.jobs import JobContext
from quittance.platform.storage import FolderStore
from tests.factories.companies import a_creditor
from tests.property.test_import_properties import load, records, rows_of

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@trying(
    max_examples=50,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    before=st.lists(records(), max_size=10),
    after=st.lists(records(), min_size=1, max_size=10),
    is_full=st.booleans(),
)
async def test_a_load_taken_back_is_as_if_it_had_never_been(
    database, settings, before, after, is_full
):
    creditor = await a_creditor(database, now=NOW)
    if before:
        await load(database, creditor.id, before, is_full=True)
    ledger = await rows_of(database, creditor.id)

    run_id = await load_to_take_back(database, creditor.id, after, is_full=is_full)
    clock = Clock()
    clock.move_to(LATER + timedelta(hours=1))
    job = JobContext(database, clock, settings, FolderStore(Path(settings.blob_url)), {})
    async with database.transaction(creditor.id) as session:
        await rollback.ask(session, creditor.id, run_id, actor=SYSTEM, now=clock.now())
    assert await rollback.carry_out(job, creditor.id, run_id)

    assert await rows_of(database, creditor.id) == ledger


async def load_to_take_back(database, company_id, lines, *, is_full):
    records = [ReceivableRecord(line=n, **one) for n, one in enumerate(lines)]
    loaded = Loaded()
    async with database.transaction(company_id) as session:
        run = service.receive(
            session, company_id, Asked(), file_name="", blob_key="", actor=SYSTEM, now=LATER
        )
        await session.flush()
        order = Order(
            run.id, is_full=is_full, holds_back=False, keeps_changes=True, actor=SYSTEM, now=LATER
        )
        await ingest(
            session, company_id, Ledger((), (), records, Problems(), full=is_full), order, loaded
        )
        run.rollback_until = LATER + timedelta(days=1)
        await end(session, run, loaded, RunStatus.APPLIED, now=LATER)
    return run.id
