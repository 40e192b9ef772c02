"""What the debtor's space sends: a renewed link, a link passed on, news of a change of contact.

They answer something a person did: none waits for an hour, none counts against the contact cap.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.customers import queries as customers
from quittance.customers.models import Contact, Customer, EmailStatus
from quittance.deliveries import service as deliveries
from quittance.deliveries.ports import ContactChanging, LinkAsk, PortalUrls
from quittance.deliveries.service import Order, Sender
from quittance.platform.clock import day_in
from quittance.portal import change_queries, links, queries
from quittance.portal.models import ContactChange, PortalLink
from quittance.portal.people import full_name
from quittance.templates.kinds import TemplateKind


async def send_renewals(
    session: AsyncSession, company_id: UUID, asked: Mapping[UUID, UUID], *, now: datetime
) -> None:
    """For each request, by its fact, a new link leaves to the address already known (SID-4).

    A fact asks once: told twice, it is one message. Nothing leaves to an address that a debtor
    gave and that does not count yet, nor through a link that was revoked.
    """
    if not asked:
        return
    rows = await queries.links_by_ids(session, company_id, set(asked.values()))
    debtors = await customers.by_ids(
        session, company_id, {one.customer_id for one in rows.values()}
    )
    known = await queries.contacts_of(session, company_id, debtors)
    not_counting = await change_queries.not_counting(session, company_id, debtors)
    senders = await _senders(session, company_id, list(debtors.values()))
    orders = []
    for fact_id, link_id in asked.items():
        link = rows[link_id]
        contact = _of_link(link, known.get(link.customer_id, ()))
        address = _known_address(link, contact, not_counting.get(link.customer_id, ()))
        if address:
            customer = debtors[link.customer_id]
            order = _order(
                customer,
                senders[customer.id],
                TemplateKind.PORTAL_LINK_RENEWAL,
                source_id=fact_id,
                contact=contact,
                address=address,
                now=now,
            )
            orders.append(order)
    await deliveries.queue(session, company_id, orders, now=now)


def _of_link(link: PortalLink, known: Sequence[Contact]) -> Contact | None:
    """The contact the link was sent to, by name, else by its address."""
    named = next((one for one in known if one.id == link.contact_id), None)
    wanted = link.sent_to.lower()
    return named or next((one for one in known if one.email.lower() == wanted), None)


def _known_address(link: PortalLink, contact: Contact | None, not_counting: Collection[str]) -> str:
    """Where the new link goes; empty if nowhere."""
    if link.revoked_at is not None:
        return ""
    if contact is not None:
        address = contact.email if contact.email_status is EmailStatus.OK else ""
    else:
        address = link.sent_to if "@" in link.sent_to else ""
    return "" if address.lower() in not_counting else address


async def pass_on(session: AsyncSession, change: ContactChange, *, now: datetime) -> None:
    """The person named as the right one is written to, with a link of their own (SID-10)."""
    if change.new_contact_id is None:
        return
    contact = await customers.contact(session, change.company_id, change.new_contact_id)
    await _send(
        session,
        change,
        TemplateKind.PORTAL_LINK_FORWARDED,
        contact=contact,
        address=contact.email,
        now=now,
    )


async def tell_old_address(
    session: AsyncSession,
    link: PortalLink,
    contact: Contact | None,
    change: ContactChange,
    *,
    now: datetime,
) -> None:
    """The address we knew hears of the new one at once, and can undo it."""
    address = contact.email if contact is not None else link.sent_to
    if "@" in address:
        await _send(
            session,
            change,
            TemplateKind.CONTACT_CHANGE_NOTICE,
            contact=contact,
            address=address,
            now=now,
        )


async def _send(
    session: AsyncSession,
    change: ContactChange,
    kind: TemplateKind,
    *,
    contact: Contact | None,
    address: str,
    now: datetime,
) -> None:
    customer = await customers.find(session, change.company_id, change.customer_id)
    senders = await _senders(session, change.company_id, [customer])
    order = _order(
        customer,
        senders[customer.id],
        kind,
        source_id=change.id,
        contact=contact,
        address=address,
        now=now,
    )
    await deliveries.queue(session, change.company_id, [order], now=now)


def _order(
    customer: Customer,
    sender: Sender,
    kind: TemplateKind,
    *,
    source_id: UUID,
    contact: Contact | None,
    address: str,
    now: datetime,
) -> Order:
    return Order(
        source_id=source_id,
        customer_id=customer.id,
        contact_id=contact.id if contact else None,
        recipient_name=full_name(contact.first_name, contact.last_name) if contact else "",
        recipient_address=address,
        kind=kind.value,
        step_kind="",
        level=0,
        currency=customer.currency,
        lines=(),
        sender=sender,
        release_at=now,
        locale=(contact.language if contact else "") or customer.language,
    )


async def _senders(
    session: AsyncSession, company_id: UUID, debtors: Sequence[Customer]
) -> dict[UUID, Sender]:
    """Who signs for each customer: its collector while they work here, else the company."""
    company = await accounts.company(session, company_id)
    people = await accounts.colleagues(
        session, company_id, [one.collector_id for one in debtors if one.collector_id is not None]
    )
    house = Sender(user_id=None, full_name=company.name, email=company.email, phone=company.phone)
    return {
        one.id: Sender(
            user_id=person.id,
            full_name=person.full_name,
            email=person.email,
            job_title=person.job_title,
            phone=person.phone,
        )
        if one.collector_id and (person := people.get(one.collector_id))
        else house
        for one in debtors
    }


async def urls_of(
    session: AsyncSession,
    company_id: UUID,
    asks: Sequence[LinkAsk],
    *,
    public_url: str,
    now: datetime,
) -> dict[UUID, PortalUrls]:
    """A new link for each recipient, and what the message may tell of a change of contact.

    Paying and disputing happen behind the same door; passing on and undoing have one of their own.
    """
    wanted = [
        links.Wanted(
            customer_id=one.customer_id,
            contact_id=one.contact_id,
            delivery_id=one.delivery_id,
            sent_to=one.sent_to,
        )
        for one in asks
    ]
    made = await links.create_links(session, company_id, wanted, public_url=public_url, now=now)
    changes = await _changes_told(session, company_id, asks)
    return {
        ask.delivery_id: PortalUrls(
            url=link.url,
            payment_url=link.url,
            dispute_url=link.url,
            forward_url=None if link.is_narrow else f"{link.url}/transmettre",
            undo_url=f"{link.url}/annuler" if ask.source_id in changes else None,
            valid_days=link.valid_days,
            change=changes.get(ask.source_id),
        )
        for ask, link in zip(asks, made, strict=True)
    }


async def _changes_told(
    session: AsyncSession, company_id: UUID, asks: Sequence[LinkAsk]
) -> dict[UUID, ContactChanging]:
    """The changes of contact some of these messages tell of, by their source."""
    changes = await change_queries.by_ids(session, company_id, {one.source_id for one in asks})
    if not changes:
        return {}
    company = await accounts.company(session, company_id)
    people = await customers.contacts_by_ids(
        session, company_id, {one.contact_id for one in changes.values() if one.contact_id}
    )
    told: dict[UUID, ContactChanging] = {}
    for id, change in changes.items():
        person = people.get(change.contact_id) if change.contact_id else None
        name = full_name(person.first_name, person.last_name) if person else ""
        told[id] = ContactChanging(
            asked_by=f"{name} ({change.asked_by})" if name else change.asked_by,
            address=change.address,
            counts_on=day_in(company.time_zone, change.counts_at) if change.counts_at else None,
        )
    return told
