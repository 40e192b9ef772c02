"""What an operator sets: a setting that cannot be meant refuses to start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from quittance.platform.settings import Settings

STRONG, OTHER = "a key of thirty-two characters or more", "another key that is just as long as it"


def given(**named: Any) -> Settings:
    return Settings(**{"secret_key": STRONG, "encryption_key": OTHER} | named)


@pytest.mark.parametrize(
    "named",
    [
        {"secret_key": ""},
        {"secret_key": "changeme"},
        {"encryption_key": "a" * 31},
        {"other_secret_keys": [STRONG, "former"]},
        {"other_encryption_keys": ["short"]},
    ],
)
def test_a_weak_key_refuses_to_start(named: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="needs 32 characters"):
        given(**named)
    assert Settings(**named, demo=True).demo


def test_the_newest_key_comes_first() -> None:
    settings = given(other_secret_keys=[OTHER], other_encryption_keys=[STRONG])
    assert settings.signing_keys == (STRONG, OTHER)
    assert settings.sealing_keys == (OTHER, STRONG)


def test_no_key_is_shown_by_accident() -> None:
    assert STRONG not in repr(given(other_secret_keys=[STRONG]))


@pytest.mark.parametrize("url", ["s3://bucket/files", "https://files.example/", "file://host/x"])
def test_files_are_kept_in_a_folder_or_not_at_all(url: str) -> None:
    with pytest.raises(ValidationError, match="names a folder"):
        given(BLOB_URL=url)


@pytest.mark.parametrize("url", ["/srv/files", "file:///srv/files"])
def test_a_folder_is_a_path_or_its_address(url: str) -> None:
    assert given(BLOB_URL=url).blob_dir == Path("/srv/files")


@pytest.mark.parametrize(
    ("url", "is_secure"), [("https://quittance.example", True), ("http://127.0.0.1:8000", False)]
)
def test_cookies_travel_over_tls_where_there_is_any(url: str, is_secure) -> None:
    assert given(public_url=url).secure_cookies is is_secure
