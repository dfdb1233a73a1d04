# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each line of a file is taken, or says in French which cell to correct and why; nothing is lost on the way."""

from __future__ import annotations

import datetime
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.columns import recognise
from app.exchange.drafts import identity_of
from app.exchange.sheet import GivenUp, Row, Sheet
from app.exchange.verdicts import judge
from app.french.dates import PartialDate
from tests.exchange.judging import TODAY, faults_of, line_of, lines_of, warnings_of

NIR = "1 85 05 78 006 084 91"


def test_an_ordinary_line_is_taken():
    line = line_of(**{"Téléphone": "01 99 00 31 07", "Ville": "Lyon"})
    assert (line.number, line.verdict, line.faults, line.warnings) == (2, "ok", (), ())
    assert (line.person.birth_name, line.person.first_names) == ("MARCHETTI", "Léa")
    assert line.person.birth_date == PartialDate(2002, 3, 12)
    assert line.person.values == {"person.phone": "0199003107", "person.town": "Lyon"}


# Names


def test_a_missing_name_is_to_correct_and_placed():
    line = line_of(Nom=None)
    assert faults_of(line) == ["Il manque le nom. Colonne\u00a0A"]
    assert faults_of(line_of(Prénom=" ")) == ["Il manque le prénom. Colonne\u00a0B"]
    assert faults_of(line_of(Nom="?", Prénom="inconnu")) == [
        "Il manque le nom. Colonne\u00a0A",
        "Il manque le prénom. Colonne\u00a0B",
    ]


def test_a_name_keeps_its_letters_and_loses_its_spare_spaces():
    line = line_of(Nom="  Œuvrard -  d’Éric ", Prénom="M.")
    assert (line.person.birth_name, line.person.first_names) == ("Œuvrard - d’Éric", "M.")
    assert line_of(Nom="محمد").verdict == "ok"
    assert line_of(Nom="Na").verdict == "ok"


def test_a_name_that_is_none_is_pointed_at():
    assert faults_of(line_of(Nom="x" * 10_000)) == [
        "Ce nom compte 10000 caractères\u00a0: vérifiez la colonne. Colonne\u00a0A"
    ]
    assert faults_of(line_of(Ville="x" * 12_000)) == [
        "Cette cellule contient 12000 caractères\u00a0: raccourcissez-la. Colonne\u00a0D"
    ]
    assert warnings_of(line_of(Nom="MARCHETTI2")) == ["Un nom avec des chiffres est à vérifier. Colonne\u00a0A"]


def test_a_use_name_stands_for_an_absent_birth_name_and_is_not_said_twice():
    line = line_of(Nom=None, **{"Nom d’usage": "Diallo"})
    assert (line.verdict, line.person.birth_name, line.person.use_name) == ("ok", "Diallo", "")
    assert "nom d’usage est repris" in warnings_of(line)[0]
    assert line_of(**{"Nom d’usage": "Marchetti"}).person.use_name == ""
    assert line_of(**{"Nom d’usage": "Diallo"}).person.use_name == "Diallo"


def test_a_name_in_one_cell_is_cut():
    sure, guessed = lines_of(
        ("Nom et prénom", "Né(e) le"), ("Mme DIALLO née BA Aminata", "14/02/1983"), ("DIALLO MAMADOU", "14/02/1984")
    )
    person = sure.person
    assert (person.birth_name, person.first_names, person.use_name, person.title) == ("BA", "Aminata", "DIALLO", "mme")
    assert (sure.verdict, sure.warnings) == ("ok", ())
    assert warnings_of(guessed) == [
        "Lu\u00a0: nom «\u00a0DIALLO\u00a0», prénom «\u00a0MAMADOU\u00a0». À vérifier. Colonne\u00a0A"
    ]


# Social security numbers


@pytest.mark.parametrize("heading", ["Téléphone", "Commentaires", "Ville", "Colonne sans nom connu"])
@pytest.mark.parametrize("cell", [NIR, NIR.replace(" ", ""), f"voir {NIR} (carte)", 185057800608491])
def test_a_social_security_number_is_to_correct_wherever_it_is_and_kept_nowhere(heading: str, cell: object):
    # Another column of the same kind keeps the heading from being known as one of these numbers.
    sheet_headings = ("Nom", "Prénom", "Date de naissance", heading)
    rows = [("MARCHETTI", "Léa", "12/03/2002", cell), *(("NGUYEN", f"Paul {n}", "30/07/1995", "vu") for n in "abcd")]
    line, *others = lines_of(sheet_headings, *rows)
    assert [other.verdict for other in others] == ["ok"] * 4
    assert [(fault.column, fault.value) for fault in line.faults] == [("D", "")]
    assert "sécurité sociale" in line.faults[0].reason
    assert "185057800608491" not in "".join(str(asdict(line)).split())


def test_a_column_of_social_security_numbers_stops_no_line():
    line = line_of(**{"N° de sécurité sociale": NIR})
    assert line.verdict == "ok"
    assert "185057800608491" not in "".join(str(asdict(line)).split())


def test_a_bank_account_number_is_pointed_at():
    assert "compte bancaire" in warnings_of(line_of(Commentaires="FR76 3000 6000 0112 3456 7890 189"))[0]


# Households


