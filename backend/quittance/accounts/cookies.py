"""The two cookies of a session: the short token, and the key that renews it."""

from __future__ import annotations

from datetime import datetime

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import sessions
from quittance.accounts.access import REFRESH_COOKIE, SESSION_COOKIE
from quittance.accounts.models import User
from quittance.accounts.sessions import Tokens
from quittance.platform.settings import Settings

PATHS = {SESSION_COOKIE: "/", REFRESH_COOKIE: "/v1/session"}


def open_here(
    session: AsyncSession, user: User, request: Request, response: Response, now: datetime
) -> None:
    """The browser that asks is logged in as that person."""
    settings: Settings = request.app.state.settings
    tokens = sessions.open_session(
        session,
        user,
        secret=settings.secret_key.get_secret_value(),
        user_agent=request.headers.get("user-agent", ""),
        ip=ip_of(request),
        now=now,
    )
    keep(request, response, tokens)


def keep(request: Request, response: Response, tokens: Tokens) -> None:
    """The browser holds these; a key it already has is left alone."""
    settings: Settings = request.app.state.settings
    for name, value in ((SESSION_COOKIE, tokens.access), (REFRESH_COOKIE, tokens.refresh)):
        if value is None:
            continue
        response.set_cookie(
            name,
            value,
            max_age=int(sessions.SESSION_LIFE.total_seconds()),
            path=PATHS[name],
            httponly=True,
            secure=settings.secure_cookies,
            samesite="strict",
        )


def forget(response: Response) -> None:
    """The browser holds neither any more."""
    for name, path in PATHS.items():
        response.delete_cookie(name, path=path)


def ip_of(request: Request) -> str:
    """Where the request comes from; behind our proxy, what the proxy says."""
    return request.client.host if request.client else ""
