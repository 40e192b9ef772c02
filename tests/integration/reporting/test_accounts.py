"""Every list of accounts tells the plain sums of the ledger's open lines, in every order."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from quittance.accounts.models import Role
from quittance.customers.models import Profile
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from quittance.receivables.models import ReceivableStatus
from quittance.reporting.aging import SORTED_BY
from tests.factories import portal
from tests.factories.callers import join, log_in
from tests.factories.companies import Creditor, a_creditor

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
# On both sides of each bound, far from any, and months ahead.
DAYS_LATE = (-90, -1, 0, 1, 2, 30, 31, 60, 61, 90, 91, 400)
BALANCES = (100_00, 100_00, 250_00, 1, 1_000_000_000_00, -40_00, -300_00)
SUMS = (
    "not_due_minor",
    "days_1_30_minor",
    "days_31_60_minor",
    "days_61_90_minor",
    "days_over_90_minor",
    "overdue_minor",
    "total_minor",
)


@dataclass
class Account:
    """What one customer owes in one currency, summed by hand."""

    customer_id: UUID
    name: str
    profile: str
    sales_rep: str
    currency: str
    lines: list[tuple[int, int, int]] = field(default_factory=list)  # days late, balance, level

    def row(self) -> dict[str, Any]:
        """The account as the list shows it."""
        sums = Counter[str]()
        for late, balance, _ in self.lines:
            sums[f"{bucket(late)}_minor"] += balance
            sums["overdue_minor"] += balance if late > 0 else 0
            sums["total_minor"] += balance
        owed = [late for late, balance, _ in self.lines if balance > 0]
        new = {bucket(late) for late, balance, level in self.lines if balance > 0 and not level}
        return {
            "customer_id": str(self.customer_id),
            "name": self.name,
            "code": self.name,
            "profile": self.profile,
            "currency": self.currency,
            "level": max(level for _, _, level in self.lines),
            "oldest_due_on": str(TODAY - timedelta(days=max(owed))) if owed else None,
            "new_buckets": sorted(new - {"not_due"}),
            **{name: sums[name] for name in SUMS},
        }


def bucket(late: int) -> str:
    """The bucket of a line so many days overdue."""
    if late <= 0:
        return "not_due"
    bounds = ((30, "days_1_30"), (60, "days_31_60"), (90, "days_61_90"))
    return next((name for most, name in bounds if late <= most), "days_over_90")


@pytest.fixture
async def creditor(database: Database) -> Creditor:
    return await a_creditor(database, now=NOW)


def writer(database: Database, clock: Clock, creditor: Creditor) -> portal.Creditor:
    """The same company, for writing what its customers owe."""
    company = creditor.company
    return portal.Creditor(
        database,
        clock,
        company.id,
        company.time_zone,
        company.currency,
        creditor.admin,
        creditor.profile_id,
    )


@pytest.fixture
async def ledger(database: Database, creditor: Creditor, clock: Clock) -> list[dict[str, Any]]:
    """A dozen customers of two profiles and two representatives; the accounts in debit."""
    book = writer(database, clock, creditor)
    export = Profile(company_id=creditor.id, id=new_id(), name="Export")
    async with database.transaction(creditor.id) as session:
        session.add(export)
        usual = (await session.get_one(Profile, (creditor.id, creditor.profile_id))).name
    chance = random.Random(20261123)
    accounts: list[Account] = []
    for number in range(12):
        name, is_export = f"c{number:02}", number % 3 == 0
        facts = {"profile_id": export.id} if is_export else {}
        rep = ("LEA", "TOM")[number % 2]
        debtor = await book.customer(name=name, code=name, sales_rep=rep, **facts)
        await debtor.owes(minor=9_999_00, status=ReceivableStatus.CLOSED)  # counts nowhere
        profile = "Export" if is_export else usual
        owed: dict[str, Account] = {}
        for _ in range(chance.randrange(1, 8)):
            currency = chance.choice(("EUR", "EUR", "XPF"))
            line = (chance.choice(DAYS_LATE), chance.choice(BALANCES), chance.randrange(3))
            await debtor.owes(minor=line[1], days_late=line[0], level=line[2], currency=currency)
            account = Account(debtor.id, name, profile, rep, currency)
            owed.setdefault(currency, account).lines.append(line)
        accounts += owed.values()
    rows = [one.row() | {"sales_rep": one.sales_rep} for one in accounts]
    return [row for row in rows if row["total_minor"] > 0]


async def read(client: httpx.AsyncClient, path: str, **query: Any) -> Any:
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def listed(client: httpx.AsyncClient, sort: str) -> list[dict[str, Any]]:
    """The whole list, three rows at a time."""
    rows: list[dict[str, Any]] = []
    more: dict[str, str] = {}
    while True:
        page = await read(client, "/v1/aging", sort=sort, limit=3, **more)
        rows += page["items"]
        if page["next_cursor"] is None:
            return rows
        more = {"cursor": page["next_cursor"]}


def summed(rows: Iterable[dict[str, Any]]) -> dict[str, Counter[str]]:
    """The sums of these accounts and how many they are, by currency."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sums[row["currency"]].update({name: row[name] for name in SUMS} | {"customers": 1})
    return sums


