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
