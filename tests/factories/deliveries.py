"""A company in time: customers who owe, messages queued for them, a worker, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import service as accounts
from quittance.accounts.models import Organisation
from quittance.customers.models import Contact, Customer, EmailStatus, Profile
from quittance.deliveries import queries, service
from quittance.deliveries.jobs import send_deliveries
from quittance.deliveries.models import Attempt, Delivery
from quittance.deliveries.ports import (
    EmailSender,
    LinkAsk,
    Outcome,
    Outcomes,
    PortalLinks,
    PortalUrls,
    Settled,
)
from quittance.deliveries.service import ApprovedLine, Order, Sender
from quittance.domain.holds import Hold, HoldKind
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform.clock import Clock, day_in
from quittance.platform.database import Database
from quittance.platform.due_work import DueWork
from quittance.platform.events import EventRow
from quittance.platform.ids import new_id
from quittance.platform.jobs import JobContext
from quittance.receivables import holds
from quittance.receivables.models import Receivable, ReceivableKind, ReceivableStatus
from tests.factories.senders import RecordedSender

PARIS = "Europe/Paris"
HOSTILE_NAME = "A<b =1+1 <SARL>\nBcc: victime@exemple.example é 🧾 \u202eLRAS"
URLS = PortalUrls(
    url="https://payer.example/p/7K4P92XD",
    forward_url="https://payer.example/p/7K4P92XD/transmettre",
)
CLAIRE = Sender(
    user_id=None,
    full_name="Claire Vasseur",
    email="c.vasseur@ateliers-morvan.example",
    job_title="Chargée de recouvrement",
    phone="+33240117830",
)


class FixedLinks:
    """A portal whose addresses are always the same."""

    async def links(
        self, session: AsyncSession, company_id: UUID, asks: Sequence[LinkAsk], *, now: datetime
    ) -> dict[UUID, PortalUrls]:
        return {ask.delivery_id: URLS for ask in asks}


@dataclass
class HeardOutcomes:
    """The room above, which remembers what it was told."""

    told: list[Settled] = field(default_factory=list)

    async def settled(
        self, session: AsyncSession, company_id: UUID, settled: Sequence[Settled], *, now: datetime
    ) -> None:
        self.told += settled


@dataclass
class Story:
    """One company: it owes its collectors nothing, its customers owe it everything."""

    database: Database
    clock: Clock
    job: JobContext
    company_id: UUID

    @property
    def outcomes(self) -> HeardOutcomes:
        heard: HeardOutcomes = self.job.providers[Outcomes]
        return heard

    def pass_time(self, **duration: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**duration))

    def today(self) -> date:
        return day_in(PARIS, self.clock.now())

    async def customer(self, **changes: Any) -> "Debtor":
        """A customer with one contact who receives reminders."""
        now = self.clock.now()
        profile = Profile(company_id=self.company_id, id=new_id(), name=f"Profil {new_id()}")
        customer = Customer(
            company_id=self.company_id,
            id=new_id(),
            code=f"C{new_id().hex[-8:]}",
            name=HOSTILE_NAME,
            currency="EUR",
            profile_id=profile.id,
            debtor_type="professional",
            created_at=now,
            updated_at=now,
        )
        contact = Contact(
            company_id=self.company_id,
            id=new_id(),
            customer_id=customer.id,
            civility="Mme",
            first_name="Léa",
            last_name=HOSTILE_NAME[:80],
            email=f"lea.{new_id().hex[-8:]}@loire-ocean.example",
            created_at=now,
            updated_at=now,
        )
        for name, value in changes.items():
            setattr(contact, name, value)
        async with self.job.transaction(self.company_id) as session:
            session.add(profile)
            await session.flush()
            session.add(customer)
            await session.flush()
            session.add(contact)
        return Debtor(self, customer.id, contact.id, contact.email)

    async def queue(self, *orders: Order) -> list[UUID]:
        async with self.job.transaction(self.company_id) as session:
            return await service.queue(session, self.company_id, orders, now=self.clock.now())

    async def due(self) -> list[UUID]:
        """The batches whose time has come."""
        async with self.job.transaction(self.company_id) as session:
            rows = await session.scalars(
                select(DueWork.id).where(
                    DueWork.company_id == self.company_id,
                    DueWork.what == "send_deliveries",
                    DueWork.due_at <= self.clock.now(),
                )
            )
            return list(rows)

    async def work(self) -> None:
        """The worker does everything that is due, once."""
        for batch_id in sorted(await self.due()):
            await send_deliveries(self.job, self.company_id, batch_id)

    async def delivery(self, delivery_id: UUID) -> Delivery:
        async with self.job.transaction(self.company_id) as session:
            return await queries.find(session, self.company_id, delivery_id)

    async def attempts(self, delivery_id: UUID) -> list[Attempt]:
        async with self.job.transaction(self.company_id) as session:
            return list(await queries.attempts(session, self.company_id, delivery_id))

    async def facts(self) -> list[EventRow]:
        """What was recorded about deliveries, in order."""
        async with self.job.transaction(self.company_id) as session:
            rows = await session.scalars(
                select(EventRow)
                .where(
                    EventRow.company_id == self.company_id, EventRow.type.startswith("delivery.")
                )
                .order_by(EventRow.id)
            )
            return list(rows)


@dataclass
class Debtor:
    """One customer of the story."""

    story: Story
    customer_id: UUID
    contact_id: UUID
    email: str

    async def owes(
        self, number: str = "FA-26-0588", minor: int = 100_00, days_late: int = 8, **changes: Any
    ) -> UUID:
        """An invoice, due so many days ago."""
        story, now = self.story, self.story.clock.now()
        due_on = story.today() - timedelta(days=days_late)
        facts: dict[str, Any] = {
            "company_id": story.company_id,
            "id": new_id(),
            "customer_id": self.customer_id,
            "fingerprint": new_id().bytes,
            "document_key": number,
            "kind": ReceivableKind.INVOICE,
            "number": number,
            "entry_on": due_on - timedelta(days=30),
            "invoiced_on": due_on - timedelta(days=30),
            "due_on": due_on,
            "currency": "EUR",
            "amount_minor": minor,
            "balance_minor": minor,
            "status": ReceivableStatus.OPEN,
            "known_on": due_on - timedelta(days=30),
            "created_at": now,
            "updated_at": now,
        }
        row = Receivable(**{**facts, **changes})
        async with story.job.transaction(story.company_id) as session:
            session.add(row)
        return row.id

    async def pays(self, receivable_id: UUID, left_minor: int = 0) -> None:
        """The ledger shows the payment."""
        await self._change(
            receivable_id,
            balance_minor=left_minor,
            status=ReceivableStatus.OPEN if left_minor else ReceivableStatus.CLOSED,
            reconciled_on=None if left_minor else self.story.today(),
        )

    async def holds(self, kind: HoldKind, receivable_id: UUID | None = None) -> None:
        """From this very second, there is a reason to be silent."""
        story = self.story
        endless = kind in {HoldKind.STOP, HoldKind.INSOLVENCY}
        last_on = None if endless else story.today() + timedelta(days=10)
        hold = Hold(kind, story.today(), last_on, receivable_id=receivable_id)
        async with story.job.transaction(story.company_id) as session:
            await holds.place(
                session, story.company_id, self.customer_id, hold, now=story.clock.now()
            )

    async def has_status(self, status: EmailStatus) -> None:
        async with self.story.job.transaction(self.story.company_id) as session:
            await session.execute(
                update(Contact).where(Contact.id == self.contact_id).values(email_status=status)
            )

    async def email_status(self) -> EmailStatus:
        async with self.story.job.transaction(self.story.company_id) as session:
            status = await session.scalar(
                select(Contact.email_status).where(Contact.id == self.contact_id)
            )
        assert status is not None
        return status

    async def reaches(self, receivable_id: UUID, level: int) -> None:
        await self._change(receivable_id, level=level)

    async def _change(self, receivable_id: UUID, **values: Any) -> None:
        async with self.story.job.transaction(self.story.company_id) as session:
            await session.execute(
                update(Receivable).where(Receivable.id == receivable_id).values(**values)
            )

    def order(self, *lines: tuple[UUID, int], **changes: Any) -> Order:
        """A first reminder of these receivables, approved now, to leave at once."""
        facts: dict[str, Any] = {
            "source_id": new_id(),
            "customer_id": self.customer_id,
            "contact_id": self.contact_id,
            "recipient_name": HOSTILE_NAME,
            "recipient_address": self.email,
            "kind": "first_reminder",
            "step_kind": "reminder",
            "level": 1,
            "currency": "EUR",
            "lines": tuple(
                ApprovedLine(receivable_id=id, amount_minor=minor, reaches=1) for id, minor in lines
            ),
            "sender": CLAIRE,
            "release_at": self.story.clock.now(),
        }
        return Order(**{**facts, **changes})


async def a_company(database: Database, clock: Clock) -> UUID:
    """Ateliers Morvan, of Nantes."""
    async with database.transaction() as session:
        organisation = Organisation(id=new_id(), name="Morvan", created_at=clock.now())
        session.add(organisation)
        await session.flush()
        company = await accounts.open_company(
            session,
            organisation.id,
            name="Ateliers Morvan",
            jurisdiction=Jurisdiction.FR,
            currency="EUR",
            time_zone=PARIS,
            now=clock.now(),
        )
        company.city = "Nantes"
        return company.id


def providers(sender: EmailSender) -> dict[type[Any], Any]:
    """What the worker is given: this sender, fixed links, a listener."""
    return {EmailSender: sender, PortalLinks: FixedLinks(), Outcomes: HeardOutcomes()}


def part(message: EmailMessage, subtype: str) -> str:
    """The text or the HTML of a message."""
    found = message.get_body(preferencelist=(subtype,))
    return str(found.get_content()) if found is not None else ""


def answering(story: Story, *answers: Outcome) -> RecordedSender:
    """From here on the provider answers so."""
    sender = RecordedSender(answers)
    story.job.providers[EmailSender] = sender
    return sender
