"""Which annual rate applies in each semester, by the contract, the debtor and the place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.legal_rates import DatedRate, Evidence, LegalRates, RateNotUsable, rate_in
from quittance.domain.months import Semester, semester_of

STATUTORY_POINTS = Decimal(10)
PUBLIC_BUYER_POINTS = Decimal(8)
FLOOR_MULTIPLE = Decimal(3)
# The law adds ten points since 2009, and says since 2013 which day of a semester counts (LEG-1).
TEN_POINTS_SINCE = Semester(2009, 1)
ANCHORED_SINCE = Semester(2013, 1)


class Regime(StrEnum):
    """How the contract sets the rate of late interest (LEG-1)."""

    STATUTORY = "statutory"
    CONTRACTUAL_FIXED = "contractual_fixed"
    CONTRACTUAL_MULTIPLE_OF_LEGAL = "contractual_multiple_of_legal"
    CONTRACTUAL_ECB_PLUS = "contractual_ecb_plus"
    PUBLIC_BUYER = "public_buyer"
    MORATORY = "moratory"


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """A regime and its figure: a percentage, a multiple or points above the ECB rate."""

    regime: Regime = Regime.STATUTORY
    figure: Decimal | None = None
    jurisdiction: Jurisdiction = Jurisdiction.FR


class AppliedRate(NamedTuple):
    """The annual rate of a semester in percent, and whether the legal floor raised it."""

    percent: Decimal
    is_floored: bool = False


class NoRateAgreed(ValueError):
    """The place has no default rate and the contract names none: only principal is claimed."""


RateOf = Callable[[Semester], AppliedRate]


def figures_behind(
    terms: InterestTerms, semester: Semester, rates: LegalRates
) -> tuple[DatedRate, ...]:
    """The dated rates that the rate of a semester is made of: none where the clause says all.

    A statutory rate from before the law named its day is indicative, however sure its figure.
    """
    is_french = terms.jurisdiction is Jurisdiction.FR
    refinancing, legal = rates.refinancing.get(semester), rates.legal.get(semester)
    read: tuple[DatedRate | None, ...]
    match terms.regime:
        case Regime.STATUTORY | Regime.PUBLIC_BUYER:
            read = (refinancing if is_french else None,)
        case Regime.MORATORY | Regime.CONTRACTUAL_MULTIPLE_OF_LEGAL:
            read = (legal,)
        case Regime.CONTRACTUAL_ECB_PLUS:
            read = (refinancing, legal if is_french else None)
        case Regime.CONTRACTUAL_FIXED:
            read = (legal if is_french else None,)
    behind = tuple(one for one in read if one is not None)
    if terms.regime is Regime.STATUTORY and semester < ANCHORED_SINCE:
        return tuple(replace(one, evidence=Evidence.SINGLE_SOURCE) for one in behind)
    return behind


def rates_of(
    terms: InterestTerms,
    began_on: date,
    rates: LegalRates,
    *,
    for_formal_notice: bool = False,
) -> RateOf:
    """The rate of each semester for interest that began to run on `began_on`.

    Every regime follows the rate of the semester, but a public buyer keeps the one in which
    interest began (LEG-8).
    """

    def refinancing(semester: Semester) -> Decimal:
        return rate_in(
            rates.refinancing, semester, "refinancing", for_formal_notice=for_formal_notice
        )

    def legal(semester: Semester) -> Decimal:
        return rate_in(rates.legal, semester, "legal", for_formal_notice=for_formal_notice)

    def statutory(semester: Semester) -> AppliedRate:
        if semester < TEN_POINTS_SINCE:
            msg = f"No statutory rate is known for {semester}: the law added fewer points."
            raise RateNotUsable(msg)
        return AppliedRate(refinancing(semester) + STATUTORY_POINTS)

    match terms.regime:
        case Regime.STATUTORY if terms.jurisdiction is Jurisdiction.FR:
            return statutory
        case Regime.PUBLIC_BUYER if terms.jurisdiction is Jurisdiction.FR:
            anchor = semester_of(began_on)
            return lambda _: AppliedRate(refinancing(anchor) + PUBLIC_BUYER_POINTS)
        case Regime.MORATORY:
            return lambda semester: AppliedRate(legal(semester))
        case _:
            return _agreed(terms, refinancing, legal)


def _agreed(
    terms: InterestTerms,
    refinancing: Callable[[Semester], Decimal],
    legal: Callable[[Semester], Decimal],
) -> RateOf:
    """The clause of the contract, raised in France to three times the legal rate."""
    figure = terms.figure
    if figure is None:
        msg = f"No rate is agreed, and {terms.jurisdiction} law gives none for {terms.regime}."
        raise NoRateAgreed(msg)

    def clause(semester: Semester) -> Decimal:
        match terms.regime:
            case Regime.CONTRACTUAL_MULTIPLE_OF_LEGAL:
                return figure * legal(semester)
            case Regime.CONTRACTUAL_ECB_PLUS:
                return refinancing(semester) + figure
            case _:
                return figure

    def applied(semester: Semester) -> AppliedRate:
        written = clause(semester)
        if terms.jurisdiction is not Jurisdiction.FR:
            return AppliedRate(written)
        floor = FLOOR_MULTIPLE * legal(semester)
        return AppliedRate(max(written, floor), is_floored=floor > written)

    return applied
