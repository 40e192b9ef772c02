"""Draft a revision: what the models say and the migrations do not say yet (`make migration`)."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from quittance.platform import embedded

ROOT = Path(__file__).parents[1]


def draft(subject: str) -> None:
    """A dated file in versions/ holds the difference; a throw-away database served to find it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        with embedded.services(Path(folder), durable=False) as running:
            environment = {**os.environ, "OWNER_DATABASE_URL": running.owner_url}
            for command in (["upgrade", "head"], ["revision", "--autogenerate", "-m", subject]):
                subprocess.run(  # noqa: S603  our own command, the subject is one argument
                    [sys.executable, "-m", "alembic", *command],
                    cwd=ROOT,
                    env=environment,
                    check=True,
                )


if __name__ == "__main__":
    draft(sys.argv[1])
