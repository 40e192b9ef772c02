"""An integrator plugs in: a key opens and is shut; an address is told, falls, is sent again."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from playwright.async_api import Locator, expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories.casts import log_in
from tests.factories.companies import Creditor, a_creditor
from tests.factories.receivers import Receiver, a_receiver
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SCREEN = "/reglages/developpeurs"
PATIENCE_MS = 20_000  # the worker tries, the log looks again every few seconds


@pytest.fixture
async def creditor(stage: Stage, database: Database) -> Creditor:
    return await a_creditor(database, now=stage.clock.now())


@pytest.fixture
async def partner() -> AsyncIterator[Receiver]:
    async with a_receiver() as receiver:
        yield receiver


@pytest.fixture
async def admin(stage: Stage, creditor: Creditor, open_window: OpenWindow) -> Collector:
    """The creditor's administrator, before the developers' screen."""
    admin = a_collector(await open_window("office"), stage.url, creditor)
    admin.window.expect_refusal(401)
    await admin.page.goto(stage.url + SCREEN)
    await admin.logs_in()
    await expect(admin.heading("Développeurs")).to_be_visible()
    return admin


async def curl(stage: Stage, key: str) -> int:
    async with httpx.AsyncClient(base_url=stage.url) as program:
        headers = {"Authorization": f"Bearer {key}"}
        return (await program.get("/v1/customers?limit=1", headers=headers)).status_code


async def test_a_key_opens_until_it_is_revoked(admin: Collector, stage: Stage) -> None:
    page = admin.page
    await expect(page.get_by_text("Aucune clé pour l’instant")).to_be_visible()
    await admin.button("Créer une clé").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Nom").fill("Sage <100>")
    await admin.window.check()
    await dialog.get_by_role("button", name="Créer la clé").click()
    key = await dialog.get_by_label("Clé", exact=True).input_value()
    await expect(dialog).to_contain_text("Cette clé n’est montrée que maintenant.")
    assert await curl(stage, key) == 200

    await dialog.get_by_role("button", name="J’ai copié la clé").click()
    await expect(page.locator("body")).not_to_contain_text(key)
    await page.reload()
    await expect(admin.row("Sage <100>")).to_contain_text("par Claire Vasseur")
    await expect(admin.row("Sage <100>")).not_to_contain_text("jamais")

    await admin.button("Révoquer la clé Sage <100>").click()
    await dialog.get_by_role("button", name="Révoquer la clé").click()
    await expect(admin.row("Sage <100>")).to_contain_text("Révoquée le")
    assert await curl(stage, key) == 401


async def adds(admin: Collector, url: str) -> None:
    """The address listens to settings of the company alone."""
    page = admin.page
    await admin.button("Ajouter un webhook").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Adresse").fill(url)
    await dialog.get_by_text("Choisir", exact=True).click()
    await dialog.get_by_label("Chercher un événement").fill("clé")
    await dialog.get_by_role("checkbox", name="api_key.created").check()
    await admin.window.check()
    await dialog.get_by_role("button", name="Ajouter l’adresse").click()
    secret = await dialog.get_by_label("Secret de signature").input_value()
    assert secret.startswith("whsec_")
    await dialog.get_by_role("button", name="J’ai copié le secret").click()


async def makes_a_key(admin: Collector, name: str) -> None:
    """Something happens, of which the partner is told."""
    await admin.button("Créer une clé").click()
    dialog = admin.page.get_by_role("dialog")
    await dialog.get_by_label("Nom").fill(name)
    await dialog.get_by_role("button", name="Créer la clé").click()
    await dialog.get_by_role("button", name="J’ai copié la clé").click()


def line(admin: Collector, words: str) -> Locator:
    log = admin.page.get_by_role("region", name="Livraisons")
    return log.get_by_role("row").filter(has_text="api_key.created").filter(has_text=words)


async def test_an_address_is_told_falls_is_tried_again_and_is_sent_what_was_lost(
    admin: Collector, stage: Stage, partner: Receiver
) -> None:
    page = admin.page
    await adds(admin, partner.url)
    await makes_a_key(admin, "Première")
    await expect(line(admin, "204")).to_have_count(1, timeout=PATIENCE_MS)

    partner.will_answer(503, b"Maintenance <jusqu'a midi>")
    partner.will_answer(500, webhook_delivery="abort-message")
    await makes_a_key(admin, "Seconde")
    await expect(line(admin, "503")).to_be_visible(timeout=PATIENCE_MS)
    await line(admin, "503").click()
    peek = page.get_by_role("complementary")
    await expect(peek).to_contain_text("Maintenance <jusqu'a midi>")
    await expect(peek).to_contain_text("webhook-signature: v1,")
    await expect(peek).to_contain_text('"name": "Seconde"')
    await admin.window.check()

    stage.clock.move_to(stage.clock.now() + timedelta(seconds=10))
    await expect(line(admin, "Refusé")).to_be_visible(timeout=PATIENCE_MS)
    await expect(peek).to_contain_text("Essais2")
    await peek.get_by_role("button", name="Relivrer maintenant").click()
    await expect(peek).to_contain_text("Essais3", timeout=PATIENCE_MS)
    await expect(line(admin, "204")).to_have_count(2)
    assert len(partner.received) == 4
    first, *others = [one.headers["webhook-id"] for one in partner.received[1:]]
    assert set(others) == {first}
    await page.keyboard.press("Escape")
    await expect(peek).to_have_count(0)


async def test_lists_change_by_themselves_while_they_are_looked_at(
    admin: Collector, stage: Stage, creditor: Creditor
) -> None:
    """Somebody else makes a key: the feed says so, and the list is read again."""
    async with admin.page.expect_response("**/v1/events/stream"):
        await admin.page.reload()
    await expect(admin.page.get_by_text("Aucune clé pour l’instant")).to_be_visible()
    async with httpx.AsyncClient(base_url=stage.url) as colleague:
        await log_in(colleague, creditor)
        made = await colleague.post("/v1/api-keys", json={"name": "D’ailleurs", "scopes": ["read"]})
        assert made.status_code == 201, made.text
    await expect(admin.row("D’ailleurs")).to_be_visible(timeout=PATIENCE_MS)


async def test_the_contract_can_be_read_without_leaving_the_house(admin: Collector) -> None:
    await admin.link("Référence de l’API").click()
    await expect(admin.heading("Référence de l’API")).to_be_visible()
    await admin.page.get_by_role("searchbox", name="Chercher une opération").fill(
        "receivables batch"
    )
    await admin.page.get_by_text("/v1/receivables/batch", exact=True).click()
    await expect(admin.page.get_by_text("curl --request POST")).to_be_visible()
    await admin.window.check()
