# SPDX-License-Identifier: AGPL-3.0-or-later
"""What kind of file it is, told by its content: a name says nothing."""

from __future__ import annotations

from typing import Literal

from app.exchange.sheet import LOCKED, Unreadable
from app.exchange.workbooks import Package

Kind = Literal["xlsx", "ods", "xls", "text"]


def kind_of(content: bytes) -> Kind:
    """Tell how to read the file. Raises Unreadable, naming what it is when it is no table."""
    if content.startswith(b"PK"):
        return _kind_of_package(content)
    if content.startswith(_OLE):
        return _kind_of_compound(content)
    for start, what in _STRANGERS:
        if content.startswith(start):
            raise Unreadable(f"Ce fichier est {what}, pas un tableau. {_TABLES}")
    if content[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif") or (content[:4], content[8:12]) == (b"RIFF", b"WEBP"):
        raise Unreadable(f"Ce fichier est une image, pas un tableau. {_TABLES}")
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise Unreadable(
            "Ce fichier est une page web, malgré son nom. Ouvrez-le dans votre tableur et enregistrez-le en .xlsx."
        )
    return "text"


def _kind_of_package(content: bytes) -> Kind:
    parts = Package(content).parts
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "content.xml" in parts and not any(part.startswith(("word/", "ppt/")) for part in parts):
        return "ods"
    if "xl/workbook.bin" in parts:
        raise Unreadable("Ce classeur est au format .xlsb. Ouvrez-le dans votre tableur et enregistrez-le en .xlsx.")
    if any(part.startswith(("word/", "ppt/")) for part in parts):
        raise Unreadable(f"Ce fichier est un document Word ou une présentation, pas un tableau. {_TABLES}")
    raise Unreadable(f"Ce fichier est une archive, pas un tableau. {_TABLES}")


def _kind_of_compound(content: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(LOCKED)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    raise Unreadable(f"Ce fichier n’est pas un tableau. {_TABLES}")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TABLES = "Choisissez un fichier .xlsx, .ods, .xls ou .csv."
_STRANGERS = (
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"II*\0", "une image"),
    (b"MM\0*", "une image"),
    (b"%PDF", "un document PDF"),
    (b"{\\rtf", "un document de traitement de texte"),
    (b"\x1f\x8b", "une archive"),
    (b"7z\xbc\xaf", "une archive"),
    (b"Rar!", "une archive"),
    (b"SQLite format", "une base de données"),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<meta")
