"""A list read page by page is the list, whatever it is sorted by."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from quittance.platform.clock import Clock
from quittance.platform.database import Database
from tests.factories.canary import a_marked_company, fill
from tests.factories.contracts import Operation, operations
from tests.factories.probing import Prober, a_prober
from tests.factories.requests import Builder


@pytest.fixture(scope="module")
async def prober(opened_app: FastAPI, database: Database) -> AsyncIterator[Prober]:
    clock = opened_app.state.clock = Clock()
    company = a_marked_company("alpha")
    keys = await fill(database, opened_app.state.storage, company, clock)
    async with a_prober(opened_app, company, keys) as prober:
        yield prober


def lists() -> Iterator[Any]:
    """Every list with a cursor, once for each of its orders."""
    for operation in operations():
        asked = {one["name"]: one["schema"] for one in operation.parameters("query")}
        if "cursor" in asked:
            for sort in orders(operation, asked.get("sort", {})):
                yield pytest.param(operation, sort, id=f"{operation.id} {sort or ''}".strip())


def orders(operation: Operation, schema: dict[str, Any]) -> list[str | None]:
    """Sorts are written as `^-?(name|code)$`: both ways round."""
    words = re.fullmatch(r"\^-\?\((.+)\)\$", operation.resolved(schema).get("pattern", ""))
    named = words.group(1).split("|") if words else []
    return [None, *named, *(f"-{word}" for word in named)]


@pytest.mark.parametrize(("operation", "sort"), [*lists()])
async def test_a_list_read_page_by_page_is_the_list(
    prober: Prober, operation: Operation, sort: str | None
) -> None:
    url = Builder(operation, lambda _: prober.company.id).build().url
    asked = {"sort": sort} if sort else {}
    whole = (await prober.person.get(url, params=asked | {"limit": 200})).json()
    assert whole["next_cursor"] is None

    read: list[Any] = []
    cursor = None
    while len(read) < 20:
        page = asked | {"limit": 1} | ({"cursor": cursor} if cursor else {})
        answer = await prober.person.get(url, params=page)
        assert answer.status_code == 200, answer.text
        read += answer.json()["items"]
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            break
    assert read == whole["items"]
    assert len(read) <= 20
