"""Settings → concrete adapters: the only file that names a provider."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts.ports import Answer, Fate, Mail, Postman
from quittance.deliveries import mime
from quittance.deliveries.adapters.smtp import SmtpSender, SmtpServer
from quittance.deliveries.ports import (
    Accepted,
    Email,
    EmailSender,
    LinkAsk,
    Outcomes,
    PortalLinks,
    PortalUrls,
    Refused,
    Unconfirmed,
    Unreachable,
)
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from quittance.platform.generation import Mark
from quittance.platform.http_client import guarded_client
from quittance.platform.jobs import JobContext
from quittance.platform.secrets import Sealer
from quittance.platform.settings import Settings
from quittance.platform.storage import BlobStore, FolderMark, FolderStore
from quittance.portal import messages
from quittance.scenarios.finishing import ActionOutcomes
from quittance.webhooks.adapters.http import HttpWebhookCaller
from quittance.webhooks.adapters.recorded import RecordedWebhookCaller
from quittance.webhooks.ports import WebhookCaller

WORKERS_POOL = 20


def storage(settings: Settings) -> BlobStore:
    """Where files are kept."""
    return FolderStore(settings.blob_dir)


def mark(settings: Settings) -> Mark:
    """Where it is written, beside the files, how far this installation has spoken."""
    return FolderMark(settings.blob_dir)


def secrets(settings: Settings) -> Sealer:
    """What seals the secrets of partners."""
    return Sealer(*settings.sealing_keys)


def links(settings: Settings) -> PortalLinks:
    """Who makes the addresses that messages and letters carry."""
    return SignedLinks(settings.public_url)


def outcomes() -> Outcomes:
    """Who hears what became of a delivery, in its own transaction."""
    return ActionOutcomes()


@asynccontextmanager
async def workplace(settings: Settings, clock: Clock) -> AsyncIterator[JobContext]:
    """What jobs are given: database, files and the adapter of each port; closed in the end."""
    database = Database(settings.database_url, pool_size=WORKERS_POOL)
    smtp = _smtp(settings)
    try:
        async with guarded_client(settings.lan_hosts) as client:
            yield JobContext(
                database=database,
                clock=clock,
                settings=settings,
                storage=storage(settings),
                providers={
                    EmailSender: smtp,
                    Postman: HousePostman(smtp, settings.mail_domain),
                    PortalLinks: links(settings),
                    Outcomes: outcomes(),
                    WebhookCaller: _webhooks(settings, client),
                    Sealer: secrets(settings),
                },
                mark=mark(settings),
            )
    finally:
        await smtp.close()
        await database.close()


def _smtp(settings: Settings) -> SmtpSender:
    """The operator's mail server; in a demonstration only one on this machine (SAGE-107)."""
    server = SmtpServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        tls=cast("Literal['none', 'starttls', 'tls']", settings.smtp_tls),
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        our_name=settings.mail_domain,
    )
    return SmtpSender(server, loopback_only=settings.demo)


def _webhooks(settings: Settings, client: httpx.AsyncClient) -> WebhookCaller:
    """Partners over HTTP; in a demonstration only hosts the operator listed (SAGE-107)."""
    caller = HttpWebhookCaller(client)
    return RecordedWebhookCaller(caller, settings.lan_hosts) if settings.demo else caller


class SignedLinks:
    """The portal's links, as messages carry them."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    async def links(
        self, session: AsyncSession, company_id: UUID, asks: Sequence[LinkAsk], *, now: datetime
    ) -> dict[UUID, PortalUrls]:
        """A new link for each recipient."""
        return await messages.urls_of(
            session, company_id, asks, public_url=self._public_url, now=now
        )


class HousePostman:
    """The house's own mail, over the very sender of deliveries: what holds for it holds here."""

    def __init__(self, sender: EmailSender, mail_domain: str) -> None:
        self._sender = sender
        self._domain = mail_domain

    async def post(self, mail: Mail) -> Answer:
        """What became of the message."""
        house = f"quittance@{self._domain}"
        letter = mime.Letter(
            message_id=mime.new_message_id(mail.id, self._domain),
            sender=mime.Mailbox("Quittance", house),
            recipient=mime.Mailbox(mail.recipient_name, mail.recipient),
            reply_to=mime.Mailbox("", mail.reply_to) if mail.reply_to else None,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            written_at=mail.written_at,
        )
        outcome = await self._sender.send(
            Email(mail.id, house, mail.recipient, mime.written(letter))
        )
        match outcome:
            case Accepted():
                return Answer(Fate.SENT, outcome.provider_ref)
            case Refused():
                return Answer(Fate.REFUSED, outcome.reason)
            case Unreachable():
                return Answer(Fate.UNREACHABLE, outcome.reason, outcome.retry_in)
            case Unconfirmed():
                return Answer(Fate.UNCONFIRMED, outcome.detail)
