"""An administrator changes when customers are written to, and the plan follows."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories.casts import Cast, a_cast, load, load_customer, ready, ready_action
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SCREEN = "/reglages/scenarios"
INVOICE = {
    "external_id": "FA-1001",
    "number": "FA-1001",
    "invoiced_on": "2026-10-01",
    "due_on": "2026-11-15",
    "amount_minor": 202_681,
}


@pytest.fixture
async def cast(stage: Stage, database: Database) -> AsyncIterator[Cast]:
    """One customer, whose invoice is eight days late today: its first reminder is planned."""
    async with a_cast(stage, database) as cast:
        contact = {"email": "compta@durand.example"}
        await load_customer(cast.integrator, code="C1", name="Durand & Fils", contacts=[contact])
        await load(cast.integrator, INVOICE)
        await ready_action(stage, cast)
        yield cast


async def comes(size: str, stage: Stage, cast: Cast, open_window: OpenWindow) -> Collector:
    admin = a_collector(await open_window(size, now=stage.clock.now()), stage.url, cast.creditor)
    admin.window.expect_refusal(401)
    await admin.page.goto(stage.url + SCREEN)
    await admin.logs_in()
    await expect(admin.heading("Scénarios")).to_be_visible()
    await admin.window.check()
    await admin.link("Standard avec e-mail").click()
    await expect(admin.heading("Standard avec e-mail")).to_be_visible()
    await admin.window.shows("1 client le suit")
    return admin


@pytest.mark.req("SAGE-97", "SAGE-98")
async def test_a_first_reminder_moved_by_three_days_leaves_three_days_later(
    stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    admin = await comes("office", stage, cast, open_window)
    await admin.page.get_by_label("Échéance", exact=True).fill("2026-12-17")
    dates = admin.page.get_by_role("region", name="Simuler une facture")
    first = dates.get_by_role("listitem").filter(has_text="Relance 1")
    await expect(first).to_contain_text("lundi 28 décembre 2026")
    await expect(first).to_contain_text("reportée au premier jour ouvré")

    await admin.row("Relance 1").get_by_role("button", name="Relance 1").click()
    panel = admin.page.get_by_role("complementary", name="Relance 1")
    for _ in range(3):
        await panel.get_by_role("button", name="Un jour de plus").click()
    await expect(panel.get_by_label("Nombre de jours")).to_have_value("11")
    await expect(first).not_to_contain_text("reportée")
    await admin.window.check()
    await admin.button("Enregistrer le scénario").click()
    await admin.window.shows("Scénario enregistré")

    await admin.page.reload()
    await admin.window.shows("échéance + 11 jours")

    async def nothing_planned() -> bool:
        return await ready(cast) == []

    await stage.eventually(nothing_planned, "the plan without the reminder")
    await admin.goes("/qui-vous-doit-quoi", "Qui vous doit quoi")
    await admin.row("Durand & Fils").click()
    await admin.window.shows("le 26/11/2026")


@pytest.mark.req("SAGE-97")
async def test_a_step_that_would_come_too_early_is_told_at_its_place(
    stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    admin = await comes("phone", stage, cast, open_window)
    admin.window.expect_refusal(422)
    await admin.row("Relance 2").get_by_role("button", name="Relance 2").click()
    panel = admin.page.get_by_role("complementary", name="Relance 2")
    await panel.get_by_label("Compter depuis").click()
    await admin.page.get_by_role("option", name="jours après l’échéance").click()
    await expect(panel).to_contain_text("Le même jour que l’étape d’avant, ou plus tôt")
    await admin.window.check()
    await panel.get_by_role("button", name="Retirer l’étape").click()
    await admin.window.shows("Étape retirée : Relance 2.")
    await admin.button("Annuler le retrait").click()
    await expect(admin.button("Relance 3")).to_be_visible()

    await admin.link("Scénarios").click()
    await admin.page.get_by_role("dialog").get_by_role("button", name="Quitter").click()
    await expect(admin.heading("Scénarios")).to_be_visible()
    await admin.window.check()
