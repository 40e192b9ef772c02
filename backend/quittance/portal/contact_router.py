"""The debtor's endpoints about whom to write to; pages and programs ask the same of `changes`."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request, status
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.errors import ForeignOrigin
from quittance.customers import queries as customers
from quittance.platform.clock import Now, day_in
from quittance.platform.problems import problems
from quittance.portal import changes, places
from quittance.portal.access import AtTheDoor, Db, Debtor
from quittance.portal.errors import (
    ContactInvalid,
    ContactsClosed,
    PortalSessionOver,
    TooManyChanges,
)
from quittance.portal.models import ContactChange
from quittance.portal.page_requests import origin_of
from quittance.portal.people import Person, as_typed
from quittance.portal.places import FUNCTIONS, Department
from quittance.portal.rendering import locale_for
from quittance.portal.schemas import (
    DepartmentOut,
    FunctionOut,
    PortalChangeOut,
    PortalContactOut,
)
from quittance.portal.words import Words

router = APIRouter(prefix="/portal/v1", tags=["portal"])

DOOR = problems(PortalSessionOver, ForeignOrigin)
CHANGING = DOOR | problems(ContactInvalid, ContactsClosed, TooManyChanges)


@router.get("/contact", operation_id="portal_read_contact", responses=DOOR)
async def read_contact(request: Request, db: Db, door: AtTheDoor) -> PortalContactOut:
    """The debtor's details, and the functions each department has."""
    link = door.link
    customer = await customers.find(db, door.company_id, link.customer_id)
    words = Words(locale_for(request, customer.language))
    known = await customers.contacts(db, door.company_id, link.customer_id)
    contact = changes.contact_of(link, tuple(known))
    return PortalContactOut(
        **as_typed(contact, link.sent_to),
        departments=[
            DepartmentOut(
                code=one.value,
                name=words(f"department.{one.value}"),
                functions=_functions(one, words),
            )
            for one in FUNCTIONS
        ],
    )


def _functions(department: Department, words: Words) -> list[FunctionOut]:
    return [
        FunctionOut(code=one, name=words(f"function.{one}"))
        for one in places.functions_of(department)
    ]


@router.put("/contact", operation_id="portal_change_contact", responses=CHANGING)
async def change_contact(
    request: Request, body: Person, db: Db, now: Now, door: AtTheDoor
) -> PortalChangeOut:
    """Update one's own details; a new address counts after a week, or after a collector's yes."""
    change = await changes.ask_update(
        db, door.company_id, door.link.id, body, origin=origin_of(request), now=now
    )
    return await _told(db, door, change)


@router.post(
    "/forwardings",
    operation_id="portal_forward",
    status_code=status.HTTP_201_CREATED,
    responses=CHANGING,
)
async def forward(
    request: Request, body: Person, db: Db, now: Now, door: AtTheDoor
) -> PortalChangeOut:
    """Name the right person: they get a link of their own, at once or on a collector's yes."""
    change = await changes.ask_forwarding(
        db, door.company_id, door.link.id, body, origin=origin_of(request), now=now
    )
    return await _told(db, door, change)


async def _told(db: AsyncSession, door: Debtor, change: ContactChange | None) -> PortalChangeOut:
    if change is None:
        return PortalChangeOut(id=None, status="unchanged", counts_on=None)
    company = await accounts.company(db, door.company_id)
    counts_at: datetime | None = change.counts_at
    return PortalChangeOut(
        id=change.id,
        status=change.status.value,
        counts_on=day_in(company.time_zone, counts_at) if counts_at else None,
    )
