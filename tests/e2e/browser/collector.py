"""What a collector does in the console, with their eyes: roles and French names only."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.e2e.browser.windows import Window
from tests.factories.companies import PASSWORD, Creditor


@dataclass
class Collector:
    """Somebody before the console of the product at `url`."""

    window: Window
    url: str
    email: str

    @property
    def page(self) -> Page:
        return self.window.page

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def row(self, name: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=name)

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name)

    async def goes(self, path: str, heading: str) -> None:
        await self.page.goto(self.url + path)
        await expect(self.heading(heading).first).to_be_visible()

    async def logs_in(self, password: str = PASSWORD) -> None:
        await self.page.get_by_label("Adresse e-mail").fill(self.email)
        await self.page.get_by_label("Mot de passe", exact=True).fill(password)
        await self.button("Se connecter").click()

    async def comes_home(self) -> None:
        """Logged in, at the one company's first screen; the door refuses strangers first."""
        self.window.expect_refusal(401)
        await self.page.goto(self.url)
        await self.logs_in()
        await expect(self.page).to_have_url(f"{self.url}/accueil")

    async def arrives(self) -> None:
        """Come home, and gone on to who owes what."""
        await self.comes_home()
        await self.goes("/qui-vous-doit-quoi", "Qui vous doit quoi")

    async def logs_out(self) -> None:
        await self.page.get_by_role("button", name="compte de Claire Vasseur").click()
        await self.page.get_by_role("menuitem", name="Se déconnecter").click()
        await expect(self.button("Se connecter")).to_be_visible()


def a_collector(window: Window, url: str, creditor: Creditor) -> Collector:
    """The person who runs this creditor, before a window."""
    return Collector(window, url, creditor.admin.email)
