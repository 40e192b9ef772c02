"""What pushes of rows take and give; imports of files are in `import_schemas`."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from quittance.connectors.rows import lenient
from quittance.platform.schemas import Body, Currency, Day, Out

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Short = Annotated[str, StringConstraints(max_length=60)]
Text = Annotated[str, StringConstraints(max_length=200)]
Minor = Annotated[int, Field(ge=-(10**15), le=10**15, description="Minor units.")]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class ContactRow(Body):
    """A person at a customer's."""

    civility: Annotated[str, Field(max_length=20)] | None = None
    first_name: Annotated[str, Field(max_length=100)] | None = None
    last_name: Annotated[str, Field(max_length=100)] | None = None
    email: Email | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    department: Annotated[str, Field(max_length=100)] | None = None
    function: Annotated[str, Field(max_length=100)] | None = None
    language: Annotated[str, Field(max_length=5)] | None = None
    receives_reminders: bool = True


class CustomerRow(Body):
    """A customer by its code; what is absent stays as it was."""

    code: Code
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    registration: Short | None = None
    vat_number: Annotated[str, Field(max_length=30)] | None = None
    address_lines: Annotated[list[Text], Field(max_length=3)] | None = None
    postcode: Annotated[str, Field(max_length=20)] | None = None
    city: Annotated[str, Field(max_length=100)] | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    mobile: Annotated[str, Field(max_length=40)] | None = None
    sales_rep: Annotated[str, Field(max_length=100)] | None = None
    category: Annotated[str, Field(max_length=100)] | None = None
    payment_method: Short | None = None
    payment_terms: Short | None = None
    credit_limit_minor: Annotated[int, Field(ge=0, le=10**15)] | None = None
    currency: Currency | None = None
    language: Annotated[str, Field(max_length=5)] | None = None
    free1: Text | None = None
    free2: Text | None = None
    contacts: Annotated[list[ContactRow], Field(max_length=20)] = Field(default_factory=list)


class ReceivableRow(Body):
    """A line of a customer's account by its external id; credits are negative.

    Without `balance_minor` all of it is open; zero means settled. Without `due_on` the
    customer's terms, else the company's, say when it falls due.
    """

    external_id: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
    ]
    customer_code: Code
    customer_name: Text | None = None
    kind: Literal["invoice", "credit_note", "payment", "other"] = "invoice"
    number: Annotated[str, Field(max_length=100)] = ""
    label: Annotated[str, Field(max_length=300)] | None = None
    order_no: Annotated[str, Field(max_length=100)] | None = None
    invoiced_on: Day
    entry_on: Day | None = None
    due_on: Day | None = None
    currency: Currency | None = None
    amount_minor: Minor
    balance_minor: Minor | None = None
    payment_method: Short | None = None
    reconciliation_code: Short | None = None
    reconciled_on: Day | None = None
    level: Annotated[int, Field(ge=0, le=9)] | None = None
    free1: Text | None = None
    free2: Text | None = None
    free3: Text | None = None
    document_url: Annotated[str, Field(max_length=500, pattern="^https?://")] | None = None


class CustomersBatch(Body):
    """Up to a thousand customers; a row that is refused does not hold the others back."""

    customers: Annotated[list[lenient(CustomerRow)], Field(min_length=1, max_length=1_000)]  # type: ignore[valid-type]  # a row or its refusal


class ReceivablesBatch(Body):
    """Up to five thousand lines; a row that is refused does not hold the others back."""

    mode: Literal["standard"] = "standard"
    receivables: Annotated[list[lenient(ReceivableRow)], Field(min_length=1, max_length=5_000)]  # type: ignore[valid-type]  # a row or its refusal


class RowProblemOut(Out):
    """Why a row was refused; the message is for people, in French."""

    field: str
    code: str
    message: str


class CustomerResultOut(Out):
    """What became of one row, in the order of the request."""

    index: int
    code: str | None
    outcome: Literal["created", "updated", "unchanged", "refused"]
    id: UUID | None
    problems: list[RowProblemOut]


class ReceivableResultOut(Out):
    """What became of one row, in the order of the request."""

    index: int
    external_id: str | None
    outcome: Literal["created", "updated", "unchanged", "refused"]
    id: UUID | None
    problems: list[RowProblemOut]


class CustomersBatchOut(Out):
    """What became of each row."""

    results: list[CustomerResultOut]


class ReceivablesBatchOut(Out):
    """What became of each row."""

    results: list[ReceivableResultOut]
