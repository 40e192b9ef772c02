"""The stories of SID-13 to SID-40: tick, answer, come back, send once."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from quittance.disputes.models import Dispute
from quittance.payments.models import PaymentNotice
from quittance.portal.models import Answer
from quittance.promises.models import Promise
from tests.factories.disputes import contested
from tests.factories.portal import HOSTILE_NAME, Creditor, Debtor, Visitor, a_creditor


async def three_invoices(debtor: Debtor) -> list[UUID]:
    """Of 100, 200 and 300 euros."""
    return [await debtor.owes(f"FA-{n}", n * 100_00) for n in (1, 2, 3)]


@pytest.mark.req("SID-15", "SID-27", "SID-28", "SID-35")
async def test_a_debtor_promises_two_invoices_of_three_and_nothing_leaves_before_the_end(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    first, second, _ = await three_invoices(debtor)
    await visitor.opens(await debtor.receives_link())
    friday = creditor.today() + timedelta(days=4)

    page = await visitor.answers(
        "upcoming", first, second, due_on=friday.isoformat(), method="transfer"
    )

    assert "1 réponse pas encore envoyée" in page.text
    assert await creditor.count(Promise) == 0
    assert await debtor.holds() == []
    assert await creditor.events("promise.") == []

    page = await visitor.finishes()

    assert "Vos réponses sont envoyées" in page.text
    [made] = await creditor.events("promise.")
    assert made.payload["amount_minor"] == 300_00
    assert set(made.payload["receivable_ids"]) == {str(first), str(second)}
    assert made.actor_kind == "debtor"
    holds = await debtor.holds()
    assert {hold.receivable_id for hold in holds} == {first, second}
    assert {(hold.kind, hold.last_on) for hold in holds} == {
        ("promise", friday + timedelta(days=3))
    }


@pytest.mark.req("SID-28", "SID-35")
async def test_pressing_twice_sends_once_and_each_answer_keeps_its_trace(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    await visitor.opens(await debtor.receives_link("compta@loire-ocean.example"))
    visitor.http.headers["User-Agent"] = "Navigateur/1 🧭".encode().decode("latin-1")
    await visitor.answers("status", invoice, text="Bon à payer en signature")

    await visitor.finishes()
    await visitor.opens("/portail")
    await visitor.sends("/portail/terminer")

    received = await creditor.events("answer.")
    assert len(received) == 1
    assert received[0].actor_name == "compta@loire-ocean.example"
    assert received[0].payload["text"] == "Bon à payer en signature"
    [hold] = await debtor.holds()
    assert (hold.kind, hold.last_on) == (
        "answer_to_review",
        creditor.today() + timedelta(days=5),
    )
    async with creditor.database.transaction(creditor.company_id) as session:
        answer = await session.get(Answer, (creditor.company_id, hold.source_id))
    assert answer is not None
    assert answer.ip == "127.0.0.1"
    assert answer.user_agent.startswith("Navigateur/1")


@pytest.mark.req("SID-14", "SID-16")
async def test_already_paid_and_disputed_invoices_reach_the_rooms_that_follow_them(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    paid, contested, _ = await three_invoices(debtor)
    await visitor.opens(await debtor.receives_link())

    await visitor.answers(
        "paid",
        paid,
        paid_on=(creditor.today() - timedelta(days=2)).strftime("%d/%m/%Y"),
        method="transfer",
        reference="VIR-8841",
    )
    await visitor.answers(
        "dispute", contested, reason="quantity", amount_minor="50,00", details="12 sur 15"
    )
    await visitor.finishes()

    [announced] = await creditor.events("payment.")
    assert announced.payload["reference"] == "VIR-8841"
    [opened] = await creditor.events("dispute.")
    assert opened.payload["amount_minor"] == 50_00
    by_kind = {hold.kind: hold for hold in await debtor.holds()}
    assert by_kind["payment_announced"].last_on == creditor.today() + timedelta(days=8)
    assert by_kind["dispute"].amount_minor == 50_00
    assert by_kind["dispute"].last_on is None


@pytest.mark.req("SAGE-34")
async def test_a_creditor_may_chase_disputed_invoices_but_first_reads_the_answer(
    creditor: Creditor, visitor: Visitor
) -> None:
    await creditor.set(disputes_hold=False)
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    await visitor.opens(await debtor.receives_link())

    await visitor.answers("dispute", invoice, reason="price")
    await visitor.finishes()

    assert [hold.kind for hold in await debtor.holds()] == ["answer_to_review"]


@pytest.mark.req("SID-18", "SID-38")
async def test_confirming_the_status_shown_changes_nothing_but_is_told(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    await visitor.opens(await debtor.receives_link())
    await visitor.ticks(invoice, go="answer")
    form = await visitor.opens("/portail/reponse/confirm")
    assert "En cours" in form.text

    await visitor.answers("confirm", invoice)
    await visitor.finishes()

    assert await debtor.holds() == []
    [received] = await creditor.events("answer.")
    assert received.payload["kind"] == "confirm"


@pytest.mark.req("SID-29")
async def test_until_the_end_an_answer_can_be_changed_and_taken_back(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    first, second, _ = await three_invoices(debtor)
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("status", first, text="Je vérifie")
    await visitor.answers("status", second, text="À retirer")
    drafts = (await visitor.http.get("/portal/v1/drafts")).json()["items"]
    kept, removed = (draft["id"] for draft in drafts)

    await visitor.opens(f"/portail/modifier/{kept}")
    assert "Je vérifie" in visitor.text
    await visitor.sends(f"/portail/modifier/{kept}", about=[str(first)], text="C’est vérifié")
    await visitor.sends(f"/portail/retirer/{removed}")
    await visitor.finishes()

    [received] = await creditor.events("answer.")
    assert received.payload["text"] == "C’est vérifié"
    assert (await visitor.opens(f"/portail/modifier/{kept}")).status_code == 404


async def test_a_newer_answer_replaces_the_older_one_about_the_same_invoice(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    first, second, _ = await three_invoices(debtor)
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("status", first, second, text="Les deux")

    await visitor.answers("dispute", first, reason="duplicate")

    drafts = (await visitor.http.get("/portal/v1/drafts")).json()["items"]
    assert {draft["kind"]: draft["receivable_ids"] for draft in drafts} == {
        "status": [str(second)],
        "dispute": [str(first)],
    }


@pytest.mark.req("SID-30", "SID-39")
async def test_a_payment_may_be_promised_two_months_ahead_and_no_later(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    await visitor.opens(await debtor.receives_link())

    late = await visitor.answers("upcoming", invoice, due_on="2027-01-24", method="transfer")
    assert late.status_code == 422
    assert "Au plus tard le 23/01/2027" in late.text
    assert "trop lointaine" in late.text

    bare = await visitor.sends(
        "/portail/reponse/upcoming", about=[str(invoice)], due_on="2027-01-23", method=""
    )
    assert bare.status_code == 422
    assert "À remplir" in bare.text
    assert 'value="2027-01-23"' in bare.text

    kept = await visitor.sends(
        "/portail/reponse/upcoming", about=[str(invoice)], due_on="2027-01-23", method="cheque"
    )
    assert kept.url.path == "/portail/recapitulatif"


async def test_a_sum_may_be_promised_in_two_parts_and_no_more(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    first, second, _ = await three_invoices(debtor)
    await visitor.opens(await debtor.receives_link())

    await visitor.answers(
        "upcoming",
        first,
        second,
        due_on="2026-12-01",
        method="transfer",
        first_minor="150,00",
        second_on="2026-12-15",
    )
    await visitor.finishes()

    made = [event.payload for event in await creditor.events("promise.")]
    assert [(one["amount_minor"], one["due_on"]) for one in made] == [
        (150_00, "2026-12-01"),
        (150_00, "2026-12-15"),
    ]
    third = await visitor.answers("upcoming", second, due_on="2026-12-20", method="transfer")
    assert third.status_code == 422
    assert "Deux promesses existent déjà" in third.text


async def test_a_second_link_has_its_own_drafts(
    creditor: Creditor, a_visitor: Callable[[], Visitor]
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    accountant, director = a_visitor(), a_visitor()
    await accountant.opens(await debtor.receives_link("compta@loire-ocean.example"))
    await director.opens(await debtor.receives_link("direction@loire-ocean.example"))

    await accountant.answers("status", invoice, text="Brouillon de la comptable")

    page = await director.opens("/portail/recapitulatif")
    assert "Brouillon de la comptable" not in page.text
    await director.opens("/portail")
    await director.sends("/portail/terminer")
    assert await creditor.events("answer.") == []


async def test_a_form_of_another_link_in_the_same_browser_is_refused(
    creditor: Creditor, visitor: Visitor
) -> None:
    mine, other = await creditor.customer(), await creditor.customer()
    invoice = await mine.owes()
    await visitor.opens(await mine.receives_link())
    await visitor.ticks(invoice, go="answer")
    await visitor.opens("/portail/reponse/status")
    stale = visitor.mark

    await visitor.opens(await other.receives_link())
    refused = await visitor.sends(
        "/portail/reponse/status", mark=stale, about=[str(invoice)], text="Oups"
    )

    assert refused.status_code == 403
    assert await creditor.count(Answer) == 0


async def test_a_foreign_page_cannot_post_our_forms(creditor: Creditor, visitor: Visitor) -> None:
    debtor = await creditor.customer()
    await debtor.owes()
    await visitor.opens(await debtor.receives_link())

    refused = await visitor.http.post(
        "/portail/terminer",
        data={"mark": visitor.mark},
        headers={"Origin": "https://ailleurs.example"},
    )

    assert refused.status_code == 403
    assert "Ce n’est pas passé" in refused.text


async def test_another_companys_invoice_is_refused_and_nothing_changes(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    invoice = await debtor.owes()
    stranger = await a_creditor(creditor.database, creditor.clock, name="Un autre")
    foreign = await (await stranger.customer()).owes()
    neighbour = await (await creditor.customer()).owes()
    await visitor.opens(await debtor.receives_link())

    for forbidden in (foreign, neighbour):
        await visitor.opens("/portail")
        refused = await visitor.sends(
            "/portail/selection", shown=[str(invoice)], ticked=[str(forbidden)], go="answer"
        )
        assert refused.status_code == 404
        await visitor.opens("/portail")
        refused = await visitor.sends(
            "/portail/reponse/status", about=[str(invoice), str(forbidden)], text="Bonjour"
        )
        assert refused.status_code == 404

    assert await creditor.count(Answer) == 0
    assert "Aucune facture cochée" in (await visitor.opens("/portail")).text


async def test_what_was_paid_meanwhile_is_left_out_and_the_rest_is_sent(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    first, second, _ = await three_invoices(debtor)
    await visitor.opens(await debtor.receives_link())
    await visitor.answers("upcoming", first, second, due_on="2026-12-01", method="transfer")
    await debtor.pays(first)

    await visitor.finishes()

    [made] = await creditor.events("promise.")
    assert made.payload["receivable_ids"] == [str(second)]


async def test_a_refusal_at_the_end_sends_nothing_at_all(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    first, second, _ = await three_invoices(debtor)
    path = await debtor.receives_link()
    await visitor.opens(path)
    await visitor.answers("status", first, text="Un mot")
    await visitor.answers("upcoming", second, due_on="2026-11-24", method="transfer")
    creditor.days_later(2)
    await visitor.opens(path)

    refused = await visitor.finishes()

    assert refused.status_code == 422
    assert "Une date de paiement est passée" in refused.text
    assert await creditor.events("answer.") == []
    assert await debtor.holds() == []


async def test_hostile_names_and_words_are_escaped_on_every_page(
    creditor: Creditor, visitor: Visitor
) -> None:
    await creditor.set(name=HOSTILE_NAME, bank_details=HOSTILE_NAME)
    debtor = await creditor.customer(name=HOSTILE_NAME)
    invoice = await debtor.owes(HOSTILE_NAME[:90], order_no="<script>alert(1)</script>")
    await visitor.opens(await debtor.receives_link())
    pages = [visitor.text]
    await visitor.ticks(invoice, go="answer")
    pages.append(visitor.text)
    pages += [
        (await visitor.opens(f"/portail/reponse/{kind}")).text
        for kind in ("paid", "upcoming", "dispute", "status", "confirm")
    ]
    await visitor.answers("status", invoice, text="</textarea><script>alert(2)</script>")
    pages.append((await visitor.opens("/portail/recapitulatif")).text)
    pages.append((await visitor.finishes()).text)

    for page in pages:
        assert "<SARL>" not in page
        assert "A<b" not in page
        assert "<script>alert" not in page
        assert "&lt;SARL&gt;" in page
    assert await creditor.count(PaymentNotice) == await creditor.count(Dispute) == 0


async def test_what_is_contested_already_is_read_by_a_person_and_counted_once(
    creditor: Creditor, visitor: Visitor
) -> None:
    debtor = await creditor.customer()
    known, new = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    await contested(debtor, known)
    await visitor.opens(await debtor.receives_link())

    await visitor.answers("dispute", known, new, reason="price")
    await visitor.finishes()

    opened = await creditor.events("dispute.opened")
    assert [one.payload["amount_minor"] for one in opened] == [100_00, 100_00]
    assert {(hold.kind, hold.receivable_id) for hold in await debtor.holds()} == {
        ("dispute", known),
        ("answer_to_review", known),
        ("dispute", new),
    }


async def test_agreeing_with_a_status_shows_which_one(creditor: Creditor, visitor: Visitor) -> None:
    debtor = await creditor.customer()
    plain, disputed = await debtor.owes("FA-1"), await debtor.owes("FA-2")
    await contested(debtor, disputed)
    await visitor.opens(await debtor.receives_link())

    await visitor.ticks(plain, disputed, go="answer")

    assert "affiché par votre fournisseur\u00a0: En cours, Litige ouvert." in visitor.text
