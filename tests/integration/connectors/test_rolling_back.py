"""A load is taken back: the ledger is as it was, or the reason why it stays is told."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from quittance.connectors.jobs import forget_load_changes, roll_back_import
from quittance.connectors.models import LoadChange
from quittance.customers.models import Contact, Customer
from quittance.deliveries.models import Delivery
from quittance.receivables import levels
from quittance.receivables.models import LevelChange, LevelReason, Receivable
from quittance.scenarios.jobs import plan_company
from quittance.scenarios.models import Action
from tests.factories.acting import actions, key
from tests.factories.callers import log_in
from tests.factories.ledgers import many, open_items

TABLES = (Receivable, Customer, Contact, LevelChange)


@pytest.fixture
async def take_back(client, ledgers):
    """A person asks for a load to be taken back, and the worker does it; the answer."""

    async def asked(run):
        await log_in(client, ledgers.creditor)
        answer = await client.post(f"/v1/imports/{run.id}/rollback")
        if answer.status_code != 202:
            return answer.json()
        await roll_back_import(ledgers.job, ledgers.creditor.id, run.id)
        return (await client.get(f"/v1/imports/{run.id}")).json()

    return asked


async def everything(ledgers):
    """Every column of every row a load may touch."""
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        found = {}
        for model in TABLES:
            rows = await session.scalars(select(model).order_by(model.id))
            names = [column.name for column in model.__table__.columns]
            found[model.__tablename__] = [[getattr(row, name) for name in names] for row in rows]
        return found


async def changes_kept(ledgers, run):
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        return await session.scalar(
            select(func.count()).select_from(LoadChange).where(LoadChange.run_id == run.id)
        )


async def test_what_a_load_made_goes_and_what_it_changed_is_as_before(
    ledgers, take_back, client, tmp_path
):
    await ledgers.load(open_items(tmp_path, *many(100)))
    before = await everything(ledgers)
    ledgers.tomorrow()
    rows = many(140)[3:]
    rows[0] = ("L4", "C0", "FA-4", "90,00")
    run = await ledgers.load(open_items(tmp_path, *rows), mode="full")
    assert run.counts["created"] == 40
    assert run.counts["closed_absent"] == 3
    assert await changes_kept(ledgers, run) > 0

    done = await take_back(run)

    assert (done["status"], done["rollback_until"]) == ("rolled_back", None)
    assert await everything(ledgers) == before
    assert await changes_kept(ledgers, run) == 0
    (fact,) = await ledgers.facts("ledger.rolled_back")
    assert (fact.payload["removed"], fact.actor_name) == (44, "Claire Vasseur")


async def test_a_first_load_leaves_an_empty_house(ledgers, take_back, client, tmp_path):
    run = await ledgers.load(open_items(tmp_path, *many(25)))
    await plan_company(ledgers.job, ledgers.creditor.id, ledgers.creditor.id)
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        assert await session.scalar(select(func.count()).select_from(Action)) > 0

    assert (await take_back(run))["status"] == "rolled_back"

    assert all(not rows for rows in (await everything(ledgers)).values())
    found = (await client.get("/v1/customers", params={"q": "Client"})).json()
    assert found["items"] == []
    again = await ledgers.load(open_items(tmp_path, *many(25)))
    assert again.counts["created"] == 25


async def test_what_was_closed_by_mistake_is_owed_again_and_said_so(ledgers, take_back, tmp_path):
    await ledgers.load(open_items(tmp_path, *many(3)))
    paid = tmp_path / "paye.csv"
    paid.write_text(
        "Identifiant;Code client;N° facture;Date facture;Échéance;Montant;Solde\r\n"
        "L1;C0;FA-1;15/09/2026;15/10/2026;100,00;0\r\n"
    )
    run = await ledgers.load(paid)
    assert not await ledgers.is_open("FA-1")

    assert (await take_back(run))["status"] == "rolled_back"

    assert await ledgers.is_open("FA-1")
    (reopened,) = await ledgers.facts("receivable.reopened")
    assert reopened.payload["number"] == "FA-1"


async def test_a_promise_about_what_it_brought_keeps_a_load_where_it_is(
    ledgers, take_back, client, tmp_path
):
    run = await ledgers.load(open_items(tmp_path, *many(3)))
    line = (await ledgers.lines())["FA-1"]
    await log_in(client, ledgers.creditor)
    now = ledgers.job.now()
    promised = await client.post(
        f"/v1/customers/{line.customer_id}/promises",
        json={
            "receivables": [{"receivable_id": str(line.id)}],
            "currency": "EUR",
            "due_on": (now + timedelta(days=5)).date().isoformat(),
            "method": "virement",
        },
        headers={"Idempotency-Key": "une-promesse-faite"},
    )
    assert promised.status_code in {200, 201}, promised.text

    refused = await take_back(run)

    assert refused["code"] == "import_depended_upon"
    assert "promise" in {error["code"] for error in refused["errors"]}
    assert len(await ledgers.lines()) == 3


async def test_a_level_moved_by_hand_keeps_a_load_where_it_is(ledgers, take_back, tmp_path):
    await ledgers.load(open_items(tmp_path, *many(3)))
    changed = [("L1", "C0", "FA-1", "90,00"), *many(2, first=2)]
    run = await ledgers.load(open_items(tmp_path, *changed))
    line = (await ledgers.lines())["FA-1"]
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        row = await session.merge(line)
        levels.move(
            session,
            row,
            2,
            reason=LevelReason.MANUAL,
            reached_on=ledgers.job.now().date(),
            now=ledgers.job.now(),
        )
    refused = await take_back(run)
    assert [error["code"] for error in refused["errors"]] == ["level"]


async def test_a_later_load_is_taken_back_first(ledgers, take_back, tmp_path):
    first = await ledgers.load(open_items(tmp_path, *many(3)))
    second = await ledgers.load(open_items(tmp_path, *many(5)))
    assert (await take_back(first))["code"] == "import_overlaid"
    assert (await take_back(second))["status"] == "rolled_back"
    assert (await take_back(first))["status"] == "rolled_back"
    assert await ledgers.lines() == {}


async def test_after_a_day_a_load_stays_and_nothing_is_kept_of_it(ledgers, take_back, tmp_path):
    run = await ledgers.load(open_items(tmp_path, *many(3)))
    ledgers.tomorrow()
    await forget_load_changes(ledgers.job, ledgers.creditor.id, run.id)
    assert await changes_kept(ledgers, run) == 0
    assert (await take_back(run))["code"] == "import_rollback_over"
    assert len(await ledgers.lines()) == 3


async def test_what_never_came_in_cannot_be_taken_back(ledgers, take_back, tmp_path):
    run = await ledgers.load(open_items(tmp_path, *many(3)), dry_run=True)
    assert (await take_back(run))["code"] == "import_not_applied"


async def test_taken_back_twice_is_taken_back_once(ledgers, take_back, client, tmp_path):
    run = await ledgers.load(open_items(tmp_path, *many(3)))
    await log_in(client, ledgers.creditor)
    for _ in range(2):
        answer = await client.post(f"/v1/imports/{run.id}/rollback")
        assert (answer.status_code, answer.json()["status"]) == (202, "rolling_back")
    for _ in range(2):  # a ring that came twice
        await roll_back_import(ledgers.job, ledgers.creditor.id, run.id)
    assert len(await ledgers.facts("ledger.rolled_back")) == 1


async def test_the_ledger_is_as_fresh_as_the_load_before(ledgers, take_back, database, tmp_path):
    from quittance.accounts import queries as accounts

    await ledgers.load(open_items(tmp_path, *many(3)))
    async with database.transaction(ledgers.creditor.id) as session:
        fresh_at = (await accounts.company(session, ledgers.creditor.id)).ledger_fresh_at
    ledgers.tomorrow()
    run = await ledgers.load(open_items(tmp_path, *many(4)))
    await take_back(run)
    async with database.transaction(ledgers.creditor.id) as session:
        assert (await accounts.company(session, ledgers.creditor.id)).ledger_fresh_at == fresh_at


async def test_a_sending_that_was_undone_keeps_no_load_where_it_is(
    ledgers, take_back, client, tmp_path
):
    people = tmp_path / "contacts.csv"
    people.write_text("Code client;Nom;Email\r\nC0;Roux;compta@roux.example\r\n")
    load = await ledgers.load(open_items(tmp_path, *many(3)))
    contacts = await ledgers.load(people, kind="contacts")
    await plan_company(ledgers.job, ledgers.creditor.id, ledgers.creditor.id)
    await log_in(client, ledgers.creditor)
    [action] = await actions(client, channel="email")
    one = {"id": action["id"], "receivable_ids": [action["lines"][0]["receivable_id"]]}
    asked = await client.post("/v1/actions/confirm", json={"actions": [one]}, headers=key())
    assert asked.json()["confirmed"] == 1, asked.text

    refused = await take_back(contacts)
    assert [error["code"] for error in refused["errors"]] == ["delivery"]
    undone = await client.post(f"/v1/confirmations/{asked.json()['confirmation_id']}/undo")
    assert undone.status_code == 200, undone.text

    assert (await take_back(contacts))["status"] == "rolled_back"
    assert (await take_back(load))["status"] == "rolled_back"
    assert all(not rows for rows in (await everything(ledgers)).values())
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        assert await session.scalar(select(func.count()).select_from(Delivery)) == 0
