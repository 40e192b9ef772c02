"""Somebody who works in one company and tries every door with another company's ids."""

import io
import re
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pypdf
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import event

from quittance.platform.database import Database
from quittance.portal.models import AnswerKind
from tests.factories.canary import PASSWORD, THERE_ALREADY, Marked, every_table
from tests.factories.contracts import operations
from tests.factories.requests import requests_of

FORM_MARK = re.compile(r'name="mark" value="([0-9a-f]{64})"')
# After each of these one has to log in again.
LAST = ("accounts_log_out_everywhere", "accounts_log_out")


@dataclass
class Heard:
    """What one call was answered."""

    operation: str
    status: int
    code: str
    content: bytes

    @property
    def outcome(self) -> tuple[str, int, str]:
        return (self.operation, self.status, self.code)


@dataclass
class Prober:
    """A person of one company, logged in, holding a key and a debtor's link of that company."""

    app: FastAPI
    company: Marked
    keys: dict[str, str]
    person: httpx.AsyncClient
    program: httpx.AsyncClient
    debtor: httpx.AsyncClient
    crashes: list[str]  # what went wrong inside, with its place
    heard: list[Heard] = field(default_factory=list)

    async def call(
        self, client: httpx.AsyncClient, operation: str, method: str, url: str, **arguments: Any
    ) -> Heard:
        answer = await client.request(method, url, **arguments)
        is_problem = "problem+json" in answer.headers.get("content-type", "")
        code = answer.json()["code"] if is_problem else ""
        heads = repr(sorted(answer.headers.items())).encode()
        heard = Heard(operation, answer.status_code, code, heads + b"\n" + readable(answer))
        self.heard.append(heard)
        return heard

    async def call_operations(self, theirs: UUID, *, only: tuple[str, ...] = ()) -> list[Heard]:
        """Every operation of both contracts, with the other company's ids in every place."""
        already = len(self.heard)
        for operation in sorted(operations(), key=lambda one: one.id in LAST):
            if only and operation.method not in only:
                continue
            client = self.person if operation.contract == "openapi.json" else self.debtor
            if operation.id in LAST:
                await log_in(self.person, self.company)
            for built in requests_of(operation, self.company.id, theirs):
                await self.call(client, operation.id, built.method, built.url, **built.arguments())
        return self.heard[already:]

    async def name_company(self, theirs: UUID) -> list[Heard]:
        """Every operation of a company, in the name of the other company."""
        already = len(self.heard)
        for operation in operations():
            if all(one["name"] != "Company-Id" for one in operation.parameters("header")):
                continue
            built = next(requests_of(operation, self.company.id, theirs))
            built.headers["Company-Id"] = str(theirs)
            for client in (self.person, self.program):
                await self.call(client, operation.id, built.method, built.url, **built.arguments())
        return self.heard[already:]

    async def call_pages(self, theirs: UUID) -> set[str]:
        """Every page of the portal; the pages called, as `METHOD path`."""
        shown = await self.debtor.get("/portail")
        found = FORM_MARK.search(shown.text)
        assert found, shown.text[:500]
        called = set()
        for method, path in portal_pages(self.app):
            for url in filled(path, theirs):
                if method == "GET":
                    await self.call(self.debtor, path, method, url)
                for go in ("", "all", "answer") if method == "POST" else ():
                    form = form_of(found.group(1), theirs, go)
                    await self.call(self.debtor, path, method, url, data=form)
            called.add(f"{method} {path}")
        return called

    def leaks(self, other: Marked) -> set[str]:
        """The operations of whose answers one bears the other company's sign."""
        signs = other.signs()
        return {one.operation for one in self.heard if any(sign in one.content for sign in signs)}

    def outcomes(self) -> Counter[tuple[str, int, str]]:
        return Counter(one.outcome for one in self.heard)


def readable(answer: httpx.Response) -> bytes:
    """The body; of a PDF, its words too."""
    if answer.headers.get("content-type", "").startswith("application/pdf"):
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        return answer.content + "\n".join(page.extract_text() for page in pages).encode()
    return answer.content


