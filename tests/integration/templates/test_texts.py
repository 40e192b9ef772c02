"""A company's own texts replace the stock, and no writer overwrites another unknowingly."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import text

from quittance.accounts import service as accounts
from quittance.accounts.models import Organisation
from quittance.domain.jurisdiction import Jurisdiction
from quittance.domain.scenario import Channel
from quittance.platform.database import Database
from quittance.platform.events import SYSTEM
from quittance.platform.ids import new_id
from quittance.templates import queries, service
from quittance.templates.errors import TemplateNotFound, TemplateRefused, TemplateStale
from quittance.templates.kinds import TemplateKind
from quittance.templates.render import EmailTemplate

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
KIND = TemplateKind.FIRST_REMINDER


@pytest.fixture
async def company_id(database: Database) -> UUID:
    async with database.transaction() as session:
        organisation = Organisation(id=new_id(), name="Groupe <Morvan>", created_at=NOW)
        session.add(organisation)
        await session.flush()
        company = await accounts.open_company(
            session,
            organisation.id,
            name="Ateliers <Morvan>",
            jurisdiction=Jurisdiction.FR,
            currency="EUR",
            time_zone="Europe/Paris",
            now=NOW,
        )
        return company.id


def own(body: str = "Bonjour.\n\n[[table]]") -> EmailTemplate:
    return EmailTemplate(kind=KIND, subject="Votre compte", body=body)


async def write(database: Database, company_id: UUID, template: EmailTemplate, version: int):
    async with database.transaction(company_id) as session:
        return await service.write(
            session,
            company_id,
            template,
            channel=Channel.EMAIL,
            locale="fr",
            version=version,
            actor=SYSTEM,
            now=NOW,
        )


async def read(database: Database, company_id: UUID, kind: TemplateKind = KIND):
    async with database.transaction(company_id) as session:
        return await queries.find(session, company_id, kind, Channel.EMAIL, "fr")


async def test_the_stock_serves_until_the_company_writes_its_own(database, company_id):
    assert (await read(database, company_id)).version == 0

    await write(database, company_id, own(), 0)
    text_now = await read(database, company_id)
    assert (text_now.version, text_now.template) == (1, own())

    async with database.transaction(company_id) as session:
        await service.reset(session, company_id, text_now, actor=SYSTEM, now=NOW)
    assert (await read(database, company_id)).version == 0


async def test_the_second_of_two_writers_is_told(database, company_id):
    await write(database, company_id, own(), 0)
    await write(database, company_id, own("Bonsoir.\n\n[[table]]"), 1)

    for version in (0, 1, 3):
        with pytest.raises(TemplateStale):
            await write(database, company_id, own(), version)


async def test_a_text_the_linter_stops_is_not_kept(database, company_id):
    with pytest.raises(TemplateRefused) as refused:
        await write(database, company_id, own("Un huissier viendra {{ 7 * 7 }}"), 0)

    assert {error.code for error in refused.value.errors} >= {"threat", "template_syntax_refused"}
    assert (await read(database, company_id)).version == 0


async def test_the_list_shows_each_text_that_serves_once(database, company_id):
    await write(database, company_id, own(), 0)
    async with database.transaction(company_id) as session:
        texts = await queries.all_of(session, company_id)

    keys = [(one.template.kind, one.channel, one.locale) for one in texts]
    assert len(keys) == len(set(keys))
    assert [one.version for one in texts if one.version] == [1]


async def test_what_nobody_wrote_is_not_found(database, company_id):
    async with database.transaction(company_id) as session:
        with pytest.raises(TemplateNotFound):
            await queries.find(session, company_id, TemplateKind.WELCOME, Channel.SMS, "fr")


async def test_every_change_is_on_record(database, company_id):
    await write(database, company_id, own(), 0)
    async with database.transaction(company_id) as session:
        types = await session.scalars(text("SELECT type FROM events ORDER BY id"))

    assert list(types) == ["company.opened", "template.changed"]


async def test_a_message_nobody_wrote_in_english_is_french_from_top_to_bottom(database, company_id):
    async with database.transaction(company_id) as session:
        translated = await queries.spoken(
            session, company_id, TemplateKind.FIRST_REMINDER, Channel.EMAIL, "en"
        )
        french = await queries.spoken(
            session, company_id, TemplateKind.PAYMENT_RECEIVED, Channel.SMS, "en"
        )

    assert translated.locale == "en"
    assert french.locale == "fr"
