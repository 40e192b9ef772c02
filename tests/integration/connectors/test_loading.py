"""A ledger comes in, comes again, changes: what is known stays known."""

import asyncio

import pytest
from sqlalchemy import select

from quittance.connectors.models import ImportProblem, RunStatus
from quittance.platform.due_work import DueWork
from quittance.receivables.models import LevelChange, ReceivableKind, ReceivableStatus
from tests.factories.files import HOSTILE_NAMES, banked, fec, fec_line, receipt, sale
from tests.factories.ledgers import many, open_items


def written(tmp_path, stream, name="fec.txt"):
    path = tmp_path / name
    path.write_bytes(stream.getvalue())
    return path


@pytest.mark.req("SAGE-7")
async def test_a_ledger_loaded_twice_changes_nothing_the_second_time(ledgers, tmp_path):
    lines = [
        fec_line(CompAuxNum=f"C{n % 7}", PieceRef=f"FA-{n}", Debit=f"{n},50") for n in range(1, 60)
    ]
    path = written(tmp_path, fec(*lines, *[sale(PieceRef=f"FA-{n}") for n in range(1, 60)]))

    first = await ledgers.load(path)
    before = await ledgers.lines()
    ledgers.tomorrow()
    second = await ledgers.load(path, mode="full")

    assert (first.status, first.counts["created"]) == (RunStatus.APPLIED, 59)
    assert second.status is RunStatus.APPLIED
    assert (second.counts["unchanged"], second.counts["customers_unchanged"]) == (59, 7)
    changes = ("created", "updated", "closed", "reopened", "closed_absent", "customers_updated")
    assert {name: second.counts[name] for name in changes} == dict.fromkeys(changes, 0)
    assert {n: r.updated_at for n, r in (await ledgers.lines()).items()} == {
        n: r.updated_at for n, r in before.items()
    }


async def test_a_load_makes_the_ledger_fresh_and_one_plan_due(ledgers, tmp_path):
    await ledgers.load(open_items(tmp_path, *many(25)))

    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        due = await session.scalars(
            select(DueWork.what).where(
                DueWork.company_id == ledgers.creditor.id, DueWork.what != "seal_events"
            )
        )
        assert set(due) == {"plan_company", "forget_load_changes"}
    (loaded,) = await ledgers.facts("ledger.loaded")
    assert loaded.payload["created"] == 25
    assert (await ledgers.lines())["FA-1"].first_load is True


@pytest.mark.req("SAGE-101")
async def test_a_payment_lettered_in_the_ledger_closes_the_invoice_on_its_day(ledgers, tmp_path):
    invoice = fec_line(PieceRef="FA-1", Debit="120,00")
    await ledgers.load(written(tmp_path, fec(invoice, sale())))
    ledgers.tomorrow()

    lettered = {"EcritureLet": "AA", "DateLet": "20260228"}
    paid = fec(
        fec_line(PieceRef="FA-1", Debit="120,00", **lettered), sale(), receipt(**lettered), banked()
    )
    run = await ledgers.load(written(tmp_path, paid))

    closed = (await ledgers.lines())["FA-1"]
    assert (run.counts["closed"], run.counts["created"]) == (1, 1)
    assert (closed.status, closed.balance_minor) == (ReceivableStatus.CLOSED, 0)
    assert closed.reconciled_on.isoformat() == "2026-02-20"
    (fact,) = await ledgers.facts("receivable.paid")
    assert fact.payload["receivable_id"] == str(closed.id)
    assert fact.payload["amount_minor"] == 120_00
    assert fact.payload["paid_on"] == "2026-02-20"


async def test_an_invoice_unlettered_is_owed_again_with_its_level(ledgers, tmp_path):
    lettered = {"EcritureLet": "AA"}
    opened = fec(fec_line(), sale())
    paid = fec(fec_line(**lettered), sale(), receipt(**lettered), banked())
    await ledgers.load(written(tmp_path, opened))
    await raise_level(ledgers, "FA-1", 2)
    await ledgers.load(written(tmp_path, paid))
    assert not await ledgers.is_open("FA-1")

    run = await ledgers.load(written(tmp_path, opened))

    line = (await ledgers.lines())["FA-1"]
    assert run.counts["reopened"] == 1
    assert (line.status, line.level, line.reconciled_on) == (ReceivableStatus.OPEN, 2, None)
    assert len(await ledgers.facts("receivable.reopened")) == 1


async def raise_level(ledgers, number, level):
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        line = (await ledgers.lines())[number]
        row = await session.merge(line)
        row.level = level


