"""The script the pages load is what its TypeScript source compiles to, and it is small."""

import gzip
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SERVED = ROOT / "backend/quittance/portal/static/portal.js"
COMPILER = ROOT / "frontend/node_modules/.bin/tsc"


def test_the_script_stays_under_10_kilobytes() -> None:
    assert len(gzip.compress(SERVED.read_bytes())) < 10_000


@pytest.mark.skipif(
    not COMPILER.exists() or shutil.which("node") is None, reason="the console is not set up"
)
def test_the_script_is_up_to_date(tmp_path: Path) -> None:
    subprocess.run(
        [COMPILER, "-p", ROOT / "frontend/portal", "--outDir", tmp_path],
        check=True,
        env=os.environ,
    )

    assert (tmp_path / "portal.js").read_text() == SERVED.read_text()
