"""Where and when a debtor may be reached (LEG-10): its clock, its days, its hours. A door."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from quittance.accounts.models import Company
from quittance.domain.business_days import Calendar
from quittance.domain.contact_rules import CONSUMER_RULES, ContactRules, Place, rules_for
from quittance.domain.debtor import DebtorType
from quittance.domain.holidays import Territory

ZONES = {
    Territory.FRANCE: "Europe/Paris",
    Territory.NEW_CALEDONIA: "Pacific/Noumea",
    Territory.FRENCH_POLYNESIA: "Pacific/Tahiti",
}
POSTCODES = {"988": Territory.NEW_CALEDONIA, "987": Territory.FRENCH_POLYNESIA}


def place_of(company: Company, *, country: str, postcode: str) -> Place:
    """The debtor's clock and calendar; the creditor's own where the ledger does not tell."""
    territory = _territory(country, postcode)
    if territory is None:
        calendar = Calendar(Territory(company.jurisdiction.value))
        return Place(ZoneInfo(company.time_zone), calendar)
    return Place(ZoneInfo(ZONES[territory]), Calendar(territory))


def rules_of(company: Company, debtor_type: DebtorType) -> ContactRules:
    """The debtor's hours and cap; the company sets the cap of professionals."""
    rules = rules_for(debtor_type, company.default_debtor_type)
    if rules is CONSUMER_RULES:
        return rules
    return replace(
        rules,
        most_attempts=company.contacts_per_period,
        period_days=company.contact_period_days,
    )


def _territory(country: str, postcode: str) -> Territory | None:
    """The postcode tells Nouméa from Nantes: ledgers often write France for both."""
    if country in {Territory.NEW_CALEDONIA, Territory.FRENCH_POLYNESIA}:
        return Territory(country)
    if country == Territory.FRANCE and postcode:
        return POSTCODES.get(postcode[:3], Territory.FRANCE)
    return None
