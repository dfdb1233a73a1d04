# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists in text, whatever their encoding and separator, and what is written comes back as it was."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.delimited import read_delimited
from app.exchange.sheet import Unreadable
from app.exchange.spreadsheet import read
from app.exchange.tables import Table, write_csv
from app.french.typography import faults

LIST = "Nom;Prénom;Né le\r\nŒuvrard;Léa;02/03/1990\r\nGarçon;Zoé;«\u00a0vers\u00a0» 1975\r\n"
READ = [("Nom", "Prénom", "Né le"), ("Œuvrard", "Léa", "02/03/1990"), ("Garçon", "Zoé", "«\u00a0vers\u00a0» 1975")]


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    rows, notes = read_delimited(content)
    assert notes == ()
    return [row.cells for row in rows]


def numbers_of(text: str) -> list[int]:
    return [row.number for row in read_delimited(text.encode())[0]]


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_delimited(content)
    sentence = refused.value.sentence
    assert sentence.endswith(".")
    assert faults(sentence) == ()
    return sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_every_usual_list_is_read(encoding: str, separator: str, newline: str):
    text = LIST.replace(";", separator).replace("\r\n", newline)
    assert rows_of(text.encode(encoding)) == READ


def test_the_separator_is_told_from_the_marks_inside_cells():
    text = "Nom;Adresse\r\nMarchetti;12, rue des Tanneurs, bâtiment A\r\nNguyen;3, place Neuve, escalier B\r\n"
    assert rows_of(text.encode())[1] == ("Marchetti", "12, rue des Tanneurs, bâtiment A")
    assert rows_of(text.replace(";", "\t").encode())[2] == ("Nguyen", "3, place Neuve, escalier B")


def test_a_comma_list_may_hold_semicolons_in_its_notes():
    text = 'Nom,Note\r\nMarchetti,"vue le 3 ; revue le 4"\r\nNguyen,\r\n'
    assert rows_of(text.encode()) == [("Nom", "Note"), ("Marchetti", "vue le 3 ; revue le 4"), ("Nguyen",)]


def test_one_column_is_a_list_too():
    assert rows_of(b"Nom\nMarchetti\nNguyen, Paul\n") == [("Nom",), ("Marchetti",), ("Nguyen, Paul",)]


def test_the_separator_a_spreadsheet_announces_is_obeyed():
    assert rows_of(b"sep=,\r\nNom,Ville\r\nMarchetti,Lyon;Paris\r\n") == [("Nom", "Ville"), ("Marchetti", "Lyon;Paris")]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    assert numbers_of('Nom;Note\n\nMarchetti;"deux\nlignes"\n ; \nNguyen;x\n') == [1, 3, 5]


def test_quotes_double_and_leading_zeros_stay():
    assert rows_of('Nom;Tél\n"Dit ""Freddy""";="0199003107"\nX;0199003107\n'.encode())[1:] == [
        ('Dit "Freddy"', "0199003107"),
        ("X", "0199003107"),
    ]


def test_careless_quotes_do_not_stop_the_list():
    text = 'Nom;Surnom\nMarchetti;Léa\n"Petit" Jean;x\nNguyen;y\n'
    assert [row[0] for row in rows_of(text.encode())] == ["Nom", "Marchetti", "Petit Jean", "Nguyen"]


def test_a_quote_never_closed_is_pointed_at():
    assert refusal(b'Nom;Note\nMarchetti;"suite\nNguyen;x\n').startswith("Ligne 2\u00a0:")


def test_two_encodings_in_one_file_are_read_and_said():
    lines = LIST.encode().split(b"\r\n")
    lines[1] = "Œuvrard;Léa;02/03/1990".encode("cp1252")
    rows, notes = read_delimited(b"\r\n".join(lines))
    assert [row.cells for row in rows] == READ
    assert len(notes) == 1
    assert "(ligne 2)" in notes[0]
    assert faults(notes[0]) == ()


def test_an_encoding_nobody_knows_is_refused():
    assert "ligne 2" in refusal("Nom;Prénom\nMarchetti;".encode("cp1252") + b"\x8f\x8d\n")
    assert "codage" in refusal(b"\xff\xfe" + "Nom".encode("utf-16-le") + b"\x00")


def test_a_line_of_ten_thousand_characters_is_no_list():
    assert "10000 caractères" in refusal(b"a" * 10_000)
    assert refusal(b'"' + b"a" * 200_000 + b'"')


def test_a_long_note_does_not_stop_the_list():
    note = "suivie " * 1_500
    assert rows_of(f"Nom;Note\nMarchetti;{note}\n".encode())[1] == ("Marchetti", note)


def test_too_many_lines_or_columns_are_refused():
    assert "100\u202f000 lignes" in refusal(b"a;b\n" * 100_001)
    assert "colonnes" in refusal(b";".join([b"a"] * 800))


def test_a_csv_file_has_no_sheet_to_choose(tmp_path: Path):
    path = tmp_path / "liste.csv"
    path.write_bytes(LIST.encode("cp1252"))
    sheet = read(path)
    assert (sheet.name, sheet.choices) == ("", ())
    assert [row.cells for row in sheet.rows] == READ


def test_a_large_csv_is_read_apart(tmp_path: Path):
    path = tmp_path / "liste.csv"
    path.write_bytes(LIST.encode("cp1252") * 20_000)
    assert path.stat().st_size > 1_000_000
    assert len(read(path).rows) == 60_000


# What is written comes back


@pytest.mark.parametrize("text", ["=1+1", "+33199003107", "-5", "@nom", "\ttab", "\rretour", "'=1", "''=1", "'x", "="])
def test_no_text_is_ever_computed_and_each_comes_back(tmp_path: Path, text: str):
    path = tmp_path / "liste.csv"
    write_csv(path, Table("Liste", ("Nom", text), [(text, "x")]))
    written = path.read_bytes().decode("utf-8-sig")
    assert re.search(r'^"Nom";"', written)
    assert not re.search(r'(?:^|;)"[=+\-@\t\r]', written, re.MULTILINE)
    assert [row.cells for row in read(path).rows] == [("Nom", text), (text, "x")]


WRITTEN = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("=+-@'\"\t\r\n;,|é€"), max_size=20)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.lists(WRITTEN, min_size=2, max_size=4), max_size=6), st.lists(WRITTEN, min_size=2, max_size=4))
def test_what_is_written_is_what_is_read(rows: list[list[str]], headings: list[str]):
    headings = ["Nom", *headings]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste.csv"
        write_csv(path, Table("Liste", headings, rows))
        found = {row.number: [cell or "" for cell in row.cells] for row in read(path).rows}
    for number, row in enumerate([headings, *rows], start=1):
        bare = list(row)
        while bare and not bare[-1].strip():
            bare.pop()
        assert found.get(number, []) == bare
