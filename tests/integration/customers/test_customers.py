"""The customer's record, found, read, changed by one person at a time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from quittance.accounts.models import Role
from quittance.platform.events import EventRow
from quittance.receivables.models import ReceivableStatus
from tests.factories.callers import join, log_in
from tests.factories.companies import a_creditor
from tests.factories.customers import a_customer
from tests.factories.receivables import a_receivable

TODAY = date(2026, 11, 23)


@pytest.fixture
async def creditor(database, clock):
    return await a_creditor(database, now=clock.now())


@pytest.fixture
async def roux(database, creditor, clock):
    async with database.transaction(creditor.id) as session:
        return await a_customer(
            session,
            creditor,
            now=clock.now(),
            code="ROUX",
            name="Menuiserie Éléonore <Roux>",
            city="Nantes",
            sales_rep="LEA",
        )


@pytest.fixture
async def owed(database, creditor, roux, clock):
    now = clock.now()
    async with database.transaction(creditor.id) as session:
        await a_receivable(session, roux, now=now, due_on=date(2026, 11, 1), amount_minor=2_222_652)
        await a_receivable(session, roux, now=now, due_on=TODAY, amount_minor=722_203, level=2)
        await a_receivable(
            session,
            roux,
            now=now,
            due_on=date(2026, 10, 1),
            amount_minor=-50_000,
            balance_minor=0,
            status=ReceivableStatus.CLOSED,
            entry_on=TODAY - timedelta(days=57),
        )


@pytest.mark.req("SAGE-23", "SAGE-26")
async def test_the_record_shows_what_is_overdue_upcoming_and_paid(client, creditor, roux, owed):
    await log_in(client, creditor)
    answer = await client.get(f"/v1/customers/{roux.id}")
    assert answer.status_code == 200
    record = answer.json()
    assert record["name"] == "Menuiserie Éléonore <Roux>"
    assert record["balances"] == [
        {
            "currency": "EUR",
            "overdue_minor": 2_222_652,
            "upcoming_minor": 722_203,
            "total_minor": 2_944_855,
            "paid_90d_minor": 50_000,
            "oldest_days_late": 22,
        }
    ]
    assert record["contacts"][0]["email"] == "compta@client.example"
    assert record["profile"]["name"] == "Standard"
    assert answer.headers["ETag"] == '"1"'


@pytest.mark.req("SAGE-22", "SAGE-51")
@pytest.mark.parametrize("fragment", ["eleonore", "ROUX", "nant", "<rou"])
async def test_a_customer_is_found_by_a_piece_of_name_code_or_town(
    client, creditor, roux, owed, fragment
):
    await log_in(client, creditor)
    found = (await client.get("/v1/customers", params={"q": fragment})).json()["items"]
    assert [(one["code"], one["level"]) for one in found] == [("ROUX", 2)]
    assert found[0]["balances"] == [
        {"currency": "EUR", "total_minor": 2_944_855, "overdue_minor": 2_222_652}
    ]


@pytest.mark.parametrize("fragment", ["%", "_", "zzz", "\\"])
async def test_signs_of_a_pattern_are_only_signs(client, creditor, roux, fragment):
    await log_in(client, creditor)
    assert (await client.get("/v1/customers", params={"q": fragment})).json()["items"] == []


async def test_pages_follow_each_other_by_name(client, database, creditor, clock):
    async with database.transaction(creditor.id) as session:
        for n in range(5):
            await a_customer(session, creditor, now=clock.now(), name=f"Client {n % 2}", email=None)
    await log_in(client, creditor)
    seen, cursor = [], None
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/v1/customers", params=params)).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.req("SAGE-38", "SAGE-25")
async def test_the_second_of_two_people_who_change_a_customer_is_told(client, creditor, roux):
    await log_in(client, creditor)
    path = f"/v1/customers/{roux.id}"
    note = {"note": "Rappeler Mme Roux\n<b>=1+1</b> 🧾", "watched": True}
    first = await client.patch(path, json=note, headers={"If-Match": '"1"'})
    second = await client.patch(path, json={"note": "x"}, headers={"If-Match": '"1"'})

    assert first.status_code == 200
    assert (first.json()["note"], first.json()["watched"]) == (note["note"], True)
    assert first.headers["ETag"] == '"2"'
    assert (second.status_code, second.json()["code"]) == (412, "customer_stale")


async def test_a_collector_is_somebody_who_works_here(client, creditor, roux):
    await log_in(client, creditor)
    path = f"/v1/customers/{roux.id}"
    stranger = {"collector_id": str(roux.id)}
    refused = await client.patch(path, json=stranger, headers={"If-Match": "1"})
    assert (refused.status_code, refused.json()["code"]) == (422, "collector_unknown")

    ours = {"collector_id": str(creditor.admin.id)}
    taken = await client.patch(path, json=ours, headers={"If-Match": "1"})
    assert taken.json()["collector"]["full_name"] == "Claire Vasseur"
    left = await client.patch(path, json={"collector_id": None}, headers={"If-Match": "2"})
    assert left.json()["collector"] is None


async def test_nobody_takes_over_customers_while_suspended(client, database, creditor, roux, clock):
    email = await join(database, creditor, Role.COLLECTOR, now=clock.now())
    await log_in(client, creditor)
    people = (await client.get("/v1/members")).json()["items"]
    [person] = [one["user_id"] for one in people if one["email"] == email]
    path = f"/v1/customers/{roux.id}"
    given = await client.patch(path, json={"collector_id": person}, headers={"If-Match": "1"})
    assert given.status_code == 200

    await client.post(f"/v1/members/{person}/suspend")
    noted = {"collector_id": person, "note": "Reste suivie par la même personne"}
    kept = await client.patch(path, json=noted, headers={"If-Match": "2"})
    assert kept.json()["collector"]["id"] == person
    await client.patch(path, json={"collector_id": None}, headers={"If-Match": "3"})
    again = await client.patch(path, json={"collector_id": person}, headers={"If-Match": "4"})
    assert (again.status_code, again.json()["code"]) == (422, "collector_unknown")


@pytest.mark.req("SAGE-106")
async def test_a_sales_representative_sees_their_own_customers_only(
    client, database, creditor, roux, clock
):
    async with database.transaction(creditor.id) as session:
        other = await a_customer(
            session, creditor, now=clock.now(), name="Menuiserie Blanc", sales_rep="TOM"
        )
    email = await join(database, creditor, Role.SALES, now=clock.now(), sales_rep="LEA")
    await log_in(client, creditor, email)

    listed = (await client.get("/v1/customers")).json()["items"]
    found = (await client.get("/v1/customers", params={"q": "menuiserie"})).json()["items"]
    assert [one["id"] for one in listed] == [one["id"] for one in found] == [str(roux.id)]
    for tail in ("", "/receivables", "/receivables/summary", "/holds", "/contacts"):
        assert (await client.get(f"/v1/customers/{other.id}{tail}")).status_code == 404
    change = await client.patch(
        f"/v1/customers/{roux.id}", json={"note": "x"}, headers={"If-Match": "1"}
    )
    assert change.status_code == 403


async def test_another_creditor_s_customer_does_not_exist(client, database, roux, clock):
    await log_in(client, await a_creditor(database, now=clock.now()))
    answer = await client.get(f"/v1/customers/{roux.id}")
    assert (answer.status_code, answer.json()["code"]) == (404, "customer_not_found")


@pytest.mark.req("SAGE-112", "SAGE-117")
async def test_contacts_are_added_and_changed_one_of_them_being_the_main_one(
    client, creditor, roux
):
    await log_in(client, creditor)
    path = f"/v1/customers/{roux.id}/contacts"
    added = await client.post(
        path,
        json={
            "civility": "Mme",
            "last_name": "Œuf",
            "email": "compta2@client.example",
            "is_main": True,
        },
    )
    assert added.status_code == 201
    people = (await client.get(path)).json()["items"]
    assert [(one["last_name"], one["is_main"]) for one in people] == [
        ("Œuf", True),
        ("Roux", False),
    ]
    twin = await client.post(path, json={"email": "COMPTA@client.example"})
    assert (twin.status_code, twin.json()["code"]) == (409, "contact_exists")
    off = await client.patch(
        f"/v1/contacts/{added.json()['id']}", json={"receives_reminders": False}
    )
    assert off.json()["receives_reminders"] is False


async def test_saying_of_a_contact_what_is_known_changes_nothing(client, database, creditor, roux):
    await log_in(client, creditor)
    [roux_herself] = (await client.get(f"/v1/customers/{roux.id}/contacts")).json()["items"]

    for said in ({}, {"last_name": "Roux", "email": "compta@client.example"}):
        same = await client.patch(f"/v1/contacts/{roux_herself['id']}", json=said)
        assert (same.status_code, same.json()) == (200, roux_herself)

    async with database.transaction(creditor.id) as session:
        told = select(func.count()).where(
            EventRow.company_id == creditor.id, EventRow.type == "contact.changed"
        )
        assert await session.scalar(told) == 0


@pytest.mark.req("SAGE-28")
async def test_profiles_are_listed_with_their_customers(client, creditor, roux):
    await log_in(client, creditor)
    (profile,) = (await client.get("/v1/profiles")).json()["items"]
    assert (profile["name"], profile["is_default"], profile["customers"]) == ("Standard", True, 1)


@pytest.mark.req("SAGE-106")
async def test_a_profile_counts_the_customers_whom_a_sales_representative_follows(
    client, database, creditor, roux, clock
):
    async with database.transaction(creditor.id) as session:
        await a_customer(session, creditor, now=clock.now(), sales_rep="TOM")
    for rep, customers in (("LEA", 1), ("PAUL", 0)):
        email = await join(database, creditor, Role.SALES, now=clock.now(), sales_rep=rep)
        await log_in(client, creditor, email)
        (profile,) = (await client.get("/v1/profiles")).json()["items"]
        assert profile["customers"] == customers
