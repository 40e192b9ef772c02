"""The first screen of the day, the one search field, and what debtors said."""

import re

import pytest
from playwright.async_api import expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories import portal
from tests.factories.companies import Creditor, a_creditor
from tests.factories.disputes import contested
from tests.factories.portal import HOSTILE_NAME, Debtor
from tests.factories.promises import promised
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SEARCH = "Chercher un client, une pièce, un contact ou un écran"


@pytest.fixture
async def creditor(stage: Stage, database: Database) -> Creditor:
    return await a_creditor(database, now=stage.clock.now())


@pytest.fixture
def accounts(stage: Stage, database: Database, creditor: Creditor) -> portal.Creditor:
    """The same company, for writing what its customers owe."""
    company = creditor.company
    return portal.Creditor(
        database,
        stage.clock,
        company.id,
        company.time_zone,
        company.currency,
        creditor.admin,
        creditor.profile_id,
    )


@pytest.fixture
async def debtor(accounts: portal.Creditor) -> Debtor:
    """A customer with a name nobody wishes for, who promised and contests."""
    debtor = await accounts.customer(name=HOSTILE_NAME, watched=True)
    await debtor.owes("FA-26-0402", 1_145_000, days_late=120, level=3)
    await promised(debtor, {await debtor.owes("FA-26-0577", 788_460): None}, accounts.today())
    await contested(debtor, await debtor.owes("FA-26-0521", 1_233_025, days_late=51))
    return debtor


@pytest.mark.req("SAGE-15", "SAGE-17")
@pytest.mark.parametrize("size", ["phone", "office"])
async def test_the_day_begins_with_what_is_owed_and_what_to_do_first(
    size: str, stage: Stage, creditor: Creditor, debtor: Debtor, open_window: OpenWindow
) -> None:
    window = await open_window(size, now=stage.clock.now())
    collector = a_collector(window, stage.url, creditor)
    await collector.comes_home()

    await window.shows("Vos clients vous doivent")
    await window.shows("31 664,85 €")
    await window.shows("1 promesse arrivée à échéance")
    await expect(collector.row(HOSTILE_NAME).get_by_text("31 664,85")).to_be_visible()
    await window.check()

    await collector.link("Suivre").click()
    await expect(collector.heading("Réponses et promesses")).to_be_visible()
    await expect(collector.row(HOSTILE_NAME)).to_contain_text("12 330,25")
    await window.check()


@pytest.mark.req("SAGE-53")
async def test_a_dispute_is_closed_from_the_list_and_its_invoice_is_chased_again(
    stage: Stage, creditor: Creditor, debtor: Debtor, open_window: OpenWindow
) -> None:
    collector = a_collector(await open_window("desk", now=stage.clock.now()), stage.url, creditor)
    await collector.comes_home()
    await collector.link("Réponses").click()
    await collector.page.get_by_role("button", name=re.compile("^Litiges")).click()

    await collector.page.get_by_role("button", name="Clore le litige de").click()
    dialog = collector.page.get_by_role("dialog")
    await dialog.get_by_label("Issue").select_option("rejected")
    await collector.window.check()
    await dialog.get_by_role("button", name="Clore le litige", exact=True).click()

    await collector.window.shows("Aucun litige ouvert")
    kinds = {hold.kind for hold in await debtor.holds()}
    assert kinds == {"promise"}


@pytest.mark.req("SAGE-22")
async def test_one_field_finds_a_customer_an_invoice_and_a_screen_by_the_keyboard_alone(
    stage: Stage, creditor: Creditor, debtor: Debtor, open_window: OpenWindow
) -> None:
    window = await open_window("desk", now=stage.clock.now())
    collector = a_collector(window, stage.url, creditor)
    await collector.comes_home()
    page = collector.page

    await window.shows("Vos clients vous doivent")
    await page.keyboard.press("Control+k")
    await expect(page.get_by_label(SEARCH)).to_be_focused()
    await page.keyboard.type("fa-26-05")
    options = page.get_by_role("option")
    await expect(options.first).to_contain_text("FA-26-0521")
    await window.check()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{stage.url}/clients/{debtor.id}")

    await page.locator("body").press("/")
    await page.keyboard.type("litig")
    await expect(options.first).to_contain_text("Litiges")
    await page.keyboard.press("Enter")
    await expect(collector.heading("Réponses et promesses")).to_be_visible()
    await expect(page).to_have_url(re.compile("vue=litiges"))


async def test_a_new_company_is_led_to_its_first_import(
    stage: Stage, creditor: Creditor, open_window: OpenWindow
) -> None:
    window = await open_window("office", scheme="dark", now=stage.clock.now())
    collector: Collector = a_collector(window, stage.url, creditor)
    await collector.comes_home()
    await expect(collector.heading("Pas encore de factures")).to_be_visible()
    await window.check()
    await collector.link("Déposer un grand livre").click()
    await expect(collector.heading("Imports").first).to_be_visible()
