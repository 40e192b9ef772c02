"""The HTTP entrance: one application, its rooms in order, every refusal in one shape."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from redis.asyncio import Redis

from quittance import events, wiring
from quittance.accounts import standing
from quittance.accounts.access import SESSION_COOKIE
from quittance.accounts.account_router import router as account
from quittance.accounts.company_router import router as company
from quittance.accounts.links_router import router as mailed_links
from quittance.accounts.router import router as accounts
from quittance.accounts.team_router import router as team
from quittance.connectors.batch_router import router as batches
from quittance.connectors.preparing_router import router as preparing
from quittance.connectors.router import router as connectors
from quittance.customers.router import router as customers
from quittance.deliveries.router import router as deliveries
from quittance.disputes.router import router as disputes
from quittance.payments.router import router as payments
from quittance.platform import generation, health, problems
from quittance.platform.bodies import BoundedBodies
from quittance.platform.browser import SecurityHeaders, console_router
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.metrics import Measured
from quittance.platform.once_more import OnceMore
from quittance.platform.openapi import contract_router, describe
from quittance.platform.settings import Settings
from quittance.portal import entrance
from quittance.portal.access import COOKIE as PORTAL_COOKIE
from quittance.portal.change_router import router as portal_changes
from quittance.portal.contact_router import router as portal_contacts
from quittance.portal.router import router as portal
from quittance.portal.staff_router import router as portal_for_staff
from quittance.promises.router import router as promises
from quittance.receivables.router import router as receivables
from quittance.reporting.feed_router import router as feed
from quittance.reporting.home_router import router as home
from quittance.reporting.router import router as reporting
from quittance.scenarios.ahead_router import router as days_ahead
from quittance.scenarios.editor_router import router as scenario_editor
from quittance.scenarios.fact_router import router as fact_rules
from quittance.scenarios.letters_router import router as letters
from quittance.scenarios.router import router as scenarios
from quittance.templates.rates_router import router as rates
from quittance.templates.router import router as templates
from quittance.webhooks.log_router import router as webhook_log
from quittance.webhooks.router import router as webhooks

MOST_BYTES = 16 << 20  # of a request; five thousand receivables in JSON are a fifth of it
MOST_FILE_BYTES = 1 << 30  # of a ledger's file

STAFF = (
    accounts,
    account,
    mailed_links,
    company,
    team,
    connectors,
    preparing,
    batches,
    customers,
    receivables,
    templates,
    rates,
    scenarios,
    scenario_editor,
    letters,
    days_ahead,
    fact_rules,
    deliveries,
    promises,
    disputes,
    payments,
    portal_for_staff,
    portal_changes,
    reporting,
    home,
    feed,
    webhooks,
    webhook_log,
)


@asynccontextmanager
async def _open(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    database = Database(settings.database_url)
    await database.refuse_unsafe_role()
    app.state.database = database
    async with database.transaction() as session:
        now = app.state.clock.now()
        await generation.may_speak(session, wiring.mark(settings), now=now)
    app.state.redis = Redis.from_url(settings.redis_url)
    app.state.storage = wiring.storage(settings)
    app.state.secrets = wiring.secrets(settings)
    app.state.event_types = events.ALL
    app.state.outcomes = wiring.outcomes()
    app.state.links = wiring.links(settings)
    yield
    await app.state.redis.aclose()
    await database.close()


def create_app(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """The whole product over HTTP: staff and integrators, debtors, the console's files."""
    app = FastAPI(
        title="Quittance",
        version="1",
        summary="Accounts-receivable collections: ledgers in, reminders out, answers back.",
        lifespan=_open,
        openapi_url=None,
    )
    app.state.settings = settings
    app.state.clock = clock or Clock()
    problems.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=2_000)
    app.add_middleware(
        BoundedBodies, most=MOST_BYTES, most_of_files=MOST_FILE_BYTES, know=standing.known
    )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(OnceMore)
    app.add_middleware(Measured)
    for router in STAFF:
        app.include_router(router)
    app.include_router(portal)
    app.include_router(portal_contacts)
    entrance.install(app)
    app.include_router(contract_router("/v1/openapi.json", lambda: staff_contract(app)))
    app.include_router(health.router)
    app.include_router(console_router(settings.frontend_dir))
    return app


def staff_contract(app: FastAPI) -> dict[str, Any]:
    """The contract of staff and integrators, with the events partners are told of."""
    return describe(
        app,
        include=lambda path: path.startswith("/v1/"),
        keys={
            "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
            "apiKey": {"type": "http", "scheme": "bearer"},
        },
        webhooks=events.ALL,
    )


def portal_contract(app: FastAPI) -> dict[str, Any]:
    """The contract of debtors: what the pages' script calls, and any other portal may."""
    return describe(
        app,
        include=lambda path: path.startswith("/portal/v1/"),
        keys={"session": {"type": "apiKey", "in": "cookie", "name": PORTAL_COOKIE}},
    )
