"""What makes accounts special today: stops, an insolvency, promises, disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.cli.seed_debtors import Debtor, Story
from quittance.cli.seed_ledger import Line
from quittance.cli.seed_rows import morning
from quittance.disputes import service as disputes
from quittance.domain.dispute_reason import DisputeReason
from quittance.domain.holds import Hold, HoldKind
from quittance.platform.events import Actor, ActorKind
from quittance.promises import service as promises
from quittance.promises.settling import settle
from quittance.receivables import holds

STOPS = (
    "Accord commercial en cours : ne pas relancer avant l’avenant.",
    "Direction : compte suivi personnellement jusqu’à la fin du chantier.",
)
INSOLVENCY = "Redressement judiciaire ouvert : déclaration de créance à faire."
TOP_LEFT_BARE = 4  # the most indebted customers keep nothing but their invoices


class Cast:
    """Customers who owe overdue invoices, each called once, the most indebted first.

    The one `spared` has no part.
    """

    def __init__(self, story: Story, lines: Sequence[Line], *, spared: Debtor) -> None:
        self._today = story.today
        self._overdue: dict[UUID, list[Line]] = defaultdict(list)
        for line in lines:
            if line.is_overdue(story.today) and line.debtor is not spared:
                self._overdue[line.debtor.id].append(line)
        ranked = sorted(
            self._overdue.values(),
            key=lambda owed: (-sum(line.balance_minor for line in owed), owed[0].debtor.code),
        )
        self._waiting = [owed[0].debtor for owed in ranked[TOP_LEFT_BARE:]]

    def call(
        self, *, quiet_days: int = 0, level: int = 0, is_writable: bool = False
    ) -> tuple[Debtor, list[Line]]:
        """The next customer who reached that level and then was left in peace, and what it owes.

        With `is_writable`, one who can be written to.
        """
        limit = self._today - timedelta(days=quiet_days)
        for debtor in self._waiting:
            owed = self._overdue[debtor.id]
            is_quiet = all((line.reached_on or line.due_on) < limit for line in owed)
            if is_writable and debtor.writable is None:
                continue
            if is_quiet and max(line.level for line in owed) >= level:
                self._waiting.remove(debtor)
                return debtor, owed
        raise LookupError("Nobody left in the demonstration fits this part.")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the situations are played, and who works there."""

    session: AsyncSession
    company_id: UUID
    story: Story
    cast: Cast
    actor: Actor


async def play(stage: Stage) -> None:
    """Two stops, an insolvency, a broken promise and three pending ones, two disputes.

    A small house knows one promise and one stop.
    """
    if stage.story.is_island:
        await _promise(stage, 1)
        await _hold(stage, HoldKind.STOP, STOPS[0], days_ago=2)
        return
    await _break_promise(stage)
    for number in range(1, 4):
        await _promise(stage, number)
    await _dispute_quantity(stage)
    await _dispute_price(stage)
    for days, reason in enumerate(STOPS, start=2):
        await _hold(stage, HoldKind.STOP, reason, days_ago=days)
    await _hold(stage, HoldKind.INSOLVENCY, INSOLVENCY, days_ago=4)


async def _break_promise(stage: Stage) -> None:
    """Sixteen days ago a customer gave their word for the week after; nothing came."""
    today = stage.story.today
    debtor, owed = stage.cast.call(quiet_days=17)
    promise = await promises.make_promise(
        stage.session,
        stage.company_id,
        customer_id=debtor.id,
        receivables={line.id: None for line in owed[:2]},
        currency=stage.story.currency,
        due_on=today - timedelta(days=9),
        method="Virement",
        details="Virement annoncé par téléphone pour la fin de la semaine.",
        source="collector",
        actor=stage.actor,
        now=morning(stage.story, today - timedelta(days=16), minute=40),
    )
    judged_at = morning(stage.story, promise.last_on + timedelta(days=1))
    await settle(stage.session, stage.company_id, promise.id, now=judged_at)


async def _promise(stage: Stage, number: int) -> None:
    """A word given some days ago, on the phone or on the portal, for days to come."""
    today = stage.story.today
    debtor, owed = stage.cast.call(level=1)
    on_the_portal = number == 2
    await promises.make_promise(
        stage.session,
        stage.company_id,
        customer_id=debtor.id,
        receivables={line.id: None for line in owed},
        currency=stage.story.currency,
        due_on=today + timedelta(days=3 + 4 * number),
        method=debtor.method,
        source="portal" if on_the_portal else "collector",
        actor=_person_at(debtor) if on_the_portal else stage.actor,
        now=morning(stage.story, today - timedelta(days=number), minute=25 * number),
    )


async def _dispute_quantity(stage: Stage) -> None:
    """A whole invoice, contested by the debtor on the portal."""
    debtor, owed = stage.cast.call(level=1)
    await disputes.open_dispute(
        stage.session,
        stage.company_id,
        customer_id=debtor.id,
        receivables=[owed[0].id],
        reason=DisputeReason.QUANTITY,
        details="Deux volets sur douze manquaient à la livraison.",
        source="portal",
        actor=_person_at(debtor),
        now=morning(stage.story, stage.story.today - timedelta(days=3), minute=70),
    )


async def _dispute_price(stage: Stage) -> None:
    """A third of an invoice, contested on the phone."""
    debtor, owed = stage.cast.call(level=1)
    await disputes.open_dispute(
        stage.session,
        stage.company_id,
        customer_id=debtor.id,
        receivables=[owed[0].id],
        reason=DisputeReason.PRICE,
        details="Le tarif facturé n’est pas celui du devis accepté.",
        amount_minor=owed[0].balance_minor // 3,
        source="collector",
        actor=stage.actor,
        now=morning(stage.story, stage.story.today - timedelta(days=2), minute=15),
    )


async def _hold(stage: Stage, kind: HoldKind, reason: str, *, days_ago: int) -> None:
    """The whole customer is held since that day."""
    debtor, _ = stage.cast.call()
    day = stage.story.today - timedelta(days=days_ago)
    await holds.place(
        stage.session,
        stage.company_id,
        debtor.id,
        Hold(kind, day),
        reason=reason,
        actor=stage.actor,
        now=morning(stage.story, day, minute=50),
    )


def _person_at(debtor: Debtor) -> Actor:
    person = debtor.contacts[0]
    return Actor(ActorKind.DEBTOR, name=f"{person.first_name} {person.last_name}")
