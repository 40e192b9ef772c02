"""Each of the debtor's pages: who can read it, what it says, in which figures and language."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from playwright.async_api import expect

from quittance.platform.database import Database
from tests.e2e.browser.conftest import OpenWindow
from tests.e2e.browser.debtor import Debtor
from tests.e2e.browser.windows import Window
from tests.factories.portal import HOSTILE_NAME, a_creditor
from tests.factories.portal import Debtor as Account
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

COLUMNS = (
    "Facture, commande",
    "Acheteur",
    "Échéance",
    "Retard",
    "Montant, EUR",
    "Solde",
    "Statut chez nous",
    "Votre réponse",
)
KINDS = ("paid", "upcoming", "dispute", "status", "confirm")


@pytest.fixture
async def account(stage: Stage, database: Database) -> Account:
    """Thirty-five invoices of a name nobody wishes for, one of them 46 days late."""
    creditor = await a_creditor(database, stage.clock)
    account = await creditor.customer(name=HOSTILE_NAME)
    await account.owes("FA-01", 202_681, days_late=46, order_no="BC-" + "9" * 30)
    await account.owes("FA-02", 100_00, days_late=1)
    await account.owes("FA-03", 1_234_567_89, days_late=0)
    for n in range(4, 36):
        await account.owes(f"FA-{n:02}", 100_00 + n, days_late=-n)
    return account


async def the_list(debtor: Debtor, stage: Stage, account: Account) -> None:
    await debtor.opens(stage.url + await account.receives_link())


async def every_page(
    debtor: Debtor, stage: Stage, account: Account, look: Callable[[Window], Awaitable[None]]
) -> None:
    """Go where a debtor may go, and look at each page: list, answers, summary, receipt."""
    page = debtor.page
    await the_list(debtor, stage, account)
    await debtor.ticks("FA-01")
    await debtor.ticks("FA-02")
    await look(debtor.window)
    await debtor.page.goto(f"{stage.url}/portail/reponse")
    await look(debtor.window)
    for kind in KINDS:
        await page.goto(f"{stage.url}/portail/reponse/{kind}")
        await expect(debtor.button("Continuer")).to_be_visible()
        await look(debtor.window)
    await page.goto(f"{stage.url}/portail")
    await debtor.disputes("Prix ou remise", "x" * 200)
    await look(debtor.window)
    await debtor.reviews()
    await look(debtor.window)
    await debtor.finishes()
    await look(debtor.window)


@pytest.mark.req("SID-36")
@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everyone_can_read_every_page(
    size: str, scheme: str, stage: Stage, account: Account, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window(size, scheme=scheme))
    await every_page(debtor, stage, account, Window.check)


@pytest.mark.req("SID-34")
async def test_the_collector_can_be_reached_from_every_page(
    stage: Stage, account: Account, open_window: OpenWindow
) -> None:
    who = account.creditor.collector

    async def reach(window: Window) -> None:
        await expect(window.page.get_by_role("heading", name="Votre contact")).to_be_visible()
        await window.shows(who.full_name)
        for address in (who.phone, who.email):
            link = window.page.get_by_role("link", name=address, exact=True)
            await expect(link).to_be_visible()

    await every_page(Debtor(await open_window("phone")), stage, account, reach)


@pytest.mark.req("SID-4", "SID-36")
@pytest.mark.parametrize("size", ["phone", "desk"])
async def test_a_link_that_has_ended_offers_a_new_one_and_asks_for_nothing(
    size: str, stage: Stage, account: Account, open_window: OpenWindow
) -> None:
    link = stage.url + await account.receives_link()
    stage.clock.move_to(stage.clock.now() + timedelta(days=25, seconds=1))
    window = await open_window(size)
    window.expect_refusal(410)

    await window.page.goto(link)
    await expect(window.page.get_by_role("heading", level=1)).to_have_text(
        "Ce lien n’ouvre plus rien"
    )
    await expect(window.page.get_by_role("textbox")).to_have_count(0)
    await window.check()
    await window.page.get_by_role("button", name="Demander un nouveau lien").click()
    await expect(window.page.get_by_role("heading", level=1)).to_have_text("Demande enregistrée")
    await window.check()
    asked = await account.creditor.events("portal.")
    assert [one.type for one in asked] == ["portal.renewal_requested"]


async def test_a_page_that_outlived_its_session_says_where_the_answers_are(
    stage: Stage, account: Account, open_window: OpenWindow
) -> None:
    window = await open_window("phone")
    await the_list(Debtor(window), stage, account)
    stage.clock.move_to(stage.clock.now() + timedelta(hours=13))
    window.expect_refusal(401)
    await window.page.reload()
    await expect(window.page.get_by_role("heading", level=1)).to_have_text("Rouvrez votre lien")
    await window.check()


@pytest.mark.req("SID-19", "SID-30")
async def test_a_day_too_far_is_told_beside_its_field_and_nothing_is_lost(
    stage: Stage, account: Account, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window("desk", scripts=False))
    page = debtor.page
    await the_list(debtor, stage, account)
    await debtor.ticks("FA-01")
    await debtor.chooses("Paiement prévu")
    day = page.get_by_label("Date du paiement")
    await expect(day).to_have_accessible_description(
        "Au plus tard le 23/01/2027. Au-delà, demandez un échéancier à Claire Vasseur."
    )
    await page.get_by_role("radio", name="Chèque").check()
    await page.get_by_label("Autres remarques").fill("Après l’inventaire.")
    await day.fill("2027-02-01")
    # The browser would stop here; a reader without its help is told by the server.
    debtor.window.expect_refusal(422)
    await (
        page.get_by_role("form")
        .or_(page.locator("form.answer"))
        .first.evaluate("(form) => { form.noValidate = true; }")
    )
    await debtor.button("Continuer").click()
    await expect(page.get_by_role("alert")).to_contain_text("Il manque quelque chose")
    await expect(day).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_role("radio", name="Chèque")).to_be_checked()
    await expect(page.get_by_label("Autres remarques")).to_have_value("Après l’inventaire.")
    await debtor.window.check_width()


@pytest.mark.req("SID-20", "SID-23")
async def test_nothing_ticked_is_told_and_one_box_ticks_the_page(
    stage: Stage, account: Account, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window("desk"))
    page = debtor.page
    await the_list(debtor, stage, account)
    await expect(page.get_by_role("heading", name="1. Cochez les factures")).to_be_visible()
    await debtor.button("Répondre").last.click()
    told = page.get_by_text("Aucune facture cochée. Cochez celles dont vous voulez parler.")
    await expect(told).to_have_role("status")

    await page.get_by_role("checkbox", name="Cocher toute la page").check(force=True)
    await debtor.window.shows("30 factures cochées")
    await debtor.button("Cocher les 35").click()
    await debtor.window.shows("35 factures cochées")
    await debtor.turns_to("Dernière page", 2)
    await expect(debtor.tick("FA-35")).to_be_checked()
    await debtor.button("Tout décocher").click()
    await expect(debtor.tick("FA-35")).not_to_be_checked()
    await debtor.window.shows("Aucune facture cochée")


@pytest.mark.req("SID-22", "SID-25")
async def test_figures_are_written_as_in_paris(
    stage: Stage, account: Account, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window("desk"))
    await the_list(debtor, stage, account)
    cells = {
        "FA-01": ["08/10/2026", "46 jours", "2 026,81 EUR", "En cours", "BC-" + "9" * 30],
        "FA-02": ["22/11/2026", "1 jour", "100,00 EUR", account.code, "émise 23/10/2026"],
        "FA-03": ["23/11/2026", "–", "1 234 567,89 EUR"],
    }
    for number, texts in cells.items():
        for text in texts:
            cell = debtor.row(number).get_by_text(text, exact=True).locator("visible=true")
            await expect(cell.first).to_be_visible()
    for column in COLUMNS:
        head = debtor.page.get_by_role("columnheader", name=column, exact=True)
        await expect(head).to_be_visible()


@pytest.mark.req("SID-25")
async def test_francs_of_the_pacific_have_no_cents(
    stage: Stage, database: Database, open_window: OpenWindow
) -> None:
    creditor = await a_creditor(database, stage.clock, currency="XPF", zone="Pacific/Noumea")
    account = await creditor.customer()
    await account.owes("NC-1", 1_234_567, days_late=12)
    debtor = Debtor(await open_window("phone"))
    await the_list(debtor, stage, account)
    await expect(debtor.row("NC-1")).to_contain_text("1 234 567 XPF")
    await expect(debtor.page.locator("body")).not_to_contain_text("567,")


async def test_english_is_one_press_away_and_stays(
    stage: Stage, account: Account, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window("phone"))
    html = debtor.page.locator("html")
    await the_list(debtor, stage, account)
    await expect(html).to_have_attribute("lang", "fr")
    await debtor.link("English").click()
    await expect(html).to_have_attribute("lang", "en")
    await expect(debtor.row("FA-01")).to_contain_text("2,026.81 EUR")
    await expect(debtor.row("FA-01")).to_contain_text("46 days late")
    await debtor.window.check()
    await debtor.page.goto(f"{stage.url}/portail/recapitulatif")
    await expect(debtor.page.get_by_role("heading", level=1)).to_have_text("Check before sending")
    await debtor.link("Français").click()
    await expect(html).to_have_attribute("lang", "fr")
