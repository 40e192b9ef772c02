"""Letters in one story: read as pages, printed in one PDF, said posted, taken back, kept."""

from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories.casts import Cast, a_cast, load, load_customer, ready
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DURAND, NOEL = "Durand & Fils <SARL>", "Ébénisterie Noël"
ADDRESS = {"address_lines": ["27 rue des Fondeurs"], "postcode": "44800", "city": "Saint-Herblain"}


async def owes(cast: Cast, code: str, name: str, number: str, minor: int) -> None:
    await load_customer(cast.integrator, code=code, name=name, **ADDRESS)
    invoice = {
        "external_id": number,
        "number": number,
        "invoiced_on": "2026-10-01",
        "due_on": "2026-11-09",
        "amount_minor": minor,
    }
    await load(cast.integrator, invoice, of=code)


async def prints(collector: Collector, button: str, folder: Path) -> PdfReader:
    """The one PDF that the browser saves."""
    async with collector.page.expect_download() as saving:
        await collector.button(button).click()
    file = folder / "lettres.pdf"
    await (await saving.value).save_as(file)
    return PdfReader(BytesIO(file.read_bytes()))


@pytest.mark.req("MDM-18", "MDM-19", "SAGE-84", "SAGE-74")
async def test_letters_are_read_printed_posted_and_kept(
    stage: Stage, database: Database, open_window: OpenWindow, tmp_path: Path
) -> None:
    async with a_cast(stage, database) as cast:
        await owes(cast, "C1", DURAND, "FA-1001", 202_681)
        await owes(cast, "C2", NOEL, "FA-1002", 50_000)

        async def look() -> bool:
            return len(await ready(cast)) == 2

        await stage.eventually(look, "two letters in the plan")
        window = await open_window("office", now=stage.clock.now())
        collector = a_collector(window, stage.url, cast.creditor)
        await collector.arrives()
        await collector.link("Par scénario").click()
        pages = collector.page.get_by_title(f"Lettre à {DURAND}")
        await expect(pages).to_be_visible(timeout=15_000)
        await window.check()

        pdf = await prints(collector, "Imprimer les 2 lettres", tmp_path)
        assert len(pdf.pages) == 2
        assert "DURAND FILS SARL" in pdf.pages[0].extract_text()
        await window.shows("Rien n’est encore noté comme posté.")
        await expect(collector.row(NOEL)).to_contain_text("Imprimée", timeout=15_000)
        await window.check()

        await collector.button("Terminer 2 lettres postées").click()
        await window.shows("2 lettres, annulable encore")
        await collector.button("Annuler").click()
        await window.shows("Annulé : rien n’est noté comme posté.")
        await collector.link("Par scénario").click()
        await expect(collector.row(NOEL)).to_contain_text("Imprimée")

        await collector.button("Terminer 2 lettres postées").click()
        stage.at(date(2026, 11, 23), time(12))
        for name in (DURAND, NOEL):
            posted = collector.page.get_by_role("listitem").filter(has_text=name)
            await expect(posted).to_contain_text("Envoyé", timeout=20_000)

        await collector.link("Activités").click()
        await collector.row(NOEL).first.click()
        await expect(collector.page.get_by_title("Lettre imprimée")).to_be_visible()
        await window.check()
