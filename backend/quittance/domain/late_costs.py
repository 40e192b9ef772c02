"""What a debtor owes beside the principal on one day: interest and the fixed indemnity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from quittance.domain.debtor import DebtorType
from quittance.domain.indemnity import Instalment, indemnified_documents, indemnity
from quittance.domain.interest_terms import (
    AppliedRate,
    InterestTerms,
    NoRateAgreed,
    Regime,
    figures_behind,
    rates_of,
)
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.late_interest import ONE_DAY, late_interest
from quittance.domain.legal_rates import Evidence, LegalRates
from quittance.domain.money import CurrencyMismatch, Money
from quittance.domain.months import Semester, semester_of

SPARED = frozenset({DebtorType.CONSUMER, DebtorType.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Claimed:
    """An invoice, or one instalment of it, and what is asked of it."""

    id: UUID
    document_key: str
    due_on: date
    principal: Money


@dataclass(frozen=True, slots=True)
class RateToday:
    """The annual rate of the semester of a day, and how it may be spoken of."""

    applied: AppliedRate
    semester: Semester
    is_contractual: bool
    is_verified: bool
    is_approved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCosts:
    """Interest accrued and indemnities of some receivables, each absent where none is owed.

    `is_verified` says that no rate of the interest rests on a source nobody cross-checked, and
    `is_approved` that counsel has approved all of them.
    """

    interest: Mapping[UUID, Money]
    indemnities: Mapping[UUID, Money]
    is_verified: bool
    is_approved: bool


def regime_of(terms: InterestTerms, debtor_type: DebtorType) -> InterestTerms | None:
    """The terms that hold for this debtor; None where no penalty may be asked (LEG-7, LEG-8)."""
    if debtor_type in SPARED:
        return None
    if debtor_type is DebtorType.PUBLIC and terms.jurisdiction is Jurisdiction.FR:
        return replace(terms, regime=Regime.PUBLIC_BUYER, figure=None)
    return terms


def rate_today(
    terms: InterestTerms, debtor_type: DebtorType, as_of: date, rates: LegalRates
) -> RateToday | None:
    """The rate that runs on that day; None where the law and the contract give none.

    Raises `MissingRate` or `RateNotUsable` for a semester nobody vouches for.
    """
    held = regime_of(terms, debtor_type)
    if held is None:
        return None
    semester = semester_of(as_of)
    try:
        applied = rates_of(held, as_of, rates)(semester)
    except NoRateAgreed:
        return None
    behind = figures_behind(held, semester, rates)
    return RateToday(
        applied,
        semester,
        is_contractual=held.regime not in (Regime.STATUTORY, Regime.PUBLIC_BUYER),
        is_verified=all(_is_sure(one.evidence, approved=one.counsel_approved) for one in behind),
        is_approved=all(one.counsel_approved for one in behind),
    )


def late_costs(
    claims: Sequence[Claimed],
    terms: InterestTerms,
    debtor_type: DebtorType,
    *,
    as_of: date,
    rates: LegalRates,
) -> LateCosts:
    """What these invoices cost by that day, each rounded once (LEG-3), the indemnity once each.

    Interest runs on what is asked today, from the day after the due day: a part paid since is not
    in the base. Raises `MissingRate` or `RateNotUsable` naming the semester (TV-20).
    """
    held = regime_of(terms, debtor_type)
    interest: dict[UUID, Money] = {}
    used: set[Semester] = set()
    if held is not None:
        try:
            for one in claims:
                began_on = one.due_on + ONE_DAY
                rate_of = rates_of(held, began_on, rates)
                statement = late_interest(one.principal, one.due_on, as_of, rate_of)
                if statement.interest:
                    interest[one.id] = statement.interest
                is_fixed = held.regime is Regime.PUBLIC_BUYER
                used |= {
                    semester_of(began_on if is_fixed else segment.first_on)
                    for segment in statement.segments
                }
        except NoRateAgreed:
            interest.clear()
    behind = (
        [figure for semester in used for figure in figures_behind(held, semester, rates)]
        if held and interest
        else []
    )
    return LateCosts(
        interest=interest,
        indemnities=_indemnities(claims, debtor_type, terms.jurisdiction, as_of),
        is_verified=all(_is_sure(one.evidence, approved=one.counsel_approved) for one in behind),
        is_approved=all(one.counsel_approved for one in behind),
    )


def _indemnities(
    claims: Sequence[Claimed], debtor_type: DebtorType, law: Jurisdiction, as_of: date
) -> dict[UUID, Money]:
    """The indemnity of each late document, on the first of its instalments."""
    late = [one for one in claims if one.due_on < as_of]
    first = {one.document_key: one for one in sorted(late, key=_by_due_day, reverse=True)}
    instalments = [Instalment(one.document_key, one.due_on) for one in late]
    found: dict[UUID, Money] = {}
    for key in indemnified_documents(instalments, debtor_type, law, as_of=as_of):
        try:
            found[first[key].id] = indemnity(1, first[key].principal.currency)
        except CurrencyMismatch:  # no fixed parity ties this currency to the euro
            continue
    return found


def _by_due_day(one: Claimed) -> tuple[date, UUID]:
    return one.due_on, one.id


def _is_sure(evidence: Evidence, *, approved: bool) -> bool:
    return approved or evidence is Evidence.VERIFIED
