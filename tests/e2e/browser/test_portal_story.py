"""A debtor of thirty-five invoices answers from the link in their mail."""

from collections.abc import AsyncIterator
from datetime import date, time, timedelta

import pytest
from playwright.async_api import Locator, expect

from quittance.platform.database import Database
from tests.e2e.browser.conftest import OpenWindow
from tests.e2e.browser.debtor import UPCOMING, Debtor
from tests.factories.casts import (
    Cast,
    a_cast,
    confirm,
    got,
    load,
    load_customer,
    promises,
    ready_action,
)
from tests.plugins.stage import Stage, link_in

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DEBTOR = "compta@durand.example"
OLDEST = date(2026, 10, 8)  # 46 days before the story
HOSTILE = 'Réglé le 12 ? Voir <b>A<b</b> & "=1+1" 🧾\nligne 2'


@pytest.fixture
async def cast(stage: Stage, database: Database) -> AsyncIterator[Cast]:
    async with a_cast(stage, database) as cast:
        yield cast


async def mailed_link(stage: Stage, cast: Cast) -> str:
    """The link of the reminder that reached the debtor of thirty-five invoices."""
    name = "Durand & Fils <SARL>"
    await load_customer(cast.integrator, code="C1", name=name, contacts=[{"email": DEBTOR}])
    lines = [
        {
            "external_id": f"F-{n}",
            "number": f"FA-{n:02}",
            "order_no": f"BC-{n}",
            "invoiced_on": str(OLDEST + timedelta(days=n - 31)),
            "due_on": str(OLDEST + timedelta(days=n - 1)),
            "amount_minor": 202_681 if n == 1 else 10_000 + n,
        }
        for n in range(1, 36)
    ]
    await load(cast.integrator, *lines)
    await confirm(cast, await ready_action(stage, cast))
    stage.at(date(2026, 11, 23), time(10, 1))
    return link_in(await stage.mail_to(DEBTOR))


async def answers(cast: Cast) -> list[str]:
    """The kinds of answers that reached the collector."""
    page = await got(cast.collector, "/v1/answers")
    return sorted(one["kind"] for one in page["items"])


async def ticks_over_two_pages(debtor: Debtor) -> None:
    """What is ticked on a page stays ticked while others are shown (SID-24)."""
    await debtor.ticks("FA-02")
    await debtor.turns_to("Page suivante", 2)
    await expect(debtor.tick("FA-02")).to_have_count(0)
    await debtor.ticks("FA-35")
    await debtor.turns_to("Page précédente", 1)
    await expect(debtor.tick("FA-02")).to_be_checked()
    await debtor.window.shows("2 factures cochées 200,37 EUR")


async def five_answers(debtor: Debtor) -> None:
    await debtor.says_paid("2026-11-20")
    for number, answer in (
        ("FA-03", debtor.promises("2026-12-04")),
        ("FA-04", debtor.disputes("Prix ou remise", HOSTILE)),
        ("FA-05", debtor.explains(HOSTILE)),
        ("FA-06", debtor.agrees()),
    ):
        await debtor.ticks(number)
        await answer


async def changes_the_promise(debtor: Debtor) -> None:
    """From the summary, and back to it (SID-29)."""
    await debtor.link("Modifier la réponse « Paiement prévu le 04/12/2026 »").click()
    day = debtor.page.get_by_label("Date du paiement")
    await expect(day).to_have_value("2026-12-04")
    await day.fill("2026-12-07")
    await debtor.button("Enregistrer la modification").click()
    await debtor.window.shows("Paiement prévu le 07/12/2026")


