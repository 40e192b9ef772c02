"""Invented customers: who they are, whom to write to, and how they pay."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID

from quittance.cli import seed_names as names
from quittance.cli.seed_names import Town
from quittance.customers.models import EmailStatus
from quittance.domain.business_days import Calendar
from quittance.domain.debtor import DebtorType
from quittance.platform.ids import new_id

STANDARD, EXPORT, KEY_ACCOUNTS, INTERNAL = "Standard", "Export", "Grands comptes", "Interne"
WITH_EMAIL_PERCENT = 85


@dataclass(frozen=True, slots=True)
class Story:
    """What tells one creditor's two years from another's. Sums in minor units of `currency`."""

    seed: int
    today: date
    zone: str
    calendar: Calendar
    currency: str
    customers: int
    typical_minor: tuple[int, int]
    rounded_to: int
    code: str
    is_island: bool = False

    @property
    def began_on(self) -> date:
        """The first day of the ledger."""
        return self.today - timedelta(days=730)

    @property
    def loaded_on(self) -> date:
        """The day the creditor began to work with us: what was there came as one first load."""
        return self.today - timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a customer's."""

    civility: str
    first_name: str
    last_name: str
    email: str
    department: str
    function: str
    status: EmailStatus = EmailStatus.OK


@dataclass(slots=True)
class Debtor:
    """A customer, and the habits its ledger will show."""

    code: str
    name: str
    town: Town
    street: str
    phone: str
    profile: str
    sales_rep: str
    category: str
    method: str
    terms_days: int
    debtor_type: DebtorType
    typical_minor: int
    invoices_a_month: int
    delay_days: int
    spread_days: int
    stopped_on: date | None
    contacts: list[Person] = field(default_factory=list)
    id: UUID = field(default_factory=new_id)

    @property
    def terms(self) -> str:
        """The terms of payment as invoices print them."""
        return f"{self.terms_days} jours"

    @property
    def language(self) -> str:
        """English where French is not spoken."""
        return "en" if self.town.country in {"DE", "IE"} else "fr"

    @property
    def writable(self) -> Person | None:
        """Who is written to, if an address takes our mail."""
        return next(
            (one for one in self.contacts if one.email and one.status is EmailStatus.OK), None
        )


def debtors(story: Story, chance: Random) -> list[Debtor]:
    """The creditor's customers, the same ones for the same chance."""
    return [
        _debtor(story, number, name, chance)
        for number, name in enumerate(_names(story, chance), start=1)
    ]


def _names(story: Story, chance: Random) -> list[str]:
    """As many different names as customers; the hostile ones come first, then those abroad."""
    trades: tuple[str, ...] = names.TRADES
    surnames: tuple[str, ...] = names.SURNAMES
    first: tuple[str, ...] = (*names.HOSTILE_NAMES, *names.ABROAD_NAMES)
    if story.is_island:
        trades, surnames, first = names.ISLAND_TRADES, names.ISLAND_SURNAMES, ("A<b & Fils",)
    pairs = [(trade, surname) for trade in trades for surname in surnames]
    chosen = chance.sample(pairs, story.customers - len(first))
    made = [f"{trade} {surname} {chance.choice(names.FORMS)}" for trade, surname in chosen]
    return [*first, *made]


def _debtor(story: Story, number: int, name: str, chance: Random) -> Debtor:
    profile = _profile(story, number, name)
    least, most = story.typical_minor
    size = chance.choice((1, 1, 1, 2, 2, 3)) * (4 if profile == KEY_ACCOUNTS else 1)
    delay, spread = chance.choice(((0, 2), (4, 4), (9, 7), (16, 10), (28, 15), (50, 25)))
    debtor = Debtor(
        code=f"{story.code}{number:04d}",
        name=name,
        town=_town(story, profile, chance),
        street=f"{chance.randint(1, 140)} {chance.choice(names.STREETS)}",
        phone=_phone(story, chance),
        profile=profile,
        sales_rep=chance.choice(names.SALES_REPS),
        category=chance.choice(names.CATEGORIES),
        method=chance.choice(names.METHODS),
        terms_days=chance.choice((30, 30, 45, 45, 60)),
        debtor_type=_type(name),
        typical_minor=chance.randint(least, most) * size,
        invoices_a_month=chance.choice((1, 1, 1, 1, 2)) + (profile == KEY_ACCOUNTS),
        delay_days=delay,
        spread_days=spread,
        stopped_on=_stopped(story, number, chance),
    )
    debtor.contacts = _contacts(debtor, number, chance)
    return debtor


def _profile(story: Story, number: int, name: str) -> str:
    if name in names.ABROAD_NAMES:
        return EXPORT
    if number == story.customers:
        return INTERNAL
    return KEY_ACCOUNTS if number % 17 == 0 else STANDARD


def _town(story: Story, profile: str, chance: Random) -> Town:
    if story.is_island:
        return chance.choice(names.ISLAND_TOWNS)
    return chance.choice(names.ABROAD if profile == EXPORT else names.TOWNS)


def _phone(story: Story, chance: Random) -> str:
    """A number of the ranges kept for fiction, or one too short to ring."""
    if story.is_island:
        return f"+687 00 {chance.randint(0, 99):02d} {chance.randint(0, 99):02d}"
    return f"+33 1 99 00 {chance.randint(0, 99):02d} {chance.randint(0, 99):02d}"


def _type(name: str) -> DebtorType:
    return DebtorType.UNKNOWN if "EURL" in name else DebtorType.PROFESSIONAL


def _stopped(story: Story, number: int, chance: Random) -> date | None:
    """A few customers have paid nothing since that day."""
    if number % 11:
        return None
    return story.today - timedelta(days=chance.randint(60, 200))


def _contacts(debtor: Debtor, number: int, chance: Random) -> list[Person]:
    house = _slug(debtor.name)[:40] or debtor.code.lower()
    people = []
    for rank in range(1 + (chance.randint(1, 4) == 1)):
        civility, first_name = chance.choice(names.FIRST_NAMES)
        last_name = chance.choice(names.SURNAMES)
        department, function = chance.choice(names.FUNCTIONS)
        local = f"{_slug(first_name)}.{_slug(last_name)}"
        people.append(
            Person(
                civility,
                first_name,
                last_name,
                f"{local}@{house}.example",
                department,
                function,
                EmailStatus.BOUNCED if number % 61 == 0 and rank else EmailStatus.OK,
            )
        )
    if chance.randint(1, 100) > WITH_EMAIL_PERCENT:
        return [
            Person(one.civility, one.first_name, one.last_name, "", one.department, one.function)
            for one in people
        ]
    return people


def _slug(text: str) -> str:
    """The text as a domain name bears it: no accent, no sign."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
