"""A request that met another change under way is answered again, before anybody hears of it.

The database refused its whole transaction (a deadlock, a serialisation, a statement prepared for
a table that a migration has just changed): nothing was written, nothing was answered, and the same
request now finds its way.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quittance.platform.problems import AGAIN

TRIES = 3
KEPT_BYTES = 1 << 20  # a longer body is not kept to be read twice


class OnceMore:
    """Plays a refused request again, at most twice."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, once it no longer says to try again."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = Body(receive)
        for left in reversed(range(TRIES)):
            answer = Answer(send, may_withhold=left > 0, body=body)
            tried = {**scope}  # what is added to it on the way must not be there the next time
            await self._app(tried, body.replay(), answer)
            if not answer.is_withheld:
                scope.update(tried)
                return


class Body:
    """What was received so far, to be read again from its start."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._read: list[Message] = []
        self._bytes = 0

    @property
    def is_whole(self) -> bool:
        """Whether all that was read is still here."""
        return self._bytes <= KEPT_BYTES

    def replay(self) -> Receive:
        """Reads what was read before, then what comes."""
        before = list(self._read) if self.is_whole else []

        async def receive() -> Message:
            if before:
                return before.pop(0)
            message = await self._receive()
            self._bytes += len(message.get("body", b""))
            if message["type"] == "http.request" and self.is_whole:
                self._read.append(message)
            return message

        return receive


class Answer:
    """Lets an answer pass, unless it only says to try again and that is still possible."""

    def __init__(self, send: Send, *, may_withhold: bool, body: Body) -> None:
        self._send = send
        self._may_withhold = may_withhold
        self._body = body
        self.is_withheld = False

    async def __call__(self, message: Message) -> None:
        """The message leaves, or is withheld."""
        if message["type"] == "http.response.start":
            says_again = any(name.lower() == AGAIN for name, _ in message["headers"])
            self.is_withheld = says_again and self._may_withhold and self._body.is_whole
        if not self.is_withheld:
            await self._send(message)
