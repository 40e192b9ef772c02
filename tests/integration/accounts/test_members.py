"""An admin says who does what; it counts at once, and somebody is always left to say it."""

import asyncio
from datetime import date
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from quittance.accounts.models import Role
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from tests.factories.callers import join, log_in
from tests.factories.companies import Creditor, a_creditor

URL = "/v1/members/{}"


async def id_of(client: httpx.AsyncClient, email: str) -> UUID:
    people = (await client.get("/v1/members")).json()["items"]
    return next(UUID(one["user_id"]) for one in people if one["email"] == email)


@pytest.fixture
async def collector(
    creditor: Creditor, somebody: httpx.AsyncClient, database: Database, clock: Clock
) -> UUID:
    """At work, in `somebody`'s browser."""
    email = await join(database, creditor, Role.COLLECTOR, now=clock.now())
    await log_in(somebody, creditor, email)
    return await id_of(somebody, email)


@pytest.mark.req("SAGE-6")
async def test_another_role_counts_from_the_next_request_on(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient, collector: UUID
) -> None:
    await log_in(client, creditor)
    change = {"minimum_minor": 500}
    match = {"If-Match": "1"}
    assert (await somebody.patch("/v1/company", json=change, headers=match)).status_code == 403

    changed = await client.patch(URL.format(collector), json={"role": "manager"})

    assert (changed.status_code, changed.json()["role"]) == (200, "manager")
    assert (await somebody.patch("/v1/company", json=change, headers=match)).status_code == 200
    refused = await client.patch(URL.format(collector), json={"role": "sales"})
    assert (refused.status_code, refused.json()["code"]) == (422, "sales_rep_required")
    body = {"role": "sales", "sales_rep": "T. Lacaze"}
    assert (await client.patch(URL.format(collector), json=body)).json()["sales_rep"]
    back = await client.patch(URL.format(collector), json={"role": "auditor"})
    assert back.json()["sales_rep"] == ""


async def test_a_suspended_member_is_out_at_once_and_back_when_reinstated(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient, collector: UUID
) -> None:
    await log_in(client, creditor)
    out = await client.post(f"{URL.format(collector)}/suspend")
    assert (out.status_code, out.json()["suspended_at"] is None) == (200, False)

    assert (await somebody.get("/v1/company")).json()["code"] == "not_allowed"
    assert (await somebody.get("/v1/session")).json()["companies"] == []
    assert (await somebody.get("/v1/companies")).json() == {"items": [], "totals": []}

    back = await client.post(f"{URL.format(collector)}/reinstate")
    assert back.json()["suspended_at"] is None
    assert (await somebody.get("/v1/company")).status_code == 200


async def test_a_removed_member_finds_the_door_walled_up_and_may_be_invited_again(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient, collector: UUID
) -> None:
    await log_in(client, creditor)
    email = (await somebody.get("/v1/session")).json()["user"]["email"]

    assert (await client.delete(URL.format(collector))).status_code == 204

    assert (await somebody.get("/v1/company")).status_code == 403
    assert (await client.delete(URL.format(collector))).json()["code"] == "member_not_found"
    body = {"email": email, "role": "collector"}
    assert (await client.post("/v1/invitations", json=body)).status_code == 201


async def test_the_last_admin_stays(
    creditor: Creditor, client: httpx.AsyncClient, collector: UUID
) -> None:
    await log_in(client, creditor)
    me = URL.format(creditor.admin.id)
    refusals = [
        await client.patch(me, json={"role": "manager"}),
        await client.post(f"{me}/suspend"),
        await client.delete(me),
    ]
    assert {(one.status_code, one.json()["code"]) for one in refusals} == {(409, "last_admin")}

    await client.patch(URL.format(collector), json={"role": "admin"})
    await client.post(f"{URL.format(collector)}/suspend")
    assert (await client.delete(me)).status_code == 409  # the other one may do nothing
    await client.post(f"{URL.format(collector)}/reinstate")
    assert (await client.delete(me)).status_code == 204


async def test_two_admins_who_leave_at_the_same_instant_do_not_both_go(
    creditor: Creditor, client: httpx.AsyncClient, somebody: httpx.AsyncClient, collector: UUID
) -> None:
    await log_in(client, creditor)
    await client.patch(URL.format(collector), json={"role": "admin"})

    answers = await asyncio.gather(
        client.delete(URL.format(creditor.admin.id)), somebody.delete(URL.format(collector))
    )

    assert sorted(one.status_code for one in answers) == [204, 409]


async def test_members_of_another_company_are_out_of_reach(
    creditor: Creditor, client: httpx.AsyncClient, database: Database, clock: Clock
) -> None:
    other = await a_creditor(database, now=clock.now())
    await log_in(client, creditor)
    theirs = URL.format(other.admin.id)

    answers = [
        await client.patch(theirs, json={"role": "auditor"}),
        await client.post(f"{theirs}/suspend"),
        await client.post(f"{theirs}/reinstate"),
        await client.delete(theirs),
    ]
    assert {one.json()["code"] for one in answers} == {"member_not_found"}


async def test_a_manager_reads_the_team_and_changes_nobody(
    creditor: Creditor, client: httpx.AsyncClient, database: Database, clock: Clock, collector: UUID
) -> None:
    manager = await join(database, creditor, Role.MANAGER, now=clock.now())
    await log_in(client, creditor, manager)
    assert len((await client.get("/v1/members")).json()["items"]) == 3
    for method, path in (("DELETE", ""), ("POST", "/suspend"), ("POST", "/reinstate")):
        refused = await client.request(method, URL.format(collector) + path)
        assert refused.status_code == 403


@pytest.mark.req("SAGE-4")
async def test_a_sales_representative_is_told_the_sums_of_their_own_customers(
    app: FastAPI, creditor: Creditor, client: httpx.AsyncClient, database: Database, clock: Clock
) -> None:
    await log_in(client, creditor)
    batch = [
        {"code": "C1", "name": "Durand", "sales_rep": "T. Lacaze"},
        {"code": "C2", "name": "Morel", "sales_rep": "A. Petit"},
        {"code": "C3", "name": "Sans commercial"},
    ]
    loaded = await client.post(
        "/v1/customers/batch", json={"customers": batch}, headers={"Idempotency-Key": "clients-1"}
    )
    assert loaded.status_code == 200, loaded.text
    due = {"invoiced_on": "2026-01-10", "due_on": str(date(2026, 2, 10))}
    rows = [
        {"external_id": f"F{n}", "number": f"F{n}", "customer_code": f"C{n}", "amount_minor": sum_}
        | due
        for n, sum_ in ((1, 100_00), (2, 20_00), (3, 3_00))
    ]
    sent = await client.post(
        "/v1/receivables/batch", json={"receivables": rows}, headers={"Idempotency-Key": "pieces-1"}
    )
    assert sent.status_code == 200, sent.text

    async def told(**who: str) -> tuple[int, int]:
        email = await join(database, creditor, Role(who.pop("role")), now=clock.now(), **who)
        await log_in(client, creditor, email)
        answer = (await client.get("/v1/companies")).json()
        [company], [total] = answer["items"], answer["totals"]
        assert company["total_minor"] == total["total_minor"]
        return company["total_minor"], company["customers"]

    assert await told(role="sales", sales_rep="T. Lacaze") == (100_00, 1)
    assert await told(role="sales", sales_rep="Personne") == (0, 0)
    assert await told(role="auditor") == (123_00, 3)
