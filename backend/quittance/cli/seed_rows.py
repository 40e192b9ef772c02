"""The invented ledger and its year of reminders, as rows of the company."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.cli.seed_debtors import Debtor, Story
from quittance.cli.seed_history import Reminder
from quittance.cli.seed_ledger import Line
from quittance.customers.models import Contact, Customer
from quittance.domain.contact_rules import instant
from quittance.domain.reconciliation import LineIdentity, fingerprints
from quittance.domain.scenario import Channel
from quittance.platform import statistics
from quittance.platform.ids import new_id
from quittance.platform.tables import Base
from quittance.receivables.models import (
    LevelChange,
    LevelReason,
    Receivable,
    ReceivableStatus,
)
from quittance.scenarios.models import Action, ActionLine, ActionStatus

ROWS_PER_INSERT = 2_000
OFFICE_OPENS = time(9, 30)


def morning(story: Story, day: date, minute: int = 0) -> datetime:
    """The creditor's office opens that day; some minutes later with `minute`."""
    return instant(day, OFFICE_OPENS, ZoneInfo(story.zone)) + timedelta(minutes=minute)


async def _insert(session: AsyncSession, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), ROWS_PER_INSERT):
        await session.execute(insert(table), rows[start : start + ROWS_PER_INSERT])
    await statistics.refresh(session, table.__tablename__)


async def write_customers(
    session: AsyncSession,
    company_id: UUID,
    story: Story,
    debtors: Sequence[Debtor],
    *,
    profiles: dict[str, UUID],
    collectors: Sequence[UUID],
    now: datetime,
) -> None:
    """The customers, shared between the collectors, and their contacts."""
    began_at = morning(story, story.loaded_on)
    await _insert(
        session,
        Customer,
        [
            {
                "company_id": company_id,
                "id": debtor.id,
                "code": debtor.code,
                "name": debtor.name,
                "debtor_type": debtor.debtor_type,
                "address_lines": [debtor.street],
                "postcode": debtor.town.postcode,
                "city": debtor.town.name,
                "country": debtor.town.country,
                "phone": debtor.phone,
                "sales_rep": debtor.sales_rep,
                "category": debtor.category,
                "payment_method": debtor.method,
                "payment_terms": debtor.terms,
                "credit_limit_minor": debtor.typical_minor * 10 if rank % 3 else None,
                "language": debtor.language,
                "currency": story.currency,
                "profile_id": profiles[debtor.profile],
                "collector_id": collectors[rank % len(collectors)],
                "watched": rank % 23 == 0,
                "note": "Préfère être appelé le matin." if rank % 31 == 0 else "",
                "created_at": began_at,
                "updated_at": now,
            }
            for rank, debtor in enumerate(debtors)
        ],
    )
    await _insert(
        session,
        Contact,
        [
            {
                "company_id": company_id,
                "id": new_id(),
                "customer_id": debtor.id,
                "civility": person.civility,
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.email,
                "phone": debtor.phone,
                "department": person.department,
                "function": person.function,
                "receives_reminders": rank == 0,
                "is_main": rank == 0,
                "email_status": person.status,
                "created_at": began_at,
                "updated_at": now,
            }
            for debtor in debtors
            for rank, person in enumerate(debtor.contacts)
        ],
    )


async def write_ledger(
    session: AsyncSession, company_id: UUID, story: Story, lines: Sequence[Line], now: datetime
) -> None:
    """Every line of the ledger, at its level of today."""
    prints = fingerprints(
        (
            line.external_id,
            LineIdentity(
                line.debtor.code, line.number, line.due_on, line.amount_minor, story.currency
            ),
        )
        for line in lines
    )
    await _insert(
        session,
        Receivable,
        [
            {
                "company_id": company_id,
                "id": line.id,
                "customer_id": line.debtor.id,
                "external_id": line.external_id,
                "fingerprint": bytes.fromhex(prints[line.external_id]),
                "document_key": line.document,
                "kind": line.kind,
                "number": line.number,
                "label": line.label,
                "entry_on": line.invoiced_on,
                "invoiced_on": line.invoiced_on,
                "due_on": line.due_on,
                "currency": story.currency,
                "amount_minor": line.amount_minor,
                "balance_minor": line.balance_minor,
                "payment_method": line.debtor.method,
                "reconciliation_code": line.lettering,
                "reconciled_on": line.paid_on,
                "status": ReceivableStatus.OPEN if line.is_open else ReceivableStatus.CLOSED,
                "closed_at": None
                if line.is_open or not line.paid_on
                else morning(story, line.paid_on),
                "level": line.level,
                "level_reached_on": line.reached_on,
                "pre_notified_on": line.pre_notified_on,
                "known_on": line.known_on(story),
                "first_load": line.invoiced_on < story.loaded_on,
                "created_at": morning(story, line.known_on(story)),
                "updated_at": now,
            }
            for line in lines
        ],
    )


async def write_reminders(
    session: AsyncSession,
    company_id: UUID,
    story: Story,
    reminders: Iterable[Reminder],
    *,
    scenario_id_of: Callable[[Debtor], UUID],
    done_by: UUID,
) -> None:
    """The actions that were done, their lines, and the levels they brought."""
    actions: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for one in reminders:
        at = morning(story, one.on)
        actions.append(_action(one, scenario_id_of(one.debtor), story, done_by, at))
        for spoken in one.spoken:
            lines.append(
                {
                    "action_id": one.id,
                    "receivable_id": spoken.line.id,
                    "amount_minor": spoken.amount_minor,
                    "level": spoken.level,
                    "reaches": spoken.reaches,
                    "included": True,
                }
            )
            if spoken.reaches is not None and not one.is_in_doubt:
                changes.append(
                    {
                        "id": new_id(),
                        "receivable_id": spoken.line.id,
                        "from_level": spoken.level,
                        "to_level": spoken.reaches,
                        "reason": LevelReason.SENT,
                        "reached_on": one.on,
                        "changed_at": at,
                        "action_id": one.id,
                    }
                )
    for table, rows in ((Action, actions), (ActionLine, lines), (LevelChange, changes)):
        await _insert(session, table, [{"company_id": company_id, **row} for row in rows])


def _action(
    one: Reminder, scenario_id: UUID, story: Story, done_by: UUID, at: datetime
) -> dict[str, Any]:
    sent_at = at + timedelta(minutes=1)
    return {
        "id": one.id,
        "customer_id": one.debtor.id,
        "scenario_id": scenario_id,
        "rank": one.step.rank,
        "step_kind": one.step.kind.value,
        "channel": one.step.channel.value,
        "mode": one.step.mode.value,
        "template_kind": one.step.template_kind,
        "currency": story.currency,
        "amount_minor": sum(spoken.amount_minor for spoken in one.spoken),
        "level": max(spoken.level for spoken in one.spoken),
        "due_on": one.due_on,
        "status": ActionStatus.CONFIRMED if one.is_in_doubt else ActionStatus.DONE,
        "confirmed_by": done_by,
        "confirmed_at": at,
        "planned_for": one.on if one.step.channel is Channel.EMAIL else None,
        "done_on": None if one.is_in_doubt else one.on,
        "finished_at": None if one.is_in_doubt else sent_at,
        "created_at": at,
    }
