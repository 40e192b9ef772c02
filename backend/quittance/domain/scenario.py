"""What a scenario is: its steps in order, the rules they obey, and the two stock scenarios."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from quittance.domain.scenario_flaws import Flaw

MOST_REMINDERS = 7
SMALLEST_GAP_DAYS = 7
PRE_NOTICE_RANK = 0
THANK_YOU_RANK = MOST_REMINDERS + 1


class StepKind(StrEnum):
    """What a step is for."""

    PRE_NOTICE = "pre_notice"
    REMINDER = "reminder"
    FORMAL_NOTICE = "formal_notice"
    THANK_YOU = "thank_you"


class Anchor(StrEnum):
    """The fact a step counts its days from (SAGE-98)."""

    DUE_DATE = "due_date"
    INVOICE_DATE = "invoice_date"
    PREVIOUS = "previous"
    PAYMENT_DATE = "payment_date"


class Channel(StrEnum):
    """How a step reaches the customer (SAGE-99)."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    REGISTERED_LETTER = "registered_letter"
    ELECTRONIC_REGISTERED_LETTER = "electronic_registered_letter"
    PHONE = "phone"
    OTHER = "other"


class SendingMode(StrEnum):
    """Who makes a step leave."""

    MANUAL = "manual"
    TO_CONFIRM = "to_confirm"
    AUTOMATIC = "automatic"


class Grouping(StrEnum):
    """One message per step reached, or one for the whole account at the highest level."""

    LEVEL = "level"
    ACCOUNT = "account"


class Audience(StrEnum):
    """Customers who can be written to by e-mail, and the others (SAGE-96)."""

    WITH_EMAIL = "with_email"
    WITHOUT_EMAIL = "without_email"


class InvalidScenario(ValueError):
    """A scenario that would not do what its author thinks."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. The rank of a reminder is the level it brings a receivable to (1 to 7)."""

    rank: int
    kind: StepKind
    anchor: Anchor
    offset_days: int
    channel: Channel
    mode: SendingMode
    template_kind: str
    minimum_amount_minor: int = 0
    ignore_previous: bool = False
    active: bool = True

    @property
    def is_reminder(self) -> bool:
        """Whether doing this step raises the level of a receivable."""
        return self.kind in (StepKind.REMINDER, StepKind.FORMAL_NOTICE)


@dataclass(frozen=True, slots=True)
class Rung:
    """An active reminder, its days after the reference date, and after the step before."""

    step: Step
    reference_days: int
    gap_days: int
    counts_from_invoice: bool


