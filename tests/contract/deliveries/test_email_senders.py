"""Every e-mail sender keeps the port's word; SMTP is held to it by servers that misbehave."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import pytest

from quittance.deliveries.adapters.smtp import CONNECTIONS, NotLoopback, SmtpSender, SmtpServer
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
from quittance.platform.clock import Clock
from quittance.platform.ids import new_id
from quittance.platform.settings import Settings
from tests.contract.deliveries.fake_servers import CLOSE, HANG, FakeServer, a_server
from tests.factories.senders import RecordedSender

TEXT = b"Subject: bonjour\r\n\r\n.une ligne qui commence par un point\r\n..deux\r\nfin\r\n"
HURRY = 0.02  # a time-out of 15 s becomes one of 0.3 s


def an_email(to: str = "lea@loire-ocean.example") -> Email:
    return Email(new_id(), "bounce+1@courrier.example", to, TEXT)


def sender_to(server: FakeServer, **changes: object) -> SmtpSender:
    facts = {"host": "127.0.0.1", "port": server.port, "tls": "none", **changes}
    return SmtpSender(SmtpServer(**facts), loopback_only=True, patience=HURRY)  # type: ignore[arg-type]


async def told(says: Mapping[str, str]) -> tuple[Outcome, FakeServer]:
    """What the sender makes of one message to such a server."""
    async with a_server(says) as server:
        sender = sender_to(server)
        outcome = await sender.send(an_email())
        await sender.close()
    return outcome, server


@pytest.fixture(params=["smtp", "recorded"])
async def sender(request: pytest.FixtureRequest) -> AsyncIterator[EmailSender]:
    if request.param == "recorded":
        yield RecordedSender()
        return
    async with a_server() as server:
        smtp = sender_to(server)
        yield smtp
        await smtp.close()


async def test_every_sender_says_what_it_is_and_takes_a_message(sender: EmailSender) -> None:
    assert sender.name
    assert isinstance(sender.idempotency, Idempotency)
    outcome = await sender.send(an_email())
    assert isinstance(outcome, Accepted)
    assert outcome.provider_ref


async def test_the_text_arrives_whole_and_the_line_serves_again() -> None:
    async with a_server() as server:
        sender = sender_to(server)
        outcomes = [await sender.send(an_email()) for _ in range(3)]
        await sender.close()

    assert outcomes == [Accepted("250 2.0.0 queued as 4711")] * 3
    assert server.connections == 1
    unstuffed = server.texts[0].removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
    assert unstuffed == TEXT
    assert "RCPT TO:<lea@loire-ocean.example>" in server.commands


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ({"greeting": "421 too busy"}, Unreachable),
        ({"greeting": "554 no service"}, Unreachable),
        ({"greeting": CLOSE}, Unreachable),
        ({"greeting": HANG}, Unreachable),
        ({"EHLO": HANG}, Unreachable),
        ({"EHLO": CLOSE}, Unreachable),
        ({"MAIL": "451 later"}, Unreachable),
        ({"MAIL": "530 5.7.0 log in first"}, Unreachable),
        ({"MAIL": "550 sender unknown"}, Unreachable),
        ({"MAIL": CLOSE}, Unreachable),
        ({"RCPT": "450 4.2.1 greylisted"}, Unreachable),
        ({"RCPT": "421 closing"}, Unreachable),
        ({"RCPT": HANG}, Unreachable),
        ({"RCPT": CLOSE}, Unreachable),
        ({"DATA": "451 later"}, Unreachable),
        ({"DATA": HANG}, Unreachable),
        ({"DATA": CLOSE}, Unreachable),
        ({"text": "452 4.3.1 no room"}, Unreachable),
        ({"text": CLOSE}, Unconfirmed),
        ({"text": HANG}, Unconfirmed),
        ({"text": "what?"}, Unconfirmed),
        ({"text": "299 who knows"}, Unconfirmed),
        ({"text": "554 5.7.1 spam"}, Refused),
        ({"DATA": "554 no valid recipients"}, Refused),
        ({"RCPT": "550 nobody here"}, Refused),
    ],
    ids=str,
)
async def test_how_far_the_conversation_went_decides_what_is_said_of_the_message(
    says: Mapping[str, str], expected: type
) -> None:
    outcome, server = await told(says)
    assert isinstance(outcome, expected), outcome
    assert len(server.texts) <= 1  # whatever happens, the text is never said twice


@pytest.mark.parametrize(
    ("says", "code", "is_dead"),
    [
        ({"RCPT": "550 5.1.1 user unknown"}, "5.1.1", True),
        ({"RCPT": "550-5.1.1 user|550 5.1.1 unknown"}, "5.1.1", True),
        ({"RCPT": "550 no such user"}, "550", True),
        ({"RCPT": "556 5.1.10 null MX"}, "5.1.10", True),
        ({"RCPT": "550 5.2.1 disabled"}, "5.2.1", True),
        ({"text": "550 5.1.1 user unknown"}, "5.1.1", True),
        ({"RCPT": "552 5.2.2 mailbox full"}, "5.2.2", False),
        ({"RCPT": "554 5.7.1 blocked"}, "5.7.1", False),
        ({"text": "550 looks like spam"}, "550", False),
    ],
    ids=str,
)
async def test_only_an_address_where_nobody_lives_is_dead(
    says: Mapping[str, str], code: str, *, is_dead: bool
) -> None:
    outcome, _ = await told(says)
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.is_address_dead) == (code, is_dead)


async def test_nobody_listens() -> None:
    async with a_server() as server:
        pass
    outcome = await sender_to(server).send(an_email())
    assert isinstance(outcome, Unreachable)


@pytest.mark.parametrize("says", [{}, {"EHLO": "250-fake|250 STARTTLS", "STARTTLS": "454 not now"}])
async def test_without_the_encryption_asked_for_nothing_is_said(says: Mapping[str, str]) -> None:
    async with a_server(says) as server:
        outcome = await sender_to(server, tls="starttls").send(an_email())
    assert isinstance(outcome, Unreachable)
    assert not [command for command in server.commands if command.startswith(("MAIL", "AUTH"))]


async def test_a_password_that_is_refused_is_our_trouble_not_the_debtor_s() -> None:
    says = {"EHLO": "250-fake|250 AUTH PLAIN", "AUTH": "535 5.7.8 wrong"}
    async with a_server(says) as server:
        outcome = await sender_to(server, user="us", password="wrong").send(an_email())
    assert isinstance(outcome, Unreachable)


async def test_a_line_the_server_closed_in_the_meantime_is_renewed_without_a_word_lost() -> None:
    def tired(server: FakeServer) -> Mapping[str, str]:
        has_served = len(server.texts) == 1 and server.connections == 1
        return {"MAIL": CLOSE} if has_served else {}

    async with a_server(changes=tired) as server:
        sender = sender_to(server)
        outcomes = [await sender.send(an_email()) for _ in range(2)]
        await sender.close()
    assert [type(one) for one in outcomes] == [Accepted, Accepted]
    assert (server.connections, len(server.texts)) == (2, 2)


async def test_a_refusal_does_not_spoil_the_line_for_the_next_message() -> None:
    def once(server: FakeServer) -> Mapping[str, str]:
        rejected = sum(command.startswith("RCPT") for command in server.commands)
        return {"RCPT": "550 nobody"} if rejected == 1 else {}

    async with a_server(changes=once) as server:
        sender = sender_to(server)
        outcomes = [await sender.send(an_email()) for _ in range(2)]
        await sender.close()
    assert [type(one) for one in outcomes] == [Refused, Accepted]
    assert server.connections == 1
    assert "RSET" in server.commands


async def test_a_few_lines_serve_many_messages() -> None:
    async with a_server() as server:
        sender = sender_to(server)
        outcomes = await asyncio.gather(*[sender.send(an_email()) for _ in range(60)])
        await sender.close()
    assert {type(one) for one in outcomes} == {Accepted}
    assert server.connections <= CONNECTIONS


@pytest.mark.parametrize(
    "address",
    [
        "léa@loire-océan.example",
        "a@b.example>\r\nRCPT TO:<victime@exemple.example",
        "",
        "a b@c.example",
    ],
)
async def test_an_address_that_plain_smtp_cannot_carry_is_refused_before_a_word(
    address: str,
) -> None:
    async with a_server() as server:
        outcome = await sender_to(server).send(an_email(address))
    assert isinstance(outcome, Refused)
    assert server.commands == []


@pytest.mark.req("SAGE-107")
@pytest.mark.parametrize(
    "host", ["smtp.exemple.example", "localhost", "192.0.2.1", "10.0.0.1", "::", ""]
)
def test_a_demonstration_speaks_to_no_server_but_this_machine_s(host: str) -> None:
    with pytest.raises(NotLoopback):
        SmtpSender(SmtpServer(host=host, port=25), loopback_only=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1"])
def test_this_machine_is_known_by_its_own_addresses(host: str) -> None:
    SmtpSender(SmtpServer(host=host, port=25), loopback_only=True)


@pytest.mark.req("SAGE-107")
async def test_a_demonstration_does_not_start_with_another_mail_server() -> None:
    from quittance import wiring

    elsewhere = Settings(
        demo=True,
        smtp_host="smtp.exemple.example",
        DATABASE_URL="postgresql+asyncpg://nobody@127.0.0.1/nothing",
    )
    with pytest.raises(NotLoopback):
        async with wiring.workplace(elsewhere, Clock()):
            pass
