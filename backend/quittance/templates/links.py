"""The addresses a message may carry: the portal's own, over http or https, and no others."""

from urllib.parse import urlsplit

from quittance.templates.blocks import Link
from quittance.templates.context import MessageContext
from quittance.templates.errors import UnsafeLink


def address(link: Link, context: MessageContext) -> str | None:
    """Where the link leads, or None when this message has no such address."""
    url: str | None = getattr(context.portal, link.target)
    return None if url is None else safe(url)


def safe(url: str) -> str:
    """The address unchanged, refused unless it is a plain web address."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not url.isprintable():
        raise UnsafeLink(f"Not a web address: {url[:80]!r}.")
    return url
