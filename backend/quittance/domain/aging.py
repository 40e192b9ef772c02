"""How late what is owed is."""

from datetime import date


def days_late(due_on: date, as_of: date) -> int:
    """How many days past its due day, zero if it is not past (SID-25)."""
    return max(0, (as_of - due_on).days)
