"""A sales representative is told of their own customers, wherever they look (SAGE-106)."""

from datetime import date
from uuid import UUID

import httpx
import pytest

from quittance import reactions
from quittance.accounts import service as accounts
from quittance.accounts.models import Role
from quittance.payments import service as payments
from quittance.platform import sealer
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.events import SYSTEM
from quittance.platform.ids import new_id
from tests.factories.disputes import contested
from tests.factories.portal import PASSWORD, Creditor, Debtor, a_creditor
from tests.factories.promises import promised

LISTS = ("/v1/promises", "/v1/disputes", "/v1/payment-notices", "/v1/events")


@pytest.fixture
async def creditor(database: Database, clock: Clock) -> Creditor:
    return await a_creditor(database, clock)


async def busy(creditor: Creditor, **facts: str) -> Debtor:
    """A customer who promises, contests and says to have paid."""
    debtor = await creditor.customer(**facts)
    await promised(debtor, {await debtor.owes(): None}, date(2026, 11, 27))
    await contested(debtor, await debtor.owes())
    said = await debtor.owes()
    async with creditor.database.transaction(creditor.company_id) as session:
        await payments.announce(
            session,
            creditor.company_id,
            customer_id=debtor.id,
            receivables=[said],
            paid_on=creditor.today(),
            method="transfer",
            actor=SYSTEM,
            now=creditor.now(),
        )
        await session.flush()
        await sealer.seal(session, creditor.company_id, react=reactions.react, now=creditor.now())
    return debtor


async def represented(client: httpx.AsyncClient, creditor: Creditor, sales_rep: str) -> None:
    """The client is a sales representative known to the ledger by that name."""
    email = f"{new_id().hex}@ateliers-morvan.example"
    async with creditor.database.transaction(creditor.company_id) as session:
        user = accounts.create_user(
            session,
            creditor.collector.organisation_id,
            email=email,
            password=PASSWORD,
            full_name="Léa Le Goff",
        )
        await accounts.join(
            session,
            creditor.company_id,
            user,
            Role.SALES,
            now=creditor.now(),
            sales_rep=sales_rep,
        )
    answer = await client.post("/v1/session", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200


async def seen(client: httpx.AsyncClient, path: str, **query: str) -> set[UUID]:
    """The customers a list names."""
    rows = (await client.get(path, params=query)).json()["items"]
    return {UUID(row["customer_id"]) for row in rows if row["customer_id"]}


@pytest.mark.req("SAGE-106")
async def test_lists_and_feed_name_their_own_customers_only(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    mine = await busy(creditor, sales_rep="LEA")
    await busy(creditor, sales_rep="TOM")
    await represented(client, creditor, "LEA")

    assert [await seen(client, path) for path in LISTS] == [{mine.id}] * 4


@pytest.mark.req("SAGE-106")
async def test_who_follows_nobody_cannot_ask_for_a_colleague_s_customers(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await busy(creditor, sales_rep="TOM")
    await represented(client, creditor, "EVE")

    assert [await seen(client, path, sales_rep="TOM") for path in LISTS] == [set()] * 4
