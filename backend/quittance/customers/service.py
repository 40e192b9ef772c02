"""Every change to customers, contacts and profiles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.customers import queries
from quittance.customers.errors import CollectorUnknown, ContactExists, CustomerStale
from quittance.customers.events import ContactChanged, CustomerChanged, ProfileCreated
from quittance.customers.models import Contact, Customer, EmailStatus, Profile
from quittance.platform import events
from quittance.platform.events import SYSTEM, Actor
from quittance.platform.ids import new_id

STANDARD = "Standard"


async def default_profile(session: AsyncSession, company_id: UUID, now: datetime) -> Profile:
    """The profile of customers nobody has classed; made, named Standard, if there is none."""
    found = await queries.default_profile(session, company_id)
    if found is not None:
        return found
    await session.execute(
        insert(Profile)
        .values(company_id=company_id, id=new_id(), name=STANDARD, is_default=True)
        .on_conflict_do_update(index_elements=["company_id", "name"], set_={"is_default": True})
    )
    made = await queries.default_profile(session, company_id)
    assert made is not None  # noqa: S101  written just above, in this transaction
    fact = ProfileCreated(profile_id=made.id, name=made.name)
    await events.record(session, company_id, fact, now=now)
    return made


async def change(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    changes: Mapping[str, Any],
    *,
    version: int,
    actor: Actor = SYSTEM,
    now: datetime,
) -> Customer:
    """What collectors add to the customer is changed; raises `CustomerStale` if it was meanwhile.

    Only who works in the company may own a portfolio: `CollectorUnknown`.
    """
    row = await queries.lock(session, company_id, customer_id)
    if row.version != version:
        raise CustomerStale("Somebody changed this customer meanwhile: reload.")
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return row
    collector = changed.get("collector_id")
    if collector is not None and not await accounts.is_member(session, company_id, collector):
        raise CollectorUnknown("This person does not work in the company.")
    if "profile_id" in changed:
        await queries.profile(session, company_id, changed["profile_id"])
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    row.updated_at = now
    fact = CustomerChanged(customer_id=customer_id, fields=tuple(sorted(changed)))
    await events.record(session, company_id, fact, actor=actor, now=now)
    return row


async def add_contact(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    facts: Mapping[str, Any],
    *,
    actor: Actor = SYSTEM,
    now: datetime,
) -> Contact:
    """The customer has one more contact; raises `ContactExists` for an address it has already."""
    await queries.lock(session, company_id, customer_id)
    await _refuse_twin(session, company_id, customer_id, facts.get("email", ""), None)
    row = Contact(
        company_id=company_id,
        id=new_id(),
        customer_id=customer_id,
        email_status=EmailStatus.OK,
        created_at=now,
        updated_at=now,
        **facts,
    )
    session.add(row)
    await _keep_one_main(session, row)
    fact = ContactChanged(customer_id=customer_id, contact_id=row.id, change="added")
    await events.record(session, company_id, fact, actor=actor, now=now)
    return row


async def change_contact(
    session: AsyncSession,
    company_id: UUID,
    contact_id: UUID,
    changes: Mapping[str, Any],
    *,
    actor: Actor = SYSTEM,
    now: datetime,
) -> Contact:
    """The contact is changed; a new address starts with a clean record."""
    row = await queries.contact(session, company_id, contact_id)
    await queries.lock(session, company_id, row.customer_id)
    await session.refresh(row)
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return row
    email = changed.get("email", row.email)
    if email.lower() != row.email.lower():
        await _refuse_twin(session, company_id, row.customer_id, email, contact_id)
        row.email_status = EmailStatus.OK
    for name, value in changed.items():
        setattr(row, name, value)
    row.updated_at = now
    await _keep_one_main(session, row)
    fact = ContactChanged(customer_id=row.customer_id, contact_id=row.id, change="changed")
    await events.record(session, company_id, fact, actor=actor, now=now)
    return row


async def mark_bounced(
    session: AsyncSession, company_id: UUID, contact_id: UUID, *, now: datetime
) -> None:
    """Nobody lives at the contact's address: nothing is sent there until somebody repairs it."""
    await session.execute(
        update(Contact)
        .where(
            Contact.company_id == company_id,
            Contact.id == contact_id,
            Contact.email_status == EmailStatus.OK,
        )
        .values(email_status=EmailStatus.BOUNCED, updated_at=now)
    )


async def _refuse_twin(
    session: AsyncSession, company_id: UUID, customer_id: UUID, email: str, but: UUID | None
) -> None:
    for other in await queries.contacts(session, company_id, customer_id):
        if email and other.id != but and other.email.lower() == email.lower():
            raise ContactExists("This customer already has a contact with this address.")


async def _keep_one_main(session: AsyncSession, row: Contact) -> None:
    """Whoever becomes the main contact takes the place of the one before."""
    if row.is_main:
        for other in await queries.contacts(session, row.company_id, row.customer_id):
            if other.id != row.id:
                other.is_main = False
