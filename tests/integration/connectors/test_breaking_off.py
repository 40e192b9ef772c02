"""A load that breaks off leaves nothing behind, and is taken up again."""

from dataclasses import replace

import pytest

from quittance.connectors import loading, queries, service
from quittance.connectors.jobs import run_import
from quittance.connectors.models import FileKind, LoadMode, RunStatus
from quittance.connectors.service import LEASE, RUN_IMPORT, Asked
from quittance.platform import due_work
from quittance.platform.events import SYSTEM
from quittance.platform.storage import FolderStore
from tests.factories.ledgers import many, open_items


class PowerCut(BaseException):
    """The machine stops: nothing in the product catches this."""


@pytest.fixture
async def received(ledgers, tmp_path):
    """A file of six thousand lines is handed in, and its load is due."""
    path = open_items(tmp_path, *many(6_000))
    with path.open("rb") as stream:
        blob_key = await ledgers.job.storage.put(ledgers.creditor.id, stream)
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        run = service.receive(
            session,
            ledgers.creditor.id,
            Asked(FileKind.AUTO, LoadMode.STANDARD),
            file_name=path.name,
            blob_key=blob_key,
            actor=SYSTEM,
            now=ledgers.job.now(),
        )
        await due_work.schedule(session, ledgers.creditor.id, RUN_IMPORT, run.id, ledgers.job.now())
    return run


async def status_of(ledgers, run):
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        return (await queries.find(session, ledgers.creditor.id, run.id)).status


async def test_a_power_cut_in_the_middle_leaves_nothing_and_the_lease_brings_it_back(
    ledgers, received
):
    async def cut(step, rows):
        if step == "receivables":
            raise PowerCut

    job, company_id = ledgers.job, ledgers.creditor.id
    async with job.transaction(company_id) as session:
        claimed = await due_work.claim(
            session, company_id, RUN_IMPORT, received.id, now=job.now(), lease=LEASE
        )
    assert claimed is not None
    with pytest.raises(PowerCut):
        await loading.carry_out(job, company_id, received.id, wait=False, on_step=cut)
    assert await ledgers.customers() == {}

    await run_import(job, company_id, received.id)  # too early: still leased
    assert await ledgers.lines() == {}

    ledgers.clock.move_to(ledgers.clock.now() + LEASE)
    await run_import(job, company_id, received.id)
    assert await status_of(ledgers, received) is RunStatus.APPLIED
    assert len(await ledgers.lines()) == 6_000


class BrokenStore(FolderStore):
    """A store that cannot hand a file out, for the reason given."""

    def __init__(self, reason):
        self.reason = reason

    def local(self, key):
        raise self.reason


@pytest.mark.parametrize(
    ("reason", "ends_as"),
    [
        (OSError("the disk is away"), RunStatus.RUNNING),
        (ValueError("nobody foresaw this"), RunStatus.FAILED),
        (FileNotFoundError("somebody threw it away"), RunStatus.FAILED),
    ],
)
async def test_what_may_pass_is_tried_again_and_what_will_not_is_told(
    ledgers, received, reason, ends_as
):
    job = replace(ledgers.job, storage=BrokenStore(reason))
    await run_import(job, ledgers.creditor.id, received.id)
    assert await status_of(ledgers, received) is ends_as
