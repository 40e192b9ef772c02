"""The planned actions as rows: what is desired, compared with what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.platform import statistics
from quittance.platform.ids import new_id
from quittance.scenarios.models import Action, ActionLine, ActionStatus
from quittance.scenarios.plan_actions import DesiredAction, DesiredLine, Key

# As plain tables: the ORM would write rows of one shape at a time, by the columns that are null.
ACTIONS = cast("Table", Action.__table__)
LINES = cast("Table", ActionLine.__table__)
MANY = 500


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
    gone = {there.id for there in existing.values()}
    for wanted in desired:
        there = existing.get(wanted.key)
        if there is None:
            new.append((new_id(), wanted))
            continue
        action = _as_pinned(there, wanted) if there.pinned else wanted
        if not any(line.included or line.excluded_reason for line in action.lines):
            # Nothing remains of what a person chose: what they passed over then is planned anew.
            new.append((new_id(), wanted))
            continue
        gone.discard(there.id)
        if there.lines != action.lines or there.columns != action.columns():
            changed.append((there.id, action))

    await _remove(session, company_id, gone)
    await _change(session, company_id, changed)
    await _insert(session, company_id, new, now)
    if len(new) >= MANY:
        await _keep_statistics(session, len(new))
    return Tally(len(new), len(changed), len(gone))


def _as_pinned(there: Existing, action: DesiredAction) -> DesiredAction:
    """The action as a person left it, less what the rules no longer let through.

    A line passed over stays so, a hold the person overrode stays overridden, nothing is added.
    """
    now = {line.receivable_id: line for line in action.lines}
    kept = (
        _still(line, now[line.receivable_id]) for line in there.lines if line.receivable_id in now
    )
    return replace(action, lines=tuple(kept))


def _still(before: DesiredLine, now: DesiredLine) -> DesiredLine:
    is_overridden = before.included and before.excluded_reason == now.excluded_reason
    return now._replace(included=before.included and (now.included or is_overridden))


async def _existing(
    session: AsyncSession, company_id: UUID, customers: Sequence[UUID]
) -> dict[Key, Existing]:
    planned = (
        Action.company_id == company_id,
        Action.status == ActionStatus.PLANNED,
        Action.scenario_id.is_not(None),  # what a fact set off is not the plan's
        Action.customer_id.in_(customers),
    )
    rows = await session.execute(select(Action.id, Action.pinned, *COMPARED).where(*planned))
    names = [column.key for column in COMPARED]
    found = {
        row[0]: Existing(row[0], row[1], dict(zip(names, row[2:], strict=True))) for row in rows
    }
    lines: dict[UUID, list[DesiredLine]] = defaultdict(list)
    for line in await session.execute(
        select(
            ActionLine.action_id,
            ActionLine.receivable_id,
            ActionLine.amount_minor,
            ActionLine.level,
            ActionLine.reaches,
            ActionLine.included,
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


async def _remove(session: AsyncSession, company_id: UUID, gone: Collection[UUID]) -> None:
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
    if not new:
        return
    await session.execute(
        insert(ACTIONS),
        [
            {
                "company_id": company_id,
                "id": action_id,
                "status": ActionStatus.PLANNED,
                "created_at": now,
                **action.columns(),
            }
            for action_id, action in new
        ],
    )
    await _insert_lines(session, company_id, new)


async def _insert_lines(
    session: AsyncSession, company_id: UUID, actions: Sequence[tuple[UUID, DesiredAction]]
) -> None:
    await session.execute(
        insert(LINES),
        [
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
        ],
    )


async def _keep_statistics(session: AsyncSession, created: int) -> None:
    """The database knows of the new rows where they change the picture, as in a first plan."""
    known = await session.scalar(
        text("SELECT reltuples FROM pg_class WHERE oid = 'actions'::regclass")
    )
    if known is None or created > known / 2:
        await statistics.refresh(session, "actions", "action_lines")
