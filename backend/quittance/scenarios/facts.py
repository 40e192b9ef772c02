"""What planning and confirming need to know of customers, in one read for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.errors import CustomerNotFound
from quittance.customers.models import Contact, Customer, EmailStatus
from quittance.receivables.models import Receivable, ReceivableStatus
from quittance.scenarios.models import Action, ActionLine, ActionStatus


@dataclass(frozen=True, slots=True)
class Audience:
    """What tells a customer's scenario and contact rules."""

    profile_id: UUID
    debtor_type: str
    language: str
    has_email: bool


def writable() -> ColumnElement[bool]:
    """The contact receives reminders at an address that takes our mail."""
    return and_(
        Contact.receives_reminders,
        Contact.email != "",
        Contact.email_status == EmailStatus.OK,
    )


async def customers_after(
    session: AsyncSession, company_id: UUID, last: UUID | None, *, limit: int
) -> Sequence[UUID]:
    """The next customers, by id, who owe something, have paid lately or have a planned action."""
    statement = (
        select(Customer.id)
        .where(
            Customer.company_id == company_id,
            or_(
                select(1)
                .where(
                    Receivable.company_id == company_id,
                    Receivable.customer_id == Customer.id,
                    Receivable.status == ReceivableStatus.OPEN,
                )
                .exists(),
                select(1)
                .where(
                    Action.company_id == company_id,
                    Action.customer_id == Customer.id,
                    Action.status == ActionStatus.PLANNED,
                )
                .exists(),
                select(1)
                .where(
                    Receivable.company_id == company_id,
                    Receivable.customer_id == Customer.id,
                    Receivable.reconciled_on.is_not(None),
                    Receivable.thanked_on.is_(None),
                )
                .exists(),
            ),
        )
        .order_by(Customer.id)
        .limit(limit)
    )
    if last is not None:
        statement = statement.where(Customer.id > last)
    return (await session.scalars(statement)).all()


async def audiences(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> dict[UUID, Audience]:
    """What tells the scenario of each of these customers."""
    reachable = (
        select(1)
        .where(Contact.company_id == company_id, Contact.customer_id == Customer.id, writable())
        .exists()
    )
    rows = await session.execute(
        select(
            Customer.id,
            Customer.profile_id,
            Customer.debtor_type,
            Customer.language,
            reachable.label("email"),
        ).where(Customer.company_id == company_id, Customer.id.in_(customers))
    )
    return {
        row.id: Audience(row.profile_id, row.debtor_type.value, row.language, row.email)
        for row in rows
    }


async def receivables_in_flight(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> set[UUID]:
    """The receivables a confirmed action is about to remind of."""
    return set(
        await session.scalars(
            select(ActionLine.receivable_id)
            .join(
                Action,
                and_(Action.company_id == ActionLine.company_id, Action.id == ActionLine.action_id),
            )
            .where(
                ActionLine.company_id == company_id,
                ActionLine.included,
                Action.customer_id.in_(customers),
                Action.status == ActionStatus.CONFIRMED,
            )
        )
    )


async def contact_days(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], *, since: date
) -> dict[UUID, list[date]]:
    """The days each customer was reminded on, or is about to be, over all channels and users."""
    rows = await session.execute(
        select(
            Action.customer_id,
            func.coalesce(Action.done_on, Action.planned_for).label("day"),
        ).where(
            Action.company_id == company_id,
            Action.customer_id.in_(customers),
            Action.step_kind == "reminder",
            Action.status.in_([ActionStatus.CONFIRMED, ActionStatus.DONE]),
            func.coalesce(Action.done_on, Action.planned_for) >= since,
        )
    )
    days: dict[UUID, list[date]] = defaultdict(list)
    for row in rows:
        days[row.customer_id].append(row.day)
    return days


async def skipped_on(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], on: date
) -> set[tuple[UUID, UUID, int, str]]:
    """The steps a person passed over that day: customer, scenario, rank and currency."""
    rows = await session.execute(
        select(Action.customer_id, Action.scenario_id, Action.rank, Action.currency).where(
            Action.company_id == company_id,
            Action.customer_id.in_(customers),
            Action.status == ActionStatus.SKIPPED,
            Action.planned_for == on,
        )
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}


async def recipients(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> dict[UUID, list[Contact]]:
    """The contacts of each customer that reminders are written to, the main one first."""
    found: dict[UUID, list[Contact]] = defaultdict(list)
    for contact in await session.scalars(
        select(Contact)
        .where(Contact.company_id == company_id, Contact.customer_id.in_(customers), writable())
        .order_by(Contact.is_main.desc(), Contact.id)
    ):
        found[contact.customer_id].append(contact)
    return found


async def require_visible(
    session: AsyncSession, company_id: UUID, customer_id: UUID, *, sales_rep: str | None
) -> None:
    """The caller may see the customer; raises `CustomerNotFound`."""
    statement = select(Customer.id).where(
        Customer.company_id == company_id, Customer.id == customer_id
    )
    if sales_rep is not None:
        statement = statement.where(Customer.sales_rep == sales_rep)
    if await session.scalar(statement) is None:
        raise CustomerNotFound(f"No customer {customer_id}.")
