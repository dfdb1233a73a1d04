# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files as people bring them: made by hand where no library would write anything so odd."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
"""Real files that are not ours to distribute, beside the project."""

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path: Path, rows: Iterable[Iterable[object]], *, sheet: str = "Feuille", start: int = 0) -> Path:
    """An ordinary .xlsx, its first row on row `start` (from 0)."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows, start=start):
            for column, cell in enumerate(row):
                if hasattr(cell, "year"):
                    page.write_datetime(number, column, cell, dated)
                elif cell is not None:
                    page.write(number, column, cell)
    return path


def raw_xlsx(path: Path, sheet_data: Iterable[str | bytes], *, prefix: str = "", **parts: str) -> Path:
    """An .xlsx whose one sheet holds exactly this XML."""
    name = f"{prefix}:" if prefix else ""
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Feuille" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        for part, content in parts.items():
            archive.writestr(part, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as page:
            page.write(f'<{name}worksheet {declared}="{_MAIN}"><{name}sheetData>'.encode())
            for piece in sheet_data:
                page.write(piece.encode() if isinstance(piece, str) else piece)
            page.write(f"</{name}sheetData></{name}worksheet>".encode())
    return path


def text_cell(reference: str, text: str, prefix: str = "") -> str:
    p = f"{prefix}:" if prefix else ""
    return f'<{p}c r="{reference}" t="inlineStr"><{p}is><{p}t>{text}</{p}t></{p}is></{p}c>'


def formatted_and_empty(rows: int, columns: str = "ABC") -> Iterable[str]:
    """Two lines, then rows that hold a format and nothing else, as Excel leaves behind."""
    yield f'<row r="1">{text_cell("A1", "Nom")}{text_cell("B1", "Prénom")}</row>'
    yield f'<row r="2">{text_cell("A2", "Marchetti")}{text_cell("B2", "Léa")}</row>'
    for start in range(3, rows + 1, 1000):
        yield "".join(
            f'<row r="{row}">' + "".join(f'<c r="{column}{row}" s="1"/>' for column in columns) + "</row>"
            for row in range(start, min(start + 1000, rows + 1))
        )


def raw_ods(path: Path, tables: str, **parts: str) -> Path:
    """An .ods whose content holds exactly these tables."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for part, content in parts.items():
            archive.writestr(part, content)
        archive.writestr(
            "content.xml",
            '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def legacy_xls(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    """An .xls of Excel 97: its records, in a compound file of one stream."""
    path.write_bytes(compound({"Workbook": _biff(rows)}))
    return path


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound (OLE) file of 512-byte sectors that holds these streams, each of at least 4,096 bytes."""
    padded = {name: data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") for name, data in streams.items()}
    first, table, body = 2, [0xFFFFFFFD, 0xFFFFFFFE], b""
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), start=1):
        sectors = len(data) // 512
        entries.append(_entry(name, 2, first, len(data), right=number + 1 if number < len(padded) else 0xFFFFFFFF))
        table += [*range(first + 1, first + sectors), 0xFFFFFFFE]
        first, body = first + sectors, body + data
    assert len(table) <= 128, "one sector of allocation table is all this writes"
    assert len(entries) <= 4, "one sector of directory is all this writes"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    allocation = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + allocation + b"".join(entries).ljust(512, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    title = (name + "\0").encode("utf-16-le")
    entry = title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title), kind, 1, 0xFFFFFFFF, right, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)


def _biff(rows: Iterable[Iterable[object]]) -> bytes:
    name = "Feuille".encode("latin-1")
    bof = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x7CC, 0, 6))
    bound = 4 + 8 + len(name)
    offset = len(bof) + bound + 4
    globals_ = bof + _record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name), 0) + name) + _record(0x0A, b"")
    page = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x7CC, 0, 6))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                page += _record(0x204, struct.pack("<HHH", number, column, 0) + text)
            elif isinstance(cell, int | float):
                page += _record(0x203, struct.pack("<HHHd", number, column, 0, cell))
    return globals_ + page + _record(0x0A, b"")


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
