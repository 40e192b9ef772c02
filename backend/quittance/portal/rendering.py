"""Templates → pages: escaped once, in one language, with headers that keep them private."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quittance.portal.words import Locale, Words, locale_of

LANGUAGE_COOKIE = "quittance_portal_language"
TEMPLATES = Path(__file__).parent / "pages"

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
        " img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    # Not `no-referrer`: browsers would then send `Origin: null` with our own forms, and a foreign
    # page could no longer be told from ours. Nothing leaves the site either way.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}

_pages = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def initials(name: str) -> str:
    """Two letters that stand for a name."""
    letters = [word[0] for word in name.split() if word[0].isalnum()]
    return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters).upper() or "·"


_pages.filters["initials"] = initials


def locale_for(request: Request, *languages: str) -> Locale:
    """What the debtor chose, else the customer's language, else what the browser asks for."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return locale_of(chosen, *languages, request.headers.get("accept-language", ""))


def page(name: str, words: Words, *, status: int = 200, **facts: object) -> HTMLResponse:
    """The page of that name."""
    html = _pages.get_template(f"{name}.html").render(w=words, **facts)
    return HTMLResponse(html, status_code=status, headers=HEADERS)
