"""An expired link is renewed: to the address we know, once for a click, and to nobody else."""

import asyncio

import httpx
import pytest
from sqlalchemy import select

from quittance import reactions
from quittance.deliveries.models import Delivery
from quittance.platform import sealer
from quittance.platform.events import SYSTEM
from quittance.portal import links
from tests.factories.portal import PUBLIC_URL, Creditor, Debtor, Visitor

ANNE = "compta@loire-ocean.example"


async def asks(visitor: Visitor, path: str) -> httpx.Response:
    """Press "Demander un nouveau lien"."""
    return await visitor.http.post(f"{path}/renew", headers={"Origin": PUBLIC_URL})


async def renewed(creditor: Creditor) -> list[Delivery]:
    """What is to leave once the facts are sealed, as the worker seals them."""
    async with creditor.database.transaction(creditor.company_id) as session:
        await sealer.seal(session, creditor.company_id, react=reactions.react, now=creditor.now())
    async with creditor.database.transaction(creditor.company_id) as session:
        rows = await session.scalars(
            select(Delivery).where(Delivery.company_id == creditor.company_id).order_by(Delivery.id)
        )
        return list(rows)


async def an_expired_link(creditor: Creditor, debtor: Debtor, sent_to: str = ANNE) -> str:
    path = await debtor.receives_link(sent_to)
    creditor.days_later(26)
    return path


@pytest.mark.req("SID-4")
async def test_a_new_link_leaves_to_the_known_address_with_the_collectors_name(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer(language="en")
    contact_id = await debtor.contact(ANNE, language="fr")
    path = await debtor.receives_link("ancienne@loire-ocean.example", contact_id)
    creditor.days_later(26)

    await asks(visitor, path)

    [message] = await renewed(creditor)
    assert (message.kind, message.recipient_address, message.contact_id, message.locale) == (
        "portal_link_renewal",
        ANNE,
        contact_id,
        "fr",
    )
    assert message.sender_name == "Claire Vasseur"
    assert message.step_kind == ""  # no reminder: it counts against no cap
    assert message.due_at <= creditor.now()


async def test_two_presses_at_once_and_a_second_seal_are_one_message(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    await debtor.contact(ANNE)
    path = await an_expired_link(creditor, debtor)

    await asyncio.gather(*[asks(visitor, path) for _ in range(4)])

    assert len(await renewed(creditor)) == 1
    assert len(await renewed(creditor)) == 1
    assert len(await creditor.events("portal.renewal_requested")) == 1


async def test_one_reader_is_renewed_once_a_day_whatever_their_links(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    await debtor.contact(ANNE)
    first, second = await debtor.receives_link(ANNE), await debtor.receives_link(ANNE)
    creditor.days_later(26)

    await asks(visitor, first)
    await asks(visitor, second)
    assert len(await renewed(creditor)) == 1
    creditor.days_later(1.1)
    await asks(visitor, second)

    assert len(await renewed(creditor)) == 2


@pytest.mark.parametrize("status", ["bounced", "wrong_person", "opposed"])
async def test_nothing_leaves_to_an_address_that_takes_no_mail(
    status: str, creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    await debtor.contact(ANNE, email_status=status)

    await asks(visitor, await an_expired_link(creditor, debtor))

    assert await renewed(creditor) == []
    assert len(await creditor.events("portal.renewal_requested")) == 1


async def test_a_link_handed_over_in_person_is_renewed_by_the_collector(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()

    await asks(visitor, await an_expired_link(creditor, debtor, "remis en main propre"))

    assert await renewed(creditor) == []


async def test_a_revoked_link_asks_for_nothing(creditor: Creditor, visitor: Visitor) -> None:
    debtor = await creditor.customer()
    await debtor.contact(ANNE)
    path = await debtor.receives_link(ANNE)
    async with creditor.database.transaction(creditor.company_id) as session:
        await links.revoke_links_to(
            session,
            creditor.company_id,
            debtor.id,
            ANNE.upper(),
            actor=SYSTEM,
            now=creditor.now(),
        )

    asked = await asks(visitor, path)

    assert asked.text == (await asks(visitor, "/p/" + "A" * 22)).text
    assert await creditor.events("portal.renewal_requested") == []


async def test_an_address_that_does_not_count_yet_gets_no_new_link(
    creditor: Creditor, visitor: Visitor
) -> None:
    """A short-lived link, so that it expires before the address counts."""
    await creditor.set(link_days=2)
    debtor = await creditor.customer()
    await visitor.opens(await debtor.receives_link(ANNE, await debtor.contact(ANNE)))
    await visitor.http.post(
        "/portal/v1/forwardings",
        json={"last_name": "Petit", "email": "l.petit@loire-ocean.example"},
        headers={"Origin": PUBLIC_URL},
    )
    path = await debtor.receives_link("l.petit@loire-ocean.example")
    before = len(await renewed(creditor))
    creditor.days_later(3)

    await asks(visitor, path)

    assert len(await renewed(creditor)) == before
