"""Settings → concrete adapters: the only file that names a provider."""

from __future__ import annotations

from typing import Any

from quittance.platform.secrets import Sealer
from quittance.platform.settings import Settings
from quittance.platform.storage import BlobStore, FolderStore


def storage(settings: Settings) -> BlobStore:
    """Where files are kept."""
    return FolderStore(settings.blob_dir)


def secrets(settings: Settings) -> Sealer:
    """What seals the secrets of partners."""
    return Sealer(settings.encryption_key.get_secret_value())


def providers(settings: Settings) -> dict[type[Any], Any]:
    """The adapter of each port, for jobs."""
    return {}
