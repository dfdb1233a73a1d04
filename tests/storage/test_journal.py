# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journal: what an entry says, what it replaces, how entries are chained, on both engines."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.models.household import Household, HouseholdMember
from app.models.organisation import Organisation
from app.models.person import Person
from app.storage.entries import Entry, chained, digest, fields_of_new, is_blank, read_value, written
from app.storage.vault import Vault
from tests.engines import DESK_TIME, Clock
from tests.storage.facts import AUTHOR, change, changes, entries, gesture, gestures, head, keep, lea, replica


def test_a_creation_says_every_field_that_is_not_blank(either: Vault):
    person = lea(permit_until=date(2027, 5, 3), family_status="single")
    done = keep(either, person)
    (entry,) = entries(either)
    assert entry.fields == {
        "birth_name": "Marchetti",
        "first_names": "Léa",
        "birth": "2002-03-12",
        "phone": "0199003107",
        "permit_until": "2027-05-03",
        "family_status": "single",
        "deleted": False,
    }
    assert entry.replaced == {}
    assert (entry.entity, entry.entity_id, entry.gesture) == ("person", person.id, done)
    assert (entry.author, entry.verb, entry.undoes) == (AUTHOR, "person_created", None)
    assert entry.device == replica(either).device


def test_a_change_says_only_what_changed_and_which_change_it_replaces(either: Vault):
    person = lea()
    keep(either, person)
    change(either, Person, person.id, phone="0199003108")
    change(either, Person, person.id, phone="0199003109", town="Saint-Martin")
    created, first, second = changes(either)
    assert entries(either)[1].fields == {"phone": "0199003108"}
    assert entries(either)[1].replaced == {"phone": (created.id,)}
    assert entries(either)[2].fields == {"phone": "0199003109", "town": "Saint-Martin"}
    assert entries(either)[2].replaced == {"phone": (first.id,), "town": (created.id,)}
    assert head(either, person.id) == {"*": created.id.hex, "phone": second.id.hex, "town": second.id.hex}


def test_an_id_is_the_digest_of_its_body_and_the_chain_ties_it_to_the_one_before(either: Vault):
    person = lea()
    keep(either, person)
    change(either, Person, person.id, town="Saint-Martin")
    keep(either, Organisation(name="Val Habitat"), verb="organisation_added")
    chain = b""
    for row in changes(either):
        assert row.body is not None
        assert row.id == digest(row.body)
        chain = chained(chain, row.id)
        assert row.chain == chain
    assert replica(either).chain == chain
    assert replica(either).seq == 3


def test_a_changed_body_no_longer_has_its_id(vault: Vault):
    keep(vault, lea())
    (row,) = changes(vault)
    assert row.body is not None
    assert digest(row.body.replace(b"Marchetti", b"Marchetta")) != row.id
    assert chained(b"\0", row.id) != chained(b"", row.id)


def test_numbers_stay_dense_after_a_gesture_was_given_up(either: Vault):
    keep(either, lea())
    with suppress(RuntimeError), either.writing(gesture()) as session:
        session.add(lea(birth_name="Perdue"))
        session.flush()
        raise RuntimeError("given up")
    keep(either, lea(birth_name="Marchal"))
    assert [row.seq for row in changes(either)] == [1, 2]
    assert [entry.fields["birth_name"] for entry in entries(either)] == ["Marchetti", "Marchal"]
    assert replica(either).seq == 2


def test_the_clock_of_the_journal_never_goes_back(vault: Vault, clock: Clock):
    keep(vault, lea())
    clock.pass_by(days=-3)
    keep(vault, lea())
    clock.pass_by(days=4)
    keep(vault, lea())
    first, second, third = (row.hlc for row in changes(vault))
    assert first >> 16 == DESK_TIME
    assert second == first + 1
    assert third >> 16 == clock.now
    assert clock.now > DESK_TIME


def test_two_equal_saves_cannot_be_told_by_their_digests(vault: Vault):
    person = lea()
    keep(vault, person)
    for town in ("Saint-Martin", "Bréchamp", "Saint-Martin"):
        change(vault, Person, person.id, town=town)
    said = [entry for entry in entries(vault) if entry.fields.get("town") == "Saint-Martin"]
    assert len(said) == 2
    assert said[0].random != said[1].random
    assert all(len(entry.random) == 16 for entry in said)


def test_an_entry_knows_whose_dossier_it_is_in(either: Vault):
    person, household, office = lea(), Household(), Organisation(name="CCAS", own=True)
    child = HouseholdMember(household_id=household.id, person_id=person.id, first_names="Noé", link="enfant")
    keep(either, office, person, household, child)
    assert {row.entity: row.person_id for row in changes(either)} == {
        "organisation": None,
        "person": person.id,
        "household": None,
        "household_member": person.id,
    }


