# SPDX-License-Identifier: AGPL-3.0-or-later
"""Likely duplicates: seen before creation, whatever the slip, and not cried out for anyone new."""

from __future__ import annotations

import pytest

from app.models.person import Person
from app.services import duplicates
from app.services.office import Office
from app.services.wording import LIKENESSES
from tests.services.desk import create


@pytest.fixture
def peopled(either_office: Office) -> Office:
    rows = (
        ("Marchetti", "", "Léa", "2002-03-12"),
        ("Nguyen", "", "Paul", "1995-07-30"),
        ("Diallo", "", "Aminata", "1983-02-14"),
        ("Traoré", "Fontaine", "Mariam", "1990-11-05"),
        ("El Amrani", "", "Karim", "~1975"),
        ("Petit", "", "Alain", ""),
        ("Martin", "", "Marie", "1980-01-01"),
        ("Dupont", "", "Jean-Pierre", "1961-04"),
    )
    people = [Person(birth_name=a, use_name=b, first_names=c, birth=d) for a, b, c, d in rows]
    others = [Person(birth_name=f"Lambert{n}", first_names=f"Luc{n}", birth="1980-01-01") for n in range(40)]
    with either_office.writing("people_imported") as work:
        work.session.insert_many([*people, *others])
    return either_office


@pytest.mark.parametrize(
    ("name", "first", "birth", "expected", "levels"),
    [
        ("Marchetti", "Léa", "12/03/2002", "Marchetti", {"exact"}),
        ("MARCHETTI", "lea", "12/03/2002", "Marchetti", {"exact"}),
        ("Marquetti", "Leah", "12/03/2002", "Marchetti", {"very_likely"}),
        ("Marcheti", "Léa", "12/03/2002", "Marchetti", {"very_likely"}),
        ("Marchetti", "Léa", "03/12/2002", "Marchetti", {"very_likely"}),
        ("Marchetti", "Léa", "12/03/2003", "Marchetti", {"very_likely"}),
        ("Marchetti", "Léa", "", "Marchetti", {"very_likely", "possible"}),
        ("Paul", "Nguyen", "30/07/1995", "Nguyen", {"very_likely"}),
        ("Dialo", "Aminata", "14/02/1983", "Diallo", {"very_likely"}),
        ("Fontaine", "Mariam", "05/11/1990", "Traoré", {"exact"}),
        ("Elamrani", "Karim", "vers 1975", "El Amrani", {"very_likely"}),
        ("El-Amrani", "Karim", "1976", "El Amrani", {"very_likely", "possible"}),
        ("Petit", "Alain", "05/09/1958", "Petit", {"very_likely", "possible"}),
        ("Dupont", "Jean Pierre", "04/1961", "Dupont", {"exact"}),
        ("Dupond", "Jean Pierre", "12/04/1961", "Dupont", {"very_likely"}),
    ],
)
def test_a_slip_does_not_hide_who_is_already_there(
    peopled: Office, name: str, first: str, birth: str, expected: str, levels: set[str]
):
    found = duplicates.likely(peopled, name, first, birth)
    assert found, "nobody was pointed out"
    assert found[0].line.birth_name == expected
    assert found[0].level in levels
    assert found[0].because.replace("’", "'") in {text.replace("’", "'") for text in LIKENESSES.values()}


@pytest.mark.parametrize(
    ("name", "first", "birth"),
    [
        ("Haddad", "Samir", "05/06/1988"),
        ("Martin", "Sophie", "17/09/1971"),
        ("Durand", "Marie", "01/01/1980"),
        ("Marchand", "Louise", "12/03/2002"),
        ("Keller", "Yvan", ""),
        ("", "", ""),
        ("Marchetti", "", "12/03/2002"),
        ("Nguyen", "Thi Mai", "30/07/1958"),
    ],
)
def test_someone_new_raises_no_alarm(peopled: Office, name: str, first: str, birth: str):
    assert [one.line.name for one in duplicates.likely(peopled, name, first, birth) if one.level != "possible"] == []


def test_five_at_most_the_likeliest_first(office: Office):
    for n in range(7):
        create(office, first_names="Léa" if n == 6 else "Lea-Rose", birth="12/03/2002")
    found = duplicates.likely(office, "Marchetti", "Léa", "12/03/2002")
    assert len(found) == 5
    assert found[0].level == "exact"


def test_a_misread_birth_still_compares_names(office: Office):
    create(office)
    assert duplicates.likely(office, "Marchetti", "Léa", "31/02/2002")[0].line.first_names == "Léa"


def test_a_duplicate_never_prevents_a_creation(office: Office):
    assert create(office) != create(office)
    assert len(duplicates.likely(office, "Marchetti", "Léa", "12/03/2002")) == 2
