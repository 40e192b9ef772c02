"""Every look at the texts: the company's own first, the stock where it has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.domain.scenario import Channel
from quittance.templates.errors import TemplateNotFound
from quittance.templates.kinds import Locale, TemplateKind
from quittance.templates.models import Template
from quittance.templates.render import EmailTemplate
from quittance.templates.stock import CHANNELS, STOCK, is_stocked, stock

STOCK_VERSION = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that serves: the company's own from version 1, the stock's at version 0."""

    template: EmailTemplate
    channel: Channel
    locale: Locale
    version: int
    updated_at: datetime | None
    updated_by: UUID | None = None


async def find(
    session: AsyncSession,
    company_id: UUID,
    kind: TemplateKind,
    channel: Channel,
    locale: Locale,
) -> Text:
    """The text that serves for this kind, channel and language; raises `TemplateNotFound`."""
    row = await own(session, company_id, kind, channel, locale)
    if row is not None:
        return _text(row)
    template = stock(kind, locale, channel)
    if template is None:
        raise TemplateNotFound(f"No text for {kind.value} by {channel.value}.")
    return Text(
        template=template, channel=channel, locale=locale, version=STOCK_VERSION, updated_at=None
    )


async def spoken(
    session: AsyncSession,
    company_id: UUID,
    kind: TemplateKind,
    channel: Channel,
    locale: Locale,
) -> Text:
    """The text a debtor of this language reads, and the language it is really in.

    A message is of one piece: where nobody has written it in the language, all of it is French.
    Raises `TemplateNotFound`.
    """
    has_own = await own(session, company_id, kind, channel, locale) is not None
    language: Locale = locale if has_own or is_stocked(kind, locale, channel) else "fr"
    return await find(session, company_id, kind, channel, language)


async def all_of(session: AsyncSession, company_id: UUID) -> Sequence[Text]:
    """Every text that serves: each of the company's own, and the stock's where it has none."""
    rows = await session.scalars(select(Template).where(Template.company_id == company_id))
    texts = {(text.template.kind, text.channel, text.locale): text for text in map(_text, rows)}
    for (kind, locale, form), template in STOCK.items():
        for channel in CHANNELS[form]:
            stock_text = Text(
                template=template,
                channel=channel,
                locale=locale,
                version=STOCK_VERSION,
                updated_at=None,
            )
            texts.setdefault((kind, channel, locale), stock_text)
    order = list(TemplateKind)
    return sorted(
        texts.values(),
        key=lambda text: (order.index(text.template.kind), text.channel.value, text.locale),
    )


async def own(
    session: AsyncSession,
    company_id: UUID,
    kind: TemplateKind,
    channel: Channel,
    locale: Locale,
    *,
    lock: bool = False,
) -> Template | None:
    """The company's own text, if it wrote one; locked until the transaction ends when asked."""
    statement = select(Template).where(
        Template.company_id == company_id,
        Template.kind == kind.value,
        Template.channel == channel.value,
        Template.locale == locale,
    )
    found: Template | None = await session.scalar(
        statement.with_for_update() if lock else statement
    )
    return found


def _text(row: Template) -> Text:
    kind = TemplateKind(row.kind)
    locale: Locale = "en" if row.locale == "en" else "fr"
    return Text(
        template=EmailTemplate(kind=kind, subject=row.subject, body=row.body),
        channel=Channel(row.channel),
        locale=locale,
        version=row.version,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
    )
