"""What Prometheus reads: served on a port of its own, which no proxy publishes.

Labels are names from our code (routes, jobs, channels, outcomes), never a company nor a person, so
their number is bounded however large an installation grows.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from wsgiref.simple_server import WSGIServer

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    start_http_server,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quittance.platform import generation
from quittance.platform.clock import stopwatch
from quittance.platform.due_work import DueWork
from quittance.platform.events import SEAL

# Where several processes that serve one port count together (prometheus_client's own variable).
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NO_ROUTE = "(none)"
OTHER = "other"
ANSWER_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
WORK_SECONDS = (0.05, 0.25, 1.0, 5.0, 15.0, 60.0, 300.0)

disable_created_metrics()  # type: ignore[no-untyped-call]

REQUESTS = Counter("quittance_requests", "Requests answered.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "quittance_request_seconds",
    "From the first byte asked to the last byte answered.",
    ["method", "route"],
    buckets=ANSWER_SECONDS,
)
JOBS = Counter("quittance_jobs", "Jobs ended, by how.", ["job", "outcome"])
JOB_SECONDS = Histogram(
    "quittance_job_seconds", "How long a job took.", ["job"], buckets=WORK_SECONDS
)
DELIVERIES = Counter(
    "quittance_deliveries", "What became of messages to debtors.", ["channel", "outcome"]
)
FACTS = Counter("quittance_facts_sealed", "Facts numbered and chained.")
WEBHOOK_ATTEMPTS = Counter("quittance_webhook_attempts", "Calls to partners.", ["outcome"])
DUE = Gauge(
    "quittance_due_work", "Work whose time has come.", ["job"], multiprocess_mode="mostrecent"
)
OLDEST_DUE = Gauge(
    "quittance_due_work_oldest_seconds",
    "How long the oldest due work of a kind has waited.",
    ["job"],
    multiprocess_mode="mostrecent",
)
UNSEALED = Gauge(
    "quittance_events_unsealed",
    "Facts recorded and not yet sealed.",
    multiprocess_mode="mostrecent",
)
PAUSED = Gauge(
    "quittance_sending_paused",
    "1 while nothing may leave, after a restore.",
    multiprocess_mode="mostrecent",
)


class Measured:
    """Counts and times every request of the application by the template of its route."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500  # what the server answers when nothing was said

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = stopwatch()
        try:
            await self._app(scope, receive, noted)
        finally:
            method = scope["method"] if scope["method"] in METHODS else OTHER
            route = str(getattr(scope.get("route"), "path", NO_ROUTE))
            REQUESTS.labels(method, route, str(status)).inc()
            REQUEST_SECONDS.labels(method, route).observe(stopwatch() - began)


@contextmanager
def timed_job(name: str) -> Iterator[None]:
    """The job is counted and timed, whether it ends well or not; its exception goes on."""
    began = stopwatch()
    outcome = "failed"
    try:
        yield
        outcome = "done"
    finally:
        JOBS.labels(name, outcome).inc()
        JOB_SECONDS.labels(name).observe(stopwatch() - began)


async def look(session: AsyncSession, known: Collection[str], *, now: datetime) -> None:
    """The gauges tell what waits now, over all companies; kinds we do not know count together."""
    rows = await session.execute(
        select(DueWork.what, func.count(), func.min(DueWork.due_at))
        .where(DueWork.due_at <= now)
        .group_by(DueWork.what)
    )
    counted = dict.fromkeys([*known, OTHER], 0)
    waited = dict.fromkeys([*known, OTHER], 0.0)
    unsealed = 0
    for what, count, since in rows:
        if what == SEAL:
            unsealed = count
            continue
        name = what if what in counted else OTHER
        counted[name] += count
        waited[name] = max(waited[name], (now - since).total_seconds())
    for name in counted:
        DUE.labels(name).set(counted[name])
        OLDEST_DUE.labels(name).set(waited[name])
    UNSEALED.set(unsealed)
    PAUSED.set(await generation.is_paused(session))


def serve(host: str, port: int) -> WSGIServer | None:
    """The figures of this process, and of those it shares a folder with, answer on the port.

    Port 0: nowhere. A thread serves them, so a busy event loop can still be observed.
    """
    if not port:
        return None
    registry: CollectorRegistry = REGISTRY
    if folder := os.environ.get(SHARED_FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    server, _ = start_http_server(port, host, registry)
    return server
