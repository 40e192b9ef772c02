"""What happens to actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from quittance.platform.events import Event


@dataclass(frozen=True, kw_only=True)
class ActionsConfirmed(Event):
    """A person confirmed some actions; their messages leave when the time to undo is over."""

    type: ClassVar[str] = "actions.confirmed"

    confirmation_id: UUID
    actions: int
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class ConfirmationUndone(Event):
    """The confirmation was taken back before anything left."""

    type: ClassVar[str] = "actions.confirmation_undone"

    confirmation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReminderDone(Event):
    """A step was really done: the receivables have reached its level."""

    type: ClassVar[str] = "reminder.done"

    action_id: UUID
    step_kind: str
    level: int
    channel: str
    receivables: tuple[UUID, ...]
    amount_minor: int
    currency: str
    comment: str


@dataclass(frozen=True, kw_only=True)
class ActionSkipped(Event):
    """A person passed over a planned action."""

    type: ClassVar[str] = "action.skipped"

    action_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class FactRuleChanged(Event):
    """A person changed what a fact sets off."""

    type: ClassVar[str] = "fact_rule.changed"

    fact: str
    is_active: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ScenarioChanged(Event):
    """A person changed a scenario; what is planned for its customers follows."""

    type: ClassVar[str] = "scenario.changed"

    scenario_id: UUID
    name: str
    fields: tuple[str, ...]
