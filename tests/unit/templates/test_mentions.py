"""Each legal mention is said to those it concerns, and to nobody else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from quittance.domain.debtor import DebtorType
from quittance.domain.jurisdiction import Jurisdiction
from quittance.templates.context import Terms
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
