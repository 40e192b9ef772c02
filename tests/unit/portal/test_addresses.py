"""Whose an address is likely to be: a shared mail provider proves nothing."""

import pytest

from quittance.portal.addresses import domain_of, is_of_the_house, is_same

KNOWN = ["compta@loire-ocean.example", "Direction@Loire-Ocean.example", "anne@gmail.com"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("l.petit@loire-ocean.example", True),
        ("L.PETIT@LOIRE-OCEAN.EXAMPLE", True),
        ("l.petit@mail.loire-ocean.example", False),
        ("l.petit@loire-ocean.example.ailleurs.example", False),
        ("quelqu.un@gmail.com", False),
        ("loire-ocean.example", False),
        ("", False),
    ],
)
def test_a_house_is_an_exact_domain_of_its_own(address: str, expected: object) -> None:
    assert is_of_the_house(address, KNOWN) is expected


def test_nobody_known_is_no_house() -> None:
    assert not is_of_the_house("a@loire-ocean.example", [])
    assert not is_of_the_house("a@", ["@"])


def test_addresses_are_one_mailbox_whatever_their_case() -> None:
    assert is_same(" Compta@Loire-Ocean.example", "compta@loire-ocean.EXAMPLE ")
    assert domain_of("a@b@C.example") == "c.example"
