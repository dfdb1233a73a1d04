# SPDX-License-Identifier: AGPL-3.0-or-later
"""The household: dated members, born, left, with or without a dossier of their own."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from app.french.dates import PartialDate
from app.models.household import HouseholdMember
from app.services import households, sheet
from app.services.office import Office
from app.services.refusals import Refusal
from tests.services.desk import create, entries_written, get, refused, undo


@pytest.fixture
def lea(office: Office) -> UUID:
    return create(office, title="mme")


def add(office: Office, lea: UUID, first_names: str, birth: str = "", link: str = "enfant", **more: str) -> UUID:
    made = households.add_member(office, lea, {"first_names": first_names, "birth": birth, **more}, link).created
    assert made is not None
    return made


def test_alone_she_is_a_household_of_one(either_office: Office):
    lea = create(either_office)
    assert households.of_person(either_office, lea) == households.HouseholdView()


def test_members_are_counted_with_her_the_oldest_first(either_office: Office):
    office = either_office
    lea = create(office)
    add(office, lea, "Noé", "18/06/2023")
    add(office, lea, "Inès", "2009")
    add(office, lea, "Karim", "vers 1990", "conjoint", title="m")
    add(office, lea, "Zoé", "")
    view = households.of_person(office, lea)
    assert [one.first_names for one in view.members] == ["Karim", "Inès", "Noé", "Zoé"]
    assert [one.age for one in view.members] == [36, 17, 3, None]
    assert (view.size, view.minors) == (5, 2)
    assert view.members[0].link_label == "Conjoint"
    assert view.members[2].birth == PartialDate(2023, 6, 18)
    households_used = {get(office, HouseholdMember, one.id).household_id for one in view.members}
    assert len(households_used) == 1


def test_a_link_agrees_with_the_member(office: Office, lea: UUID):
    add(office, lea, "Anne", link="conjoint", title="mme")
    assert households.of_person(office, lea).members[0].link_label == "Conjointe"


def test_a_child_turns_of_age_on_her_birthday(office: Office, lea: UUID):
    add(office, lea, "Inès", "25/11/2008")
    assert households.of_person(office, lea, date(2026, 11, 24)).minors == 1
    assert households.of_person(office, lea, date(2026, 11, 25)).minors == 0


def test_a_birth_brings_a_child_of_her_name_since_that_day(office: Office, lea: UUID):
    child = households.born(office, lea, "Noé", date(2026, 11, 20)).created
    assert child is not None
    row = get(office, HouseholdMember, child)
    assert (row.name, row.birth, row.link, row.since) == ("Marchetti", "2026-11-20", "enfant", date(2026, 11, 20))
    assert (row.dependant, row.to_house) == (True, True)
    assert households.of_person(office, lea, date(2026, 11, 19)).size == 1
    with refused(Refusal.DAY_TO_COME, "birth"):
        households.born(office, lea, "Zoé", date(2026, 11, 25))
    with refused(Refusal.FIELD_REQUIRED, "first_names"):
        households.born(office, lea, " ", date(2026, 11, 20))
    undo(office)
    assert households.of_person(office, lea).size == 1


def test_who_left_is_past_from_the_day_after(office: Office, lea: UUID):
    member = add(office, lea, "Karim", link="conjoint")
    households.left(office, member, date(2026, 11, 10))
    assert households.of_person(office, lea, date(2026, 11, 10)).size == 2
    view = households.of_person(office, lea)
    assert (view.size, [one.first_names for one in view.past]) == (1, ["Karim"])
    before = entries_written(office)
    households.left(office, member, date(2026, 11, 10))
    assert entries_written(office) == before
    undo(office)
    assert households.of_person(office, lea).size == 2


def test_nobody_leaves_before_coming_nor_in_the_future(office: Office, lea: UUID):
    member = add(office, lea, "Karim", link="conjoint", since="10/11/2026")
    with refused(Refusal.END_BEFORE_START, "until"):
        households.left(office, member, date(2026, 11, 9))
    with refused(Refusal.DAY_TO_COME, "until"):
        households.left(office, member, date(2026, 11, 25))
    assert households.of_person(office, lea).past == ()


def test_a_member_with_a_dossier_is_read_there(office: Office, lea: UUID):
    karim = create(office, birth_name="Delorme", first_names="Karim", birth="08/06/1990", title="m")
    households.add_dossier(office, lea, karim, "concubin")
    (member,) = households.of_person(office, lea).members
    assert (member.name, member.age, member.dossier_id, member.link_label) == ("Karim Delorme", 36, karim, "Concubin")
    sheet.set_field(office, "person", karim, "use_name", "Marchetti")
    assert households.of_person(office, lea).members[0].surname == "Marchetti"
    with refused(Refusal.ALREADY_IN_HOUSEHOLD, "member_id"):
        households.add_dossier(office, lea, karim, "concubin")
    with refused(Refusal.OWN_HOUSEHOLD, "member_id"):
        households.add_dossier(office, lea, lea, "autre")
    with refused(Refusal.UNKNOWN_ID):
        households.add_dossier(office, lea, uuid4(), "ami")


def test_a_member_written_by_mistake_is_taken_off(office: Office, lea: UUID):
    member = add(office, lea, "Noé")
    households.remove_member(office, member)
    assert households.of_person(office, lea).size == 1
    assert households.of_person(office, lea).past == ()
    undo(office)
    assert households.of_person(office, lea).size == 2


def test_what_is_not_a_member_is_refused(office: Office, lea: UUID):
    with refused(Refusal.FIELD_REQUIRED, "first_names"):
        households.add_member(office, lea, {}, "enfant")
    with refused(Refusal.UNKNOWN_CHOICE, "link"):
        households.add_member(office, lea, {"first_names": "Noé"}, "cousin")
    with refused(Refusal.MISREAD, "birth"):
        households.add_member(office, lea, {"first_names": "Noé", "birth": "31/02/2020"}, "enfant")
    with refused(Refusal.UNKNOWN_ID):
        households.add_member(office, uuid4(), {"first_names": "Noé"}, "enfant")
    assert households.of_person(office, lea).size == 1
