"""What a debtor does about contacts, and what becomes of it: the stories of SID-10 and SID-31."""

from typing import Any

import httpx
from sqlalchemy import select

from quittance.deliveries.models import Delivery
from quittance.platform.jobs import JobContext
from quittance.portal import links
from quittance.portal.jobs import take_over_contact
from quittance.portal.models import ContactChange
from tests.factories.portal import PUBLIC_URL, Creditor, Debtor, Visitor

ANNE = "compta@loire-ocean.example"
LEA = "l.petit@loire-ocean.example"
ELSEWHERE = "lea.petit@cabinet-ailleurs.example"
DETAILS: dict[str, Any] = {
    "civility": "Mme",
    "first_name": "Anne",
    "last_name": "Hamon",
    "email": ANNE,
    "phone": "",
    "department": "",
}
HEIR: dict[str, Any] = {"last_name": "Petit", "first_name": "Léa", "email": LEA}


async def messages(creditor: Creditor) -> list[tuple[str, str]]:
    """The kind and the reader of each message that is to leave."""
    async with creditor.database.transaction(creditor.company_id) as session:
        rows = await session.scalars(
            select(Delivery)
            .where(Delivery.company_id == creditor.company_id, Delivery.status == "queued")
            .order_by(Delivery.id)
        )
        return [(row.kind, row.recipient_address) for row in rows]


async def changes(creditor: Creditor) -> list[ContactChange]:
    async with creditor.database.transaction(creditor.company_id) as session:
        rows = await session.scalars(
            select(ContactChange)
            .where(ContactChange.company_id == creditor.company_id)
            .order_by(ContactChange.id)
        )
        return list(rows)


async def a_week_later(creditor: Creditor, job: JobContext) -> None:
    """Seven days, and the work they made due."""
    creditor.days_later(7.01)
    for one in await changes(creditor):
        await take_over_contact(job, creditor.company_id, one.id)


async def saves(visitor: Visitor, **fields: Any) -> httpx.Response:
    """Fill in the details and press "Confirmer"."""
    await visitor.opens("/portail/coordonnees")
    return await visitor.sends("/portail/coordonnees", go="save", **{**DETAILS, **fields})


async def names(visitor: Visitor, **fields: Any) -> httpx.Response:
    """Name the right person, look at what will be sent, confirm."""
    await visitor.opens("/portail/transmettre")
    await visitor.sends("/portail/transmettre", go="check", **{**HEIR, **fields})
    return await visitor.sends("/portail/transmettre", go="send", **{**HEIR, **fields})


async def told_with(creditor: Creditor, debtor: Debtor, address: str) -> str:
    """The link that came with the news of the change, as its message would carry it."""
    async with creditor.database.transaction(creditor.company_id) as session:
        notice = (
            await session.scalars(
                select(Delivery).where(
                    Delivery.company_id == creditor.company_id,
                    Delivery.recipient_address == address,
                )
            )
        ).one()
        made = await links.create_link(
            session,
            creditor.company_id,
            public_url=PUBLIC_URL,
            customer_id=debtor.id,
            delivery_id=notice.id,
            sent_to=address,
            now=creditor.now(),
        )
    return made.url.removeprefix(PUBLIC_URL)