def test_a_gesture_has_one_row_with_its_author_and_its_count(either: Vault):
    done = keep(either, lea(), lea(), Household())
    (row,) = gestures(either)
    assert (row.id, row.author, row.verb, row.entries) == (done, AUTHOR, "person_created", 3)
    assert (row.undoes, row.undone_by) == (None, None)
    assert row.hlc == max(one.hlc for one in changes(either))


def test_an_undo_marks_what_it_undoes_and_its_own_undo_clears_the_mark(either: Vault):
    person = lea()
    done = keep(either, person)
    back, again = gesture("undone", done), None
    with either.writing(back) as session:
        session.get_one(Person, person.id).deleted = True
    assert {row.id: row.undone_by for row in gestures(either)} == {done: back.id, back.id: None}
    again = gesture("redone", back.id)
    with either.writing(again) as session:
        session.get_one(Person, person.id).deleted = False
    assert {row.id: row.undone_by for row in gestures(either)} == {done: None, back.id: again.id, again.id: None}


def test_a_gesture_that_writes_nothing_leaves_no_trace(either: Vault):
    keep(either, lea())
    before = replica(either)
    with either.writing(gesture("looked")):
        pass
    assert len(gestures(either)) == 1
    assert (replica(either).seq, replica(either).chain) == (before.seq, before.chain)


def test_many_facts_at_once_are_journaled_as_one_by_one(either: Vault):
    household = Household()
    people = [lea(birth_name=f"Marchetti{number}") for number in range(4100)]
    children = [
        HouseholdMember(household_id=household.id, person_id=one.id, first_names="Noé", link="enfant")
        for one in people[:3]
    ]
    with either.writing(gesture("people_imported")) as session:
        assert session.insert_many([*children, *people, household]) == 4104
    found = entries(either)
    assert [entry.seq for entry in found] == list(range(1, 4105))
    assert {entry.entity for entry in found} == {"household", "person", "household_member"}
    by_id = {entry.entity_id: entry for entry in found}
    assert by_id[people[4099].id].fields == fields_of_new(people[4099])
    assert head(either, people[4099].id) == {"*": digest(by_id[people[4099].id].body()).hex}
    assert [row.entries for row in gestures(either)] == [4104]
    with either.reading() as session:
        assert session.get_one(Person, people[4099].id).birth_name == "Marchetti4099"
        assert session.get_one(HouseholdMember, children[0].id).person_id == people[0].id
    change(either, Person, people[7].id, town="Bréchamp")
    assert entries(either)[-1].replaced == {"town": (digest(by_id[people[7].id].body()),)}


# The canonical form

texts = st.text(st.characters(codec="utf-8"), max_size=20)
values = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts | st.lists(texts, max_size=3)


@given(st.dictionaries(texts, values, max_size=4), st.binary(min_size=16, max_size=16), st.uuids(), st.uuids())
def test_a_body_read_back_spells_the_same_body(fields: dict[str, object], random: bytes, one: UUID, other: UUID):
    entry = Entry(
        device=one, seq=7, gesture=other, hlc=DESK_TIME << 16, author=None, verb="field_set", undoes=one,
        entity="person", entity_id=other, fields=fields, replaced={"birth": (one, other)}, random=random,
    )  # fmt: skip
    assert Entry.read(entry.body()) == entry
    assert Entry.read(entry.body()).body() == entry.body()


def test_a_canonical_body_does_not_depend_on_the_order_of_its_fields():
    body = {"device": UUID(int=1), "seq": 1, "gesture": UUID(int=2), "hlc": 3, "author": None, "verb": "v"}
    body |= {"undoes": None, "entity": "person", "entity_id": UUID(int=4), "replaced": {}, "random": b"\1" * 16}
    one = Entry(**body, fields={"birth": "1990", "birth_name": "É"})
    other = Entry(**body, fields={"birth_name": "É", "birth": "1990"})
    assert one.body() == other.body()
    assert "É".encode() in one.body()


def test_a_value_read_back_is_the_value_written():
    person = lea(permit_until=date(2027, 5, 3))
    assert written(person.permit_until) == "2027-05-03"
    assert read_value("person", "permit_until", "2027-05-03") == date(2027, 5, 3)
    assert read_value("pathway", "lead_id", written(AUTHOR)) == AUTHOR
    assert read_value("person", "birth", "2002-03-12") == "2002-03-12"
    assert read_value("housing", "rent", 31200) == 31200
    assert read_value("housing", "rent", None) is None


def test_an_empty_choice_is_not_an_empty_text():
    columns = Person.__table__.c
    assert is_blank(columns.town, "")
    assert is_blank(columns.title, None)
    assert not is_blank(columns.title, "")
