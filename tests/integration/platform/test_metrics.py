"""What Prometheus reads: names of our code and figures, on a port of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from quittance.platform import due_work, generation, metrics
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.generation import PauseReason
from quittance.platform.ids import new_id
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderMark, FolderStore
from quittance.worker import JOBS, seal_all
from tests.factories.companies import a_creditor
from tests.plugins.stage import free_port


@contextmanager
def served() -> Iterator[str]:
    port = free_port()
    server = metrics.serve("127.0.0.1", port)
    assert server is not None
    yield f"http://127.0.0.1:{port}/metrics"
    server.shutdown()
    server.server_close()


async def read(url: str) -> dict[str, float]:
    """Every figure, by its name and labels."""
    async with httpx.AsyncClient(trust_env=False) as client:
        text = (await client.get(url)).raise_for_status().text
    lines = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


async def test_requests_are_counted_by_the_template_of_their_route(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    with served() as url:
        before = await read(url)
        ids = [new_id() for _ in range(3)]
        for id in ids:
            await client.get(f"/v1/deliveries/{id}")
        await client.get("/health/ready")
        await client.request("BREW", "/health/live")
        after = await read(url)

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    route = 'method="GET",route="/v1/deliveries/{delivery_id}"'
    assert more(f'quittance_requests_total{{{route},status="401"}}') == 3
    assert more(f"quittance_request_seconds_count{{{route}}}") == 3
    assert more('quittance_requests_total{method="GET",route="/health/ready",status="200"}') == 1
    assert not any(str(id) in name for id in ids for name in after)
    assert not any("BREW" in name for name in after)


async def test_what_waits_is_told_by_kind_and_never_by_company(
    database: Database, clock: Clock, settings: Settings
) -> None:
    creditor = await a_creditor(database, now=clock.now())
    now = clock.now()
    stranger = "job_of_another_version"
    async with database.transaction(creditor.id) as session:
        await due_work.schedule(
            session, creditor.id, "plan_customer", [new_id(), new_id()], now - timedelta(hours=2)
        )
        await due_work.schedule(session, creditor.id, stranger, new_id(), now)
        await due_work.schedule(session, creditor.id, "plan_company", creditor.id, now)
    with served() as url:
        async with database.transaction() as session:
            await metrics.look(session, JOBS, now=now)
        told = await read(url)
        assert told['quittance_due_work{job="plan_customer"}'] >= 2
        assert told['quittance_due_work_oldest_seconds{job="plan_customer"}'] >= 7_200
        assert told['quittance_due_work{job="other"}'] >= 1
        assert told["quittance_events_unsealed"] >= 1
        assert told["quittance_sending_paused"] == 0
        assert not any(stranger in name or str(creditor.id) in name for name in told)

        job = JobContext(database, clock, settings, FolderStore(settings.blob_dir), {})
        await seal_all(job)
        assert (await read(url))["quittance_facts_sealed_total"] >= told.get(
            "quittance_facts_sealed_total", 0
        )


async def test_a_pause_shows_in_figures_in_health_and_to_who_is_logged_in(
    database: Database, clock: Clock, settings: Settings, client: httpx.AsyncClient, app: FastAPI
) -> None:
    creditor = await a_creditor(database, now=clock.now())
    log_in = {"email": creditor.admin.email, "password": "un mot de passe de test"}
    async with database.transaction() as session:
        await generation.pause(session, PauseReason.BY_HAND, now=clock.now())
    try:
        async with database.transaction() as session:
            await metrics.look(session, JOBS, now=clock.now())
        with served() as url:
            assert (await read(url))["quittance_sending_paused"] == 1
        ready = await client.get("/health/ready")
        assert (ready.status_code, ready.json()["sending"]) == (200, "paused")
        session_told = (await client.post("/v1/session", json=log_in)).raise_for_status().json()
        assert session_told["sending_paused_at"] is not None
        assert session_told["demonstration"] is None
    finally:
        mark = FolderMark(settings.blob_dir)
        async with database.transaction() as session:
            words = await generation.resume(session, mark)
        await mark.write(words)


async def test_jobs_are_counted_by_how_they_end() -> None:
    with served() as url:
        before = await read(url)
        with metrics.timed_job("plan_company"):
            pass
        with pytest.raises(LookupError), metrics.timed_job("plan_company"):
            raise LookupError
        after = await read(url)
    for outcome in ("done", "failed"):
        name = f'quittance_jobs_total{{job="plan_company",outcome="{outcome}"}}'
        assert after[name] - before.get(name, 0) == 1


def test_processes_that_serve_one_port_count_together(tmp_path: Path) -> None:
    """Two processes count; a third, which has counted nothing, tells the sum."""
    count = (
        "from quittance.platform import metrics;metrics.JOBS.labels('plan_company', 'done').inc(2)"
    )
    environment = os.environ | {metrics.SHARED_FOLDER: str(tmp_path)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", count], env=environment, check=True)
    port = free_port()
    serve = (
        "import time; from quittance.platform import metrics;"
        f"metrics.serve('127.0.0.1', {port}); print('ready', flush=True); time.sleep(60)"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", serve], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    server.stdout.readline()
    told = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    server.kill()
    server.communicate()
    found = re.search(r'jobs_total\{job="plan_company",outcome="done"\} (\S+)', told)
    assert found is not None
    assert float(found.group(1)) == 4
