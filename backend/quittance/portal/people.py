"""A person as a debtor writes them down, in a form or by a program."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import EmailStr, Field, StringConstraints

from quittance.customers.models import Contact
from quittance.platform.schemas import Body
from quittance.portal import places
from quittance.portal.errors import ContactInvalid
from quittance.portal.places import Department

Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]
FunctionCode = Annotated[str, StringConstraints(pattern="^[a-z_]{0,40}$")]
FIELDS = ("department", "function", "civility", "first_name", "last_name", "email", "phone")


class Person(Body):
    """Whom to write to; a function is one of its department's (SID-32). Empty says nothing."""

    department: Department | Literal[""] = ""
    function: FunctionCode = ""
    civility: Literal["", "M.", "Mme"] = ""
    first_name: Name = ""
    last_name: Annotated[Name, StringConstraints(min_length=1)]
    email: Annotated[EmailStr, Field(max_length=254)]
    phone: Annotated[
        str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[0-9+() ./-]*$")
    ] = ""


def refuse_stranger_function(person: Person) -> None:
    """Raise `ContactInvalid` for a function its department does not have."""
    if person.function and person.function not in places.functions_of(person.department):
        raise ContactInvalid("function", "not_of_department")


def as_contact(person: Person) -> dict[str, Any]:
    """The person as a contact keeps them; a place nobody named stays unsaid."""
    facts: dict[str, Any] = {
        "civility": person.civility,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email.strip(),
        "phone": person.phone,
    }
    if person.department:
        facts["department"] = places.department_name(person.department)
        facts["function"] = places.function_name(person.function)
    return facts


def as_typed(contact: Contact | None, address: str) -> dict[str, str]:
    """The fields of the form, as they are known."""
    if contact is None:
        return dict.fromkeys(FIELDS, "") | {"email": address if "@" in address else ""}
    department = places.department_of(contact.department)
    civility = contact.civility.strip()
    return {
        "department": department,
        "function": places.function_of(department, contact.function),
        "civility": civility if civility in {"M.", "Mme"} else "",
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "email": contact.email,
        "phone": contact.phone,
    }


def full_name(first_name: str, last_name: str) -> str:
    """Both names, or the one there is."""
    return f"{first_name} {last_name}".strip()
