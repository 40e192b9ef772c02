"""Where the measured product runs: its own servers, its own files, no message to the outside."""

from __future__ import annotations

import os
from pathlib import Path

from quittance.platform.embedded import Running
from quittance.platform.settings import Settings


def settings_for(running: Running, folder: Path) -> Settings:
    """The settings of a demonstration on these servers."""
    return Settings.model_validate(
        {
            "DATABASE_URL": running.app_url,
            "REDIS_URL": running.redis_url,
            "BLOB_URL": str(folder / "blobs"),
            "demo": True,
            "secret_key": "s" * 32,
            "encryption_key": "e" * 32,
            "smtp_tls": "none",
        }
    )


def environment_for(running: Running, folder: Path, **more: str) -> dict[str, str]:
    """The same for a process of its own."""
    return os.environ | {
        "DATABASE_URL": running.app_url,
        "REDIS_URL": running.redis_url,
        "BLOB_URL": str(folder / "blobs"),
        "QUITTANCE_DEMO": "1",
        "QUITTANCE_SECRET_KEY": "s" * 32,
        "QUITTANCE_ENCRYPTION_KEY": "e" * 32,
        "QUITTANCE_SMTP_TLS": "none",
        "QUITTANCE_LOG_LEVEL": "WARNING",
        **more,
    }
