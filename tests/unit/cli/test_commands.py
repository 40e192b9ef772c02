"""The command line: a wrong line, and a failure, are told in a sentence."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quittance.cli.commands import _parser

COMPANY = ["--company", "019ab7a4-0000-7000-8000-000000000000"]


@pytest.mark.parametrize(
    "line",
    [
        ["audit", "verify", *COMPANY, "--head", "12"],
        ["audit", "verify", *COMPANY, "--head", "12:zz"],
        ["audit", "verify", *COMPANY, "--head", f"012:{'a1' * 32}"],  # would match no fact
        ["resume", "--restored-from", "2026-11-22T03:00:00"],
        ["plan", *COMPANY, "--as-of", "hier"],
    ],
)
def test_a_word_that_cannot_be_meant_is_refused(line: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as refused:
        _parser().parse_args(line)
    assert refused.value.code == 2
    assert "invalid" in capsys.readouterr().err


def test_the_head_of_a_chain_is_taken_as_it_was_printed() -> None:
    head = f"12:{'a1' * 32}"
    told = _parser().parse_args(["audit", "verify", *COMPANY, "--head", f"{head}\n"])
    assert told.head == head
    assert _parser().parse_args(["audit", "verify", *COMPANY]).head is None


KEYS = {"QUITTANCE_SECRET_KEY": "k" * 32, "QUITTANCE_ENCRYPTION_KEY": "e" * 32}
URL = "postgresql+asyncpg://app:app@127.0.0.1:1/quittance"


@pytest.mark.parametrize(
    ("line", "environment", "words"),
    [
        (["inspect", "no-such-ledger.txt"], {}, "no-such-ledger.txt"),
        (["status"], {}, "QUITTANCE_SECRET_KEY needs 32 characters"),
        (["status"], KEYS, "DATABASE_URL names the database"),
        (["serve"], KEYS, "DATABASE_URL names the database"),
        (["worker"], KEYS, "DATABASE_URL names the database"),
        (["send"], {**KEYS, "DATABASE_URL": "nowhere"}, "DATABASE_URL is no address"),
        (["pause"], {**KEYS, "DATABASE_URL": "postgresql://a@b/c"}, "DATABASE_URL is no address"),
        (["seed"], {**KEYS, "DATABASE_URL": URL.replace(":1/", ":x/")}, "is no address"),
        (["serve"], {**KEYS, "DATABASE_URL": URL}, "onnect"),
        (["plan", *COMPANY], {**KEYS, "DATABASE_URL": URL}, "onnect"),
        (["worker"], {**KEYS, "DATABASE_URL": URL, "REDIS_URL": "here"}, "REDIS_URL is no address"),
        (["migrate"], KEYS, "OWNER_DATABASE_URL names the role"),
        (["backup", "."], KEYS, "OWNER_DATABASE_URL names the role"),
        (["migrate"], {**KEYS, "OWNER_DATABASE_URL": "x"}, "OWNER_DATABASE_URL is no address"),
        (["status"], {**KEYS, "QUITTANCE_SMTP_PORT": "mail"}, "QUITTANCE_SMTP_PORT: "),
        (["status"], {**KEYS, "QUITTANCE_LAN_HOSTS": "erp"}, "in JSON"),
        (["serve"], {**KEYS, "DATABASE_URL": URL, "QUITTANCE_LOG_LEVEL": "loud"}, "LOG_LEVEL"),
    ],
)
def test_a_failure_is_a_sentence_and_no_trace(
    line: list[str], environment: dict[str, str], words: str
) -> None:
    command = [sys.executable, "-c", "from quittance.cli import main; main()", *line]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
