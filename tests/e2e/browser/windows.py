"""A browser's window as a story uses it: what it must never do, checked wherever it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import ConsoleMessage, Page, expect

ROOT = Path(__file__).parents[3]
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
GRAVE = {"serious", "critical"}

SIZES = {"phone": (390, 844), "desk": (1280, 900), "office": (1440, 900)}


@cache
def axe_script() -> str:
    """The rules of accessibility, as the console's own tests have them."""
    if not AXE.exists():
        pytest.fail("axe-core is missing: run `npm ci` in frontend/.", pytrace=False)
    return AXE.read_text()


@dataclass
class Window:
    """A page, and every complaint of its console; refusals a story provokes are named before."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def expect_refusal(self, status: int) -> None:
        """The browser will log an answer of this status, and that is no fault."""
        self.expected.append(f"status of {status} ")

    def check_silence(self) -> None:
        """The console said nothing but what was expected."""
        faults = [
            one for one in self.complaints if not any(known in one for known in self.expected)
        ]
        assert faults == [], "\n".join(faults)

    async def check_width(self) -> None:
        """Nothing is wider than the window: nobody scrolls sideways."""
        wide, inner = await self.page.evaluate(
            "[document.scrollingElement.scrollWidth, window.innerWidth]"
        )
        assert wide <= inner, f"{self.page.url}: {wide} px wide in a window of {inner} px"

    async def check_access(self) -> None:
        """axe finds nothing serious or critical on the page as it stands, no rule left out."""
        await self.page.evaluate(axe_script())
        found: list[dict[str, Any]] = await self.page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then((result) => result.violations)"
        )
        faults = [
            f"{one['id']}: {node['html'][:160]} {node['failureSummary']}"
            for one in found
            if one["impact"] in GRAVE
            for node in one["nodes"]
        ]
        assert faults == [], f"{self.page.url}\n" + "\n".join(faults)

    async def check(self) -> None:
        """Where we are, nothing scrolls sideways and everyone can read."""
        await self.check_width()
        await self.check_access()

    async def shows(self, text: str) -> None:
        """The words are on the page, whatever spaces hold them together."""
        spaced = re.compile(r"\s".join(re.escape(word) for word in text.split(" ")))
        await expect(self.page.locator("body")).to_contain_text(spaced)
