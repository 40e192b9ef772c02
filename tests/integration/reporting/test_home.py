"""The first page of the day: what is owed, who owes most, what waits, and for whose eyes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from quittance.accounts.models import Role
from quittance.customers.models import Contact, EmailStatus, Profile
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from quittance.receivables.models import ReceivableKind, ReceivableStatus
from quittance.scenarios import planning
from tests.factories import portal
from tests.factories.callers import join, log_in
from tests.factories.companies import Creditor, a_creditor
from tests.factories.portal import HOSTILE_NAME, Debtor
from tests.factories.promises import promised

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
async def creditor(database: Database) -> Creditor:
    return await a_creditor(database, now=NOW)


@pytest.fixture
def accounts(database: Database, creditor: Creditor, clock: Any) -> portal.Creditor:
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
async def caller(client: httpx.AsyncClient, accounts: portal.Creditor) -> httpx.AsyncClient:
    """A program that may read and act; its key outlives a story of many days."""
    client.headers.update(await accounts.api_key("read", "act"))
    return client


async def read(client: httpx.AsyncClient, path: str, **query: Any) -> Any:
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def pays(debtor: Debtor, minor: int, days_ago: int, **changes: Any) -> None:
    """A credit of the ledger, settled."""
    day = debtor.creditor.today() - timedelta(days=days_ago)
    facts: dict[str, Any] = {
        "kind": ReceivableKind.PAYMENT,
        "entry_on": day,
        "invoiced_on": day,
        "balance_minor": 0,
        "status": ReceivableStatus.CLOSED,
    }
    await debtor.owes(f"RG-{new_id().hex[-6:]}", -minor, days_late=days_ago, **{**facts, **changes})


@pytest.mark.req("SAGE-15")
async def test_only_accounts_in_debit_make_the_figures_each_currency_apart(
    caller: httpx.AsyncClient, accounts: portal.Creditor
) -> None:
    late, both, credit = [await accounts.customer() for _ in range(3)]
    await late.owes("FA-1", 538_594_00, days_late=46)
    await both.owes("FA-2", 442_607_00, days_late=0)  # due today is not overdue
    await both.owes("FA-3", 428_500, days_late=-3, currency="XPF")
    await credit.owes("AV-1", -900_000_00, days_late=5)

    home = await read(caller, "/v1/home")

    euros, francs = home["totals"]
    assert (euros["total_minor"], euros["overdue_minor"], euros["not_due_minor"]) == (
        981_201_00,
        538_594_00,
        442_607_00,
    )
    assert (euros["customers"], euros["overdue_customers"], euros["upcoming_customers"]) == (
        2,
        1,
        1,
    )
    assert euros["days_31_60_minor"] == 538_594_00
    assert (francs["currency"], francs["total_minor"]) == ("XPF", 428_500)
    assert home["as_of"] == "2026-11-23"


@pytest.mark.req("SAGE-16")
async def test_paid_is_every_credit_of_ninety_days_within_the_year(
    caller: httpx.AsyncClient, accounts: portal.Creditor
) -> None:
    debtor = await accounts.customer()
    await debtor.owes("FA-1", 1_000_00)
    await pays(debtor, 300_00, 10)
    await pays(debtor, 70_00, 89, kind=ReceivableKind.CREDIT_NOTE)
    await pays(debtor, 5_000_00, 90)
    await pays(debtor, 9_000_00, 2, status=ReceivableStatus.CLOSED_ABSENT)

    [euros] = (await read(caller, "/v1/home"))["totals"]
    assert euros["paid_minor"] == 370_00

    accounts.clock.move_to(datetime(2027, 1, 15, 8, 0, tzinfo=UTC))
    home = await read(caller, "/v1/home")
    assert (home["paid_since"], home["totals"][0]["paid_minor"]) == ("2026-12-31", None)


@pytest.mark.req("SAGE-17", "SAGE-118")
async def test_the_ten_largest_overdue_accounts_come_first_then_the_oldest_then_by_code(
    caller: httpx.AsyncClient, accounts: portal.Creditor
) -> None:
    for code, minor, days in (
        ("C3", 500_00, 20),
        ("C2", 500_00, 20),
        ("C1", 500_00, 40),
        ("C0", 900_00, 2),
        *((f"D{n}", 100_00, 5 + n) for n in range(8)),
    ):
        debtor = await accounts.customer(code=code, name=f"{HOSTILE_NAME} {code}")
        await debtor.owes(f"FA-{code}", minor, days_late=days, level=2)
    upcoming = await accounts.customer(code="A0")
    await upcoming.owes("FA-A0", 9_999_00, days_late=-10)

    debtors = (await read(caller, "/v1/home"))["debtors"]

    assert [one["code"] for one in debtors] == [
        "C0",
        "C1",
        "C2",
        "C3",
        *["D7", "D6", "D5", "D4", "D3", "D2"],
    ]
    first = debtors[0]
    assert (first["overdue_minor"], first["level"], first["profile"]) == (900_00, 2, "Standard")
    assert first["name"].startswith(HOSTILE_NAME)


@pytest.mark.req("SAGE-18")
async def test_what_the_plan_offers_is_counted_by_channel(
    caller: httpx.AsyncClient, accounts: portal.Creditor, creditor: Creditor, database: Database
) -> None:
    written = await accounts.customer()
    await written.owes("FA-1", 400_00, days_late=12)
    async with database.transaction(creditor.id) as session:
        session.add(
            Contact(
                company_id=creditor.id,
                id=new_id(),
                customer_id=written.id,
                email="compta@client.example",
                created_at=NOW,
                updated_at=NOW,
            )
        )
        await session.flush()
        await planning.plan(session, creditor.id, as_of=TODAY, now=NOW)

    [offered] = (await read(caller, "/v1/home/work"))["reminders"]

    assert (offered["channel"], offered["ready"], offered["excluded"]) == ("email", 1, 0)
    assert (offered["customers"], offered["amount_minor"]) == (1, 400_00)


@pytest.mark.req("SAGE-52")
async def test_a_broken_promise_waits_until_what_it_covers_is_paid(
    caller: httpx.AsyncClient, accounts: portal.Creditor, settings: Any
) -> None:
    from tests.factories.promises import judged

    debtor = await accounts.customer()
    owed = await debtor.owes("FA-1", 250_00)
    due = await promised(debtor, {owed: None}, TODAY)
    [today] = (await read(caller, "/v1/home/work"))["items"]
    assert (today["what"], today["count"]) == ("promises_due", 1)

    accounts.days_later(9)
    assert await judged(accounts, settings, due) == "broken"
    [broken] = (await read(caller, "/v1/home/work"))["items"]
    assert (broken["what"], broken["since_on"]) == ("promises_broken", "2026-11-23")
    assert broken["amounts"] == [{"currency": "EUR", "amount_minor": 250_00}]
    asked = {"status": ["broken", "partially_kept"], "unpaid": True}
    assert len((await read(caller, "/v1/promises", **asked))["items"]) == 1

    await debtor.pays(owed)
    assert (await read(caller, "/v1/home/work"))["items"] == []
    assert (await read(caller, "/v1/promises", **asked))["items"] == []


async def test_an_address_that_takes_no_mail_waits_for_a_correction(
    caller: httpx.AsyncClient, accounts: portal.Creditor, creditor: Creditor, database: Database
) -> None:
    debtor = await accounts.customer()
    contact_id = new_id()
    async with database.transaction(creditor.id) as session:
        session.add(
            Contact(
                company_id=creditor.id,
                id=contact_id,
                customer_id=debtor.id,
                email="ancienne@client.example",
                email_status=EmailStatus.BOUNCED,
                created_at=NOW,
                updated_at=NOW,
            )
        )
    [bounced] = (await read(caller, "/v1/home/work"))["items"]
    assert (bounced["what"], bounced["count"]) == ("bounced", 1)

    await caller.patch(f"/v1/contacts/{contact_id}", json={"email": "nouvelle@client.example"})
    assert (await read(caller, "/v1/home/work"))["items"] == []


@pytest.mark.req("SAGE-19")
async def test_flagged_customers_alone_tell_what_is_to_come_and_what_happened(
    caller: httpx.AsyncClient, accounts: portal.Creditor, creditor: Creditor, database: Database
) -> None:
    flagged, other = await accounts.customer(name=HOSTILE_NAME), await accounts.customer()
    for debtor in (flagged, other):
        await debtor.owes("FA-1", 100_00, days_late=-7)
        await debtor.owes("FA-2", 999_00, days_late=-8)
        await promised(debtor, {await debtor.owes("FA-3"): None}, TODAY + timedelta(days=20))
    await caller.patch(
        f"/v1/customers/{flagged.id}", json={"watched": True}, headers={"If-Match": '"1"'}
    )

    told = await read(caller, "/v1/home/watched")

    assert told["customers"] == 1
    assert [(one["due_on"], one["amount_minor"]) for one in told["coming"]] == [
        ("2026-11-30", 100_00)
    ]
    assert {one["name"] for one in told["past"]} == {HOSTILE_NAME}
    assert {one["type"] for one in told["past"]} >= {"promise.made", "customer.changed"}

    accounts.days_later(8)
    assert (await read(caller, "/v1/home/watched"))["past"] == []


@pytest.mark.req("SAGE-21")
async def test_how_one_is_paid_is_told_by_method_and_by_profile(
    caller: httpx.AsyncClient, accounts: portal.Creditor, creditor: Creditor, database: Database
) -> None:
    slow = Profile(company_id=creditor.id, id=new_id(), name="Export")
    async with database.transaction(creditor.id) as session:
        session.add(slow)
    cheque = await accounts.customer(payment_method="Chèque", profile_id=slow.id)
    transfer = await accounts.customer(payment_method="Virement")
    await cheque.owes("FA-1", 300_00, days_late=70)
    await transfer.owes("FA-2", 200_00, days_late=-5)

    rows = (await read(caller, "/v1/home/breakdown"))["items"]

    assert {(row["by"], row["name"], row["total_minor"], row["overdue_minor"]) for row in rows} == {
        ("payment_method", "Chèque", 300_00, 300_00),
        ("payment_method", "Virement", 200_00, 0),
        ("profile", "Export", 300_00, 300_00),
        ("profile", "Standard", 200_00, 0),
    }


@pytest.mark.req("SAGE-115")
async def test_a_lettered_group_that_does_not_balance_is_named_with_what_is_left(
    caller: httpx.AsyncClient, accounts: portal.Creditor
) -> None:
    debtor = await accounts.customer(code="C87")
    await debtor.owes("FA-1", 100_00, reconciliation_code="AB")
    await debtor.owes("RG-1", -87_50, reconciliation_code="AB")
    await debtor.owes("FA-2", 50_00, reconciliation_code="AC")
    await debtor.owes("RG-2", -50_00, reconciliation_code="AC")
    await debtor.owes("FA-3", 10_00, reconciliation_code="ab")  # lettered in part

    assert [
        (one["code"], one["reconciliation_code"], one["lines"], one["left_minor"])
        for one in (await read(caller, "/v1/reconciliation-gaps"))["items"]
    ] == [("C87", "AB", 2, 12_50)]


async def test_a_new_company_is_told_to_begin_with_its_ledger(caller: httpx.AsyncClient) -> None:
    home = await read(caller, "/v1/home")
    assert (home["is_empty"], home["totals"], home["debtors"]) == (True, [], [])
    assert (home["ledger"]["is_fresh"], home["ledger"]["last_load"]) == (False, None)
    assert await read(caller, "/v1/home/work") == {
        "as_of": "2026-11-23",
        "reminders": [],
        "items": [],
    }


@pytest.mark.req("SAGE-106")
async def test_a_sales_representative_reads_their_own_customers_everywhere(
    client: httpx.AsyncClient, accounts: portal.Creditor, creditor: Creditor, database: Database
) -> None:
    for rep in ("LEA", "TOM"):
        debtor = await accounts.customer(name=f"Client de {rep}", sales_rep=rep, watched=True)
        await debtor.owes(f"FA-{rep}", 100_00, days_late=9)
        await pays(debtor, 40_00, 3)
        await debtor.owes("FX", 10_00, days_late=-2, reconciliation_code="ZZ")
        await promised(debtor, {await debtor.owes("FP"): None}, TODAY)
    email = await join(database, creditor, Role.SALES, now=NOW, sales_rep="LEA")
    await log_in(client, creditor, email)

    home = await read(client, "/v1/home")
    assert [one["name"] for one in home["debtors"]] == ["Client de LEA"]
    assert (home["totals"][0]["customers"], home["totals"][0]["paid_minor"]) == (1, 40_00)
    [due] = (await read(client, "/v1/home/work"))["items"]
    assert due["count"] == 1
    told = await read(client, "/v1/home/watched")
    assert {one["name"] for one in [*told["coming"], *told["past"]]} == {"Client de LEA"}
    assert [one["name"] for one in (await read(client, "/v1/reconciliation-gaps"))["items"]] == [
        "Client de LEA"
    ]
    [*rows] = (await read(client, "/v1/home/breakdown"))["items"]
    assert {row["customers"] for row in rows} == {1}


@pytest.mark.req("SAGE-36")
async def test_the_record_tells_when_each_step_was_last_done(
    caller: httpx.AsyncClient, accounts: portal.Creditor, creditor: Creditor, database: Database
) -> None:
    debtor = await accounts.customer(address_lines=["1 quai"], postcode="44000", city="Nantes")
    await debtor.owes("FA-1", 400_00, days_late=12)
    async with database.transaction(creditor.id) as session:
        await planning.plan(session, creditor.id, as_of=TODAY, now=NOW)
    before = await read(caller, f"/v1/customers/{debtor.id}/dunning")
    assert (before["level"], before["last_reminder_on"], before["actions_done"]) == (0, None, 0)
    assert before["next_action"]["step_kind"] == "reminder"

    [action] = (await read(caller, "/v1/actions", customer_id=debtor.id))["items"]
    done = await caller.post(f"/v1/actions/{action['id']}/finish", json={"comment": "Postée"})
    assert done.status_code == 204, done.text

    after = await read(caller, f"/v1/customers/{debtor.id}/dunning")
    assert (after["level"], after["last_reminder_on"], after["actions_done"]) == (
        1,
        "2026-11-23",
        1,
    )
    done_today = (await read(caller, "/v1/home/watched"))["done"]
    assert [(one["today"], one["last_30_days"]) for one in done_today] == [(1, 1)]


async def test_a_stop_that_is_lifted_leaves_its_line_in_the_history(
    caller: httpx.AsyncClient, accounts: portal.Creditor
) -> None:
    debtor = await accounts.customer()
    await promised(debtor, {await debtor.owes(): None}, TODAY + timedelta(days=3))
    placed = await caller.post(f"/v1/customers/{debtor.id}/holds", json={"reason": "Négociation"})
    await caller.delete(f"/v1/holds/{placed.json()['id']}")
    [promise] = (await read(caller, "/v1/promises"))["items"]
    await caller.delete(f"/v1/promises/{promise['id']}")

    facts = (await read(caller, f"/v1/customers/{debtor.id}/timeline"))["items"]

    assert [one["data"]["kind"] for one in facts if one["type"] == "hold.released"] == ["stop"]


async def test_the_day_is_that_of_the_company_and_of_the_product_s_clock(
    client: httpx.AsyncClient, database: Database, clock: Any
) -> None:
    noumea = await a_creditor(database, now=NOW, place="NC")
    clock.move_to(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    await log_in(client, noumea)
    assert (await read(client, "/v1/today"))["today"] == "2026-11-24"
