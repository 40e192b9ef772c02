"""An administrator gives the first reminder words of their own, and the next mail has them."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories.casts import Cast, a_cast, load, load_customer, ready
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DURAND = "Durand & Fils"
LIST, FIRST = "/reglages/modeles", "/reglages/modeles/first_reminder/email/fr"


@pytest.fixture
async def cast(stage: Stage, database: Database) -> AsyncIterator[Cast]:
    """One customer is to be reminded today, for the first time."""
    async with a_cast(stage, database) as cast:
        contact = {"email": "compta@durand.example"}
        await load_customer(cast.integrator, code="C1", name=DURAND, contacts=[contact])
        invoice = {
            "external_id": "FA-1001",
            "number": "FA-1001",
            "invoiced_on": "2026-10-01",
            "due_on": "2026-11-10",
            "amount_minor": 202_681,
        }
        await load(cast.integrator, invoice, of="C1")

        async def look() -> bool:
            return len(await ready(cast)) == 1

        await stage.eventually(look, "a reminder in the plan")
        yield cast


def subject(admin: Collector) -> Locator:
    return admin.page.get_by_label("Objet", exact=True)


def body(admin: Collector) -> Locator:
    return admin.page.get_by_label("Texte", exact=True)


async def saves(admin: Collector) -> None:
    await admin.button("Enregistrer le modèle").click()
    await admin.window.shows("Modèle enregistré : il sert aux prochains messages")


@pytest.mark.req("SAGE-103")
async def test_the_first_reminder_s_new_subject_is_the_next_mail_s(
    stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    window = await open_window("office", now=stage.clock.now())
    admin = a_collector(window, stage.url, cast.creditor)
    await admin.arrives()
    await admin.link("Modèles").click()
    await expect(admin.heading("Modèles")).to_be_visible()
    await window.check()
    await admin.link("Première relance").click()

    await subject(admin).fill("")
    await subject(admin).press_sequentially("Un point sur {{nom du deb")
    await expect(admin.page.get_by_role("option")).to_have_count(1)
    await admin.page.keyboard.press("Enter")
    await expect(subject(admin)).to_have_value("Un point sur {{ customer.name }}")
    await window.shows("Un point sur Exemple Bâtiment")
    paper = admin.page.frame_locator('iframe[title="Aperçu du message"]')
    await expect(paper.locator("body")).to_contain_text("FA-0418")
    await window.check()
    await saves(admin)
    await window.shows("votre texte")

    await admin.link("Par scénario").click()
    await admin.row(DURAND).click()
    await window.shows(f"Un point sur {DURAND}")

    await admin.goes(LIST, "Modèles")
    await expect(admin.row("Première relance")).to_contain_text("par Claire Vasseur")


@pytest.mark.req("QUA-2")
async def test_an_unsound_text_is_not_saved_before_it_is_mended(
    stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    window = await open_window("phone", now=stage.clock.now())
    admin = a_collector(window, stage.url, cast.creditor)
    await admin.arrives()
    await admin.goes(FIRST, "Première relance")
    await body(admin).press("ControlOrMeta+End")
    await body(admin).press_sequentially("\n\nUn huissier viendra. Merci, {{ collector.full_nam")
    await admin.page.keyboard.press("Escape")
    await body(admin).press_sequentially(" }}.")
    await window.shows("2 erreurs")
    await expect(admin.button("Enregistrer le modèle")).to_be_disabled()
    await window.check()

    await admin.button("Mettre « nom du gestionnaire »").click()
    await window.shows("1 erreur")
    await admin.button("Retirer la phrase").click()
    await window.shows("rien à corriger")
    assert (await body(admin).input_value()).endswith("\n\nMerci, {{ collector.full_name }}.")

    await admin.page.keyboard.press("ControlOrMeta+z")
    await window.shows("1 erreur")
    await admin.page.keyboard.press("ControlOrMeta+Shift+z")
    await window.shows("rien à corriger")
    await saves(admin)

    await admin.button("Revenir au texte fourni").click()
    await admin.button("Effacer mon texte").click()
    await window.shows("texte fourni")
    await expect(body(admin)).not_to_have_value("Merci, {{ collector.full_name }}.")
    await window.check()
