# SPDX-License-Identifier: AGPL-3.0-or-later
"""People from the command line: a list brought in, someone found, her dossier as data, what falls due."""

from __future__ import annotations

import re
import signal
from pathlib import Path
from typing import Any

import pytest

from app.services import imports
from tests.cli.conftest import SAMPLES, Maillon, fails

LINE = ["line", "verdict", "column", "reason", "person_id"]
DUE = ["due", "person_id", "procedure_id", "deadline_id", "label", "basis", "verified", "consequence"]
PERSON = ["id", "birth_name", "use_name", "first_names", "birth_date"]
ISO = re.compile(r"\d{4}-\d\d-\d\d")
MIXED = (
    "Nom;Prénom;Date de naissance;Commentaires\r\n"
    "Quéméner;Maëlle;02/01/1980;\r\n"
    "Marchetti;Léa;12/03/2002;venue lundi\r\n"
    "Ferrand;Anouk;31/02/1980;\r\n"
    "Kowalski;Jan;1/1/80;\r\n"
    "Diallo;Aïssatou;vers 1975;\r\n"
    "Nadal;Rose;05/06/1990;son numéro : 2 85 05 78 006 084 91\r\n"
)


# A list


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_each_line_has_its_verdict(maillon: Maillon, vault: Path, tmp_path: Path, encoding: str):
    (tmp_path / "liste.csv").write_bytes(MIXED.encode(encoding))
    value = maillon("import", tmp_path / "liste.csv", "--vault", vault, "--dry-run", "--json").done.value
    assert list(value) == ["taken", "known", "to_correct", "lines"]
    assert (value["taken"], value["known"], value["to_correct"]) == (2, 1, 3)
    assert all(list(line) == LINE for line in value["lines"])
    told = {line["line"]: (line["verdict"], line["column"]) for line in value["lines"]}
    assert told == {
        2: ("taken", None),
        3: ("known", None),
        4: ("to_correct", "C"),
        5: ("to_correct", "C"),
        6: ("taken", None),
        7: ("to_correct", "D"),
    }
    reasons = {line["line"]: line["reason"] for line in value["lines"]}
    assert "31 février" in reasons[4]
    assert "quatre chiffres" in reasons[5]
    assert reasons[2] is None


def test_a_dry_run_writes_nothing_and_the_import_is_one_gesture(maillon: Maillon, vault: Path, tmp_path: Path):
    (tmp_path / "liste.csv").write_text(MIXED, "utf-8")
    at = ("--vault", vault, "--json")
    tried = maillon("import", tmp_path / "liste.csv", *at, "--dry-run").done.value
    assert maillon("search", "quemener", *at).done.value == []
    assert gestures(maillon, vault) == gestures(maillon, vault)
    before = gestures(maillon, vault)
    done = maillon("import", tmp_path / "liste.csv", *at).done.value
    assert gestures(maillon, vault) == before + 1
    (found,) = maillon("search", "quemener", *at).done.value
    ids = {line["line"]: line.pop("person_id") for line in done["lines"]}
    lea, *_ = maillon("search", "lea marchetti", *at).done.value
    assert (ids[2], ids[3], ids[4]) == (found["id"], lea["id"], None)
    assert tried["lines"][1].pop("person_id") == lea["id"]
    for line in tried["lines"]:
        line.pop("person_id", None)
    assert done == tried


def gestures(maillon: Maillon, vault: Path) -> int:
    proved = maillon("verify", "--vault", vault, "--json").done.value
    return next(each["count"] for each in proved["findings"] if each["name"] == "gestures")


def test_the_lines_to_correct_are_said_in_words(maillon: Maillon, vault: Path, tmp_path: Path):
    (tmp_path / "liste.csv").write_text(MIXED, "utf-8")
    told = maillon("import", tmp_path / "liste.csv", "--vault", vault, "--dry-run").done.out.splitlines()
    assert told[0] == "2 lignes à prendre, 1 déjà là, 3 à corriger."
    assert [line.split("\u00a0:")[0] for line in told[1:]] == [
        "Ligne 4, colonne C",
        "Ligne 5, colonne C",
        "Ligne 7, colonne D",
    ]
    written = maillon("import", tmp_path / "liste.csv", "--vault", vault).done.out.splitlines()
    assert written == ["2 lignes prises, 1 déjà là, 3 à corriger.", *told[1:]]


