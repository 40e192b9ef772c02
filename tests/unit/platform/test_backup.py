"""Where backups are kept, other things may lie."""

from __future__ import annotations

from pathlib import Path

from quittance.platform.backup import _latest

OURS = """{"format": 1, "taken_at": "2026-11-%sT03:00:00Z", "installation":
"019ab7a4-0000-7000-8000-000000000000", "generation": 1, "revision": "0552", "server_major": 18,
"dump_sha256": "", "files": 0, "files_bytes": 0, "heads": {}}"""


def test_the_newest_backup_is_found_beside_what_is_none_of_ours(tmp_path: Path) -> None:
    manifests = {
        "2026-11-20": OURS % "20",
        "2026-11-21": OURS % "21",
        "a-release-to-come": (OURS % "22").replace('"format": 1', '"format": 2'),
        "somebody-s-site": '{"name": "Vitrine", "icons": []}',
    }
    for name, manifest in manifests.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(manifest)
    assert _latest(tmp_path) == tmp_path / "2026-11-21"
