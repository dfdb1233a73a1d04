# SPDX-License-Identifier: AGPL-3.0-or-later
"""The birth dates people bring: 31/02/1980, 1/1/80, « vers 1975 », 00/03/1990, on the screen and in a list."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from app.services.sheet import view
from tests.stories.someone import plainly

NO_SUCH_DAY = "Cette date n’existe pas : le 31 février."
FOUR_FIGURES = "Écrivez l’année en quatre chiffres"
IN_A_CELL = {"31/02/1980": "Le 31 février n’existe pas.", "1/1/80": "quatre chiffres"}
REFUSED = {"31/02/1980": NO_SUCH_DAY, "1/1/80": FOUR_FIGURES}
TAKEN = {"vers 1975": "~1975", "00/03/1990": "1990-03"}


@pytest.fixture
def works(tries, kept):
    someone = tries()
    someone.waits_for("Verrouiller")
    someone.shows(UUID(kept.person), "situation")
    return someone


def birth(kept):
    office = kept.office()
    found = view(office, "person", UUID(kept.person))["birth"].value
    office.vault.close()
    return found


@pytest.mark.parametrize("typed", REFUSED)
def test_a_birth_that_cannot_be_is_said_beside_its_field_and_changes_nothing(works, kept, typed):
    works.fills("Date de naissance", typed)
    works.leaves()
    assert works.reason("Date de naissance").startswith(REFUSED[typed])
    assert works.value("Date de naissance") == typed
    assert birth(kept) == "2002-03-12"


@pytest.mark.parametrize("typed", TAKEN)
def test_a_birth_known_in_part_is_kept_as_it_is_known(works, kept, typed):
    works.fills("Date de naissance", typed)
    works.leaves()
    assert works.reason("Date de naissance") == ""
    assert birth(kept) == TAKEN[typed]


def test_the_same_dates_in_a_list(kept, commands, tmp_path):
    births = [*REFUSED, *TAKEN]
    names = ("Alder", "Bouleau", "Charme", "Davier")
    people_file = tmp_path / "liste.csv"
    lines = "".join(f"{name};Ana;{born}\n" for name, born in zip(names, births, strict=True))
    people_file.write_text(f"Nom;Prénom;Né(e) le\n{lines}", "utf-8")
    dry = commands("import", people_file, "--vault", kept.folder, "--dry-run", "--json")
    assert dry.status == 0
    told = json.loads(dry.out)
    assert (told["taken"], told["known"], told["to_correct"]) == (2, 0, 2)
    assert [line["verdict"] for line in told["lines"]] == ["to_correct", "to_correct", "taken", "taken"]
    for line, typed in zip(told["lines"], REFUSED, strict=False):
        assert line["column"] == "C"
        assert IN_A_CELL[typed] in plainly(line["reason"])
    assert kept.names() == ["Marchetti"], "a dry run writes nothing"
    assert commands("import", people_file, "--vault", kept.folder, "--json").status == 0
    assert kept.names() == ["Charme", "Davier", "Marchetti"]
