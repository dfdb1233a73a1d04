# SPDX-License-Identifier: AGPL-3.0-or-later
"""The packages of spreadsheets (.xlsx, .ods), opened with bounds before anything is built from them.

python-calamine allots the whole rectangle up to the farthest cell: one filled cell in XFD1048576 of a file of 700
bytes would abort the process. So each sheet is read once as a stream, keeping only the rows that hold a value, and what
remains is measured before it is handed on.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from app.exchange.sheet import (
    LOCKED,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LINES,
    TOO_MANY_LINES,
    GivenUp,
    Stopped,
    Unreadable,
    index_of,
)

MOST_BYTES = 2_500_000_000
"""Of all parts once unpacked; a sheet of a million formatted empty rows weighs up to a billion."""

_MOST_KEPT = 300_000_000
_LONGEST_ROW = 20_000_000
_CHUNK = 1 << 20

_DAMAGED = "Ce fichier est abîmé ou incomplet. Enregistrez-le à nouveau depuis votre tableur, ou demandez-en une copie."
_TOO_HEAVY = "Une fois déplié, ce fichier est démesuré pour une liste\u00a0: Maillon ne l’ouvre pas."


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet as the workbook lists it: its name, its part in the package, and whether it is shown."""

    name: str
    part: str
    shown: bool = True


