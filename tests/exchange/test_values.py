# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cells are read as people fill them; what cannot be read is pointed at, or kept in the note when it harms nothing."""

from __future__ import annotations

import datetime

import pytest

from app.french.dates import PartialDate
from tests.exchange.judging import born, faults_of, line_of, warnings_of

# Dates of birth


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("02/03/1990", "1990-03-02"),
        ("2/3/1990", "1990-03-02"),
        ("02-03-1990", "1990-03-02"),
        ("02.03.1990", "1990-03-02"),
        ("1990-03-02", "1990-03-02"),
        ("1990-03-02 00:00:00", "1990-03-02"),
        ("02/03/1990 00:00", "1990-03-02"),
        ("2 mars 1990", "1990-03-02"),
        (datetime.date(1990, 3, 2), "1990-03-02"),
        (2031990, "1990-03-02"),
        (12031990, "1990-03-12"),
        ("02031990", "1990-03-02"),
        (1978, "1978"),
        ("1978", "1978"),
        ("vers 1975", "~1975"),
        ("03/1978", "1978-03"),
        ("00/03/1990", "1990-03"),
        ("XX/03/1990", "1990-03"),
        ("??/??/1990", "1990"),
        ("00/00/1990", "1990"),
        ("29/02/2000", "2000-02-29"),
    ],
)
def test_a_date_of_birth_is_read_as_people_write_it(cell: object, iso: str):
    line = born(cell)
    assert line.verdict == "ok"
    assert line.person.birth_date is not None
    assert line.person.birth_date.iso == iso


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("31/02/1980", "Le 31 février n’existe pas. Colonne\u00a0C"),
        ("29/02/1981", "Le 29 février 1981 n’existe pas. Colonne\u00a0C"),
        ("12/13/1980", "Il n’y a pas de mois 13. Colonne\u00a0C"),
        ("1/1/80", "Écrivez l’année en quatre chiffres, par exemple 12/03/1980. Colonne\u00a0C"),
    ],
)
def test_a_date_that_does_not_hold_is_to_correct(cell: object, sentence: str):
    line = born(cell)
    assert (line.verdict, faults_of(line)) == ("to_correct", [sentence])
    assert (line.faults[0].column, line.faults[0].heading, line.faults[0].value) == ("C", "Date de naissance", cell)
    assert line.person.birth_date is None
    assert warnings_of(line) == []


@pytest.mark.parametrize(
    "cell",
    ["25/12/2030", "12/03/1890", datetime.date(1890, 3, 12), "le printemps", 12.5, True, "3/12", "hier", "1" * 9],
)
def test_an_impossible_date_of_birth_is_to_correct(cell: object):
    assert born(cell).verdict == "to_correct"


def test_a_date_that_lost_its_format_is_read_and_said():
    line = born(32_934)
    assert line.person.birth_date == PartialDate(1990, 3, 2)
    assert warnings_of(line) == ["Date lue d’un nombre sans format\u00a0: 02/03/1990, à vérifier. Colonne\u00a0C"]


@pytest.mark.parametrize("cell", [None, "", " ", "?", "-", "inconnue", "NC", "00/00/0000"])
def test_an_unknown_date_of_birth_does_not_stop_the_line(cell: object):
    line = born(cell)
    assert (line.verdict, line.person.birth_date) == ("ok", None)
    assert warnings_of(line) == ["Sans date de naissance, un doublon se voit moins bien. Colonne\u00a0C"]


# Contacts and codes


@pytest.mark.parametrize(
    ("cell", "phone", "note"),
    [
        ("01 99 00 31 07", "0199003107", None),
        (199003107, "0199003107", None),
        ("+33 1 99 00 31 07", "0199003107", None),
        ("01.99.00.31.07 / 01.99.00.12.34", "0199003107", "Autre téléphone\u00a0: 01\u00a099\u00a000\u00a012\u00a034"),
        ("01/99/00/31/07", "0199003107", None),
        ("0199003107 ou 0199001234", "0199003107", "Autre téléphone\u00a0: 01\u00a099\u00a000\u00a012\u00a034"),
        ("appeler sa sœur", None, "Téléphone\u00a0: appeler sa sœur"),
        ("0199", None, "Téléphone\u00a0: 0199"),
        ("aucun", None, None),
    ],
)
def test_a_phone_is_read_or_kept_in_the_note(cell: object, phone: str | None, note: str | None):
    line = line_of(Téléphone=cell)
    assert line.verdict == "ok"
    assert line.person.values.get("person.phone") == phone
    assert line.person.values.get("note") == note


