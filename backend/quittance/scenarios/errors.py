"""Refusals about actions and scenarios."""

from __future__ import annotations

from typing import ClassVar

from quittance.platform.errors import AppError, Kind


class ActionNotFound(AppError):
    """The company has no such action; perhaps a new plan replaced it."""

    code: ClassVar[str] = "action_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ActionNotPlanned(AppError):
    """The action was confirmed, done or skipped already."""

    code: ClassVar[str] = "action_not_planned"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ActionNotManual(AppError):
    """The action's channel speaks by itself: confirm it instead of finishing it."""

    code: ClassVar[str] = "action_not_manual"
    kind: ClassVar[Kind] = Kind.CONFLICT


class NothingToSend(AppError):
    """None of the action's receivables is left to remind of."""

    code: ClassVar[str] = "nothing_to_send"
    kind: ClassVar[Kind] = Kind.CONFLICT


class ConfirmationNotFound(AppError):
    """The company has no such confirmation."""

    code: ClassVar[str] = "confirmation_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class TooLateToUndo(AppError):
    """The messages have begun to leave."""

    code: ClassVar[str] = "too_late_to_undo"
    kind: ClassVar[Kind] = Kind.CONFLICT


class OverrideNotAllowed(AppError):
    """A ticked receivable is held, and the caller may not chase in spite of that."""

    code: ClassVar[str] = "override_not_allowed"
    kind: ClassVar[Kind] = Kind.FORBIDDEN


class LetterChanged(AppError):
    """The account has changed since the letter was printed: it has to be printed again."""

    code: ClassVar[str] = "letter_changed"
    kind: ClassVar[Kind] = Kind.CONFLICT


class NoMessage(AppError):
    """The channel has no message of ours to show: a call, a visit."""

    code: ClassVar[str] = "no_message"
    kind: ClassVar[Kind] = Kind.CONFLICT


class NoAddress(AppError):
    """No contact of the customer receives reminders at an address that takes our mail."""

    code: ClassVar[str] = "no_address"
    kind: ClassVar[Kind] = Kind.CONFLICT


class FactRuleStale(AppError):
    """Somebody changed the rule since the caller read it."""

    code: ClassVar[str] = "fact_rule_stale"
    kind: ClassVar[Kind] = Kind.STALE


class FactRuleWithoutText(AppError):
    """Nobody has written what the rule would send: it stays asleep."""

    code: ClassVar[str] = "fact_rule_without_text"
    kind: ClassVar[Kind] = Kind.CONFLICT


class FactRuleWithoutSource(AppError):
    """Nothing tells us of this fact yet: its rule stays asleep."""

    code: ClassVar[str] = "fact_rule_without_source"
    kind: ClassVar[Kind] = Kind.CONFLICT


class FactRuleNotAutomatic(AppError):
    """Only e-mails leave by themselves; letters and calls are somebody's work."""

    code: ClassVar[str] = "fact_rule_not_automatic"
    kind: ClassVar[Kind] = Kind.INVALID


class ScenarioNotFound(AppError):
    """The company has no such scenario."""

    code: ClassVar[str] = "scenario_not_found"
    kind: ClassVar[Kind] = Kind.NOT_FOUND


class ScenarioStale(AppError):
    """Somebody changed the scenario since the caller read it."""

    code: ClassVar[str] = "scenario_stale"
    kind: ClassVar[Kind] = Kind.STALE


class ScenarioInvalid(AppError):
    """The steps would not do what their author thinks: the errors say where and why."""

    code: ClassVar[str] = "scenario_invalid"
    kind: ClassVar[Kind] = Kind.INVALID
