"""Tell the outside: what happened, to whom it is told, and each try."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, LargeBinary, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from quittance.platform.resealing import sealed
from quittance.platform.tables import Base, Owned, as_text, owned_by_company, refers_to

SECRET_FIELD = "webhook_secret"  # noqa: S105  the name of the field, not a secret


class EndpointStatus(StrEnum):
    """Whether an endpoint is spoken to, and who said no."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    DISABLED_AUTO = "disabled_auto"
    GONE = "gone"


class MessageStatus(StrEnum):
    """What became of one message at one endpoint."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"
    ABORTED = "aborted"


class WebhookEndpoint(Owned, Base):
    """An address that is told of some types of events; secrets are encrypted at rest."""

    __tablename__ = "webhook_endpoints"
    __table_args__ = (owned_by_company(),)

    url: Mapped[str] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(String(200), default="")
    event_types: Mapped[list[str]]  # empty: all
    secret: Mapped[bytes] = mapped_column(LargeBinary, info=sealed(SECRET_FIELD))
    previous_secret: Mapped[bytes | None] = mapped_column(LargeBinary, info=sealed(SECRET_FIELD))
    previous_until: Mapped[datetime | None]
    status: Mapped[EndpointStatus] = mapped_column(as_text(EndpointStatus))
    first_failure_at: Mapped[datetime | None]  # of the failures in a row
    failing_since: Mapped[datetime | None]  # from when they count towards disabling
    paused_until: Mapped[datetime | None]  # it asked for patience, or is down
    called_until: Mapped[datetime | None]  # a worker speaks to it until then, and no other
    disabled_at: Mapped[datetime | None]
    disabled_reason: Mapped[str] = mapped_column(String(20), default="")  # empty: a person's wish
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class WebhookMessage(Owned, Base):
    """What is told: the body is made once and its bytes are kept.

    It bears the id of its event, so that a fact is told under one `webhook-id`; a test message has
    no event and an id of its own.
    """

    __tablename__ = "webhook_messages"
    __table_args__ = (owned_by_company(), Index(None, "company_id", "created_at"))

    type: Mapped[str] = mapped_column(String(80))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class WebhookDelivery(Owned, Base):
    """One message for one endpoint; `attempts` counts those since it was last asked for."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        owned_by_company(),
        refers_to("webhook_messages", "message_id", ondelete="CASCADE"),
        refers_to("webhook_endpoints", "endpoint_id", ondelete="CASCADE"),
        UniqueConstraint("company_id", "message_id", "endpoint_id"),
        Index(None, "company_id", "endpoint_id", "id"),
        Index(
            "ix_webhook_deliveries_pending",
            "company_id",
            "endpoint_id",
            "next_attempt_at",
            postgresql_where=text("status = 'pending'"),
        ),
    )

    message_id: Mapped[UUID]
    endpoint_id: Mapped[UUID]
    status: Mapped[MessageStatus] = mapped_column(as_text(MessageStatus))
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    next_attempt_at: Mapped[datetime | None]


class WebhookAttempt(Owned, Base):
    """One try, and what the other side answered (the first kilobyte)."""

    __tablename__ = "webhook_attempts"
    __table_args__ = (
        owned_by_company(),
        refers_to("webhook_deliveries", "delivery_id", ondelete="CASCADE"),
        Index(None, "company_id", "delivery_id"),
    )

    delivery_id: Mapped[UUID]
    attempted_at: Mapped[datetime]
    duration_ms: Mapped[int]
    status_code: Mapped[int | None] = mapped_column(SmallInteger)
    signature: Mapped[str] = mapped_column(String(200), default="")  # as it was sent
    error: Mapped[str] = mapped_column(String(200), default="")
    response: Mapped[str] = mapped_column(String(1024), default="")
