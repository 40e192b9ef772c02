"""Words and papers: the texts a company has made its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.tables import Base, Owned, owned_by_company


class Template(Owned, Base):
    """A company's text for one kind, channel and language; stock texts serve where none is."""

    __tablename__ = "templates"
    __table_args__ = (
        owned_by_company(),
        UniqueConstraint("company_id", "kind", "channel", "locale"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(5))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    updated_by: Mapped[UUID | None]


class RateApproval(Owned, Base):
    """The company's counsel has approved the legal rates of a semester, such as `2026-H2`."""

    __tablename__ = "rate_approvals"
    __table_args__ = (owned_by_company(), UniqueConstraint("company_id", "semester"))

    semester: Mapped[str] = mapped_column(String(7))
    counsel: Mapped[str] = mapped_column(String(200))
    approved_at: Mapped[datetime]
    approved_by: Mapped[UUID | None]
    approved_by_name: Mapped[str] = mapped_column(String(200), default="")
