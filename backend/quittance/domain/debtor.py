"""Who owes: the law treats a professional, a consumer and a public buyer apart."""

from enum import StrEnum


class DebtorType(StrEnum):
    """The kind of debtor (LEG-7); an unknown one is owed no penalty."""

    PROFESSIONAL = "professional"
    CONSUMER = "consumer"
    PUBLIC = "public"
    UNKNOWN = "unknown"