@dataclass(frozen=True, slots=True)
class Scenario:
    """The steps a profile's customers of one audience go through.

    `currency` is the one the minimums and the maximum are counted in.
    """

    name: str
    steps: tuple[Step, ...]
    audience: Audience = Audience.WITH_EMAIL
    grouping: Grouping = Grouping.LEVEL
    currency: str = "EUR"
    receivable_minimum_minor: int = 0
    message_maximum_minor: int | None = None
    active: bool = True
    pre_notice: Step | None = field(init=False, repr=False, compare=False)
    thank_you: Step | None = field(init=False, repr=False, compare=False)
    ladder: tuple[Rung, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        problems = scenario_problems(self.steps)
        if problems:
            raise InvalidScenario(" ".join(problem.sentence for problem in problems))
        active = sorted((step for step in self.steps if step.active), key=lambda step: step.rank)
        one = {step.kind: step for step in active if not step.is_reminder}
        object.__setattr__(self, "pre_notice", one.get(StepKind.PRE_NOTICE))
        object.__setattr__(self, "thank_you", one.get(StepKind.THANK_YOU))
        object.__setattr__(self, "ladder", _ladder(active))

    def step_at(self, rank: int) -> Step | None:
        """The step of that rank, active or not."""
        return next((step for step in self.steps if step.rank == rank), None)

    def rung_above(self, level: int) -> Rung | None:
        """The first active reminder above a level: progress outlives any change of steps."""
        return next((rung for rung in self.ladder if rung.step.rank > level), None)


class Problem(NamedTuple):
    """A rule that is broken, in a sentence, and the step that breaks it if it is one."""

    flaw: Flaw
    sentence: str
    step: Step | None = None


def scenario_problems(steps: Sequence[Step]) -> list[Problem]:
    """Every rule the steps break; none when they can be used (SAGE-97, SAGE-98)."""
    reminders = sorted((s for s in steps if s.is_reminder), key=lambda step: step.rank)
    problems = [*_wrong_numbers(steps, reminders), *_wrong_anchors(steps, reminders)]
    problems += [
        Problem(Flaw.NOTICE_NOT_LAST, "A formal notice can only be the last reminder.", step)
        for step in reminders[:-1]
        if step.kind is StepKind.FORMAL_NOTICE
    ]
    problems += [
        Problem(Flaw.NEGATIVE_MINIMUM, "A minimum amount cannot be negative.", step)
        for step in steps
        if step.minimum_amount_minor < 0
    ]
    return problems


def _wrong_numbers(steps: Sequence[Step], reminders: Sequence[Step]) -> Iterator[Problem]:
    if not any(step.active for step in steps):
        yield Problem(Flaw.NO_ACTIVE_STEP, "A scenario needs at least one active step.")
    for kind in (StepKind.PRE_NOTICE, StepKind.THANK_YOU):
        for step in [step for step in steps if step.kind is kind][1:]:
            told = "A scenario has at most one pre-notice and one thank-you."
            yield Problem(Flaw.TWO_OF_A_KIND, told, step)
    if len(reminders) > MOST_REMINDERS:
        told = f"A scenario has at most {MOST_REMINDERS} reminders."
        yield Problem(Flaw.TOO_MANY_REMINDERS, told)
    for number, step in enumerate(steps):
        if any(step.rank == before.rank for before in steps[:number]):
            yield Problem(Flaw.SHARED_RANK, "Two steps cannot share a rank.", step)
        if not _rank_fits(step):
            told = (
                f"A pre-notice has rank {PRE_NOTICE_RANK}, a reminder 1 to {MOST_REMINDERS}, "
                f"a thank-you {THANK_YOU_RANK}."
            )
            yield Problem(Flaw.WRONG_RANK, told, step)


def _rank_fits(step: Step) -> bool:
    match step.kind:
        case StepKind.PRE_NOTICE:
            return step.rank == PRE_NOTICE_RANK
        case StepKind.THANK_YOU:
            return step.rank == THANK_YOU_RANK
        case _:
            return 1 <= step.rank <= MOST_REMINDERS


def _wrong_anchors(steps: Sequence[Step], reminders: Sequence[Step]) -> Iterator[Problem]:
    dated = [step for step in reminders if step.anchor is not Anchor.PREVIOUS]
    for step in dated:
        if step.anchor is Anchor.PAYMENT_DATE:
            told = "Only a thank-you counts from the payment date."
            yield Problem(Flaw.PAYMENT_REFERENCE, told, step)
        if step.anchor is not dated[0].anchor:
            told = "All the steps of a scenario count from the same reference date."
            yield Problem(Flaw.MIXED_REFERENCES, told, step)
    if reminders and reminders[0].anchor is Anchor.PREVIOUS:
        told = "The first reminder has no previous step to count from."
        yield Problem(Flaw.NO_PREVIOUS_STEP, told, reminders[0])
    counts_from_invoice = any(step.anchor is Anchor.INVOICE_DATE for step in dated)
    for step in steps:
        if step.active and step.kind is StepKind.PRE_NOTICE and counts_from_invoice:
            told = "Counting from the invoice date leaves no room for a pre-notice."
            yield Problem(Flaw.NO_ROOM_FOR_PRE_NOTICE, told, step)
        yield from _wrong_anchor(step)
    for earlier, later in pairwise(reminders):
        is_dated = earlier.anchor is later.anchor is not Anchor.PREVIOUS
        if is_dated and later.offset_days <= earlier.offset_days:
            told = f"Reminder {later.rank} would come before reminder {earlier.rank}."
            yield Problem(Flaw.OUT_OF_ORDER, told, later)


def _wrong_anchor(step: Step) -> Iterator[Problem]:
    if step.kind is not StepKind.PRE_NOTICE and step.offset_days < 0:
        told = "Only a pre-notice comes before the date it counts from."
        yield Problem(Flaw.BEFORE_ITS_DATE, told, step)
    if step.kind is StepKind.PRE_NOTICE and (
        step.anchor is not Anchor.DUE_DATE or step.offset_days >= 0
    ):
        told = "A pre-notice comes some days before the due date."
        yield Problem(Flaw.PRE_NOTICE_DATE, told, step)
    if step.kind is StepKind.THANK_YOU and step.anchor is not Anchor.PAYMENT_DATE:
        yield Problem(Flaw.THANK_YOU_DATE, "A thank-you counts from the payment date.", step)
    if step.ignore_previous and step.anchor not in (Anchor.DUE_DATE, Anchor.INVOICE_DATE):
        told = "A step that ignores the previous one needs a date of its own."
        yield Problem(Flaw.IGNORES_WITHOUT_DATE, told, step)


def _ladder(active: Sequence[Step]) -> tuple[Rung, ...]:
    """The active reminders, lowest first, with the days to keep from the step before.

    That is the difference of their offsets, seven at least. The first reminder keeps seven days
    from a pre-notice: one that left late does not push it away from its own date.
    """
    rungs: list[Rung] = []
    counts_from_invoice = any(step.anchor is Anchor.INVOICE_DATE for step in active)
    for step in active:
        if not step.is_reminder:
            continue
        before = rungs[-1].reference_days if rungs else step.offset_days
        days = step.offset_days + (before if rungs and step.anchor is Anchor.PREVIOUS else 0)
        gap = max(days - before, SMALLEST_GAP_DAYS)
        rungs.append(Rung(step, days, gap, counts_from_invoice))
    return tuple(rungs)


def _stock_steps(channel: Channel, mode: SendingMode) -> tuple[Step, ...]:
    reminder, previous = StepKind.REMINDER, Anchor.PREVIOUS
    return (
        Step(0, StepKind.PRE_NOTICE, Anchor.DUE_DATE, -8, channel, mode, "pre_notice"),
        Step(1, reminder, Anchor.DUE_DATE, 8, channel, mode, "first_reminder"),
        Step(2, reminder, previous, 8, channel, mode, "reminder_1"),
        Step(3, reminder, previous, 8, channel, mode, "reminder_2"),
        Step(
            4,
            StepKind.FORMAL_NOTICE,
            previous,
            15,
            Channel.REGISTERED_LETTER,
            SendingMode.MANUAL,
            "formal_notice",
        ),
        Step(
            THANK_YOU_RANK,
            StepKind.THANK_YOU,
            Anchor.PAYMENT_DATE,
            1,
            channel,
            mode,
            "payment_received",
            active=False,
        ),
    )


STANDARD_WITH_EMAIL = Scenario(
    "Standard avec e-mail", _stock_steps(Channel.EMAIL, SendingMode.TO_CONFIRM)
)
STANDARD_WITHOUT_EMAIL = replace(
    STANDARD_WITH_EMAIL,
    name="Standard sans e-mail",
    steps=_stock_steps(Channel.LETTER, SendingMode.MANUAL),
    audience=Audience.WITHOUT_EMAIL,
)
STOCK_SCENARIOS = (STANDARD_WITH_EMAIL, STANDARD_WITHOUT_EMAIL)
