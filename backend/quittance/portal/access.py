"""Who stands at the debtor's door: a signed session in a cookie, made from a link's code."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from quittance.accounts.access import refuse_foreign_origin
from quittance.platform import tokens
from quittance.platform.clock import Now
from quittance.platform.database import Db, see
from quittance.platform.settings import Settings
from quittance.platform.tokens import TokenRefused
from quittance.portal import queries
from quittance.portal.errors import FormNotOurs, PortalSessionOver
from quittance.portal.links import OpenedLink
from quittance.portal.models import PortalLink

AUDIENCE = "portal"
SESSION_LIFE = timedelta(hours=12)
COOKIE = "quittance_portal"
LINKS_PATH = "/p"
PAGES_PATH = "/portail"
API_PATH = "/portal"


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who holds a link, and the mark that only forms of their session carry."""

    company_id: UUID
    link: PortalLink
    form_mark: str
    former_marks: tuple[str, ...] = ()  # of the keys that were signed with before

    def refuse_foreign_form(self, mark: str) -> None:
        """Raise `FormNotOurs` unless the form was made for this very session."""
        ours = (self.form_mark, *self.former_marks)
        if not any(hmac.compare_digest(mark.encode(), one.encode()) for one in ours):
            raise FormNotOurs("This page belongs to another session: open the link again.")


def _keys(request: Request) -> tuple[str, ...]:
    settings: Settings = request.app.state.settings
    return settings.signing_keys


def _mark(secret: str, session_id: str) -> str:
    return hmac.new(
        secret.encode(), b"portal form:" + session_id.encode(), hashlib.sha256
    ).hexdigest()


def keep(response: Response, request: Request, opened: OpenedLink, *, now: datetime) -> None:
    """The browser holds a session of this link, for twelve hours and never longer than the link.

    The pages' cookie is Lax because one arrives from a mail; the endpoints' is Strict.
    """
    settings: Settings = request.app.state.settings
    ends_at = min(now + SESSION_LIFE, opened.expires_at)
    claims = {
        "sub": str(opened.link_id),
        "company": str(opened.company_id),
        "sid": secrets.token_urlsafe(16),
    }
    token = tokens.sign(_keys(request)[0], AUDIENCE, claims, now=now, ends_at=ends_at)
    for path in (PAGES_PATH, API_PATH):
        response.set_cookie(
            COOKIE,
            token,
            max_age=int((ends_at - now).total_seconds()),
            path=path,
            httponly=True,
            secure=settings.secure_cookies,
            samesite="lax" if path == PAGES_PATH else "strict",
        )


def _read(token: str, keys: tuple[str, ...], now: datetime) -> tuple[UUID, UUID, str]:
    """The company, the link and the session a token names; raises `PortalSessionOver`."""
    try:
        claims = tokens.read(keys, AUDIENCE, token, now=now)
        return UUID(claims["company"]), UUID(claims["sub"]), str(claims["sid"])
    except (TokenRefused, KeyError, ValueError) as error:
        raise PortalSessionOver("The session is over.") from error


async def debtor(request: Request, db: Db, now: Now) -> Debtor:
    """Who holds the session, with the transaction narrowed to their creditor."""
    token = request.cookies.get(COOKIE)
    if not token:
        raise PortalSessionOver("Open the link you received.")
    refuse_foreign_origin(request)
    keys = _keys(request)
    company_id, link_id, session_id = _read(token, keys, now)
    await see(db, [company_id])
    link = await queries.link(db, company_id, link_id)
    if link is None or link.revoked_at is not None or link.expires_at <= now:
        raise PortalSessionOver("This link no longer opens.")
    mark, *former = [_mark(key, session_id) for key in keys]
    return Debtor(company_id, link, mark, tuple(former))


AtTheDoor = Annotated[Debtor, Depends(debtor)]

__all__ = ["AtTheDoor", "Db", "Debtor", "debtor", "keep"]