def test_a_household_is_read():
    line = line_of(
        **{
            "Nom Ayant-Droit 1": "Diallo",
            "Prénom Ayant-Droit 1": "Awa",
            "Date de Naissance Ayant-Droit 1": datetime.date(2020, 5, 1),
            "Lien de parenté Ayant-Droit 1": "ENFANT",
            "Nom Ayant-Droit 2": None,
            "Lien de parenté Ayant-Droit 2": "CONJOINT",
            "Prénom conjoint": "Karim",
            "Nom conjoint": "Ba",
            "Prénom enfant 3": "Zoé",
        }
    )
    assert line.verdict == "ok"
    assert [(m.name, m.first_names, m.birth_date, m.link) for m in line.members] == [
        ("Diallo", "Awa", PartialDate(2020, 5, 1), "enfant"),
        ("Ba", "Karim", None, "conjoint"),
        ("MARCHETTI", "Zoé", None, "enfant"),
    ]
    assert len(line.warnings) == 1
    assert "celui de la personne est repris" in line.warnings[0].reason
    assert not any(path.startswith("household.members") for path in line.person.values)


def test_an_odd_age_is_a_warning_and_a_wrong_date_is_to_correct():
    odd = line_of(
        **{"Prénom Ayant-Droit 1": "A", "Date de naissance Ayant-Droit 1": "27/10/1910", "Lien Ayant-Droit 1": "ENFANT"}
    )
    assert odd.verdict == "ok"
    assert (
        "Naissance en 1910 pour un enfant, en 2002 pour la personne\u00a0: à vérifier. Colonne\u00a0E"
        in warnings_of(odd)
    )
    parent = line_of(
        **{"Prénom Ayant-Droit 1": "A", "Date de naissance Ayant-Droit 1": "27/10/2001", "Lien Ayant-Droit 1": "PARENT"}
    )
    assert "pour un parent" in warnings_of(parent)[0]
    wrong = line_of(**{"Prénom Ayant-Droit 1": "A", "Date de naissance Ayant-Droit 1": "31/02/2010"})
    assert faults_of(wrong) == ["Le 31 février n’existe pas. Colonne\u00a0E"]


def test_a_likely_child_is_no_news():
    line = line_of(**{"Nom enfant 1": "A", "Prénom enfant 1": "B", "Date de naissance enfant 1": "27/10/2024"})
    assert (line.warnings, line.members[0].link) == ((), "enfant")


# The same person twice in one file


def test_the_second_of_two_same_lines_is_to_correct():
    first, second, third = lines_of(
        ("Nom", "Prénom", "Date de naissance"),
        ("MARCHETTI", "Léa", "12/03/2002"),
        ("Marchetti", "LEA", datetime.date(2002, 3, 12)),
        ("Marchetti", "Léa", "13/03/2002"),
    )
    assert (first.verdict, third.verdict) == ("ok", "ok")
    assert faults_of(second) == ["Même nom, même prénom et même naissance que la ligne 2. Colonne\u00a0A"]
    assert (first.same_as, second.same_as, third.same_as) == (None, 2, None)
    assert first.person.key == second.person.key == identity_of("marchetti", "léa", "2002-03-12")


def test_without_a_birth_date_the_same_name_is_only_pointed_at():
    _, second = lines_of(("Nom", "Prénom"), ("MARCHETTI", "Léa"), ("MARCHETTI", "Léa"))
    assert second.verdict == "ok"
    assert "que la ligne 2, sans date" in warnings_of(second)[-1]


def test_a_line_to_correct_does_not_make_the_good_one_a_double():
    _, good = lines_of(
        ("Nom", "Prénom", "Date de naissance", "Statut de la domiciliation"),
        ("MARCHETTI", "Léa", "12/03/2002", "PEUT-ÊTRE"),
        ("MARCHETTI", "Léa", "12/03/2002", "VALIDE"),
    )
    assert good.verdict == "ok"


def test_a_number_given_twice_is_pointed_at():
    _, second = lines_of(("ID", "Nom", "Prénom"), (1, "A", "B"), (1, "C", "D"))
    assert "Numéro déjà donné à la ligne 2. Colonne\u00a0A" in warnings_of(second)


# The sheet as a whole


def test_lines_keep_their_numbers_and_blank_ones_are_no_lines():
    rows = (
        Row(3, ("Nom", "Prénom", "Inconnue")),
        Row(5, ("A", "B")),
        Row(6, (None, None, "total")),
        Row(9, ("C", "D")),
    )
    sheet = Sheet("Feuille", rows)
    assert [line.number for line in judge(sheet, recognise(sheet), TODAY)] == [5, 9]


def test_judging_says_how_far_it_is_and_stops_when_asked():
    sheet = Sheet("Feuille", (Row(1, ("Nom", "Prénom")), *(Row(n, (f"A{n}", "B")) for n in range(2, 1002))))
    columns = recognise(sheet)
    steps: list[tuple[int, int]] = []
    assert len(judge(sheet, columns, TODAY, progress=lambda done, total: steps.append((done, total)))) == 1000
    assert steps[0] == (0, 1000)
    assert steps[-1] == (1000, 1000)
    with pytest.raises(GivenUp):
        judge(sheet, columns, TODAY, stopped=lambda: len(steps) > 0)


CELLS = (
    st.none()
    | st.text(max_size=20)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates()
)


@given(st.lists(CELLS, min_size=8, max_size=8))
def test_no_cell_however_odd_breaks_a_line(cells: list[object]):
    headings = (
        "Nom",
        "Prénom",
        "Date de naissance",
        "Téléphone",
        "E-mail",
        "CP",
        "Date de dernier passage",
        "Nationalité",
    )
    sheet = Sheet("Feuille", (Row(1, headings), Row(2, tuple(cells))))
    for line in judge(sheet, recognise(sheet), TODAY):
        assert line.verdict == ("to_correct" if line.faults else "ok")
        assert all(fault.reason for fault in (*line.faults, *line.warnings))
