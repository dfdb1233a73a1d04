# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns are recognised by what they are called and by what they hold, and the user has the last word."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from app.exchange.columns import Columns, recognise
from app.exchange.sheet import Row, Sheet
from app.exchange.targets import load
from app.french.names import fold
from app.french.typography import faults
from app.schemes import paths


def sheet_of(*rows: tuple[object, ...], first: int = 1) -> Sheet:
    return Sheet("Feuille", tuple(Row(number, row) for number, row in enumerate(rows, start=first)))


def targets_of(columns: Columns) -> dict[str, str | None]:
    return {column.letter: column.target.path if column.target else None for column in columns.columns}


def target_of(heading: str, *cells: object) -> str | None:
    """What one column becomes beside an ordinary name."""
    columns = recognise(sheet_of(("Nom d’usage", "Commune", heading), *(("a", "b", cell) for cell in cells)))
    return targets_of(columns).get("C")


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Nom de naissance", "person.birth_name"),
        ("NOM", "person.birth_name"),
        ("Nom (obligatoire)", "person.birth_name"),
        ("  nom   de famille *", "person.birth_name"),
        ("Nom de jeune fille", "person.birth_name"),
        ("Prénom(s)", "person.first_names"),
        ("PRENOM USAGER", "person.first_names"),
        ("Nom - Prénom", "person.full_name"),
        ("Né(e) le", "person.birth_date"),
        ("DDN", "person.birth_date"),
        ("Date de naissance\n(JJ/MM/AAAA)", "person.birth_date"),
        ("Date de naisance", "person.birth_date"),
        ("Né(e) à", "person.birth_place"),
        ("Téléphone portable", "person.phone"),
        ("Tél.", "person.phone"),
        ("N° de tél", "person.phone"),
        ("Adresse mail", "person.email"),
        ("Adresse", "person.address"),
        ("Adresse postale de la personne", "person.address"),
        ("CP", "person.postal_code"),
        ("Nationalité", "person.nationality"),
        ("Situation familiale", "person.family_status"),
        ("Numéro unique", "person.housing_request_number"),
        ("N° dossier", "person.former_number"),
        ("Réf.", "person.former_number"),
        ("Référente", "referent"),
        ("Travailleur social", "referent"),
        ("Observations", "note"),
        ("Prénom de l'enfant 3", "household.members[enfant 3].first_names"),
        ("Enfant 2 : date de naissance", "household.members[enfant 2].birth_date"),
        ("Nom du conjoint", "household.members[conjoint].name"),
        ("Nom Ayant-Droit 12", "household.members[12].name"),
        ("N° de sécurité sociale", "never"),
        ("NIR", "never"),
        ("Nom de la mère", None),
        ("Prénom du tuteur", None),
        ("Date de naissance du père", None),
        ("Téléphone de la structure", None),
        ("Couleur préférée", None),
        ("", None),
    ],
)
def test_a_heading_is_understood(heading: str, path: str | None):
    assert target_of(heading) == path


def test_a_heading_that_is_sure_is_trusted_more_than_one_that_resembles():
    columns = recognise(sheet_of(("Nom", "Prénom", "Date de naissance exacte", "Date de naisance")))
    sure = {column.heading: column.confidence for column in columns.columns}
    assert sure["Nom"] == 1.0
    assert 0.5 <= sure["Date de naissance exacte"] < 1.0
    assert columns.column_of("person.birth_date").heading == "Date de naissance exacte"


def test_one_target_goes_to_its_best_column_and_notes_to_all_theirs():
    columns = recognise(sheet_of(("Nom", "Nom de naissance", "Notes", "Observations", "Prénom")))
    assert targets_of(columns) == {
        "A": "person.use_name",
        "B": "person.birth_name",
        "C": "note",
        "D": "note",
        "E": "person.first_names",
    }
    assert columns.recognised == 5


def test_of_two_names_the_more_precise_heading_is_the_birth_name():
    columns = recognise(sheet_of(("Nom", "Nom de jeune fille", "Nom marital", "Prénom")))
    assert list(targets_of(columns).values()) == [None, "person.birth_name", "person.use_name", "person.first_names"]


def test_a_heading_its_cells_contradict_is_believed_less():
    columns = recognise(sheet_of(("Nom", "Prénom", "Date de naissance"), ("a", "b", "Lyon"), ("c", "d", "Oran")))
    found = columns.column_of("person.birth_date")
    assert found is not None
    assert found.confidence == 0.7


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        (("lea@exemple.fr", "paul@exemple.fr"), "person.email"),
        (("01 99 00 31 07", "+33 1 99 00 12 34", 199003107), "person.phone"),
        (("12/03/2002", datetime.date(1990, 3, 2), "vers 1975"), "person.birth_date"),
        (("69003", 1000, "75011"), "person.postal_code"),
        (("Mme", "M.", "Madame"), "person.title"),
        (("H", "F", "F"), "person.title"),
        (("0380126000123GDPUB",), "person.housing_request_number"),
        (("1 85 05 78 006 084 91", "2 90 03 69 123 001 12"), "never"),
        (("bleu", "vert", "12/03/2002"), None),
        ((1, 2, 3), None),
    ],
)
def test_a_column_without_a_known_heading_is_known_by_its_cells(cells: tuple[object, ...], path: str | None):
    assert target_of("Zzz", *cells) == path


