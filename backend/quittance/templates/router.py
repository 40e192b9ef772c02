"""Texts: which serve, what they may print, whether they are sound, how they will look."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries as accounts
from quittance.accounts.access import GUARD, CanConfigure, CanRead, Db
from quittance.accounts.models import User
from quittance.domain.scenario import Channel
from quittance.platform.clock import Now, day_in
from quittance.platform.pages import Page
from quittance.platform.problems import problems
from quittance.platform.schemas import IfMatch, version_of
from quittance.templates import queries, sample, service
from quittance.templates.context import Collector
from quittance.templates.errors import (
    MessageTooLarge,
    MissingValue,
    RateNotApproved,
    SeveralCurrencies,
    TemplateNotFound,
    TemplateRefused,
    TemplateStale,
    UnreadableBlock,
)
from quittance.templates.kinds import Locale, TemplateKind
from quittance.templates.lint import lint
from quittance.templates.queries import Text
from quittance.templates.render import EmailTemplate, render_email
from quittance.templates.schemas import (
    DraftBody,
    FindingOut,
    PreviewOut,
    TagsBody,
    TagsOut,
    TextBody,
    TextOut,
    UnknownTagOut,
    VariableOut,
)
from quittance.templates.tags import translate_tags
from quittance.templates.variables import VARIABLES

router = APIRouter(prefix="/v1", tags=["templates"])

Kind = Annotated[TemplateKind, Path(description="Why the message is written.")]
ONE = "/templates/{kind}/{channel}/{locale}"


@router.get("/templates", operation_id="templates_list", responses=GUARD)
async def list_templates(caller: CanRead, db: Db) -> Page[TextOut]:
    """Every text that serves: the company's own, and the stock's where it has none."""
    texts = await queries.all_of(db, caller.company_id)
    writers = await _writers(db, *texts)
    return Page(items=[TextOut.of(text, writers) for text in texts], next_cursor=None)


@router.get("/template-variables", operation_id="templates_list_variables", responses=GUARD)
async def list_variables(caller: CanRead) -> Page[VariableOut]:
    """Every variable a text may print."""
    items = [VariableOut.model_validate(variable) for variable in VARIABLES]
    return Page(items=items, next_cursor=None)


@router.post("/template-drafts/lint", operation_id="templates_lint", responses=GUARD)
async def lint_draft(body: DraftBody, caller: CanRead) -> Page[FindingOut]:
    """What stops a text, then what would make it better; nothing is kept."""
    template = EmailTemplate(kind=body.kind, subject=body.subject, body=body.body)
    return Page(items=[FindingOut.of(found) for found in lint(template)], next_cursor=None)


@router.post(
    "/template-drafts/preview",
    operation_id="templates_preview",
    responses=GUARD
    | problems(
        TemplateRefused,
        UnreadableBlock,
        MissingValue,
        SeveralCurrencies,
        MessageTooLarge,
        RateNotApproved,
    ),
)
async def preview_draft(body: DraftBody, caller: CanRead, db: Db, now: Now) -> PreviewOut:
    """The message an invented customer would get; nothing is kept, nothing leaves."""
    company = await accounts.company(db, caller.company_id)
    template = EmailTemplate(kind=body.kind, subject=body.subject, body=body.body)
    sender = Collector(
        full_name=caller.actor.name or company.name,
        email=company.email or "recouvrement@exemple.example",
        phone=company.phone or None,
        job_title="Recouvrement" if body.locale == "fr" else "Collections",
    )
    context = sample.context(company, sender=sender, as_of=day_in(company.time_zone, now))
    return PreviewOut.of(render_email(template, context, body.locale))


@router.post("/template-drafts/tags", operation_id="templates_translate_tags", responses=GUARD)
async def translate(body: TagsBody, caller: CanRead) -> TagsOut:
    """The text of another product in our variables; unknown tags come with a suggestion."""
    text, unknown = translate_tags(body.text)
    return TagsOut(text=text, unknown=[UnknownTagOut.model_validate(tag) for tag in unknown])


@router.get(ONE, operation_id="templates_read", responses=GUARD | problems(TemplateNotFound))
async def read_template(
    *, kind: Kind, channel: Channel, locale: Locale, caller: CanRead, db: Db, response: Response
) -> TextOut:
    """The text that serves; `ETag` is the version to name in `If-Match`, 0 for the stock's."""
    text = await queries.find(db, caller.company_id, kind, channel, locale)
    response.headers["ETag"] = f'"{text.version}"'
    return TextOut.of(text, await _writers(db, text))


@router.put(
    ONE, operation_id="templates_write", responses=GUARD | problems(TemplateRefused, TemplateStale)
)
async def write_template(
    *,
    kind: Kind,
    channel: Channel,
    locale: Locale,
    body: TextBody,
    caller: CanConfigure,
    db: Db,
    now: Now,
    if_match: IfMatch,
) -> TextOut:
    """Keep a text of the company's own; one that the linter stops is refused."""
    text = await service.write(
        db,
        caller.company_id,
        EmailTemplate(kind=kind, subject=body.subject, body=body.body),
        channel=channel,
        locale=locale,
        version=version_of(if_match),
        actor=caller.actor,
        now=now,
    )
    return TextOut.of(text, await _writers(db, text))


@router.delete(
    ONE,
    operation_id="templates_reset",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD | problems(TemplateNotFound),
)
async def reset_template(
    *, kind: Kind, channel: Channel, locale: Locale, caller: CanConfigure, db: Db, now: Now
) -> None:
    """Let the stock text serve again."""
    text = await queries.find(db, caller.company_id, kind, channel, locale)
    await service.reset(db, caller.company_id, text, actor=caller.actor, now=now)


async def _writers(session: AsyncSession, *texts: Text) -> dict[UUID, User]:
    """Who last wrote each of these texts, by id."""
    return await accounts.users(session, [one.updated_by for one in texts if one.updated_by])
