# SPDX-License-Identifier: AGPL-3.0-or-later
"""People to be found, and searches with the answers both engines must give."""

from __future__ import annotations

from app.models.household import Household, HouseholdMember
from app.models.person import Person

PEOPLE = (
    Person(
        birth_name="Marchetti", first_names="Léa", birth="2002-03-12", phone="0199003107", file_number="P-2023-0417"
    ),
    Person(birth_name="Marchal", first_names="Léandre", birth="1987-08-30", phone="0199001822"),
    Person(birth_name="Marais-Colin", first_names="Léa", birth="1964-11-19", file_number="P-2024-0331"),
    Person(birth_name="Fontaine", first_names="Marie-Léa", birth="1999-05-02", phone="0199006041"),
    Person(birth_name="Marquetti", first_names="Leah", birth="2002-03-12"),
    Person(birth_name="d’Artagnan", use_name="Œuvré", first_names="Łucja Éléonore", birth="1975-01"),
    Person(birth_name="Ben Ali", first_names="Nadia", birth="~1975"),
    Person(birth_name="Benali", first_names="Yvan", birth="1990-03-02", housing_request_number="0380126000123GDPUB"),
    Person(birth_name="Ozdemir", first_names="Kaan", birth="2004-12-09", former_number="D-88/2019"),
    Person(birth_name="Ozdemir", first_names="Kaan", birth="2004-12-09", deleted=True),
    Person(birth_name="Traoré", use_name="Marchetti", first_names="Aminata", birth="1983"),
)

# What is typed, and the names found, in order.
SEARCHES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ()),
    ("   ", ()),
    ("zzz", ()),
    ("marche", ("Marchetti Léa", "Traoré Aminata")),
    ("MARCHÉ", ("Marchetti Léa", "Traoré Aminata")),
    ("lea march", ("Marchal Léandre", "Marchetti Léa")),
    ("march lea", ("Marchal Léandre", "Marchetti Léa")),
    ("léa mar", ("Fontaine Marie-Léa", "Marais-Colin Léa", "Marchal Léandre", "Marchetti Léa", "Marquetti Leah")),
    ("colin", ("Marais-Colin Léa",)),
    ("marais-colin", ("Marais-Colin Léa",)),
    ("artagnan", ("d’Artagnan Łucja Éléonore",)),
    ("d'artagnan", ("d’Artagnan Łucja Éléonore",)),
    ("oeuvre eleo lucja", ("d’Artagnan Łucja Éléonore",)),
    ("œuvré", ("d’Artagnan Łucja Éléonore",)),
    ("ben ali", ("Ben Ali Nadia",)),
    ("ali ben", ("Ben Ali Nadia",)),
    ("benali", ("Benali Yvan",)),
    ("ozdemir", ("Ozdemir Kaan",)),
    ("12/03/2002", ("Marchetti Léa", "Marquetti Leah")),
    ("12/3/2002", ("Marchetti Léa", "Marquetti Leah")),
    ("12.03.2002", ("Marchetti Léa", "Marquetti Leah")),
    ("12 03 2002", ("Marchetti Léa", "Marquetti Leah")),
    ("12032002", ("Marchetti Léa", "Marquetti Leah")),
    ("2002-03-12", ("Marchetti Léa", "Marquetti Leah")),
    ("12/03", ("Marchetti Léa", "Marquetti Leah")),
    ("12/03/2002 lea marq", ("Marquetti Leah",)),
    ("1983", ("Traoré Aminata",)),
    ("01 99 00 31 07", ("Marchetti Léa",)),
    ("01.99.00.31.07", ("Marchetti Léa",)),
    ("0199003", ("Marchetti Léa",)),
    ("01 99 00 3", ("Marchetti Léa",)),
    ("lea 0199", ("Fontaine Marie-Léa", "Marchal Léandre", "Marchetti Léa")),
    ("P-2023-0417", ("Marchetti Léa",)),
    ("p 2023 0417", ()),
    ("p-2024", ("Marais-Colin Léa",)),
    ("d-88/2019", ("Ozdemir Kaan",)),
    ("0380126000123GDPUB", ("Benali Yvan",)),
    ("038 0126 000123 GDPUB", ("Benali Yvan",)),
    ("0380126000123 gdpub", ("Benali Yvan",)),
    ("100%", ()),
    ("_", ()),
    ("%", ()),
    ("'; drop table person; --", ()),
)

SOUNDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("marketi", frozenset({"Marquetti Leah", "Marchetti Léa", "Traoré Aminata"})),
    ("lea marketti", frozenset({"Marquetti Leah", "Marchetti Léa"})),
    ("benalie", frozenset({"Benali Yvan", "Ben Ali Nadia"})),
    ("ben halli", frozenset({"Benali Yvan", "Ben Ali Nadia"})),
    ("fonteine", frozenset({"Fontaine Marie-Léa"})),
    ("ab", frozenset()),
    ("12/03/2002", frozenset()),
    ("xylophoniste", frozenset()),
)


def name_of(person: Person) -> str:
    return f"{person.birth_name} {person.first_names}"


def household_of(person: Person) -> tuple[Household, tuple[HouseholdMember, ...]]:
    """Léa's household: herself, her son known by name, and someone who was taken off."""
    household = Household()
    same = {"household_id": household.id, "person_id": person.id}
    return household, (
        HouseholdMember(**same, member_id=person.id),
        HouseholdMember(**same, name="Marchetti", first_names="Noé", link="enfant", birth="2023-06-18"),
        HouseholdMember(**same, name="Perdu", first_names="Noël", link="ami", deleted=True),
    )
