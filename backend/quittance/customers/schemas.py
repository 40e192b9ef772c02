"""What contacts and profiles look like from outside."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import EmailStr, Field, StringConstraints

from quittance.customers.models import EmailStatus
from quittance.platform.schemas import Body, Out

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]


class ContactFacts(Body):
    """A person at the customer's; what is absent stays, or is empty for a new one."""

    civility: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    email: Annotated[EmailStr, Field(max_length=254)] | None = None
    phone: Annotated[str, StringConstraints(max_length=40)] | None = None
    department: Name | None = None
    function: Name | None = None
    language: Annotated[str, StringConstraints(pattern="^[a-z]{2}$")] | None = None
    receives_reminders: bool | None = None
    is_main: bool | None = None


class PersonOut(Out):
    """A contact; `email_status` tells whether the address still takes our mail."""

    id: UUID
    customer_id: UUID
    civility: str
    first_name: str
    last_name: str
    email: str
    phone: str
    department: str
    function: str
    language: str
    receives_reminders: bool
    is_main: bool
    email_status: EmailStatus


class PeopleOut(Out):
    """A customer's contacts, the main one first."""

    items: list[PersonOut]


class ProfileOut(Out):
    """A class of customers that shares scenarios, and how many customers it has."""

    id: UUID
    name: str
    is_default: bool
    customers: int


class ProfilesOut(Out):
    """The company's profiles, the default one first."""

    items: list[ProfileOut]
