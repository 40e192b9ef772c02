"""Which line of a ledger is which from one load to the next, and when a load must be looked at."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

MOST_CHANGED_PERCENT = 5


class LineIdentity(NamedTuple):
    """What a line is, whatever name its ledger gives it."""

    customer_code: str
    document_number: str
    due_on: date
    amount_minor: int
    currency: str


def fingerprints(lines: Iterable[tuple[str, LineIdentity]]) -> dict[str, str]:
    """The fingerprint of each line by its external id; equal lines differ by their rank.

    It covers customer, document, due day, original amount, sign and currency, and the rank among
    equals in the order of the external ids.
    """
    found: dict[str, str] = {}
    seen: dict[LineIdentity, int] = {}
    for external_id, identity in sorted(lines):
        rank = seen.get(identity, 0)
        seen[identity] = rank + 1
        found[external_id] = fingerprint(identity, rank)
    return found


def fingerprint(identity: LineIdentity, rank: int = 0) -> str:
    """Sixty-four hexadecimal digits that stay when the ledger renames its lines."""
    parts = (
        identity.customer_code,
        identity.document_number,
        identity.due_on.isoformat(),
        str(identity.amount_minor),
        identity.currency,
        str(rank),
    )
    framed = "".join([f"{len(part)}:{part}" for part in parts])  # no separator can be forged
    return sha256(framed.encode()).hexdigest()


def needs_review(changed: int, whole: int) -> bool:
    """Whether so large a part changed at once, above 5 %, that a person must look first."""
    return changed * 100 > whole * MOST_CHANGED_PERCENT
