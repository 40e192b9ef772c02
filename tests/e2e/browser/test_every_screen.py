"""Every screen there is, at a desk and on a phone, by day and by night, with sums too long.

The list is the router's own: a new screen is looked at, or fails for want of a place to look.
`--pictures FOLDER` also takes the pictures of the README.
"""

import io
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from playwright.async_api import Browser, Page

from quittance.platform.embedded import Running
from quittance.platform.ids import new_id
from quittance.platform.settings import Settings
from tests.e2e.browser.debtor import Debtor
from tests.e2e.browser.demonstration import Demonstration, a_demonstration, a_rich_customer
from tests.e2e.browser.looking import console_paths, console_screens, faults_of, settle
from tests.e2e.browser.windows import Window
from tests.factories import portal

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

SIZES = pytest.mark.parametrize("size", ["office", "phone"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture(scope="module")
async def demonstration(
    servers: Running,
    settings: Settings,
    worker_id: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Demonstration]:
    folder = tmp_path_factory.mktemp("demonstration")
    async with a_demonstration(servers, settings, worker_id, folder) as demonstration:
        yield demonstration


@pytest.fixture(scope="module")
async def rich(demonstration: Demonstration) -> portal.Debtor:
    """One more customer, after the pictures are taken."""
    return await a_rich_customer(demonstration)


PICTURES: dict[str, Any] = {
    "accueil": "/accueil",
    "qui-vous-doit-quoi": "/qui-vous-doit-quoi",
    "client": "/clients/{customer_id}",
    "agir-par-scenario": "/agir",
    "import": "/imports/{import_id}",
    "developpeurs": "/reglages/developpeurs",
}
MOST_BYTES = 150_000


async def test_the_readme_s_pictures_are_small_and_of_today(
    demonstration: Demonstration, browser: Browser, pictures: Path
) -> None:
    async with demonstration.window(browser, "office", "light") as window:
        for name, path in PICTURES.items():
            await window.page.goto(demonstration.url + path.format(**vars(demonstration)))
            await settle(window.page)
            keep(await window.page.screenshot(), pictures / f"{name}.png")
        await keep_letter(window.page, demonstration.company_id, pictures / "lettre.png")
    async with demonstration.window(browser, "phone", "light", logged_in=False) as window:
        await Debtor(window).opens(demonstration.url + demonstration.link)
        keep(await window.page.screenshot(), pictures / "portail.png")
    sizes = {one.name: one.stat().st_size for one in pictures.glob("*.png")}
    assert len(sizes) > len(PICTURES)
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def keep(shot: bytes, file: Path) -> None:
    """The picture in 128 colours: a third of the bytes, and nobody sees it."""
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(128).save(file, optimize=True)


async def keep_letter(page: Page, company_id: UUID, file: Path) -> None:
    """The first letter of today's plan as it would be printed, where Poppler can draw it."""
    ask, here = page.context.request, page.url.partition("/reglages")[0]
    headers = {"Company-Id": str(company_id)}
    answer = await ask.get(f"{here}/v1/actions?limit=200", headers=headers)
    letters = [
        one for one in (await answer.json())["items"] if one["ready"] and "letter" in one["channel"]
    ]
    assert letters, "Nothing to print today."
    answer = await ask.get(f"{here}/v1/actions/{letters[0]['id']}/letter", headers=headers)
    assert answer.headers["content-type"] == "application/pdf"
    if shutil.which("pdftoppm"):
        draw = ["pdftoppm", "-png", "-r", "80", "-f", "1", "-singlefile", "-"]
        drawn = subprocess.run(draw, input=await answer.body(), capture_output=True, check=True)
        keep(drawn.stdout, file)


def places(demonstration: Demonstration, rich: portal.Debtor) -> dict[str, list[str]]:
    """Where to look for addresses with a parameter, and second looks worth taking."""
    return {
        "/clients/$id": [f"/clients/{demonstration.customer_id}", f"/clients/{rich.id}"],
        "/reglages/scenarios/$id": [f"/reglages/scenarios/{demonstration.scenario_id}"],
        "/imports/$id": [f"/imports/{demonstration.import_id}"],
        "/reglages/modeles/$kind/$channel/$locale": [
            "/reglages/modeles/first_reminder/email/fr",
            "/reglages/modeles/formal_notice/registered_letter/en",
        ],
        "/qui-vous-doit-quoi": ["/qui-vous-doit-quoi", f"/qui-vous-doit-quoi?apercu={rich.id}:EUR"],
    }


def addresses(known: dict[str, list[str]], paths: list[str]) -> list[str]:
    strangers = [path for path in paths if "$" in path and path not in known]
    assert strangers == [], "Say in `places` where such a screen can be seen."
    return [address for path in paths for address in known.get(path, [path])]


async def look_around(window: Window, url: str, wanted: list[str]) -> list[str]:
    """The faults of all these addresses."""
    faults: list[str] = []
    for address in wanted:
        await window.page.goto(url + address)
        await settle(window.page)
        faults += await faults_of(window)
    return faults


def told(faults: list[str]) -> str:
    return f"{len(faults)} faults:\n" + "\n".join(faults)


@SIZES
@SCHEMES
async def test_every_screen_of_the_console_can_be_read(
    size: str, scheme: str, demonstration: Demonstration, rich: portal.Debtor, browser: Browser
) -> None:
    inside = [path for path in console_paths() if path in console_screens() | {"/societes"}]
    assert len(inside) > 10
    async with demonstration.window(browser, size, scheme) as window:
        wanted = addresses(places(demonstration, rich), inside)
        faults = await look_around(window, demonstration.url, wanted)
        faults += [f"console: {one}" for one in unexpected(window)]
    assert faults == [], told(faults)


@SIZES
@SCHEMES
async def test_every_door_of_the_console_can_be_read(
    size: str, scheme: str, demonstration: Demonstration, browser: Browser
) -> None:
    doors = [path for path in console_paths() if path not in console_screens() | {"/societes"}]
    async with demonstration.window(browser, size, scheme, logged_in=False) as window:
        faults = await look_around(window, demonstration.url, addresses({}, doors))
    assert faults == [], told(faults)


def unexpected(window: Window) -> list[str]:
    return [one for one in window.complaints if not any(known in one for known in window.expected)]


class Visit:
    """A debtor's way through their pages; which were seen, and what was wrong with them."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.debtor = Debtor(window)
        self.seen: set[str] = set()
        self.faults: list[str] = []

    @property
    def page(self) -> Page:
        return self.window.page

    async def looks(self) -> None:
        await settle(self.page)
        self.seen.add(re.sub(r"^https?://[^/]+", "", self.page.url).partition("?")[0])
        self.faults += await faults_of(self.window)

    async def goes(self, path: str) -> None:
        await self.page.goto(re.sub(r"(https?://[^/]+).*", r"\1", self.page.url) + path)
        await self.looks()


async def visits(url: str, rich: portal.Debtor, visit: Visit) -> None:
    """The list, the five answers, the summary, the receipt, contact details, passing it on."""
    page, debtor = visit.page, visit.debtor
    await page.goto(f"{url}{await rich.receives_link()}/annuler")
    await visit.looks()
    await debtor.opens(url + await rich.receives_link())
    await visit.looks()
    await debtor.ticks("FA-26-92")
    await page.get_by_role("button", name=re.compile("^Répondre")).click()
    await visit.looks()
    for kind in ("paid", "upcoming", "dispute", "status", "confirm"):
        await visit.goes(f"/portail/reponse/{kind}")
    await visit.goes("/portail")
    await debtor.ticks("FA-26-93")
    await debtor.explains("Le virement part vendredi, merci de patienter.")
    await visit.looks()
    await debtor.reviews()
    await visit.looks()
    await debtor.link("Modifier la réponse").first.click()
    await visit.looks()
    await visit.goes("/portail/recapitulatif")
    await debtor.finishes()
    await visit.looks()
    await visit.goes("/portail/coordonnees")
    await visit.goes("/portail/coordonnees/recues")
    await passes_on(visit)


async def passes_on(visit: Visit) -> None:
    """Somebody else is the right person."""
    page = visit.page
    await visit.goes("/portail/transmettre")
    await page.get_by_label("Nom obligatoire", exact=True).fill("Petit")
    await page.get_by_label("Adresse e-mail").fill(f"{new_id().hex[-8:]}@loire-ocean.example")
    await page.get_by_role("button", name="Vérifier ce qui sera envoyé").click()
    await visit.looks()
    await page.get_by_role("button", name=re.compile("^(Transmettre|Demander)")).click()
    await visit.looks()


def portal_pages() -> set[str]:
    """The debtor's pages, from the application's own routes."""
    from fastapi.routing import iter_route_contexts

    from quittance.api import create_app

    routes = iter_route_contexts(create_app(Settings(demo=True)).routes)
    known = {one.path or "" for one in routes if "GET" in (one.methods or ())}
    doors = {"/p/{code}", "/p/{code}/transmettre", "/portail/langue/{locale}"}
    files = {"/portail/releve.pdf"}
    return {one for one in known if one.startswith(("/p/", "/portail"))} - doors - files


def unseen(seen: set[str]) -> list[str]:
    return [
        path
        for path in sorted(portal_pages())
        if not any(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), one) for one in seen)
    ]


@SIZES
@SCHEMES
async def test_every_page_of_the_debtors_can_be_read(
    size: str, scheme: str, demonstration: Demonstration, rich: portal.Debtor, browser: Browser
) -> None:
    async with demonstration.window(browser, size, scheme, logged_in=False) as window:
        visit = Visit(window)
        await visits(demonstration.url, rich, visit)
    assert unseen(visit.seen) == [], "A new page: say in `visits` how a debtor comes there."
    assert visit.faults == [], told(visit.faults)


WRONG = """<body style="width: 300px"><h1>Factures</h1>
<p style="overflow: hidden; width: 60px; white-space: nowrap">12\u00a0345\u00a0678,90\u00a0€</p>
<p style="width: 40px; overflow-wrap: anywhere">12\u00a0345\u00a0678,90</p>
<div style="overflow-x: auto; width: 60px"><span style="white-space: nowrap">1\u00a0234 et plus
loin 9\u00a0876\u00a0543</span></div>
<div style="overflow: hidden; width: 80px"><button style="width: 120px">Envoyer</button></div>
<p style="position: relative">Retard
<svg width="16" height="16" style="position: absolute; left: 4px"></svg></p>
<p>Loading {count}</p><code>customer</code><p lang="en">the end</p><p>Café des Amis</p></body>"""


async def test_the_look_sees_what_it_is_meant_to_see(browser: Browser) -> None:
    page = await browser.new_page()
    await page.set_content(WRONG)
    faults = "\n".join(await faults_of(Window(page), listens=False))
    await page.close()
    for expected in (
        "sum cut off: 12\u00a0345\u00a0678",
        "sum broken: 12\u00a0345\u00a0678",
        "sum beyond a sideways scroll: 9\u00a0876\u00a0543",
        "word 'Loading'",
        "hole '{count}'",
        "control cut off: Envoyer",
        "words over a drawing: Retard",
    ):
        assert expected in faults
    assert not any(innocent in faults for innocent in ("customer", "'the'", "Amis"))
