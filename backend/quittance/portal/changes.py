"""A debtor says whom to write to: their own new details, or the right person (SID-10…11, SID-31).

An address counts only once it shares the house's domain with a known contact, or a collector says
yes; the old one is told at once and keeps receiving for a week (ruling 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers import queries as customers
from quittance.customers.models import Contact, EmailStatus
from quittance.platform import events
from quittance.platform.ids import new_id
from quittance.portal import change_queries as queries
from quittance.portal import coming_in_force, messages
from quittance.portal import queries as links
from quittance.portal.addresses import is_of_the_house, is_same
from quittance.portal.errors import ContactInvalid, ContactsClosed, TooManyChanges
from quittance.portal.events import ContactChangeAsked
from quittance.portal.models import (
    ChangeKind,
    ChangeStatus,
    ContactChange,
    LinkScope,
    PortalLink,
)
from quittance.portal.people import Person, as_contact, refuse_stranger_function
from quittance.portal.service import debtor
from quittance.portal.transmission import ADDRESS_CHARACTERS, USER_AGENT_CHARACTERS, Origin

UPDATES_A_DAY = 5  # of one link
FORWARDINGS_OF_LINK = 3
FORWARDINGS_A_WEEK = 5  # of one customer, whatever the link
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks: the link, the contact it was sent to, the others of the house."""

    company_id: UUID
    link: PortalLink
    contact: Contact | None
    contacts: tuple[Contact, ...]
    not_counting: frozenset[str]  # addresses asked for and not in force

    def at(self, address: str) -> Contact | None:
        """The contact of this address."""
        return next((one for one in self.contacts if is_same(one.email, address)), None)

    def is_of_the_house(self, address: str) -> bool:
        """Whether a contact we know, and did not learn of here lately, shares the domain."""
        known = [
            one.email
            for one in self.contacts
            if one.email_status is EmailStatus.OK and one.email.lower() not in self.not_counting
        ]
        return is_of_the_house(address, known)


async def _asking(session: AsyncSession, company_id: UUID, link_id: UUID) -> _Asking:
    """Who holds the link; the customer is held, so that limits are counted one at a time."""
    link = await links.lock_link(session, company_id, link_id)
    if link.scope is not LinkScope.FULL:
        raise ContactsClosed("This link was passed on: it changes no contact yet.")
    await customers.lock(session, company_id, link.customer_id)
    contacts = tuple(await customers.contacts(session, company_id, link.customer_id))
    asked = await queries.not_counting(session, company_id, {link.customer_id})
    return _Asking(
        company_id,
        link,
        contact_of(link, contacts),
        contacts,
        frozenset(asked.get(link.customer_id, ())),
    )


def contact_of(link: PortalLink, contacts: tuple[Contact, ...]) -> Contact | None:
    """The contact a link was sent to; its address decides where the link names nobody."""
    for one in contacts:
        if one.id == link.contact_id:
            return one
    return next((one for one in contacts if one.email and is_same(one.email, link.sent_to)), None)


async def ask_update(
    session: AsyncSession,
    company_id: UUID,
    link_id: UUID,
    person: Person,
    *,
    origin: Origin,
    now: datetime,
) -> ContactChange | None:
    """The debtor's own details are changed, or wait; None where nothing is new (SID-33).

    What leaves the address alone counts at once. Raises `ContactInvalid`, `ContactsClosed`,
    `TooManyChanges`.
    """
    refuse_stranger_function(person)
    asking = await _asking(session, company_id, link_id)
    contact, wanted = asking.contact, as_contact(person)
    if contact is not None and is_same(contact.email, wanted["email"]):
        wanted["email"] = contact.email
    facts = {
        name: value
        for name, value in wanted.items()
        if contact is None or getattr(contact, name) != value
    }
    if not facts:
        return None
    twin = asking.at(facts.get("email", ""))
    if twin is not None and twin is not contact:
        raise ContactInvalid("email", "known")
    asked = await queries.count(
        session, company_id, kind=ChangeKind.UPDATE, link_id=link_id, since=now - DAY
    )
    if asked >= UPDATES_A_DAY:
        raise TooManyChanges("So many updates in a day need a person.")
    change = _change(asking, ChangeKind.UPDATE, facts, origin, now)
    change.address = facts.get("email", "")
    if contact is not None:
        change.previous = {name: getattr(contact, name) for name in facts}
    is_theirs = contact is not None and is_same(contact.email, asking.link.sent_to)
    is_trusted = is_theirs and (not change.address or asking.is_of_the_house(change.address))
    return await _keep(session, asking, change, is_trusted=is_trusted, now=now)


