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


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["inspect", "no-such-ledger.txt"], "no-such-ledger.txt"),
        (["status"], "QUITTANCE_SECRET_KEY needs 32 characters"),
    ],
)
def test_a_failure_is_a_sentence_and_no_trace(line: list[str], words: str) -> None:
    command = [sys.executable, "-c", "from quittance.cli import main; main()", *line]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={})
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
