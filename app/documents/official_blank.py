# SPDX-License-Identifier: AGPL-3.0-or-later
"""A blank form taken apart once: the places of its fields, and its pages without them, ready to be drawn over.

Taking it apart is most of the work of filling it, and is the same each time: the last ones are kept in memory. Nothing
personal is in a blank.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, cast

from app.documents.official_widgets import Widget, notes_of, open_blank, quiet, widgets_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject

KEPT = 4
_ONE_AT_A_TIME = threading.Lock()
LEFT_OUT = ("/AcroForm", "/StructTreeRoot", "/MarkInfo", "/NeedsRendering", "/OpenAction", "/AA", "/Names")
"""The form, what describes its fields, and what would run in a reader: none of it is on paper."""


@dataclass(frozen=True)
class Blank:
    """A blank form: its digest, the size of each page in points, its widgets by name, and its bare pages."""

    digest: str
    sizes: tuple[tuple[float, float], ...]
    widgets: Mapping[str, tuple[Widget, ...]]
    plate: bytes


def warm() -> None:
    """Import what reads and writes blank forms, so that the first one is filled like the next."""
    import pypdf

    assert pypdf.PdfReader


@lru_cache(maxsize=KEPT)
def take_apart(blank: bytes) -> Blank:
    """Read a blank PDF. Raises FormRefused when it cannot be used."""
    reader = open_blank(blank)
    widgets: dict[str, list[Widget]] = defaultdict(list)
    with quiet():
        for number, page in enumerate(reader.pages, 1):
            for widget in widgets_of(page, number):
                widgets[widget.name].append(widget)
        sizes = tuple((float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages)
        plate = _without_form(reader)
    found = {name: tuple(places) for name, places in widgets.items()}
    return Blank(sha256(blank).hexdigest(), sizes, found, plate)


@contextmanager
def copied(plate: bytes) -> Generator[PdfWriter]:
    """A copy of bare pages to draw over. What was read of them is kept, for one copy at a time."""
    from pypdf import PdfWriter

    with _ONE_AT_A_TIME, quiet():
        yield PdfWriter(clone_from=_read(plate))


@lru_cache(maxsize=KEPT)
def _read(plate: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(BytesIO(plate))


def _without_form(reader: PdfReader) -> bytes:
    """The pages as they print, with no form to fill nor anything to run. The reader is not used afterwards."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    for page in reader.pages:
        _drop_widgets(page)
    root = reader.root_object
    for key in LEFT_OUT:
        root.pop(NameObject(key), None)
    root[NameObject("/Lang")] = TextStringObject("fr-FR")
    sink = BytesIO()
    PdfWriter(clone_from=reader).write(sink)
    return sink.getvalue()


def _drop_widgets(page: PageObject) -> None:
    from pypdf.generic import ArrayObject, NameObject

    kept = [each for each in notes_of(page) if each.get("/Subtype") != "/Widget"]
    node = _in_the_file(page)
    for key in ("/Annots", "/AA", "/StructParents"):
        node.pop(NameObject(key), None)
    if kept:
        node[NameObject("/Annots")] = ArrayObject(each.indirect_reference or each for each in kept)


def _in_the_file(page: PageObject) -> DictionaryObject:
    """The page as the file holds it: what the reader lists is a copy of it."""
    place = page.indirect_reference
    return cast("DictionaryObject", place.get_object()) if place is not None else page
