"""Customers who owe, as rows, with a contact to write to unless told otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact, Customer
from quittance.platform.ids import new_id
from tests.factories.companies import Creditor


async def a_customer(
    session: AsyncSession,
    creditor: Creditor,
    *,
    now: datetime,
    email: str | None = "compta@client.example",
    **facts: Any,
) -> Customer:
    """A customer of the creditor, in its currency and its default profile."""
    id = new_id()
    known = {"code": f"C-{id.hex[-8:]}", "name": "Menuiserie <Roux> & Fils"} | facts
    row = Customer(
        company_id=creditor.id,
        id=id,
        currency=creditor.company.currency,
        profile_id=creditor.profile_id,
        created_at=now,
        updated_at=now,
        **known,
    )
    session.add(row)
    await session.flush()
    if email is not None:
        session.add(
            Contact(
                company_id=creditor.id,
                id=new_id(),
                customer_id=id,
                last_name="Roux",
                email=email,
                is_main=True,
                created_at=now,
                updated_at=now,
            )
        )
        await session.flush()
    return row
