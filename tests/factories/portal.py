"""A creditor, what its customers owe, and debtors with a link: the stories of the portal."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import func, select, update

from quittance.accounts import queries as account_queries
from quittance.accounts import service as accounts
from quittance.accounts.models import Organisation, Role, User
from quittance.customers import queries as customers
from quittance.customers.models import Contact, Customer, Profile
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform.clock import Clock, day_in
from quittance.platform.database import Database
from quittance.platform.events import EventRow
from quittance.platform.ids import new_id
from quittance.portal import links
from quittance.receivables import holds
from quittance.receivables.models import Hold, Receivable, ReceivableKind, ReceivableStatus

PUBLIC_URL = "http://quittance.test"
HOSTILE_NAME = 'A<b> & <SARL> "=1+1" \'é 🧾 \u202eéléphant'
MARK = re.compile(r'name="mark" value="([0-9a-f]{64})"')
PASSWORD = "une phrase de passe assez longue"


@dataclass
class Creditor:
    """A company with one collector."""

    database: Database
    clock: Clock
    company_id: UUID
    zone: str
    currency: str
    collector: User
    profile_id: UUID

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        return day_in(self.zone, self.clock.now())

    def days_later(self, days: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(days=days))

    async def customer(self, **changes: Any) -> "Debtor":
        facts: dict[str, Any] = {
            "company_id": self.company_id,
            "id": new_id(),
            "code": f"C{new_id().hex[-8:]}",
            "name": "BTP Loire-Océan",
            "address_lines": ["3 quai de la Loire"],
            "currency": self.currency,
            "profile_id": self.profile_id,
            "collector_id": self.collector.id,
            "created_at": self.now(),
            "updated_at": self.now(),
        }
        row = Customer(**{**facts, **changes})
        async with self.database.transaction(self.company_id) as session:
            session.add(row)
        return Debtor(self, row.id, row.code)

    async def events(self, prefix: str = "") -> list[EventRow]:
        """What was recorded, in order; holds and their like left out by the prefix."""
        async with self.database.transaction(self.company_id) as session:
            rows = await session.scalars(
                select(EventRow)
                .where(EventRow.company_id == self.company_id, EventRow.type.startswith(prefix))
                .order_by(EventRow.id)
            )
            return list(rows)

    async def set(self, **settings: Any) -> None:
        async with self.database.transaction(self.company_id) as session:
            company = await account_queries.company(session, self.company_id)
            for name, value in settings.items():
                setattr(company, name, value)

    async def api_key(self, *scopes: str) -> dict[str, str]:
        """The header of a program that may do this."""
        async with self.database.transaction(self.company_id) as session:
            _, key = await accounts.create_api_key(
                session, self.company_id, name="ERP", scopes=scopes, now=self.now()
            )
        return {"Authorization": f"Bearer {key}"}

    async def count(self, model: Any) -> int:
        async with self.database.transaction(self.company_id) as session:
            counted = await session.scalar(
                select(func.count()).select_from(model).where(model.company_id == self.company_id)
            )
            return counted or 0


@dataclass
class Debtor:
    """A customer of the creditor, and what they owe."""

    creditor: Creditor
    id: UUID
    code: str

    async def owes(
        self, number: str = "FA-26-0588", minor: int = 100_00, days_late: int = 8, **changes: Any
    ) -> UUID:
        """An invoice, due so many days ago."""
        due_on = self.creditor.today() - timedelta(days=days_late)
        facts: dict[str, Any] = {
            "company_id": self.creditor.company_id,
            "id": new_id(),
            "customer_id": self.id,
            "fingerprint": new_id().bytes * 2,
            "document_key": number,
            "kind": ReceivableKind.INVOICE if minor > 0 else ReceivableKind.CREDIT_NOTE,
            "number": number,
            "entry_on": due_on - timedelta(days=30),
            "invoiced_on": due_on - timedelta(days=30),
            "due_on": due_on,
            "currency": self.creditor.currency,
            "amount_minor": minor,
            "balance_minor": minor,
            "status": ReceivableStatus.OPEN,
            "known_on": due_on - timedelta(days=30),
            "created_at": self.creditor.now(),
            "updated_at": self.creditor.now(),
        }
        row = Receivable(**{**facts, **changes})
        async with self.creditor.database.transaction(self.creditor.company_id) as session:
            session.add(row)
        return row.id

    async def pays(self, receivable_id: UUID, left_minor: int = 0, on: date | None = None) -> None:
        """The ledger shows the payment: lettered when nothing is left."""
        await self.ledger_says(
            receivable_id,
            balance_minor=left_minor,
            status=ReceivableStatus.OPEN if left_minor else ReceivableStatus.CLOSED,
            reconciled_on=None if left_minor else on or self.creditor.today(),
        )

    async def ledger_says(self, receivable_id: UUID, **values: Any) -> None:
        async with self.creditor.database.transaction(self.creditor.company_id) as session:
            await session.execute(
                update(Receivable).where(Receivable.id == receivable_id).values(**values)
            )

    async def holds(self) -> list[Hold]:
        """The holds nobody lifted."""
        async with self.creditor.database.transaction(self.creditor.company_id) as session:
            return list(await holds.standing(session, self.creditor.company_id, [self.id]))

    async def contact(self, email: str = "compta@loire-ocean.example", **changes: Any) -> UUID:
        """A person at the customer's, who receives reminders."""
        facts: dict[str, Any] = {
            "company_id": self.creditor.company_id,
            "id": new_id(),
            "customer_id": self.id,
            "civility": "Mme",
            "first_name": "Anne",
            "last_name": "Hamon",
            "email": email,
            "is_main": True,
            "created_at": self.creditor.now(),
            "updated_at": self.creditor.now(),
        }
        row = Contact(**{**facts, **changes})
        async with self.creditor.database.transaction(self.creditor.company_id) as session:
            session.add(row)
        return row.id

    async def contacts(self) -> dict[str, Contact]:
        """Their contacts, by address."""
        async with self.creditor.database.transaction(self.creditor.company_id) as session:
            rows = await customers.contacts(session, self.creditor.company_id, self.id)
            return {row.email: row for row in rows}

    async def receives_link(
        self, sent_to: str = "compta@loire-ocean.example", contact_id: UUID | None = None
    ) -> str:
        """The path a debtor finds in their mail."""
        async with self.creditor.database.transaction(self.creditor.company_id) as session:
            link = await links.create_link(
                session,
                self.creditor.company_id,
                public_url=PUBLIC_URL,
                customer_id=self.id,
                contact_id=contact_id,
                sent_to=sent_to,
                now=self.creditor.now(),
            )
        return link.url.removeprefix(PUBLIC_URL)


