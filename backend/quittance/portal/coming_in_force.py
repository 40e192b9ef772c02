"""What becomes of a change of contact: agreed, in force after a week, rejected, undone.

Until it is in force the old address receives everything; an undo finds again what stood before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import queries as customer_queries
from quittance.customers import service as customers
from quittance.customers.models import Contact, EmailStatus
from quittance.deliveries import service as deliveries
from quittance.platform import due_work, events
from quittance.platform.events import SYSTEM, Actor
from quittance.portal import change_queries as queries
from quittance.portal import links, messages
from quittance.portal.change_queries import KNOWN
from quittance.portal.errors import ChangeSettled
from quittance.portal.events import ContactChangeSettled
from quittance.portal.models import ChangeKind, ChangeStatus, ContactChange

TAKE_OVER = "take_over_contact"
OLD_RECEIVES = timedelta(days=7)  # ruling 9
ROLE = ("email_status", "receives_reminders", "is_main")
WRONG_PERSON = {
    "email_status": EmailStatus.WRONG_PERSON,
    "receives_reminders": False,
    "is_main": False,
}
UNDOABLE = (ChangeStatus.TO_REVIEW, ChangeStatus.WAITING, ChangeStatus.APPLIED)


async def accept(
    session: AsyncSession, company_id: UUID, change_id: UUID, *, actor: Actor, now: datetime
) -> ContactChange:
    """A collector says yes; raises `ChangeSettled` where there is nothing to decide."""
    change = await _waiting_for_a_person(session, company_id, change_id)
    change.reviewed_at, change.reviewed_by = now, actor.id
    await agree(session, change, actor=actor, now=now)
    await _tell(session, change, actor=actor, now=now)
    return change


async def reject(
    session: AsyncSession, company_id: UUID, change_id: UUID, *, actor: Actor, now: datetime
) -> ContactChange:
    """A collector says no: nothing was changed, and nothing will be."""
    change = await _waiting_for_a_person(session, company_id, change_id)
    change.reviewed_at, change.reviewed_by = now, actor.id
    change.status, change.settled_at = ChangeStatus.REJECTED, now
    await _tell(session, change, actor=actor, now=now)
    return change


async def agree(
    session: AsyncSession, change: ContactChange, *, actor: Actor, now: datetime
) -> None:
    """The change counts: a new address in a week, everything else at once.

    The right person is written to now, with a link of their own.
    """
    is_new_person = change.kind is ChangeKind.FORWARD or change.contact_id is None
    if is_new_person:
        await _bring_in(session, change, actor=actor, now=now)
    elif change.contact_id is not None:
        at_once = {name: value for name, value in change.facts.items() if name != "email"}
        if at_once:
            await customers.change_contact(
                session, change.company_id, change.contact_id, at_once, actor=actor, now=now
            )
    if not change.address:
        change.status, change.settled_at = ChangeStatus.APPLIED, now
        return
    change.status, change.counts_at = ChangeStatus.WAITING, now + OLD_RECEIVES
    await due_work.schedule(session, change.company_id, TAKE_OVER, change.id, change.counts_at)
    await session.flush()
    if change.kind is ChangeKind.FORWARD:
        await messages.pass_on(session, change, now=now)


async def _bring_in(
    session: AsyncSession, change: ContactChange, *, actor: Actor, now: datetime
) -> None:
    """The person named is a contact, who receives no reminder yet."""
    if change.new_contact_id is None:
        added = await customers.add_contact(
            session,
            change.company_id,
            change.customer_id,
            change.facts | {"receives_reminders": False},
            actor=actor,
            now=now,
        )
        change.new_contact_id = added.id
        return
    known = await customer_queries.contact(session, change.company_id, change.new_contact_id)
    change.previous = change.previous | {KNOWN: _role(known)}


async def take_over(
    session: AsyncSession, company_id: UUID, change_id: UUID, *, now: datetime
) -> ContactChange:
    """The week is over: the new address receives, and a wrong person no longer does (SID-11)."""
    change = await queries.lock(session, company_id, change_id)
    if change.status is not ChangeStatus.WAITING:
        return change
    old = await _contact(session, change, change.contact_id)
    if change.new_contact_id is not None:
        is_main = old is not None and old.is_main and change.kind is ChangeKind.FORWARD
        await _change(
            session,
            change,
            change.new_contact_id,
            {"receives_reminders": True} | ({"is_main": True} if is_main else {}),
            now=now,
        )
        if old is not None and change.kind is ChangeKind.FORWARD:
            role = _role(old) | {"is_main": is_main}
            change.previous = change.previous | {"old": role}
            await _change(session, change, old.id, WRONG_PERSON, now=now)
    elif old is not None:
        await _change(session, change, old.id, {"email": change.address}, now=now)
    change.status, change.settled_at = ChangeStatus.APPLIED, now
    await _tell(session, change, actor=SYSTEM, now=now)
    return change


async def undo(
    session: AsyncSession, company_id: UUID, change_id: UUID, *, actor: Actor, now: datetime
) -> ContactChange:
    """All is as before, and what the new address was given opens nothing any more.

    Undone twice, it stays undone; raises `ChangeSettled` for what was rejected or replaced.
    """
    change = await queries.lock(session, company_id, change_id)
    if change.status is ChangeStatus.UNDONE:
        return change
    if change.status not in UNDOABLE:
        raise ChangeSettled(f"The change is {change.status.value}.")
    await _take_back(session, change, actor=actor, now=now)
    change.status, change.settled_at = ChangeStatus.UNDONE, now
    await _tell(session, change, actor=actor, now=now)
    return change


async def replace(
    session: AsyncSession, change: ContactChange, *, actor: Actor, now: datetime
) -> None:
    """Something newer was asked through the same link: the person named before is not the one.

    An update leaves the details it changed: the newer one has just been compared with them.
    """
    if change.kind is ChangeKind.FORWARD:
        await _take_back(session, change, actor=actor, now=now)
    await due_work.done(session, change.company_id, TAKE_OVER, change.id)
    change.status, change.settled_at = ChangeStatus.REPLACED, now
    await _tell(session, change, actor=actor, now=now)


async def _take_back(
    session: AsyncSession, change: ContactChange, *, actor: Actor, now: datetime
) -> None:
    company_id = change.company_id
    await due_work.done(session, company_id, TAKE_OVER, change.id)
    await deliveries.cancel_source(session, company_id, change.id, now=now)
    if change.new_contact_id is not None:
        known = change.previous.get(KNOWN)
        role = known or WRONG_PERSON
        await _change(session, change, change.new_contact_id, role, actor=actor, now=now)
        if "old" in change.previous and change.contact_id is not None:
            await _change(
                session, change, change.contact_id, change.previous["old"], actor=actor, now=now
            )
    elif change.contact_id is not None and change.status is not ChangeStatus.TO_REVIEW:
        await _restore(session, change, change.contact_id, actor=actor, now=now)
    if change.address and KNOWN not in change.previous:
        await links.revoke_links_to(
            session, company_id, change.customer_id, change.address, actor=actor, now=now
        )


async def _restore(
    session: AsyncSession, change: ContactChange, contact_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """What the change wrote is as it was; what somebody changed since stays."""
    contact = await customer_queries.contact(session, change.company_id, contact_id)
    before = {
        name: value
        for name, value in change.previous.items()
        if getattr(contact, name) == change.facts[name]
    }
    if before:
        await _change(session, change, contact_id, before, actor=actor, now=now)


async def _waiting_for_a_person(
    session: AsyncSession, company_id: UUID, change_id: UUID
) -> ContactChange:
    change = await queries.lock(session, company_id, change_id)
    if change.status is not ChangeStatus.TO_REVIEW:
        raise ChangeSettled(f"The change is {change.status.value}.")
    return change


async def _contact(
    session: AsyncSession, change: ContactChange, contact_id: UUID | None
) -> Contact | None:
    if contact_id is None:
        return None
    return await customer_queries.contact(session, change.company_id, contact_id)


async def _change(
    session: AsyncSession,
    change: ContactChange,
    contact_id: UUID,
    values: Mapping[str, Any],
    *,
    actor: Actor = SYSTEM,
    now: datetime,
) -> None:
    """The contact is so; a status read from the trail is the enumeration's again."""
    status = values.get("email_status")
    known = {"email_status": EmailStatus(status)} if status else {}
    await customers.change_contact(
        session, change.company_id, contact_id, {**values, **known}, actor=actor, now=now
    )


def _role(contact: Contact) -> dict[str, Any]:
    """What a contact is to us, as a row keeps it."""
    return {
        "email_status": contact.email_status.value,
        "receives_reminders": contact.receives_reminders,
        "is_main": contact.is_main,
    }


async def _tell(
    session: AsyncSession, change: ContactChange, *, actor: Actor, now: datetime
) -> None:
    settled = ContactChangeSettled(
        customer_id=change.customer_id,
        change_id=change.id,
        kind=change.kind.value,
        status=change.status.value,
    )
    await events.record(session, change.company_id, settled, actor=actor, now=now)
