"""Links to the debtor's space: 128 random bits in an address, kept as a hash (SID-4)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.platform import doors, events
from quittance.platform.database import see
from quittance.platform.doors import DoorKind
from quittance.platform.events import Actor, ActorKind
from quittance.platform.ids import new_id
from quittance.portal import queries
from quittance.portal.events import PortalRenewalRequested
from quittance.portal.models import PortalLink

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


async def create_links(
    session: AsyncSession,
    company_id: UUID,
    wanted: Sequence[Wanted],
    *,
    public_url: str,
    now: datetime,
) -> list[NewLink]:
    """A link for each of them, in their order, in as many statements as for one."""
    company = await accounts.company(session, company_id)
    expires_at = now + timedelta(days=company.link_days)
    made: list[NewLink] = []
    for one in wanted:
        code = secrets.token_urlsafe(CODE_BYTES)
        link = PortalLink(
            company_id=company_id,
            id=new_id(),
            customer_id=one.customer_id,
            contact_id=one.contact_id,
            delivery_id=one.delivery_id,
            sent_to=one.sent_to,
            expires_at=expires_at,
            revoked_at=None,
            first_opened_at=None,
            renewal_asked_at=None,
            selected=[],
            created_at=now,
        )
        session.add(link)
        doors.cut(session, company_id, DoorKind.PORTAL_CODE, key=code, target_id=link.id)
        url = f"{public_url.rstrip('/')}/p/{code}"
        made.append(NewLink(link.id, url, company.link_days, expires_at))
    await session.flush()
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
    """The creditor is told that a new link is wanted, once a day at most.

    Nothing tells the caller whether the code was ever ours, and no address can be named here:
    the new link goes to the one that received the old.
    """
    link = await _behind(session, code)
    if link is None:
        return
    if link.renewal_asked_at is not None and now - link.renewal_asked_at < BETWEEN_RENEWALS:
        return
    link.renewal_asked_at = now
    asked = PortalRenewalRequested(customer_id=link.customer_id, link_id=link.id)
    debtor = Actor(ActorKind.DEBTOR, link.id, link.sent_to[:200])
    await events.record(session, link.company_id, asked, actor=debtor, now=now)


async def revoke_link(session: AsyncSession, link: PortalLink, *, now: datetime) -> None:
    """The link opens nothing any more."""
    if link.revoked_at is None:
        link.revoked_at = now
        await doors.wall_up(session, link.company_id, link.id)
