"""Rows of actions and scenarios as the contract shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.customers.models import Contact, Customer, Profile
from quittance.deliveries.models import (
    ARRIVED,
    LEFT_OUT,
    UNDER_WAY,
    Delivery,
    DeliveryStatus,
)
from quittance.domain.next_step import Planned
from quittance.domain.scenario import Audience
from quittance.scenarios import queries, wording
from quittance.scenarios.approving import is_overridable
from quittance.scenarios.confirming import Confirmed
from quittance.scenarios.editor_schemas import DatedStepOut, ScenarioOut, StepOut
from quittance.scenarios.models import Action, Confirmation, Scenario, ScenarioStep
from quittance.scenarios.queries import LineRow
from quittance.scenarios.schemas import (
    ActionCustomerOut,
    ActionLetterOut,
    ActionLineOut,
    ActionOut,
    AmountOut,
    ConfirmationOut,
    ConfirmedOut,
    GroupOut,
    RecipientOut,
    ResultOut,
    SkippedOut,
    TileOut,
)

FROM_FACTS = "Messages déclenchés par un fait"


async def groups(
    session: AsyncSession, company_id: UUID, *, sales_rep: str | None
) -> list[GroupOut]:
    """Today's groups with the words of their step."""
    triggers = {
        (scenario.id, step.rank): wording.trigger(step)
        for scenario, _, steps in await queries.scenarios(session, company_id)
        for step in steps
    }
    return [
        GroupOut(
            scenario_id=row.scenario_id,
            fact=row.fact,
            scenario_name=row.scenario_name or FROM_FACTS,
            profile=row.profile,
            audience=row.audience,
            rank=row.rank,
            step_kind=row.step_kind,
            label=wording.action_label(row),
            trigger=wording.fact_trigger(row.fact, row.delay_days)
            if row.fact
            else triggers.get((row.scenario_id, row.rank), ""),
            channel=row.channel,
            mode=row.mode,
            currency=row.currency,
            ready=row.ready,
            excluded=row.excluded,
            amount_minor=int(row.amount_minor),
        )
        for row in await queries.groups(session, company_id, sales_rep=sales_rep)
    ]


def tiles(shown: Sequence[GroupOut]) -> list[TileOut]:
    """How many actions are ready on each channel."""
    counts: Counter[str] = Counter()
    for group in shown:
        counts[group.channel] += group.ready
    return [TileOut(channel=channel, actions=counts[channel]) for channel in sorted(counts)]


def action_out(
    action: Action,
    customer: Customer,
    lines: Sequence[LineRow],
    contacts: Sequence[Contact],
    *,
    letter: Delivery | None,
    as_of: date,
    may_override_stops: bool,
) -> ActionOut:
    """One action with its lines, the first person it is written to, its printed letter."""
    first = contacts[0] if contacts else None
    shown = [_line_out(row, as_of, may_override_stops=may_override_stops) for row in lines]
    return ActionOut(
        id=action.id,
        customer=ActionCustomerOut(id=customer.id, code=customer.code, name=customer.name),
        scenario_id=action.scenario_id,
        rank=action.rank,
        step_kind=action.step_kind,
        label=wording.action_label(action),
        channel=action.channel,
        mode=action.mode,
        currency=action.currency,
        amount_minor=action.amount_minor,
        level=action.level,
        due_on=action.due_on,
        days_waiting=max((as_of - action.due_on).days, 0),
        max_days_late=max((line.days_late for line in shown), default=0),
        status=action.status,
        ready=not action.excluded_reason,
        excluded_reason=action.excluded_reason,
        excluded_detail=wording.reason(action.excluded_reason, action.excluded_until),
        overridable=is_overridable(action.excluded_reason, may_override_stops=may_override_stops),
        recipient=RecipientOut(
            name=f"{first.first_name} {first.last_name}".strip(), email=first.email
        )
        if first
        else None,
        letter=ActionLetterOut(
            delivery_id=letter.id,
            print_id=letter.batch_id,
            printed_at=letter.created_at,
            pages=letter.pages,
        )
        if letter
        else None,
        lines=shown,
    )


