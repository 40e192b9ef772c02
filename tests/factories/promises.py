"""Words given to a collector, and what the worker makes of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from quittance.platform.events import Actor, ActorKind
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from quittance.promises import queries, service
from quittance.promises.jobs import settle_promise
from quittance.promises.models import Promise
from tests.factories.portal import Creditor, Debtor

CLAIRE = Actor(ActorKind.USER, name="Claire Vasseur")


async def promised(
    debtor: Debtor, receivables: Mapping[UUID, int | None], due_on: date, **changes: Any
) -> Promise:
    """The debtor's word, as a collector heard it."""
    creditor = debtor.creditor
    facts: dict[str, Any] = {
        "customer_id": debtor.id,
        "receivables": receivables,
        "currency": creditor.currency,
        "due_on": due_on,
        "method": "transfer",
        "source": "collector",
        "actor": CLAIRE,
        "now": creditor.now(),
    }
    async with creditor.database.transaction(creditor.company_id) as session:
        return await service.make_promise(session, creditor.company_id, **{**facts, **changes})


async def judged(creditor: Creditor, settings: Settings, promise: Promise) -> str:
    """The worker looks at the promise, if it is due; its status then."""
    job = JobContext(
        database=creditor.database,
        clock=creditor.clock,
        settings=settings,
        storage=FolderStore(settings.blob_dir),
        providers={},
    )
    await settle_promise(job, creditor.company_id, promise.id)
    return await status_of(creditor, promise)


async def status_of(creditor: Creditor, promise: Promise) -> str:
    async with creditor.database.transaction(creditor.company_id) as session:
        return (await queries.lock(session, creditor.company_id, promise.id)).status.value


async def ledger_read(debtor: Debtor) -> None:
    """An import touched the customer: promises are judged again."""
    creditor = debtor.creditor
    async with creditor.database.transaction(creditor.company_id) as session:
        await service.settle_on_payment(
            session, creditor.company_id, [debtor.id], now=creditor.now()
        )
