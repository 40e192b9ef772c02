"""What an unreadable value may have meant: one likely reading, or none."""

import pytest

from quittance.connectors.readers.proposals import propose


@pytest.mark.parametrize(
    ("code", "value", "meant"),
    [
        ("date_unreadable", "31/02/2026", "28/02/2026"),
        ("date_unreadable", "31.04.2028", "30/04/2028"),
        ("due_date_unreadable", "12/15/2026", "15/12/2026"),
        ("date_unreadable", "3O/O9/2026", "30/09/2026"),
        ("date_unreadable", "demain", ""),
        ("date_unreadable", "45/45/2026", ""),
        ("amount_unreadable", "1.204,5O", "1204,50"),
        ("amount_unreadable", "l2,00", "12,00"),
        ("amount_unreadable", "douze euros", ""),
        ("amount_unreadable", "1,234", ""),
        ("email_invalid", "compta@martin,example", "compta@martin.example"),
        ("email_invalid", "compta @ martin.example", "compta@martin.example"),
        ("email_invalid", "pas une adresse", ""),
        ("currency_unknown", "Euros", "EUR"),
        ("currency_unknown", "BTC", ""),
        ("customer_missing", "", ""),
    ],
)
def test_a_likely_meaning_is_proposed_and_nothing_is_guessed(code, value, meant):
    assert propose(code, value) == meant
