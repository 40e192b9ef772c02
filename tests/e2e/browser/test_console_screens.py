"""Each screen of the console: its door, its figures in the address, its stop, its readers."""

import re

import pytest
from playwright.async_api import expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories import portal
from tests.factories.companies import Creditor, a_creditor
from tests.factories.portal import HOSTILE_NAME, Debtor
from tests.plugins.stage import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture
async def creditor(stage: Stage, database: Database) -> Creditor:
    return await a_creditor(database, now=stage.clock.now())


@pytest.fixture
async def collector(stage: Stage, creditor: Creditor, open_window: OpenWindow) -> Collector:
    return a_collector(await open_window("office", now=stage.clock.now()), stage.url, creditor)


def accounts_of(stage: Stage, database: Database, creditor: Creditor) -> portal.Creditor:
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


@pytest.mark.req("SAGE-1", "SAGE-3", "SAGE-4", "SAGE-5")
async def test_a_person_of_two_companies_logs_in_and_chooses(
    stage: Stage, database: Database, creditor: Creditor, collector: Collector
) -> None:
    other = await a_creditor(
        database, now=stage.clock.now(), name="Nautisme Morvan", admin=creditor.admin
    )
    debtor = await accounts_of(stage, database, creditor).customer()
    await debtor.owes("FA-1", 4_611_729_00, days_late=12)
    await debtor.owes("FA-2", 538_594_00, days_late=-12)
    await (await accounts_of(stage, database, other).customer()).owes("FB-1", 442_607_00)
    page = collector.page
    collector.window.expect_refusal(401)

    await page.goto(stage.url)
    await collector.logs_in("pas le bon mot de passe")
    await expect(page.get_by_role("alert")).to_contain_text("Adresse ou mot de passe inconnus.")
    await expect(page.get_by_label("Adresse e-mail")).to_have_value(creditor.admin.email)
    await collector.logs_in()

    await expect(collector.heading("Choisir une société")).to_be_visible()
    await expect(collector.row("Ateliers du Vent")).to_contain_text(
        "4 611 729,00 €538 594,00 €5 150 323,00 €"
    )
    await expect(collector.row("Toutes les sociétés")).to_contain_text("5 592 930,00 €")
    await collector.button("Ateliers du Vent").click()
    await collector.window.shows("Vos clients vous doivent")
    await collector.window.shows("5 150 323,00 €")
    await collector.link("Qui vous doit quoi").click()
    await expect(collector.row("1 client, tout le filtre")).to_contain_text("5 150 323,00")


@pytest.mark.req("SAGE-45")
async def test_a_filter_stands_in_the_address_with_the_sums_of_what_it_shows(
    stage: Stage, database: Database, creditor: Creditor, collector: Collector
) -> None:
    accounts = accounts_of(stage, database, creditor)
    for name, minor in (("Durand & Fils <SARL>", 202_681), ("Ébénisterie Noël", 50_000)):
        debtor = await accounts.customer(name=name)
        await debtor.owes(f"FA-{minor}", minor, days_late=46)
        await debtor.owes(f"FB-{minor}", 10_000, days_late=-3)
    page = collector.page
    await collector.arrives()
    await expect(collector.row("2 clients, tout le filtre")).to_contain_text("2 526,81")

    await page.get_by_label("Filtrer par nom ou par code").fill("durand")
    await expect(page).to_have_url(re.compile(r"[?&]q=durand"))
    await shows_durand_only(collector)
    await page.reload()
    await shows_durand_only(collector)
    await expect(page.get_by_label("Filtrer par nom ou par code")).to_have_value("durand")

    await page.get_by_label("Filtrer par nom ou par code").fill("personne")
    await expect(page.get_by_text("Aucun client ne correspond")).to_be_visible()
    await collector.button("Retirer tous les filtres").click()
    await expect(collector.row("2 clients, tout le filtre")).to_be_visible()


