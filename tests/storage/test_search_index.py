# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding people: beginnings of words in any order, without accents, numbers, dates, sounds; alike on both engines."""

from __future__ import annotations

from uuid import UUID

import pytest
import sqlalchemy as sa

from app.models.derived import MemberToken, NameToken, SoundToken
from app.models.household import HouseholdMember
from app.models.person import Person
from app.storage import search_index
from app.storage.search_index import words_of
from app.storage.vault import Vault
from app.storage.verification import verify_storage
from tests.storage.facts import change, gesture, keep, lea
from tests.storage.searches import PEOPLE, SEARCHES, SOUNDS, household_of, name_of


@pytest.fixture
def peopled(either: Vault) -> Vault:
    people = [Person(**{name: value for name, value in vars(one).items() if name[0] != "_"}) for one in PEOPLE]
    household, members = household_of(people[0])
    with either.writing(gesture("people_imported")) as session:
        session.insert_many([*people, household, *members])
    return either


def names_of(vault: Vault, ids: list[UUID]) -> tuple[str, ...]:
    with vault.reading() as session:
        return tuple(name_of(session.get_one(Person, one)) for one in ids)


def found(vault: Vault, text: str, limit: int = 50) -> tuple[str, ...]:
    with vault.reading() as session:
        return names_of(vault, search_index.find_people(session.connection(), text, limit))


def heard(vault: Vault, text: str) -> tuple[str, ...]:
    with vault.reading() as session:
        return names_of(vault, search_index.find_sound_alikes(session.connection(), text))


def index_is_whole(vault: Vault) -> bool:
    (finding,) = (one for one in verify_storage(vault) if one.name == "search_index")
    assert finding.count > 0
    return finding.sound


# The shared list of searches


def test_the_searches_find_the_same_people_on_both_engines(peopled: Vault):
    answers = {text: tuple(sorted(found(peopled, text))) for text, _ in SEARCHES}
    assert answers == {text: tuple(sorted(expected)) for text, expected in SEARCHES}


def test_names_that_sound_alike_are_the_same_on_both_engines(peopled: Vault):
    assert {text: frozenset(heard(peopled, text)) for text, _ in SOUNDS} == dict(SOUNDS)


def test_members_known_by_name_are_found_with_whose_dossier_names_them(peopled: Vault):
    for text, expected in (("noe", 1), ("march noé", 1), ("noel", 0), ("lea", 0), ("perdu", 0), ("", 0)):
        with peopled.reading() as session:
            pairs = search_index.find_members(session.connection(), text)
            members = [session.get_one(HouseholdMember, member).first_names for member, _ in pairs]
        assert len(pairs) == expected, text
        assert members == ["Noé"] * expected
        assert names_of(peopled, [person for _, person in pairs]) == ("Marchetti Léa",) * expected


def test_the_order_is_that_of_the_word_that_matched(peopled: Vault):
    expected = ("Marais-Colin Léa", "Marchal Léandre", "Fontaine Marie-Léa", "Marquetti Leah")
    assert [one for one in found(peopled, "mar") if one not in ("Marchetti Léa", "Traoré Aminata")] == list(expected)
    assert set(found(peopled, "mar")) == {*expected, "Marchetti Léa", "Traoré Aminata"}
    assert found(peopled, "mar", limit=2) == found(peopled, "mar")[:2] == expected[:2]


def test_a_person_with_the_word_twice_comes_once(vault: Vault):
    keep(vault, *(lea(birth_name="Martin", use_name="Martinez", first_names=f"Marie{n} Martine") for n in range(10)))
    assert len(found(vault, "mar", limit=5)) == 5
    assert len(found(vault, "mar")) == 10


def test_the_rarest_word_leads_the_scan(vault: Vault):
    keep(vault, *(lea(first_names=f"Léa{n}") for n in range(20)), lea(birth_name="Ozdemir", first_names="Léa"))
    with vault.reading() as session:
        scan = search_index.plan(session.connection(), ("lea", "oz"))
    assert scan == search_index.Scan("oz", ("lea",))
    assert found(vault, "lea oz") == ("Ozdemir Léa",)


