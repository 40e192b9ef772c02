"""What every table shares: names of constraints, tenant keys, column types."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Enum, ForeignKeyConstraint, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from quittance.platform.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Tables without row-level security: read before a company is known, without business content.
# Anything else that bears a company is forced behind the policy (design: tenancy is structural).
EXEMPT_TABLES = frozenset(
    {
        "alembic_version",
        "organisations",
        "users",
        "user_sessions",
        "due_work",
        "doors",
        "customer_search",
        "contact_search",
        "installation",
    }
)


class Base(DeclarativeBase):
    """All tables; instants are aware, JSON is JSONB, integers of money are BIGINT."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it as a plain class attribute
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[str]: JSONB,
        list[dict[str, Any]]: JSONB,
    }


class Owned:
    """A row of one company: the key carries the company, so a look-up by bare id does not exist."""

    company_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


def owned_by_company() -> ForeignKeyConstraint:
    """The company exists."""
    return ForeignKeyConstraint(["company_id"], ["companies.id"])


def refers_to(table: str, column: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """`column` points at a row of `table` of the *same* company; the database holds it."""
    return ForeignKeyConstraint(
        ["company_id", column], [f"{table}.company_id", f"{table}.id"], ondelete=ondelete
    )


def as_text(enum: type[StrEnum], length: int = 40) -> Enum:
    """An enumeration kept as its text value, with no PostgreSQL type to migrate."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )


def minor() -> Any:  # noqa: ANN401  mapped_column is generic in its attribute
    """A sum in minor units of the row's currency."""
    return mapped_column(BigInteger)


def currency_code() -> Any:  # noqa: ANN401  mapped_column is generic in its attribute
    """An ISO 4217 code."""
    return mapped_column(String(3))
