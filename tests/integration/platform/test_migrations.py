"""The migrations and the models say the same thing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


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
