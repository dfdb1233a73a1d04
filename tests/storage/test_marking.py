# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many facts withdrawn or given back at once, as if each had been."""

from __future__ import annotations

import pytest

from app.models.household import Household, HouseholdMember
from app.models.person import Person
from app.storage.capture import WritingSession
from app.storage.search_index import find_members, find_people
from app.storage.vault import Vault
from app.storage.verification import verify_storage
from tests.storage.facts import change, entries, gesture, head, keep, lea


def mark(vault: Vault, *people: Person, deleted: bool) -> None:
    with vault.writing(gesture("undone")) as session:
        session.mark_many("person", {person.id: person.id for person in people}, deleted=deleted)


def mark_then_fail(session: WritingSession, person: Person) -> None:
    session.mark_many("person", {person.id: person.id}, deleted=True)
    raise KeyError


def unsound(vault: Vault) -> list[str]:
    return [finding.name for finding in verify_storage(vault) if not finding.sound]


def found(vault: Vault, text: str) -> int:
    with vault.reading() as session:
        return len(find_people(session.connection(), text))


def test_withdrawn_people_leave_the_index_and_come_back_to_it(either: Vault):
    people = [lea(first_names=f"Léa{n}") for n in range(3)]
    keep(either, *people)
    assert found(either, "marchetti") == 3
    mark(either, *people[:2], deleted=True)
    assert found(either, "marchetti") == 1
    assert unsound(either) == []
    mark(either, people[0], deleted=False)
    assert (found(either, "marchetti"), found(either, "lea0")) == (2, 1)
    assert unsound(either) == []


def test_each_says_what_it_replaces_and_whose_dossier_it_is_in(vault: Vault):
    person = lea()
    keep(vault, person)
    created = head(vault, person.id)["*"]
    change(vault, Person, person.id, town="Bréchamp")
    mark(vault, person, deleted=True)
    mark(vault, person, deleted=False)
    *_, withdrawn, back = entries(vault)
    assert (withdrawn.fields, back.fields) == ({"deleted": True}, {"deleted": False})
    assert [one.hex for one in withdrawn.replaced["deleted"]] == [created]
    assert set(head(vault, person.id)) == {"*", "town", "deleted"}
    with vault.reading() as session:
        assert session.get_one(Person, person.id).town == "Bréchamp"


def test_members_known_by_name_follow(vault: Vault):
    person, household = lea(), Household()
    member = HouseholdMember(household_id=household.id, person_id=person.id, name="Marchetti", first_names="Noé")
    keep(vault, person, household, member)
    with vault.writing(gesture("undone")) as session:
        session.mark_many("household_member", {member.id: person.id}, deleted=True)
        assert session.recorder.persons == {person.id}
    with vault.reading() as session:
        assert find_members(session.connection(), "noe") == []
    assert unsound(vault) == []


def test_what_waited_in_the_session_is_written_first(vault: Vault):
    person = lea()
    keep(vault, person)
    with vault.writing(gesture()) as session:
        session.get_one(Person, person.id).town = "Bréchamp"
        session.mark_many("person", {person.id: person.id}, deleted=True)
        assert session.get_one(Person, person.id).deleted is True
    assert [list(entry.fields) for entry in entries(vault)[1:]] == [["town"], ["deleted"]]


def test_a_gesture_that_fails_marks_nothing(vault: Vault):
    person = lea()
    keep(vault, person)
    with pytest.raises(KeyError), vault.writing(gesture()) as session:
        mark_then_fail(session, person)
    assert found(vault, "marchetti") == 1
    assert len(entries(vault)) == 1
