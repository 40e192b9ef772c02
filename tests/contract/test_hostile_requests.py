"""What no honest program sends: each is refused in the shape of every refusal, never by a crash."""

import json
from collections.abc import AsyncIterator
from itertools import product
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.pages import encode_cursor
from tests.factories.canary import a_marked_company, fill
from tests.factories.contracts import Operation, operations
from tests.factories.probing import Prober, a_prober
from tests.factories.requests import Builder

JSON = {"Content-Type": "application/json"}
DEEP = b"[" * 200_000
LONG = json.dumps({"name": "a" * 3_000_000}).encode()

TEXTS = (
    "\0",
    "\ud800",  # half of a surrogate pair: no UTF-8 writes it
    "9" * 5_000,
    "=1+1\n<SARL> 🧾 \u202eFAC'; --",
    "%00",
    "",
)
NUMBERS = ("-1", "0", "9" * 30, "1e400", "NaN", "²")
DAYS = ("0000-00-00", "9999-12-31", "0001-01-01", "2026-02-30", "+12026-01-01", "Infinity")


@pytest.fixture(scope="module")
async def somebody(opened_app: FastAPI, database: Database) -> AsyncIterator[Prober]:
    """An administrator and a debtor of a company that has everything."""
    clock = opened_app.state.clock = Clock()
    company = a_marked_company("alpha")
    keys = await fill(database, opened_app.state.storage, company, clock)
    async with a_prober(opened_app, company, keys) as prober:
        yield prober


@pytest.fixture
def prober(somebody: Prober) -> Prober:
    somebody.crashes.clear()
    return somebody


def named(operation: Operation) -> str:
    return operation.id


TAKING = [one for one in operations() if "application/json" in one.bodies()]
PAGED = [
    one
    for one in operations()
    if any(parameter["name"] == "cursor" for parameter in one.parameters("query"))
]
ASKING = [one for one in operations() if one.parameters("query")]


def client_of(prober: Prober, operation: Operation) -> httpx.AsyncClient:
    return prober.person if operation.contract == "openapi.json" else prober.debtor


def is_refused(answer: httpx.Response, operation: Operation) -> None:
    assert 400 <= answer.status_code < 500, answer.text[:500]
    assert answer.headers["content-type"] == "application/problem+json"
    assert str(answer.status_code) in operation.spec["responses"]


@pytest.mark.parametrize("operation", TAKING, ids=named)
async def test_a_body_that_is_no_json_of_ours_is_refused(
    prober: Prober, operation: Operation
) -> None:
    built = Builder(operation, lambda _: prober.company.id).build()
    client = client_of(prober, operation)
    for body, headers in (
        (b"\xff\xfe{", JSON),
        (b"{", JSON),
        (b"", JSON),
        (b"null", JSON),
        (b"[]", JSON),
        (b'"text"', JSON),
        (b"NaN", JSON),
        (b'{"__proto__": 1, "constructor": {}}', JSON),
        (DEEP, JSON),
        (LONG, JSON),
        (b"a=1", {"Content-Type": "application/x-www-form-urlencoded"}),
        (b"<a/>", {"Content-Type": "text/xml"}),
        (b"x", {"Content-Type": "multipart/form-data; boundary="}),
        (b"{}", {"Content-Type": "application/json; charset=utf-32"}),
    ):
        answer = await client.request(
            built.method, built.url, content=body, headers={**built.headers, **headers}
        )
        if body != b"{}":  # which may be all that is asked for
            is_refused(answer, operation)
    assert prober.crashes == []


@pytest.mark.parametrize("operation", TAKING, ids=named)
async def test_no_text_in_a_body_breaks_anything(prober: Prober, operation: Operation) -> None:
    client = client_of(prober, operation)
    for text in TEXTS:
        built = Builder(operation, lambda _: prober.company.id, lean=False).build()
        body = json.dumps(with_text(built.json, text)).encode()
        answer = await client.request(
            built.method, built.url, content=body, headers={**built.headers, **JSON}
        )
        assert str(answer.status_code) in operation.spec["responses"], answer.text[:500]
    assert prober.crashes == []


def with_text(value: Any, text: str) -> Any:
    """The same body with this text wherever there is free text."""
    if isinstance(value, dict):
        return {name: with_text(one, text) for name, one in value.items()}
    if isinstance(value, list):
        return [with_text(one, text) for one in value]
    return text if value in {"Texte", "Relance"} else value


@pytest.mark.parametrize("operation", ASKING, ids=named)
async def test_no_question_breaks_anything(prober: Prober, operation: Operation) -> None:
    client = client_of(prober, operation)
    built = Builder(operation, lambda _: prober.company.id).build()
    for one in operation.parameters("query"):
        for value in (*TEXTS[2:], *NUMBERS, *DAYS, "\0"):
            answer = await client.get(built.url, params={one["name"]: value})
            assert str(answer.status_code) in operation.spec["responses"], (one["name"], value)
    assert prober.crashes == []


@pytest.mark.parametrize("operation", PAGED, ids=named)
async def test_no_forged_cursor_breaks_a_list(prober: Prober, operation: Operation) -> None:
    client = client_of(prober, operation)
    built = Builder(operation, lambda _: prober.company.id).build()
    keys = (1, 10**30, "a", None, str(prober.company.id), "2026-11-23", "2026-11-23T08:00:00+00:00")
    forged = [encode_cursor(*key) for size in (0, 1, 2) for key in product(keys, repeat=size)]
    forged += [encode_cursor(*key) for key in product(keys[0:5:2], repeat=3)]
    for cursor in (*forged, "W10", "bnVsbA", "\0", "é"):
        answer = await client.get(built.url, params={"cursor": cursor})
        assert answer.status_code in {200, 404, 422}, cursor
    assert prober.crashes == []


@pytest.mark.parametrize("path", ["/v1/", "/v1/nothing", "/portal/v1/nothing", "/v1", "/health/x"])
async def test_an_unknown_address_is_a_problem(prober: Prober, path: str) -> None:
    for method in ("GET", "POST", "DELETE", "PATCH"):
        answer = await prober.person.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["PUT", "TRACE", "OPTIONS", "PATCH", "PROPFIND"])
async def test_a_method_that_is_not_offered_is_a_problem(prober: Prober, method: str) -> None:
    for path in ("/v1/members", "/portal/v1/session", "/health/live"):
        answer = await prober.person.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
        assert answer.headers["allow"]


async def test_headers_are_bounded_too(prober: Prober) -> None:
    for header, value in (
        ("Company-Id", "moi"),
        ("If-Match", "9" * 40),
        ("If-Match", '"1'),
        ("Cookie", "quittance_session=\x7f; quittance_refresh=%00"),
        ("Authorization", "Bearer "),
        ("Authorization", "Bearer " + "a" * 9_000),
        ("Range", "bytes=0-"),
        ("Accept", "nothing/*;q=2"),
        ("Content-Length", "-1"),
    ):
        answer = await prober.person.patch("/v1/company", headers={header: value}, json={})
        assert answer.status_code in {200, 401, 403, 412, 422}, (header, value)
    assert prober.crashes == []
