"""The company's logo: a PNG or JPEG, written again by us so that nothing else rides along in it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from quittance.accounts.errors import LogoRefused, LogoTooLarge

MOST_BYTES = 2_000_000
LEAST_SIDE, MOST_SIDE = 16, 4_000
JPEG_QUALITY = 92
# What Pillow raises about a file; a bomb is one that says it is far larger than it looks.
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
)
PNG_SIGNATURE = b"\x89PNG"
JPEG_SIGNATURE = b"\xff\xd8\xff"


def cleaned(content: bytes) -> bytes:
    """The same picture in a file of our own making: no place, no comment, no second file in it.

    Raises `LogoTooLarge` over 2 MB, and `LogoRefused` for anything but a PNG or JPEG of 16 to
    4,000 pixels a side.
    """
    if len(content) > MOST_BYTES:
        raise LogoTooLarge("The logo is over 2 MB.")
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            if min(image.size) < LEAST_SIDE or max(image.size) > MOST_SIDE:
                raise LogoRefused(f"A side of the logo is not {LEAST_SIDE} to {MOST_SIDE} pixels.")
            image.load()
            written = _written(image)
    except UNREADABLE as error:
        raise LogoRefused("The logo is not a readable PNG or JPEG.") from error
    if len(written) > MOST_BYTES:
        raise LogoTooLarge("The logo is over 2 MB once written again.")
    return written


def media_type(content: bytes) -> str | None:
    """What the file is by its first bytes; None for anything but PNG and JPEG."""
    if content.startswith(PNG_SIGNATURE):
        return "image/png"
    return "image/jpeg" if content.startswith(JPEG_SIGNATURE) else None


def _written(image: Image.Image) -> bytes:
    """The pixels alone, in the format they came in; CMYK and palettes become plain colours."""
    is_png = image.format == "PNG"
    is_clear = is_png and image.has_transparency_data
    plain = image.convert("RGBA" if is_clear else "RGB")
    plain.info.clear()
    kept = BytesIO()
    if is_png:
        plain.save(kept, "PNG", optimize=True)
    else:
        plain.save(kept, "JPEG", quality=JPEG_QUALITY)
    return kept.getvalue()
