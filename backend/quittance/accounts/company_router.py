"""The company's settings and its logo."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile, status

from quittance.accounts import logos, queries, service
from quittance.accounts.access import GUARD, CanConfigure, CanRead, Db
from quittance.accounts.errors import (
    CompanyStale,
    LogoNotFound,
    LogoRefused,
    LogoTooLarge,
    PenaltyFigureRequired,
)
from quittance.accounts.schemas import CompanyChanges, CompanyOut
from quittance.platform.clock import Now
from quittance.platform.problems import problems
from quittance.platform.schemas import IfMatch, version_of
from quittance.platform.storage import BlobStore

router = APIRouter(prefix="/v1", tags=["accounts"])

# A picture is only ever a picture, wherever it is opened.
PICTURE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Disposition": "attachment; filename=logo",
}


@router.get("/company", operation_id="accounts_read_company", responses=GUARD)
async def read_company(caller: CanRead, db: Db, response: Response) -> CompanyOut:
    """The company's settings; `ETag` is the version to name in `If-Match`."""
    company = await queries.company(db, caller.company_id)
    response.headers["ETag"] = f'"{company.version}"'
    return CompanyOut.model_validate(company)


@router.patch(
    "/company",
    operation_id="accounts_change_company",
    responses=GUARD | problems(CompanyStale, PenaltyFigureRequired),
)
async def change_company(
    body: CompanyChanges, caller: CanConfigure, db: Db, now: Now, if_match: IfMatch
) -> CompanyOut:
    """Change some settings of the company."""
    changes = {
        key: value
        for key, value in body.model_dump(exclude_unset=True).items()
        if value is not None
    }
    company = await service.change_company(
        db,
        caller.company_id,
        changes,
        version=version_of(if_match),
        actor=caller.actor,
        now=now,
    )
    return CompanyOut.model_validate(company)


@router.get(
    "/company/logo",
    operation_id="accounts_read_logo",
    response_class=Response,
    responses=GUARD
    | problems(LogoNotFound)
    | {200: {"description": "The picture.", "content": {"image/png": {}, "image/jpeg": {}}}},
)
async def read_logo(caller: CanRead, db: Db, request: Request) -> Response:
    """The company's logo, a PNG or JPEG; `ETag` is its digest."""
    company = await queries.company(db, caller.company_id)
    storage: BlobStore = request.app.state.storage
    try:
        content = await storage.get(f"{company.id}/{company.logo_sha256}")
    except FileNotFoundError as error:
        raise LogoNotFound("The company has no logo.") from error
    kind = logos.media_type(content)
    if kind is None:
        raise LogoNotFound("The company has no logo.")
    tagged = PICTURE | {"ETag": f'"{company.logo_sha256}"'}
    return Response(content, media_type=kind, headers=tagged)


@router.put(
    "/company/logo",
    operation_id="accounts_set_logo",
    responses=GUARD | problems(LogoRefused, LogoTooLarge),
)
async def set_logo(
    file: Annotated[UploadFile, File(description="PNG or JPEG, 2 MB, 16 to 4,000 pixels a side.")],
    caller: CanConfigure,
    db: Db,
    now: Now,
    request: Request,
) -> CompanyOut:
    """The company bears this logo from now on, in its letters too."""
    content = await file.read(logos.MOST_BYTES + 1)
    picture = await asyncio.to_thread(logos.cleaned, content)
    storage: BlobStore = request.app.state.storage
    key = await storage.put(caller.company_id, picture)
    company = await service.set_logo(
        db, caller.company_id, key.rpartition("/")[2], actor=caller.actor, now=now
    )
    return CompanyOut.model_validate(company)


@router.delete(
    "/company/logo",
    operation_id="accounts_remove_logo",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=GUARD,
)
async def remove_logo(caller: CanConfigure, db: Db, now: Now) -> None:
    """The company bears no logo."""
    await service.set_logo(db, caller.company_id, None, actor=caller.actor, now=now)