async def ask_forwarding(
    session: AsyncSession,
    company_id: UUID,
    link_id: UUID,
    person: Person,
    *,
    origin: Origin,
    now: datetime,
) -> ContactChange:
    """The person named gets a link of their own, at once or on a collector's yes (SID-10).

    Raises `ContactInvalid`, `ContactsClosed`, `TooManyChanges`.
    """
    refuse_stranger_function(person)
    asking = await _asking(session, company_id, link_id)
    _refuse_unfit_heir(asking, person)
    await _refuse_flood(session, asking, now)
    facts = as_contact(person)
    known = asking.at(facts["email"])
    change = _change(asking, ChangeKind.FORWARD, facts, origin, now)
    change.address = facts["email"]
    change.new_contact_id = known.id if known else None
    is_trusted = known is not None or asking.is_of_the_house(change.address)
    return await _keep(session, asking, change, is_trusted=is_trusted, now=now)


async def check_forwarding(
    session: AsyncSession, company_id: UUID, link_id: UUID, person: Person, *, now: datetime
) -> bool:
    """Whether the message would leave at once; nothing is sent. Raises what asking would."""
    refuse_stranger_function(person)
    asking = await _asking(session, company_id, link_id)
    _refuse_unfit_heir(asking, person)
    await _refuse_flood(session, asking, now)
    return asking.at(person.email) is not None or asking.is_of_the_house(person.email)


def _refuse_unfit_heir(asking: _Asking, person: Person) -> None:
    """Raise `ContactInvalid` for an address that cannot take the sender's place."""
    if is_same(person.email, asking.link.sent_to):
        raise ContactInvalid("email", "yours")
    known = asking.at(person.email)
    if known is None:
        return
    if known.email.lower() in asking.not_counting or known is asking.contact:
        raise ContactInvalid("email", "asked_already")
    if known.email_status is not EmailStatus.OK:
        raise ContactInvalid("email", "unusable")


async def _refuse_flood(session: AsyncSession, asking: _Asking, now: datetime) -> None:
    of_link = await queries.count(
        session, asking.company_id, kind=ChangeKind.FORWARD, link_id=asking.link.id
    )
    of_week = await queries.count(
        session,
        asking.company_id,
        kind=ChangeKind.FORWARD,
        customer_id=asking.link.customer_id,
        since=now - WEEK,
    )
    if of_link >= FORWARDINGS_OF_LINK or of_week >= FORWARDINGS_A_WEEK:
        raise TooManyChanges("This account was passed on often enough for a person to look at it.")


def _change(
    asking: _Asking, kind: ChangeKind, facts: dict[str, Any], origin: Origin, now: datetime
) -> ContactChange:
    link, contact = asking.link, asking.contact
    return ContactChange(
        company_id=asking.company_id,
        id=new_id(),
        customer_id=link.customer_id,
        link_id=link.id,
        contact_id=contact.id if contact else None,
        new_contact_id=None,
        kind=kind,
        status=ChangeStatus.TO_REVIEW,
        facts=facts,
        previous={},
        address="",
        asked_by=link.sent_to,
        asked_at=now,
        counts_at=None,
        settled_at=None,
        reviewed_at=None,
        reviewed_by=None,
        ip=origin.ip[:ADDRESS_CHARACTERS],
        user_agent=origin.user_agent[:USER_AGENT_CHARACTERS],
    )


async def _keep(
    session: AsyncSession,
    asking: _Asking,
    change: ContactChange,
    *,
    is_trusted: bool,
    now: datetime,
) -> ContactChange:
    """The change is there, agreed or waiting for a person; the old address hears of a new one."""
    actor = debtor(asking.link)
    for older in await queries.open_of_link(
        session, asking.company_id, asking.link.id, change.kind
    ):
        await coming_in_force.replace(session, older, actor=actor, now=now)
    session.add(change)
    await session.flush()
    if is_trusted:
        await coming_in_force.agree(session, change, actor=actor, now=now)
    asked = ContactChangeAsked(
        customer_id=change.customer_id,
        change_id=change.id,
        kind=change.kind.value,
        status=change.status.value,
        address=change.address,
    )
    await events.record(session, asking.company_id, asked, actor=actor, now=now)
    if change.address:
        await messages.tell_old_address(session, asking.link, asking.contact, change, now=now)
    return change
