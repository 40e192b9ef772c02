"""What a debtor does on their pages, with their eyes: roles and French names only."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.e2e.browser.windows import Window

SUMMARY = "Vérifiez avant d’envoyer"
RECEIPT = "Vos réponses sont envoyées"
PAID, UPCOMING, DISPUTE = "Déjà payé", "Paiement prévu", "Contestation"
STATUS, CONFIRM = "Précision", "D’accord avec le statut"


@dataclass
class Debtor:
    """Somebody before the debtor's pages."""

    window: Window

    @property
    def page(self) -> Page:
        return self.window.page

    async def opens(self, link: str) -> None:
        """The list behind the link, on an address without its code."""
        await self.page.goto(link)
        await expect(self.page).to_have_url(re.compile(r"/portail$"))
        await expect(self.page.get_by_role("table")).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def tick(self, number: str) -> Locator:
        return self.page.get_by_role("checkbox", name=f"Cocher la facture {number}", exact=True)

    async def ticks(self, number: str) -> None:
        """A press where the box is: the whole row is its label, so Playwright must not object."""
        await self.tick(number).check(force=True)

    def row(self, number: str) -> Locator:
        return self.page.get_by_role("row").filter(
            has=self.page.get_by_text(number, exact=True).first
        )

    async def is_at(self, heading: str) -> None:
        await expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible()

    async def turns_to(self, name: str, page: int) -> None:
        await self.button(name).click()
        await expect(self.page).to_have_url(re.compile(rf"[?&]page={page}(&|$)"))

    async def chooses(self, kind: str) -> None:
        """With invoices ticked: "Répondre", then one of the five answers."""
        await self.page.get_by_role("button", name=re.compile("^Répondre")).click()
        await self.link(kind).click()

    async def continues(self) -> None:
        """The draft is kept, and the list is back."""
        await self.button("Continuer").click()
        told = self.page.get_by_text("Réponse enregistrée, pas encore envoyée.")
        await expect(told).to_have_role("status")

    async def says_paid(self, day: str, by: str = "Virement") -> None:
        await self.chooses(PAID)
        await self.page.get_by_label("Date du paiement").fill(day)
        await self.page.get_by_role("radio", name=by).check()
        await self.continues()

    async def promises(self, day: str, by: str = "Chèque") -> None:
        await self.chooses(UPCOMING)
        await self.page.get_by_label("Date du paiement").fill(day)
        await self.page.get_by_role("radio", name=by).check()
        await self.continues()

    async def disputes(self, reason: str, details: str) -> None:
        await self.chooses(DISPUTE)
        await self.page.get_by_label("Motif").select_option(reason)
        await self.page.get_by_label("Détails").fill(details)
        await self.continues()

    async def explains(self, words: str) -> None:
        await self.chooses(STATUS)
        await self.page.get_by_label("Votre message").fill(words)
        await self.continues()

    async def agrees(self) -> None:
        await self.chooses(CONFIRM)
        await self.continues()

    async def reviews(self) -> None:
        await self.link("Vérifier et terminer").click()
        await self.is_at(SUMMARY)

    async def finishes(self) -> None:
        await self.button("Terminer et envoyer").click()
        await self.is_at(RECEIPT)