@dataclass
class Visitor:
    """A browser without JavaScript: follows links, sends the forms it was given."""

    http: httpx.AsyncClient
    page: httpx.Response | None = field(default=None)

    async def opens(self, path: str) -> httpx.Response:
        self.page = await self.http.get(path, follow_redirects=True)
        return self.page

    @property
    def text(self) -> str:
        assert self.page is not None
        return self.page.text

    @property
    def mark(self) -> str:
        found = MARK.search(self.text)
        assert found is not None, self.text[:500]
        return found[1]

    async def sends(self, path: str, **fields: Any) -> httpx.Response:
        """The form of the page, with its mark, as a browser posts it."""
        sent = {"mark": self.mark, **fields}
        self.page = await self.http.post(
            path, data=sent, headers={"Origin": PUBLIC_URL}, follow_redirects=True
        )
        return self.page

    async def ticks(self, *receivables: UUID, shown: list[UUID] | None = None, go: str) -> None:
        """Tick these of those shown, then press a button of the list."""
        await self.sends(
            "/portail/selection",
            ticked=[str(id) for id in receivables],
            shown=[str(id) for id in shown or receivables],
            go=go,
        )

    async def answers(self, kind: str, *about: UUID, **fields: Any) -> httpx.Response:
        """Tick, choose an answer, fill in its form, press "Continuer"."""
        await self.opens("/portail")
        await self.ticks(*about, go="answer")
        await self.opens(f"/portail/reponse/{kind}")
        return await self.sends(
            f"/portail/reponse/{kind}", about=[str(id) for id in about], **fields
        )

    async def finishes(self) -> httpx.Response:
        """Press "Terminer"."""
        await self.opens("/portail/recapitulatif")
        return await self.sends("/portail/terminer")


async def a_creditor(
    database: Database,
    clock: Clock,
    *,
    name: str = "Ateliers Morvan",
    currency: str = "EUR",
    zone: str = "Europe/Paris",
    collector: str = "Claire Vasseur",
) -> Creditor:
    """A company of France, or of the Pacific, whose accounts one person follows."""
    now = clock.now()
    async with database.transaction() as session:
        organisation = Organisation(id=new_id(), name=name, created_at=now)
        session.add(organisation)
        await session.flush()
        company = await accounts.open_company(
            session,
            organisation.id,
            name=name,
            jurisdiction=Jurisdiction.FR if currency == "EUR" else Jurisdiction.NC,
            currency=currency,
            time_zone=zone,
            now=now,
        )
        user = accounts.create_user(
            session,
            organisation.id,
            email=f"c.vasseur.{new_id().hex[-10:]}@ateliers-morvan.example",
            password=PASSWORD,
            full_name=collector,
            job_title="Chargée de recouvrement",
            phone="02 40 11 78 30",
        )
        await accounts.join(session, company.id, user, Role.COLLECTOR, now=now)
        profile = Profile(company_id=company.id, id=new_id(), name="Standard")
        session.add(profile)
    return Creditor(database, clock, company.id, zone, currency, user, profile.id)
