"""A link opens the account for 25 days, uses nothing up, and tells strangers nothing."""

import asyncio
import re

import pytest

from quittance.portal.models import PortalLink
from tests.factories.portal import Creditor, Visitor


@pytest.mark.req("SID-3", "SID-8")
async def test_a_link_leads_to_the_account_without_any_log_in(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    await debtor.owes("FA-26-0588", 2_026_81)

    page = await visitor.opens(await debtor.receives_link())

    assert page.url.path == "/portail"
    assert "FA-26-0588" in page.text
    assert "2\u00a0026,81\u00a0EUR" in page.text
    assert "Ni mot de passe, ni donnée bancaire." in page.text
    assert 'type="password"' not in page.text


async def test_a_code_has_128_random_bits_and_fits_a_text_message(creditor: Creditor) -> None:
    debtor = await creditor.customer()

    paths = {await debtor.receives_link() for _ in range(20)}

    assert all(re.fullmatch(r"/p/[A-Za-z0-9_-]{22}", path) for path in paths)
    assert len(paths) == 20


async def test_mail_scanners_may_look_as_often_as_they_like(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    path = await debtor.receives_link()

    for _ in range(3):
        assert (await visitor.http.get(path)).status_code == 303

    assert await creditor.events("portal.") == []
    await visitor.opens(path)
    await visitor.opens(path)
    assert [event.type for event in await creditor.events("portal.")] == ["portal.opened"]


async def test_opened_in_several_tabs_at_once_it_was_opened_once(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    await visitor.http.get(await debtor.receives_link())

    pages = await asyncio.gather(*[visitor.http.get("/portail") for _ in range(6)])

    assert {page.status_code for page in pages} == {200}
    assert len(await creditor.events("portal.opened")) == 1


@pytest.mark.req("SID-4")
async def test_a_link_works_for_25_days_and_not_a_day_longer(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    path = await debtor.receives_link()

    creditor.days_later(24.9)
    assert (await visitor.opens(path)).status_code == 200

    creditor.days_later(0.2)
    assert (await visitor.opens(path)).status_code == 410
    assert (await visitor.opens("/portail")).status_code == 401


@pytest.mark.req("SID-4")
async def test_an_expired_link_tells_nothing(creditor: Creditor, visitor: Visitor) -> None:
    debtor = await creditor.customer(name="Quincaillerie de Magenta")
    path = await debtor.receives_link()
    creditor.days_later(26)

    expired = await visitor.opens(path)
    unknown = await visitor.opens("/p/" + "A" * 22)

    assert expired.status_code == unknown.status_code == 410
    assert "Ce lien a expiré." in expired.text
    assert "Magenta" not in expired.text
    assert "Morvan" not in expired.text
    assert expired.text.replace(path[3:], "") == unknown.text.replace("A" * 22, "")


@pytest.mark.req("SID-4")
async def test_asking_for_a_new_link_is_told_to_the_creditor_once_and_answers_all_alike(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    path = await debtor.receives_link()
    creditor.days_later(26)

    asked = await visitor.http.post(f"{path}/renew")
    again = await visitor.http.post(f"{path}/renew")
    stranger = await visitor.http.post("/p/" + "A" * 22 + "/renew")

    assert asked.text == again.text == stranger.text
    [event] = await creditor.events("portal.")
    assert event.type == "portal.renewal_requested"
    assert event.customer_id == debtor.id
    assert await creditor.count(PortalLink) == 1


async def test_the_pages_are_private(creditor: Creditor, visitor: Visitor) -> None:
    debtor = await creditor.customer()

    page = await visitor.opens(await debtor.receives_link())

    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "'unsafe-inline'" not in page.headers["content-security-policy"]
    set_by_link = (await visitor.http.get(await debtor.receives_link())).headers.get_list(
        "set-cookie"
    )
    assert all("HttpOnly" in cookie for cookie in set_by_link)
    assert {"Path=/portail; SameSite=lax", "Path=/portal; SameSite=strict"} == {
        re.sub(r".*(Path=[^;]*; SameSite=\w+).*", r"\1", cookie) for cookie in set_by_link
    }


async def test_a_forged_session_opens_nothing(creditor: Creditor, visitor: Visitor) -> None:
    visitor.http.cookies.set("quittance_portal", "eyJhbGciOiJub25lIn0.e30.", path="/portail")

    assert (await visitor.opens("/portail")).status_code == 401
