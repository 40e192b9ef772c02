"""What the documents tell people to type and to open is there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from quittance.cli.commands import _parser
from tests.architecture.house import BACKEND, ROOT, short

DOCUMENTS = sorted(
    [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "decisions").glob("*.md"),
    ]
)
COMMAND = re.compile(r"(?:^|[`(&;|] ?)quittance ([a-z-]+)", re.MULTILINE)
GESTURE = re.compile(r"(?:^|`)make ([a-z-]+)", re.MULTILINE)
FILE = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|md|json|yml|sql|xz|env))(?:`|::)")


def commands() -> set[str]:
    """The first words that the command line knows."""
    (chosen,) = [one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction)]
    return set(chosen.choices)


def gestures() -> set[str]:
    """The targets of the Makefile."""
    found = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return set(found)


@pytest.mark.parametrize("path", DOCUMENTS, ids=short)
def test_what_people_are_told_to_type_is_known(path: Path) -> None:
    text = path.read_text()
    assert set(COMMAND.findall(text)) <= commands()
    assert set(GESTURE.findall(text)) <= gestures()


@pytest.mark.parametrize("path", DOCUMENTS, ids=short)
def test_what_people_are_told_to_open_is_there(path: Path) -> None:
    places = (ROOT, BACKEND, path.parent)
    named = set(FILE.findall(path.read_text()))
    missing = [one for one in named if not any((place / one).exists() for place in places)]
    assert missing == []