@pytest.mark.req("SAGE-8")
async def test_what_a_full_file_leaves_out_is_closed_as_absent_and_returns_with_its_level(
    ledgers, tmp_path
):
    rows = many(40)
    await ledgers.load(open_items(tmp_path, *rows))
    await raise_level(ledgers, "FA-5", 3)

    without = await ledgers.load(open_items(tmp_path, *rows[:4], *rows[5:]), mode="full")
    gone = (await ledgers.lines())["FA-5"]
    assert (without.status, without.counts["closed_absent"]) == (RunStatus.APPLIED, 1)
    assert (gone.status, gone.reconciled_on) == (ReceivableStatus.CLOSED_ABSENT, None)
    assert await ledgers.facts("receivable.paid") == []

    again = await ledgers.load(open_items(tmp_path, *rows), mode="full")
    back = (await ledgers.lines())["FA-5"]
    assert (again.counts["reopened"], again.counts["created"]) == (1, 0)
    assert (back.id, back.level, back.status) == (gone.id, 3, ReceivableStatus.OPEN)


async def test_a_standard_load_closes_nothing(ledgers, tmp_path):
    await ledgers.load(open_items(tmp_path, *many(40)))
    run = await ledgers.load(open_items(tmp_path, *many(1)))
    assert (run.status, run.counts["closed_absent"]) == (RunStatus.APPLIED, 0)
    assert await ledgers.is_open("FA-40")


async def test_above_five_percent_missing_a_person_decides(ledgers, tmp_path):
    rows = many(100)
    await ledgers.load(open_items(tmp_path, *rows))

    run = await ledgers.load(open_items(tmp_path, *rows[6:]), mode="full")
    assert run.status is RunStatus.NEEDS_REVIEW
    assert "6 lignes ouvertes sur 100" in run.message
    assert await ledgers.is_open("FA-1")
    (held,) = await ledgers.facts("ledger.load_held_back")
    assert held.payload["run_id"] == str(run.id)


async def test_five_percent_exactly_goes_through(ledgers, tmp_path):
    rows = many(100)
    await ledgers.load(open_items(tmp_path, *rows))
    run = await ledgers.load(open_items(tmp_path, *rows[5:]), mode="full")
    assert (run.status, run.counts["closed_absent"]) == (RunStatus.APPLIED, 5)


async def test_renamed_lines_keep_their_row(ledgers, tmp_path):
    rows = many(40)
    await ledgers.load(open_items(tmp_path, *rows))
    before = await ledgers.lines()

    renamed = many(2, renamed="N") + rows[2:]
    run = await ledgers.load(open_items(tmp_path, *renamed), mode="full")

    after = await ledgers.lines()
    assert (run.status, run.counts["taken_over"], run.counts["created"]) == (
        RunStatus.APPLIED,
        2,
        0,
    )
    assert after["FA-1"].id == before["FA-1"].id
    assert after["FA-1"].external_id == "NL1"


async def test_a_whole_renumbering_is_asked_about_first(ledgers, tmp_path):
    rows = many(40)
    await ledgers.load(open_items(tmp_path, *rows))
    renamed = many(40, renamed="N")

    run = await ledgers.load(open_items(tmp_path, *renamed), mode="full")

    assert run.status is RunStatus.NEEDS_REVIEW
    assert "40 lignes ouvertes sur 40 ont changé d’identifiant." in run.message


async def test_a_bad_row_is_refused_and_the_others_go_in(ledgers, tmp_path):
    rows = [*many(3), ("X", "C9", "FA-X", "douze euros")]
    run = await ledgers.load(open_items(tmp_path, *rows))

    assert (run.status, run.counts["created"], run.counts["refused"]) == (RunStatus.APPLIED, 3, 1)
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        (problem,) = await session.scalars(
            select(ImportProblem).where(ImportProblem.run_id == run.id)
        )
    assert (problem.line, problem.code) == (5, "amount_unreadable")
    assert "douze euros" in problem.message


async def test_a_dry_run_counts_everything_and_moves_nothing(ledgers, tmp_path):
    run = await ledgers.load(open_items(tmp_path, *many(30)), dry_run=True)
    assert (run.status, run.counts["created"], run.counts["customers_created"]) == (
        RunStatus.DRY_RUN,
        30,
        4,
    )
    assert await ledgers.lines() == {}
    assert await ledgers.customers() == {}


async def test_a_file_that_is_no_ledger_fails_and_says_so(ledgers, tmp_path):
    path = tmp_path / "lettre.txt"
    path.write_text("Bonjour,\r\nvoici nos comptes.\r\n")
    run = await ledgers.load(path, mode="full")
    assert (run.status, bool(run.message)) == (RunStatus.FAILED, True)
    assert len(await ledgers.facts("ledger.load_failed")) == 1


