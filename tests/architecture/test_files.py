"""How files look from outside: their size, their names, and what may stand in them at all."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.house import (
    BACKEND,
    MOST_LINES,
    backend_files,
    lines_of,
    rooms,
    short,
    source_files,
)

VAGUE = {"util", "utils", "helper", "helpers", "manager", "common", "misc", "base", "core"}

CLOCK = "platform/clock.py"
WALL_CLOCK = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")


@pytest.mark.parametrize("path", source_files(), ids=short)
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    assert lines_of(path) <= MOST_LINES, "Split it by meaning."


@pytest.mark.parametrize("path", source_files(), ids=short)
def test_a_file_is_named_for_what_it_does(path: Path) -> None:
    assert VAGUE.isdisjoint(re.split(r"[-_.]", path.stem.lower()))


@pytest.mark.parametrize("path", backend_files(), ids=short)
def test_nobody_commits_by_hand(path: Path) -> None:
    assert ".commit(" not in path.read_text(), "`Database.transaction` ends it with its block."


@pytest.mark.parametrize("path", backend_files(), ids=short)
def test_only_the_clock_reads_the_wall_clock(path: Path) -> None:
    if str(path.relative_to(BACKEND)) != CLOCK:
        assert WALL_CLOCK.search(path.read_text()) is None


@pytest.mark.parametrize("room", sorted(rooms()))
def test_a_room_re_exports_nothing(room: str) -> None:
    written = ast.parse((BACKEND / room / "__init__.py").read_text()).body
    assert all(isinstance(statement, ast.Expr) for statement in written), "A docstring at most."