@pytest.mark.req("SAGE-15", "SAGE-45", "SAGE-47")
async def test_the_list_tells_the_plain_sums_whatever_its_order(
    client: httpx.AsyncClient, creditor: Creditor, ledger: list[dict[str, Any]]
) -> None:
    await log_in(client, creditor)
    for name in SORTED_BY:
        column = name if name in ("name", "code", "level") else f"{name}_minor"
        for sign in ("", "-"):
            expected = sorted(ledger, key=lambda row: (row["customer_id"], row["currency"]))
            expected.sort(key=lambda row: row[column], reverse=bool(sign))
            found = await listed(client, sign + name)
            assert [{key: row[key] for key in expected[0]} for row in found] == expected, name


@pytest.mark.req("SAGE-4", "SAGE-116", "SAGE-118")
async def test_summary_home_and_choice_of_company_agree_with_the_list(
    client: httpx.AsyncClient, creditor: Creditor, ledger: list[dict[str, Any]]
) -> None:
    await log_in(client, creditor)
    expected = summed(ledger)

    for path in ("/v1/aging/summary", "/v1/home"):
        totals = (await read(client, path))["totals"]
        found = {one["currency"]: {key: one[key] for key in (*SUMS, "customers")} for one in totals}
        assert found == expected, path
    for one in (await read(client, "/v1/companies"))["items"]:
        sums = expected[one["currency"]]
        assert (one["overdue_minor"], one["total_minor"], one["customers"]) == (
            sums["overdue_minor"],
            sums["total_minor"],
            sums["customers"],
        )
        assert one["upcoming_minor"] == sums["not_due_minor"]


@pytest.mark.req("SAGE-106")
async def test_a_sales_representative_is_told_the_sums_of_their_own_customers(
    client: httpx.AsyncClient, database: Database, creditor: Creditor, ledger: list[dict[str, Any]]
) -> None:
    email = await join(database, creditor, Role.SALES, now=NOW, sales_rep="LEA")
    await log_in(client, creditor, email)
    theirs = [row for row in ledger if row["sales_rep"] == "LEA"]
    expected = {currency: sums["total_minor"] for currency, sums in summed(theirs).items()}

    assert {row["name"] for row in await listed(client, "-total")} == {
        row["name"] for row in theirs
    }
    for path, rows in (
        ("/v1/aging/summary", "totals"),
        ("/v1/home", "totals"),
        ("/v1/companies", "items"),
    ):
        found = (await read(client, path))[rows]
        assert {one["currency"]: one["total_minor"] for one in found} == expected, path


@pytest.mark.req("SAGE-4")
async def test_each_company_counts_from_its_own_day(
    client: httpx.AsyncClient, database: Database, creditor: Creditor, clock: Clock
) -> None:
    islands = await a_creditor(database, now=NOW, place="NC", admin=creditor.admin)
    for company in (creditor, islands):
        debtor = await writer(database, clock, company).customer()
        await debtor.owes(minor=500, due_on=TODAY)

    clock.move_to(NOW.replace(hour=15))  # four in the afternoon of the 23rd, two in the morning
    await log_in(client, creditor)

    found = (await read(client, "/v1/companies"))["items"]
    assert {UUID(one["id"]): one["overdue_minor"] for one in found} == {
        creditor.id: 0,
        islands.id: 500,
    }
