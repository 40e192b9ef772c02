"""What the list shows, and how ticks survive: SID-20 to SID-26, SID-34, SID-38."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import update

from quittance.accounts.models import Membership
from quittance.domain.holds import Hold, HoldKind
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.receivables import holds
from tests.factories.portal import Creditor, Visitor, a_creditor

BOX = re.compile(r'name="ticked" value="([0-9a-f-]{36})"( checked)?')


def boxes(page: str) -> dict[UUID, bool]:
    return {UUID(id): bool(checked) for id, checked in BOX.findall(page)}


@pytest.mark.req("SID-23", "SID-24")
async def test_a_selection_of_35_survives_its_two_pages(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    invoices = [await debtor.owes(f"FA-{n:03}", 10_00, days_late=50 - n) for n in range(36)]
    await visitor.opens(await debtor.receives_link())
    first_page = list(boxes(visitor.text))
    assert first_page == invoices[:30]
    assert "Page 1 sur 2, 36 factures" in visitor.text

    await visitor.ticks(*first_page, go="page:2")
    assert list(boxes(visitor.text)) == invoices[30:]
    assert "30 factures cochées" in visitor.text
    await visitor.ticks(*invoices[30:35], shown=invoices[30:], go="page:1")

    assert "35 factures cochées" in visitor.text
    assert "350,00\u00a0EUR" in visitor.text
    assert all(boxes(visitor.text).values())
    await visitor.ticks(*first_page[1:], shown=first_page, go="answer")
    assert "Que voulez‑vous dire de ces 34 factures" in visitor.text


@pytest.mark.req("SID-23")
async def test_everything_can_be_ticked_at_once_and_nothing_ticked_is_said(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    invoices = [await debtor.owes(f"FA-{n:03}", 10_00) for n in range(33)]
    await visitor.opens(await debtor.receives_link())

    await visitor.ticks(shown=invoices[:30], go="answer")
    assert "Aucune facture cochée. Cochez celles" in visitor.text
    await visitor.ticks(shown=invoices[:30], go="all")
    assert "33 factures cochées" in visitor.text
    await visitor.ticks(*list(boxes(visitor.text)), go="none")
    assert "<b>Aucune facture cochée</b>" in visitor.text


@pytest.mark.req("SID-21")
async def test_tabs_count_what_is_left_to_handle(creditor: Creditor, visitor: Visitor) -> None:
    debtor = await creditor.customer()
    first = await debtor.owes("FA-1", days_late=3)
    await debtor.owes("FA-2", days_late=0)
    await debtor.owes("FA-3", days_late=-10)
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("status", first, text="Bientôt")

    session = (await visitor.http.get("/portal/v1/session")).json()

    assert {one["tab"]: one["count"] for one in session["tabs"]} == {
        "all": 3,
        "overdue": 1,
        "handled": 1,
        "left": 2,
    }
    left = await visitor.opens("/portail?tab=left")
    assert "FA-1" not in left.text
    assert "FA-3" in left.text


@pytest.mark.req("SID-22", "SID-25", "SID-34")
async def test_a_line_reads_as_the_debtor_expects(
    creditor: Creditor, visitor: Visitor, clock: Clock
) -> None:
    debtor = await creditor.customer(code="C00019", name="BTP Loire-Océan")
    await debtor.owes("FA-46", 2_026_81, days_late=46, order_no="BC-7781", amount_minor=3_000_00)
    await debtor.owes("FA-0", 1_00, days_late=0)

    page = await visitor.opens(await debtor.receives_link())

    for shown in (
        "FA-46",
        "BC-7781",
        "BTP Loire-Océan",
        "C00019",
        "08/10/2026",
        "46 jours",
        "3\u00a0000,00",
        "2\u00a0026,81\u00a0EUR",
        "Payée en partie",
        "Statut chez nous",
        "Votre réponse",
    ):
        assert shown in page.text
    for collector in (
        "Claire Vasseur",
        "Chargée de recouvrement",
        "02 40 11 78 30",
        "@ateliers-morvan.example",
    ):
        assert collector in page.text


@pytest.mark.req("SID-34")
async def test_whoever_works_here_no_more_is_shown_to_no_debtor(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    await debtor.owes()
    path = await debtor.receives_link()
    assert "Claire Vasseur" in (await visitor.opens(path)).text

    async with creditor.database.transaction(creditor.company_id) as session:
        await session.execute(
            update(Membership)
            .where(Membership.user_id == creditor.collector.id)
            .values(suspended_at=creditor.now())
        )

    shown = (await visitor.opens("/portail")).text
    assert "Ateliers Morvan" in shown
    assert "Claire Vasseur" not in shown
    assert creditor.collector.email not in shown


@pytest.mark.req("SID-25")
async def test_francs_have_no_cents_and_days_are_those_of_noumea(
    database: Database, clock: Clock, visitor: Visitor
) -> None:
    creditor = await a_creditor(database, clock, currency="XPF", zone="Pacific/Noumea")
    debtor = await creditor.customer()
    await debtor.owes("F2026-1184", 428_500, days_late=0)
    path = await debtor.receives_link()
    clock.move_to(datetime(2026, 11, 23, 13, 30, tzinfo=UTC))  # half past midnight there

    page = await visitor.opens(path)

    assert "428\u00a0500\u00a0XPF" in page.text
    assert re.search(r">\s*1 jour\s*<", page.text)


@pytest.mark.req("SID-38")
async def test_the_creditors_status_follows_the_facts(creditor: Creditor, visitor: Visitor) -> None:
    debtor = await creditor.customer()
    promised, contested, announced = [await debtor.owes(f"FA-{n}") for n in (1, 2, 3)]
    path = await debtor.receives_link()
    await visitor.opens(path)
    await visitor.answers("upcoming", promised, due_on="2026-12-01", method="transfer")
    await visitor.answers("dispute", contested, reason="price")
    await visitor.answers("paid", announced, paid_on="2026-11-20", method="transfer")
    await visitor.finishes()

    rows = (await visitor.http.get("/portal/v1/receivables")).json()["items"]

    assert {UUID(row["id"]): (row["status"], row["status_until"]) for row in rows} == {
        promised: ("promise", "2026-12-01"),
        contested: ("dispute", None),
        announced: ("payment_announced", None),
    }


async def test_credits_come_off_the_total_and_cannot_be_ticked(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    await debtor.owes("FA-1", 100_00)
    credit = await debtor.owes("AV-1", -30_00)

    page = await visitor.opens(await debtor.receives_link())

    assert "70,00\u00a0EUR" in page.text
    assert credit not in boxes(page.text)


async def test_an_insolvent_debtor_is_not_asked_to_pay(
    creditor: Creditor, visitor: Visitor
) -> None:
    await creditor.set(bank_details="IBAN FR14 2004 1010 0505 0001 3M02 606")
    debtor = await creditor.customer()
    await debtor.owes()
    path = await debtor.receives_link()
    assert "FR14 2004" in (await visitor.opens(path)).text
    async with creditor.database.transaction(creditor.company_id) as session:
        await holds.place(
            session,
            creditor.company_id,
            debtor.id,
            Hold(HoldKind.INSOLVENCY, creditor.today()),
            now=creditor.now(),
        )

    page = await visitor.opens("/portail")

    assert "FR14 2004" not in page.text


@pytest.mark.req("SID-36")
async def test_every_box_and_field_has_a_name_for_readers(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes("FA-26-0588")
    await visitor.opens(await debtor.receives_link())
    assert "Cocher la facture FA-26-0588" in visitor.text
    assert 'aria-live="polite"' in visitor.text
    assert '<html lang="fr">' in visitor.text
    await visitor.ticks(invoice, go="answer")

    for kind in ("paid", "upcoming", "dispute", "status", "confirm"):
        page = (await visitor.opens(f"/portail/reponse/{kind}")).text
        fields = set(
            re.findall(r'<(?:input type="(?:text|date)"[^>]*|select|textarea) id="(\w+)"', page)
        )
        assert fields
        assert fields <= set(re.findall(r'<label for="(\w+)"', page))


async def test_the_pages_speak_english_to_those_who_ask(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    await debtor.owes(minor=2_026_81)
    await visitor.opens(await debtor.receives_link())

    page = await visitor.opens("/portail/langue/en")

    assert '<html lang="en">' in page.text
    assert "2,026.81\u00a0EUR" in page.text
    assert "No invoice ticked" in page.text
