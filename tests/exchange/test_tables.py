# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists are written whole, in their own types, and computed by no spreadsheet; reasons go out with their lines."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest

from app.exchange.columns import recognise
from app.exchange.reports import reason_of, report
from app.exchange.spreadsheet import read
from app.exchange.tables import Table, write_csv, write_xlsx
from app.exchange.verdicts import judge
from app.french.dates import PartialDate
from tests.exchange.files import workbook

DAY = datetime.date(2002, 3, 12)
ROW = (
    "Œuvrard",
    12,
    12.5,
    DAY,
    PartialDate(1990, 3, 2),
    PartialDate(1975, about=True),
    True,
    None,
    datetime.date(1890, 1, 2),
)
HEADINGS = tuple("ABCDEFGHI")


def formulas_in(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert b"<row" in b"".join(pages)
    return b"".join(pages).count(b"<f>")


def test_values_come_back_from_a_workbook_as_they_were(tmp_path: Path):
    path = tmp_path / "liste.xlsx"
    write_xlsx(path, Table("Liste : à [garder]/relire ?", HEADINGS, [ROW]))
    sheet = read(path)
    assert sheet.name == "Liste   à  garder  relire"
    assert sheet.rows[0].cells == HEADINGS
    assert sheet.rows[1].cells == (
        "Œuvrard",
        12,
        12.5,
        DAY,
        datetime.date(1990, 3, 2),
        "vers 1975",
        "oui",
        None,
        "02/01/1890",
    )


def test_values_come_back_from_a_csv_as_they_are_read(tmp_path: Path):
    path = tmp_path / "liste.csv"
    write_csv(path, Table("Liste", HEADINGS, [ROW]))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read(path).rows[1].cells == (
        *("Œuvrard", "12", "12,5", "12/03/2002", "02/03/1990", "vers 1975", "oui", None, "02/01/1890"),
    )


@pytest.mark.parametrize("text", ["=1+1", "+33199003107", "-5", "@nom", "{=1}", "\t=1", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula_in_a_workbook(tmp_path: Path, text: str):
    path = tmp_path / "liste.xlsx"
    write_xlsx(path, Table("Liste", ("Nom", text), [(text, "x")]))
    assert formulas_in(path) == 0
    assert [row.cells for row in read(path).rows] == [("Nom", text), (text, "x")]


def test_what_no_file_can_hold_is_dropped_and_too_long_a_text_is_cut_visibly(tmp_path: Path):
    row = ("a\x00b\ud800c\x1f", "x" * 40_000, float("inf"))
    for path, write in ((tmp_path / "liste.xlsx", write_xlsx), (tmp_path / "liste.csv", write_csv)):
        write(path, Table("Liste", ("A", "B", "C"), [row]))
        cells = read(path).rows[1].cells
        assert cells[0] == "abc"
        assert len(str(cells[1])) == 32_767
        assert str(cells[1]).endswith("…")


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_a_list_cut_short_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, write: type):
    path = tmp_path / "liste"
    path.write_text("ancien")

    def rows():
        yield ("a",)
        raise KeyError("stop")

    with pytest.raises(KeyError):
        write(path, Table("Liste", ("Nom",), rows()))
    assert path.read_text() == "ancien"
    assert [each.name for each in tmp_path.iterdir()] == ["liste"]


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_a_folder_that_is_gone_is_said_by_the_system(tmp_path: Path, write: type):
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "parti" / "liste.csv", Table("Liste", ("Nom",), []))


def test_many_rows_are_written(tmp_path: Path):
    path = tmp_path / "grand.xlsx"
    write_xlsx(path, Table("Liste", ("Numéro", "Nom"), ((n, f"Nom {n}") for n in range(5_000))))
    assert len(read(path).rows) == 5_001


def test_lines_go_out_with_their_verdict_their_reason_and_every_column(tmp_path: Path):
    path = workbook(
        tmp_path / "liste.xlsx",
        [
            ("Nom", "Prénom", "Date de naissance", "N° secu", "Note", None),
            ("MARCHETTI", "Léa", "31/02/1980", "1 85 05 78 006 084 91", "vue", "sans titre"),
            ("NGUYEN", "Paul", "30/07/1995", None, "1 85 05 78 006 084 91"),
            ("DIALLO", "Awa", None),
        ],
    )
    sheet = read(path)
    columns = recognise(sheet)
    lines = judge(sheet, columns, datetime.date(2026, 11, 24))
    out = tmp_path / "verdicts.csv"
    write_csv(out, report(sheet, columns, [(line.number, line.verdict, reason_of(line)) for line in lines]))
    heading, lea, paul, awa = (row.cells for row in read(out).rows)
    assert heading == (
        "Ligne",
        "Verdict",
        "Pourquoi",
        "Nom",
        "Prénom",
        "Date de naissance",
        "N° secu",
        "Note",
        "Colonne\u00a0F",
    )
    assert lea[:3] == ("2", "to_correct", "Le 31 février n’existe pas. Colonne\u00a0C")
    assert lea[3:] == ("MARCHETTI", "Léa", "31/02/1980", "(numéro non affiché)", "vue", "sans titre")
    assert paul[1] == "to_correct"
    assert paul[7] == "(numéro non affiché)"
    assert awa[1:3] == ("ok", "Sans date de naissance, un doublon se voit moins bien. Colonne\u00a0C")
