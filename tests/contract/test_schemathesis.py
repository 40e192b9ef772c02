"""Whatever is sent, the answer is one that the contract announces. Same seed, same calls."""

import threading
import time
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
import pytest
import schemathesis
import uvicorn
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from quittance.accounts import service as accounts
from quittance.accounts.access import Permission
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from tests.factories.canary import PASSWORD, Marked, a_marked_company, fill
from tests.factories.contracts import documents, schemas_in

SEED = 20261123
SECONDS = {"openapi.json": 44, "portal.json": 12}
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
# The same calls in the same order, whatever was answered before.
PLAIN: dict[str, Any] = {"operation-ordering": "none", "extra-data-sources": {"responses": False}}

pytestmark = pytest.mark.slow


class Served:
    """The application on a port of this machine, in a thread of its own."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        from quittance.api import create_app

        app = create_app(settings, clock)
        self.server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, loop="asyncio"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.url = ""

    def __enter__(self) -> Self:
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()
            time.sleep(0.02)
        host, port = self.server.servers[0].sockets[0].getsockname()
        self.url = f"http://{host}:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join()


@dataclass
class Seen:
    """What a run showed."""

    calls: int = 0
    operations: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)

    def note(self, event: Any) -> None:
        if isinstance(event, events.NonFatalError | events.FatalError):
            self.failures[repr(event)] = repr(getattr(event, "info", event))
        if not isinstance(event, events.ScenarioFinished):
            return
        record = event.recorder
        for call in record.interactions.values():
            self.calls += 1
            self.operations.add(record.label)
            if call.response is not None:
                self.answers[call.response.status_code] += 1
        for checks in record.checks.values():
            for check in checks:
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    self.failures.setdefault(
                        f"{record.label}: {failure.title}",
                        f"{failure.message}\n{check.failure_info.code_sample}",
                    )


def with_examples(document: dict[str, Any], id: str) -> dict[str, Any]:
    """The contract, where each id may be one that exists."""
    document = deepcopy(document)
    for schema in schemas_in(document["paths"]):
        if schema.get("format") == "uuid":
            schema["examples"] = [id]
    for schema in schemas_in(document["components"]):
        if schema.get("format") == "uuid":
            schema["examples"] = [id]
    return document


def settings_of(headers: dict[str, str], url: str, seconds: int) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "max-time": seconds,
            "base-url": url,
            "headers": headers,
            "suppress-health-check": ["all"],
            "continue-on-failure": True,
            "checks": {"enabled": False, **{name: {"enabled": True} for name in CHECKS}},
            "generation": {
                "deterministic": True,
                "database": "none",
                "no-shrink": True,
                "max-examples": 12,
                "with-security-parameters": False,
            },
            "phases": {
                "stateful": {"enabled": False},
                "fuzzing": PLAIN | {"error-feedback": {"enabled": False}},
                "coverage": PLAIN,
            },
        }
    )


def run(document: dict[str, Any], config: SchemathesisConfig) -> Seen:
    seen = Seen()
    schema = schemathesis.openapi.from_dict(document, config=config)
    for event in from_schema(schema).execute():
        seen.note(event)
    return seen


def cookies(client: httpx.Client) -> str:
    return "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar)


@pytest.fixture
async def company(
    database: Database, settings: Settings, clock: Clock
) -> tuple[Marked, dict[str, str]]:
    """It has a row of everything, under one id, and a key that no example names."""
    company = a_marked_company("alpha")
    keys = await fill(database, FolderStore(settings.blob_dir), company, clock)
    async with database.transaction(company.id) as session:
        _, keys["api_key"] = await accounts.create_api_key(
            session, company.id, name="essais", scopes=list(Permission), now=clock.now()
        )
    return company, keys


def headers_of(name: str, url: str, company: Marked, keys: dict[str, str]) -> dict[str, str]:
    """An administrator with a session and a key, or a debtor behind their link."""
    with httpx.Client(base_url=url) as client:
        if name == "portal.json":
            client.get(f"/p/{keys['portal_code']}")
            return {"Cookie": cookies(client).split("; ")[0]}  # one for the pages, one for these
        body = {"email": company.email, "password": PASSWORD}
        assert client.post("/v1/session", json=body).status_code == 200
        return {"Cookie": cookies(client), "Authorization": f"Bearer {keys['api_key']}"}


@pytest.mark.parametrize("name", ["openapi.json", "portal.json"])
def test_no_input_is_answered_otherwise_than_announced(
    name: str, settings: Settings, clock: Clock, company: tuple[Marked, dict[str, str]]
) -> None:
    marked, keys = company
    with Served(settings, clock) as served:
        document = with_examples(documents()[name], str(marked.id))
        headers = headers_of(name, served.url, marked, keys)
        seen = run(document, settings_of(headers, served.url, SECONDS[name]))
    told = "\n\n".join(f"{title}\n{how}" for title, how in seen.failures.items())
    assert not seen.failures, told
    operations = sum(len(methods) for methods in documents()[name]["paths"].values())
    assert len(seen.operations) == operations
    assert seen.answers[401] < seen.calls / 10, "the log-in was lost on the way"
    assert seen.answers[200] > operations / 4
