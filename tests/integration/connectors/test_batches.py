"""Programs push customers and lines: each row has its own outcome, in the order of the request."""

import pytest
from sqlalchemy import delete, select

from quittance.platform.due_work import DueWork
from tests.factories.callers import api_key
from tests.factories.files import HOSTILE_NAMES


@pytest.fixture
async def erp(client, database, ledgers, clock):
    """The creditor's ERP, with its key."""
    client.headers.update(
        await api_key(database, ledgers.creditor, "read", "load", now=clock.now())
    )
    return client


def invoice(n, **changes):
    return {
        "external_id": f"ERP-{n}",
        "customer_code": "ROUX",
        "customer_name": "Menuiserie <Roux>",
        "number": f"FA-{n}",
        "invoiced_on": "2026-10-01",
        "due_on": "2026-10-31",
        "amount_minor": 120_00,
    } | changes


def outcomes(answer):
    assert answer.status_code == 200, answer.text
    return [one["outcome"] for one in answer.json()["results"]]


@pytest.mark.req("SAGE-114")
async def test_lines_are_created_then_unchanged_then_updated(erp, ledgers):
    body = {"receivables": [invoice(1), invoice(2)]}
    assert outcomes(await erp.post("/v1/receivables/batch", json=body)) == ["created"] * 2
    assert outcomes(await erp.post("/v1/receivables/batch", json=body)) == ["unchanged"] * 2

    body["receivables"][1] |= {"balance_minor": 20_00}
    assert outcomes(await erp.post("/v1/receivables/batch", json=body)) == ["unchanged", "updated"]
    assert (await ledgers.lines())["FA-2"].balance_minor == 20_00
    assert (await ledgers.customers())["ROUX"].name == "Menuiserie <Roux>"


async def test_a_line_at_zero_is_settled_and_told(erp, ledgers):
    await erp.post("/v1/receivables/batch", json={"receivables": [invoice(1)]})
    paid = invoice(1, balance_minor=0, reconciled_on="2026-11-20", reconciliation_code="AB")
    assert outcomes(await erp.post("/v1/receivables/batch", json={"receivables": [paid]})) == [
        "updated"
    ]
    (fact,) = await ledgers.facts("receivable.paid")
    assert fact.payload["paid_on"] == "2026-11-20"


async def test_bad_rows_are_refused_by_themselves_in_french(erp, ledgers):
    rows = [
        invoice(1),
        invoice(2, amount_minor="12 euros"),
        invoice(3, invoiced_on="31/12/2026"),
        invoice(4, currency="ZZZ"),
        invoice(1, number="FA-twin"),
        {"external_id": "ERP-6"},
        "not a row at all",
        invoice(7, amount_minor=0),
        invoice(8, surprise=True),
        invoice(9),
    ]
    answer = await erp.post("/v1/receivables/batch", json={"receivables": rows})
    assert outcomes(answer) == ["created", *["refused"] * 8, "created"]
    results = answer.json()["results"]
    assert [one["index"] for one in results] == list(range(10))
    assert [one["external_id"] for one in results[:2]] == ["ERP-1", "ERP-2"]
    assert results[1]["problems"] == [
        {
            "field": "amount_minor",
            "code": "int_parsing",
            "message": "Nombre entier attendu, en unités mineures.",
        }
    ]
    assert [one["problems"][0]["code"] for one in results[3:5]] == [
        "currency_unknown",
        "duplicate_line",
    ]
    assert all(one["problems"] for one in results[1:9])
    assert len(await ledgers.lines()) == 2


async def test_a_batch_of_nothing_but_bad_rows_is_answered_row_by_row(erp):
    answer = await erp.post("/v1/receivables/batch", json={"receivables": [{}, {}]})
    assert outcomes(answer) == ["refused", "refused"]


async def test_only_the_customers_touched_are_planned_again(erp, ledgers):
    rows = [invoice(1), invoice(2, customer_code="BLANC")]
    await erp.post("/v1/receivables/batch", json={"receivables": rows})
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        await session.execute(delete(DueWork).where(DueWork.company_id == ledgers.creditor.id))
    rows[1] |= {"balance_minor": 1_00}
    await erp.post("/v1/receivables/batch", json={"receivables": rows})

    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        due = await session.execute(
            select(DueWork.what, DueWork.id).where(
                DueWork.company_id == ledgers.creditor.id, DueWork.what != "seal_events"
            )
        )
        blanc = (await ledgers.customers())["BLANC"].id
        assert [tuple(row) for row in due] == [("plan_customer", blanc)]


@pytest.mark.req("SAGE-114", "SAGE-117")
async def test_customers_come_with_their_contacts_and_silence_changes_nothing(erp, ledgers):
    person = {"civility": "M.", "first_name": "Stéphane", "last_name": "Gonçalves"}
    rows = [
        {"code": f"C{n}", "name": name, "city": "Nantes", "payment_terms": "30 jours fin de mois"}
        for n, name in enumerate(HOSTILE_NAMES)
    ]
    met = rows[0] | {"contacts": [person | {"email": "s.g@roux.example"}]}
    answer = await erp.post("/v1/customers/batch", json={"customers": [met, *rows[1:]]})
    assert outcomes(answer) == ["created"] * len(rows)
    silent = [{"code": row["code"], "name": row["name"]} for row in rows]
    again = await erp.post("/v1/customers/batch", json={"customers": silent})
    assert outcomes(again) == ["unchanged"] * len(rows)

    customers = await ledgers.customers()
    assert [customers[row["code"]].name for row in rows] == list(HOSTILE_NAMES)
    assert {one.city for one in customers.values()} == {"Nantes"}
    first = answer.json()["results"][0]["id"]
    people = (await erp.get(f"/v1/customers/{first}/contacts")).json()["items"]
    assert [(p["civility"], p["last_name"], p["is_main"]) for p in people] == [
        ("M.", "Gonçalves", True)
    ]


async def test_a_bad_customer_does_not_hold_the_others_back(erp):
    rows = [{"code": "A", "name": "A"}, {"code": "", "name": "B"}, {"code": "A", "name": "C"}]
    answer = await erp.post("/v1/customers/batch", json={"customers": rows})
    assert outcomes(answer) == ["created", "refused", "refused"]


async def test_a_key_without_the_right_to_load_pushes_nothing(client, database, ledgers, clock):
    client.headers.update(await api_key(database, ledgers.creditor, "read", now=clock.now()))
    answer = await client.post("/v1/receivables/batch", json={"receivables": [invoice(1)]})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