class Package:
    """An opened package whose parts are read within bounds. Raises Unreadable instead of any fault of the zip."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise Unreadable(_DAMAGED) from None
        self.parts = {info.filename.replace("\\", "/"): info for info in self._archive.infolist()}
        self.unpacked = sum(info.file_size for info in self.parts.values())
        if any(info.flag_bits & 1 for info in self.parts.values()):
            raise Unreadable(LOCKED)
        if self.unpacked > MOST_BYTES:
            raise Unreadable(_TOO_HEAVY)

    def chunks(self, part: str) -> Iterator[bytes]:
        """Read a part piece by piece."""
        try:
            with self._open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError):
            raise Unreadable(_DAMAGED) from None

    def whole(self, part: str) -> bytes:
        """Read a part at once."""
        content = bytearray()
        for chunk in self.chunks(part):
            content += chunk
            if len(content) > _MOST_KEPT:
                raise Unreadable(_TOO_HEAVY)
        return bytes(content)

    def _open(self, part: str) -> IO[bytes]:
        return self._archive.open(self.parts[part])


def sheets_of(package: Package) -> tuple[WorkbookSheet, ...]:
    """List the sheets of an .xlsx in the order of its tabs. Raises Unreadable."""
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in _tree(package, "xl/_rels/workbook.xml.rels")
        if link.get("Id")
    }
    sheets: list[WorkbookSheet] = []
    for element in _tree(package, "xl/workbook.xml").iter():
        if element.tag.rpartition("}")[2] == "sheet":
            link = next((value for name, value in element.attrib.items() if name.endswith("}id")), "")
            part = _part_of(targets.get(link, ""))
            if part in package.parts:
                sheets.append(
                    WorkbookSheet(element.get("name", ""), part, element.get("state", "visible") == "visible")
                )
    return tuple(sheets)


def has_content(package: Package, sheet: WorkbookSheet) -> bool:
    """Tell whether a sheet of an .xlsx holds any value; stops at the first."""
    return any(True for _ in _valued_rows(package, sheet.part))


def trimmed(package: Package, sheet: WorkbookSheet, stopped: Stopped | None = None) -> tuple[bytes, int]:
    """Rebuild an .xlsx with this sheet's valued rows alone; with it, the number of cells of their rectangle.

    Raises Unreadable when the rectangle is beyond the bounds, naming the cell that makes it so.
    """
    body = bytearray(_HEAD)
    rows = width = last = 0
    for number, row in _valued_rows(package, sheet.part):
        rows, last = rows + 1, number
        width = max(width, _width(row, number))
        body += row
        body += b"</row>"
        if rows > MOST_LINES:
            raise Unreadable(TOO_MANY_LINES)
        if len(body) > _MOST_KEPT or rows * width > MOST_CELLS:
            raise Unreadable(_TOO_HEAVY)
        if stopped is not None and rows % 1000 == 0 and stopped():
            raise GivenUp
    if last * width > MOST_CELLS:
        raise Unreadable(_far(f"ligne {last}"))
    body += b"</sheetData></worksheet>"
    return _rebuilt(package, sheet.part, bytes(body)), last * width


def bounded(package: Package) -> bytes:
    """Rebuild an .ods with the one part that holds its cells. Raises Unreadable.

    That part is checked to be whole first: on one that ends too early, calamine never ends.
    """
    if "META-INF/manifest.xml" in package.parts and b"encryption-data" in package.whole("META-INF/manifest.xml"):
        raise Unreadable(LOCKED)
    content = package.whole("content.xml")
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError:
        raise Unreadable(_DAMAGED) from None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)
    return out.getvalue()


_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


# One sheet as a stream of rows

_NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="' + _NAMESPACE + b'"><sheetData>'
_PREFIX = re.compile(rb"<(\w+):worksheet\b")
_ROW_NUMBER = re.compile(rb"""<row\b[^>]*?\sr=["'](\d{1,7})["']""")
_VALUED_CELL = re.compile(rb"""<c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")


def _valued_rows(package: Package, part: str) -> Iterator[tuple[int, bytes]]:
    """Give the number and the XML (without its end tag) of each row of a sheet that holds a value."""
    number = 0
    for piece in _pieces(package, part):
        if not (start := piece.rfind(b"<row") + 1):
            continue
        number = _number_of(piece, start - 1, number)
        row = piece[start - 1 :]
        if _has_value(row):
            yield number, row if _ROW_NUMBER.match(row) else b'<row r="%d"' % number + row[4:]


def _pieces(package: Package, part: str) -> Iterator[bytes]:
    """Cut a sheet at the ends of its rows; rows among which no value is seen come in one piece, quickly passed."""
    pending = b""
    prefix: bytes | None = None
    for chunk in package.chunks(part):
        pending += chunk
        if prefix is None:
            prefix = _prefix(pending[:4096])
        block, end, rest = pending.rpartition(b"</" + prefix + b"row>")
        pending = rest
        if end:
            bare = _bare(block, prefix)
            yield from bare.split(b"</row>") if _has_value(bare) else (bare,)
        if len(pending) > _LONGEST_ROW:
            raise Unreadable(_TOO_HEAVY)


def _prefix(start: bytes) -> bytes:
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        raise Unreadable(_DAMAGED)
    match = _PREFIX.search(start)
    return match[1] + b":" if match else b""


def _bare(piece: bytes, prefix: bytes) -> bytes:
    return piece.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else piece


def _number_of(piece: bytes, start: int, previous: int) -> int:
    match = _ROW_NUMBER.match(piece, start)
    return int(match[1]) if match else previous + max(1, piece.count(b"<row"))


def _has_value(row: bytes) -> bool:
    return b"<is" in row or row.count(b"<v>") + row.count(b"<v ") > row.count(b"<v></v>")


def _width(row: bytes, number: int) -> int:
    """Count the columns up to the last valued cell of a row, trusting neither the order nor the row of references."""
    references: set[tuple[bytes, bytes]] = set(_VALUED_CELL.findall(row))
    if any(int(own) != number for _, own in references):
        raise Unreadable(_DAMAGED)
    letters = max((letters for letters, _ in references), key=lambda name: (len(name), name), default=b"A").decode()
    width = index_of(letters) + 1
    cells = row.count(b"<c ") + row.count(b"<c>")
    if row.count(b' r="') <= cells:
        width += cells
    if width > MOST_COLUMNS:
        raise Unreadable(_far(f"{letters}{number}"))
    return width


def _far(place: str) -> str:
    return f"Une cellule est remplie très loin de la liste ({place})\u00a0: effacez-la, puis réessayez."


# The package around it


def _rebuilt(package: Package, part: str, body: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in package.parts:
            if name == part:
                archive.writestr(name, body)
            elif _NEEDED.fullmatch(name):
                archive.writestr(name, package.whole(name))
    return out.getvalue()


_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/workbook\.xml\.rels|(workbook|styles|sharedStrings)\.xml)",
    re.IGNORECASE,
)


def _tree(package: Package, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(
            package.whole(part)
        )  # a DTD bomb is stopped by expat, external entities are not read
    except (ElementTree.ParseError, LookupError, ValueError):
        raise Unreadable(_DAMAGED) from None


def _part_of(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
