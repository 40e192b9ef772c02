"""What planning and confirming need to know of customers, in one read for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, union
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact, Customer, EmailStatus
from quittance.domain.debtor import DebtorType
from quittance.domain.scenario import StepKind
from quittance.receivables.models import Receivable, ReceivableStatus
from quittance.scenarios.models import Action, ActionLine, ActionStatus
from quittance.scenarios.plan_actions import Key

TOUCHED = (
    ActionStatus.CONFIRMED,
    ActionStatus.DONE,
    ActionStatus.SKIPPED,
    ActionStatus.FAILED,
)


@dataclass(frozen=True, slots=True)
class Audience:
    """What tells a customer's scenario, and when it may be reached."""

    profile_id: UUID
    debtor_type: DebtorType
    language: str
    country: str
    postcode: str
    has_email: bool
    has_post: bool


def writable() -> ColumnElement[bool]:
    """The contact receives reminders at an address that takes our mail."""
    return and_(
        Contact.receives_reminders,
        Contact.email != "",
        Contact.email_status == EmailStatus.OK,
    )


def reachable(company_id: UUID) -> ColumnElement[bool]:
    """The customer of the statement has a contact to write to."""
    return (
        select(1)
        .where(Contact.company_id == company_id, Contact.customer_id == Customer.id, writable())
        .exists()
    )


async def audience_sizes(
    session: AsyncSession, company_id: UUID, *, sales_rep: str | None
) -> dict[tuple[UUID, bool], int]:
    """How many customers each profile has, with an e-mail address and without."""
    known = select(Customer.profile_id, reachable(company_id).label("has_email")).where(
        Customer.company_id == company_id
    )
    if sales_rep is not None:
        known = known.where(Customer.sales_rep == sales_rep)
    found = known.subquery()
    rows = await session.execute(
        select(found.c.profile_id, found.c.has_email, func.count()).group_by(
            found.c.profile_id, found.c.has_email
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


async def customers_to_plan(
    session: AsyncSession, company_id: UUID, *, paid_since: date, profile_id: UUID | None = None
) -> Sequence[UUID]:
    """The customers, by id, who owe something, paid since that day or have a planned action.

    Those of one profile, where one is named.
    """
    owing = select(Receivable.customer_id).where(
        Receivable.company_id == company_id, Receivable.status == ReceivableStatus.OPEN
    )
    paying = select(Receivable.customer_id).where(
        Receivable.company_id == company_id,
        Receivable.status == ReceivableStatus.CLOSED,
        Receivable.reconciled_on >= paid_since,
        Receivable.thanked_on.is_(None),
    )
    planned = select(Action.customer_id).where(
        Action.company_id == company_id,
        Action.status == ActionStatus.PLANNED,
        Action.scenario_id.is_not(None),
    )
    found = union(owing, paying, planned).subquery()
    statement = select(found.c.customer_id).order_by(found.c.customer_id)
    if profile_id is not None:
        statement = statement.join(
            Customer,
            and_(Customer.company_id == company_id, Customer.id == found.c.customer_id),
        ).where(Customer.profile_id == profile_id)
    return (await session.scalars(statement)).all()


async def audiences(
    session: AsyncSession,
    company_id: UUID,
    customers: Collection[UUID],
    *,
    sales_rep: str | None = None,
) -> dict[UUID, Audience]:
    """What tells the scenario of each of these customers; of those of a sales representative."""
    statement = select(
        Customer.id,
        Customer.profile_id,
        Customer.debtor_type,
        Customer.language,
        Customer.country,
        Customer.postcode,
        reachable(company_id).label("email"),
        or_(
            func.jsonb_array_length(Customer.address_lines) > 0,
            Customer.postcode != "",
            Customer.city != "",
        ).label("post"),
    ).where(Customer.company_id == company_id, Customer.id.in_(customers))
    if sales_rep is not None:
        statement = statement.where(Customer.sales_rep == sales_rep)
    return {
        row.id: Audience(
            profile_id=row.profile_id,
            debtor_type=row.debtor_type,
            language=row.language,
            country=row.country,
            postcode=row.postcode,
            has_email=row.email,
            has_post=row.post,
        )
        for row in await session.execute(statement)
    }


async def names(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> dict[UUID, tuple[str, str]]:
    """The code and the name of each of these customers."""
    rows = await session.execute(
        select(Customer.id, Customer.code, Customer.name).where(
            Customer.company_id == company_id, Customer.id.in_(customers)
        )
    )
    return {row.id: (row.code, row.name) for row in rows}


async def receivables_in_flight(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> set[UUID]:
    """The receivables a confirmed action is about to remind of.

    Asked in two steps: few actions are under way, among very many lines.
    """
    under_way = (
        await session.scalars(
            select(Action.id).where(
                Action.company_id == company_id,
                Action.customer_id.in_(customers),
                Action.status == ActionStatus.CONFIRMED,
                Action.step_kind != "",
            )
        )
    ).all()
    if not under_way:
        return set()
    rows = await session.scalars(
        select(ActionLine.receivable_id).where(
            ActionLine.company_id == company_id,
            ActionLine.action_id.in_(under_way),
            ActionLine.included,
        )
    )
    return set(rows)


@dataclass(frozen=True, slots=True)
class Past:
    """What was done with some customers, or passed over, by whoever and on whatever channel.

    `failed` are the steps whose last try reached nobody.
    """

    contacted_on: Mapping[UUID, Sequence[date]]
    skipped: Collection[tuple[Key, date]]
    failed: Collection[Key]

    def skipped_on(self, day: date) -> set[Key]:
        """The steps a person passed over for that day."""
        return {key for key, on in self.skipped if on == day}


async def past(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID], *, since: date
) -> Past:
    """What these customers got or are about to get since a day, in one read."""
    day = func.coalesce(Action.done_on, Action.planned_for)
    rows = await session.execute(
        select(
            Action.customer_id,
            Action.scenario_id,
            Action.rank,
            Action.currency,
            Action.step_kind,
            Action.status,
            day.label("day"),
        )
        .where(
            Action.company_id == company_id,
            Action.scenario_id.is_not(None),
            Action.customer_id.in_(customers),
            Action.status.in_(TOUCHED),
            day >= since,
        )
        .order_by(Action.finished_at.nulls_last())
    )
    contacted_on: dict[UUID, list[date]] = defaultdict(list)
    skipped: list[tuple[Key, date]] = []
    failed: set[Key] = set()
    for row in rows:
        key: Key = (row.customer_id, row.scenario_id, row.rank, row.currency)
        match row.status:
            case ActionStatus.SKIPPED:
                skipped.append((key, row.day))
            case ActionStatus.FAILED:
                failed.add(key)
            case _:
                failed.discard(key)
                if row.step_kind == StepKind.REMINDER:
                    contacted_on[row.customer_id].append(row.day)
    return Past(contacted_on, skipped, failed)


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


async def addressees(
    session: AsyncSession, company_id: UUID, customers: Collection[UUID]
) -> dict[UUID, Contact]:
    """Whom a letter to each of these customers speaks to: the main contact, e-mail or not."""
    rows = await session.scalars(
        select(Contact)
        .where(
            Contact.company_id == company_id,
            Contact.customer_id.in_(customers),
            Contact.receives_reminders,
        )
        .ext(distinct_on(Contact.customer_id))
        .order_by(Contact.customer_id, Contact.is_main.desc(), Contact.id)
    )
    return {row.customer_id: row for row in rows}
