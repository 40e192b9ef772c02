"""Whose commercial law a creditor's claims follow."""

from enum import StrEnum


class Jurisdiction(StrEnum):
    """The law of the creditor's contract: France, New Caledonia, French Polynesia (LEG-15)."""

    FR = "FR"
    NC = "NC"
    PF = "PF"
