# SPDX-License-Identifier: AGPL-3.0-or-later
"""Any table people bring is read as they see it, or refused with one sentence they understand."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exchange import apart
from app.exchange.reading import read_here
from app.exchange.sheet import index_of, letter_of
from app.exchange.spreadsheet import GivenUp, Sheet, Unreadable, read
from app.french.typography import faults
from tests.exchange.files import (
    compound,
    formatted_and_empty,
    legacy_xls,
    ods_cell,
    raw_ods,
    raw_xlsx,
    text_cell,
    workbook,
    zipped,
)

HEADINGS = ("Nom", "Prénom", "Naissance")
EMPTY_TABLE = (
    '<table:table table:name="Vide"><table:table-column/>'
    "<table:table-row><table:table-cell/></table:table-row></table:table>"
)


def cells(sheet: Sheet) -> list[tuple[object, ...]]:
    return [row.cells for row in sheet.rows]


def numbers(sheet: Sheet) -> list[int]:
    return [row.number for row in sheet.rows]


def refusal(path: Path) -> str:
    """The sentence with which a file is refused, checked for its French."""
    with pytest.raises(Unreadable) as refused:
        read(path)
    sentence = refused.value.sentence
    assert sentence.endswith(".")
    assert faults(sentence) == ()
    return sentence


# Workbooks as they should be


def test_a_workbook_is_read_as_its_user_sees_it(tmp_path: Path):
    born = datetime.date(1990, 3, 2)
    sheet = read(workbook(tmp_path / "liste.xlsx", [HEADINGS, ("Marchetti", "Léa", born), ("Œuvré", None, 1978)]))
    assert cells(sheet) == [HEADINGS, ("Marchetti", "Léa", born), ("Œuvré", None, 1978)]
    assert numbers(sheet) == [1, 2, 3]
    assert sheet.name == "Feuille"
    assert sheet.width == 3


def test_rows_keep_the_numbers_they_have_on_screen(tmp_path: Path):
    rows = [(None, "Liste au 3 mars"), (), (None, *HEADINGS), (), (None, "Marchetti")]
    sheet = read(workbook(tmp_path / "liste.xlsx", rows, start=3))
    assert numbers(sheet) == [4, 6, 8]
    assert sheet.rows[1].cells == (None, *HEADINGS)


def test_values_come_as_what_they_are(tmp_path: Path):
    path = tmp_path / "valeurs.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        clock, length = book.add_format({"num_format": "hh:mm"}), book.add_format({"num_format": "[h]:mm"})
        stamp = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        page.write_row(0, 0, [12.0, 12.5, True, 123456789012345.0])
        page.write_formula(1, 0, '="MARCH"&"ETTI"', None, "MARCHETTI")
        page.write_formula(1, 1, "=6*7", None, 42)
        page.write_formula(1, 2, "=NA()", None, "#N/A")
        page.write_datetime(1, 3, datetime.datetime.fromisoformat("1990-03-02T10:30"), stamp)
        page.write_datetime(1, 4, datetime.time(10, 30), clock)
        page.write_number(1, 5, 1.5, length)
    first, second = cells(read(path))
    assert first == (12, 12.5, True, 123456789012345)
    assert [type(cell) for cell in first] == [int, float, bool, int]
    assert second == ("MARCHETTI", 42, None, datetime.date(1990, 3, 2), "10:30", "36:00")
    assert type(second[3]) is datetime.date


def test_the_first_sheet_with_something_is_taken_and_the_others_are_offered(tmp_path: Path):
    path = tmp_path / "feuilles.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Vide")
        hidden = book.add_worksheet("Cachée")
        hidden.write(0, 0, "liste de choix")
        hidden.hide()
        book.add_worksheet("Liste").write(0, 0, "Nom")
        book.add_worksheet("Archives").write(4, 1, "Ancien")
        book.get_worksheet_by_name("Liste").activate()
    sheet = read(path)
    assert (sheet.name, sheet.choices) == ("Liste", ("Liste", "Archives"))
    other = read(path, sheet="Archives")
    assert (cells(other), numbers(other)) == ([(None, "Ancien")], [5])
    with pytest.raises(Unreadable, match="feuille"):
        read(path, sheet="Perdue")


def test_a_workbook_written_with_a_prefix_is_read(tmp_path: Path):
    row = f'<x:row r="2">{text_cell("A2", "Marchetti", "x")}</x:row>'
    sheet = read(raw_xlsx(tmp_path / "prefixe.xlsx", [row], prefix="x"))
    assert (cells(sheet), numbers(sheet)) == ([("Marchetti",)], [2])


def test_rows_and_cells_without_references_are_counted(tmp_path: Path):
    rows = ["<row/><row><c/></row><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"]
    sheet = read(raw_xlsx(tmp_path / "sans.xlsx", rows))
    assert (cells(sheet), numbers(sheet)) == ([(1, 2), (3,)], [3, 4])


def test_an_ods_is_read(tmp_path: Path):
    table = (
        f'{EMPTY_TABLE}<table:table table:name="Liste"><table:table-row>'
        f"<table:table-cell/>{ods_cell('Nom')}{ods_cell('oui', 2)}</table:table-row>"
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell office:value-type="date" office:date-value="1990-03-02"><text:p>2 mars</text:p>'
        "</table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    sheet = read(raw_ods(tmp_path / "liste.ods", table))
    assert (sheet.name, sheet.choices) == ("Liste", ("Liste",))
    assert cells(sheet) == [(None, "Nom", "oui", "oui"), (datetime.date(1990, 3, 2), 12)]
    assert numbers(sheet) == [1, 5]


def test_an_old_xls_is_read(tmp_path: Path):
    sheet = read(legacy_xls(tmp_path / "liste.xls", [HEADINGS, (), ("Marchetti", "Léa", 1990)]))
    assert cells(sheet) == [HEADINGS, ("Marchetti", "Léa", 1990)]
    assert numbers(sheet) == [1, 3]


# Workbooks of bad will or bad luck


def test_a_million_formatted_empty_rows_hide_no_line(tmp_path: Path):
    path = raw_xlsx(tmp_path / "vide.xlsx", formatted_and_empty(1_000_000))
    assert numbers(read(path)) == [1, 2]


def test_formulas_dragged_down_to_the_last_row_are_no_lines(tmp_path: Path):
    rows = (f'<row r="{n}"><c r="A{n}" t="str"><f>IF(B{n}="","",B{n})</f><v></v></c></row>' for n in range(2, 200_000))
    path = raw_xlsx(tmp_path / "formules.xlsx", [f'<row r="1">{text_cell("A1", "Nom")}</row>', *rows])
    assert numbers(read(path)) == [1]


@pytest.mark.parametrize(
    ("reference", "said"),
    [("XFD1048576", "XFD1048576"), ("XFD1", "XFD1"), ("AZ1048576", "ligne 1048576")],
)
def test_a_cell_lost_far_away_is_named(tmp_path: Path, reference: str, said: str):
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    path = raw_xlsx(
        tmp_path / "loin.xlsx",
        [f'<row r="1">{text_cell("A1", "Nom")}</row><row r="{row}">{text_cell(reference, "x")}</row>'],
    )
    assert f"({said})" in refusal(path)


def test_a_reference_that_lies_about_its_row_is_refused(tmp_path: Path):
    path = raw_xlsx(tmp_path / "ment.xlsx", [f'<row r="1">{text_cell("A1048576", "x")}</row>'])
    assert "abîmé" in refusal(path)


def test_more_lines_than_a_service_has_are_refused(tmp_path: Path):
    rows = (f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 100_003))
    assert "100\u202f000 lignes" in refusal(raw_xlsx(tmp_path / "trop.xlsx", rows))


def test_an_ods_repeated_beyond_reason_is_refused(tmp_path: Path):
    row = f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("x", 1000)}</table:table-row>'
    assert refusal(raw_ods(tmp_path / "bombe.ods", f'<table:table table:name="A">{row}</table:table>'))


@pytest.mark.parametrize("end", ["", "</table:table-row>", "</table:table-row></table:t<"])
def test_an_ods_that_ends_too_early_is_refused_at_once(tmp_path: Path, end: str):
    with_rest = raw_ods(tmp_path / "coupe.ods", f'<table:table table:name="A"><table:table-row>{ods_cell("x")}{end}')
    assert "abîmé" in refusal(with_rest)


def test_an_image_by_the_name_of_a_workbook_is_named(tmp_path: Path):
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert refusal(path).startswith("Ce fichier est une image, pas un tableau.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Ce fichier est vide."),
        (b"\xef\xbb\xbf \r\n\r\n", "Ce fichier est vide."),
        (b"\xff\xd8\xff\xe0 photo", "une image"),
        (b"%PDF-1.7", "un document PDF"),
        (b"PK\x03\x04" + b"x" * 80, "abîmé"),
        (zipped(**{"word/document.xml": b"<x/>"}), "Word"),
        (zipped(**{"photo.jpg": b"x"}), "une archive"),
        (zipped(**{"xl/workbook.bin": b"x"}), ".xlsb"),
        (zipped(**{"xl/workbook.xml": b"<workbook/>"}), "abîmé"),
        (zipped(**{"xl/workbook.xml": b"<pas fini", "xl/_rels/workbook.xml.rels": b"<x/>"}), "abîmé"),
        (b"<html><table><tr><td>Nom</td></tr></table></html>", "une page web"),
        (b'<?xml version="1.0"?><Workbook/>', "une page web"),
        (compound({"EncryptedPackage": b"x" * 5000}), "mot de passe"),
        (compound({"WordDocument": b"x" * 5000}), "pas un tableau"),
        (compound({"Workbook": b"x" * 5000}), "abîmé"),
        (b"Nom;Pr\0nom\r\nMarchetti;L\0a\r\n", "caractères nuls"),
        (bytes(range(1, 256)) * 4, "caractères nuls"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "liste.xls"
    path.write_bytes(content)
    assert said in refusal(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_workbook_is_refused(tmp_path: Path, share: float):
    whole = workbook(tmp_path / "liste.xlsx", [HEADINGS] * 50).read_bytes()
    path = tmp_path / "coupe.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "abîmé" in refusal(path)


def test_a_flipped_byte_inside_a_workbook_is_refused(tmp_path: Path):
    whole = bytearray(workbook(tmp_path / "liste.xlsx", [HEADINGS] * 50).read_bytes())
    with zipfile.ZipFile(tmp_path / "liste.xlsx") as archive:
        whole[archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80] ^= 0xFF
    path = tmp_path / "tordu.xlsx"
    path.write_bytes(whole)
    assert "abîmé" in refusal(path)


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path):
    zeros = (b" " * 1_000_000 for _ in range(300))
    path = raw_xlsx(tmp_path / "bombe.xlsx", zeros)
    assert path.stat().st_size < 5_000_000
    assert "démesuré" in refusal(path)


def test_a_bomb_among_the_shared_strings_is_refused(tmp_path: Path):
    row = f'<row r="1">{text_cell("A1", "Nom")}</row>'
    path = raw_xlsx(tmp_path / "bombe.xlsx", [row], **{"xl/sharedStrings.xml": " " * 310_000_000})
    assert "démesuré" in refusal(path)


def test_an_encrypted_ods_is_named(tmp_path: Path):
    manifest = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    assert "mot de passe" in refusal(raw_ods(tmp_path / "secret.ods", "x", **manifest))


def test_a_workbook_with_nothing_in_it_is_said_empty(tmp_path: Path):
    assert "aucune ligne" in refusal(workbook(tmp_path / "vide.xlsx", []))
    assert "aucune ligne" in refusal(raw_ods(tmp_path / "vide.ods", EMPTY_TABLE))


def test_what_is_not_there_is_said(tmp_path: Path):
    assert "n’est plus à cet endroit" in refusal(tmp_path / "parti.xlsx")
    assert "dossier" in refusal(tmp_path)


# Large files, read in a child process


def large(path: Path) -> Path:
    return workbook(path, [HEADINGS, *(("Marchetti", f"Léa {n} {n**20}", n) for n in range(30_000))])


def test_a_large_file_is_read_apart_and_says_how_far_it_is(tmp_path: Path):
    path = large(tmp_path / "grand.xlsx")
    assert path.stat().st_size > 1_000_000
    steps: list[tuple[int, int]] = []
    sheet = read(path, progress=lambda done, total: steps.append((done, total)))
    assert len(sheet.rows) == 30_001
    assert sheet.rows[-1] == (30_001, ("Marchetti", f"Léa 29999 {29_999**20}", 29_999))
    assert len(steps) > 10
    assert steps == sorted(steps)
    assert steps[-1] == (30_001, 30_001)


def test_reading_apart_is_given_up_when_asked(tmp_path: Path):
    path = large(tmp_path / "grand.xlsx")
    asked: list[bool] = []

    def stopped() -> bool:
        asked.append(True)
        return len(asked) > 2

    with pytest.raises(GivenUp):
        read(path, stopped=stopped)
    assert len(asked) == 3


def test_a_large_file_that_is_damaged_is_refused_from_the_child(tmp_path: Path):
    whole = large(tmp_path / "grand.xlsx").read_bytes()
    path = tmp_path / "coupe.xlsx"
    path.write_bytes(whole + whole[:100])
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    broken = bytearray(whole)
    broken[place + 500_000] ^= 0xFF
    path.write_bytes(broken)
    assert "abîmé" in refusal(path)


def test_a_reading_that_lasts_too_long_is_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 0.0)
    assert "plus d’une minute" in refusal(large(tmp_path / "grand.xlsx"))


def test_a_fault_of_ours_in_the_child_is_ours_in_the_parent(tmp_path: Path):
    with pytest.raises(RuntimeError, match="AttributeError") as bug:
        apart.read_apart(str(tmp_path / "pas_un_chemin"))
    assert "pas_un_chemin" not in str(bug.value)


# Whatever the bytes, a sheet or a sentence

ROW = f'<row r="1" spans="1:2">{text_cell("A1", "Nom")}<c r="B1"><v>12.5</v></c></row><row r="2"><c r="C2"/></row>'
BITS = ("<", ">", "/", '"', "'", "r=", "XFD", "9" * 8, "<v>", "</v>", "<row", "</row>", "<c ", "&lt;", "&", "\0", "é")


def ends_well(content: bytes) -> bool:
    """Whether a file gives rows, or is refused with a sentence; anything else goes through."""
    try:
        return bool(read_here(content).rows)
    except Unreadable as refused:
        return refused.sentence.endswith(".")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(ROW)), st.integers(0, 12), st.sampled_from(BITS)), min_size=1, max_size=5))
def test_a_sheet_of_nonsense_is_read_or_refused(tmp_path: Path, cuts: list[tuple[int, int, str]]):
    text = ROW
    for place, length, bit in cuts:
        text = text[:place] + bit + text[place + length :]
    assert ends_well(raw_xlsx(tmp_path / "flou.xlsx", [text]).read_bytes())


@settings(deadline=None, max_examples=300)
@given(st.binary(min_size=1, max_size=200) | st.text(alphabet='a";,\t\n\r=é|', min_size=1, max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes):
    assert ends_well(content)


# Columns have names


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_on_screen(index: int, letters: str):
    assert letter_of(index) == letters
    assert index_of(letters) == index


@pytest.mark.parametrize("name", ["", "a", "A1", "ABCD", "É"])
def test_a_wrong_column_name_is_refused(name: str):
    with pytest.raises(ValueError, match="column"):
        index_of(name)
