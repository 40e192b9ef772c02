"""What the law lets a message claim and say that day: costs of each line, rate, caps, limitation.

The rules are those of `domain`; here the company's clause, the debtor and the account become
what they read. A rate that is missing stops a formal notice, it is never guessed (TV-20).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from quittance.accounts.models import Company
from quittance.customers.models import Customer
from quittance.domain.debtor import DebtorType
from quittance.domain.interest_terms import InterestTerms, Regime
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.late_costs import Claimed, LateCosts, RateToday, late_costs, rate_today
from quittance.domain.legal_rates import LegalRates, MissingRate, RateNotUsable
from quittance.domain.limitation import is_time_barred, limitation_on, limitation_years
from quittance.domain.money import Money
from quittance.domain.payment_terms import EndOfMonth, latest_due_date
from quittance.templates import context
from quittance.templates.errors import ClaimTimeBarred, RateMissing
from quittance.templates.kinds import CLAIMS, TemplateKind
from quittance.templates.render import EmailTemplate

# Names of variables that print interest or the indemnity.
COSTS = re.compile(
    r"items\.selected_(?:penalties|amount_with_penalties)"
    r"|claim\.(?:late_penalty|fixed_indemnity|total)"
)

Lines = Sequence[Mapping[str, Any]]
Asked = Mapping[UUID, int]


def claims_costs(kind: str, template: EmailTemplate) -> bool:
    """Whether the message asks for more than the principal: a formal notice, or a text of its own.

    Others only say that interest runs: nothing is claimed that the debtor could not see.
    """
    is_notice = kind == TemplateKind.FORMAL_NOTICE
    return is_notice or COSTS.search(f"{template.subject} {template.body}") is not None


def costs_of(
    company: Company,
    debtor_type: DebtorType,
    lines: Lines,
    asked: Asked,
    *,
    currency: str,
    as_of: date,
    rates: LegalRates,
    is_notice: bool,
) -> LateCosts:
    """Interest to that day and the indemnities of the invoices asked for.

    In a formal notice, interest whose rate counsel has not approved is withheld; raises
    `RateMissing` with the semester nobody has a rate for.
    """
    claims = [
        Claimed(
            id=UUID(line["receivable_id"]),
            document_key=line["document_key"],
            due_on=date.fromisoformat(line["due_on"]),
            principal=Money(asked[UUID(line["receivable_id"])], currency),
        )
        for line in lines
        if line["kind"] == context.LineKind.INVOICE
        and asked.get(UUID(line["receivable_id"]), 0) > 0
    ]
    try:
        costs = late_costs(claims, clause_of(company), debtor_type, as_of=as_of, rates=rates)
    except (MissingRate, RateNotUsable) as error:
        raise RateMissing(str(error.args[0])) from error
    if is_notice and not costs.is_approved:
        return replace(costs, interest={})
    return costs


def clause_of(company: Company) -> InterestTerms:
    """What the company's terms of sale say of late payment; without a clause, what the law says."""
    return InterestTerms(
        Regime(company.penalty_regime), company.penalty_figure, company.jurisdiction
    )


def terms_of(
    company: Company,
    customer: Customer,
    lines: Lines,
    asked: Asked,
    *,
    as_of: date,
    rates: LegalRates,
    is_notice: bool,
    is_interest_withheld: bool = False,
) -> context.Terms:
    """What may be said of penalties, of the payment term and of a suspension.

    A formal notice states a rate only once counsel has approved it; another message states the
    rule alone where the rate of the semester is not known.
    """
    rate = _rate(company, customer.debtor_type, as_of, rates)
    if is_notice and rate is not None and not rate.is_approved:
        rate = None
    return context.Terms(
        jurisdiction=company.jurisdiction,
        debtor_type=customer.debtor_type,
        late_penalty_rate=rate.applied.percent if rate else None,
        rate_semester=rate.semester if rate else None,
        is_rate_contractual=rate.is_contractual if rate else clause_of(company).figure is not None,
        is_rate_verified=rate.is_verified if rate else True,
        rate_counsel_approved=rate.is_approved if rate else False,
        is_interest_withheld=is_interest_withheld,
        suspension_clause=company.suspension_clause or None,
        is_term_over_cap=_is_term_over_cap(company.jurisdiction, customer, lines, asked),
    )


def refuse_time_barred(
    kind: str, customer: Customer, lines: Lines, asked: Asked, *, as_of: date
) -> None:
    """Raise `ClaimTimeBarred` where the message would claim what no court would grant (LEG-9).

    Nothing of the kind is claimed of a consumer, nor in any formal notice.
    """
    is_consumer = customer.debtor_type in {DebtorType.CONSUMER, DebtorType.UNKNOWN}
    if kind not in CLAIMS or not (is_consumer or kind == TemplateKind.FORMAL_NOTICE):
        return
    years = limitation_years(customer.debtor_type)
    for line in lines:
        if asked.get(UUID(line["receivable_id"]), 0) <= 0:
            continue
        limit_on = limitation_on(date.fromisoformat(line["due_on"]), years)
        if is_time_barred(limit_on, as_of):
            raise ClaimTimeBarred(f"{line['number']} could be claimed until {limit_on}.")


def _rate(
    company: Company, debtor_type: DebtorType, as_of: date, rates: LegalRates
) -> RateToday | None:
    try:
        return rate_today(clause_of(company), debtor_type, as_of, rates)
    except (MissingRate, RateNotUsable):
        return None


def _is_term_over_cap(law: Jurisdiction, customer: Customer, lines: Lines, asked: Asked) -> bool:
    """Whether an invoice gave a professional more time than the law allows (LEG-6)."""
    if law is not Jurisdiction.FR or customer.debtor_type is not DebtorType.PROFESSIONAL:
        return False
    return any(
        date.fromisoformat(line["due_on"]) > _latest(date.fromisoformat(line["invoiced_on"]))
        for line in lines
        if line["kind"] == context.LineKind.INVOICE and UUID(line["receivable_id"]) in asked
    )


def _latest(invoiced_on: date) -> date:
    ends = (None, EndOfMonth.DAYS_THEN_MONTH_END, EndOfMonth.MONTH_END_THEN_DAYS)
    return max(latest_due_date(invoiced_on, end) for end in ends)
