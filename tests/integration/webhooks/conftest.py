"""A company, a partner's server, and the worker's hands."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from quittance.accounts import service as accounts
from quittance.accounts.events import CompanyChanged
from quittance.accounts.models import Organisation
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform import events, sealer
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.due_work import DueWork
from quittance.platform.events import SYSTEM, Event
from quittance.platform.http_client import guarded_client
from quittance.platform.ids import new_id
from quittance.platform.jobs import JobContext
from quittance.platform.secrets import Sealer
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from quittance.webhooks import endpoints, jobs, queries, service
from quittance.webhooks.adapters.http import HttpWebhookCaller
from quittance.webhooks.models import WebhookEndpoint
from quittance.webhooks.ports import WebhookCaller
from quittance.webhooks.queries import LoggedDelivery
from tests.factories.receivers import Receiver, a_receiver

LOOPBACK = ("127.0.0.1",)
HOSTILE = "=1+1 A<b <SARL>\né 🧾 \u202eFAC"


@dataclass
class Story:
    """One company in time: facts happen, the sealer passes, the worker does what is due."""

    database: Database
    clock: Clock
    job: JobContext
    company_id: UUID

    def pass_time(self, **duration: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**duration))

    async def add_endpoint(self, url: str, *event_types: str) -> tuple[WebhookEndpoint, str]:
        async with self.job.transaction(self.company_id) as session:
            return await endpoints.add_endpoint(
                session,
                self.company_id,
                url=url,
                description="ERP",
                event_types=event_types,
                known_types=event_types,
                lan_hosts=LOOPBACK,
                sealer=self.job.provider(Sealer),
                actor=SYSTEM,
                now=self.clock.now(),
            )

    async def happen(self, *facts: Event) -> None:
        """The facts are recorded and sealed; whoever listens will be told."""
        async with self.job.transaction(self.company_id) as session:
            facts = facts or (CompanyChanged(fields=(HOSTILE,)),)
            await events.record(session, self.company_id, *facts, now=self.clock.now())
        await self.seal()

    async def seal(self) -> None:
        async with self.job.transaction(self.company_id) as session:
            await sealer.seal(session, self.company_id, react=service.fan_out, now=self.clock.now())

    async def due(self) -> Sequence[UUID]:
        async with self.job.transaction(self.company_id) as session:
            rows = await session.scalars(
                select(DueWork.id)
                .where(
                    DueWork.company_id == self.company_id,
                    DueWork.what == service.CALL,
                    DueWork.due_at <= self.clock.now(),
                )
                .order_by(DueWork.due_at, DueWork.id)
            )
            return rows.all()

    async def work(self) -> int:
        """Every endpoint that is due has its turn; how many they are."""
        due = await self.due()
        for endpoint_id in due:
            await jobs.call_endpoint(self.job, self.company_id, endpoint_id)
        return len(due)

    async def log(self, **narrowed: Any) -> list[LoggedDelivery]:
        async with self.job.transaction(self.company_id) as session:
            return (await queries.logged(session, self.company_id, **narrowed, limit=200))[0]

    async def endpoint(self, id: UUID) -> WebhookEndpoint:
        async with self.job.transaction(self.company_id) as session:
            return await queries.endpoint(session, self.company_id, id)

    async def feed(self) -> list[str]:
        async with self.job.transaction(self.company_id) as session:
            rows = await events.sealed_after(session, self.company_id, limit=1000)
            return [row.type for row in rows]


async def open_company(database: Database, clock: Clock) -> UUID:
    async with database.transaction() as session:
        organisation = Organisation(id=new_id(), name="Groupe <Morvan>", created_at=clock.now())
        session.add(organisation)
        await session.flush()
        company = await accounts.open_company(
            session,
            organisation.id,
            name=HOSTILE,
            jurisdiction=Jurisdiction.FR,
            currency="EUR",
            time_zone="Europe/Paris",
            now=clock.now(),
        )
        return company.id


@pytest.fixture
async def job(
    database: Database, clock: Clock, settings: Settings, tmp_path
) -> AsyncIterator[JobContext]:
    async with guarded_client(LOOPBACK) as client:
        yield JobContext(
            database=database,
            clock=clock,
            settings=settings,
            storage=FolderStore(tmp_path),
            providers={
                Sealer: Sealer("a key of the tests, which is long enough"),
                WebhookCaller: HttpWebhookCaller(client),
            },
        )


@pytest.fixture
async def story(database: Database, clock: Clock, job: JobContext) -> Story:
    """A company whose opening is sealed and told to nobody."""
    story = Story(database, clock, job, await open_company(database, clock))
    await story.seal()
    return story


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with a_receiver() as receiver:
        yield receiver
