"""Every refusal answers `application/problem+json` (RFC 9457), with a frozen code."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any, ClassVar, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from quittance.platform.errors import AppError, FieldError, Kind

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

# Serialisation, deadlock, lock time-out; a statement prepared before a migration.
UNDER_WAY = frozenset({"40001", "40P01", "55P03"})
AGAIN = b"quittance-again"  # the header by which `OnceMore` knows such an answer

STATUS: dict[Kind, HTTPStatus] = {
    Kind.MALFORMED: HTTPStatus.BAD_REQUEST,
    Kind.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    Kind.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Kind.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Kind.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Kind.CONFLICT: HTTPStatus.CONFLICT,
    Kind.GONE: HTTPStatus.GONE,
    Kind.STALE: HTTPStatus.PRECONDITION_FAILED,
    Kind.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Kind.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    Kind.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}


class BodyTooLarge(AppError):
    """The request brings more bytes than it may."""

    code: ClassVar[str] = "body_too_large"
    kind: ClassVar[Kind] = Kind.TOO_LARGE


class ProblemField(BaseModel):
    """One wrong field of the request."""

    loc: list[str | int]
    message: str
    code: str


class Problem(BaseModel):
    """The body of every refusal."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[ProblemField]


def _answer(
    status: HTTPStatus,
    code: str,
    detail: str,
    errors: tuple[FieldError, ...] = (),
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    body = Problem(
        type=f"urn:quittance:problem:{code}",
        title=status.phrase,
        status=status.value,
        code=code,
        detail=detail,
        errors=[ProblemField(loc=list(e.loc), message=e.message, code=e.code) for e in errors],
    )
    return JSONResponse(
        body.model_dump(), status_code=status.value, media_type=MEDIA_TYPE, headers=headers
    )


class Refusals(dict[int | str, dict[str, Any]]):
    """What an endpoint may answer instead; joined to others, a status tells the codes of both."""

    def __or__(self, others: Mapping[int | str, dict[str, Any]]) -> Refusals:  # type: ignore[override]  # narrower
        joined = Refusals({**self, **others})
        for status in self.keys() & others.keys():
            told = [*_codes_of(self[status]), *_codes_of(others[status])]
            joined[status] = _told(dict.fromkeys(told))
        return joined


def problems(*refusals: type[AppError]) -> Refusals:
    """The `responses=` of an endpoint: each status with the codes that may come with it."""
    by_status: dict[int | str, list[str]] = {}
    for refusal in refusals:
        by_status.setdefault(STATUS[refusal.kind].value, []).append(refusal.code)
    return Refusals({status: _told(codes) for status, codes in by_status.items()})


def _told(codes: Iterable[str]) -> dict[str, Any]:
    return {
        "description": ", ".join(f"`{code}`" for code in codes),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _codes_of(told: dict[str, Any]) -> list[str]:
    return [code.strip("`") for code in told["description"].split(", ")]


def answer_of(error: AppError) -> JSONResponse:
    """What a refusal answers."""
    headers = {"Retry-After": str(error.retry_after_s)} if error.retry_after_s is not None else None
    return _answer(STATUS[error.kind], error.code, error.detail, error.errors, headers)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    return answer_of(cast("AppError", error))


async def _malformed(_: Request, error: Exception) -> JSONResponse:
    error = cast("RequestValidationError", error)
    fields = tuple(
        FieldError(tuple(one["loc"]), str(one["msg"]), str(one["type"])) for one in error.errors()
    )
    return _answer(
        HTTPStatus.UNPROCESSABLE_ENTITY, "request_invalid", "The request is not valid.", fields
    )


async def _http(_: Request, error: Exception) -> JSONResponse:
    error = cast("HTTPException", error)
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.BAD_REQUEST:  # the framework could not read the body at all
        return _answer(
            HTTPStatus.UNPROCESSABLE_ENTITY, "request_invalid", "The body cannot be read."
        )
    if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # its phrase differs between Pythons
        return _answer(status, BodyTooLarge.code, str(error.detail))
    code = status.phrase.lower().replace(" ", "_").replace("-", "_")
    headers = dict(error.headers) if error.headers else None
    return _answer(status, code, str(error.detail), headers=headers)


def is_under_way(error: DBAPIError) -> bool:
    """Whether the database refused because of another change, so that the next try may do."""
    state = str(getattr(error.orig, "sqlstate", "") or "")
    return state in UNDER_WAY or type(error.orig).__name__ == "InvalidCachedStatementError"


async def _database(_: Request, error: Exception) -> JSONResponse:
    """What the database refuses about the caller's own values is the caller's error."""
    error = cast("DBAPIError", error)
    state = str(getattr(error.orig, "sqlstate", "") or "")
    if state.startswith("22"):  # data exception: out of range, NUL in text…
        return _answer(
            HTTPStatus.UNPROCESSABLE_ENTITY, "request_invalid", "A value is out of range."
        )
    if is_under_way(error):
        return _answer(
            HTTPStatus.CONFLICT,
            "try_again",
            "Another change was under way: try again.",
            headers={AGAIN.decode(): "1"},
        )
    raise error


def install(app: FastAPI) -> None:
    """From here on, the application answers every refusal in one shape."""
    app.add_exception_handler(AppError, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DBAPIError, _database)