@pytest.mark.usefixtures("interruptible")
def test_an_import_that_is_stopped_leaves_nothing(maillon: Maillon, vault: Path, monkeypatch: pytest.MonkeyPatch):
    """Ctrl+C in the midst of the writing, at the last of nineteen people: none is kept."""
    before = gestures(maillon, vault)
    facts_of, made = imports.facts_of, list[object]()

    def interrupted(*given: Any) -> Any:
        made.append(given)
        if len(made) == 19:
            signal.raise_signal(signal.SIGINT)
        return facts_of(*given)

    with monkeypatch.context() as patch:
        patch.setattr(imports, "facts_of", interrupted)
        told = maillon("import", SAMPLES / "import_ok_1.xlsx", "--vault", vault, "--json")
    assert len(made) == 19
    assert "Rien n’est à moitié écrit" in fails(told, 1)
    assert gestures(maillon, vault) == before
    assert maillon("import", SAMPLES / "import_ok_1.xlsx", "--vault", vault, "--json").done.value["taken"] == 19


@pytest.mark.parametrize(("name", "lines"), [("import_ok_1.xlsx", 19), ("modele_import_domifa.xlsx", 3)])
def test_real_files(maillon: Maillon, vault: Path, name: str, lines: int):
    value = maillon("import", SAMPLES / name, "--vault", vault, "--dry-run", "--json").done.value
    assert len(value["lines"]) == lines
    assert value["taken"] + value["known"] + value["to_correct"] == lines
    assert value["taken"] > 0


# Someone


def test_a_person_is_found_once(maillon: Maillon, vault: Path):
    at = ("--vault", vault, "--json")
    found = maillon("search", "mar", *at).done.value
    assert all(list(each) == PERSON for each in found)
    ids = [each["id"] for each in found]
    assert len(ids) == len(set(ids)) > 0
    (lea,) = maillon("search", "léa MARCH", *at).done.value
    assert lea == {
        "id": lea["id"],
        "birth_name": "Marchetti",
        "use_name": None,
        "first_names": "Léa",
        "birth_date": "2002-03-12",
    }
    assert maillon("search", "12/03/2002", *at).done.value[0] in found
    assert maillon("search", "personne de ce nom", *at).done.value == []
    assert f"{lea['id']}  Léa Marchetti\n" in maillon("search", "marchetti", "--vault", vault).done.out


def test_a_dossier_as_data(maillon: Maillon, vault: Path):
    lea, *_ = maillon("search", "lea marchetti", "--vault", vault, "--json").done.value
    data = maillon("show", lea["id"], "--vault", vault, "--json").done.value
    assert data["id"] == lea["id"]
    assert {"household", "housings", "resources", "procedures"} <= set(data)
    assert data["use_name"] is None
    assert data["housing_request_on"] == "2024-06-18"
    assert {"dalo", "domiciliation"} <= {each["scheme"] for each in data["procedures"]}
    assert not any(value == "" for value in leaves(data))
    dates = [value for value in leaves(data) if isinstance(value, str) and re.match(r"\d{4}-", value)]
    assert len(dates) > 10
    assert all(ISO.fullmatch(value) for value in dates)


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]


# What falls due


def test_deadlines_as_of_a_day(maillon: Maillon, vault: Path):
    at = ("--vault", vault, "--json")
    rows = maillon("due", *at).done.value
    assert all(list(row) == DUE for row in rows)
    assert [row["due"] for row in rows] == sorted(row["due"] for row in rows)
    assert rows == maillon("due", *at, "--on", "2026-11-24").done.value
    assert all(row["basis"] is None for row in rows if not row["verified"])
    lea, *_ = maillon("search", "lea marchetti", *at).done.value
    hers = {row["deadline_id"]: row["due"] for row in rows if row["person_id"] == lea["id"]}
    # Acknowledged on 21 September, three months; stopped from 6 to 20 October, fourteen days: 4 January 2027.
    assert hers["DALO_DEC"] == "2027-01-04"
    later = {(row["person_id"], row["deadline_id"]) for row in maillon("due", *at, "--on", "2027-01-05").done.value}
    assert (lea["id"], "DALO_DEC") not in later
    assert (lea["id"], "REP") in later


def test_deadlines_in_words(maillon: Maillon, vault: Path):
    told = maillon("due", "--vault", vault).done.out.splitlines()
    assert all(re.match(r"\d\d/\d\d/\d{4}  ", line) for line in told)
    assert any("Léa Marchetti · Recours DALO\u00a0: Décision de la commission attendue" in line for line in told)