async def answers_everything(debtor: Debtor, cast: Cast, link: str) -> None:
    """The whole visit; the collector learns nothing before "Terminer", and all of it then."""
    await debtor.opens(link)
    await debtor.window.shows("Compte de Durand & Fils <SARL>")
    await debtor.window.shows("Page 1 sur 2, 35 factures")

    await ticks_over_two_pages(debtor)
    await five_answers(debtor)
    await debtor.reviews()
    await debtor.window.shows("5 réponses pour 6 factures.")
    await changes_the_promise(debtor)
    await debtor.window.check_width()
    assert (await answers(cast), await promises(cast)) == ([], [])

    await debtor.finishes()
    await debtor.window.check_width()
    assert await answers(cast) == ["confirm", "dispute", "paid", "status", "upcoming"]
    assert [one["due_on"] for one in await promises(cast)] == ["2026-12-07"]
    await debtor.window.shows('Voir <b>A<b</b> & "=1+1" 🧾')


@pytest.mark.req("SID-3", "SID-24", "SID-28", "SID-29")
@pytest.mark.parametrize("size", ["phone", "desk"])
async def test_a_debtor_answers_in_five_ways_and_changes_their_mind(
    size: str, stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window(size))
    await answers_everything(debtor, cast, await mailed_link(stage, cast))

    await debtor.link("Retour aux factures").click()
    await expect(debtor.page.get_by_role("button", name="Déjà répondu 6")).to_be_visible()
    await debtor.page.get_by_role("button", name="Sans réponse 29").click()
    await expect(debtor.tick("FA-03")).to_have_count(0)
    await expect(debtor.tick("FA-07")).to_be_visible()


@pytest.mark.req("SID-27", "SID-28", "SID-36")
async def test_the_same_without_javascript(
    stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window("phone", scripts=False))
    await answers_everything(debtor, cast, await mailed_link(stage, cast))


# A date's parts lie inside the browser's own field, which shows them its own way.
UNSEEN = """() => {
    const one = document.activeElement;
    const isSeen = one.type === 'date' || getComputedStyle(one).outlineStyle !== 'none';
    return isSeen ? '' : one.outerHTML;
}"""


async def tabs_to(debtor: Debtor, wanted: Locator, most: int = 90) -> None:
    """The keyboard reaches it, and every stop on the way can be seen."""
    for _ in range(most):
        await debtor.page.keyboard.press("Tab")
        assert await debtor.page.evaluate(UNSEEN) == ""
        if await wanted.evaluate("(one) => one === document.activeElement"):
            return
    pytest.fail(f"{most} tabs do not reach {wanted}.")


async def enters(debtor: Debtor) -> None:
    """Enter, and the page it leads to."""
    async with debtor.page.expect_navigation():
        await debtor.page.keyboard.press("Enter")


@pytest.mark.req("SID-36")
async def test_a_promise_by_keyboard_alone(
    stage: Stage, cast: Cast, open_window: OpenWindow
) -> None:
    debtor = Debtor(await open_window("desk"))
    keyboard = debtor.page.keyboard
    await debtor.opens(await mailed_link(stage, cast))

    await keyboard.press("Tab")
    await expect(debtor.link("Aller au contenu")).to_be_focused()
    await keyboard.press("Enter")
    await tabs_to(debtor, debtor.tick("FA-01"))
    await keyboard.press("Space")
    await debtor.window.shows("1 facture cochée 2 026,81 EUR")
    await tabs_to(debtor, debtor.button("Répondre pour cette facture"))
    await enters(debtor)
    await tabs_to(debtor, debtor.link(UPCOMING))
    await enters(debtor)
    await tabs_to(debtor, debtor.page.get_by_label("Date du paiement"))
    await keyboard.type("12122026")  # the same in every order of day and month
    await tabs_to(debtor, debtor.page.get_by_role("radio", name="Virement"))
    await keyboard.press("Space")
    await tabs_to(debtor, debtor.button("Continuer"))
    await enters(debtor)
    await tabs_to(debtor, debtor.link("Vérifier et terminer"))
    await enters(debtor)
    await tabs_to(debtor, debtor.button("Terminer et envoyer"))
    await enters(debtor)
    await debtor.is_at("Vos réponses sont envoyées")
    assert [one["due_on"] for one in await promises(cast)] == ["2026-12-12"]