def portal_pages(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of each page a debtor may open; they are in no contract."""
    return [
        (method, context.path)
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
        and context.path
        and context.path.startswith(("/p/", "/portail"))
        for method in sorted(context.methods or ())
    ]


def filled(path: str, theirs: UUID) -> Iterator[str]:
    """The addresses of a page, once for each answer it may be about."""
    for kind in AnswerKind if "{kind}" in path else [""]:
        yield (
            path.replace("{kind}", str(kind))
            .replace("{locale}", "fr")
            .replace("{code}", str(theirs))
            .replace("{answer_id}", str(theirs))
        )


def form_of(mark: str, theirs: UUID, go: str) -> dict[str, Any]:
    """A form of the portal that names the other company's receivables."""
    id = str(theirs)
    return {
        "mark": mark,
        "go": go,
        "tab": "all",
        "page": "1",
        "about": [id],
        "shown": [id],
        "ticked": [id],
        "paid_on": "2026-11-10",
        "due_on": "2026-12-10",
        "method": "transfer",
        "reason": "goods",
        "text": "Bonjour",
    }


def client_of(app: FastAPI, crashes: list[str], **headers: str) -> httpx.AsyncClient:
    """Somebody who speaks to the application; what fails inside is a 500, as over a network."""

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except Exception:
            where = traceback.format_exc(-3, chain=False)[-1500:]
            crashes.append(f"{scope['method']} {scope['path']}\n{where}")
            raise

    transport = httpx.ASGITransport(watched, raise_app_exceptions=False)
    return httpx.AsyncClient(
        transport=transport, base_url="http://quittance.test", headers=headers, timeout=30
    )


async def log_in(person: httpx.AsyncClient, company: Marked) -> None:
    """They act as the company's own administrator."""
    body = {"email": company.email, "password": PASSWORD}
    logged_in = await person.post("/v1/session", json=body)
    assert logged_in.status_code == 200, logged_in.text


@asynccontextmanager
async def a_prober(app: FastAPI, company: Marked, keys: dict[str, str]) -> AsyncIterator[Prober]:
    """Logged in as a member and as a debtor of the company."""
    crashes: list[str] = []
    async with (
        client_of(app, crashes) as person,
        client_of(app, crashes, Authorization=f"Bearer {keys['api_key']}") as program,
        client_of(app, crashes) as debtor,
    ):
        await log_in(person, company)
        opened = await debtor.get(f"/p/{keys['portal_code']}")
        assert opened.status_code == 303, opened.text
        yield Prober(app, company, keys, person, program, debtor, crashes)


# ── The two locks, taken off one by one ──────────────────────────────────────

FILTER = re.compile(
    r"(?:\b\w+\.)?company_id = (\$\d+)(?:::\w+)?|\bcompanies\.id = (\$\d+)(?:::\w+)?"
)


@contextmanager
def without_filters(database: Database) -> Iterator[Counter[str]]:
    """Every `company_id = …` of the application's statements is true; how many there were."""
    stripped: Counter[str] = Counter()

    def strip(*about: Any) -> tuple[str, Any]:
        _, _, statement, values, _, _ = about
        bare, count = FILTER.subn(
            lambda found: f"{found.group(1) or found.group(2)}::uuid IS NOT NULL", statement
        )
        stripped["filters"] += count
        return bare, values

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", strip, retval=True)
    try:
        yield stripped
    finally:
        event.remove(engine, "before_cursor_execute", strip)


@asynccontextmanager
async def without_row_security(app: FastAPI, owner_url: str) -> AsyncIterator[Database]:
    """The application connects as a role that row-level security does not bind."""
    usual = app.state.database
    app.state.database = Database(owner_url)
    try:
        yield app.state.database
    finally:
        await app.state.database.close()
        app.state.database = usual


async def digests(owner_url: str, company: Marked) -> dict[str, str]:
    """Table → number and digest of the company's rows, read by one who sees everything."""
    connection = await asyncpg.connect(owner_url.replace("postgresql+asyncpg", "postgresql", 1))
    found = {}
    for table in every_table():
        if table.name in THERE_ALREADY:
            continue
        column = {
            "companies": "id",
            "organisations": "id",
            "users": "organisation_id",
            "user_sessions": "user_id",
        }.get(table.name, "company_id")
        digest = "md5(string_agg(md5(t::text), '' ORDER BY t::text))"
        rows = f"{table.name} t WHERE {column} = $1"
        found[table.name] = await connection.fetchval(
            f"SELECT concat(count(*), ' ', {digest}) FROM {rows}",  # noqa: S608  our own tables
            company.id,
        )
    await connection.close()
    return found


def operation_ids() -> set[str]:
    """Every operation of both contracts."""
    return {one.id for one in operations()}
