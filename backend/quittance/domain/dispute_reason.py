"""Why a debtor contests: a closed list, public and frozen (SID-16)."""

from enum import StrEnum


class DisputeReason(StrEnum):
    """The reasons a debtor chooses from."""

    PRICE = "price"
    QUANTITY = "quantity"
    QUALITY = "quality"
    NOT_DELIVERED = "not_delivered"
    NOT_ORDERED = "not_ordered"
    INVOICE_MISSING = "invoice_missing"
    INVOICE_ERROR = "invoice_error"
    DUPLICATE = "duplicate"
    CREDIT_EXPECTED = "credit_expected"
    OTHER = "other"
