"""The planned actions as rows: what is desired, compared with what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.scenario import Step
from quittance.platform.ids import new_id
from quittance.scenarios.models import Action, ActionLine, ActionStatus

ROWS_PER_INSERT = 2_000


@dataclass(frozen=True, slots=True)
class DesiredLine:
    """One receivable of an action: ticked, or left out with the reason and its end."""

    receivable_id: UUID
    amount_minor: int
    level: int
    reaches: int | None
    excluded_reason: str = ""
    excluded_until: date | None = None

    @property
    def included(self) -> bool:
        """Whether the message asks for it."""
        return not self.excluded_reason


@dataclass(frozen=True, slots=True)
class DesiredAction:
    """What one step asks of one customer in one currency."""

    customer_id: UUID
    scenario_id: UUID
    currency: str
    step: Step
    mode: str
    due_on: date
    lines: tuple[DesiredLine, ...]

    @property
    def key(self) -> tuple[UUID, UUID, int, str]:
        """What can be planned once only."""
        return self.customer_id, self.scenario_id, self.step.rank, self.currency

    def columns(self) -> dict[str, Any]:
        """The values of its row that the rules give."""
        left_out = [line for line in self.lines if not line.included]
        is_silent = len(left_out) == len(self.lines)
        return {
            "customer_id": self.customer_id,
            "scenario_id": self.scenario_id,
            "rank": self.step.rank,
            "step_kind": self.step.kind.value,
            "channel": self.step.channel.value,
            "mode": self.mode,
            "template_kind": self.step.template_kind,
            "currency": self.currency,
            "amount_minor": sum(
                line.amount_minor for line in self.lines if line.included or is_silent
            ),
            "level": max(line.level for line in self.lines),
            "due_on": self.due_on,
            "excluded_reason": left_out[0].excluded_reason if is_silent else "",
            "excluded_until": left_out[0].excluded_until if is_silent else None,
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run of planning changed."""

    created: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.created + other.created,
            self.changed + other.changed,
            self.removed + other.removed,
        )

    @property
    def writes(self) -> int:
        """How many actions were written or removed."""
        return self.created + self.changed + self.removed


@dataclass(slots=True)
class Existing:
    """A planned action as it lies in the table."""

    id: UUID
    pinned: bool
    columns: dict[str, Any]
    lines: tuple[DesiredLine, ...] = ()


COMPARED = (
    Action.customer_id,
    Action.scenario_id,
    Action.rank,
    Action.step_kind,
    Action.channel,
    Action.mode,
    Action.template_kind,
    Action.currency,
    Action.amount_minor,
    Action.level,
    Action.due_on,
    Action.excluded_reason,
    Action.excluded_until,
)


async def write(
    session: AsyncSession,
    company_id: UUID,
    customers: Sequence[UUID],
    desired: Sequence[DesiredAction],
    *,
    now: datetime,
) -> Tally:
    """The planned actions of these customers are the desired ones; the rest is untouched.

    What a person pinned loses the lines that are no longer due, and gains none.
    """
    existing = await _existing(session, company_id, customers)
    new: list[tuple[UUID, DesiredAction]] = []
    changed: list[tuple[UUID, DesiredAction]] = []
    for action in desired:
        there = existing.pop(action.key, None)
        if there is None:
            new.append((new_id(), action))
        elif there.pinned:
            if kept := _without_what_is_over(there, action):
                changed.append((there.id, kept))
        elif there.columns != action.columns() or there.lines != action.lines:
            changed.append((there.id, action))
    gone = [there.id for there in existing.values()]

    await _remove(session, company_id, gone)
    await _change(session, company_id, changed)
    await _insert(session, company_id, new, now)
    return Tally(len(new), len(changed), len(gone))


