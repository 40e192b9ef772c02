"""Sums of money within PostgreSQL, which stay the whole numbers they are made of."""

from __future__ import annotations

from sqlalchemy import BigInteger, ColumnElement, Function, func
from sqlalchemy.orm import InstrumentedAttribute


def sum_minor(amount: ColumnElement[int] | InstrumentedAttribute[int]) -> Function[int]:
    """The sum in minor units, a BIGINT; NULL of no rows, an error beyond what a BIGINT holds.

    PostgreSQL's own `sum` widens to NUMERIC: slower, and no cursor could carry it as an integer.
    """
    return func.sum_minor(amount, type_=BigInteger)
