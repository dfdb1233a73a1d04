# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that are not what they seem: a scheme with ten faults, an image named .xlsx, a bomb, a million empty rows."""

from __future__ import annotations

import json

import pytest

from app import RESOURCES
from tests.exchange.files import formatted_and_empty, raw_xlsx, text_cell
from tests.stories.someone import plainly

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(4000)

SPOILT = (
    ('lane = "housing"', 'lane = "garden"', "garden"),
    ('channel = "given_to_person"', 'channel = "given_to_nobody"', "given_to_nobody"),
    ('reply = "deposit"', 'reply = "shout"', "shout"),
    ('"social_note"', '"social_song"', "social_song"),
    ('outcomes = "decision_outcomes"', 'outcomes = "decision_fruits"', "decision_fruits"),
    ('yes = ["recognised_housing"', 'yes = ["recognised_house"', "recognised_house"),
    ('shade = "preparation"', 'shade = "preparing"', "preparing"),
    ('shade = "sent"', 'shade = "gone"', "gone"),
    ('kind = "legal"', 'kind = "moral"', "moral"),
    ('unit = "months"', 'unit = "moons"', "moons"),
)


def bomb(path):
    """An .xlsx of a few hundred kilobytes whose one sheet unfolds into billions of bytes."""
    return raw_xlsx(path, (b" " * (1 << 24) for _ in range(160)))


def image(path):
    path.write_bytes(PNG)
    return path


def emptied(path):
    path.write_bytes(b"")
    return path


NOT_LISTS = {
    "an image": (image, "image"),
    "a bomb": (bomb, "démesuré"),
    "nothing at all": (emptied, "vide"),
}


@pytest.mark.parametrize("case", NOT_LISTS)
def test_a_file_that_is_no_list_is_refused_in_one_sentence_and_nothing_is_written(kept, commands, tmp_path, case):
    make, word = NOT_LISTS[case]
    people_file = make(tmp_path / "liste.xlsx")
    for more in (["--dry-run"], []):
        said = commands("import", people_file, "--vault", kept.folder, *more)
        assert (said.status, said.out) == (1, "")
        assert word in said.error
        assert said.error.endswith(".")
        assert "\n" not in said.error
    assert kept.names() == ["Marchetti"]


def test_a_million_formatted_empty_rows_hide_the_one_person_and_no_other(kept, commands, tmp_path):
    people_file = raw_xlsx(tmp_path / "liste.xlsx", with_a_birth(formatted_and_empty(1_000_000)))
    told = json.loads(commands("import", people_file, "--vault", kept.folder, "--dry-run", "--json").out)
    assert (told["taken"], told["known"], told["to_correct"]) == (1, 0, 0)
    assert [line["line"] for line in told["lines"]] == [2]
    assert kept.names() == ["Marchetti"]


def with_a_birth(rows):
    for piece in rows:
        yield (
            piece.replace("Marchetti", "Rivière")
            .replace("</row>", f"{text_cell('C1', 'Né(e) le')}</row>" if 'r="1"' in piece else "</row>")
            .replace("Léa</t></is></c></row>", f"Léa</t></is></c>{text_cell('C2', '02/03/1990')}</row>")
        )


def test_all_the_faults_of_meaning_of_a_scheme_are_told_in_french_with_their_line(commands, tmp_path):
    for room in ("schemes", "forms", "vocabularies"):
        (tmp_path / room).mkdir()
        for path in (RESOURCES / room).glob("*.toml"):
            (tmp_path / room / path.name).write_bytes(path.read_bytes())
    assert commands("schemes", "check", tmp_path).status == 0, "without its faults the copy is sound"
    scheme = tmp_path / "schemes" / "dalo.toml"
    text = scheme.read_text("utf-8")
    wanted = []
    for right, wrong, word in SPOILT:
        before, _, after = text.partition(right)
        assert after, right
        text = before + wrong + after
        wanted.append((before.count("\n") + 1, word))
    scheme.write_text(text, "utf-8")
    said = commands("schemes", "check", tmp_path)
    assert said.status == 1
    told = plainly(said.out + said.error)
    for line, word in wanted:
        assert any("dalo.toml" in row and f"ligne {line}" in row and word in row for row in told.splitlines()), (
            line,
            word,
        )
