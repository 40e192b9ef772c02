"""One customer of a story of scenarios: what it owes, pays, is held for, is planned for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact
from quittance.domain.holds import Hold, HoldKind
from quittance.platform.ids import new_id
from quittance.receivables import holds
from quittance.receivables.models import (
    Receivable,
    ReceivableKind,
    ReceivableStatus,
)
from quittance.scenarios import explain
from quittance.scenarios.explain import Explained
from quittance.scenarios.models import Action, ActionLine

if TYPE_CHECKING:
    from tests.factories.scenarios import Story


@dataclass(frozen=True)
class Debtor:
    """One customer of the story."""

    story: Story
    id: UUID

    async def owes(self, minor: int = 100_00, *, days_late: int = 8, **changes: Any) -> UUID:
        """A line due so many days ago; a negative sum is a credit."""
        story, now = self.story, self.story.clock.now()
        due_on = story.today - timedelta(days=days_late)
        number = changes.get("number", f"FA-{new_id().hex[-6:]}")
        values: dict[str, Any] = {
            "document_key": number,
            "kind": ReceivableKind.INVOICE if minor > 0 else ReceivableKind.CREDIT_NOTE,
            "number": number,
            "entry_on": due_on - timedelta(days=30),
            "invoiced_on": due_on - timedelta(days=30),
            "due_on": due_on,
            "currency": story.creditor.company.currency,
            "amount_minor": minor,
            "balance_minor": minor,
            "status": ReceivableStatus.OPEN,
            "known_on": due_on - timedelta(days=30),
        }
        row = Receivable(
            company_id=story.id,
            id=new_id(),
            customer_id=self.id,
            fingerprint=new_id().bytes,
            created_at=now,
            updated_at=now,
            **{**values, **changes},
        )
        async with story.transaction() as session:
            session.add(row)
        return row.id

    async def changes(self, receivable_id: UUID, **values: Any) -> None:
        async with self.story.transaction() as session:
            await session.execute(
                update(Receivable).where(Receivable.id == receivable_id).values(**values)
            )

    async def pays(self, receivable_id: UUID) -> None:
        """The ledger shows the payment, lettered with the invoice."""
        await self.changes(
            receivable_id,
            balance_minor=0,
            status=ReceivableStatus.CLOSED,
            reconciled_on=self.story.today,
        )

    async def is_held(
        self,
        kind: HoldKind,
        receivable_id: UUID | None = None,
        *,
        last_on: date | None = None,
        amount_minor: int | None = None,
    ) -> None:
        story = self.story
        hold = Hold(kind, story.today, last_on, amount_minor, receivable_id)
        async with story.transaction() as session:
            await holds.place(session, story.id, self.id, hold, now=story.clock.now())

    async def receivable(self, receivable_id: UUID) -> Receivable:
        async with self.story.transaction() as session:
            return await session.get_one(Receivable, (self.story.id, receivable_id))

    async def gets_contact(self, email: str, **changes: Any) -> None:
        now = self.story.clock.now()
        async with self.story.transaction() as session:
            session.add(
                Contact(
                    company_id=self.story.id,
                    id=new_id(),
                    customer_id=self.id,
                    email=email,
                    created_at=now,
                    updated_at=now,
                    **changes,
                )
            )

    async def explained(self, as_of: date | None = None) -> Explained:
        story = self.story
        async with story.transaction() as session:
            return await explain.customer(session, story.id, self.id, as_of=as_of or story.today)


@dataclass(frozen=True, slots=True)
class Seen:
    """An action as it lay in the table, with its lines by receivable."""

    row: Action
    lines: dict[UUID, ActionLine]

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def ticked(self) -> set[UUID]:
        return {id for id, line in self.lines.items() if line.included}


async def lines_of(session: AsyncSession, action: Action) -> dict[UUID, ActionLine]:
    rows = await session.scalars(select(ActionLine).where(ActionLine.action_id == action.id))
    return {row.receivable_id: row for row in rows}