async def shows_durand_only(collector: Collector) -> None:
    await expect(collector.row("Ébénisterie Noël")).to_have_count(0)
    durand, total = collector.row("Durand & Fils <SARL>"), collector.row("tout le filtre")
    await expect(durand).to_contain_text("2 126,81")
    await expect(total).to_contain_text("1 client")
    for figure in ("100,00", "2 026,81", "2 126,81"):
        await expect(total.get_by_role("cell", name=figure, exact=True).first).to_be_visible()


@pytest.mark.req("SAGE-48")
async def test_a_customer_is_stopped_and_the_list_says_so_until_reminders_resume(
    stage: Stage, database: Database, creditor: Creditor, collector: Collector
) -> None:
    debtor = await accounts_of(stage, database, creditor).customer(name=HOSTILE_NAME)
    await debtor.owes("FA-1", 202_681, days_late=46)
    page = collector.page
    await collector.arrives()
    await collector.goes(f"/clients/{debtor.id}", "Historique")
    await collector.window.shows("À réclamer aujourd’hui : 1 facture, 2 026,81 €.")

    await collector.button("Suspendre").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Pourquoi").fill("Appel de la direction <en cours>")
    await dialog.get_by_role("button", name="Suspendre les relances").click()
    await collector.window.shows("Ce client ne doit pas être relancé.")
    await collector.window.shows("Claire Vasseur · Appel de la direction <en cours>")

    await collector.link("Qui vous doit quoi").click()
    await page.get_by_role("button", name="À ne pas relancer 1").click()
    await expect(page.get_by_role("table").get_by_text("Stop")).to_be_visible()

    await page.go_back()
    await page.go_back()
    await collector.button("Reprendre les relances").click()
    await collector.window.shows("À réclamer aujourd’hui : 1 facture, 2 026,81 €.")
    await expect(collector.button("Suspendre")).to_be_visible()


async def opens_every_screen(collector: Collector, customer: Debtor) -> None:
    """Door, list with its side view, record, its windows, the work of the day, the history."""
    page, look = collector.page, collector.window.check
    await page.goto(collector.url)
    await expect(collector.button("Se connecter")).to_be_visible()
    await look()
    await collector.arrives()
    await expect(collector.row("tout le filtre")).to_be_visible()
    await look()
    await page.goto(f"{collector.url}/qui-vous-doit-quoi?apercu={customer.id}:EUR")
    await expect(page.get_by_role("cell", name="112 j", exact=True)).to_be_visible()
    await look()
    await collector.goes("/societes", "Choisir une société")
    await expect(collector.row("Ateliers du Vent")).to_be_visible()
    await look()

    await collector.goes(f"/clients/{customer.id}", "Historique")
    await expect(page.get_by_role("table", name="Écritures du compte")).to_contain_text("FA-12")
    await collector.button("Voir le détail du calcul").click()
    await look()
    await collector.button("Suspendre").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await look()

    await collector.goes("/agir", "Agir par scénario")
    await look()
    await collector.goes("/activites", "Activités")
    await look()


@pytest.fixture
async def indebted(stage: Stage, database: Database, creditor: Creditor) -> Debtor:
    """Twelve invoices of a name nobody wishes for, of every age."""
    debtor = await accounts_of(stage, database, creditor).customer(name=HOSTILE_NAME)
    for n in range(1, 13):
        await debtor.owes(f"FA-{n}", 202_681 * n, days_late=11 * n - 20, order_no="BC-" + "9" * 30)
    return debtor


@pytest.mark.req("SAGE-2")
@pytest.mark.parametrize("size", ["phone", "office"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everyone_can_read_every_screen(
    size: str, scheme: str, stage: Stage, indebted: Debtor, open_window: OpenWindow
) -> None:
    window = await open_window(size, scheme=scheme, now=stage.clock.now())
    email = indebted.creditor.collector.email
    await opens_every_screen(Collector(window, stage.url, email), indebted)