# Kept up with every change


def test_a_renamed_person_is_found_by_her_new_name_only(either: Vault):
    person = lea()
    keep(either, person)
    assert found(either, "marchetti") == ("Marchetti Léa",)
    change(either, Person, person.id, birth_name="Fontaine", phone="0199006041")
    assert found(either, "marchetti") == ()
    assert found(either, "0199003107") == ()
    assert found(either, "font 019900") == ("Fontaine Léa",)
    assert heard(either, "fontène") == ("Fontaine Léa",)
    assert index_is_whole(either)


def test_a_withdrawn_person_is_no_longer_found_and_comes_back(either: Vault):
    person = lea()
    keep(either, person)
    change(either, Person, person.id, deleted=True)
    assert found(either, "marchetti") == ()
    assert index_is_whole(either)
    change(either, Person, person.id, deleted=False)
    assert found(either, "marchetti") == ("Marchetti Léa",)
    assert index_is_whole(either)


def test_a_renamed_member_is_found_by_the_new_name_only(either: Vault):
    person = lea()
    household, members = household_of(person)
    keep(either, person, household, *members)
    change(either, HouseholdMember, members[1].id, first_names="Tom")
    with either.reading() as session:
        assert search_index.find_members(session.connection(), "noe") == []
        assert search_index.find_members(session.connection(), "tom") == [(members[1].id, person.id)]
    assert index_is_whole(either)


def test_a_field_the_index_does_not_read_leaves_it_alone(vault: Vault):
    person = lea()
    keep(vault, person)
    with vault._writer.begin() as connection:
        connection.execute(sa.delete(NameToken))
    change(vault, Person, person.id, town="Bréchamp")
    assert found(vault, "marchetti") == ()
    change(vault, Person, person.id, first_names="Léonie")
    assert found(vault, "marchetti") == ("Marchetti Léonie",)


@pytest.mark.parametrize("table", [NameToken, SoundToken, MemberToken])
def test_an_index_that_lacks_a_row_is_not_whole(peopled: Vault, table: type[NameToken]):
    assert index_is_whole(peopled)
    rows = table.__table__
    with peopled._writer.begin() as connection:
        first = connection.execute(sa.select(rows).limit(1)).one()
        connection.execute(rows.delete().where(rows.c[0] == first[0], rows.c[1] == first[1]))
    assert not index_is_whole(peopled)


@pytest.mark.parametrize("table", [NameToken, SoundToken, MemberToken])
def test_an_index_with_a_row_too_many_is_not_whole(peopled: Vault, table: type[NameToken]):
    rows = table.__table__
    stranger = {column.name: "x" if isinstance(column.type, sa.Text) else UUID(int=7) for column in rows.columns}
    with peopled._writer.begin() as connection:
        connection.execute(rows.insert().values(stranger))
    assert not index_is_whole(peopled)


# The words of a query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("Léa Mar", ("lea", "mar")),
        ("lea lea", ("lea",)),
        ("2/3/1990", ("02031990",)),
        ("2/3", ("0203",)),
        ("12/1", ("121",)),
        ("12/", ("12",)),
        ("2-3-1990", ("02031990",)),
        ("1990-03-02", ("02031990",)),
        ("1990-03", ("031990",)),
        ("01 99 00 31 07 lea", ("0199003107", "lea")),
        ("P-2023-0417", ("p20230417",)),
        ("038 0126 000123 GDPUB", ("0380126000123gdpub",)),
        ("06 marie", ("06", "marie")),
        ("-- ; '", ()),
    ],
)
def test_the_words_of_a_query(text: str, words: tuple[str, ...]):
    assert words_of(text) == words


def test_tokens_are_compared_by_code_points_on_postgresql(postgres_engine: sa.Engine):
    with postgres_engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE collation_name = 'C' AND table_schema = 'public' ORDER BY 1"
        )
        assert [tuple(row) for row in rows] == [
            ("member_token", "token"),
            ("name_token", "token"),
            ("person_card", "place"),
            ("sound_token", "key"),
        ]
