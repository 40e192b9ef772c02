"""What administrators read when a partner stops answering: another way than the broken one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.models import Company, Role
from quittance.deliveries.ports import Email
from quittance.platform import due_work
from quittance.platform.ids import new_id
from quittance.webhooks import queries
from quittance.webhooks.endpoints import NOTICE, host_of
from quittance.webhooks.errors import WebhookEndpointNotFound
from quittance.webhooks.models import EndpointStatus, WebhookEndpoint
from quittance.webhooks.verdict import GIVEN_UP_AFTER, Farewell

LEASE = timedelta(minutes=10)
TRY_AGAIN = timedelta(minutes=30)
SCREEN = "/reglages/developpeurs"

REASONS = {
    Farewell.GONE.value: "Cette adresse a répondu qu’elle n’existe plus (410).",
    Farewell.ASKED.value: "Cette adresse a demandé de ne plus rien recevoir.",
    Farewell.FAILING.value: "Cette adresse n’a accepté aucun message depuis cinq jours.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """The same words for every administrator; ours until the lease ends."""

    company_id: UUID
    endpoint_id: UUID
    token: UUID
    emails: tuple[Email, ...]


async def claim(
    session: AsyncSession,
    company_id: UUID,
    endpoint_id: UUID,
    *,
    mail_domain: str,
    public_url: str,
    now: datetime,
) -> Notice | None:
    """The notice to send now; None once the endpoint answers again, or was switched by a person."""
    token = await due_work.claim(session, company_id, NOTICE, endpoint_id, now=now, lease=LEASE)
    if token is None:
        return None
    company = await accounts.company(session, company_id)
    try:
        endpoint = await queries.endpoint(session, company_id, endpoint_id)
        told = words(endpoint, company, public_url)
    except WebhookEndpointNotFound:
        told = None
    if told is None:
        await due_work.done(session, company_id, NOTICE, endpoint_id)
        return None
    subject, text = told
    addresses = [
        user.email
        for member, user in await accounts.members(session, company_id)
        if member.role is Role.ADMIN and member.suspended_at is None and user.is_active
    ]
    sender = f"quittance@{mail_domain}"
    emails = (_email(sender, one, subject, text, now) for one in addresses)
    return Notice(company_id, endpoint_id, token, tuple(emails))


async def settle(session: AsyncSession, notice: Notice, *, is_sent: bool, now: datetime) -> None:
    """The notice is done with, or due again in half an hour: to read it twice harms nobody."""
    if not await due_work.finish(
        session, notice.company_id, NOTICE, notice.endpoint_id, claim=notice.token
    ):
        return
    if not is_sent:
        await due_work.schedule(
            session, notice.company_id, NOTICE, notice.endpoint_id, now + TRY_AGAIN
        )


def words(endpoint: WebhookEndpoint, company: Company, public_url: str) -> tuple[str, str] | None:
    """The subject and the text that fit how the endpoint is now; None if all is well."""
    host = host_of(endpoint)
    screen = f"{public_url}{SCREEN}"
    if endpoint.status is EndpointStatus.ENABLED and endpoint.failing_since is not None:
        since = _moment(endpoint.first_failure_at or endpoint.failing_since, company)
        ends = _moment(endpoint.failing_since + GIVEN_UP_AFTER, company)
        return f"{host} ne reçoit plus nos messages", (
            f"Depuis le {since}, {host} refuse les messages de {company.name} ou n’y répond pas.\n"
            f"\nNous essayons encore. Sans réponse, nous cesserons le {ends}.\n"
            f"Voyez les essais et les réponses reçues : {screen}\n"
        )
    reason = REASONS.get(endpoint.disabled_reason)
    if reason is None or endpoint.disabled_at is None:
        return None
    at = _moment(endpoint.disabled_at, company)
    return f"Nous n’envoyons plus rien à {host}", (
        f"{reason} Les messages de {company.name} n’y partent plus depuis le {at}.\n"
        "\nUne fois le service rétabli, réactivez l’adresse, puis relivrez ce qu’elle a manqué :\n"
        f"{screen}\n"
    )


def _moment(instant: datetime, company: Company) -> str:
    return instant.astimezone(ZoneInfo(company.time_zone)).strftime("%d/%m/%Y à %H:%M")


def _email(sender: str, address: str, subject: str, text: str, now: datetime) -> Email:
    key = new_id()
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Quittance <{sender}>"
    message["To"] = address
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{key}@{sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return Email(key=key, mail_from=sender, rcpt_to=address, message=message.as_bytes())