def test_what_cannot_be_read_but_harms_nothing_goes_to_the_note():
    line = line_of(
        **{
            "E-mail": "lea chez exemple",
            "Code postal": "69OO3",
            "Situation familiale": "c’est compliqué",
            "Notes": "vue",
        }
    )
    assert line.verdict == "ok"
    assert line.person.values == {
        "note": "Courriel\u00a0: lea chez exemple\nCode postal\u00a0: 69OO3\n"
        "Situation familiale\u00a0: c’est compliqué\nvue"
    }
    assert len(line.warnings) == 3


def test_postal_codes_get_their_zero_back():
    assert line_of(**{"Code postal": 1000}).person.values == {"person.postal_code": "01000"}


def test_two_columns_of_phones_and_of_notes_are_all_kept():
    line = line_of(**{"Tél fixe": "0199003107", "Portable": "0199001234", "Notes": "a", "Observations": "b"})
    assert line.person.values == {"person.phone": "0199003107", "note": "Téléphone\u00a0: 0199001234\na\nb"}


@pytest.mark.parametrize(
    ("cell", "code", "note"),
    [
        ("Française", "french", None),
        ("Portugal", "eu", None),
        ("Sénégalaise", "other", "Nationalité\u00a0: Sénégalaise"),
        ("apatride", "stateless", None),
    ],
)
def test_a_nationality_is_grouped_and_its_own_word_kept(cell: str, code: str, note: str | None):
    line = line_of(Nationalité=cell)
    assert line.person.values["person.nationality"] == code
    assert line.person.values.get("note") == note


@pytest.mark.parametrize(
    ("cell", "title"), [("H", "m"), ("F", "mme"), ("Madame", "mme"), ("M.", "m"), ("Mlle", "mme"), ("?", "")]
)
def test_a_civility_is_read(cell: str, title: str):
    assert line_of(Civilité=cell).person.title == title


@pytest.mark.parametrize(
    ("heading", "cell", "path", "value"),
    [
        ("Type de domiciliation", "PREMIERE", "request_type", "PREMIERE_DEMANDE"),
        ("Type de domiciliation", "PREMIERE_DOM", "request_type", "PREMIERE_DEMANDE"),
        ("Type de domiciliation", "RENOUVELLEMENT", "request_type", "RENOUVELLEMENT"),
        ("Statut de la domiciliation", "Validé", "status", "granted"),
        ("Accompagnement social", "OUI", "supported", True),
        ("Accompagnement social", "n", "supported", False),
        ("Situation résidentielle", "Hôtel", "residence", "HOTEL"),
        ("Date de dernier passage", "14/05/2020", "last_contact_on", datetime.date(2020, 5, 14)),
    ],
)
def test_codes_of_the_domiciliation_template_are_read(heading: str, cell: str, path: str, value: object):
    ordinary = {"Statut de la domiciliation": "VALIDE", "Date début dom actuelle": "14/04/2020"}
    line = line_of(**{**ordinary, heading: cell})
    assert line.verdict == "ok"
    (procedure,) = line.procedures
    found = {**procedure.answers, "status": procedure.events[1].name, "last_contact_on": procedure.events[-1].on}
    assert found[path] == value


def test_a_code_out_of_its_list_is_to_correct_and_the_list_is_said():
    assert faults_of(line_of(**{"Statut de la domiciliation": "PEUT-ÊTRE"})) == [
        "«\u00a0PEUT-ÊTRE\u00a0» n’est pas dans la liste\u00a0: VALIDE, REFUS, RADIE. Colonne\u00a0D"
    ]
    assert faults_of(line_of(**{"La personne a-t-elle été orientée ?": "un peu"})) == [
        "«\u00a0un peu\u00a0» n’est ni oui, ni non. Colonne\u00a0D"
    ]


@pytest.mark.parametrize("cell", ["hier", "3/12", "demain", "lundi", "+7", "31/02/2020", "12/03/20"])
def test_a_date_of_a_procedure_is_whole_or_to_correct(cell: str):
    line = line_of(**{"Date de dernier passage": cell})
    assert [fault.column for fault in line.faults] == ["D"]


def test_an_end_before_its_beginning_is_to_correct():
    wrong = line_of(**{"Début domiciliation": "01/02/2020", "Fin de domiciliation": "31/01/2020"})
    assert faults_of(wrong) == ["Fin de domiciliation avant le début. Colonne\u00a0E"]
    assert line_of(**{"Début domiciliation": "01/02/2020", "Fin de domiciliation": "01/02/2020"}).verdict == "ok"
