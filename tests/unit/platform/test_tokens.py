"""A token counts for its audience, until its end, under our key and algorithm alone."""

from datetime import UTC, datetime, timedelta

import pytest
from jose import jwt

from quittance.platform import tokens
from quittance.platform.tokens import TokenRefused

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECRET = "a secret of the tests, long enough"
ENDS_AT = NOW + timedelta(minutes=15)
CLAIMS = {"sub": "somebody", "aud": "console", "exp": int(ENDS_AT.timestamp())}


def token() -> str:
    return tokens.sign(SECRET, "console", {"sub": "somebody"}, now=NOW, ends_at=ENDS_AT)


def test_a_token_tells_its_claims_until_its_end() -> None:
    just_before = ENDS_AT - timedelta(seconds=1)

    assert tokens.read((SECRET,), "console", token(), now=just_before)["sub"] == "somebody"
    with pytest.raises(TokenRefused, match="over"):
        tokens.read((SECRET,), "console", token(), now=ENDS_AT)


@pytest.mark.parametrize(
    "stranger",
    [
        "",
        "a.b.c",
        "é",
        tokens.sign(SECRET, "portal", {"sub": "somebody"}, now=NOW, ends_at=ENDS_AT),
        jwt.encode(CLAIMS, "another secret, just as long as ours"),
        jwt.encode(CLAIMS, SECRET, algorithm="HS512"),
        jwt.encode({"sub": "somebody", "aud": "console"}, SECRET),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzb21lYm9keSIsImF1ZCI6ImNvbnNvbGUiLCJleHAiOjk5OTk5OTk5OTl9.",
    ],
    ids=["nothing", "dots", "accent", "portal", "key", "algorithm", "endless", "unsigned"],
)
def test_no_other_token_counts(stranger: str) -> None:
    with pytest.raises(TokenRefused):
        tokens.read((SECRET,), "console", stranger, now=NOW)
