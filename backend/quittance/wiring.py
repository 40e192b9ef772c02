"""Settings → concrete adapters: the only file that names a provider."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.deliveries.adapters.smtp import SmtpSender, SmtpServer
from quittance.deliveries.ports import EmailSender, Outcomes, PortalLinks, PortalUrls
from quittance.platform.http_client import guarded_client
from quittance.platform.secrets import Sealer
from quittance.platform.settings import Settings
from quittance.platform.storage import BlobStore, FolderStore
from quittance.portal import links
from quittance.scenarios.finishing import ActionOutcomes
from quittance.webhooks.adapters.http import HttpWebhookCaller
from quittance.webhooks.adapters.recorded import RecordedWebhookCaller
from quittance.webhooks.ports import WebhookCaller


def storage(settings: Settings) -> BlobStore:
    """Where files are kept."""
    return FolderStore(settings.blob_dir)


def secrets(settings: Settings) -> Sealer:
    """What seals the secrets of partners."""
    return Sealer(settings.encryption_key.get_secret_value())


def outcomes() -> Outcomes:
    """Who hears what became of a delivery, in its own transaction."""
    return ActionOutcomes()


def providers(settings: Settings) -> dict[type[Any], Any]:
    """The adapter of each port, for jobs."""
    return {
        EmailSender: _smtp(settings),
        PortalLinks: SignedLinks(settings.public_url),
        Outcomes: outcomes(),
        WebhookCaller: _webhooks(settings),
        Sealer: secrets(settings),
    }


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


def _webhooks(settings: Settings) -> WebhookCaller:
    """Partners over HTTP; in a demonstration only hosts the operator listed (SAGE-107)."""
    caller = HttpWebhookCaller(guarded_client(settings.lan_hosts))
    return RecordedWebhookCaller(caller, settings.lan_hosts) if settings.demo else caller


class SignedLinks:
    """The portal's links, as messages carry them."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url

    async def link(
        self,
        session: AsyncSession,
        company_id: UUID,
        *,
        customer_id: UUID,
        contact_id: UUID | None,
        delivery_id: UUID,
        sent_to: str,
        now: datetime,
    ) -> PortalUrls:
        """A new link for this recipient; paying and disputing happen behind the same door."""
        made = await links.create_link(
            session,
            company_id,
            public_url=self._public_url,
            customer_id=customer_id,
            contact_id=contact_id,
            delivery_id=delivery_id,
            sent_to=sent_to,
            now=now,
        )
        return PortalUrls(
            url=made.url,
            payment_url=made.url,
            dispute_url=made.url,
            valid_days=made.valid_days,
        )
