"""What late invoices cost on a day: interest by its regime, the indemnity once for each invoice."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from quittance.domain.debtor import DebtorType
from quittance.domain.interest_terms import InterestTerms, Regime
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.late_costs import Claimed, LateCosts, late_costs, rate_today
from quittance.domain.legal_rates import FRENCH_RATES, MissingRate, approved
from quittance.domain.money import Money
from quittance.domain.months import Semester
from tests.factories.domain import day

STATUTORY = InterestTerms()


def claim(rank: int, minor: int, due_on: str, *, document: str = "", currency: str = "EUR"):
    return Claimed(UUID(int=rank), document or f"F{rank}", day(due_on), Money(minor, currency))


def test_tv_03_a_notice_claims_principal_interest_and_forty_euros() -> None:
    one = claim(1, 10_000_00, "2024-05-15")

    costs = late_costs(
        [one], STATUTORY, DebtorType.PROFESSIONAL, as_of=day("2025-08-20"), rates=FRENCH_RATES
    )

    total = one.principal + costs.interest[one.id] + costs.indemnities[one.id]
    assert total == Money(11_762_96, "EUR")
    assert costs.is_verified
    assert not costs.is_approved


def test_tv_13_a_rate_of_one_source_is_told_apart_until_counsel_approves_it() -> None:
    one = claim(1, 4_200_00, "2026-06-15")

    def computed(*semesters: Semester) -> LateCosts:
        rates, as_of = approved(FRENCH_RATES, semesters), day("2026-08-31")
        return late_costs([one], STATUTORY, DebtorType.PROFESSIONAL, as_of=as_of, rates=rates)

    alone = computed()
    halfway = computed(Semester(2026, 2))
    whole = computed(Semester(2026, 1), Semester(2026, 2))

    assert alone.interest[one.id] == Money(109_44, "EUR")
    assert (alone.is_verified, alone.is_approved) == (False, False)
    assert (halfway.is_verified, halfway.is_approved) == (True, False)
    assert (whole.is_verified, whole.is_approved) == (True, True)


def test_before_the_law_named_the_day_of_a_semester_its_rate_is_indicative() -> None:
    def is_verified(year: int) -> bool:
        one, as_of = claim(1, 1_000_00, f"{year}-02-01"), day(f"{year}-05-01")
        costs = late_costs(
            [one], STATUTORY, DebtorType.PROFESSIONAL, as_of=as_of, rates=FRENCH_RATES
        )
        assert costs.interest
        return costs.is_verified

    assert not is_verified(2012)
    assert is_verified(2013)


def test_tv_08_instalments_of_one_invoice_carry_one_indemnity_on_the_first() -> None:
    first, second = (
        claim(2, 1_250_00, "2026-03-01", document="F"),
        claim(1, 1_250_00, "2026-04-01", document="F"),
    )
    on_time = claim(3, 900_00, "2026-06-30")

    costs = late_costs(
        [second, on_time, first],
        STATUTORY,
        DebtorType.PROFESSIONAL,
        as_of=day("2026-06-01"),
        rates=FRENCH_RATES,
    )

    assert costs.indemnities == {first.id: Money(40_00, "EUR")}
    assert on_time.id not in costs.interest


@pytest.mark.parametrize("debtor", [DebtorType.CONSUMER, DebtorType.UNKNOWN])
def test_a_consumer_owes_the_principal_alone(debtor: DebtorType) -> None:
    costs = late_costs(
        [claim(1, 850_00, "2025-06-02")],
        STATUTORY,
        debtor,
        as_of=day("2025-09-01"),
        rates=FRENCH_RATES,
    )

    assert (costs.interest, costs.indemnities) == ({}, {})
    assert rate_today(STATUTORY, debtor, day("2025-09-01"), FRENCH_RATES) is None


def test_tv_11_a_public_buyer_keeps_the_rate_of_the_semester_interest_began_in() -> None:
    one = claim(1, 20_000_00, "2024-06-20")

    costs = late_costs(
        [one], STATUTORY, DebtorType.PUBLIC, as_of=day("2024-09-30"), rates=FRENCH_RATES
    )

    assert costs.interest[one.id] + costs.indemnities[one.id] == Money(738_63, "EUR")


@pytest.mark.parametrize("law", [Jurisdiction.NC, Jurisdiction.PF])
def test_tv_07_overseas_the_clause_alone_counts_and_there_is_no_indemnity(
    law: Jurisdiction,
) -> None:
    one = claim(1, 1_250_000, "2026-01-31", currency="XPF")
    terms = InterestTerms(Regime.CONTRACTUAL_FIXED, Decimal(12), law)

    def computed(clause: InterestTerms) -> LateCosts:
        as_of = day("2026-04-30")
        return late_costs([one], clause, DebtorType.PROFESSIONAL, as_of=as_of, rates=FRENCH_RATES)

    costs, silent = computed(terms), computed(replace(terms, figure=None))

    assert costs.interest == {one.id: Money(36_575, "XPF")}
    assert (costs.indemnities, silent.interest) == ({}, {})


def test_a_currency_without_parity_carries_no_indemnity() -> None:
    costs = late_costs(
        [claim(1, 100_00, "2026-01-31", currency="USD")],
        STATUTORY,
        DebtorType.PROFESSIONAL,
        as_of=day("2026-04-30"),
        rates=FRENCH_RATES,
    )

    assert costs.indemnities == {}


def test_tv_20_a_missing_semester_stops_the_claim() -> None:
    with pytest.raises(MissingRate, match="2027-H1"):
        late_costs(
            [claim(1, 100_00, "2026-12-15")],
            STATUTORY,
            DebtorType.PROFESSIONAL,
            as_of=day("2027-01-15"),
            rates=FRENCH_RATES,
        )
    with pytest.raises(MissingRate):
        rate_today(STATUTORY, DebtorType.PROFESSIONAL, day("2027-01-15"), FRENCH_RATES)
