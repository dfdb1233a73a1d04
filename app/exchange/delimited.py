# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists in text (CSV): their encoding, their separator, their rows. Nothing is guessed without being said."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from app.exchange.sheet import LONGEST_CELL, MOST_COLUMNS, MOST_LINES, TOO_MANY_LINES, Cell, Row, Unreadable, kept

SEPARATORS = ";\t,|"
FORMULA_START = re.compile(r"'*[=+\-@\t\r]")
"""How a text begins that a spreadsheet would compute; `'` before it, once more, keeps it a text."""

_SAMPLE = 65_536
_ENOUGH_ROWS = 100
_LONGEST_LONE_CELL = 1_000
_NOT_TEXT = re.compile(rb"[\x01-\x08\x0e-\x19]")
_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)


def read_delimited(content: bytes) -> tuple[list[Row], tuple[str, ...]]:
    """Read a CSV file: its rows and the French notes on it. Raises Unreadable.

    UTF-8 (with or without its mark), UTF-16 with its mark, Windows-1252, or the last two mixed line by line, which is
    noted. `;`, `,`, tab or `|`, whichever makes columns; a first line `sep=;` is obeyed. Quoted cells may hold
    separators and line breaks. Row numbers are those a spreadsheet shows: a cell on several lines is one row.
    """
    text, notes = _decoded(content)
    separator, text = _announced(text)
    rows = list(_kept_rows(text, separator or _separator(text)))
    if max((len(row.cells) for row in rows), default=0) < 2:
        _refuse_prose(rows)
    return rows, notes


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _from_utf16(content), ()
    if b"\0" in content or _NOT_TEXT.search(content[:_SAMPLE]):
        raise Unreadable(
            "Ce fichier n’est pas un tableau en texte\u00a0: il contient des caractères nuls ou de commande. "
            "Ouvrez-le dans votre tableur et enregistrez-le en .xlsx."
        )
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _line_by_line(content.removeprefix(b"\xef\xbb\xbf"))


def _from_utf16(content: bytes) -> str:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        raise Unreadable(_UNKNOWN_ENCODING) from None
    if "\0" in text:
        raise Unreadable(_UNKNOWN_ENCODING)
    return text


_UNKNOWN_ENCODING = (
    "Le codage des caractères de ce fichier n’est pas reconnu. Ouvrez-le dans votre tableur "
    "et enregistrez-le en «\u00a0CSV UTF-8\u00a0» ou en .xlsx."
)


def _line_by_line(content: bytes) -> tuple[str, tuple[str, ...]]:
    lines: list[str] = []
    windows: list[int] = []
    utf8 = 0
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            lines.append(line.decode("utf-8"))
            utf8 += not line.isascii()
        except UnicodeDecodeError:
            lines.append(_windows(line, number))
            windows.append(number)
    return "\n".join(lines), _mixed(windows) if utf8 else ()


def _windows(line: bytes, number: int) -> str:
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(f"{_UNKNOWN_ENCODING} Le premier caractère illisible est ligne {number}.") from None


def _mixed(windows: list[int]) -> tuple[str, ...]:
    shown = ", ".join(map(str, windows[:5])) + ("…" if len(windows) > 5 else "")
    where = f"ligne {shown}" if len(windows) == 1 else f"lignes {shown}"
    return (f"Ce fichier mélange deux codages de caractères ({where})\u00a0: vérifiez les accents.",)


def _announced(text: str) -> tuple[str | None, str]:
    match = re.match(r'"?sep=([;,\t|])"?\r?\n', text)
    return (match[1], text[match.end() :]) if match else (None, text)


def _separator(text: str) -> str:
    """Choose the separator that cuts the most rows, the first included, into one same number of columns."""
    scores = {separator: _score(text[:_SAMPLE], separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: scores[separator])


def _score(sample: str, separator: str) -> tuple[float, int]:
    widths: list[int] = []
    broken = 0.0
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator, strict=True):
            if any(row):
                widths.append(len(row))
            if len(widths) == _ENOUGH_ROWS:
                break
    except csv.Error:
        broken = 0.25
    split = Counter(width for width in widths if width > 1)
    if not split:
        return 0.0, 1
    width, rows = max(split.items(), key=lambda pair: (pair[1], pair[0]))
    share = rows / len(widths)
    if widths[0] == 1:  # a title stands above the list, or the mark belongs to a text
        return (share / 2 - broken, width) if share > 0.6 else (0.0, 1)
    return share - broken, width


def _kept_rows(text: str, separator: str) -> Iterator[Row]:
    found = 0
    for number, fields in enumerate(_records(text, separator), start=1):
        row = kept(number, [_cell(field) for field in fields])
        if row is None:
            continue
        found += 1
        if found > MOST_LINES:
            raise Unreadable(TOO_MANY_LINES)
        if len(row.cells) > MOST_COLUMNS:
            raise Unreadable(f"La ligne {number} a plus de {MOST_COLUMNS} colonnes\u00a0: ce n’est pas une liste.")
        yield row


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Read strictly; from the first row that quotes carelessly (`"a"b`), read on leniently."""
    done = 0
    try:
        for row in _reader(text, separator, strict=True):
            yield row
            done += 1
        return
    except csv.Error as fault:
        if "unexpected end" in str(fault) or "field limit" in str(fault):
            raise Unreadable(_open_quote(done + 1)) from None
    for number, row in enumerate(_reader(text, separator, strict=False), start=1):
        if any(len(field) > LONGEST_CELL for field in row):
            raise Unreadable(_open_quote(number))
        if number > done:
            yield row


def _reader(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict))


def _open_quote(number: int) -> str:
    return (
        f"Ligne {number}\u00a0: une cellule ne finit pas, un guillemet ouvert n’est sans doute pas refermé. "
        "Corrigez cette ligne, puis réessayez."
    )


def _cell(field: str) -> Cell:
    """Undo what a spreadsheet adds around a text: the `'` that keeps it from being computed, and `="0612"`."""
    if field.startswith("'") and FORMULA_START.match(field):
        return field[1:]
    match = _EXCEL_TEXT.fullmatch(field)
    return (match[1].replace('""', '"') if match else field) or None


def _refuse_prose(rows: list[Row]) -> None:
    for row in rows:
        if len(str(row.cells[0])) > _LONGEST_LONE_CELL:
            raise Unreadable(
                f"La ligne {row.number} compte {len(str(row.cells[0]))} caractères sans séparation en colonnes\u00a0: "
                "ce fichier n’est pas une liste."
            )
