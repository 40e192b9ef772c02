"""The plan: which message leaves to which customer with what, and why the rest stays."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from quittance.domain.business_days import Calendar
from quittance.domain.chaseable import Chase, chaseable
from quittance.domain.explain import Caution, Exclusion
from quittance.domain.holds import HoldKind
from quittance.domain.message import Line, Message, compose, is_below_minimum, line_of
from quittance.domain.next_step import Excluded, Planned, next_step
from quittance.domain.receivable import OpenReceivable
from quittance.domain.scenario import Grouping, Scenario


@dataclass(frozen=True, slots=True)
class CustomerPlan:
    """Every receivable of one customer: in a message today, planned later, or left out."""

    customer_id: UUID
    messages: tuple[Message, ...]
    later: tuple[Planned, ...]
    left_out: tuple[Excluded, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a whole company would send on one day."""

    as_of: date
    messages: tuple[Message, ...]
    later: tuple[Planned, ...]
    left_out: tuple[Excluded, ...]


def plan(
    receivables: Iterable[OpenReceivable],
    scenario_of: Callable[[UUID], Scenario | None],
    *,
    as_of: date,
    calendar: Calendar,
    cautions: frozenset[Caution] = frozenset(),
) -> Plan:
    """The plan of one day for receivables in any order; nothing is written, nothing is sent."""
    accounts: dict[UUID, list[OpenReceivable]] = {}
    for receivable in receivables:
        accounts.setdefault(receivable.customer_id, []).append(receivable)
    plans = [
        plan_customer(
            lines, scenario_of(customer_id), as_of=as_of, calendar=calendar, cautions=cautions
        )
        for customer_id, lines in accounts.items()
    ]
    return Plan(
        as_of,
        tuple(message for one in plans for message in one.messages),
        tuple(planned for one in plans for planned in one.later),
        tuple(excluded for one in plans for excluded in one.left_out),
    )


def plan_customer(
    receivables: Sequence[OpenReceivable],
    scenario: Scenario | None,
    *,
    as_of: date,
    calendar: Calendar,
    cautions: frozenset[Caution] = frozenset(),
) -> CustomerPlan:
    """What leaves to one customer on `as_of`; credits among its lines reduce what is asked for."""
    chases = chases_of(receivables, as_of)
    due: list[Planned] = []
    later: list[Planned] = []
    left_out: list[Excluded] = []
    for receivable in receivables:
        outcome = next_step(
            receivable,
            scenario,
            as_of=as_of,
            calendar=calendar,
            chase=chases.get(receivable.id),
        )
        if isinstance(outcome, Excluded):
            left_out.append(outcome)
        elif outcome.on > as_of:
            later.append(outcome)
        else:
            due.append(outcome)

    messages: list[Message] = []
    if scenario is not None and due:
        for steps in _grouped(due, scenario):
            listed = _listed_besides(steps, receivables, chases, scenario, as_of)
            message = compose(steps, listed, scenario, cautions)
            if is_below_minimum(message, scenario):
                left_out += (
                    Excluded(one.receivable, Exclusion.BELOW_MINIMUM, one.step, one.due_on)
                    for one in steps
                )
            else:
                messages.append(message)
    customer_id = receivables[0].customer_id
    return CustomerPlan(customer_id, tuple(messages), tuple(later), tuple(left_out))


def chases_of(receivables: Sequence[OpenReceivable], as_of: date) -> dict[UUID, Chase]:
    """What there is to chase of each debit of one customer, currency by currency."""
    if not any(one.holds or one.balance_minor < 0 for one in receivables):
        return {
            one.id: Chase(one.id, one.balance_minor) for one in receivables if one.balance_minor > 0
        }
    chases: dict[UUID, Chase] = {}
    for currency in dict.fromkeys(one.currency for one in receivables):
        lines = [one for one in receivables if one.currency == currency]
        chases |= chaseable(
            (one for one in lines if one.balance_minor > 0),
            (one for one in lines if one.balance_minor < 0),
            _held_parts(lines, HoldKind.PAYMENT_PENDING, as_of),
            _held_parts(lines, HoldKind.DISPUTE, as_of),
        )
    return chases


def standing_cautions(
    *, is_plan_confirmed: bool, synchronised_on: date | None, as_of: date
) -> frozenset[Caution]:
    """What forbids a company to send automatically on `as_of` (SAGE-102, design of the gate).

    `synchronised_on` is the civil day of the last successful synchronisation: it must not be
    older than the day before.
    """
    cautions = set()
    if not is_plan_confirmed:
        cautions.add(Caution.PLAN_UNCONFIRMED)
    if synchronised_on is None or synchronised_on < as_of - timedelta(days=1):
        cautions.add(Caution.STALE_LEDGER)
    return frozenset(cautions)


def _held_parts(lines: Sequence[OpenReceivable], kind: HoldKind, as_of: date) -> dict[UUID, int]:
    parts: dict[UUID, int] = {}
    for line in lines:
        for hold in line.holds:
            if hold.kind is kind and hold.amount_minor is not None and hold.is_active(as_of):
                parts[line.id] = parts.get(line.id, 0) + hold.amount_minor
    return parts


def _grouped(due: Sequence[Planned], scenario: Scenario) -> Iterator[list[Planned]]:
    """The steps that share a message, the highest level first."""
    groups: dict[int, list[Planned]] = {}
    for planned in due:
        together = scenario.grouping is Grouping.ACCOUNT and planned.step.is_reminder
        groups.setdefault(1 if together else planned.step.rank, []).append(planned)
    for _, steps in sorted(groups.items(), reverse=True):
        yield steps


def _listed_besides(
    steps: Sequence[Planned],
    receivables: Sequence[OpenReceivable],
    chases: dict[UUID, Chase],
    scenario: Scenario,
    as_of: date,
) -> list[Line]:
    """In account mode, the other overdue receivables nothing silences: shown, not moved."""
    if scenario.grouping is Grouping.LEVEL or not steps[0].step.is_reminder:
        return []
    moving = {planned.receivable.id for planned in steps}
    return [
        line_of(one, chases[one.id].amount_minor, None)
        for one in receivables
        if one.id not in moving
        and one.is_overdue(as_of)
        and not one.in_flight
        and not one.is_held(as_of)
        and chases[one.id].amount_minor > 0
        and (
            one.currency != scenario.currency
            or chases[one.id].amount_minor >= scenario.receivable_minimum_minor
        )
    ]
