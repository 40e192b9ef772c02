"""A mail server that delivers nothing: it keeps what it is given in a folder, and shows it.

For development and demonstrations, on this machine only:
`python -m quittance.platform.mailcatcher --smtp-port 8025 --http-port 8026 --folder var/mails`.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from pathlib import Path
from urllib.parse import unquote

from aiosmtpd.smtp import SMTP, Envelope, Session

from quittance.platform.ids import new_id

HERE = "127.0.0.1"
MOST_SHOWN = 500
MOST_BYTES = 30 * 1024 * 1024
REQUEST_S = 10.0

STYLE = """
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
a{color:inherit}
table{width:100%;border-collapse:collapse}
td,th{text-align:left;padding:.5rem .75rem .5rem 0;border-bottom:1px solid #8884;vertical-align:top}
td:last-child{white-space:nowrap;font-variant-numeric:tabular-nums}
iframe{width:100%;height:75vh;border:1px solid #8886;border-radius:6px;background:#fff}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}
dt{opacity:.7}dd{margin:0;overflow-wrap:anywhere}
.empty{opacity:.7}
"""
# What a mail brings can neither run nor call anybody; its links open beside, in a page of theirs.
LINKS_ONLY = "allow-popups allow-popups-to-escape-sandbox"
SHUT = f"sandbox {LINKS_ONLY}; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
BESIDE = '<base target="_blank">'
PAGE = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'"


class Keeper:
    """Takes every message and writes it to the folder, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self,
        server: SMTP,  # noqa: ARG002  aiosmtpd gives it
        session: Session,  # noqa: ARG002  as above
        envelope: Envelope,
    ) -> str:
        """The message is in the folder."""
        content = envelope.original_content or b""
        # The ids of UUIDv7 sort by time, and so do the files.
        path = self._folder / f"{new_id()}.eml"
        partial = path.with_suffix(".part")
        partial.write_bytes(content)
        partial.replace(path)
        return "250 Kept"


def messages(folder: Path) -> list[Path]:
    """What was kept, the newest first."""
    return sorted(folder.glob("*.eml"), reverse=True)


def read(path: Path) -> EmailMessage:
    """One kept message."""
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def body_of(message: EmailMessage, subtype: str) -> str:
    """The text or the HTML of a message; empty where it has none."""
    part = message.get_body(preferencelist=(subtype,))
    return str(part.get_content()) if part is not None else ""


def answer(folder: Path, target: str) -> tuple[int, str, str, str]:
    """Status, type, policy and body for a path: the list, a message, or its HTML or text."""
    name, _, view = unquote(target.partition("?")[0]).strip("/").partition("/")
    if not name:
        return 200, "text/html", PAGE, list_page(folder)
    path = folder / f"{name}.eml"
    if path.parent != folder or not name.replace("-", "").isalnum() or not path.exists():
        return 404, "text/plain", PAGE, "Ce message n’existe pas."
    message = read(path)
    if view == "html":
        return 200, "text/html", SHUT, BESIDE + body_of(message, "html")
    if view in {"texte", "source"}:
        source = path.read_bytes().decode("utf-8", "replace")
        return 200, "text/plain", SHUT, source if view == "source" else body_of(message, "plain")
    return 200, "text/html", PAGE, message_page(name, message)


def list_page(folder: Path) -> str:
    """All messages, who they were for, and their subjects."""
    kept = messages(folder)
    rows = "".join(_row(path) for path in kept[:MOST_SHOWN])
    table = (
        f"<table><thead><tr><th>Objet</th><th>Destinataire</th><th>Date</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
        if rows
        else "<p class=empty>Aucun message pour l’instant.</p>"
    )
    return _page("Courriers retenus", f"<h1>Courriers retenus ({len(kept)})</h1>{table}")


def _row(path: Path) -> str:
    message = read(path)
    subject = escape(str(message["Subject"] or "(sans objet)"))
    cells = (
        f'<a href="/{path.stem}">{subject}</a>',
        escape(str(message["To"] or "")),
        escape(str(message["Date"] or "")),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def message_page(name: str, message: EmailMessage) -> str:
    """One message: its headers, and its HTML behind bars."""
    headers = (("De", "From"), ("À", "To"), ("Répondre à", "Reply-To"), ("Date", "Date"))
    shown = "".join(
        f"<dt>{label}</dt><dd>{escape(str(message[header]))}</dd>"
        for label, header in headers
        if message[header]
    )
    subject = escape(str(message["Subject"] or "(sans objet)"))
    return _page(
        subject,
        f'<p><a href="/">← Tous les courriers</a></p><h1>{subject}</h1><dl>{shown}</dl>'
        f'<p><a href="/{name}/texte">Texte seul</a> · <a href="/{name}/source">Source</a></p>'
        f'<iframe src="/{name}/html" sandbox="{LINKS_ONLY}" title="Message"></iframe>',
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="fr"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style><body>{body}</body></html>"
    )


async def show(folder: Path, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request of a browser is answered, and the connection closed."""
    try:
        async with asyncio.timeout(REQUEST_S):
            head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        status, kind, shut, body = (
            await asyncio.to_thread(answer, folder, target)
            if method in {"GET", "HEAD"}
            else (405, "text/plain", PAGE, "")
        )
        content = body.encode("utf-8", "replace")
        headers = (
            f"HTTP/1.1 {status} -",
            f"Content-Type: {kind}; charset=utf-8",
            f"Content-Length: {len(content)}",
            f"Content-Security-Policy: {shut}",
            "X-Content-Type-Options: nosniff",
            "Connection: close",
        )
        writer.write("\r\n".join([*headers, "", ""]).encode() + content)
        await writer.drain()
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
        pass  # a browser that hangs up, or speaks something else
    finally:
        writer.close()


async def listen(folder: Path, smtp_port: int) -> asyncio.Server:
    """Mail is taken on this machine's own address, and on no other."""
    loop = asyncio.get_running_loop()
    keeper = Keeper(folder)
    return await loop.create_server(
        lambda: SMTP(keeper, hostname="localhost", data_size_limit=MOST_BYTES, loop=loop),
        HERE,
        smtp_port,
    )


async def serve(folder: Path, smtp_port: int, http_port: int) -> None:
    """Mail is taken and shown until we are stopped."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    mail = await listen(folder, smtp_port)
    pages = await asyncio.start_server(lambda r, w: show(folder, r, w), HERE, http_port)
    async with mail, pages:
        await asyncio.gather(mail.serve_forever(), pages.serve_forever())


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="mailcatcher", description="Keeps mail, sends none.")
    parser.add_argument("--smtp-port", type=int, default=8025)
    parser.add_argument("--http-port", type=int, default=8026)
    parser.add_argument("--folder", type=Path, default=Path("var/mails"))
    asked = parser.parse_args(arguments)
    asyncio.run(serve(asked.folder.resolve(), asked.smtp_port, asked.http_port))


if __name__ == "__main__":
    main()
