"""How some stories of the past ended: words that were kept, complaints that were answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from quittance.cli.seed_ledger import Line
from quittance.cli.seed_rows import morning
from quittance.cli.seed_situations import Stage
from quittance.disputes import service as disputes
from quittance.disputes.service import Outcome
from quittance.domain.dispute_reason import DisputeReason
from quittance.domain.lifecycle import DisputeStatus, PromiseStatus
from quittance.domain.promise_outcome import DEFAULT_GRACE_DAYS
from quittance.platform import events
from quittance.platform.ids import new_id
from quittance.promises.events import PromiseKept, PromiseMade, PromisePartiallyKept
from quittance.promises.models import Promise, PromisedReceivable
from quittance.receivables.models import ReceivableKind

KEPT = 3
ANSWERED: tuple[tuple[DisputeReason, str, Outcome, str], ...] = (
    (
        DisputeReason.NOT_DELIVERED,
        "Palette manquante au bon de livraison.",
        DisputeStatus.UPHELD,
        "Livraison incomplète reconnue : avoir émis.",
    ),
    (
        DisputeReason.DUPLICATE,
        "Facture reçue deux fois.",
        DisputeStatus.REJECTED,
        "Deux commandes distinctes : justificatifs envoyés.",
    ),
)


async def play(stage: Stage, lines: Sequence[Line]) -> None:
    """Three promises kept, one kept in part, two disputes answered."""
    today = stage.story.today
    for line in _paid_lately(lines, today):
        await _keep(stage, line, line.amount_minor)
    for line in _paid_in_part(lines, today):
        await _keep(stage, line, line.amount_minor - line.balance_minor)
    for reason, details, outcome, note in ANSWERED:
        await _answer(stage, reason, details, outcome, note)


def _paid_lately(lines: Sequence[Line], today: date) -> Iterator[Line]:
    """Invoices of different customers that were reminded of, and paid in the last fortnight."""
    seen: set[str] = set()
    for line in sorted(lines, key=lambda one: (one.paid_on or today, one.number), reverse=True):
        is_paid = line.kind is ReceivableKind.INVOICE and not line.is_open and line.level
        if not is_paid or line.paid_on is None or line.debtor.code in seen:
            continue
        if today - timedelta(days=14) <= line.paid_on <= today - timedelta(days=4):
            seen.add(line.debtor.code)
            yield line
        if len(seen) == KEPT:
            return


def _paid_in_part(lines: Sequence[Line], today: date) -> Iterator[Line]:
    """The first invoice of which only a part came."""
    for line in sorted(lines, key=lambda one: one.number):
        is_part = line.kind is ReceivableKind.INVOICE and 0 < line.balance_minor < line.amount_minor
        if is_part and line.level and line.due_on < today - timedelta(days=30):
            yield line
            return


async def _keep(stage: Stage, line: Line, received_minor: int) -> None:
    """The word was given on the phone some days before the money came."""
    story = stage.story
    is_whole = received_minor == line.amount_minor
    came_on = line.paid_on or line.due_on + timedelta(days=8)
    made_at = morning(story, came_on - timedelta(days=6), minute=20)
    settled_at = morning(story, came_on + timedelta(days=1 if is_whole else 6))
    due_on = came_on + timedelta(days=1)
    promise = Promise(
        company_id=stage.company_id,
        id=new_id(),
        customer_id=line.debtor.id,
        currency=story.currency,
        amount_minor=line.amount_minor,
        due_on=due_on,
        grace_days=DEFAULT_GRACE_DAYS,
        status=PromiseStatus.KEPT if is_whole else PromiseStatus.PARTIALLY_KEPT,
        source="collector",
        method=line.debtor.method,
        details="Date donnée au téléphone par la comptabilité.",
        made_by=stage.actor.id,
        made_by_name=stage.actor.name,
        answer_id=None,
        made_at=made_at,
        settled_at=settled_at,
    )
    stage.session.add(promise)
    await stage.session.flush()
    stage.session.add(
        PromisedReceivable(
            company_id=stage.company_id,
            promise_id=promise.id,
            receivable_id=line.id,
            amount_minor=line.amount_minor,
            balance_minor=line.amount_minor,
            received_minor=received_minor,
        )
    )
    made = PromiseMade(
        customer_id=line.debtor.id,
        promise_id=promise.id,
        receivable_ids=(line.id,),
        amount_minor=line.amount_minor,
        currency=story.currency,
        due_on=due_on,
        source="collector",
    )
    event = PromiseKept if is_whole else PromisePartiallyKept
    ended = event(
        customer_id=line.debtor.id,
        promise_id=promise.id,
        receivable_ids=(line.id,),
        amount_minor=line.amount_minor,
        received_minor=received_minor,
        currency=story.currency,
        due_on=due_on,
    )
    await events.record(stage.session, stage.company_id, made, actor=stage.actor, now=made_at)
    await events.record(stage.session, stage.company_id, ended, now=settled_at)


async def _answer(
    stage: Stage, reason: DisputeReason, details: str, outcome: Outcome, note: str
) -> None:
    """Contested the week before, answered last week; nobody was reminded meanwhile."""
    debtor, owed = stage.cast.call(quiet_days=10)
    today = stage.story.today
    dispute = await disputes.open_dispute(
        stage.session,
        stage.company_id,
        customer_id=debtor.id,
        receivables=[owed[0].id],
        reason=reason,
        details=details,
        source="collector",
        actor=stage.actor,
        now=morning(stage.story, today - timedelta(days=9), minute=30),
    )
    await disputes.close_dispute(
        stage.session,
        stage.company_id,
        dispute.id,
        outcome=outcome,
        note=note,
        actor=stage.actor,
        now=morning(stage.story, today - timedelta(days=6), minute=10),
    )
