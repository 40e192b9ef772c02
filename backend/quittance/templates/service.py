"""Changes to a company's own texts: nothing that the linter stops is ever kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.scenario import Channel
from quittance.platform import events
from quittance.platform.errors import FieldError
from quittance.platform.events import Actor
from quittance.platform.ids import new_id
from quittance.templates import queries
from quittance.templates.errors import TemplateRefused, TemplateStale
from quittance.templates.events import TemplateChanged, TemplateReset
from quittance.templates.kinds import Locale
from quittance.templates.lint import Severity, lint
from quittance.templates.models import Template
from quittance.templates.queries import STOCK_VERSION, Text
from quittance.templates.render import EmailTemplate

STALE = "Somebody changed this text meanwhile: reload."


async def write(
    session: AsyncSession,
    company_id: UUID,
    template: EmailTemplate,
    *,
    channel: Channel,
    locale: Locale,
    version: int,
    actor: Actor,
    now: datetime,
) -> Text:
    """The company's text is this one; `version` is the one its writer read, 0 for the stock's."""
    refuse_faulty(template)
    row = await queries.own(session, company_id, template.kind, channel, locale, lock=True)
    if (row.version if row else STOCK_VERSION) != version:
        raise TemplateStale(STALE)
    if row is None:
        inserted = await session.scalar(
            insert(Template)
            .values(
                company_id=company_id,
                id=new_id(),
                kind=template.kind.value,
                channel=channel.value,
                locale=locale,
                subject=template.subject,
                body=template.body,
                version=version + 1,
                updated_at=now,
                updated_by=actor.id,
            )
            .on_conflict_do_nothing()
            .returning(Template.id)
        )
        if inserted is None:  # somebody wrote the first version a moment ago
            raise TemplateStale(STALE)
    else:
        row.subject, row.body = template.subject, template.body
        row.version += 1
        row.updated_at, row.updated_by = now, actor.id
    changed = TemplateChanged(
        kind=template.kind.value, channel=channel.value, locale=locale, version=version + 1
    )
    await events.record(session, company_id, changed, actor=actor, now=now)
    return Text(
        template=template,
        channel=channel,
        locale=locale,
        version=version + 1,
        updated_at=now,
        updated_by=actor.id,
    )


async def reset(
    session: AsyncSession, company_id: UUID, text: Text, *, actor: Actor, now: datetime
) -> None:
    """The stock text serves again; nothing changes where the company had none of its own."""
    kind, channel, locale = text.template.kind, text.channel, text.locale
    row = await queries.own(session, company_id, kind, channel, locale, lock=True)
    if row is None:
        return
    if row.version != text.version:
        raise TemplateStale(STALE)
    await session.delete(row)
    event = TemplateReset(kind=kind.value, channel=channel.value, locale=locale)
    await events.record(session, company_id, event, actor=actor, now=now)


def refuse_faulty(template: EmailTemplate) -> None:
    """Raise `TemplateRefused` with every error the linter finds."""
    faults = [finding for finding in lint(template) if finding.severity is Severity.ERROR]
    if faults:
        raise TemplateRefused(
            f"{len(faults)} errors stop this text.",
            errors=tuple(
                FieldError((fault.field, *fault.span), fault.message_fr, fault.code)
                for fault in faults
            ),
        )
