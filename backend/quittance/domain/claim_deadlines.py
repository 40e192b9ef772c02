"""How long a creditor has to file its claim in an insolvency, from the day it is published."""

from dataclasses import dataclass
from datetime import date

from quittance.domain.business_days import Calendar, first_open_day
from quittance.domain.months import add_months

FILING_MONTHS = 2
FILING_MONTHS_FROM_ELSEWHERE = 4
TITLE_CLAIM_MONTHS = 3
RELIEF_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by the months alone, to plan on, and the day a closed one moves it to."""

    raw_on: date
    extended_on: date


@dataclass(frozen=True, slots=True)
class ClaimDeadlines:
    """Filing the claim, claiming goods under retention of title, asking to be relieved."""

    filing: Deadline
    title_claim: Deadline
    relief: Deadline


def claim_deadlines(
    published_on: date, calendar: Calendar, *, is_creditor_elsewhere: bool = False
) -> ClaimDeadlines:
    """The deadlines of a judgment published on a day (LEG-11, TV-15).

    A creditor outside the territory of the proceedings has two months more to file.
    """

    def after(months: int) -> Deadline:
        raw_on = add_months(published_on, months)
        return Deadline(raw_on, first_open_day(raw_on, calendar))

    filing_months = FILING_MONTHS_FROM_ELSEWHERE if is_creditor_elsewhere else FILING_MONTHS
    return ClaimDeadlines(
        filing=after(filing_months),
        title_claim=after(TITLE_CLAIM_MONTHS),
        relief=after(RELIEF_MONTHS),
    )
