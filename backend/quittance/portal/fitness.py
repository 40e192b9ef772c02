"""Whether an answer fits its receivables and the day: said at once, not at "Terminer"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quittance.portal.errors import AnswerInvalid
from quittance.portal.replies import DisputeReply, PaidReply, Reply, UpcomingReply
from quittance.portal.statement import Line
from quittance.promises.service import SELF_SERVICE_PER_RECEIVABLE, latest_day


def refuse_unfit(reply: Reply, lines: Sequence[Line], *, today: date, standing: int) -> None:
    """Raise `AnswerInvalid` for the field that "Terminer" would refuse.

    `standing` is the most self-service promises that stand on one of these lines.
    """
    owed = sum(line.balance_minor for line in lines)
    match reply:
        case PaidReply() if reply.paid_on > today:
            raise AnswerInvalid("paid_on", "in_future")
        case DisputeReply(amount_minor=int(part)) if len(lines) > 1 or part > owed:
            raise AnswerInvalid("amount_minor", "exceeds_debt")
        case UpcomingReply():
            _refuse_days(reply, today)
            _refuse_halves(reply, lines, owed)
            wanted = 1 if reply.second_on is None else 2
            if standing + wanted > SELF_SERVICE_PER_RECEIVABLE:
                raise AnswerInvalid("due_on", "too_many_promises")
        case _:
            pass


def _refuse_days(reply: UpcomingReply, today: date) -> None:
    """Both days lie between today and two months from now (SID-30)."""
    for field, day in (("due_on", reply.due_on), ("second_on", reply.second_on)):
        if day is not None and day < today:
            raise AnswerInvalid(field, "in_past")
        if day is not None and day > latest_day(today):
            raise AnswerInvalid(field, "too_far")


def _refuse_halves(reply: UpcomingReply, lines: Sequence[Line], owed: int) -> None:
    """Paying in two parts needs both the first sum and the second day, in one currency."""
    if reply.first_minor is None and reply.second_on is None:
        return
    if reply.first_minor is None:
        raise AnswerInvalid("first_minor", "required")
    if reply.second_on is None:
        raise AnswerInvalid("second_on", "required")
    if reply.first_minor >= owed or len({line.currency for line in lines}) > 1:
        raise AnswerInvalid("first_minor", "exceeds_debt")
    if reply.second_on <= reply.due_on:
        raise AnswerInvalid("second_on", "not_after")
