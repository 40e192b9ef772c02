"""Revisions that the release before this one can live with, while it still serves.

The first release is revision 0005: its own revisions ran on empty databases, and may do anything.
What is looked for here is what one can see; `test_upgrading.py` runs them under load.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plugins.services import ROOT

FIRST_RELEASE = {"0001", "0002", "0003", "0004", "0005"}
# Where an index that stops writers would be felt; the others are small, or new with the revision.
BIG = {
    "action_lines",
    "actions",
    "attempts",
    "contacts",
    "customers",
    "deliveries",
    "doors",
    "due_work",
    "events",
    "level_changes",
    "portal_links",
    "receivables",
    "webhook_attempts",
    "webhook_deliveries",
    "webhook_messages",
}
TAKES_AWAY = {"drop_column", "drop_table", "rename_table"}


def revisions() -> list[Path]:
    """Those that meet a database with rows in it."""
    found = sorted((ROOT / "migrations" / "versions").glob("*.py"))
    return [path for path in found if _constant(path, "revision") not in FIRST_RELEASE]


def _constant(path: Path, name: str) -> object:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return ast.literal_eval(node.value)
    return None


def upgrading(path: Path) -> Iterator[ast.Call]:
    """Every call on the way up: all of the file but its `downgrade`."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and node.name == "downgrade":
            continue
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call):
                yield inner


def dangers(path: Path) -> list[str]:
    """What requests under way would feel, or the release before would stumble over."""
    found = []
    for call in upgrading(path):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        named = {one.arg: one.value for one in call.keywords}
        first = ast.unparse(call.args[0]) if call.args else ""
        if name in TAKES_AWAY or "new_column_name" in named:
            found.append(f"{name} {first}: the release before still reads it")
        if name == "alter_column" and _is(named.get("server_default"), None):
            found.append(f"{name} {first}: the release before writes rows without the column")
        if name == "alter_column" and _is(named.get("nullable"), False):
            found.append(f"{name} {first}: first a NOT VALID check, then validate, then this")
        if name == "add_column" and len(call.args) > 1 and _is_bare(call.args[1]):
            found.append(f"{name} {first}: NOT NULL without a default")
        if name == "create_index" and _on(call) in BIG and "postgresql_concurrently" not in named:
            found.append(f"{name} {first}: `migrations.gently.index` does not stop writers")
    if "lock_timeout" in path.read_text():
        found.append("lock_timeout: env.py sets it, below the time of deadlocks")
    return found


def _is(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def _on(call: ast.Call) -> object:
    return (
        call.args[1].value if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) else ""
    )


def _is_bare(column: ast.expr) -> bool:
    if not isinstance(column, ast.Call):
        return False
    named = {one.arg: one.value for one in column.keywords}
    return _is(named.get("nullable"), False) and "server_default" not in named


@pytest.mark.parametrize("path", revisions(), ids=lambda path: path.stem)
def test_a_revision_lets_the_release_before_it_serve(path: Path) -> None:
    assert dangers(path) == []


def test_dangers_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "revision.py"
    path.write_text(
        "def upgrade():\n"
        '    op.drop_column("customers", "code")\n'
        '    op.alter_column("customers", "name", server_default=None)\n'
        '    op.alter_column("customers", "name", nullable=False)\n'
        '    op.add_column("customers", sa.Column("x", sa.Integer(), nullable=False))\n'
        '    op.create_index("ix", "receivables", ["number"])\n'
        "def downgrade():\n"
        '    op.drop_table("customers")\n'
    )
    assert len(dangers(path)) == 5
