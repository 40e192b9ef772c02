"""The shapes of what names a company or reaches a person; a doubt is a warning, never a refusal."""

from __future__ import annotations

import re

from stdnum.fr import siren, siret

_EMAIL = re.compile(
    r"[^\s@<>()\[\]\\,;:\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}"
)
_DIGITS = re.compile(r"[\s.\u00a0]")
# Seven digits for the entity and three for the establishment; no check digit is published.
_RIDET = re.compile(r"[0-9]{7}(?:[0-9]{3})?")
_TAHITI = re.compile(r"[0-9A-Z][0-9]{5}(?:-?[0-9]{3})?", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def compact(text: str) -> str:
    """The identifier without spaces or dots."""
    return _DIGITS.sub("", text)


def is_sound(kind: str, value: str) -> bool:
    """True when the compact identifier has the shape, and the check digit where there is one."""
    match kind:
        case "siren":
            return bool(siren.is_valid(value))
        case "siret":
            return bool(siret.is_valid(value))
        case "ridet":
            return _RIDET.fullmatch(value) is not None
        case _:
            return _TAHITI.fullmatch(value) is not None


def split_emails(text: str) -> tuple[list[str], list[str]]:
    """The addresses that look deliverable, once each, and the others."""
    sound: list[str] = []
    doubtful: list[str] = []
    for address in re.split(r"[;,\s]+", text):
        if address and address not in sound:
            (sound if is_email(address) else doubtful).append(address)
    return sound, doubtful


def is_email(address: str) -> bool:
    """True of a plain address of at most 254 characters (RFC 5321)."""
    return len(address) <= 254 and ".." not in address and bool(_EMAIL.fullmatch(address))


def is_url(text: str) -> bool:
    """True of a web address; where it may point is decided by who fetches it."""
    return len(text) <= 2_000 and _URL.fullmatch(text) is not None
