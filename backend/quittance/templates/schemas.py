"""What the texts' routes take and give."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from quittance.accounts.models import User
from quittance.domain.scenario import Channel
from quittance.templates.kinds import LABELS, Locale, TemplateKind
from quittance.templates.lint import LintFinding, Severity
from quittance.templates.queries import STOCK_VERSION, Text
from quittance.templates.render import RenderedMessage
from quittance.templates.syntax import MAX_SOURCE
from quittance.templates.variable import VariableType

Subject = Annotated[str, Field(min_length=1, max_length=300)]
Source = Annotated[str, Field(min_length=1, max_length=MAX_SOURCE)]


class TextBody(BaseModel):
    """A text as its writer sends it."""

    model_config = ConfigDict(extra="forbid")

    subject: Subject
    body: Source


class DraftBody(TextBody):
    """A text to try, not to keep."""

    kind: TemplateKind
    locale: Locale


class TagsBody(BaseModel):
    """A text in another product's tags."""

    model_config = ConfigDict(extra="forbid")

    text: Source


class TextOut(BaseModel):
    """A text that serves; `version` 0 is the stock's."""

    kind: TemplateKind
    label: str
    channel: Channel
    locale: Locale
    subject: str
    body: str
    is_stock: bool
    version: int
    updated_at: datetime | None
    updated_by_name: str | None

    @classmethod
    def of(cls, text: Text, writers: Mapping[UUID, User]) -> "TextOut":
        """The text as the contract shows it; its writer has no name where a program wrote it."""
        writer = writers.get(text.updated_by) if text.updated_by else None
        return cls(
            kind=text.template.kind,
            label=LABELS[text.template.kind],
            channel=text.channel,
            locale=text.locale,
            subject=text.template.subject,
            body=text.template.body,
            is_stock=text.version == STOCK_VERSION,
            version=text.version,
            updated_at=text.updated_at,
            updated_by_name=writer.full_name if writer else None,
        )


class VariableOut(BaseModel):
    """A name to print."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    label: str
    type: VariableType
    example: str
    source: str
    aliases: list[str]


class FindingOut(BaseModel):
    """A remark of the linter; offsets are those of the field, `repair` is what to write there."""

    severity: Severity
    code: str
    message: str
    field: str
    start: int
    end: int
    repair: str | None

    @classmethod
    def of(cls, finding: LintFinding) -> "FindingOut":
        """The finding as the contract shows it."""
        start, end = finding.span
        return cls(
            severity=finding.severity,
            code=finding.code,
            message=finding.message_fr,
            field=finding.field,
            start=start,
            end=end,
            repair=finding.repair,
        )


class PreviewOut(BaseModel):
    """The message an invented customer would get; HTML is for a sandboxed frame."""

    model_config = ConfigDict(from_attributes=True)

    subject: str
    preheader: str
    text: str
    html: str

    @classmethod
    def of(cls, rendered: RenderedMessage) -> "PreviewOut":
        """The message as the contract shows it."""
        return cls.model_validate(rendered)


class UnknownTagOut(BaseModel):
    """A tag nobody knows, and the nearest variable."""

    model_config = ConfigDict(from_attributes=True)

    tag: str
    suggestion: str | None


class TagsOut(BaseModel):
    """The text in our own variables; unknown tags are left in place and listed."""

    text: str
    unknown: list[UnknownTagOut]
