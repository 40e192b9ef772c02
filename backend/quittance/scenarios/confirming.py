"""Confirm planned actions, take a confirmation back, and learn what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.deliveries import service as deliveries
from quittance.deliveries.service import ApprovedLine, Order, Sender
from quittance.domain.business_days import Calendar
from quittance.domain.contact_rules import Place, next_window, release_at
from quittance.domain.holidays import Territory
from quittance.platform import events
from quittance.platform.clock import day_in
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.scenarios import queries
from quittance.scenarios.approving import Approval, Choice, Skipped, approve
from quittance.scenarios.contact_cap import contact_rules_of
from quittance.scenarios.errors import TooLateToUndo
from quittance.scenarios.events import ActionsConfirmed, ConfirmationUndone
from quittance.scenarios.facts import Audience
from quittance.scenarios.models import Action, ActionLine, ActionStatus, Confirmation

UNDO_TIME = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation set going."""

    confirmation: Confirmation
    actions: tuple[Action, ...]
    messages: int
    skipped: tuple[Skipped, ...]


async def confirm(
    session: AsyncSession,
    company_id: UUID,
    choices: Sequence[Choice],
    *,
    actor: Actor,
    may_override_stops: bool,
    undo_time: timedelta = UNDO_TIME,
    now: datetime,
) -> Confirmed:
    """The chosen actions are approved and their messages queued; nothing leaves before the undo.

    Whatever their number it is one transaction and a handful of statements. What can't be
    confirmed is skipped with its reason, and the others go.
    """
    company = await accounts.company(session, company_id)
    approvals, skipped = await approve(
        session, company_id, choices, may_override_stops=may_override_stops
    )
    confirmation = Confirmation(
        company_id=company_id,
        id=new_id(),
        confirmed_by=actor.id,
        confirmed_at=now,
        undo_until=now + undo_time,
        undone_at=None,
        actions=len(approvals),
    )
    session.add(confirmation)
    today = day_in(company.time_zone, now)
    sender = await _sender(session, company, actor)
    messages: list[Order] = []
    for one in approvals:
        leaves_at = release(company, one.audience, not_before=confirmation.undo_until, day=today)
        _mark(one, confirmation, actor, leaves_on=day_in(company.time_zone, leaves_at), now=now)
        messages += _orders(one, sender, leaves_at)
    await session.flush()
    await _tick(session, company_id, approvals)
    await deliveries.queue(session, company_id, messages, now=now)
    if company.plan_confirmed_at is None and approvals:
        company.plan_confirmed_at = now
    if approvals:
        fact = ActionsConfirmed(confirmation_id=confirmation.id, actions=len(approvals))
        await events.record(session, company_id, fact, actor=actor, now=now)
    return Confirmed(
        confirmation,
        tuple(one.action for one in approvals),
        len(messages),
        tuple(skipped),
    )


async def _sender(session: AsyncSession, company: Company, actor: Actor) -> Sender:
    """Who signs: the person who confirms, else the company (a program, or the night)."""
    found = await accounts.users(session, [actor.id] if actor.id else [])
    person = found.get(actor.id) if actor.id else None
    if person is None:
        return Sender(
            user_id=None, full_name=company.name, email=company.email, phone=company.phone
        )
    return Sender(
        user_id=person.id,
        full_name=person.full_name,
        email=person.email,
        job_title=person.job_title,
        phone=person.phone,
    )


def release(company: Company, audience: Audience, *, not_before: datetime, day: date) -> datetime:
    """When a message confirmed now leaves: the company's hour, then the debtor's hours."""
    zone = ZoneInfo(company.time_zone)
    rules = contact_rules_of(audience, company)
    place = Place(zone, Calendar(Territory(company.jurisdiction.value)))
    at = release_at(day, company.reminder_time, zone, rules=rules, place=place)
    return at if at >= not_before else next_window(not_before, rules, place)


def _mark(
    one: Approval, confirmation: Confirmation, actor: Actor, *, leaves_on: date, now: datetime
) -> None:
    action = one.action
    action.status = ActionStatus.CONFIRMED
    action.confirmation_id = confirmation.id
    action.confirmed_by, action.confirmed_at = actor.id, now
    action.planned_for = leaves_on
    action.amount_minor = sum(row.line.amount_minor for row in one.lines)
    action.excluded_reason, action.excluded_until = "", None
    action.approved = {str(row.line.receivable_id): row.line.amount_minor for row in one.lines}


async def _tick(session: AsyncSession, company_id: UUID, approvals: Sequence[Approval]) -> None:
    """The lines of the approved actions are included as the person ticked them."""
    ticked = [(one.action.id, row.line.receivable_id) for one in approvals for row in one.lines]
    if not ticked:
        return
    wanted = tuple_(ActionLine.action_id, ActionLine.receivable_id).in_(ticked)
    await session.execute(
        update(ActionLine)
        .where(
            ActionLine.company_id == company_id,
            ActionLine.action_id.in_([one.action.id for one in approvals]),
        )
        .values(included=wanted)
        .execution_options(synchronize_session=False)
    )


def _orders(one: Approval, sender: Sender, leaves_at: datetime) -> list[Order]:
    """One message for each contact that receives reminders."""
    action = one.action
    lines = tuple(
        ApprovedLine(
            receivable_id=row.line.receivable_id,
            amount_minor=row.line.amount_minor,
            reaches=row.line.reaches,
            overrides=frozenset(filter(None, [row.line.excluded_reason])),
        )
        for row in one.lines
    )
    return [
        Order(
            source_id=action.id,
            customer_id=action.customer_id,
            contact_id=contact.id,
            recipient_name=f"{contact.first_name} {contact.last_name}".strip(),
            recipient_address=contact.email,
            kind=action.template_kind,
            step_kind=action.step_kind,
            level=action.rank,
            currency=action.currency,
            lines=lines,
            sender=sender,
            release_at=leaves_at,
            locale=contact.language or one.audience.language,
        )
        for contact in one.contacts
    ]


async def undo(
    session: AsyncSession, company_id: UUID, confirmation_id: UUID, *, actor: Actor, now: datetime
) -> Confirmation:
    """The confirmation never happened; raises `TooLateToUndo` once its time is over."""
    confirmation = await queries.confirmation(session, company_id, confirmation_id)
    if confirmation.undone_at is not None:
        return confirmation
    if now >= confirmation.undo_until:
        raise TooLateToUndo("The messages have begun to leave.")
    pairs = await queries.confirmed(session, company_id, confirmation_id)
    ids = [action.id for action, _ in pairs]
    for action_id in ids:
        await deliveries.cancel_source(session, company_id, action_id, now=now)
    await _make_room(session, company_id, [action for action, _ in pairs])
    for action, _ in pairs:
        action.status = ActionStatus.PLANNED
        action.confirmation_id = action.confirmed_by = action.confirmed_at = None
        action.planned_for = action.approved = None
    confirmation.undone_at = now
    fact = ConfirmationUndone(confirmation_id=confirmation_id)
    await events.record(session, company_id, fact, actor=actor, now=now)
    return confirmation


async def _make_room(session: AsyncSession, company_id: UUID, actions: Sequence[Action]) -> None:
    """What was planned meanwhile in their place is gone: each step is planned once only."""
    places = [(one.customer_id, one.scenario_id, one.rank, one.currency) for one in actions]
    await session.execute(
        delete(Action).where(
            Action.company_id == company_id,
            Action.status == ActionStatus.PLANNED,
            tuple_(Action.customer_id, Action.scenario_id, Action.rank, Action.currency).in_(
                places
            ),
        )
    )
