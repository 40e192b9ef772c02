"""A mail server in a process of its own: it takes everything and keeps nothing.

`python -m tests.bench.sink PORT` serves until it is stopped.
"""

from __future__ import annotations

import asyncio
import sys

from aiosmtpd.smtp import SMTP


class Taker:
    """Says yes to every message."""

    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:  # noqa: N802  aiosmtpd's name
        return "250 Taken"


async def serve(port: int) -> None:
    """Messages are taken on loopback until the process is stopped."""
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Taker(), hostname="localhost"), "127.0.0.1", port
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
