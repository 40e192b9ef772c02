"""The linter stops what must not leave and advises on the rest."""

import pytest

from quittance.templates.kinds import TemplateKind
from quittance.templates.lint import Severity, lint
from quittance.templates.render import EmailTemplate
from quittance.templates.stock import STOCK


def written(body: str, kind: str = "first_reminder", subject: str = "Votre compte"):
    return EmailTemplate(kind=TemplateKind(kind), subject=subject, body=body)


def codes(template: EmailTemplate) -> set[str]:
    return {finding.code for finding in lint(template)}


@pytest.mark.parametrize("key", sorted(STOCK))
def test_stock_texts_are_clean(key):
    assert lint(STOCK[key]) == []


@pytest.mark.req("SAGE-75")
def test_a_reminder_does_not_speak_of_what_is_not_due():
    (finding,) = lint(written("Vos factures non échues :\n\n[[table]]"))

    assert finding.code == "wording_not_due"
    assert finding.severity is Severity.ERROR
    assert "Vos factures non échues"[slice(*finding.span)] == "non échues"


@pytest.mark.req("QUA-1")
def test_a_claim_says_how_much_and_since_when():
    assert codes(written("Merci de payer.")) == {"amount_missing", "due_date_missing"}
    assert codes(written("Merci de payer {{ invoice.balance }}.")) == {"due_date_missing"}
    assert codes(written("[[table]]")) == set()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Un huissier viendra.", "threat"),
        ("Vous serez inscrit sur une liste noire.", "threat"),
        ("Commandement de payer", "court_look"),
        ("Pénalités au taux de 12,40 %", "rate_typed"),
        ("Payez vite !", "exclamation"),
        ("[[mention: L99]]", "mention_unknown"),
        ("[[photo]]", "block_unreadable"),
        ("{{ nom_huissier }}", "template_variable_unknown"),
        ("Compte %client_cod%", "tag_unknown"),
        ("[[button: A | portal.url]]\n[[button: B | portal.url]]", "several_buttons"),
        ("mot " * 40, "sentence_long"),
        ("Un mot. " * 300, "message_long"),
    ],
)
def test_words_and_blocks_that_must_be_seen(body, code):
    assert code in codes(written(f"{body}\n\n[[table]]"))


@pytest.mark.req("QUA-2")
def test_errors_come_before_advice():
    findings = lint(written("Payez ! Un huissier viendra.\n\n[[table]]"))

    assert [finding.severity.value for finding in findings] == ["error", "warning"]


def test_a_penalty_typed_by_hand_would_reach_consumers_too():
    (finding,) = lint(written("Une indemnité forfaitaire est due.\n\n[[table]]\n\n[[mention: L5]]"))

    assert (finding.code, finding.severity) == ("penalty_typed", Severity.WARNING)


def test_thanks_recall_no_penalty():
    assert "penalty_in_thanks" in codes(
        written("Merci. Les pénalités de retard restent dues.", "payment_received")
    )


@pytest.mark.req("QUA-13")
def test_a_formal_notice_carries_its_name_and_its_mentions():
    assert codes(written("[[table]]", "formal_notice", "Dernier avis")) == {
        "notice_mention_missing",
        "notice_words_missing",
    }


def test_a_suspension_names_its_clause():
    assert "suspension_clause_missing" in codes(written("[[table]]", "reminder_3"))


@pytest.mark.req("QUA-3")
def test_a_long_subject_is_advised_against():
    assert codes(written("[[table]]", subject="x" * 79)) == {"subject_long"}
    assert codes(written("[[table]]", subject="x" * 78)) == set()


def test_a_pre_notice_accuses_nobody_of_being_late():
    assert "wording_overdue" in codes(written("Vos factures impayées\n\n[[table]]", "pre_notice"))


@pytest.mark.parametrize(
    ("body", "repaired"),
    [
        ("Bonjour {{ contact.frst_name }},", "Bonjour {{ contact.first_name }},"),
        ("{% if contact.salutatio %}A{% endif %}", "{% if contact.salutation %}A{% endif %}"),
        ("Solde : %sold%", "Solde : {{ account.balance }}"),
        ("[[mention: L3 L99]]", "[[mention: L3 L9]]"),
        ("Merci !", "Merci."),
    ],
)
def test_a_finding_says_what_to_write_instead_when_it_is_sure(body, repaired):
    source = f"{body}\n\n[[table]]"
    (finding,) = lint(written(source))

    start, end = finding.span
    assert finding.repair is not None
    assert source[:start] + finding.repair + source[end:] == f"{repaired}\n\n[[table]]"


def test_words_that_threaten_have_no_ready_replacement():
    (finding,) = lint(written("Un huissier viendra.\n\n[[table]]"))

    assert finding.repair is None


def test_a_name_nobody_knows_is_shown_where_it_stands():
    (finding,) = lint(written("Le montant :\n{{ montant_xyz_du }} montant_xyz_du\n\n[[table]]"))

    assert finding.span == (16, 30)
