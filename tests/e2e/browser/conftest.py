"""Windows of the system's Chromium; each failure leaves a picture in build/screenshots/."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from datetime import datetime
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Error

from tests.e2e.browser.windows import ROOT, SIZES, Window

PICTURES = ROOT / "build/screenshots"
FAILED = pytest.StashKey[bool]()

OpenWindow = Callable[..., Awaitable[Window]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
async def open_window(
    browser: Browser, request: pytest.FixtureRequest
) -> AsyncIterator[OpenWindow]:
    """Opens windows of people in Paris: no cookie yet, `size` one of SIZES, `now` their watch."""
    contexts: list[BrowserContext] = []
    windows: list[Window] = []

    async def open_one(
        size: str = "desk",
        *,
        scripts: bool = True,
        scheme: Any = "light",
        now: datetime | None = None,
    ) -> Window:
        width, height = SIZES[size]
        context = await browser.new_context(
            locale="fr-FR",
            timezone_id="Europe/Paris",
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        window = Window(await context.new_page())
        window.listen()
        if now is not None:
            # The false watch is a script: frames that forbid scripts say that they refused it.
            await context.clock.set_fixed_time(now)
            window.expected.append("Blocked script execution in 'about:srcdoc'")
        windows.append(window)
        return window

    yield open_one
    if request.node.stash.get(FAILED, False):
        PICTURES.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w-]+", "-", request.node.name)[:100]
        for number, window in enumerate(windows, 1):
            await _picture(window, f"{name}-{number}.png")
    for context in contexts:
        await context.close()
    if not request.node.stash.get(FAILED, False):
        for window in windows:
            window.check_silence()


async def _picture(window: Window, name: str) -> None:
    try:
        await window.page.screenshot(path=PICTURES / name, full_page=True, timeout=5_000)
    except Error as error:  # the story's own failure is the one to read
        print(f"No picture of {window.page.url}: {error}")