def test_a_column_of_social_security_numbers_is_never_read_nor_shown():
    columns = recognise(
        sheet_of(("Nom", "Prénom", "Téléphone"), ("a", "b", "1 85 05 78 006 084 91"), ("c", "d", "285057800608455"))
    )
    column = columns.columns[2]
    assert column.target is not None
    assert column.target.kind == "forbidden"
    assert column.samples == ("(numéro non affiché)", "(numéro non affiché)")


def test_the_headings_may_stand_on_a_later_row():
    rows = (("Liste des personnes accompagnées",), (None, "au 3 mars"), ("Nom", "Prénom", "Née le"), ("a", "b", "1990"))
    columns = recognise(sheet_of(*rows, first=4))
    assert columns.heading_row == 6
    assert targets_of(columns) == {"A": "person.birth_name", "B": "person.first_names", "C": "person.birth_date"}


def test_one_known_heading_among_words_is_enough():
    columns = recognise(sheet_of(("Nom", "Couleur", "Fleur"), ("MARCHETTI", "bleu", "lys")))
    assert (columns.heading_row, columns.recognised) == (1, 1)
    assert recognise(sheet_of(("Nom", "bleu", "12/03/2002"), ("NGUYEN", "vert", "30/07/1995"))).heading_row is None


def test_a_list_without_headings_is_known_by_its_cells_and_completed_by_hand():
    columns = recognise(sheet_of(("MARCHETTI", "Léa", "12/03/2002"), ("NGUYEN", "Paul", "30/07/1995")))
    assert columns.heading_row is None
    assert targets_of(columns) == {"A": None, "B": None, "C": "person.birth_date"}
    assert len(columns.lacks) == 2
    assert all(faults(sentence) == () for sentence in columns.lacks)
    chosen = columns.with_choices({"A": "person.birth_name", "B": "person.first_names"})
    assert chosen.lacks == ()
    assert chosen.columns[0].confidence == 1.0


def test_a_choice_takes_its_target_away_from_another_column():
    columns = recognise(sheet_of(("Nom", "Prénom", "Ville")))
    chosen = columns.with_choices({"C": "person.birth_name", "B": None})
    assert targets_of(chosen) == {"A": None, "B": None, "C": "person.birth_name"}
    assert targets_of(columns)["A"] == "person.birth_name"
    assert chosen.with_choices({"A": "note", "B": "note"}).recognised == 3


@pytest.mark.parametrize("choices", [{"Z": "note"}, {"A": "person.shoe_size"}, {"A": "household.members[#].colour"}])
def test_a_choice_that_does_not_exist_is_refused(choices: dict[str, str]):
    columns = recognise(sheet_of(("Nom", "Prénom")))
    with pytest.raises(ValueError, match="no such"):
        columns.with_choices(choices)


def test_two_sample_values_are_shown_cut_to_one_line():
    columns = recognise(
        sheet_of(("Nom", "Notes"), ("a", None), ("b", "vue\nle 3 " + "x" * 100), ("c", "oui"), ("d", "non"))
    )
    note = columns.columns[1]
    assert note.samples[1] == "oui"
    assert note.samples[0].startswith("vue le 3 xxx")
    assert note.samples[0].endswith("…")
    assert len(note.samples[0]) <= 60


# The list of targets itself


def test_every_target_is_a_path_of_a_dossier_or_said_to_be_none():
    of_their_own = {"person.full_name", "person.former_number", "referent", "note", "never"}
    for target in load().patterns:
        known = paths.find(
            target.path.partition("[")[0] + "[]" + target.path.partition("]")[2] if "[" in target.path else target.path
        )
        assert known is not None or target.path in of_their_own or target.path.startswith("procedure."), target.path


def test_no_heading_means_two_things():
    counted = Counter(heading for target in load().patterns for heading in target.headings)
    assert [heading for heading, times in counted.items() if times > 1] == []


def test_headings_are_written_folded():
    for target in load().patterns:
        for heading in target.headings:
            words = heading.replace("#", "1").split("-")
            assert fold(" ".join(words)) == " ".join(words), heading
            assert not {"numero", "no", "num"} & set(words), heading


def test_the_labels_offered_are_french_and_each_is_found_again():
    offered = load().offered
    assert len(offered) > 60
    assert len({target.label for target in offered}) == len(offered)
    for target in offered:
        assert faults(target.label) == ()
        assert load().find(target.path).label == target.label


def test_every_code_has_words_that_lead_to_it():
    coded = [target for target in load().patterns if target.kind == "code"]
    assert len(coded) > 8
    for target in coded:
        assert target.words
        assert target.accepted
        assert set(target.words.values()) >= ({target.otherwise} if target.otherwise else set())
