"""A sender that keeps messages instead of sending them: nothing ever leaves the process."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from quittance.deliveries.ports import Accepted, Email, Idempotency, Outcome

KEPT = 1_000


class RecordedSender:
    """Accepts everything, or answers what it was told to; keeps the last messages."""

    name = "recorded"
    idempotency = Idempotency.NONE

    def __init__(self, answers: Iterable[Outcome] = ()) -> None:
        self.sent: deque[Email] = deque(maxlen=KEPT)
        self._answers = deque(answers)

    async def send(self, email: Email) -> Outcome:
        """The message is kept."""
        self.sent.append(email)
        return self._answers.popleft() if self._answers else Accepted(f"recorded:{email.key}")
