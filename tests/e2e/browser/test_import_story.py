"""A file's way into the ledger and back: dropped, mapped, tried, run, taken back."""

import re
from datetime import date

import pytest
from playwright.async_api import expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories.companies import Creditor, a_creditor
from tests.factories.files import workbook
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HEADERS = ["CT_Num", "CT_Intitule", "EC_Piece", "EC_Date", "EC_Echeance", "EC_Montant", "VTE"]
DROP = """([bytes, name]) => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(bytes)], name));
  const zone = document.querySelector('[data-testid=file]').parentElement;
  for (const type of ['dragover', 'drop']) {
    zone.dispatchEvent(new DragEvent(type, { bubbles: true, dataTransfer: given }));
  }
}"""


def grand_livre() -> bytes:
    """Forty good rows in Sage's own column names, and two that cannot be read."""
    rows = [
        [
            f"C{n // 4:05}",
            f"Établissements {n // 4} & Fils",
            f"FA-26-{n:04}",
            date(2026, 9, 15),
            date(2026, 10, 15),
            100.5 + n,
            "VTE-03",
        ]
        for n in range(40)
    ]
    bad = [
        ["C00041", "@SUM(1)", "FA-26-0041", "31/02/2026", date(2026, 10, 15), 10, ""],
        ["C00042", "Roux", "FA-26-0042", date(2026, 9, 15), date(2026, 10, 15), "1.204,5O", ""],
    ]
    return workbook(HEADERS, *rows, *bad).getvalue()


@pytest.fixture
async def creditor(stage: Stage, database: Database) -> Creditor:
    return await a_creditor(database, now=stage.clock.now())


async def comes_in(collector: Collector) -> None:
    collector.window.expect_refusal(401)
    await collector.page.goto(f"{collector.url}/imports")
    await collector.logs_in()
    await expect(collector.button("Choisir un fichier")).to_be_visible()


async def drops(collector: Collector, content: bytes, name: str) -> None:
    """The file is dropped on the page of imports, which opens its own page."""
    await collector.goes("/imports", "Imports")
    await expect(collector.button("Choisir un fichier")).to_be_visible()
    await collector.page.evaluate(DROP, [list(content), name])
    await expect(collector.heading(name)).to_be_visible()


async def names_columns(collector: Collector) -> None:
    for header, field in (
        ("CT_Num", "Code client"),
        ("CT_Intitule", "Nom du client"),
        ("EC_Piece", "Numéro de facture"),
        ("EC_Date", "Date de facture"),
        ("EC_Echeance", "Date d’échéance"),
        ("EC_Montant", "Montant TTC"),
    ):
        select = collector.page.get_by_label(f"Champ de la colonne {header}")
        await select.select_option(label=field)
        await expect(select.locator("option:checked")).to_have_text(field)


@pytest.mark.req("SAGE-108")
async def test_a_workbook_comes_in_and_goes_out_again(
    stage: Stage, creditor: Creditor, open_window: OpenWindow
) -> None:
    window = await open_window("office", now=stage.clock.now())
    collector = a_collector(window, stage.url, creditor)
    page = collector.page
    await comes_in(collector)
    await drops(collector, grand_livre(), "grand-livre.xlsx")

    await expect(page.get_by_text("Rien n’est encore écrit.")).to_be_visible()
    await names_columns(collector)
    read = page.get_by_role("table", name="Les premières lignes")
    await expect(read.get_by_role("row").filter(has_text="FA-26-0007")).to_contain_text("107,50")
    await page.get_by_label("Retenir cette correspondance pour la suite").check()
    await page.get_by_label("Sous le nom").fill("Sage 100")
    await window.check()

    await collector.button("Contrôler à blanc").click()
    apply = page.get_by_role("button", name=re.compile(r"Appliquer 40 lignes, écarter 2"))
    await expect(apply).to_be_visible()
    await expect(page.get_by_role("row").filter(has_text="31/02/2026")).to_contain_text(
        "Proposé : 28/02/2026"
    )
    await window.check()
    async with page.expect_download() as told:
        await collector.button("Lignes refusées (CSV)").click()
    sheet = (await (await told.value).path()).read_text(encoding="utf-8-sig")
    assert sheet.splitlines()[0].endswith(";VTE;Ligne;Erreur")
    assert "'@SUM(1)" in sheet
    assert len(sheet.splitlines()) == 3

    await apply.click()
    await expect(page.get_by_text("Import appliqué.")).to_be_visible()
    await window.check()
    await collector.link("Qui vous doit quoi").click()
    await expect(collector.row("Établissements 3 & Fils")).to_be_visible()

    await collector.link("Imports").click()
    await expect(collector.row("grand-livre.xlsx")).to_contain_text("Appliqué")
    await window.check()
    await collector.link("grand-livre.xlsx").click()
    await collector.button("Annuler cet import").click()
    await collector.button("Annuler l’import").click()
    await expect(page.get_by_text("Import annulé.")).to_be_visible()
    await collector.link("Qui vous doit quoi").click()
    await expect(collector.row("Établissements 3 & Fils")).to_have_count(0)

    await drops(collector, grand_livre(), "octobre.xlsx")
    await expect(page.get_by_text("Sage 100, reconnu")).to_be_visible()
    await expect(collector.button("Contrôler à blanc")).to_be_enabled()


async def test_an_import_is_readable_on_a_phone_in_the_dark(
    stage: Stage, creditor: Creditor, open_window: OpenWindow
) -> None:
    window = await open_window("phone", scheme="dark", now=stage.clock.now())
    collector = a_collector(window, stage.url, creditor)
    await comes_in(collector)
    await drops(collector, grand_livre(), "grand-livre.xlsx")
    await window.check()
    await names_columns(collector)
    await collector.button("Contrôler à blanc").click()
    await expect(collector.page.get_by_text("Proposé : 28/02/2026").first).to_be_visible()
    await window.check()
