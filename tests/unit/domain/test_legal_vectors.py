"""Interest and indemnity as a lawyer or an accountant computed them by hand: TV-01 to TV-20."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from quittance.domain.debtor import DebtorType
from quittance.domain.indemnity import Instalment, indemnified_documents, indemnity
from quittance.domain.interest_terms import InterestTerms, NoRateAgreed, Regime, rates_of
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.late_interest import (
    ONE_DAY,
    PLAIN,
    Allocation,
    Conventions,
    CreditNoteEffect,
    DayCount,
    InterestStatement,
    Movement,
    MovementKind,
    accrual_end,
    late_interest,
)
from quittance.domain.legal_rates import FRENCH_RATES, MissingRate, RateNotUsable, rate_in
from quittance.domain.money import Money, at_parity
from quittance.domain.months import Semester
from tests.factories.domain import day

STATUTORY = InterestTerms()
PUBLIC = InterestTerms(Regime.PUBLIC_BUYER)
MORATORY = InterestTerms(Regime.MORATORY)


def fixed(percent: str, jurisdiction: Jurisdiction = Jurisdiction.FR) -> InterestTerms:
    return InterestTerms(Regime.CONTRACTUAL_FIXED, Decimal(percent), jurisdiction)


def computed(
    minor: int,
    due_on: str,
    ends_on: str,
    terms: InterestTerms = STATUTORY,
    *,
    currency: str = "EUR",
    movements: tuple[Movement, ...] = (),
    conventions: Conventions = PLAIN,
) -> InterestStatement:
    return late_interest(
        Money(minor, currency),
        day(due_on),
        day(ends_on),
        rates_of(terms, day(due_on) + ONE_DAY, FRENCH_RATES),
        movements=movements,
        conventions=conventions,
    )


@pytest.mark.parametrize(
    ("minor", "due_on", "paid_on", "terms", "expected"),
    [
        pytest.param(15_000_00, "2018-04-15", "2018-05-15", fixed("15"), 184_93, id="TV-01"),
        pytest.param(2_026_81, "2020-08-14", "2020-09-29", STATUTORY, 25_54, id="TV-02"),
        pytest.param(10_000_00, "2024-05-15", "2025-08-20", STATUTORY, 1_722_96, id="TV-03"),
        pytest.param(1_200_00, "2024-07-31", "2024-10-15", fixed("5"), 36_88, id="TV-05"),
        pytest.param(1_200_00, "2024-07-31", "2024-10-15", STATUTORY, 35_61, id="TV-05 statutory"),
        pytest.param(850_00, "2025-06-02", "2025-09-01", MORATORY, 6_47, id="TV-06"),
        pytest.param(20_000_00, "2024-06-20", "2024-09-30", PUBLIC, 698_63, id="TV-11"),
        pytest.param(10_000_00, "2024-01-31", "2024-03-31", STATUTORY, 238_36, id="TV-12"),
        pytest.param(4_200_00, "2026-06-15", "2026-08-31", STATUTORY, 109_44, id="TV-13"),
        pytest.param(1_000_00, "2025-06-30", "2025-07-01", STATUTORY, 33, id="TV-17"),
        pytest.param(1_000_00, "2025-06-30", "2025-06-30", STATUTORY, 0, id="TV-18"),
    ],
)
def test_interest_of_one_invoice(
    minor: int, due_on: str, paid_on: str, terms: InterestTerms, expected: int
) -> None:
    assert computed(minor, due_on, paid_on, terms).interest == Money(expected, "EUR")


def test_tv_03_each_semester_has_its_segment_and_its_rate() -> None:
    segments = computed(10_000_00, "2024-05-15", "2025-08-20").segments

    assert [(s.days, s.rate.percent) for s in segments] == [
        (46, Decimal("14.50")),
        (184, Decimal("14.25")),
        (181, Decimal("13.15")),
        (51, Decimal("12.15")),
    ]


def test_tv_04a_a_part_payment_settles_interest_first() -> None:
    paid = Movement(day("2025-04-10"), 2_000_00)

    statement = computed(5_000_00, "2025-01-31", "2025-09-30", movements=(paid,))

    assert statement.interest_paid == Money(124_29, "EUR")
    assert statement.principal == Money(3_124_29, "EUR")
    assert statement.interest == Money(186_85, "EUR")
    assert statement.principal + statement.interest + indemnity(1) == Money(3_351_14, "EUR")


def test_tv_04b_or_principal_first_when_the_creditor_waives_the_order() -> None:
    paid = Movement(day("2025-04-10"), 2_000_00)

    statement = computed(
        5_000_00,
        "2025-01-31",
        "2025-09-30",
        movements=(paid,),
        conventions=Conventions(allocation=Allocation.PRINCIPAL_FIRST),
    )

    assert statement.principal == Money(3_000_00, "EUR")
    assert statement.interest == Money(303_72, "EUR")


def test_tv_05_says_when_the_floor_raised_the_clause() -> None:
    assert computed(1_200_00, "2024-07-31", "2024-10-15", fixed("5")).is_floored
    assert not computed(1_200_00, "2024-07-31", "2024-10-15", fixed("15")).is_floored


def test_tv_07_in_the_pacific_the_clause_alone_counts_and_there_are_no_decimals() -> None:
    terms = fixed("12", Jurisdiction.NC)

    statement = computed(1_250_000, "2026-01-31", "2026-04-30", terms, currency="XPF")

    assert statement.interest == Money(36_575, "XPF")


def test_without_a_clause_the_pacific_has_no_rate() -> None:
    with pytest.raises(NoRateAgreed):
        rates_of(
            InterestTerms(jurisdiction=Jurisdiction.PF),
            day("2026-01-01"),
            FRENCH_RATES,
        )


def test_tv_08_one_indemnity_for_each_invoice_paid_late() -> None:
    late = indemnified_documents(
        [
            Instalment("F1", day("2026-03-01"), paid_on=day("2026-03-02")),
            Instalment("F2", day("2026-03-01"), paid_on=day("2026-03-01")),
            Instalment("F3", day("2026-03-01"), paid_on=day("2026-03-20")),
            Instalment("F3", day("2026-04-01"), paid_on=day("2026-04-20")),
        ],
        DebtorType.PROFESSIONAL,
        Jurisdiction.FR,
        as_of=day("2026-06-01"),
    )

    assert late == ["F1", "F3"]
    assert indemnity(len(late)) == Money(80_00, "EUR")


@pytest.mark.parametrize(
    ("instalment", "debtor_type", "jurisdiction"),
    [
        (Instalment("F", day("2026-03-01")), DebtorType.CONSUMER, Jurisdiction.FR),
        (Instalment("F", day("2026-03-01")), DebtorType.UNKNOWN, Jurisdiction.FR),
        (Instalment("F", day("2026-03-01")), DebtorType.PROFESSIONAL, Jurisdiction.NC),
        (Instalment("F", day("2012-12-31")), DebtorType.PROFESSIONAL, Jurisdiction.FR),
        (Instalment("F", day("2026-05-12")), DebtorType.PROFESSIONAL, Jurisdiction.FR),
        (Instalment("F", day("2026-06-01")), DebtorType.PROFESSIONAL, Jurisdiction.FR),
        (
            Instalment("F", day("2026-03-01"), is_credit_note=True),
            DebtorType.PROFESSIONAL,
            Jurisdiction.FR,
        ),
        (
            Instalment("F", day("2026-03-01"), is_waived=True),
            DebtorType.PROFESSIONAL,
            Jurisdiction.FR,
        ),
    ],
)
def test_who_owes_no_indemnity(
    instalment: Instalment, debtor_type: DebtorType, jurisdiction: Jurisdiction
) -> None:
    assert not indemnified_documents(
        [instalment],
        debtor_type,
        jurisdiction,
        as_of=day("2026-06-01"),
        judgment_on=day("2026-05-12"),
    )


def test_tv_09_a_credit_note_reduces_the_base_from_the_day_after_its_date() -> None:
    note = Movement(day("2025-10-20"), 600_00, MovementKind.CREDIT_NOTE)

    statement = computed(3_600_00, "2025-09-30", "2025-12-15", movements=(note,))
    from_due = computed(
        3_600_00,
        "2025-09-30",
        "2025-12-15",
        movements=(note,),
        conventions=Conventions(credit_note_effect=CreditNoteEffect.DUE_DATE),
    )

    assert statement.interest == Money(79_89, "EUR")
    assert [s.principal_minor for s in from_due.segments] == [3_000_00]


def test_tv_10_interest_stops_the_day_before_an_insolvency_judgment() -> None:
    ends_on = accrual_end(day("2026-06-30"), judgment_on=day("2026-05-12"))

    statement = computed(8_000_00, "2026-02-28", ends_on.isoformat())

    assert ends_on == day("2026-05-11")
    assert statement.interest == Money(191_74, "EUR")


def test_tv_12_a_leap_year_may_count_366_days() -> None:
    leap = Conventions(day_count=DayCount.ACT_366_IN_LEAP_YEARS)

    statement = computed(10_000_00, "2024-01-31", "2024-03-31", conventions=leap)

    assert statement.interest == Money(237_70, "EUR")


def test_tv_18_on_the_due_day_nothing_is_late() -> None:
    paid = Instalment("F", date(2026, 3, 1), paid_on=date(2026, 3, 1))

    assert not paid.is_late(date(2026, 6, 1))
    assert not replace(paid, paid_on=None).is_late(date(2026, 3, 1))


def test_tv_19_the_fixed_parity() -> None:
    assert at_parity(Money(100_00, "EUR"), "XPF") == Money(11_933, "XPF")
    assert at_parity(Money(1_250_000, "XPF"), "EUR") == Money(10_475_00, "EUR")
    assert indemnity(1, "XPF") == Money(4_773, "XPF")


def test_tv_20_a_missing_semester_is_named_never_guessed() -> None:
    with pytest.raises(MissingRate, match="2027-H1"):
        computed(1_000_00, "2026-12-15", "2027-01-15")


def test_a_rate_nobody_sources_or_counsel_has_not_approved_is_not_usable() -> None:
    with pytest.raises(RateNotUsable, match="2008-H1"):
        rate_in(FRENCH_RATES.legal, Semester(2008, 1), "legal")
    with pytest.raises(RateNotUsable, match="counsel"):
        rate_in(FRENCH_RATES.legal, Semester(2026, 1), "legal", for_formal_notice=True)


def test_a_public_buyer_late_from_the_first_of_july_keeps_the_rate_of_july() -> None:
    statement = computed(1_000_00, "2024-06-30", "2025-08-31", PUBLIC)

    assert {segment.rate.percent for segment in statement.segments} == {Decimal("12.25")}


def test_before_2009_the_law_added_fewer_points_and_nothing_is_claimed() -> None:
    with pytest.raises(RateNotUsable, match="2008-H2"):
        computed(1_000_00, "2008-12-15", "2009-01-15")
    assert computed(1_000_00, "2008-12-31", "2009-01-15").segments[0].rate.percent == Decimal(
        "12.5"
    )


@pytest.mark.parametrize(
    ("regime", "figure", "percent"),
    [
        (Regime.CONTRACTUAL_MULTIPLE_OF_LEGAL, "4", "10.48"),
        (Regime.CONTRACTUAL_ECB_PLUS, "12", "14.15"),
        (Regime.CONTRACTUAL_ECB_PLUS, "1", "7.86"),
    ],
)
def test_clauses_by_multiple_and_by_points_have_the_same_floor(
    regime: Regime, figure: str, percent: str
) -> None:
    rate_of = rates_of(InterestTerms(regime, Decimal(figure)), day("2026-01-01"), FRENCH_RATES)

    assert rate_of(Semester(2026, 1)).percent == Decimal(percent)
