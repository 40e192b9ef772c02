"""A creditor in time: what its customers owe, what is planned for them, who acts, what leaves."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import select, update

from quittance.accounts import service as accounts
from quittance.accounts.models import Company, Role
from quittance.customers.models import Contact, Customer
from quittance.deliveries.jobs import send_deliveries
from quittance.deliveries.models import Delivery
from quittance.deliveries.ports import EmailSender, Outcome, Outcomes, PortalLinks
from quittance.domain.debtor import DebtorType
from quittance.platform.clock import Clock, day_in
from quittance.platform.database import Database
from quittance.platform.due_work import DueWork
from quittance.platform.events import SYSTEM, Actor, ActorKind, EventRow
from quittance.platform.ids import new_id
from quittance.platform.jobs import JobContext
from quittance.receivables.models import (
    LevelChange,
)
from quittance.scenarios import confirming, finishing, planning
from quittance.scenarios.approving import Choice
from quittance.scenarios.confirming import Confirmed
from quittance.scenarios.finishing import ActionOutcomes
from quittance.scenarios.jobs import plan_company, plan_customer
from quittance.scenarios.models import Action, ActionStatus, Scenario, ScenarioStep
from quittance.scenarios.plan_rows import Tally
from tests.factories.companies import PASSWORD, Creditor
from tests.factories.deliveries import FixedLinks
from tests.factories.scenario_debtors import Debtor, Seen, lines_of
from tests.factories.senders import RecordedSender

HOSTILE_NAME = "A<b =1+1 <SARL>\nDupont é 🧾 \u202eLRAS"


def worker_providers(*answers: Outcome) -> dict[type[Any], Any]:
    """A sender that keeps what it gets, and the room that hears of it."""
    return {
        EmailSender: RecordedSender(answers),
        PortalLinks: FixedLinks(),
        Outcomes: ActionOutcomes(),
    }


@dataclass
class Story:
    """One creditor, its worker, and the days that pass."""

    database: Database
    clock: Clock
    job: JobContext
    creditor: Creditor

    @property
    def id(self) -> UUID:
        return self.creditor.id

    @property
    def claire(self) -> Actor:
        """The person who runs the company."""
        return Actor(ActorKind.USER, self.creditor.admin.id, self.creditor.admin.full_name)

    @property
    def sent(self) -> list[Any]:
        return list(self.job.provider(EmailSender).sent)  # type: ignore[attr-defined]  # recorded

    @property
    def today(self) -> date:
        return day_in(self.creditor.company.time_zone, self.clock.now())

    def be_at(self, day: str, hour: time = time(9)) -> None:
        """It is that day and hour at the creditor's."""
        local = datetime.combine(date.fromisoformat(day), hour)
        self.clock.move_to(local.replace(tzinfo=ZoneInfo(self.creditor.company.time_zone)))

    def pass_time(self, **duration: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**duration))

    def transaction(self) -> Any:
        return self.job.transaction(self.id)

    async def settle_company(self, **values: Any) -> None:
        async with self.transaction() as session:
            await session.execute(update(Company).where(Company.id == self.id).values(**values))

    async def is_trusted(self) -> None:
        """The ledger is fresh and a person has confirmed a plan: automatic sending may start."""
        now = self.clock.now()
        await self.settle_company(ledger_fresh_at=now, plan_confirmed_at=now)

    async def set_scenarios(self, **values: Any) -> None:
        async with self.transaction() as session:
            await session.execute(
                update(Scenario).where(Scenario.company_id == self.id).values(**values)
            )

    async def set_steps(self, **values: Any) -> None:
        async with self.transaction() as session:
            await session.execute(
                update(ScenarioStep)
                .where(ScenarioStep.company_id == self.id, ScenarioStep.channel == "email")
                .values(**values)
            )

    async def customer(
        self, *, email: str | None = "lea@loire-ocean.example", **changes: Any
    ) -> Debtor:
        """A customer of the default profile, with or without a contact to write to."""
        now = self.clock.now()
        values: dict[str, Any] = {
            "code": f"C{new_id().hex[-8:]}",
            "name": HOSTILE_NAME,
            "currency": self.creditor.company.currency,
            "profile_id": self.creditor.profile_id,
            "debtor_type": DebtorType.PROFESSIONAL,
            "address_lines": ["27 rue des Fondeurs"],
        }
        customer = Customer(
            company_id=self.id,
            id=new_id(),
            created_at=now,
            updated_at=now,
            **{**values, **changes},
        )
        async with self.transaction() as session:
            session.add(customer)
            await session.flush()
            if email is not None:
                session.add(
                    Contact(
                        company_id=self.id,
                        id=new_id(),
                        customer_id=customer.id,
                        civility="Mme",
                        first_name="Léa",
                        last_name="Martin",
                        email=email,
                        created_at=now,
                        updated_at=now,
                    )
                )
        return Debtor(self, customer.id)

    async def plan(self, *customers: UUID) -> Tally:
        """The plan of today, as the night or a fact asks for it."""
        async with self.transaction() as session:
            company = await session.get_one(Company, self.id)
            return await planning.plan(
                session,
                self.id,
                as_of=planning.plan_day(company, self.clock.now()),
                now=self.clock.now(),
                customers=customers or None,
            )

    async def night(self) -> None:
        """The nightly job, whatever the hour."""
        async with self.transaction() as session:
            await session.merge(
                DueWork(
                    company_id=self.id,
                    what=plan_company.__name__,
                    id=self.id,
                    due_at=self.clock.now(),
                )
            )
        await plan_company(self.job, self.id, self.id)

    async def actions(self, **wanted: Any) -> list[Seen]:
        """The actions with their lines: the planned ones, unless told otherwise."""
        wanted = {"status": ActionStatus.PLANNED, **wanted}
        async with self.transaction() as session:
            rows = await session.scalars(
                select(Action)
                .filter_by(company_id=self.id, **wanted)
                .order_by(Action.customer_id, Action.currency, Action.rank)
            )
            return [Seen(row, await lines_of(session, row)) for row in rows]

    async def the_action(self, **wanted: Any) -> Seen:
        [only] = await self.actions(**wanted)
        return only

    async def confirm(
        self, *choices: Choice, may_override_stops: bool = False, actor: Actor | None = None
    ) -> Confirmed:
        """What is chosen, or everything that is planned, is confirmed by Claire."""
        if not choices:
            choices = tuple(Choice(one.id) for one in await self.actions())
        async with self.transaction() as session:
            return await confirming.confirm(
                session,
                self.id,
                choices,
                actor=actor or self.claire,
                may_override_stops=may_override_stops,
                now=self.clock.now(),
            )

    async def undo(self, confirmation_id: UUID) -> None:
        async with self.transaction() as session:
            await confirming.undo(
                session, self.id, confirmation_id, actor=self.claire, now=self.clock.now()
            )

    async def finish(
        self, action_id: UUID, *receivables: UUID, comment: str = "", manager: bool = False
    ) -> None:
        async with self.transaction() as session:
            await finishing.finish(
                session,
                self.id,
                action_id,
                receivables=receivables or None,
                comment=comment,
                actor=self.claire,
                may_override_stops=manager,
                now=self.clock.now(),
            )

    async def skip(self, action_id: UUID) -> None:
        async with self.transaction() as session:
            await finishing.skip(
                session,
                self.id,
                action_id,
                reason="En vacances <b>",
                actor=SYSTEM,
                now=self.clock.now(),
            )

    async def deliveries(self) -> list[Delivery]:
        async with self.transaction() as session:
            rows = await session.scalars(
                select(Delivery).where(Delivery.company_id == self.id).order_by(Delivery.id)
            )
            return list(rows)

    async def due(self, what: str) -> list[UUID]:
        async with self.transaction() as session:
            rows = await session.scalars(
                select(DueWork.id).where(
                    DueWork.company_id == self.id,
                    DueWork.what == what,
                    DueWork.due_at <= self.clock.now(),
                )
            )
            return sorted(rows)

    async def work(self) -> None:
        """The worker sends what is due, then plans again who needs it."""
        for batch_id in await self.due(send_deliveries.__name__):
            await send_deliveries(self.job, self.id, batch_id)
        for customer_id in await self.due(plan_customer.__name__):
            await plan_customer(self.job, self.id, customer_id)

    async def levels(self, receivable_id: UUID) -> list[LevelChange]:
        async with self.transaction() as session:
            rows = await session.scalars(
                select(LevelChange).where(
                    LevelChange.company_id == self.id, LevelChange.receivable_id == receivable_id
                )
            )
            return list(rows)

    async def facts(self, type: str) -> list[EventRow]:
        async with self.transaction() as session:
            rows = await session.scalars(
                select(EventRow)
                .where(EventRow.company_id == self.id, EventRow.type == type)
                .order_by(EventRow.id)
            )
            return list(rows)

    async def log_in(self, client: httpx.AsyncClient, role: Role | None = None) -> None:
        """The browser of Claire, or of a new colleague with that role."""
        email = self.creditor.admin.email
        if role is not None:
            email = f"{new_id().hex}@ateliers-du-vent.example"
            async with self.transaction() as session:
                user = accounts.create_user(
                    session,
                    self.creditor.company.organisation_id,
                    email=email,
                    password=PASSWORD,
                    full_name="Une collègue",
                )
                await session.flush()
                sales_rep = "LE GALL" if role is Role.SALES else ""
                await accounts.join(
                    session, self.id, user, role, sales_rep=sales_rep, now=self.clock.now()
                )
        answer = await client.post("/v1/session", json={"email": email, "password": PASSWORD})
        assert answer.is_success, answer.text