@pytest.mark.req("SAGE-114")
async def test_hostile_names_come_in_as_they_are(ledgers, tmp_path):
    lines = [
        fec_line(CompAuxNum=f"C{n}", CompAuxLib=name, PieceRef=f"FA-{n}", EcritureLib=name)
        for n, name in enumerate(HOSTILE_NAMES)
    ]
    await ledgers.load(written(tmp_path, fec(*lines, *[sale() for _ in lines])))

    customers = await ledgers.customers()
    labels = {line.label for line in (await ledgers.lines()).values()}
    assert [customers[f"C{n}"].name for n in range(len(HOSTILE_NAMES))] == list(HOSTILE_NAMES)
    assert labels == set(HOSTILE_NAMES)


async def test_the_same_code_at_another_creditor_s_is_another_customer(ledgers, another, tmp_path):
    other = await another()
    await ledgers.load(open_items(tmp_path, *many(2)))
    await other.load(open_items(tmp_path, *many(2)))
    ours, theirs = await ledgers.customers(), await other.customers()
    assert ours.keys() == theirs.keys() == {"C0"}
    assert ours["C0"].id != theirs["C0"].id


async def test_two_loads_of_a_company_take_turns(ledgers, tmp_path):
    path = open_items(tmp_path, *many(300))
    runs = await asyncio.gather(ledgers.load(path), ledgers.load(path))
    assert sorted(run.counts["created"] for run in runs) == [0, 300]
    assert len(await ledgers.lines()) == 300


async def test_terms_give_the_due_day_the_file_lacks(ledgers, tmp_path):
    customers = tmp_path / "clients.csv"
    customers.write_text(
        "Code client;Nom;Conditions de paiement;Email\r\n"
        "MARTIN;Martin SARL;45 jours fin de mois;compta@martin.example\r\n"
    )
    await ledgers.load(customers, kind="customers")
    other = fec_line(CompAuxNum="DURAND", PieceRef="FA-2")
    await ledgers.load(written(tmp_path, fec(fec_line(), sale(), other, sale())))

    lines = await ledgers.lines()
    assert lines["FA-1"].due_on.isoformat() == "2026-02-28"  # 14 January + 45 days, month's end
    assert lines["FA-2"].due_on.isoformat() == "2026-02-13"  # the company's own 30 days


async def test_new_terms_move_the_due_day_and_keep_the_row(ledgers, tmp_path):
    path = written(tmp_path, fec(fec_line(), sale()))
    await ledgers.load(path)
    before = (await ledgers.lines())["FA-1"]
    customers = tmp_path / "clients.csv"
    customers.write_text("Code client;Nom;Conditions de paiement\r\nMARTIN;Martin;60 jours\r\n")
    await ledgers.load(customers, kind="customers")

    run = await ledgers.load(path, mode="full")

    after = (await ledgers.lines())["FA-1"]
    assert (run.status, run.counts["created"], after.id) == (RunStatus.APPLIED, 0, before.id)
    assert after.due_on.isoformat() == "2026-03-15"


async def test_a_level_in_the_file_counts_once(ledgers, tmp_path):
    path = tmp_path / "encours.csv"
    path.write_text(
        "Identifiant;Code client;N° facture;Date facture;Échéance;Montant;Niveau de relance\r\n"
        "L1;C1;FA-1;15/09/2026;15/10/2026;100,00;2\r\n"
    )
    await ledgers.load(path)
    assert (await ledgers.lines())["FA-1"].level == 2
    await raise_level(ledgers, "FA-1", 1)  # a collector slows down
    await ledgers.load(path)

    line = (await ledgers.lines())["FA-1"]
    assert line.level == 1
    async with ledgers.job.transaction(ledgers.creditor.id) as session:
        (change,) = await session.scalars(
            select(LevelChange).where(LevelChange.receivable_id == line.id)
        )
    assert (change.from_level, change.to_level, change.reason.value) == (0, 2, "import")


async def test_equal_lines_stay_as_many_as_they_are(ledgers, tmp_path):
    twins = [fec_line(PieceRef="FA-1"), fec_line(PieceRef="FA-1"), sale(), sale()]
    path = written(tmp_path, fec(*twins))
    first = await ledgers.load(path)
    second = await ledgers.load(path, mode="full")
    assert (first.counts["created"], second.counts["unchanged"]) == (2, 2)


async def test_credits_are_negative_and_fall_due_at_once(ledgers, tmp_path):
    await ledgers.load(written(tmp_path, fec(fec_line(), sale(), receipt(), banked())))
    credit = next(r for r in (await ledgers.lines()).values() if r.amount_minor < 0)
    assert (credit.amount_minor, credit.kind) == (-120_00, ReceivableKind.PAYMENT)
    assert credit.due_on == credit.invoiced_on
