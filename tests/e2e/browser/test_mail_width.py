"""An e-mail is read on a small phone without a sideways scroll, in both languages."""

import pytest
from playwright.async_api import Page

from quittance.domain.money import Money
from quittance.templates.kinds import Locale
from quittance.templates.render import render_email
from quittance.templates.stock import STOCK
from tests.factories.messages import line, message

pytestmark = pytest.mark.e2e

SMALL = 360
LARGE = 1_234_567_89
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("locale", ["fr", "en"])
async def test_no_message_is_wider_than_a_small_phone(page: Page, locale: Locale) -> None:
    await page.set_viewport_size({"width": SMALL, "height": 740})
    about = message(
        lines=(
            line("FA-26-0588", LARGE, days_late=146, late_penalty=Money(81_234_56, "EUR")),
            line("FACTURE-2026-00001234", LARGE, balance=Money(LARGE // 2, "EUR")),
        )
    )
    wide: dict[str, int] = {}
    for (kind, language, form), template in STOCK.items():
        if language == locale and form == "page":
            await page.set_content(render_email(template, about, locale).html)
            if beyond := await page.evaluate(TOO_WIDE):
                wide[kind.value] = beyond
    assert wide == {}
