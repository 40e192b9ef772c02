"""Each legal mention is said to those it concerns, and to nobody else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from quittance.domain.debtor import DebtorType
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.months import Semester
from quittance.templates.context import Agent, Terms
from quittance.templates.errors import MissingValue, RateNotApproved
from quittance.templates.mentions import MENTIONS, mention
from tests.factories.messages import FRENCH_PROFESSIONAL, HOSTILE_NAMES, MORVAN, hostile, message


def said(code: str, *, notice: bool = False, **terms) -> str | None:
    context = message(terms=replace(FRENCH_PROFESSIONAL, **terms))
    return mention(code, context if notice else replace(context, notice=None), "fr")


@pytest.mark.req("SID-9")
def test_a_french_professional_reads_the_rule_the_rate_and_the_indemnity():
    penalties, indemnity = said("L5"), said("L6")

    assert penalties is not None
    assert "Sans rappel préalable" in penalties
    assert "(BCE) majoré de 10\u00a0points, soit 12,40\u00a0% l’an" in penalties
    assert indemnity is not None
    assert "40\u00a0€" in indemnity


@pytest.mark.parametrize("code", ["L5", "L6", "L7"])
@pytest.mark.parametrize("debtor", [DebtorType.CONSUMER, DebtorType.UNKNOWN])
def test_penalties_are_never_mentioned_to_others(code, debtor):
    assert said(code, debtor_type=debtor, is_term_over_cap=True) is None


@pytest.mark.parametrize("jurisdiction", [Jurisdiction.NC, Jurisdiction.PF])
def test_overseas_only_the_contract_s_rate_is_said(jurisdiction):
    contractual = said("L5", jurisdiction=jurisdiction, late_penalty_rate=Decimal(9))

    assert contractual is not None
    assert "taux contractuel de 9,00\u00a0% l’an" in contractual
    assert "L441-10" not in contractual
    assert said("L5", jurisdiction=jurisdiction, late_penalty_rate=None) is None
    assert said("L6", jurisdiction=jurisdiction) is None
    assert said("L13", jurisdiction=jurisdiction, debtor_type=DebtorType.CONSUMER) is None


def test_without_a_rate_the_rule_alone_is_said():
    sentence = said("L5", late_penalty_rate=None)

    assert sentence is not None
    assert "majoré de 10\u00a0points (art." in sentence
    assert said("L5", late_penalty_rate=None, is_rate_contractual=True) is None


def test_a_formal_notice_never_states_a_rate_counsel_has_not_approved():
    with pytest.raises(RateNotApproved):
        said("L5", notice=True, rate_counsel_approved=False)

    assert said("L5", rate_counsel_approved=False) is not None
    assert said("L5", notice=True) is not None


def test_a_consumer_is_told_that_costs_are_not_theirs():
    assert "L111-8" in (said("L13", debtor_type=DebtorType.CONSUMER) or "")
    assert said("L13") is None


def test_suspension_needs_its_clause():
    assert "article 8" in (said("L8") or "")
    with pytest.raises(MissingValue):
        said("L8", suspension_clause=None)


def test_the_creditor_is_named_in_full():
    identity = said("L1")

    assert identity == (
        "Ateliers Morvan, SAS au capital de 240 000 €, 14 quai des Forges, 44100 Nantes. "
        "RCS Nantes 498 211 037, TVA FR62498211037."
    )
    assert mention("L1", message(creditor=replace(MORVAN, registration=None)), "en")


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("code", MENTIONS)
def test_every_mention_can_be_said_of_anyone(code, locale):
    for name in HOSTILE_NAMES:
        sentence = mention(code, hostile(name), locale)
        assert sentence is None or sentence.endswith(".")


def test_terms_are_silent_by_default():
    assert Terms().debtor_type is DebtorType.UNKNOWN
    assert mention("L5", message(terms=Terms()), "fr") is None


def test_a_rate_of_one_source_is_marked_as_such():
    assert "à vérifier" in (said("L5", is_rate_verified=False) or "")
    assert "à vérifier" not in (said("L5") or "")
    assert "à vérifier" not in (said("L5", is_rate_verified=False, late_penalty_rate=None) or "")


def test_the_rate_is_told_with_its_semester():
    assert "soit 12,40\u00a0% l’an au 2e\u00a0semestre 2026" in (
        said("L5", rate_semester=Semester(2026, 2)) or ""
    )


def test_a_public_buyer_reads_its_own_law():
    assert "R2192-31" in (said("L5", debtor_type=DebtorType.PUBLIC) or "")
    assert "code de la commande publique" in (said("L6", debtor_type=DebtorType.PUBLIC) or "")
    assert said("L7", debtor_type=DebtorType.PUBLIC, is_term_over_cap=True) is None


def test_who_reviews_a_credit_limit_is_named():
    assert "Claire Vasseur" in (said("L9") or "")


def test_a_part_payment_tells_what_it_settled_and_waives_nothing():
    sentence = said("L10") or ""

    assert "6\u00a0750,00\u00a0€ du 20/11/2026 a été imputé sur FA-26-0589" in sentence
    assert "ne vaut renonciation" in sentence


@pytest.mark.parametrize("debtor", [DebtorType.PROFESSIONAL, DebtorType.PUBLIC])
def test_interest_is_never_claimed_twice_for_the_same_days(debtor):
    assert "sans qu’ils s’ajoutent" in (said("L11", notice=True, debtor_type=debtor) or "")
    assert "ajoutent" not in (said("L11", debtor_type=DebtorType.CONSUMER) or "")


@pytest.mark.parametrize("jurisdiction", [Jurisdiction.NC, Jurisdiction.PF])
def test_overseas_a_notice_names_no_article_of_another_code(jurisdiction):
    sentence = said("L11", jurisdiction=jurisdiction, late_penalty_rate=None)

    assert sentence == (
        "Dès sa réception, la présente mise en demeure fait courir les intérêts que prévoit la loi."
    )


def test_a_third_party_reproduces_the_law_and_says_for_whom_it_collects():
    context = message(agent=Agent(name="Recouvr’Ouest", address_lines=("1 rue du Port",)))
    sentence = mention("L13b", context, "fr") or ""

    assert sentence.startswith("Recouvr’Ouest, 1 rue du Port exerce une activité de recouvrement")
    assert "pour le compte de Ateliers Morvan" in sentence
    assert "24\u00a0960,00\u00a0€ + 0,00\u00a0€ + 0,00\u00a0€" in sentence
    assert "restent à la charge du créancier" in sentence
    assert said("L13b") is None
