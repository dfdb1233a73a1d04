# SPDX-License-Identifier: AGPL-3.0-or-later
"""A picture that someone gives, made into a small PNG: upright, on white, without metadata. Pillow is loaded then."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final
from warnings import catch_warnings

from app.exchange.sheet import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE: Final = 10_000_000
LARGEST_SURFACE: Final = 24_000_000
SMALLEST_SIDE: Final = 24
ROOM: Final = (900, 450)
"""Pixels kept at most: 76 × 38 mm at 300 dots per inch."""
LARGEST_KEPT: Final = 250_000
FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
TOO_HEAVY: Final = "Cette image pèse plus de 10\u00a0Mo\u00a0: réduisez-la, puis réessayez."
TOO_LARGE: Final = "Cette image dépasse 24\u00a0millions de points\u00a0: réduisez-la, puis réessayez."
TOO_SMALL: Final = "Cette image est trop petite pour être imprimée\u00a0: il faut au moins 24 points de côté."
DRAWING: Final = "Un dessin SVG ne se lit pas ici\u00a0: enregistrez-le en PNG, puis réessayez."
NOT_A_PICTURE: Final = "Ce fichier n’est pas une image qui se lit\u00a0: choisissez un PNG ou un JPEG."
BROKEN: Final = "Cette image est abîmée\u00a0: elle ne se lit pas jusqu’au bout. Choisissez-en une autre copie."


def small_picture(content: bytes) -> bytes:
    """The PNG kept of a picture file: same file, same bytes. Raises Unreadable, its sentence ready to show."""
    from PIL import Image, UnidentifiedImageError

    if len(content) > LARGEST_FILE:
        raise Unreadable(TOO_HEAVY)
    try:
        with catch_warnings(action="error"), Image.open(BytesIO(content), formats=FORMATS) as opened:
            _check_size(opened)
            picture = _on_white(opened)
    except UnidentifiedImageError:
        raise Unreadable(DRAWING if b"<svg" in content[:2000] else NOT_A_PICTURE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unreadable(TOO_LARGE) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Unreadable(BROKEN) from None
    return _light_enough(picture)


def size_of(png: bytes) -> tuple[int, int]:
    """The width and height in pixels of a PNG made here."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def _check_size(picture: Image) -> None:
    """Refuse, before its pixels are read, what would fill the memory or could not be seen."""
    if picture.width * picture.height > LARGEST_SURFACE:
        raise Unreadable(TOO_LARGE)
    if min(picture.size) < SMALLEST_SIDE:
        raise Unreadable(TOO_SMALL)


def _on_white(opened: Image) -> Image:
    """The pixels alone: turned as the camera says, transparency on white, no larger than the room."""
    from PIL import Image, ImageOps

    opened.draft("RGB", (ROOM[0] * 2, ROOM[1] * 2))
    upright = ImageOps.exif_transpose(opened)
    whole = upright.convert("RGBA")
    whole.thumbnail(ROOM, Image.Resampling.LANCZOS)
    page = Image.new("RGB", whole.size, "white")
    page.paste(whole, mask=whole.getchannel("A"))
    return page


def _light_enough(picture: Image) -> bytes:
    """The PNG, made smaller while it weighs too much: a photograph does not need the sharpness of a drawing."""
    while len(png := _png(picture)) > LARGEST_KEPT:
        picture.thumbnail((picture.width * 3 // 4, picture.height * 3 // 4))
    return png


def _png(picture: Image) -> bytes:
    sink = BytesIO()
    picture.save(sink, "PNG", optimize=True)
    return sink.getvalue()
