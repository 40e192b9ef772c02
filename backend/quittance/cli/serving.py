"""What uvicorn is told to serve: the application with the settings of its environment."""

from __future__ import annotations

import gc

from fastapi import FastAPI
from sqlalchemy.orm import configure_mappers

from quittance.api import create_app
from quittance.platform import log
from quittance.platform.settings import Settings

# Objects made before the young are looked through, and how often that before older ones are.
MADE_BETWEEN_LOOKS = (10_000, 10, 50)


def app() -> FastAPI:
    """The application of one process."""
    settings = Settings()
    log.configure(settings.log_level)
    served = create_app(settings)
    _look_for_garbage_seldom()
    return served


def _look_for_garbage_seldom() -> None:
    """What lives as long as the process is never looked through for garbage, the rest seldom.

    A whole look halts every request for a fifth of a second; nearly all we make is freed without.
    """
    configure_mappers()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*MADE_BETWEEN_LOOKS)