def _line_out(row: LineRow, as_of: date, *, may_override_stops: bool) -> ActionLineOut:
    line = row.line
    return ActionLineOut(
        receivable_id=line.receivable_id,
        number=row.number,
        due_on=row.due_on,
        days_late=max((as_of - row.due_on).days, 0),
        balance_minor=row.balance_minor,
        amount_minor=line.amount_minor,
        level=line.level,
        included=line.included,
        excluded_reason=line.excluded_reason,
        excluded_detail=wording.reason(line.excluded_reason, line.excluded_until),
        overridable=is_overridable(line.excluded_reason, may_override_stops=may_override_stops),
    )


def confirmed_out(confirmed: Confirmed) -> ConfirmedOut:
    """What a confirmation set going, and what it passed over."""
    return ConfirmedOut(
        confirmation_id=confirmed.confirmation.id,
        confirmed=len(confirmed.actions),
        messages=confirmed.messages,
        amounts=_amounts(confirmed.actions),
        skipped=[SkippedOut.model_validate(one) for one in confirmed.skipped],
        undo_until=confirmed.confirmation.undo_until,
    )


def _amounts(actions: Sequence[Action]) -> list[AmountOut]:
    """The sum of these actions in each currency."""
    sums: Counter[str] = Counter()
    for action in actions:
        sums[action.currency] += action.amount_minor
    return [AmountOut(currency=one, amount_minor=sums[one]) for one in sorted(sums)]


def confirmation_out(
    confirmation: Confirmation, names: Mapping[UUID, str], messages: Sequence[Delivery]
) -> ConfirmationOut:
    """A confirmation and what became of each of its messages; `names` are those of customers.

    What nobody could confirm counts as pending: it may have arrived, a person has to look. What
    was left out at the last moment, taken back or sent back to a person is no failure.
    """
    shown = [one for one in messages if one.customer_id in names]
    recipients = [
        ResultOut(
            action_id=one.source_id,
            customer_id=one.customer_id,
            customer_name=names[one.customer_id],
            address=one.recipient_address,
            status=one.status.value,
            reason=one.reason,
        )
        for one in sorted(shown, key=lambda one: (names[one.customer_id], one.id))
    ]
    done = sum(one.status in ARRIVED for one in recipients)
    pending = sum(one.status in UNDER_WAY for one in recipients)
    left_out = sum(one.status in LEFT_OUT for one in recipients)
    return ConfirmationOut(
        id=confirmation.id,
        confirmed_at=confirmation.confirmed_at,
        undo_until=confirmation.undo_until,
        undone_at=confirmation.undone_at,
        total=len(recipients),
        done=done,
        failed=len(recipients) - done - pending - left_out,
        left_out=left_out,
        pending=pending,
        leaves_at=min(
            (one.release_at for one in shown if one.status is DeliveryStatus.QUEUED), default=None
        ),
        recipients=recipients,
    )


def scenario_out(
    scenario: Scenario,
    profile: Profile,
    steps: Sequence[ScenarioStep],
    sizes: Mapping[tuple[UUID, bool], int],
) -> ScenarioOut:
    """A scenario with its steps in order; `sizes` are those of profiles and audiences."""
    has_email = scenario.audience == Audience.WITH_EMAIL
    return ScenarioOut(
        id=scenario.id,
        name=scenario.name,
        profile=profile.name,
        audience=scenario.audience,
        grouping=scenario.grouping,
        is_active=scenario.is_active,
        customers=sizes.get((scenario.profile_id, has_email), 0),
        version=scenario.version,
        updated_at=scenario.updated_at,
        steps=[
            StepOut(
                rank=step.rank,
                kind=step.kind,
                label=wording.step_label(step.kind, step.rank),
                trigger=wording.trigger(step),
                anchor=step.anchor,
                offset_days=step.offset_days,
                channel=step.channel,
                mode=step.mode,
                template_kind=step.template_kind,
                minimum_minor=step.minimum_minor,
                ignore_previous=step.ignore_previous,
                is_active=step.is_active,
                copies=step.copies,
            )
            for step in steps
        ],
    )


def dated_out(planned: Planned) -> DatedStepOut:
    """A step on the day it would leave."""
    step = planned.step
    return DatedStepOut(
        rank=step.rank,
        step_kind=step.kind.value,
        label=wording.step_label(step.kind, step.rank),
        on=planned.on,
        code=planned.why.value,
        reason=wording.why(planned.why),
    )
