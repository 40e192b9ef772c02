"""E-mail addresses: whose they are likely to be. A shared mail provider proves nothing."""

from __future__ import annotations

from collections.abc import Iterable

# Mailboxes anybody can open, in France and in the Pacific: the same domain says nothing there.
SHARED = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr"),
        *("live.com", "live.fr", "msn.com", "yahoo.com", "yahoo.fr", "ymail.com", "aol.com"),
        *("icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "pm.me"),
        *("gmx.com", "gmx.fr", "gmx.net", "mail.com", "zoho.com", "yandex.com", "mailo.com"),
        *("orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "bbox.fr", "laposte.net"),
        *("numericable.fr", "club-internet.fr", "aliceadsl.fr", "cegetel.net", "netcourrier.com"),
        *("lagoon.nc", "mls.nc", "offratel.nc", "canl.nc", "nautile.nc", "can.nc", "mail.pf"),
    }
)


def domain_of(address: str) -> str:
    """What stands after the last `@`, in lower case; empty if nothing does."""
    return address.strip().rpartition("@")[2].lower() if "@" in address else ""


def is_of_the_house(address: str, known: Iterable[str]) -> bool:
    """Whether the address shares with a known one a domain that only their house can use."""
    domain = domain_of(address)
    return bool(domain) and domain not in SHARED and domain in {domain_of(one) for one in known}


def is_same(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox, whatever their case."""
    return one.strip().lower() == other.strip().lower()
