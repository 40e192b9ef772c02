"""The system's own Chromium, as a person in Paris would have it."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pictures", type=Path, metavar="FOLDER", help="keep the README's pictures in FOLDER"
    )


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures go: the folder asked for, or one that is soon forgotten."""
    asked: Path | None = request.config.getoption("--pictures")
    folder = asked or tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; a machine without it fails, since a skipped browser test shows nothing."""
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, (named, *map(shutil.which, NAMES))), None)
    if found is None:
        pytest.fail(
            "Browser tests need Chromium: install the package `chromium`"
            " or set CHROMIUM to the path of one.",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="session")
async def browser(chromium_path: str) -> AsyncIterator[Browser]:
    """One headless browser for the run."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path,
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A fresh page: no cookie, French, Paris, 1280 x 800."""
    context = await browser.new_context(
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": 1280, "height": 800},
    )
    yield await context.new_page()
    await context.close()
