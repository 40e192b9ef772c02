"""What a collector reads, and where a debtor is."""

from datetime import date

import pytest

from quittance.accounts.models import Company
from quittance.customers.reaching import place_of
from quittance.domain.explain import Exclusion
from quittance.domain.holidays import Territory
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.scenario import STANDARD_WITH_EMAIL
from quittance.scenarios import wording
from quittance.scenarios.approving import is_overridable

NOUMEA = Company(jurisdiction=Jurisdiction.NC, time_zone="Pacific/Noumea")


@pytest.mark.req("SAGE-78")
def test_steps_say_when_they_fall_due() -> None:
    assert [wording.trigger(step).replace("\u00a0", " ") for step in STANDARD_WITH_EMAIL.steps] == [
        "échéance − 8 jours",
        "échéance + 8 jours",
        "relance 1 + 8 jours",
        "relance 2 + 8 jours",
        "relance 3 + 15 jours",
        "paiement + 1 jour",
    ]


def test_every_reason_is_a_french_sentence() -> None:
    codes = [*(code.value for code in Exclusion), *wording.OURS, *wording.STOPPED, "smtp_451"]

    for code in codes:
        assert wording.reason(code, None).endswith(".")
        assert code not in wording.reason(code, None)


def test_a_reason_tells_its_end() -> None:
    assert wording.reason("promise", date(2026, 12, 1)) == (
        "Une promesse de règlement court encore, jusqu’au 01/12/2026."
    )
    assert wording.reason("", None) == ""


@pytest.mark.parametrize(
    ("code", "collector", "manager"),
    [
        ("", True, True),
        ("contact_cap", True, True),
        ("promise", True, True),
        ("stop", False, True),
        ("limitation", False, True),
        ("insolvency", False, False),
        ("first_load", False, False),
    ],
)
def test_who_may_pass_over_what(code: str, *, collector: bool, manager: bool) -> None:
    assert is_overridable(code, may_override_stops=False) is collector
    assert is_overridable(code, may_override_stops=True) is manager


@pytest.mark.parametrize(
    ("country", "postcode", "zone", "territory"),
    [
        ("FR", "75001", "Europe/Paris", Territory.FRANCE),
        ("FR", "98800", "Pacific/Noumea", Territory.NEW_CALEDONIA),
        ("FR", "98713", "Pacific/Tahiti", Territory.FRENCH_POLYNESIA),
        ("PF", "", "Pacific/Tahiti", Territory.FRENCH_POLYNESIA),
        ("FR", "", "Pacific/Noumea", Territory.NEW_CALEDONIA),  # the ledger does not tell
        ("DE", "10115", "Pacific/Noumea", Territory.NEW_CALEDONIA),
    ],
)
def test_a_debtor_is_where_its_address_says(
    country: str, postcode: str, zone: str, territory: Territory
) -> None:
    place = place_of(NOUMEA, country=country, postcode=postcode)

    assert (place.zone.key, place.calendar.territory) == (zone, territory)
