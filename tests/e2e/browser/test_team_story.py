"""Somebody is invited, says yes on the phone, forgets a password, leaves every device at once."""

import re
from email.message import EmailMessage

import pytest
from playwright.async_api import expect

from quittance.platform.database import Database
from tests.e2e.browser.collector import Collector, a_collector
from tests.e2e.browser.conftest import OpenWindow
from tests.factories.companies import PASSWORD, a_creditor
from tests.plugins.stage import Stage, text_of

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

LEA = "lea.petit@ateliers-du-vent.example"
OWN = "une phrase à moi, bien longue"
NEWER = "une autre phrase, aussi longue"


def link_of(message: EmailMessage, path: str) -> str:
    found = re.search(rf"http://\S+/{path}#[\w-]+", text_of(message))
    assert found is not None
    return found.group(0)


async def comes(person: Collector, path: str, password: str) -> None:
    """The door is shut; once logged in, one is where one wanted to go."""
    person.window.expect_refusal(401)
    await person.page.goto(person.url + path)
    await person.logs_in(password)


@pytest.mark.req("SAGE-1", "SAGE-106")
async def test_an_invited_person_joins_and_leaves_every_device_at_once(
    stage: Stage, database: Database, open_window: OpenWindow
) -> None:
    creditor = await a_creditor(database, now=stage.clock.now())
    admin = a_collector(await open_window("office"), stage.url, creditor)
    await comes(admin, "/reglages/utilisateurs", PASSWORD)
    await expect(admin.heading("Utilisateurs").first).to_be_visible()
    await admin.window.check()
    await invites(admin, LEA)
    message = await stage.mail_to(LEA)
    await expect(admin.row(LEA)).to_contain_text("Envoyée")
    await admin.window.check()

    phone = Collector(await open_window("phone"), stage.url, LEA)
    await accepts(phone, link_of(message, "invitation"))
    desk = Collector(await open_window("desk"), stage.url, LEA)
    await comes(desk, "/compte", OWN)
    await expect(desk.heading("Mon compte")).to_be_visible()

    await phone.goes("/compte", "Mon compte")
    await expect(phone.page.get_by_role("listitem").filter(has_text="Chrome sur")).to_have_count(2)
    await phone.window.check()
    await phone.button("Se déconnecter partout").click()
    dialog = phone.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Se déconnecter partout").click()
    await expect(phone.button("Se connecter")).to_be_visible()

    desk.window.expect_refusal(401)
    await desk.page.reload()
    await expect(desk.button("Se connecter")).to_be_visible()


async def invites(admin: Collector, email: str) -> None:
    await admin.button("Inviter une personne").click()
    await admin.page.get_by_label("Adresse e-mail").fill(email)
    await admin.window.check_access()
    await admin.button("Envoyer l’invitation").click()
    await expect(admin.row(email)).to_be_visible()


async def accepts(person: Collector, link: str) -> None:
    """What is offered is read first; a weak password is refused before the server is asked."""
    await person.page.goto(link)
    await expect(person.heading("Rejoindre Ateliers du Vent")).to_be_visible()
    await person.window.shows("vous invite en tant que chargé de recouvrement")
    await person.window.check()
    await person.page.get_by_label("Prénom et nom").fill("Léa Petit")
    await person.page.get_by_label("Mot de passe", exact=True).fill(OWN)
    await person.button("Rejoindre la société").click()
    await expect(person.page.get_by_role("button", name="compte de Léa Petit")).to_be_visible()


async def test_a_forgotten_password_is_replaced_once(
    stage: Stage, database: Database, open_window: OpenWindow
) -> None:
    creditor = await a_creditor(database, now=stage.clock.now())
    person = a_collector(await open_window("phone"), stage.url, creditor)
    await person.goes("/connexion", "Se connecter")
    await person.link("Mot de passe oublié").click()
    await person.page.get_by_label("Adresse e-mail").fill(person.email)
    await person.button("Envoyer le lien").click()
    await expect(person.heading("Regardez vos messages")).to_be_visible()
    await person.window.check()

    link = link_of(await stage.mail_to(person.email), "nouveau-mot-de-passe")
    await person.page.goto(link)
    await person.page.get_by_label("Nouveau mot de passe", exact=True).fill(NEWER)
    await person.window.check()
    await person.button("Changer le mot de passe").click()
    await person.window.shows("Votre mot de passe est changé")
    await person.logs_in(NEWER)
    await expect(person.page.get_by_role("button", name="compte de Claire")).to_be_visible()

    person.window.expect_refusal(410)
    await person.page.goto(link)
    await expect(person.heading("Ce lien n’est plus valable")).to_be_visible()
    await person.window.check()
