"""The demonstration, served once for a module: two years of ledger, and one customer too rich."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import httpx
from playwright.async_api import Browser, BrowserContext
from sqlalchemy import select

from quittance.accounts.models import User
from quittance.cli import seed
from quittance.cli.seed_summary import Summary
from quittance.customers.models import Profile
from quittance.platform import doors
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.doors import DoorKind
from quittance.platform.embedded import Running
from quittance.platform.settings import Settings
from quittance.scenarios.models import Scenario
from tests.e2e.browser.windows import SIZES, Window
from tests.factories import portal
from tests.factories.sinks import SinkServer
from tests.plugins.services import for_asyncpg, named
from tests.plugins.stage import free_port, served

TODAY = date(2026, 11, 24)  # a Tuesday
PARIS = "Europe/Paris"
RICH = 1_234_567_890_123  # thirteen digits: 12 345 678 901,23 €
LEDGER = "\n".join(
    (
        "Code client;N° de pièce;Date;Échéance;Montant;Devise",
        *(
            f"C00{n};FA-26-02{n};{n - 20:02}/11/2026;{n - 20:02}/12/2026;{n * 173},5{n % 10};EUR"
            for n in range(21, 45)
        ),
        "C0045;FA-26-0245;25/11/2026;31/02/2027;1204,10;EUR",
        "C9999;FA-26-0246;26/11/2026;26/12/2026;89,00;EUR",
        "C0047;FA-26-0247;27/11/2026;27/12/2026;douze;EUR",
    )
)


@dataclass(frozen=True)
class Demonstration:
    """Where it is served, whom to log in as, and what there is to look at."""

    url: str
    clock: Clock
    email: str
    password: str
    company_id: UUID
    customer_id: UUID
    creditor: portal.Creditor
    link: str
    import_id: str
    scenario_id: UUID

    @asynccontextmanager
    async def window(
        self, browser: Browser, size: str, scheme: str, *, logged_in: bool = True
    ) -> AsyncIterator[Window]:
        """A window of somebody in Paris, before the console if they are logged in."""
        context = await self._context(browser, size, scheme)
        if logged_in:
            body = {"email": self.email, "password": self.password}
            answer = await context.request.post(f"{self.url}/v1/session", data=body)
            assert answer.ok, await answer.text()
            chosen = f"localStorage.setItem('quittance.company', '{self.company_id}')"
            await context.add_init_script(f"if (window === top) {chosen}")  # mail is in frames
        window = Window(await context.new_page())
        window.listen()
        window.expected.append("Blocked script execution in 'about:srcdoc'")
        yield window
        await context.close()

    async def _context(self, browser: Browser, size: str, scheme: str) -> BrowserContext:
        width, height = SIZES[size]
        context = await browser.new_context(
            locale="fr-FR",
            timezone_id=PARIS,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        await context.clock.set_fixed_time(self.clock.now())
        return context


@asynccontextmanager
async def a_demonstration(
    servers: Running, settings: Settings, worker_id: str, folder: Path
) -> AsyncIterator[Demonstration]:
    """It is Tuesday, five past nine in Paris, and everything works."""
    name = f"shown_{worker_id}"
    admin = await asyncpg.connect(for_asyncpg(named(servers.owner_url, "postgres")))
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE quittance")
    await admin.close()
    clock = Clock()
    clock.move_to(datetime.combine(TODAY, time(9, 5), tzinfo=ZoneInfo(PARIS)))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with SinkServer() as sink:
        own = settings.model_copy(
            update={
                "database_url": named(servers.app_url, name),
                "owner_database_url": named(servers.owner_url, name),
                "blob_url": str(folder),
                "public_url": url,
                "smtp_port": sink.port,
                "smtp_tls": "none",
                "stream_seconds": 60,
            }
        )
        own.__dict__.pop("blob_dir", None)  # a cached property of the settings copied from
        summary = await seed.fill(own, TODAY)
        database = Database(own.database_url)
        try:
            creditor = await _creditor(database, clock, summary.company_id, summary.email)
            debtor = portal.Debtor(creditor, summary.customer_id, "")
            async with served(own, clock, port):
                yield Demonstration(
                    url=url,
                    clock=clock,
                    email=summary.email,
                    password=summary.password,
                    company_id=summary.company_id,
                    customer_id=summary.customer_id,
                    creditor=creditor,
                    link=await debtor.receives_link(summary.contact_email),
                    import_id=await _import(url, summary),
                    scenario_id=await _scenario(creditor),
                )
        finally:
            await database.close()


async def _creditor(
    database: Database, clock: Clock, company_id: UUID, email: str
) -> portal.Creditor:
    """The demonstration's company, for writing what one more customer owes."""
    async with database.transaction(company_id) as session:
        user = await session.scalar(select(User).where(User.email == email))
        profile = await session.scalar(select(Profile).where(Profile.is_default))
    assert user is not None
    assert profile is not None
    return portal.Creditor(database, clock, company_id, PARIS, "EUR", user, profile.id)


async def a_rich_customer(demonstration: Demonstration) -> portal.Debtor:
    """A customer whose every age of debt has thirteen digits, and a name to match.

    The sister company over the sea is owed as many francs.
    """
    name = "Compagnie Générale des Fermetures et Menuiseries Industrielles de l’Atlantique"
    rich = await demonstration.creditor.customer(name=name, code="C99999", credit_limit_minor=RICH)
    await rich.contact()
    for number, days_late in enumerate((-20, 8, 45, 75, 200), 1):
        await rich.owes(f"FA-26-9{number}", RICH + number, days_late=days_late)
    await rich.owes("AV-26-91", -RICH, days_late=10)
    island = await _island(demonstration.creditor)
    await (await island.customer(code="C99999")).owes("AT-26-99", RICH, days_late=8)
    return rich


async def _island(creditor: portal.Creditor) -> portal.Creditor:
    """The sister company, which counts in francs without decimals."""
    database, user = creditor.database, creditor.collector
    async with database.transaction() as session:
        opened = await doors.opened(session, DoorKind.MEMBER, str(user.id))
    [id] = {door.company_id for door in opened} - {creditor.company_id}
    async with database.transaction(id) as session:
        profile = await session.scalar(select(Profile).where(Profile.is_default))
    assert profile is not None
    return portal.Creditor(database, creditor.clock, id, "Pacific/Noumea", "XPF", user, profile.id)


async def _scenario(creditor: portal.Creditor) -> UUID:
    """A scenario of the demonstration's company."""
    async with creditor.database.transaction(creditor.company_id) as session:
        found = await session.scalar(select(Scenario.id).order_by(Scenario.audience).limit(1))
    assert found is not None
    return found


async def _import(url: str, summary: Summary) -> str:
    """A small file was tried, and can be looked at."""
    headers = {"Company-Id": str(summary.company_id), "Idempotency-Key": "tour-of-the-house"}
    async with httpx.AsyncClient(base_url=url) as person:
        body = {"email": summary.email, "password": summary.password}
        assert (await person.post("/v1/session", json=body)).is_success
        answer = await person.post(
            "/v1/imports",
            files={"file": ("echeances-novembre.csv", LEDGER.encode(), "text/csv")},
            data={"kind": "receivables", "dry_run": "true"},
            headers=headers,
        )
        assert answer.status_code == 202, answer.text
        id: str = answer.json()["id"]
        return id
