"""Links to the debtor's space: 128 random bits in an address, kept as a hash (SID-4)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.customers import queries as customers
from quittance.customers.errors import ContactNotFound
from quittance.platform import doors, events
from quittance.platform.database import see
from quittance.platform.doors import DoorKind
from quittance.platform.events import Actor, ActorKind
from quittance.platform.ids import new_id
from quittance.portal import change_queries, queries
from quittance.portal.errors import LinkNotFound
from quittance.portal.events import (
    PortalLinkHandedOver,
    PortalLinkRevoked,
    PortalRenewalRequested,
)
from quittance.portal.models import LinkScope, PortalLink

CODE_BYTES = 16  # 22 characters of base64url: it must fit a text message
CODE_CHARACTERS = 22
BETWEEN_RENEWALS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link just made; its address is told this once only."""

    id: UUID
    url: str
    valid_days: int
    expires_at: datetime
    is_narrow: bool = False  # it reads and answers, and changes no contact


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """Where a code leads."""

    company_id: UUID
    link_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who a link is for, and the delivery that carries it."""

    customer_id: UUID
    contact_id: UUID | None = None
    delivery_id: UUID | None = None
    sent_to: str


async def create_link(
    session: AsyncSession,
    company_id: UUID,
    *,
    public_url: str,
    customer_id: UUID,
    contact_id: UUID | None = None,
    delivery_id: UUID | None = None,
    sent_to: str,
    now: datetime,
) -> NewLink:
    """A link opens this customer's space until it expires: 25 days, or as the company sets it."""
    wanted = Wanted(
        customer_id=customer_id, contact_id=contact_id, delivery_id=delivery_id, sent_to=sent_to
    )
    [made] = await create_links(session, company_id, [wanted], public_url=public_url, now=now)
    return made


async def hand_over(
    session: AsyncSession,
    company_id: UUID,
    *,
    public_url: str,
    customer_id: UUID,
    contact_id: UUID | None,
    sent_to: str,
    actor: Actor,
    now: datetime,
) -> NewLink:
    """A link a person gives away themselves; that they did stays in the customer's history.

    Raises `CustomerNotFound`, and `ContactNotFound` for a contact of somebody else.
    """
    await customers.find(session, company_id, customer_id)
    if contact_id is not None:
        contact = await customers.contact(session, company_id, contact_id)
        if contact.customer_id != customer_id:
            raise ContactNotFound("This customer has no such contact.")
    link = await create_link(
        session,
        company_id,
        public_url=public_url,
        customer_id=customer_id,
        contact_id=contact_id,
        sent_to=sent_to,
        now=now,
    )
    given = PortalLinkHandedOver(customer_id=customer_id, link_id=link.id, sent_to=sent_to)
    await events.record(session, company_id, given, actor=actor, now=now)
    return link


async def create_links(
    session: AsyncSession,
    company_id: UUID,
    wanted: Sequence[Wanted],
    *,
    public_url: str,
    now: datetime,
) -> list[NewLink]:
    """A link for each of them, in their order, in as many statements as for one.

    One sent to an address that a debtor gave, and that does not count yet, changes no contact.
    """
    company = await accounts.company(session, company_id)
    not_counting = await change_queries.not_counting(
        session, company_id, {one.customer_id for one in wanted}
    )
    expires_at = now + timedelta(days=company.link_days)
    made: list[NewLink] = []
    rows: list[dict[str, Any]] = []
    codes: dict[str, UUID] = {}
    for one in wanted:
        is_narrow = one.sent_to.lower() in not_counting.get(one.customer_id, ())
        code, link_id = secrets.token_urlsafe(CODE_BYTES), new_id()
        rows.append(
            {
                "company_id": company_id,
                "id": link_id,
                "customer_id": one.customer_id,
                "contact_id": one.contact_id,
                "delivery_id": one.delivery_id,
                "sent_to": one.sent_to,
                "scope": LinkScope.ANSWER if is_narrow else LinkScope.FULL,
                "expires_at": expires_at,
                "selected": [],
                "created_at": now,
            }
        )
        codes[code] = link_id
        url = f"{public_url.rstrip('/')}/p/{code}"
        made.append(NewLink(link_id, url, company.link_days, expires_at, is_narrow))
    if rows:
        await session.execute(insert(PortalLink), rows)
        await doors.cut_many(session, company_id, DoorKind.PORTAL_CODE, codes)
    return made


async def _behind(session: AsyncSession, code: str) -> PortalLink | None:
    """The link of a code, whatever its age; from then on the transaction sees its company."""
    if len(code) != CODE_CHARACTERS:
        return None
    opened = await doors.opened(session, DoorKind.PORTAL_CODE, code)
    if not opened:
        return None
    await see(session, [opened[0].company_id])
    return await queries.link(session, opened[0].company_id, opened[0].target_id)


async def open_link(session: AsyncSession, code: str, *, now: datetime) -> OpenedLink | None:
    """Where the code leads, if its link still opens. Nothing is used up: mail scanners look too."""
    link = await _behind(session, code)
    if link is None or link.revoked_at is not None or link.expires_at <= now:
        return None
    return OpenedLink(link.company_id, link.id, link.expires_at)


async def ask_renewal(session: AsyncSession, code: str, *, now: datetime) -> None:
    """A new link is wanted, once a day at most for one recipient; what follows is a reaction.

    Nothing tells the caller whether the code was ever ours, and no address can be named here:
    the new link goes to the one we know. Two presses at once wait for each other.
    """
    link = await _behind(session, code)
    if link is None:
        return
    await customers.lock(session, link.company_id, link.customer_id)
    asked_at = await queries.renewal_asked_at(session, link)
    if asked_at is not None and now - asked_at < BETWEEN_RENEWALS:
        return
    link.renewal_asked_at = now
    asked = PortalRenewalRequested(customer_id=link.customer_id, link_id=link.id)
    debtor = Actor(ActorKind.DEBTOR, link.id, link.sent_to[:200])
    await events.record(session, link.company_id, asked, actor=debtor, now=now)


async def revoke(
    session: AsyncSession, company_id: UUID, link_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """The link opens nothing any more; revoked twice, it stays so. Raises `LinkNotFound`."""
    link = await queries.link(session, company_id, link_id, lock=True)
    if link is None:
        raise LinkNotFound(f"No link {link_id}.")
    await _revoke(session, [link], actor=actor, now=now)


async def revoke_links_to(
    session: AsyncSession,
    company_id: UUID,
    customer_id: UUID,
    address: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """No link sent to this address opens the customer's account any more."""
    found = await queries.links_to(session, company_id, customer_id, address)
    await _revoke(session, found, actor=actor, now=now)


async def _revoke(
    session: AsyncSession, found: Sequence[PortalLink], *, actor: Actor, now: datetime
) -> None:
    for link in found:
        if link.revoked_at is None:
            link.revoked_at = now
            await doors.wall_up(session, link.company_id, link.id)
            revoked = PortalLinkRevoked(customer_id=link.customer_id, link_id=link.id)
            await events.record(session, link.company_id, revoked, actor=actor, now=now)


async def link_to_undo(
    session: AsyncSession, code: str, *, now: datetime
) -> tuple[PortalLink, UUID] | None:
    """The link that came with the news of a change of contact, and the change it may undo."""
    link = await _behind(session, code)
    if link is None or link.revoked_at is not None or link.expires_at <= now:
        return None
    if link.scope is not LinkScope.FULL:
        return None
    change_id = await queries.change_told_with(session, link)
    return None if change_id is None else (link, change_id)
