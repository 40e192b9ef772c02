"""One company never learns of another, whatever it asks and however it asks.

The other company has a row in every table and a mark in every text; its ids are put into every
place of every operation of both contracts, and of the debtor's pages.
"""

import re
from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from sqlalchemy import Table, delete, insert, literal, select, update
from sqlalchemy.exc import DBAPIError

from quittance.accounts.models import Membership, Role
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.tables import EXEMPT_TABLES
from tests.factories.canary import Marked, a_marked_company, every_table, fill, owner_column
from tests.factories.probing import (
    Prober,
    a_prober,
    digests,
    operation_ids,
    portal_pages,
    without_filters,
    without_row_security,
)

OURS = "alpha"
TELL_THE_HOUR = {"reporting_read_today"}  # twice asked, they answer twice differently
PROTECTED = [table for table in every_table() if table.name not in EXEMPT_TABLES]

pytestmark = pytest.mark.slow


@pytest.fixture
async def bravo(app: FastAPI, database: Database, clock: Clock) -> Marked:
    """The other company."""
    company = a_marked_company()
    await fill(database, app.state.storage, company, clock)
    return company


@pytest.fixture
async def prober(app: FastAPI, database: Database, clock: Clock) -> AsyncIterator[Prober]:
    """Somebody of our company, which is as full as the other."""
    company = a_marked_company(OURS)
    keys = await fill(database, app.state.storage, company, clock)
    async with a_prober(app, company, keys) as prober:
        yield prober


async def read_all(prober: Prober, theirs: Marked) -> list[bytes]:
    """What every reading operation answers, byte for byte."""
    heard = await prober.call_operations(theirs.id, only=("get",))
    return [one.content for one in heard if one.operation not in TELL_THE_HOUR]


async def probe(prober: Prober, theirs: Marked) -> None:
    """Every page and every operation, with their ids in every place, and in their name."""
    pages = await prober.call_pages(theirs.id)
    assert pages == {f"{method} {path}" for method, path in portal_pages(prober.app)}
    named = await prober.name_company(theirs.id)
    assert {(one.status, one.code) for one in named} == {(403, "not_allowed")}
    called = await prober.call_operations(theirs.id)
    assert {one.operation for one in called} == operation_ids()


def reached(prober: Prober) -> set[str]:
    """The operations that their room answered: what is refused for its form alone shows nothing."""
    refused = {"request_invalid", "not_allowed", "not_logged_in", "portal_session_over"}
    return {one.operation for one in prober.heard if one.code not in refused}


async def test_the_other_company_has_rows_in_every_table(bravo: Marked, owner_url: str) -> None:
    """An empty table would prove nothing: teach tests/factories/canary.py how to fill it."""
    rows = await digests(owner_url, bravo)
    assert [table for table, found in rows.items() if found.startswith("0 ")] == []


async def test_its_own_people_see_its_marks(app: FastAPI, database: Database, clock: Clock) -> None:
    """Where they see them, others would see a leak."""
    company = a_marked_company()
    keys = await fill(database, app.state.storage, company, clock)
    async with a_prober(app, company, keys) as prober:
        await prober.call_operations(company.id, only=("get",))
    assert prober.crashes == []
    lists = {one for one in operation_ids() if "_list_" in one}
    assert lists - prober.leaks(company) <= {
        "templates_list_variables",
        "webhooks_list_event_types",
        "portal_list_drafts",
        "scenarios_list_fact_rules",  # nothing in them is written by anybody
    }


async def test_no_call_of_a_company_reads_touches_or_betrays_another(
    app: FastAPI, database: Database, clock: Clock, owner_url: str, prober: Prober
) -> None:
    """Two equal companies make the same calls: one before the other company exists, one after."""
    twin, bravo = a_marked_company(OURS), a_marked_company()
    twin_keys = await fill(database, app.state.storage, twin, clock)
    async with a_prober(app, twin, twin_keys) as after:
        await read_all(after, bravo)  # that a link was opened is noted once
        silent = await read_all(after, bravo)
        await probe(prober, bravo)

        await fill(database, app.state.storage, bravo, clock)
        rows = await digests(owner_url, bravo)
        assert await read_all(after, bravo) == silent
        after.heard.clear()
        await probe(after, bravo)

    assert after.leaks(bravo) == set()
    assert await digests(owner_url, bravo) == rows
    assert after.outcomes() == prober.outcomes()
    assert reached(after) >= operation_ids()
    assert after.crashes == []


