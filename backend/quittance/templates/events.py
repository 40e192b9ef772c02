"""What happens to texts."""

from dataclasses import dataclass
from typing import ClassVar

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class TemplateChanged(Event):
    """The company wrote a text of its own, or a new version of it."""

    type: ClassVar[str] = "template.changed"

    kind: str
    channel: str
    locale: str
    version: int


@dataclass(frozen=True, kw_only=True)
class TemplateReset(Event):
    """The stock text serves again in place of the company's."""

    type: ClassVar[str] = "template.reset"

    kind: str
    channel: str
    locale: str


@dataclass(frozen=True, kw_only=True)
class RatesApproved(Event):
    """Counsel has approved the legal rates of a semester: formal notices may state them."""

    type: ClassVar[str] = "legal_rates.approved"

    semester: str
    counsel: str


@dataclass(frozen=True, kw_only=True)
class RatesWithdrawn(Event):
    """The approval of the rates of a semester was taken back."""

    type: ClassVar[str] = "legal_rates.withdrawn"

    semester: str
