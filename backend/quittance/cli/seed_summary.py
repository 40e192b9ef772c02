"""What is left to tell once the demonstration is there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Visit:
    """Another debtor whose portal shows something of its own."""

    what: str
    company_id: UUID
    customer_id: UUID
    contact_email: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a person needs to enter: a log-in, and a debtor whose portal is worth a visit."""

    email: str
    password: str
    company_id: UUID
    company: str
    customer_id: UUID
    customer: str
    contact_email: str
    receivables: int
    visits: tuple[Visit, ...] = ()
