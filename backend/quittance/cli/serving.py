"""What uvicorn is told to serve: the application with the settings of its environment."""

from __future__ import annotations

from fastapi import FastAPI

from quittance.api import create_app
from quittance.platform import garbage, log
from quittance.platform.settings import Settings


def app() -> FastAPI:
    """The application of one process."""
    settings = Settings()
    log.configure(settings.log_level)
    served = create_app(settings)
    garbage.look_seldom()
    return served
