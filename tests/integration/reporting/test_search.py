"""One field for customers, people and lines, within one's own company."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from quittance.accounts.models import Role
from quittance.platform.database import Database
from tests.factories.callers import join, log_in
from tests.factories.companies import Creditor, a_creditor
from tests.factories.customers import a_customer
from tests.factories.receivables import a_receivable

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
async def creditor(database: Database) -> Creditor:
    return await a_creditor(database, now=NOW)


async def somebody(database: Database, creditor: Creditor, **facts: Any) -> None:
    """A customer with a contact called Roux and one invoice."""
    number = facts.pop("number", "FA-26-0521")
    async with database.transaction(creditor.id) as session:
        row = await a_customer(session, creditor, now=NOW, **facts)
        await a_receivable(session, row, now=NOW, number=number, due_on=NOW.date())


async def found(client: httpx.AsyncClient, q: str) -> dict[str, list[str]]:
    """What bears the fragment, by sort."""
    answer = await client.get("/v1/search", params={"q": q})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    return {
        "customers": [one["name"] for one in body["customers"]],
        "receivables": [one["number"] for one in body["receivables"]],
        "contacts": [one["email"] for one in body["contacts"]],
    }


@pytest.mark.req("SAGE-22")
async def test_letters_find_customers_people_and_the_start_of_numbers_whatever_their_signs(
    client: httpx.AsyncClient, creditor: Creditor, database: Database
) -> None:
    await somebody(database, creditor, name="Hôtel 100% <Neuf>", email="Élise@parc_neuf.example")
    await log_in(client, creditor)

    assert (await found(client, "HOTEL"))["customers"] == ["Hôtel 100% <Neuf>"]
    assert (await found(client, "0% <n"))["customers"] == ["Hôtel 100% <Neuf>"]
    assert (await found(client, "fa-26-05"))["receivables"] == ["FA-26-0521"]
    assert (await found(client, "elise@parc_n"))["contacts"] == ["Élise@parc_neuf.example"]
    assert (await found(client, "roux"))["contacts"] == ["Élise@parc_neuf.example"]
    assert (await found(client, "parcxneuf"))["contacts"] == []
    nothing: dict[str, list[str]] = {"customers": [], "receivables": [], "contacts": []}
    assert await found(client, "%%") == nothing
    assert await found(client, "a\x00b") == nothing
    assert (await client.get("/v1/search", params={"q": "a"})).status_code == 422


async def test_a_contact_is_found_under_its_new_address_only(
    client: httpx.AsyncClient, creditor: Creditor, database: Database
) -> None:
    await somebody(database, creditor, email="ancienne@client.example")
    await log_in(client, creditor)
    [contact] = (await client.get("/v1/search", params={"q": "ancienne"})).json()["contacts"]

    await client.patch(f"/v1/contacts/{contact['id']}", json={"email": "nouvelle@client.example"})

    assert (await found(client, "ancienne"))["contacts"] == []
    assert (await found(client, "nouvelle"))["contacts"] == ["nouvelle@client.example"]


@pytest.mark.req("SAGE-106")
async def test_nobody_finds_what_is_another_company_s_or_another_representative_s(
    client: httpx.AsyncClient, creditor: Creditor, database: Database
) -> None:
    other = await a_creditor(database, now=NOW, name="Nautisme Morvan")
    await somebody(database, other, name="Trouvaille SA", email="a@trouvaille.example")
    await somebody(
        database,
        creditor,
        name="Trouvaille de Tom",
        sales_rep="TOM",
        email="t@trouvaille.example",
        number="FA-26-0522",
    )
    await somebody(
        database, creditor, name="Trouvaille de Léa", sales_rep="LEA", email="l@trouvaille.example"
    )
    email = await join(database, creditor, Role.SALES, now=NOW, sales_rep="LEA")
    await log_in(client, creditor, email)

    assert await found(client, "trouvaille") == {
        "customers": ["Trouvaille de Léa"],
        "receivables": [],
        "contacts": ["l@trouvaille.example"],
    }
    assert (await found(client, "FA-26"))["receivables"] == ["FA-26-0521"]
