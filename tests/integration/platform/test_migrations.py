"""The migrations and the models say the same thing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import asyncpg

from tests.plugins.services import for_asyncpg

ROOT = Path(__file__).parents[3]
PATH = "search_path=public, pg_temp"


def test_the_migrations_leave_nothing_that_the_models_ask_for(owner_url: str) -> None:
    """A changed column or index without its migration would be found on the next deployment."""
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "check"],
        cwd=ROOT,
        env={**os.environ, "OWNER_DATABASE_URL": owner_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


async def test_a_function_with_anothers_rights_reads_our_tables_before_a_callers_own(
    owner_url: str,
) -> None:
    connection = await asyncpg.connect(for_asyncpg(owner_url))
    rows = await connection.fetch(
        "SELECT proname, proconfig FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )
    await connection.close()

    paths = {row["proname"]: row["proconfig"] for row in rows}
    assert len(paths) >= 7
    assert {name for name, set_to in paths.items() if set_to != [PATH]} == set()
