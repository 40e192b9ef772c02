"""Mail given to the catcher is kept and shown, and can do nothing to whoever reads it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from aiosmtplib import SMTP

from quittance.platform import mailcatcher

MESSAGE = (
    b"From: <no-reply@courrier.example>\r\nTo: lea@loire-ocean.example\r\n"
    b"Subject: <script>alert(1)</script>\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p onclick="x()">Bonjour <a href="https://payer.example/p/7">voir</a></p>\r\n'
)


@pytest.fixture
async def ports(tmp_path: Path) -> AsyncIterator[tuple[int, int]]:
    mail = await mailcatcher.listen(tmp_path, 0)
    pages = await asyncio.start_server(
        lambda reader, writer: mailcatcher.show(tmp_path, reader, writer), "127.0.0.1", 0
    )
    yield mail.sockets[0].getsockname()[1], pages.sockets[0].getsockname()[1]
    mail.close()
    pages.close()


async def test_a_message_is_kept_and_shown(ports: tuple[int, int], tmp_path: Path) -> None:
    smtp_port, http_port = ports
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{http_port}") as browser:
        assert "Aucun message" in (await browser.get("/")).text
        async with SMTP(hostname="127.0.0.1", port=smtp_port, start_tls=False) as smtp:
            await smtp.sendmail("a@b.example", ["lea@loire-ocean.example"], MESSAGE)

        [path] = mailcatcher.messages(tmp_path)
        assert path.read_bytes() == MESSAGE
        listed = await browser.get("/")
        assert "<script>" not in listed.text
        assert "lea@loire-ocean.example" in listed.text
        shown = await browser.get(f"/{path.stem}")
        assert f'src="/{path.stem}/html"' in shown.text
        body = await browser.get(f"/{path.stem}/html")
        assert "https://payer.example/p/7" in body.text
        assert body.headers["content-security-policy"].startswith("sandbox ")
        assert (
            (await browser.get(f"/{path.stem}/source"))
            .headers["content-type"]
            .startswith("text/plain")
        )


@pytest.mark.parametrize("path", ["/../etc/passwd", "/..%2F..%2Fetc%2Fpasswd", "/rien", "/a.b"])
async def test_no_other_file_is_shown(ports: tuple[int, int], path: str) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{ports[1]}") as browser:
        assert (await browser.get(path)).status_code == 404


async def test_a_browser_that_hangs_up_or_posts_harms_nobody(ports: tuple[int, int]) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", ports[1])
    writer.write(b"nonsense")
    writer.close()
    await writer.wait_closed()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{ports[1]}") as browser:
        assert (await browser.post("/")).status_code == 405
