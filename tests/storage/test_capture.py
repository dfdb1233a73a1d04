# SPDX-License-Identifier: AGPL-3.0-or-later
"""Capture: nothing becomes a fact without its entry, whatever way it is tried."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.models.base import Fact
from app.models.household import Household, HouseholdMember
from app.models.local import Draft
from app.models.person import Person
from app.models.tables import FACTS
from app.storage.capture import CaptureBypassed, WritingSession
from app.storage.vault import Vault
from tests.storage.facts import AUTHOR, change, changes, entries, gesture, head, keep, lea

PERSONS = Person.__table__


def test_setting_the_same_value_writes_nothing(either: Vault):
    person = lea()
    keep(either, person)
    change(either, Person, person.id, phone="0199003107", birth="2002-03-12")
    assert len(changes(either)) == 1


def test_a_value_changed_and_changed_back_writes_nothing(vault: Vault):
    person = lea()
    keep(vault, person)
    with vault.writing(gesture()) as session:
        found = session.get_one(Person, person.id)
        found.town = "Bréchamp"
        found.town = ""
    assert len(changes(vault)) == 1


def test_what_is_changed_before_the_first_flush_belongs_to_the_creation(vault: Vault):
    with vault.writing(gesture()) as session:
        person = lea()
        session.add(person)
        person.town = "Saint-Martin"
    (entry,) = entries(vault)
    assert entry.fields["town"] == "Saint-Martin"


def test_what_is_changed_after_a_flush_is_an_entry_of_its_own(vault: Vault):
    person = lea()
    with vault.writing(gesture()) as session:
        session.add(person)
        session.flush()
        person.town = "Saint-Martin"
        session.flush()
        person.town = "Bréchamp"
    created, first, second = changes(vault)
    assert [entry.fields for entry in entries(vault)[1:]] == [{"town": "Saint-Martin"}, {"town": "Bréchamp"}]
    assert entries(vault)[2].replaced == {"town": (first.id,)}
    assert head(vault, person.id) == {"*": created.id.hex, "town": second.id.hex}


def test_ids_and_defaults_are_there_before_the_flush():
    for entity in FACTS.values():
        needed = [column.name for column in entity.__table__.columns if not column.nullable]
        given = {
            column.name: uuid4() if isinstance(column.type, sa.Uuid) else "x"
            for column in entity.__table__.columns
            if _is_required(entity, column.name)
        }
        fact = entity(**given)
        assert isinstance(fact.id, UUID)
        assert fact.deleted is False
        assert [name for name in needed if getattr(fact, name) is None] == [], entity


def _is_required(entity: type[Fact], name: str) -> bool:
    try:
        entity(**{})
    except TypeError as fault:
        return f"'{name}'" in str(fault)
    return False


def test_a_parent_and_its_child_are_written_in_one_flush_whatever_their_order(either: Vault):
    person, household = lea(), Household()
    child = HouseholdMember(household_id=household.id, person_id=person.id, first_names="Noé", link="enfant")
    keep(either, child, household, person)
    with either.reading() as session:
        assert session.get_one(HouseholdMember, child.id).first_names == "Noé"


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(Person).values(town="x"),
        sa.update(PERSONS).values(town="x"),
        sa.delete(Person),
        sa.delete(PERSONS),
        sa.insert(Person).values(id=uuid4(), birth_name="x"),
        sa.insert(PERSONS).values(id=uuid4(), birth_name="x"),
    ],
    ids=["update", "update of the table", "delete", "delete of the table", "insert", "insert of the table"],
)
def test_a_bulk_statement_on_a_fact_is_refused(vault: Vault, statement: sa.Executable):
    person = lea(town="Saint-Martin")
    keep(vault, person)
    with pytest.raises(CaptureBypassed), vault.writing(gesture()) as session:
        session.execute(statement)
    with vault.reading() as session:
        assert [one.town for one in session.scalars(sa.select(Person))] == ["Saint-Martin"]


@pytest.mark.parametrize(
    "bypass",
    [
        lambda session: session.query(Person).update({"town": "x"}),
        lambda session: session.query(Person).delete(),
        lambda session: session.bulk_save_objects([lea()]),
        lambda session: session.bulk_insert_mappings(Person, [{"id": uuid4(), "birth_name": "x"}]),
        lambda session: session.bulk_update_mappings(Person, [{"id": uuid4(), "town": "x"}]),
    ],
    ids=["query update", "query delete", "save objects", "insert mappings", "update mappings"],
)
def test_the_older_ways_round_the_journal_are_refused(vault: Vault, bypass: Callable[[WritingSession], object]):
    keep(vault, lea(town="Saint-Martin"))
    with pytest.raises(CaptureBypassed), vault.writing(gesture()) as session:
        bypass(session)
    with vault.reading() as session:
        assert [one.town for one in session.scalars(sa.select(Person))] == ["Saint-Martin"]


def test_a_fact_is_never_physically_deleted(vault: Vault):
    person = lea()
    keep(vault, person)
    with pytest.raises(CaptureBypassed), vault.writing(gesture()) as session:
        session.delete(session.get_one(Person, person.id))
    with vault.reading() as session:
        assert session.get(Person, person.id) is not None


def test_the_id_of_a_fact_never_changes(vault: Vault):
    person = lea()
    keep(vault, person)
    with pytest.raises(CaptureBypassed), vault.writing(gesture()) as session:
        session.get_one(Person, person.id).id = uuid4()
    with vault.reading() as session:
        assert session.get(Person, person.id) is not None


def test_a_local_table_is_written_and_deleted_without_an_entry(vault: Vault):
    with vault.writing(gesture("draft")) as session:
        session.add(Draft(worker_id=AUTHOR, place="person:1:town", text="Saint-M"))
    with vault.reading() as session:
        assert session.scalars(sa.select(Draft.text)).all() == ["Saint-M"]
    with vault.writing(gesture("draft")) as session:
        session.execute(sa.delete(Draft))
    with vault.reading() as session:
        assert session.scalars(sa.select(Draft)).all() == []
    assert changes(vault) == []


def test_the_text_of_a_database_error_holds_nothing_of_the_person(vault: Vault):
    orphan = HouseholdMember(household_id=uuid4(), person_id=uuid4(), first_names="Canari", birth="2019-02-01")
    with pytest.raises(IntegrityError) as caught:
        keep(vault, orphan)
    said = "".join(traceback.format_exception(caught.value))
    assert "household_member" in said
    assert "Canari" not in said
    assert "2019-02-01" not in said


def test_a_reading_session_cannot_write(vault: Vault):
    keep(vault, lea(town="Saint-Martin"))
    with vault.reading() as session, pytest.raises(sa.exc.OperationalError):
        session.execute(sa.update(PERSONS).values(town="x"))
    with vault.reading() as session:
        assert session.scalars(sa.select(Person.town)).all() == ["Saint-Martin"]
