"""The two stories the demonstration tells, invented whole before a row is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random
from uuid import UUID

from quittance.cli.seed_debtors import (
    EXPORT,
    INTERNAL,
    KEY_ACCOUNTS,
    STANDARD,
    Debtor,
    Story,
    debtors,
)
from quittance.cli.seed_history import Reminder, reminders
from quittance.cli.seed_ledger import Line, ledger
from quittance.domain.business_days import Calendar
from quittance.domain.holidays import Territory
from quittance.domain.scenario import (
    STANDARD_WITH_EMAIL,
    STANDARD_WITHOUT_EMAIL,
    Audience,
    Grouping,
    Scenario,
)

PARIS = "Europe/Paris"
NOUMEA = "Pacific/Noumea"

# A profile without scenarios is never reminded (SAGE-95): the group's own companies.
SCENARIOS: dict[str, tuple[Scenario, ...]] = {
    STANDARD: (STANDARD_WITH_EMAIL, STANDARD_WITHOUT_EMAIL),
    EXPORT: (replace(STANDARD_WITH_EMAIL, name="Export"),),
    KEY_ACCOUNTS: (replace(STANDARD_WITH_EMAIL, name="Grands comptes", grouping=Grouping.ACCOUNT),),
    INTERNAL: (),
}


@dataclass(frozen=True, slots=True)
class Past:
    """What a creditor brings along: its customers, its ledger, the reminders already sent."""

    people: list[Debtor]
    lines: list[Line]
    reminders: list[Reminder]

    def shown(self, today: date) -> Debtor:
        """Who has the most to look at: late and coming invoices, and an address to write to."""
        counts: dict[UUID, int] = {}
        late: dict[UUID, Debtor] = {}
        for line in self.lines:
            debtor = line.debtor
            if line.is_open and debtor.writable and debtor.profile == STANDARD:
                counts[debtor.id] = counts.get(debtor.id, 0) + 1
                if line.is_overdue(today):
                    late[debtor.id] = debtor
        return max(late.values(), key=lambda one: (counts[one.id], one.code))

    def settled(self) -> Debtor | None:
        """The first customer who owes nothing and can be written to."""
        owing = {line.debtor.id for line in self.lines if line.is_open}
        return next((one for one in self.people if one.id not in owing and one.writable), None)


def factory(today: date) -> Story:
    """A manufacturer near Rennes, told as of a day."""
    return Story(
        seed=1947,
        today=today,
        zone=PARIS,
        calendar=Calendar(Territory.FRANCE),
        currency="EUR",
        customers=150,
        typical_minor=(90_000, 420_000),
        rounded_to=1,
        code="C",
    )


def pacific(today: date) -> Story:
    """Its house in Nouméa, which counts in francs without decimals."""
    return Story(
        seed=1853,
        today=today,
        zone=NOUMEA,
        calendar=Calendar(Territory.NEW_CALEDONIA),
        currency="XPF",
        customers=25,
        typical_minor=(90_000, 480_000),
        rounded_to=5,
        code="N",
        is_island=True,
    )


def invent(story: Story, chance: Random) -> Past:
    """The same past for the same story and chance, but for the ids."""
    people = debtors(story, chance)
    lines = ledger(story, people, chance)
    rules = {
        (profile, one.audience): replace(one, currency=story.currency)
        for profile, several in SCENARIOS.items()
        for one in several
    }
    done = reminders(story, people, lines, lambda one: rules.get(path_of(one)), chance)
    return Past(people, lines, done)


def path_of(debtor: Debtor) -> tuple[str, Audience]:
    """The profile and audience that tell a customer's scenario."""
    return debtor.profile, Audience.WITH_EMAIL if debtor.writable else Audience.WITHOUT_EMAIL
