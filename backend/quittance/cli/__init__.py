"""`quittance …`: every gesture of an operator."""

from __future__ import annotations

from quittance.cli.commands import main

__all__ = ["main"]
