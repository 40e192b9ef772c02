"""The product in one story: checked, sent, promised, left out the next day, told to a partner."""

from collections.abc import AsyncIterator
from datetime import date, time
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.async_api import expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.e2e.browser.debtor import Debtor
from tests.factories.casts import MORNING, Cast, a_cast, load, load_customer, ready, told
from tests.plugins.stage import Stage, link_in, text_of

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DURAND, NOEL, CAFE = "Durand & Fils <SARL>", "Ébénisterie Noël", "Café de l’Île"
MAIL = "compta@durand.example"


@pytest.fixture
async def cast(stage: Stage, database: Database) -> AsyncIterator[Cast]:
    """Three customers are to be reminded today; tomorrow one more invoice of Durand's would be."""
    async with a_cast(stage, database) as cast:
        await owes(cast, "C1", DURAND, MAIL, FA_1001=(202_681, "2026-11-10"))
        await load(cast.integrator, invoice("FA-1009", 30_000, "2026-11-16"), of="C1")
        await owes(cast, "C2", NOEL, "noel@noel.example", FA_1002=(50_000, "2026-11-09"))
        cafe = {"FA_1003": (12_000, "2026-11-08"), "FA_1004": (8_000, "2026-11-09")}
        await owes(cast, "C3", CAFE, "cafe@ile.example", **cafe)

        async def look() -> bool:
            return len(await ready(cast)) == 3

        await stage.eventually(look, "three reminders in the plan")
        yield cast


def invoice(number: str, minor: int, due_on: str) -> dict[str, Any]:
    return {
        "external_id": number,
        "number": number,
        "invoiced_on": "2026-10-01",
        "due_on": due_on,
        "amount_minor": minor,
    }


async def owes(cast: Cast, code: str, name: str, address: str, **invoices: tuple[int, str]) -> None:
    await load_customer(cast.integrator, code=code, name=name, contacts=[{"email": address}])
    lines = [invoice(number.replace("_", "-"), *facts) for number, facts in invoices.items()]
    await load(cast.integrator, *lines, of=code)


async def checks_the_real_message(collector: Collector) -> None:
    """What is on the screen is the message that will leave (SAGE-80)."""
    await collector.page.get_by_role("row").filter(has_text=DURAND).click()
    paper = collector.page.frame_locator(f'iframe[title="Message à {DURAND}"]')
    await expect(paper.locator("body")).to_contain_text("la facture FA-1001, échue le 10/11/2026")
    await expect(paper.locator("body")).to_contain_text("2 026,81 €")
    await expect(paper.locator("body")).not_to_contain_text("FA-1009")


async def sends(collector: Collector, button: str, what: str, question: str) -> None:
    """The window of SAGE-86 asks, then the sending is followed."""
    await collector.button(button).click()
    dialog = collector.page.get_by_role("dialog", name=f"Envoyer {what}")
    await expect(dialog).to_contain_text(question)
    await collector.window.check()
    await dialog.get_by_role("button", name=f"Envoyer {what}").click()
    await expect(dialog).to_be_hidden()


async def the_collector_sends_two_of_three(
    stage: Stage, collector: Collector, cast: Cast
) -> EmailMessage:
    await collector.link("Par scénario").click()
    await expect(collector.button("Envoyer 3")).to_be_visible()
    await checks_the_real_message(collector)
    await collector.page.get_by_role("checkbox", name=f"Cocher {NOEL}").uncheck()
    await collector.window.shows("2 e-mails, 2 226,81 €")
    await sends(collector, "Envoyer 2, passer 1", "2 e-mails", "2 226,81 €, à 2 clients")

    stage.at(date(2026, 11, 23), time(10, 1))
    message = await stage.mail_to(MAIL)
    await stage.mail_to("cafe@ile.example")
    for name in (DURAND, CAFE):
        sent = collector.page.get_by_role("listitem").filter(has_text=name)
        await expect(sent).to_contain_text("Envoyé", timeout=15_000)
    await collector.window.check()
    assert not any(b"noel@noel.example" in one for one in stage.sink.messages)
    return message


async def the_message_is_in_the_history(collector: Collector) -> None:
    await collector.link("Activités").click()
    await expect(collector.row(DURAND)).to_be_visible()
    await expect(collector.row(CAFE)).to_be_visible()
    await expect(collector.row(NOEL)).to_have_count(0)
    await collector.window.check()


async def the_debtor_promises(debtor: Debtor, message: EmailMessage) -> None:
    """Both invoices, from the link in the mail that was caught."""
    assert "2 026,81" in text_of(message)
    await debtor.opens(link_in(message))
    await debtor.ticks("FA-1001")
    await debtor.ticks("FA-1009")
    await debtor.chooses("Paiement prévu")
    await debtor.page.get_by_label("Date du paiement").fill("2026-12-15")
    await debtor.page.get_by_role("radio", name="Virement").check()
    await debtor.button("Continuer").click()
    await debtor.finishes()


async def the_next_day_leaves_it_out_and_says_why(collector: Collector) -> None:
    """Not to remind, so listed and not ticked (SAGE-83)."""
    await collector.link("Par scénario").click()
    left_out = collector.page.get_by_role("table", name="Écartés").get_by_role("row")
    row = left_out.filter(has_text=DURAND)
    await expect(row).to_contain_text("Promis")
    await expect(row.get_by_role("checkbox")).not_to_be_checked()
    going = collector.page.get_by_role("table", name="Prêts à partir")
    await expect(going).to_contain_text(NOEL)
    await expect(going).not_to_contain_text(DURAND)
    await row.click()
    await collector.window.shows("Une promesse de règlement court encore")
    await collector.window.check()


@pytest.mark.req("SAGE-76", "SAGE-81", "SAGE-83", "SAGE-86")
async def test_a_reminder_is_checked_sent_promised_and_left_out_the_next_day(
    stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    window = await open_window("office", now=stage.clock.now())
    collector = a_collector(window, stage.url, cast.creditor)
    await collector.arrives()
    message = await the_collector_sends_two_of_three(stage, collector, cast)
    await the_message_is_in_the_history(collector)
    await collector.logs_out()
    await the_debtor_promises(Debtor(await open_window("phone")), message)

    stage.at(date(2026, 11, 24), MORNING)
    await window.page.context.clock.set_fixed_time(stage.clock.now())
    await collector.arrives()
    durand = collector.row(DURAND)
    await expect(durand).to_contain_text("Promesse")
    await the_next_day_leaves_it_out_and_says_why(collector)

    promised = await told(stage, cast, "promise.made")
    assert promised["data"]["due_on"] == "2026-12-15"


@pytest.mark.req("SAGE-2", "SAGE-82", "SAGE-86")
async def test_a_reminder_is_sent_from_a_phone_with_one_invoice_less(
    stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    window = await open_window("phone", now=stage.clock.now())
    collector = a_collector(window, stage.url, cast.creditor)
    await collector.arrives()
    await collector.goes("/agir", "Agir par scénario")
    for name in (DURAND, NOEL):
        await collector.page.get_by_role("checkbox", name=f"Cocher {name}").uncheck()
    await collector.row(CAFE).click()
    claimed = collector.page.get_by_role("group", name="Pièces réclamées")
    await claimed.get_by_role("checkbox", name="FA-1004").uncheck()
    await window.check_width()
    await sends(collector, "Envoyer 1, passer 2", "1 e-mail", "120,00 €, à 1 client")

    stage.at(date(2026, 11, 23), time(10, 1))
    said = text_of(await stage.mail_to("cafe@ile.example"))
    assert "FA-1003" in said
    assert "FA-1004" not in said
    await window.check_width()
