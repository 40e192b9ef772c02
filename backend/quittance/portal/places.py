"""Departments and the functions of each: the linked fields of the contact form (SID-32)."""

from __future__ import annotations

from enum import StrEnum

from quittance.portal.words import CATALOGUES


class Department(StrEnum):
    """Where a contact works."""

    ACCOUNTING = "accounting"
    TREASURY = "treasury"
    PURCHASING = "purchasing"
    OPERATIONS = "operations"
    MANAGEMENT = "management"
    OTHER = "other"


FUNCTIONS: dict[Department, tuple[str, ...]] = {
    Department.ACCOUNTING: (
        "supplier_accountant",
        "accountant",
        "chief_accountant",
        "finance_director",
        "outside_accountant",
    ),
    Department.TREASURY: ("treasurer", "payment_officer", "finance_director"),
    Department.PURCHASING: ("buyer", "purchasing_manager", "purchasing_assistant"),
    Department.OPERATIONS: ("site_manager", "warehouse_manager", "operations_assistant"),
    Department.MANAGEMENT: ("owner", "director", "assistant"),
    Department.OTHER: ("other",),
}


def functions_of(department: str) -> tuple[str, ...]:
    """The functions of a department; none without one."""
    return FUNCTIONS[Department(department)] if department in set(Department) else ()


def department_name(code: str) -> str:
    """A department as staff read it: the console and the ledger's contacts are in French."""
    return CATALOGUES["fr"][f"department.{code}"] if code else ""


def function_name(code: str) -> str:
    """A function as staff read it."""
    return CATALOGUES["fr"][f"function.{code}"] if code else ""


def department_of(name: str) -> str:
    """The department of that name, empty for a name of the ledger's own."""
    return next((one.value for one in Department if department_name(one.value) == name), "")


def function_of(department: str, name: str) -> str:
    """The function of that name in the department, empty for a name of the ledger's own."""
    return next((one for one in functions_of(department) if function_name(one) == name), "")
