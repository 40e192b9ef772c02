"""The front door's mail: the same words twice, whatever the names try, and it leaves as said."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from uuid import UUID

import pytest

from quittance.accounts import wording
from quittance.accounts.models import Role
from quittance.accounts.ports import Fate, Mail
from quittance.deliveries.ports import (
    Accepted,
    Email,
    EmailSender,
    Idempotency,
    Outcome,
    Refused,
    Unconfirmed,
    Unreachable,
)
from quittance.wiring import HousePostman
from tests.factories.messages import HOSTILE_NAMES

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ID = UUID(int=7)
URL = "https://console.example/invitation#abc"


class Pigeon:
    """Carries what it is given, and answers what it is told to."""

    name = "pigeon"
    idempotency = Idempotency.NONE

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.carried: list[Email] = []

    async def send(self, email: Email) -> Outcome:
        self.carried.append(email)
        return self.outcome


def an_invitation(**changes: str) -> Mail:
    facts = {
        "email": "lea@loire-ocean.example",
        "company": "Ateliers du Vent",
        "invited_by": "Claire Vasseur",
        "reply_to": "claire@ateliers-du-vent.example",
    }
    return wording.invitation(ID, **{**facts, **changes}, role=Role.MANAGER, url=URL, now=AT)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
async def test_no_name_leaves_its_place(name: str) -> None:
    pigeon: EmailSender = Pigeon(Accepted("250"))
    mail = an_invitation(company=name, invited_by=name)
    await HousePostman(pigeon, "courrier.example").post(mail)

    [carried] = pigeon.carried  # type: ignore[attr-defined]
    message = message_from_bytes(carried.message, policy=policy.default)
    assert set(message.keys()) == {
        "Date",
        "From",
        "To",
        "Message-ID",
        "Subject",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
        "Reply-To",
    }
    assert message["From"].addresses[0].addr_spec == "quittance@courrier.example"
    part = message.get_body(("html",))
    assert part is not None
    html = part.get_content()
    assert html.count("<a href=") == an_invitation().html.count("<a href=")
    assert html.count("<p ") == an_invitation().html.count("<p ")
    assert "<SARL" not in html


def test_text_and_html_say_the_same() -> None:
    for mail in (
        an_invitation(),
        wording.reset(ID, email="a@b.example", full_name="Léa", url=URL, now=AT),
        wording.password_changed(
            ID, email="a@b.example", full_name="Léa", changed_at=AT, url=URL, now=AT
        ),
    ):
        for line in filter(None, mail.text.splitlines()):
            assert line.removesuffix(" :") in mail.html


@pytest.mark.parametrize(
    ("outcome", "fate"),
    [
        (Accepted("250 OK"), Fate.SENT),
        (Refused("550 no", "5.1.1", is_address_dead=True), Fate.REFUSED),
        (Unreachable("connect"), Fate.UNREACHABLE),
        (Unconfirmed("text"), Fate.UNCONFIRMED),
    ],
)
async def test_what_the_sender_says_is_passed_on(outcome: Outcome, fate: Fate) -> None:
    answer = await HousePostman(Pigeon(outcome), "courrier.example").post(an_invitation())
    assert answer.fate is fate
