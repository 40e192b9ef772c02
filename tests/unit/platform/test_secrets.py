"""Secrets at rest open for their company and field, and for nobody else."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.platform.secrets import Sealer, Undecipherable

MARTIN, DUPONT = UUID(int=1), UUID(int=2)
OLD, NEW = "the operator's old key, long enough", "the operator's new key, long enough"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_secret_comes_back_whole(secret: str) -> None:
    sealer = Sealer(OLD)
    assert sealer.open(MARTIN, "smtp", sealer.seal(MARTIN, "smtp", secret)) == secret


def test_the_same_secret_never_looks_the_same() -> None:
    sealer = Sealer(OLD)
    assert sealer.seal(MARTIN, "smtp", "x") != sealer.seal(MARTIN, "smtp", "x")


def test_another_company_cannot_open_it() -> None:
    sealer = Sealer(OLD)
    sealed = sealer.seal(MARTIN, "webhook_secret", "whsec_x")
    with pytest.raises(Undecipherable):
        sealer.open(DUPONT, "webhook_secret", sealed)


def test_another_field_cannot_open_it() -> None:
    sealer = Sealer(OLD)
    sealed = sealer.seal(MARTIN, "webhook_secret", "whsec_x")
    with pytest.raises(Undecipherable):
        sealer.open(MARTIN, "smtp", sealed)


@given(st.data())
def test_one_changed_bit_is_noticed(data: st.DataObject) -> None:
    sealer = Sealer(OLD)
    sealed = bytearray(sealer.seal(MARTIN, "smtp", "secret"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Undecipherable):
        sealer.open(MARTIN, "smtp", bytes(sealed))


@pytest.mark.parametrize("kept", range(0, 40, 3))
def test_a_cut_secret_is_noticed(kept: int) -> None:
    sealer = Sealer(OLD)
    sealed = sealer.seal(MARTIN, "smtp", "secret" * 3)
    with pytest.raises(Undecipherable):
        sealer.open(MARTIN, "smtp", sealed[:kept])


def test_after_a_change_of_keys_old_secrets_still_open_and_new_ones_use_the_new_key() -> None:
    sealed_before = Sealer(OLD).seal(MARTIN, "smtp", "secret")
    both = Sealer(NEW, OLD)
    assert both.open(MARTIN, "smtp", sealed_before) == "secret"

    sealed_after = both.seal(MARTIN, "smtp", "secret")
    assert Sealer(NEW).open(MARTIN, "smtp", sealed_after) == "secret"
    with pytest.raises(Undecipherable):
        Sealer(OLD).open(MARTIN, "smtp", sealed_after)
