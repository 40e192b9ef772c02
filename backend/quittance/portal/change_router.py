"""What staff do about links and contacts: see them, end them, decide on what debtors asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanAct, CanRead, Db
from quittance.customers import queries as customers
from quittance.customers.errors import ContactExists, CustomerNotFound
from quittance.platform.clock import Now, day_in
from quittance.platform.pages import Cursor, Limit, Page, encode_cursor, id_in
from quittance.platform.problems import problems
from quittance.portal import change_queries, coming_in_force, links, queries
from quittance.portal.change_queries import KNOWN, ChangeFilter
from quittance.portal.change_schemas import (
    ContactChangeOut,
    Decision,
    LinkState,
    ReviewBody,
    StaffLinkOut,
)
from quittance.portal.errors import ChangeNotFound, ChangeSettled, LinkNotFound
from quittance.portal.models import ContactChange, PortalLink
from quittance.portal.people import full_name

router = APIRouter(prefix="/v1", tags=["portal"])

OURS = frozenset({KNOWN, "old"})  # kept for an undo, of no use to readers
DECIDE = {
    Decision.ACCEPT: coming_in_force.accept,
    Decision.REJECT: coming_in_force.reject,
    Decision.UNDO: coming_in_force.undo,
}


@router.get(
    "/customers/{customer_id}/portal-links",
    operation_id="portal_list_links",
    responses=GUARD | problems(CustomerNotFound),
)
async def list_links(
    customer_id: UUID,
    caller: CanRead,
    db: Db,
    *,
    now: Now,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[StaffLinkOut]:
    """The links to the customer's space, the newest first."""
    await customers.find(db, caller.company_id, customer_id, sales_rep=caller.sales_rep)
    after = id_in(cursor) if cursor else None
    rows = await queries.links_page(
        db, caller.company_id, customer_id, after=after, limit=limit + 1
    )
    more = len(rows) > limit
    return Page(
        items=[_link(row, now) for row in rows[:limit]],
        next_cursor=encode_cursor(rows[limit - 1].id) if more else None,
    )


@router.delete(
    "/portal-links/{link_id}",
    operation_id="portal_revoke_link",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(LinkNotFound),
)
async def revoke_link(link_id: UUID, caller: CanAct, db: Db, now: Now) -> None:
    """End a link before its time; whoever is behind it is out with their next step."""
    await links.revoke(db, caller.company_id, link_id, actor=caller.actor, now=now)


@router.get("/contact-changes", operation_id="portal_list_contact_changes", responses=GUARD)
async def list_changes(
    caller: CanRead,
    db: Db,
    *,
    customer_id: UUID | None = None,
    to_review: Annotated[bool, Query(description="Only those that wait for a yes.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ContactChangeOut]:
    """What debtors say of whom to write to, the newest first."""
    wanted = ChangeFilter(customer_id, to_review, caller.sales_rep)
    after = id_in(cursor) if cursor else None
    rows = await change_queries.page(db, caller.company_id, wanted, after=after, limit=limit + 1)
    shown = await _shown(db, caller.company_id, rows[:limit])
    more = len(rows) > limit
    return Page(items=shown, next_cursor=encode_cursor(rows[limit - 1].id) if more else None)


@router.post(
    "/contact-changes/{change_id}/review",
    operation_id="portal_review_contact_change",
    responses=GUARD | problems(ChangeNotFound, ChangeSettled, ContactExists),
)
async def review_change(
    change_id: UUID, body: ReviewBody, caller: CanAct, db: Db, now: Now
) -> ContactChangeOut:
    """Accept or reject what waits; undo what was agreed, and all is as it was."""
    decide = DECIDE[body.decision]
    change = await decide(db, caller.company_id, change_id, actor=caller.actor, now=now)
    await db.flush()
    return (await _shown(db, caller.company_id, [change]))[0]


def _link(row: PortalLink, now: datetime) -> StaffLinkOut:
    state = LinkState.EXPIRED if row.expires_at <= now else LinkState.OPEN
    return StaffLinkOut(
        id=row.id,
        sent_to=row.sent_to,
        contact_id=row.contact_id,
        delivery_id=row.delivery_id,
        scope=row.scope,
        state=state if row.revoked_at is None else LinkState.REVOKED,
        created_at=row.created_at,
        expires_at=row.expires_at,
        first_opened_at=row.first_opened_at,
        renewal_asked_at=row.renewal_asked_at,
        revoked_at=row.revoked_at,
    )


async def _shown(
    session: AsyncSession, company_id: UUID, rows: Sequence[ContactChange]
) -> list[ContactChangeOut]:
    """The changes with their customer and the person who asked."""
    debtors = await customers.by_ids(session, company_id, {row.customer_id for row in rows})
    people = await customers.contacts_by_ids(
        session, company_id, {row.contact_id for row in rows if row.contact_id}
    )
    company = await accounts.company(session, company_id)
    shown: list[ContactChangeOut] = []
    for row in rows:
        person = people.get(row.contact_id) if row.contact_id else None
        shown.append(
            ContactChangeOut(
                id=row.id,
                customer_id=row.customer_id,
                customer_code=debtors[row.customer_id].code,
                customer_name=debtors[row.customer_id].name,
                kind=row.kind,
                status=row.status,
                contact_id=row.contact_id,
                contact_name=full_name(person.first_name, person.last_name) if person else "",
                new_contact_id=row.new_contact_id,
                facts=row.facts,
                previous={key: value for key, value in row.previous.items() if key not in OURS},
                address=row.address,
                asked_by=row.asked_by,
                asked_at=row.asked_at,
                counts_on=day_in(company.time_zone, row.counts_at) if row.counts_at else None,
                settled_at=row.settled_at,
                reviewed_at=row.reviewed_at,
                ip=row.ip,
                user_agent=row.user_agent,
            )
        )
    return shown
