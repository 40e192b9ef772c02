"""One company never learns of another, whatever it asks and however it asks."""

import pytest

from quittance.platform.tables import EXEMPT_TABLES
from tests.factories.canary import (
    Marked,
    a_marked_company,
    every_table,
    fill,
    is_owned,
)
from tests.factories.probing import (
    Prober,
    a_prober,
    digests,
    operation_ids,
    portal_pages,
)

OURS = "alpha"
PROTECTED = [
    table for table in every_table() if is_owned(table) and table.name not in EXEMPT_TABLES
]


@pytest.fixture
async def bravo(app, database, clock, owner_url) -> Marked:
    """The other company: a canary in every table."""
    company = a_marked_company()
    await fill(database, app.state.storage, company, clock)
    return company


@pytest.fixture
async def alpha(app, database, clock) -> Marked:
    """Our company: as full as the other."""
    company = a_marked_company(OURS)
    await fill(database, app.state.storage, company, clock)
    return company


async def test_the_other_company_has_rows_in_every_table(bravo: Marked, owner_url: str) -> None:
    """A table that stays empty would prove nothing: teach tests/factories/canary.py its words."""
    rows = await digests(owner_url, bravo)
    assert [table for table, found in rows.items() if found.startswith("0 ")] == []


async def read_all(prober: Prober, theirs: Marked) -> list[bytes]:
    """What every reading operation and every page answers, byte for byte."""
    heard = await prober.call_operations(theirs.id, only=("get",))
    return [one.content for one in heard]


async def probe(prober: Prober, theirs: Marked) -> None:
    """Every operation and every page, with their ids in every place, and in their name."""
    pages = await prober.call_pages(theirs.id)
    assert pages == {f"{method} {path}" for method, path in portal_pages(prober.app)}
    await prober.name_company(theirs.id)
    called = await prober.call_operations(theirs.id)
    assert {one.operation for one in called} == operation_ids()


def reached(prober: Prober) -> set[str]:
    """The operations that were answered by their room, and not refused for their form alone."""
    return {
        one.operation
        for one in prober.heard
        if one.code not in {"request_invalid", "not_logged_in", "portal_session_over"}
    }


@pytest.mark.slow
async def test_no_call_of_a_company_reads_touches_or_betrays_another(
    app, database, clock, owner_url
) -> None:
    """The same calls of two equal companies, one before and one after the other company exists."""
    first, twin, bravo = a_marked_company(OURS), a_marked_company(OURS), a_marked_company()
    first_keys = await fill(database, app.state.storage, first, clock)
    twin_keys = await fill(database, app.state.storage, twin, clock)
    async with (
        a_prober(app, first, first_keys) as before,
        a_prober(app, twin, twin_keys) as after,
    ):
        await read_all(after, bravo)  # opening a link for the first time is noted once
        silent = await read_all(after, bravo)
        await probe(before, bravo)

        await fill(database, app.state.storage, bravo, clock)
        rows = await digests(owner_url, bravo)
        assert await read_all(after, bravo) == silent
        after.heard.clear()
        await probe(after, bravo)

    assert after.leaks(bravo) == set()
    assert await digests(owner_url, bravo) == rows
    assert after.outcomes() == before.outcomes()
    assert reached(after) >= operation_ids()
    assert [one.operation for one in after.heard if one.status >= 500] == []
