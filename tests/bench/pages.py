"""The hot pages of the console at 100,000 receivables, against one bare SELECT over the wire."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import asyncpg
import httpx

from quittance.platform.clock import stopwatch
from quittance.platform.database import Database
from quittance.platform.embedded import Running
from quittance.scenarios import planning
from tests.bench.figures import Figure, percentile
from tests.bench.places import environment_for
from tests.bench.plan import CUSTOMERS, NOW, RECEIVABLES, a_large_creditor
from tests.factories.companies import PASSWORD, Creditor
from tests.plugins.services import for_asyncpg

TIMES = 200
MOST_MS = 100.0
PATIENCE_S = 30


async def measure(
    running: Running,
    folder: Path,
    *,
    customers: int = CUSTOMERS,
    receivables: int = RECEIVABLES,
    times: int = TIMES,
) -> list[Figure]:
    """Milliseconds of one client, p50 and p95; the limit is a bare SELECT of fifty rows."""
    creditor = await a_large_creditor(running, customers=customers, receivables=receivables)
    database = Database(running.app_url)
    async with database.transaction(creditor.id) as session:
        await planning.plan(session, creditor.id, as_of=NOW.date(), now=NOW)
    await database.close()
    bare = await _bare_select(running.owner_url, creditor, times)
    figures = [_figure("bare SELECT, p50", percentile(bare, 0.5), None)]
    with _api(running, folder) as address:
        async with httpx.AsyncClient(base_url=address, timeout=PATIENCE_S) as client:
            person = {"email": creditor.admin.email, "password": PASSWORD}
            (await client.post("/v1/session", json=person)).raise_for_status()
            client.headers["Company-Id"] = str(creditor.id)
            for name, path in (await _hot(client)).items():
                spent = [await _asked(client, path) for _ in range(times)]
                figures += [
                    _figure(f"{name}, {label}", percentile(spent, share), percentile(bare, share))
                    for label, share in (("p50", 0.5), ("p95", 0.95))
                ]
    return figures


async def _hot(client: httpx.AsyncClient) -> dict[str, str]:
    """The pages a collector opens all day, and what they ask for."""
    aging = (await client.get("/v1/aging")).raise_for_status().json()
    customer = aging["items"][0]["customer_id"]
    groups = (await client.get("/v1/actions/groups")).raise_for_status().json()["groups"]
    largest = max(groups, key=lambda group: group["ready"])
    chosen = {key: largest[key] for key in ("scenario_id", "rank", "currency")}
    return {
        "company choice": "/v1/companies",
        "home": "/v1/home",
        "who owes what": "/v1/aging",
        "who owes what, sums": "/v1/aging/summary",
        "customer record": f"/v1/customers/{customer}",
        "customer lines": f"/v1/customers/{customer}/receivables",
        "groups of the day": "/v1/actions/groups",
        "one group": f"/v1/actions?{urlencode(chosen)}",
        "search": "/v1/customers?q=client+123",
    }


async def _asked(client: httpx.AsyncClient, path: str) -> float:
    began = stopwatch()
    (await client.get(path)).raise_for_status()
    return (stopwatch() - began) * 1000


async def _bare_select(owner_url: str, creditor: Creditor, times: int) -> list[float]:
    """Milliseconds of one page of lines by its index, without product nor HTTP."""
    connection = await asyncpg.connect(for_asyncpg(owner_url))
    await connection.execute(
        "SELECT set_config('app.companies', $1, false)", "{" + str(creditor.id) + "}"
    )
    statement = await connection.prepare(
        "SELECT * FROM receivables WHERE company_id = $1 ORDER BY id LIMIT 50"
    )
    spent: list[float] = []
    for _ in range(times):
        began = stopwatch()
        await statement.fetch(creditor.id)
        spent.append((stopwatch() - began) * 1000)
    await connection.close()
    return spent


def _figure(name: str, spent_ms: float, bare_ms: float | None) -> Figure:
    """A page against the hundred milliseconds it may take at most; the ratio is to bare SQL."""
    ratio = round(bare_ms / spent_ms, 4) if bare_ms is not None else None
    most = MOST_MS if bare_ms is not None and name.endswith("p95") else None
    return Figure(name, round(spent_ms, 2), "ms", most, ratio)


@contextmanager
def _api(running: Running, folder: Path) -> Iterator[str]:
    """The API as production runs it, one process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = environment_for(running, folder, QUITTANCE_PUBLIC_URL=address)
    command = [sys.executable, "-c", "from quittance.cli import main; main()", "serve"]
    process = subprocess.Popen([*command, "--port", str(port)], env=environment)
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    transport = httpx.HTTPTransport(retries=PATIENCE_S * 2)
    with httpx.Client(transport=transport, timeout=PATIENCE_S) as client:
        client.get(f"{address}/health/live").raise_for_status()
