"""Identifiers: UUIDv7, so that rows inserted together lie together."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562): time-ordered, made in the application."""
    return uuid_utils.compat.uuid7()
