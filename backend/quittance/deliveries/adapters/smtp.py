"""Plain SMTP (RFC 5321): a few connections kept open, one message at a time on each.

SMTP knows no idempotency: once the text is under way and the line drops, the message has perhaps
left. Before that point nothing was sent, and saying so makes another try safe.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Literal

from aiosmtplib import SMTP, SMTPException, SMTPResponse, SMTPServerDisconnected

from quittance.deliveries.mime import is_address
from quittance.deliveries.ports import (
    AT_ONCE,
    SPEAKING_TIME,
    Accepted,
    Email,
    Idempotency,
    Outcome,
    Refused,
    Unconfirmed,
    Unreachable,
)
from quittance.platform.clock import stopwatch

CONNECTIONS = AT_ONCE
MESSAGES_PER_CONNECTION = 200
IDLE_S = 30.0
COMMAND_S = 10.0
TEXT_S = 30.0

LEADING_DOT = re.compile(rb"(?m)^\.")
ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")  # RFC 3463
# Nobody at that address, or none any more (RFC 3463 X.1.x, X.2.1; a null MX is RFC 7505).
DEAD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
DEAD_WITHOUT_DETAIL = frozenset({"550", "551", "553"})
# What the server has against us, not against the recipient: somebody will repair it.
OUR_LOG_IN = frozenset({530, 534, 535, 538})
DETAIL_LENGTH = 300


class Stage(StrEnum):
    """How far the conversation about one message went."""

    CONNECT = "connect"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    TEXT = "text"


class NotLoopback(ValueError):
    """In demonstration mode only a mail server on this machine may be spoken to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where messages are handed over, and how."""

    host: str
    port: int
    tls: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password: str = ""
    our_name: str = "localhost"
    tls_context: ssl.SSLContext | None = None


@dataclass(slots=True)
class Talk:
    """The conversation about one message; `stage` is true whenever it is cut."""

    stage: Stage = Stage.CONNECT


@dataclass(slots=True)
class Line:
    """An open connection, and what it has served."""

    smtp: SMTP
    messages: int = 0
    idle_since: float = 0.0


class SmtpSender:
    """Hands messages to one server over at most `CONNECTIONS` connections."""

    name = "smtp"
    idempotency = Idempotency.NONE

    def __init__(
        self, server: SmtpServer, *, loopback_only: bool = False, patience: float = 1.0
    ) -> None:
        if loopback_only and not is_loopback(server.host):
            raise NotLoopback(f"{server.host} is not this machine.")
        self._server = server
        self._patience = patience  # the share of the usual time-outs
        self._free: list[Line] = []
        self._turn = asyncio.Semaphore(CONNECTIONS)

    async def send(self, email: Email) -> Outcome:
        """What became of the message."""
        if not (email.rcpt_to.isascii() and is_address(email.rcpt_to)):
            return Refused("Plain SMTP cannot carry this address.", "5.1.3", is_address_dead=True)
        talk = Talk()
        try:
            async with asyncio.timeout(SPEAKING_TIME.total_seconds()), self._turn:
                answer = await self._converse(email, talk)
        except (SMTPException, OSError) as error:
            said = f"{talk.stage}: {type(error).__name__} {error}"[:DETAIL_LENGTH]
            return Unconfirmed(said) if talk.stage is Stage.TEXT else Unreachable(said)
        return read(talk.stage, answer.code, answer.message)

    async def close(self) -> None:
        """No connection is left open."""
        while self._free:
            await _say_goodbye(self._free.pop().smtp)

    async def _converse(self, email: Email, talk: Talk) -> SMTPResponse:
        """The server's last word about the message. A line that breaks is not used again."""
        line, answer = await self._begin(email, talk)
        try:
            answer = await self._go_on(line.smtp, email, talk, answer)
            if not (200 <= answer.code < 300) and line.smtp.is_connected:
                await line.smtp.rset()
        except BaseException:
            line.smtp.close()
            raise
        await self._give_back(line)
        return answer

    async def _begin(self, email: Email, talk: Talk) -> tuple[Line, SMTPResponse]:
        """A line whose server answered MAIL; one the server closed in the meantime is renewed."""
        while True:
            line = await self._take()
            talk.stage = Stage.MAIL
            try:
                command = f"FROM:<{email.mail_from}>".encode("ascii")
                return line, await line.smtp.execute_command(b"MAIL", command)
            except SMTPServerDisconnected:
                line.smtp.close()
                if line.messages == 0:
                    raise
            except BaseException:
                line.smtp.close()
                raise

    async def _go_on(
        self, smtp: SMTP, email: Email, talk: Talk, answer: SMTPResponse
    ) -> SMTPResponse:
        if answer.code != 250:
            return answer
        talk.stage = Stage.RCPT
        answer = await smtp.execute_command(b"RCPT", f"TO:<{email.rcpt_to}>".encode("ascii"))
        if answer.code not in {250, 251}:
            return answer
        talk.stage = Stage.DATA
        answer = await smtp.execute_command(b"DATA")
        if answer.code != 354:
            return answer
        if smtp.protocol is None:
            raise SMTPServerDisconnected("Connection lost")
        text = LEADING_DOT.sub(b"..", email.message)
        talk.stage = Stage.TEXT
        smtp.protocol.write(text + b".\r\n")
        return await smtp.protocol.read_response(timeout=TEXT_S * self._patience)

    async def _take(self) -> Line:
        """A line to the server: the one used last, or a new one."""
        while self._free:
            line = self._free.pop()
            if line.smtp.is_connected and stopwatch() - line.idle_since < IDLE_S:
                return line
            line.smtp.close()
        return Line(await self._connect())

    async def _give_back(self, line: Line) -> None:
        line.messages += 1
        line.idle_since = stopwatch()
        if line.messages >= MESSAGES_PER_CONNECTION:
            await _say_goodbye(line.smtp)
        elif line.smtp.is_connected:
            self._free.append(line)

    async def _connect(self) -> SMTP:
        server = self._server
        smtp = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password if server.user else None,
            local_hostname=server.our_name,
            timeout=COMMAND_S * self._patience,
            use_tls=server.tls == "tls",
            start_tls=server.tls == "starttls",
            tls_context=server.tls_context,
        )
        await smtp.connect()
        try:
            if smtp.is_ehlo_or_helo_needed:
                await smtp.ehlo()
        except BaseException:
            smtp.close()
            raise
        return smtp


async def _say_goodbye(smtp: SMTP) -> None:
    with suppress(SMTPException, OSError):
        await smtp.quit()
    smtp.close()


def read(stage: Stage, code: int, text: str) -> Outcome:
    """What the server's last answer means for the message (RFC 5321 §4.2, RFC 3463)."""
    words = " ".join(f"{code} {text}".split())[:DETAIL_LENGTH]
    if stage is Stage.TEXT and code == 250:
        return Accepted(words)
    if 500 <= code < 600 and stage is not Stage.MAIL and code not in OUR_LOG_IN:
        found = ENHANCED.match(text)
        detail = found.group(1) if found else str(code)
        is_dead = detail in DEAD or (stage is Stage.RCPT and detail in DEAD_WITHOUT_DETAIL)
        return Refused(words, detail, is_address_dead=is_dead)
    if stage is Stage.TEXT and not 400 <= code < 600:
        return Unconfirmed(words)
    return Unreachable(words)


def is_loopback(host: str) -> bool:
    """Whether the name is an address of this machine; names are not trusted, nor looked up."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
