# SPDX-License-Identifier: AGPL-3.0-or-later
"""A picture becomes a small PNG that says nothing but what it shows; anything else is refused with its reason."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from app.exchange import pictures
from app.exchange.pictures import size_of, small_picture
from app.exchange.sheet import Unreadable


def drawn(width=300, height=200, kind="PNG", mode="RGB", colour="red", **options):
    sink = BytesIO()
    Image.new(mode, (width, height), colour).save(sink, kind, **options)
    return sink.getvalue()


def noise(width, height):
    state, signs = 1, bytearray()
    for _ in range(width * height * 3):
        state = (state * 1103515245 + 12345) % 2**31
        signs.append(state >> 23)
    return Image.frombytes("RGB", (width, height), bytes(signs))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_usual_pictures_are_taken(kind):
    made = small_picture(drawn(kind=kind))
    assert made.startswith(b"\x89PNG")
    assert size_of(made) == (300, 200)
    assert small_picture(drawn(kind=kind)) == made


def test_a_large_picture_is_made_smaller_and_keeps_its_shape():
    assert size_of(small_picture(drawn(4000, 1000))) == (900, 225)
    assert size_of(small_picture(drawn(1000, 4000, "JPEG"))) == (112, 450)


def test_a_picture_that_stays_heavy_is_made_smaller_still():
    sink = BytesIO()
    noise(700, 400).save(sink, "PNG")
    assert len(sink.getvalue()) > pictures.LARGEST_KEPT
    made = small_picture(sink.getvalue())
    assert len(made) <= pictures.LARGEST_KEPT
    assert size_of(made)[0] < 700


def test_what_a_picture_says_besides_is_forgotten():
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Camille Aubry")
    source = drawn(pnginfo=said)
    assert b"Camille Aubry" in source
    made = small_picture(source)
    assert b"Camille Aubry" not in made
    exif = Image.Exif()
    exif[0x010E] = "Prise chez Camille"
    photograph = drawn(kind="JPEG", exif=exif)
    assert b"Prise chez Camille" in photograph
    assert b"Prise chez Camille" not in small_picture(photograph)
    assert Image.open(BytesIO(made)).info == {}


def test_a_photograph_is_turned_as_the_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert size_of(small_picture(drawn(300, 200, "JPEG", exif=exif))) == (200, 300)


def test_what_is_transparent_is_on_white():
    made = Image.open(BytesIO(small_picture(drawn(mode="RGBA", colour=(255, 0, 0, 0)))))
    assert (made.mode, made.getpixel((5, 5))) == ("RGB", (255, 255, 255))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", pictures.NOT_A_PICTURE),
        (b"%PDF-1.7 un papier", pictures.NOT_A_PICTURE),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', pictures.DRAWING),
        (b"x" * (pictures.LARGEST_FILE + 1), pictures.TOO_HEAVY),
        (drawn(10, 300), pictures.TOO_SMALL),
        (drawn(6000, 5000, mode="1", colour=0), pictures.TOO_LARGE),
        (drawn(12000, 9000, mode="1", colour=0), pictures.TOO_LARGE),
        (drawn(kind="JPEG", colour="blue")[:700], pictures.BROKEN),
        (drawn()[:200], pictures.BROKEN),
    ],
    ids=["empty", "other", "svg", "heavy", "small", "large", "bomb", "cut jpeg", "cut png"],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(content, said):
    with pytest.raises(Unreadable) as refused:
        small_picture(content)
    assert refused.value.sentence == said
