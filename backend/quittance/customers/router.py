"""Contacts and profiles over HTTP; the customer's record comes with what it owes."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, status

from quittance.accounts.access import GUARD, CanAct, CanRead, Db
from quittance.customers import queries, service
from quittance.customers.errors import ContactExists, ContactNotFound, CustomerNotFound
from quittance.customers.schemas import (
    ContactFacts,
    PeopleOut,
    PersonOut,
    ProfileOut,
    ProfilesOut,
)
from quittance.platform.clock import Now
from quittance.platform.problems import problems

router = APIRouter(prefix="/v1", tags=["customers"])


@router.get("/profiles", operation_id="customers_list_profiles", responses=GUARD)
async def list_profiles(caller: CanRead, db: Db) -> ProfilesOut:
    """The classes of customers that share scenarios (SAGE-28)."""
    found = await queries.profiles(db, caller.company_id, sales_rep=caller.sales_rep)
    return ProfilesOut(
        items=[
            ProfileOut(id=row.id, name=row.name, is_default=row.is_default, customers=count)
            for row, count in found
        ]
    )


@router.get(
    "/customers/{customer_id}/contacts",
    operation_id="customers_list_contacts",
    responses=GUARD | problems(CustomerNotFound),
)
async def list_contacts(customer_id: UUID, caller: CanRead, db: Db) -> PeopleOut:
    """The people at the customer's, the main contact first."""
    await queries.find(db, caller.company_id, customer_id, sales_rep=caller.sales_rep)
    found = await queries.contacts(db, caller.company_id, customer_id)
    return PeopleOut(items=[PersonOut.model_validate(one) for one in found])


@router.post(
    "/customers/{customer_id}/contacts",
    operation_id="customers_add_contact",
    status_code=status.HTTP_201_CREATED,
    responses=GUARD | problems(CustomerNotFound, ContactExists),
)
async def add_contact(
    customer_id: UUID, body: ContactFacts, caller: CanAct, db: Db, now: Now
) -> PersonOut:
    """Add a person at the customer's."""
    row = await service.add_contact(
        db,
        caller.company_id,
        customer_id,
        body.model_dump(exclude_none=True),
        actor=caller.actor,
        now=now,
    )
    await db.flush()
    return PersonOut.model_validate(row)


@router.patch(
    "/contacts/{contact_id}",
    operation_id="customers_change_contact",
    responses=GUARD | problems(ContactNotFound, ContactExists),
)
async def change_contact(
    contact_id: UUID, body: ContactFacts, caller: CanAct, db: Db, now: Now
) -> PersonOut:
    """Change a person at the customer's; a new address starts with a clean record."""
    row = await service.change_contact(
        db,
        caller.company_id,
        contact_id,
        body.model_dump(exclude_none=True),
        actor=caller.actor,
        now=now,
    )
    await db.flush()
    return PersonOut.model_validate(row)
