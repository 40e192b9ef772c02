"""A manager decides which messages facts set off: rules turned on, changed, found again."""

import pytest
from playwright.async_api import Locator, expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories.companies import Creditor, a_creditor
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SCREEN = "/reglages/declencheurs"


@pytest.fixture
async def creditor(stage: Stage, database: Database) -> Creditor:
    return await a_creditor(database, now=stage.clock.now())


async def comes(
    window_size: str, stage: Stage, creditor: Creditor, open_window: OpenWindow
) -> Collector:
    manager = a_collector(await open_window(window_size), stage.url, creditor)
    manager.window.expect_refusal(401)
    await manager.page.goto(stage.url + SCREEN)
    await manager.logs_in()
    await expect(manager.heading("Déclencheurs")).to_be_visible()
    return manager


def switch(manager: Collector, sentence: str) -> Locator:
    return manager.page.get_by_role("switch", name=f"Actif : {sentence}")


@pytest.mark.req("QUA-20")
async def test_a_rule_turned_on_is_still_on_after_a_reload(
    stage: Stage, creditor: Creditor, open_window: OpenWindow
) -> None:
    manager = await comes("office", stage, creditor, open_window)
    await manager.window.shows("aucun actif")
    thanks = switch(manager, "Une facture est payée et lettrée")
    await thanks.focus()
    await manager.page.keyboard.press("Space")
    await manager.window.shows("1 actif")
    await expect(thanks).to_be_focused()

    await manager.page.reload()
    await expect(thanks).to_be_checked()
    await expect(manager.row("payée et lettrée")).to_contain_text("E-mail automatique")
    await expect(switch(manager, "Un paiement est refusé")).to_be_disabled()
    await manager.window.check()


@pytest.mark.req("QUA-20")
async def test_a_large_balance_is_named_before_it_is_written_about(
    stage: Stage, creditor: Creditor, open_window: OpenWindow
) -> None:
    manager = await comes("phone", stage, creditor, open_window)
    await switch(manager, "Un client doit beaucoup").locator("..").click()
    dialog = manager.page.get_by_role("dialog")
    threshold = dialog.get_by_label("À partir d’un solde de")
    await expect(threshold).to_be_focused()
    await threshold.fill("12 500,50")
    await dialog.get_by_text("Lettre à imprimer").click()
    await dialog.get_by_role("button", name="Lire le message").click()
    await expect(dialog.get_by_title("Message, pour un client inventé")).to_be_visible()
    await manager.window.check()
    await dialog.get_by_role("button", name="Enregistrer le déclencheur").click()
    await expect(dialog).to_be_hidden()

    await manager.page.reload()
    await expect(switch(manager, "Un client doit 12 500,50 € ou plus")).to_be_checked()
    await manager.window.shows("Lettre à imprimer")
    await manager.window.check()
