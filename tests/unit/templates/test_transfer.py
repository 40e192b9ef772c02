"""How to pay: an IBAN with a picture banks read, a RIB without, and never a figure made up."""

import re

import pytest

from quittance.domain.money import Money
from quittance.templates.transfer import is_sound, sepa_text, transfer_of

EUROS = Money(24_960_00, "EUR")
IBAN = "FR14 2004 1010 0505 0001 3M02 606"


@pytest.mark.parametrize(
    "details",
    [
        f"IBAN {IBAN}\nBIC PSSTFRPPNTE",
        f"iban : {IBAN.replace(' ', '')}, BIC PSSTFRPPNTE",
        f"{IBAN} BIC PSSTFRPPNTE",
        f"IBAN\u00a0{IBAN.replace(' ', chr(0xA0))} - SWIFT: PSSTFRPPNTE",
    ],
)
def test_an_iban_is_found_however_it_is_written(details: str) -> None:
    transfer = transfer_of("Ateliers Morvan", details, "C00019", EUROS)

    assert transfer.facts == (("iban", IBAN), ("bic", "PSSTFRPPNTE"))
    assert transfer.picture is not None


def test_francs_are_paid_by_rib_without_a_picture() -> None:
    transfer = transfer_of(
        "Caillou Matériaux",
        "Banque du Lagon\nRIB 14168 00042 01234567890 17",
        "Q0142",
        Money(1_021_450, "XPF"),
    )

    assert transfer.facts == (("bank", "Banque du Lagon"), ("rib", "14168 00042 01234567890 17"))
    assert transfer.picture is None


@pytest.mark.parametrize(
    ("details", "amount"),
    [
        (IBAN.replace("606", "607"), EUROS),  # its key is wrong
        (IBAN, Money(24_960, "XPF")),
        (IBAN, Money(0, "EUR")),
        (IBAN, Money(100_000_000_000, "EUR")),  # more than a picture may ask
        ("Par chèque, A<b> & <SARL>", EUROS),
        ("", EUROS),
    ],
)
def test_no_picture_rather_than_a_wrong_one(details: str, amount: Money) -> None:
    assert transfer_of("Ateliers Morvan", details, "C00019", amount).picture is None


def test_the_picture_says_what_banks_read() -> None:
    text = sepa_text("Ateliers\nMorvan", IBAN.replace(" ", ""), "PSSTFRPPNTE", EUROS, "C00019")

    assert text.split("\n") == [
        *("BCD", "002", "1", "SCT", "PSSTFRPPNTE", "Ateliers Morvan"),
        *("FR1420041010050500013M02606", "EUR24960.00", "", "", "C00019"),
    ]


def test_the_picture_leaves_its_quiet_zone_white() -> None:
    picture = transfer_of("Ateliers Morvan", IBAN, "C00019", EUROS).picture
    assert picture is not None

    corners = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h", picture.path)]
    assert min(x for x, _ in corners) == min(y for _, y in corners) == 4
    assert max(y for _, y in corners) == picture.side - 5


@pytest.mark.parametrize("iban", ["FR1420041010050500013M02606", "DE89370400440532013000"])
def test_the_key_of_an_iban_is_checked(iban: str) -> None:
    assert is_sound(iban)
    assert not is_sound(iban[:-1] + str((int(iban[-1]) + 1) % 10))
