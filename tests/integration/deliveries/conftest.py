"""A company, its worker, and a mail server on this machine that keeps what it gets."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, Envelope

from quittance.deliveries.adapters.smtp import SmtpSender, SmtpServer
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.jobs import JobContext
from quittance.platform.settings import Settings
from quittance.platform.storage import FolderStore
from tests.factories.deliveries import Story, a_company, providers


@dataclass
class Sink:
    """What arrived, in order."""

    port: int = 0
    got: list[Envelope] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: object, envelope: Envelope
    ) -> str:
        self.got.append(envelope)
        return "250 Kept"

    def messages(self) -> list[EmailMessage]:
        return [
            message_from_bytes(one.original_content or b"", policy=policy.default)
            for one in self.got
        ]


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    sink = Sink()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(sink, hostname="localhost"), "127.0.0.1", 0
    )
    sink.port = server.sockets[0].getsockname()[1]
    yield sink
    server.close()


@pytest.fixture
async def sender(sink: Sink) -> AsyncIterator[SmtpSender]:
    server = SmtpServer(host="127.0.0.1", port=sink.port, tls="none")
    sender = SmtpSender(server, loopback_only=True)
    yield sender
    await sender.close()


@pytest.fixture
async def story(
    database: Database, clock: Clock, settings: Settings, tmp_path, sender: SmtpSender
) -> Story:
    """Ateliers Morvan on a Monday morning, its worker ready to send."""
    job = JobContext(
        database=database,
        clock=clock,
        settings=settings,
        storage=FolderStore(tmp_path),
        providers=providers(sender),
    )
    return Story(database, clock, job, await a_company(database, clock))
