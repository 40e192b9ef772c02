"""A company's logo: only a picture, and nothing but the picture."""

from io import BytesIO
from zlib import crc32

import httpx
import pytest
from PIL import Image

from quittance.accounts.models import Role
from quittance.platform.clock import Clock
from quittance.platform.database import Database
from tests.factories.callers import join, log_in
from tests.factories.companies import Creditor

HIDDEN = b"<script>a second file</script>"


def picture(form: str = "PNG", size: tuple[int, int] = (240, 80), mode: str = "RGB") -> bytes:
    written = BytesIO()
    Image.new(mode, size, (12, 90, 120, 90)[: len(mode)]).save(written, form)
    return written.getvalue()


def a_bomb() -> bytes:
    """A small file that says it is 30,000 pixels wide and as high."""
    header = b"IHDR" + (30_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    written = picture()
    return written[:12] + header + crc32(header).to_bytes(4, "big") + written[33:]


async def put(client: httpx.AsyncClient, content: bytes) -> httpx.Response:
    return await client.put("/v1/company/logo", files={"file": ("logo.png", content, "image/png")})


@pytest.mark.req("SAGE-104")
@pytest.mark.parametrize(
    ("form", "mode", "kind"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "RGB", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
    ],
)
async def test_a_logo_is_kept_shown_and_taken_away(
    creditor: Creditor, client: httpx.AsyncClient, form: str, mode: str, kind: str
) -> None:
    await log_in(client, creditor)
    assert (await client.get("/v1/company/logo")).json()["code"] == "logo_not_found"

    kept = await put(client, picture(form, mode=mode) + HIDDEN)

    assert kept.status_code == 200, kept.text
    assert kept.json()["version"] == creditor.company.version
    shown = await client.get("/v1/company/logo")
    assert (shown.headers["content-type"], shown.headers["etag"]) == (
        kind,
        f'"{kept.json()["logo_sha256"]}"',
    )
    assert HIDDEN not in shown.content
    with Image.open(BytesIO(shown.content)) as image:
        assert (image.size, image.mode) == ((240, 80), "RGBA" if mode == "RGBA" else "RGB")
    assert (await client.delete("/v1/company/logo")).status_code == 204
    assert (await client.get("/v1/company/logo")).status_code == 404


async def test_what_a_letter_could_not_bear_is_refused(
    creditor: Creditor, client: httpx.AsyncClient
) -> None:
    await log_in(client, creditor)
    for content, code in (
        (b"", "logo_refused"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo_refused"),
        (picture()[:60], "logo_refused"),
        (picture("GIF"), "logo_refused"),
        (picture(size=(8, 8)), "logo_refused"),
        (picture(size=(4_001, 20)), "logo_refused"),
        (a_bomb(), "logo_refused"),
        (picture() + b"\0" * 2_000_000, "logo_too_large"),
    ):
        assert (await put(client, content)).json()["code"] == code
    assert (await client.get("/v1/company")).json()["logo_sha256"] is None


async def test_only_who_configures_the_company_changes_its_logo(
    creditor: Creditor, database: Database, client: httpx.AsyncClient, clock: Clock
) -> None:
    await log_in(client, creditor)
    await put(client, picture())
    reader = await join(database, creditor, Role.COLLECTOR, now=clock.now())
    await log_in(client, creditor, reader)

    assert (await client.get("/v1/company/logo")).status_code == 200
    assert (await put(client, picture())).status_code == 403
    assert (await client.delete("/v1/company/logo")).status_code == 403
