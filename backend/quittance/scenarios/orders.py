"""What is asked of deliveries for an approved action: one message for each who reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company
from quittance.customers import reaching
from quittance.customers.models import Contact
from quittance.deliveries.service import ApprovedLine, Order, RecipientRole, Sender
from quittance.domain.contact_rules import next_window, release_at
from quittance.platform.events import Actor
from quittance.scenarios.approving import Approval
from quittance.scenarios.facts import Audience
from quittance.scenarios.models import Action
from quittance.scenarios.queries import LineRow


async def sender_of(session: AsyncSession, company: Company, actor: Actor) -> Sender:
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
    """When a message of that day leaves: the company's hour, then the debtor's hours."""
    rules = reaching.rules_of(company, audience.debtor_type)
    place = reaching.place_of(company, country=audience.country, postcode=audience.postcode)
    zone = ZoneInfo(company.time_zone)
    at = release_at(day, company.reminder_time, zone, rules=rules, place=place)
    return at if at >= not_before else next_window(not_before, rules, place)


def orders_of(approval: Approval, sender: Sender, leaves_at: datetime) -> list[Order]:
    """A message for each contact that receives reminders, and for each colleague who follows."""
    action, lines, language = approval.action, approval.lines, approval.audience.language
    to_contacts = [
        order_of(
            action, lines, sender, leaves_at, address=one.email, contact=one, language=language
        )
        for one in approval.contacts
    ]
    to_colleagues = [
        order_of(
            action,
            lines,
            sender,
            leaves_at,
            address=address,
            language=language,
            role=RecipientRole.COPY,
        )
        for address in approval.copies
    ]
    return to_contacts + to_colleagues


def order_of(
    action: Action,
    lines: Sequence[LineRow],
    sender: Sender,
    leaves_at: datetime,
    *,
    address: str,
    contact: Contact | None = None,
    language: str,
    role: RecipientRole = RecipientRole.PRIMARY,
) -> Order:
    """The message of an action about these lines; in `language` unless the contact has another."""
    return Order(
        source_id=action.id,
        customer_id=action.customer_id,
        contact_id=contact.id if contact else None,
        recipient_name=f"{contact.first_name} {contact.last_name}".strip() if contact else "",
        recipient_address=address,
        channel=action.channel,
        kind=action.template_kind,
        step_kind=action.step_kind,
        level=action.rank,
        currency=action.currency,
        lines=tuple(
            ApprovedLine(
                receivable_id=row.line.receivable_id,
                amount_minor=row.line.amount_minor,
                reaches=row.line.reaches,
                overrides=frozenset(filter(None, [row.line.excluded_reason])),
            )
            for row in lines
        ),
        confirmation_id=action.confirmation_id,
        fact=action.fact,
        sender=sender,
        release_at=leaves_at,
        locale=(contact.language if contact else "") or language,
        role=role,
    )
