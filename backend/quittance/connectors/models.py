"""Bring the ledger in: one run a file, with what it changed and what it refused."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.tables import Base, Owned, as_text, owned_by_company, refers_to


class FileKind(StrEnum):
    """What a load brings; `auto` reads it off the file."""

    AUTO = "auto"
    FEC = "fec"
    CUSTOMERS = "customers"
    CONTACTS = "contacts"
    RECEIVABLES = "receivables"


class LoadMode(StrEnum):
    """Standard never closes what is absent; full says that what is absent is no longer open."""

    STANDARD = "standard"
    FULL = "full"


class RunStatus(StrEnum):
    """How far a run has come; a draft is a file that nobody has asked to load yet."""

    DRAFT = "draft"
    RECEIVED = "received"
    RUNNING = "running"
    NEEDS_REVIEW = "needs_review"
    APPLIED = "applied"
    DRY_RUN = "dry_run"
    FAILED = "failed"
    REJECTED = "rejected"
    ROLLING_BACK = "rolling_back"
    ROLLED_BACK = "rolled_back"


class SyncRun(Owned, Base):
    """One load of customers, contacts or receivables.

    `columns` is the column of each field as a person chose them; empty, they are guessed. An
    applied load was applied at `finished_at`, and can be taken back until `rollback_until`.
    """

    __tablename__ = "sync_runs"
    __table_args__ = (owned_by_company(), Index(None, "company_id", "created_at", "id"))

    kind: Mapped[FileKind] = mapped_column(as_text(FileKind, 20))
    format: Mapped[str] = mapped_column(String(20), default="")  # fec, sage100, csv, xlsx, rest
    mode: Mapped[LoadMode] = mapped_column(as_text(LoadMode, 20))
    dry_run: Mapped[bool] = mapped_column(default=False)
    file_name: Mapped[str] = mapped_column(String(255), default="")
    blob_key: Mapped[str] = mapped_column(String(120), default="")
    size_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[RunStatus] = mapped_column(as_text(RunStatus))
    reviewed: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sums: Mapped[dict[str, Any]] = mapped_column(default=dict)
    message: Mapped[str] = mapped_column(String(1000), default="")
    percent: Mapped[int] = mapped_column(SmallInteger, default=0)
    problems: Mapped[int] = mapped_column(default=0)
    created_by_kind: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[UUID | None]
    created_by_name: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    rollback_until: Mapped[datetime | None]
    rolled_back_at: Mapped[datetime | None]


class ImportProblem(Owned, Base):
    """A refused or doubtful row: where, what was read, why, and what it may have meant."""

    __tablename__ = "import_problems"
    __table_args__ = (
        owned_by_company(),
        refers_to("sync_runs", "run_id", ondelete="CASCADE"),
        Index(None, "company_id", "run_id", "line", "id"),
    )

    run_id: Mapped[UUID]
    line: Mapped[int]
    field: Mapped[str] = mapped_column(String(100))
    code: Mapped[str] = mapped_column(String(60))
    message: Mapped[str] = mapped_column(String(500))
    value: Mapped[str] = mapped_column(String(100), default="")
    proposal: Mapped[str] = mapped_column(String(200), default="")
    is_refusal: Mapped[bool] = mapped_column(default=False)


class LoadChange(Owned, Base):
    """Some rows of `subject` that a load made (their ids) or changed (as they were before).

    Kept for a day, by the thousand: what taking a load back needs, and nothing else.
    """

    __tablename__ = "load_changes"
    __table_args__ = (
        owned_by_company(),
        refers_to("sync_runs", "run_id", ondelete="CASCADE"),
        Index(None, "company_id", "run_id"),
    )

    run_id: Mapped[UUID]
    subject: Mapped[str] = mapped_column(String(20))  # receivables, customers, contacts
    made: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    before: Mapped[list[dict[str, Any]]]


class ColumnMapping(Owned, Base):
    """Which column holds which field, in files of this company with exactly these headers."""

    __tablename__ = "column_mappings"
    __table_args__ = (owned_by_company(), UniqueConstraint("company_id", "headers_digest"))

    name: Mapped[str] = mapped_column(String(100))
    headers_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    kind: Mapped[FileKind] = mapped_column(as_text(FileKind, 20))
    columns: Mapped[dict[str, Any]]
    saved_by_name: Mapped[str] = mapped_column(String(200), default="")
    saved_at: Mapped[datetime]
