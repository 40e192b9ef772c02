"""Due days, deadlines and limitation, as a lawyer counts them: TV-14 to TV-16."""

import pytest

from quittance.domain.business_days import Calendar
from quittance.domain.claim_deadlines import claim_deadlines
from quittance.domain.debtor import DebtorType
from quittance.domain.limitation import (
    Trade,
    is_time_barred,
    limitation_alerts,
    limitation_on,
    limitation_years,
)
from quittance.domain.payment_terms import (
    EndOfMonth,
    PaymentTerms,
    UnreadableTerms,
    due_date,
    latest_due_date,
    read_terms,
    statutory_due_date,
)
from tests.factories.domain import day


def test_tv_14_due_days_of_the_three_terms() -> None:
    invoiced_on = day("2026-01-15")

    assert due_date(invoiced_on, PaymentTerms(60)) == day("2026-03-16")
    assert latest_due_date(invoiced_on, EndOfMonth.DAYS_THEN_MONTH_END) == day("2026-03-31")
    assert latest_due_date(invoiced_on, EndOfMonth.MONTH_END_THEN_DAYS) == day("2026-03-17")
    assert latest_due_date(invoiced_on) == day("2026-03-16")
    assert statutory_due_date(invoiced_on) == day("2026-02-14")


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("30 jours", "2026-02-14"),
        ("30 jours fin de mois", "2026-02-28"),
        ("45 JOURS FIN DE MOIS", "2026-03-31"),
        ("30 jours fin de mois le 10", "2026-03-10"),
        ("30 jours fin de mois, le 31 du mois suivant", "2026-03-31"),
        ("30 jours le 10", "2026-03-10"),
        ("30 jours le 14.", "2026-02-14"),
        ("15 jours le 31", "2026-01-31"),
        ("30 jours depuis le 10/05/2025", "2026-02-14"),
        ("60j", "2026-03-16"),
        ("Comptant", "2026-01-15"),
        ("À réception de facture", "2026-01-15"),
        ("fin de mois", "2026-01-31"),
        ("30 j FDM", "2026-02-28"),
    ],
)
def test_terms_are_read_from_words(text: str, due_on: str) -> None:
    assert due_date(day("2026-01-15"), read_terms(text)) == day(due_on)


@pytest.mark.parametrize(
    "text", ["quand vous pourrez <SARL>", "30 jours fin de mois le 0", "45 jours le 99", ""]
)
def test_terms_nobody_understands_are_refused(text: str) -> None:
    with pytest.raises(UnreadableTerms):
        read_terms(text)


def test_tv_15_deadlines_of_an_insolvency() -> None:
    published_on = day("2026-03-10")

    here = claim_deadlines(published_on, Calendar())
    elsewhere = claim_deadlines(published_on, Calendar(), is_creditor_elsewhere=True)

    assert (here.filing.raw_on, here.filing.extended_on) == (day("2026-05-10"), day("2026-05-11"))
    assert elsewhere.filing.raw_on == day("2026-07-10")
    assert here.title_claim.raw_on == day("2026-06-10")
    assert here.relief.raw_on == day("2026-09-10")


@pytest.mark.parametrize(
    ("due_on", "years", "limit_on"),
    [
        ("2021-03-15", limitation_years(DebtorType.PROFESSIONAL), "2026-03-15"),
        ("2021-03-15", limitation_years(DebtorType.CONSUMER), "2023-03-15"),
        ("2024-02-29", limitation_years(DebtorType.UNKNOWN), "2026-02-28"),
        ("2025-03-15", limitation_years(DebtorType.PROFESSIONAL, Trade.CARRIAGE), "2026-03-15"),
    ],
)
def test_tv_16_limitation(due_on: str, years: int, limit_on: str) -> None:
    assert limitation_on(day(due_on), years) == day(limit_on)


def test_limitation_warns_five_times_and_is_over_when_its_last_day_is() -> None:
    limit_on = day("2026-03-15")

    assert limitation_alerts(limit_on) == [
        day("2025-03-15"),
        day("2025-09-15"),
        day("2025-12-15"),
        day("2026-02-15"),
        day("2026-02-28"),
    ]
    assert not is_time_barred(limit_on, limit_on)
    assert is_time_barred(limit_on, day("2026-03-16"))
