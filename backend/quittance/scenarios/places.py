"""Where a debtor is: its clock and its working days tell when it may be reached (LEG-10)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from quittance.accounts.models import Company
from quittance.domain.business_days import Calendar
from quittance.domain.contact_rules import Place
from quittance.domain.holidays import Territory
from quittance.scenarios.facts import Audience

ZONES = {
    Territory.FRANCE: "Europe/Paris",
    Territory.NEW_CALEDONIA: "Pacific/Noumea",
    Territory.FRENCH_POLYNESIA: "Pacific/Tahiti",
}
POSTCODES = {"988": Territory.NEW_CALEDONIA, "987": Territory.FRENCH_POLYNESIA}


def place_of(company: Company, audience: Audience) -> Place:
    """The debtor's clock and calendar; the creditor's own where the ledger does not tell."""
    territory = _territory(audience)
    if territory is None:
        calendar = Calendar(Territory(company.jurisdiction.value))
        return Place(ZoneInfo(company.time_zone), calendar)
    return Place(ZoneInfo(ZONES[territory]), Calendar(territory))


def _territory(audience: Audience) -> Territory | None:
    """The postcode tells Nouméa from Nantes: ledgers often write France for both."""
    if audience.country in {Territory.NEW_CALEDONIA, Territory.FRENCH_POLYNESIA}:
        return Territory(audience.country)
    if audience.country == Territory.FRANCE and audience.postcode:
        return POSTCODES.get(audience.postcode[:3], Territory.FRANCE)
    return None
