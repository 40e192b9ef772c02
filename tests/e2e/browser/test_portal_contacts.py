"""Whom to write to, with real mail: details, the right person, an undo, a link asked for again."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.async_api import expect

from quittance.platform.database import Database
from tests.e2e.browser.conftest import OpenWindow
from tests.e2e.browser.debtor import Debtor
from tests.e2e.browser.windows import Window
from tests.factories.portal import Debtor as Account
from tests.factories.portal import a_creditor
from tests.plugins.stage import Stage, link_in, text_of

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ON_OR_OFF = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@dataclass
class House:
    """A customer whose one contact has a link in their mail, on a domain of their own."""

    account: Account
    domain: str
    link: str

    def at(self, name: str) -> str:
        return f"{name}@{self.domain}"


@pytest.fixture
async def house(stage: Stage, database: Database) -> House:
    creditor = await a_creditor(database, stage.clock)
    account = await creditor.customer()
    await account.owes("FA-01", 202_681, days_late=46)
    await account.owes("FA-02", 100_00)
    domain = f"{account.code.lower()}.example"
    anne = f"compta@{domain}"
    path = await account.receives_link(anne, await account.contact(anne))
    return House(account, domain, stage.url + path)


async def names(window: Window, address: str) -> None:
    """Fill in who is the right person, and go on to what will be sent."""
    page = window.page
    await page.get_by_role("link", name="Je ne suis pas la bonne personne").click()
    await page.get_by_label("Nom obligatoire", exact=True).fill("Petit")
    await page.get_by_label("Prénom").fill("Léa")
    await page.get_by_label("Adresse e-mail").fill(address)
    await page.get_by_role("button", name="Vérifier ce qui sera envoyé").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Voici ce qui sera envoyé")


def other_link_in(text: str, ending: str) -> str:
    """The link of a message that ends so."""
    found = re.search(rf"http://[^\s<>\"]+/p/[\w-]{{22}}/{ending}", text)
    assert found is not None, text
    return found.group(0)


@ON_OR_OFF
@pytest.mark.req("SID-10", "SID-11", "SID-36")
async def test_the_right_person_gets_a_mail_and_the_old_one_may_still_cancel(
    *, scripts: bool, stage: Stage, house: House, open_window: OpenWindow
) -> None:
    anne = await open_window("phone", scripts=scripts)
    await anne.page.goto(house.link)
    await names(anne, house.at("l.petit"))
    await anne.shows(house.at("l.petit"))
    await anne.page.get_by_role("button", name="Transmettre").click()
    await expect(anne.page.get_by_role("heading", level=1)).to_have_text("C’est transmis")

    passed_on = await stage.mail_to(house.at("l.petit"))
    assert "Anne Hamon" in text_of(passed_on)
    lea = Debtor(await open_window("phone", scripts=scripts))
    await lea.opens(link_in(passed_on))
    await lea.window.shows("FA-01")
    await expect(lea.link("Je ne suis pas la bonne personne")).to_have_count(0)

    news = text_of(await stage.mail_to(house.at("compta")))
    assert house.at("l.petit") in news
    await anne.page.goto(other_link_in(news, "annuler"))
    await anne.page.get_by_role("button", name="Annuler le changement").click()
    await expect(anne.page.get_by_role("heading", level=1)).to_have_text("Changement annulé")
    lea.window.expect_refusal(401)
    await lea.page.reload()
    await expect(lea.page.get_by_role("heading", level=1)).to_have_text("Rouvrez votre lien")


@ON_OR_OFF
@pytest.mark.req("SID-31", "SID-32", "SID-33")
async def test_functions_follow_the_department_and_confirming_saves_them(
    *, scripts: bool, stage: Stage, house: House, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window("phone", scripts=scripts))
    await debtor.opens(house.link)
    await debtor.ticks("FA-01")
    await debtor.explains("Bon à payer en signature")
    await debtor.reviews()
    await debtor.finishes()
    await debtor.link("Mettre à jour mes coordonnées").click()

    page = debtor.page
    function = page.get_by_label("Fonction")
    await expect(function).to_be_disabled()
    await page.get_by_label("Service").select_option("Comptabilité")
    more = debtor.button("Voir les fonctions de ce service")
    if scripts:
        await expect(more).to_be_hidden()
    else:
        await more.click()
    told = page.get_by_text("5 fonctions proposées")
    await expect(told).to_have_role("status")
    await function.select_option("Chef comptable")
    await debtor.button("Confirmer").click()
    await debtor.is_at("Vos coordonnées sont à jour")

    contact = (await house.account.contacts())[house.at("compta")]
    assert (contact.department, contact.function) == ("Comptabilité", "Chef comptable")


@ON_OR_OFF
@pytest.mark.req("SID-4")
async def test_a_link_asked_for_again_arrives_by_mail_and_opens(
    *, scripts: bool, stage: Stage, house: House, open_window: OpenWindow
) -> None:
    stage.clock.move_to(stage.clock.now() + timedelta(days=25, seconds=1))
    window = await open_window("phone", scripts=scripts)
    window.expect_refusal(410)
    await window.page.goto(house.link)
    await window.page.get_by_role("button", name="Demander un nouveau lien").click()
    await window.shows("un nouveau part à l’adresse que nous connaissons déjà")

    mail = await stage.mail_to(house.at("compta"))

    assert str(mail["Subject"]).startswith("Votre nouveau lien")
    await Debtor(window).opens(link_in(mail))
    await window.shows("FA-01")


@pytest.mark.req("SID-36")
@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everyone_can_read_the_pages_about_contacts(
    size: str, scheme: str, stage: Stage, house: House, open_window: OpenWindow
) -> None:
    window = await open_window(size, scheme=scheme)
    page = window.page
    await page.goto(house.link)
    for path in ("coordonnees", "coordonnees/recues", "transmettre"):
        await page.goto(f"{stage.url}/portail/{path}")
        await window.check()
    await page.goto(f"{stage.url}/portail")
    await names(window, house.at("l.petit"))
    await window.check()
    await page.get_by_role("button", name="Transmettre").click()
    await window.check()
    news = text_of(await stage.mail_to(house.at("compta")))
    await page.goto(other_link_in(news, "annuler"))
    await window.check()


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_statement_is_a_pdf_in_the_language_of_the_pages(
    language: str, stage: Stage, house: House, open_window: OpenWindow
) -> None:
    page = (await open_window("desk")).page
    await page.goto(house.link)
    await page.goto(f"{stage.url}/portail/langue/{language}")
    name = {"fr": "Relevé PDF", "en": "PDF statement"}[language]
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name=name).first.click()
    file = await waiting.value
    assert file.suggested_filename.startswith({"fr": "releve-", "en": "statement-"}[language])
    assert (await file.path()).read_bytes().startswith(b"%PDF-")
