"""The dated rates interest is computed from; a semester that is missing is never guessed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from quittance.domain.months import Semester


class Evidence(StrEnum):
    """How well a figure is known."""

    VERIFIED = "verified"
    SINGLE_SOURCE = "single_source"
    UNVERIFIED = "unverified"


class MissingRate(LookupError):
    """No rate is known for a semester."""


class RateNotUsable(LookupError):
    """A rate is known but may not be used for this."""


@dataclass(frozen=True, slots=True)
class DatedRate:
    """An annual rate in percent for one semester, and who vouches for it.

    `sourced` allows computing; `counsel_approved` is needed for a formal notice.
    """

    percent: Decimal
    evidence: Evidence = Evidence.VERIFIED
    sourced: bool = True
    counsel_approved: bool = False


RateTable = Mapping[Semester, DatedRate]


@dataclass(frozen=True, slots=True)
class LegalRates:
    """The three tables: ECB refinancing, legal rate of companies, legal rate of individuals."""

    refinancing: RateTable
    legal: RateTable
    legal_of_individuals: RateTable


def rate_in(
    table: RateTable, semester: Semester, name: str, *, for_formal_notice: bool = False
) -> Decimal:
    """The annual rate of a semester in percent; refused unless someone vouches for it (TV-20)."""
    rate = table.get(semester)
    if rate is None:
        msg = f"No {name} rate is known for {semester}."
        raise MissingRate(msg)
    if not rate.sourced:
        msg = f"The {name} rate of {semester} has no source."
        raise RateNotUsable(msg)
    if for_formal_notice and not rate.counsel_approved:
        msg = f"The {name} rate of {semester} awaits counsel's approval."
        raise RateNotUsable(msg)
    return rate.percent


def approved(rates: LegalRates, semesters: Collection[Semester]) -> LegalRates:
    """The same rates, those of these semesters as a creditor's counsel has approved them."""

    def with_approvals(table: RateTable) -> RateTable:
        return MappingProxyType(
            {
                semester: replace(rate, counsel_approved=True)
                if semester in semesters and rate.sourced
                else rate
                for semester, rate in table.items()
            }
        )

    return LegalRates(
        refinancing=with_approvals(rates.refinancing),
        legal=with_approvals(rates.legal),
        legal_of_individuals=with_approvals(rates.legal_of_individuals),
    )


# LEG-T1: the main refinancing rate in force on 1 January and on 1 July.
_REFINANCING = """
2008 4.00 4.00
2009 2.50 1.00
2010 1.00 1.00
2011 1.00 1.25
2012 1.00 1.00
2013 0.75 0.50
2014 0.25 0.15
2015 0.05 0.05
2016 0.05 0.00
2017 0.00 0.00
2018 0.00 0.00
2019 0.00 0.00
2020 0.00 0.00
2021 0.00 0.00
2022 0.00 0.00
2023 2.50 4.00
2024 4.50 4.25
2025 3.15 2.15
2026 2.15 2.40?
"""

# LEG-T2, the other cases: claims of those who act for their business.
_LEGAL = """
2008 3.99! 3.99!
2009 3.79* 3.79*
2010 0.65 0.65
2011 0.38* 0.38*
2012 0.71 0.71
2013 0.04 0.04
2014 0.04 0.04
2015 0.93 0.99
2016 1.01 0.93
2017 0.90 0.90
2018 0.89 0.88
2019 0.86 0.87
2020 0.87 0.84
2021 0.79 0.76
2022 0.76 0.77
2023 2.06 4.22
2024 5.07 4.92
2025 3.71 2.76
2026 2.62 2.75?
"""

# LEG-T2, claims held by individuals who do not act for a business.
_LEGAL_OF_INDIVIDUALS = """
2008 3.99! 3.99!
2009 3.79* 3.79*
2010 0.65 0.65
2011 0.38* 0.38*
2012 0.71 0.71
2013 0.04 0.04
2014 0.04 0.04
2015 4.06 4.29
2016 4.54 4.35
2017 4.16 3.94
2018 3.73 3.60
2019 3.40 3.26
2020 3.15 3.11
2021 3.14 3.12
2022 3.13 3.15
2023 4.47 6.82
2024 8.01 8.16
2025 7.21 6.65
2026 6.67 6.84?
"""

# What a mark after a figure says: one source only, a source not cross-checked, no source at all.
_MARKS = {
    "*": (Evidence.SINGLE_SOURCE, True),
    "?": (Evidence.UNVERIFIED, True),
    "!": (Evidence.UNVERIFIED, False),
}


def _table(text: str) -> RateTable:
    rates: dict[Semester, DatedRate] = {}
    for line in text.split("\n"):
        if line:
            year, *halves = line.split()
            for half, figure in enumerate(halves, start=1):
                evidence, sourced = _MARKS.get(figure[-1], (Evidence.VERIFIED, True))
                percent = Decimal(figure.rstrip("*?!"))
                rates[Semester(int(year), half)] = DatedRate(percent, evidence, sourced)
    return MappingProxyType(rates)


FRENCH_RATES = LegalRates(
    refinancing=_table(_REFINANCING),
    legal=_table(_LEGAL),
    legal_of_individuals=_table(_LEGAL_OF_INDIVIDUALS),
)
