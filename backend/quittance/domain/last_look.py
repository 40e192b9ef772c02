"""The last look before a message leaves: it may shrink, never grow, and it says why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from quittance.domain.chaseable import Chase
from quittance.domain.dunning import chases_of
from quittance.domain.explain import Exclusion
from quittance.domain.message import Line, Message
from quittance.domain.money import Money
from quittance.domain.next_step import SILENCES_THANKS, why_nothing_is_left
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import StepKind


class Verdict(StrEnum):
    """What becomes of a message looked at a last time."""

    SEND = "send"
    SEND_SHRUNK = "send_shrunk"
    TO_CONFIRM = "to_confirm"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Removed:
    """A line taken out at the last moment, and why."""

    receivable_id: UUID
    code: Exclusion


@dataclass(frozen=True, slots=True)
class LastLook:
    """The verdict, the message as it may leave, and what was taken out of it."""

    verdict: Verdict
    message: Message
    removed: tuple[Removed, ...]


def last_look(
    message: Message,
    receivables: Sequence[OpenReceivable],
    *,
    as_of: date,
    is_text_approved: bool = False,
    minimum: Money | None = None,
    freed: Collection[UUID] = (),
) -> LastLook:
    """Compare what was planned or approved with the customer's account as it stands now.

    A reminder may shrink. A formal notice, or a text a person approved or edited, goes back to
    confirmation as soon as a line or an amount changed. Less than the `minimum` the company cares
    to ask of one receivable is not asked, unless a person `freed` it knowingly (SAGE-109).
    """
    accounts = {one.id: one for one in receivables}
    chases = chases_of(receivables, as_of)
    kept: list[Line] = []
    removed: list[Removed] = []
    for line in message.lines:
        account = accounts.get(line.receivable_id)
        chase = chases.get(line.receivable_id)
        code = _objection(line, account, chase, message, as_of)
        if code is None and minimum is not None and line.receivable_id not in freed:
            code = _too_little(chase, message, account, minimum)
        if code is not None:
            removed.append(Removed(line.receivable_id, code))
        elif account is not None:
            kept.append(_as_it_stands(line, account, chase, message))

    now = replace(message, lines=tuple(kept))
    return LastLook(_verdict(message, now, is_text_approved=is_text_approved), now, tuple(removed))


def _verdict(planned: Message, now: Message, *, is_text_approved: bool) -> Verdict:
    moves = any(line.reaches is not None for line in now.lines)
    if not now.lines or (planned.step.is_reminder and not moves):
        return Verdict.DROP
    if _asked(now) == _asked(planned):
        return Verdict.SEND
    if is_text_approved or planned.step.kind is StepKind.FORMAL_NOTICE:
        return Verdict.TO_CONFIRM
    return Verdict.SEND_SHRUNK


def _asked(message: Message) -> list[tuple[UUID, int]]:
    return [(line.receivable_id, line.amount_minor) for line in message.lines]


def _objection(
    line: Line,
    account: OpenReceivable | None,
    chase: Chase | None,
    message: Message,
    as_of: date,
) -> Exclusion | None:
    """Why a line may not leave any more."""
    kind = message.step.kind
    if account is None:
        return Exclusion.PAID
    if kind is StepKind.THANK_YOU:
        thanked = Exclusion.ALREADY_REACHED if account.thanked_on else None
        return _hold_in_the_way(account, kind, as_of) or thanked
    if hold := _hold_in_the_way(account, kind, as_of):
        return hold
    if chase is None:
        return Exclusion.PAID
    if kind is StepKind.PRE_NOTICE:
        return _objection_to_a_pre_notice(account, chase, as_of)
    speaks_of_late = line.reaches is None or kind is StepKind.FORMAL_NOTICE
    late_on = as_of if speaks_of_late else None
    return _objection_to_a_reminder(line, account, chase, late_on)


def _too_little(
    chase: Chase | None, message: Message, account: OpenReceivable | None, minimum: Money
) -> Exclusion | None:
    if chase is None or account is None or account.currency != minimum.currency:
        return None
    return Exclusion.BELOW_MINIMUM if _askable(chase, message) < minimum.minor else None


def _askable(chase: Chase, message: Message) -> int:
    is_pre_notice = message.step.kind is StepKind.PRE_NOTICE
    return chase.before_credits_minor if is_pre_notice else chase.amount_minor


def _hold_in_the_way(account: OpenReceivable, kind: StepKind, as_of: date) -> Exclusion | None:
    for hold in account.holds:
        counts = kind is not StepKind.THANK_YOU or hold.kind in SILENCES_THANKS
        if counts and hold.amount_minor is None and hold.is_active(as_of):
            return Exclusion.from_hold(hold.kind)
    return None


def _objection_to_a_reminder(
    line: Line, account: OpenReceivable, chase: Chase, late_on: date | None
) -> Exclusion | None:
    """With `late_on`, it speaks of what is late on that day: what is due on it is not."""
    if line.reaches is not None and account.level >= line.reaches:
        return Exclusion.ALREADY_REACHED
    if chase.balance_minor <= 0:
        return Exclusion.PAID
    if late_on is not None and account.due_on >= late_on:
        return Exclusion.NOT_OVERDUE
    return None if chase.amount_minor > 0 else why_nothing_is_left(chase)


def _objection_to_a_pre_notice(
    account: OpenReceivable, chase: Chase, as_of: date
) -> Exclusion | None:
    if account.due_on < as_of:
        return Exclusion.TOO_LATE
    if account.level or account.pre_notified_on:
        return Exclusion.ALREADY_REACHED
    return None if chase.before_credits_minor > 0 else why_nothing_is_left(chase)


def _as_it_stands(
    line: Line, account: OpenReceivable, chase: Chase | None, message: Message
) -> Line:
    """The line at its balance of today, asking for no more than was planned."""
    if chase is None:
        return line
    return replace(
        line,
        balance_minor=account.balance_minor,
        amount_minor=min(line.amount_minor, _askable(chase, message)),
    )