async def test_row_security_alone_keeps_companies_apart(
    prober: Prober, bravo: Marked, owner_url: str
) -> None:
    """Should every query forget its company, the database still remembers."""
    rows = await digests(owner_url, bravo)
    with without_filters(prober.app.state.database) as stripped:
        await probe(prober, bravo)
    assert stripped["filters"] > 500
    assert prober.leaks(bravo) == set()
    assert prober.crashes == []
    assert await digests(owner_url, bravo) == rows


async def test_the_queries_alone_keep_companies_apart(
    prober: Prober, bravo: Marked, owner_url: str
) -> None:
    """Should row-level security be switched off, every query still names its company."""
    rows = await digests(owner_url, bravo)
    async with without_row_security(prober.app, owner_url):
        await probe(prober, bravo)
    assert prober.leaks(bravo) == set()
    assert prober.crashes == []
    assert await digests(owner_url, bravo) == rows


async def test_with_neither_lock_the_probe_finds_the_other_company(
    prober: Prober, bravo: Marked, owner_url: str
) -> None:
    """The tests above can fail."""
    async with without_row_security(prober.app, owner_url) as database:
        with without_filters(database):
            await read_all(prober, bravo)
    assert len(prober.leaks(bravo)) > 20


async def test_a_table_gives_and_takes_one_company_s_rows_only(
    database: Database, prober: Prober, bravo: Marked, owner_url: str
) -> None:
    """Statements without any filter, as the application's role, on every table."""
    rows = await digests(owner_url, bravo)
    for table in PROTECTED:
        await refuses_strangers(database, table, prober.company, bravo)
    assert await digests(owner_url, bravo) == rows


async def refuses_strangers(database: Database, table: Table, ours: Marked, theirs: Marked) -> None:
    owner = owner_column(table)
    assert owner is not None
    async with database.transaction(theirs.id) as session:
        foreign = (await session.execute(select(table).limit(1))).mappings().one()

    async with database.transaction(ours.id) as session:
        seen = (await session.execute(select(owner))).scalars().all()
        assert set(seen) == {ours.id}, table.name
        touched = update(table).values({owner: literal(ours.id)}).returning(owner)
        assert len((await session.execute(touched)).all()) == len(seen), table.name
        gone = delete(table).where(owner == theirs.id).returning(owner)
        assert (await session.execute(gone)).all() == [], table.name
    for trespass in (
        insert(table).values(dict(foreign)),
        update(table).values({owner: literal(theirs.id)}),
    ):
        with pytest.raises(DBAPIError, match="row-level security"):
            async with database.transaction(ours.id) as session:
                await session.execute(trespass)
    async with database.transaction() as session:
        assert (await session.execute(select(table))).all() == [], table.name


async def test_a_sales_representative_reads_of_no_customer_of_others(
    app: FastAPI, database: Database, clock: Clock
) -> None:
    """Within one company too: they own no customer here, so they learn of none."""
    company = a_marked_company()
    keys = await fill(database, app.state.storage, company, clock)
    async with database.transaction(company.id) as session:
        await session.execute(update(Membership).values(role=Role.SALES, sales_rep="Personne"))
    async with a_prober(app, company, keys) as prober:
        heard = await prober.call_operations(company.id, only=("get",))

    of_customers = {"customers"} | {
        table.name
        for table in every_table()
        if {"customer_id", "receivable_id"} & {*table.c.keys()}
    }
    told = {
        (one.operation, table)
        for one in heard
        if one.operation.partition("_")[0] != "portal"  # the debtor reads their own account
        for table in re.findall(rf"{company.mark} (\w+)\.", one.content.decode(errors="replace"))
        if table in of_customers
    }
    assert told == set()