def _without_what_is_over(there: Existing, action: DesiredAction) -> DesiredAction | None:
    """The pinned action without the lines that are no longer asked for; None if all still are."""
    asked = {line.receivable_id: line for line in action.lines if line.included}
    kept = tuple(line for line in there.lines if not line.included or line.receivable_id in asked)
    if kept == there.lines or not kept:
        return None
    return DesiredAction(
        customer_id=action.customer_id,
        scenario_id=action.scenario_id,
        currency=action.currency,
        step=action.step,
        mode=there.columns["mode"],
        due_on=there.columns["due_on"],
        lines=kept,
    )


async def _existing(
    session: AsyncSession, company_id: UUID, customers: Sequence[UUID]
) -> dict[tuple[UUID, UUID, int, str], Existing]:
    planned = (
        Action.company_id == company_id,
        Action.status == ActionStatus.PLANNED,
        Action.customer_id.in_(customers),
    )
    rows = await session.execute(select(Action.id, Action.pinned, *COMPARED).where(*planned))
    found = {}
    for row in rows.mappings():
        columns = dict(row)
        found[columns.pop("id")] = Existing(row["id"], columns.pop("pinned"), columns)
    lines: dict[UUID, list[DesiredLine]] = defaultdict(list)
    for line in await session.execute(
        select(
            ActionLine.action_id,
            ActionLine.receivable_id,
            ActionLine.amount_minor,
            ActionLine.level,
            ActionLine.reaches,
            ActionLine.excluded_reason,
            ActionLine.excluded_until,
        ).where(ActionLine.company_id == company_id, ActionLine.action_id.in_(list(found)))
    ):
        lines[line.action_id].append(DesiredLine(*line[1:]))
    for one in found.values():
        one.lines = tuple(sorted(lines[one.id], key=lambda line: line.receivable_id))
    return {
        (
            one.columns["customer_id"],
            one.columns["scenario_id"],
            one.columns["rank"],
            one.columns["currency"],
        ): one
        for one in found.values()
    }


async def _remove(session: AsyncSession, company_id: UUID, gone: Sequence[UUID]) -> None:
    if gone:
        await session.execute(
            delete(Action).where(Action.company_id == company_id, Action.id.in_(gone))
        )


async def _change(
    session: AsyncSession, company_id: UUID, changed: Sequence[tuple[UUID, DesiredAction]]
) -> None:
    if not changed:
        return
    await session.execute(
        update(Action),
        [
            {"company_id": company_id, "id": action_id, **action.columns()}
            for action_id, action in changed
        ],
    )
    await session.execute(
        delete(ActionLine).where(
            ActionLine.company_id == company_id,
            ActionLine.action_id.in_([action_id for action_id, _ in changed]),
        )
    )
    await _insert_lines(session, company_id, changed)


async def _insert(
    session: AsyncSession,
    company_id: UUID,
    new: Sequence[tuple[UUID, DesiredAction]],
    now: datetime,
) -> None:
    for start in range(0, len(new), ROWS_PER_INSERT):
        await session.execute(
            insert(Action),
            [
                {
                    "company_id": company_id,
                    "id": action_id,
                    "status": ActionStatus.PLANNED,
                    "created_at": now,
                    **action.columns(),
                }
                for action_id, action in new[start : start + ROWS_PER_INSERT]
            ],
        )
    await _insert_lines(session, company_id, new)


async def _insert_lines(
    session: AsyncSession, company_id: UUID, actions: Sequence[tuple[UUID, DesiredAction]]
) -> None:
    rows = [
        {
            "company_id": company_id,
            "action_id": action_id,
            "receivable_id": line.receivable_id,
            "amount_minor": line.amount_minor,
            "level": line.level,
            "reaches": line.reaches,
            "included": line.included,
            "excluded_reason": line.excluded_reason,
            "excluded_until": line.excluded_until,
        }
        for action_id, action in actions
        for line in action.lines
    ]
    for start in range(0, len(rows), ROWS_PER_INSERT):
        await session.execute(insert(ActionLine), rows[start : start + ROWS_PER_INSERT])
