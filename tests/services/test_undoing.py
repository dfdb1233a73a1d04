# SPDX-License-Identifier: AGPL-3.0-or-later
"""Undo and redo: the latest gesture first, someone else’s change kept, what is depended on kept, on both engines."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
import sqlalchemy as sa

from app import RESOURCES
from app.exchange.sheet import GivenUp
from app.models.household import Household, HouseholdMember
from app.models.journal import GestureRow
from app.models.person import Person
from app.models.worker import Worker
from app.services import encounters, households, pathways, people, referral_view, referrals, sheet, undoing
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.verification import verify
from app.services.wording import sentence
from tests.services.conftest import CAMILLE, HELENE
from tests.services.desk import create, entries_written, get, redo, refused, undo
from tests.services.lea import draft, write_lea


def town(office: Office, person) -> str:
    return get(office, Person, person).town


def sound(office: Office) -> list[str]:
    return [finding.name for finding in verify(office) if not finding.sound]


def test_gestures_are_undone_from_the_latest(either_office: Office):
    office = either_office
    lea = create(office)
    for value in ("Saint-Martin", "Bréchamp"):
        sheet.set_field(office, "person", lea, "town", value)
    assert town(office, lea) == "Bréchamp"
    undo(office)
    assert town(office, lea) == "Saint-Martin"
    undo(office)
    assert town(office, lea) == ""
    undo(office)
    assert people.list_people(office).total == 0
    with refused(Refusal.NOTHING_TO_UNDO):
        undoing.undo(office)
    assert sound(office) == []


def test_redo_gives_back_what_undo_took_and_stops_at_a_new_gesture(either_office: Office):
    office = either_office
    lea = create(office)
    for value in ("Saint-Martin", "Bréchamp"):
        sheet.set_field(office, "person", lea, "town", value)
    undo(office)
    undo(office)
    redo(office)
    assert town(office, lea) == "Saint-Martin"
    redo(office)
    assert town(office, lea) == "Bréchamp"
    with refused(Refusal.NOTHING_TO_REDO):
        undoing.redo(office)
    undo(office)
    sheet.set_field(office, "person", lea, "town", "Le Val-Fleuri")
    with refused(Refusal.NOTHING_TO_REDO):
        undoing.redo(office)
    assert sound(office) == []


def test_undo_is_a_new_gesture_and_erases_nothing(office: Office):
    lea = create(office)
    before = entries_written(office)
    sheet.set_field(office, "person", lea, "town", "Saint-Martin")
    undo(office)
    assert entries_written(office) == before + 2


def test_each_worker_undoes_her_own_gestures(office: Office, colleague: Office):
    lea = create(office)
    sheet.set_field(colleague, "person", lea, "town", "Saint-Martin")
    with refused(Refusal.CHANGED_SINCE, "town"):
        undoing.undo(office)
    undo(colleague)
    undo(office)
    assert people.list_people(office).total == 0


def test_what_someone_changed_since_is_kept_and_who_is_told(office: Office, colleague: Office):
    lea = create(office)
    sheet.set_field(office, "person", lea, "town", "Saint-Martin")
    sheet.set_field(colleague, "person", lea, "town", "Bréchamp")
    with pytest.raises(Refused) as caught:
        undoing.undo(office)
    assert caught.value.reason is Refusal.CHANGED_SINCE
    assert caught.value.values == {"who": "Hélène Vasseur"}
    assert town(office, lea) == "Bréchamp"


@pytest.mark.parametrize("chosen", [True, False])
def test_the_gesture_of_a_colleague_is_hers_to_take_back(either_office: Office, chosen: bool):
    office = either_office
    colleague = Office(office.vault, HELENE, office.catalogue)
    lea = create(office)
    hers = sheet.set_field(colleague, "person", lea, "town", "Saint-Martin").gesture
    with pytest.raises(Refused) as caught:
        undoing.undo(office, hers)
    assert caught.value.reason is Refusal.NOT_HERS
    assert sentence(caught.value).startswith("C’est Hélène Vasseur qui")
    assert town(office, lea) == "Saint-Martin"
    undoing.undo(colleague, hers if chosen else None)
    assert town(office, lea) == ""


def test_the_sending_of_a_colleague_is_not_cancelled_by_another(office: Office, colleague: Office):
    lea = write_lea(colleague)
    referral = draft(colleague, lea)
    sending = referrals.send(colleague, referral).gesture
    with refused(Refusal.NOT_HERS):
        undoing.undo(office, sending)
    assert referral_view.view(office, referral).line.state == "waiting"
    undoing.undo(colleague, sending)
    assert referral_view.view(office, referral).line.state == "cancelled"


@pytest.mark.parametrize("verb", undoing.SET_UP)
def test_what_sets_accounts_and_vault_up_is_never_undone(office: Office, verb: str):
    lea = create(office)
    with office.writing(verb) as work:
        work.session.get_one(Worker, CAMILLE).slot = "another"
    with office.reading() as session:
        set_up = session.scalars(sa.select(GestureRow.id).where(GestureRow.verb == verb)).all()
    for gesture in set_up:
        with refused(Refusal.NOTHING_TO_UNDO):
            undoing.undo(office, gesture)
    undo(office)
    with refused(Refusal.NOTHING_TO_UNDO):
        undoing.undo(office)
    with refused(Refusal.UNKNOWN_ID):
        people.line(office, lea)
    camille = get(office, Worker, CAMILLE)
    assert (camille.slot, camille.deleted) == ("another", False)


def test_every_gesture_about_an_account_or_a_password_is_among_what_is_never_undone():
    verbs = tomllib.loads((RESOURCES / "wording" / "gestures.toml").read_text("utf-8"))
    about = {verb for verb in verbs if verb.startswith(("account_", "password_", "vault_"))}
    assert {"account_created", "password_changed", "password_recovered"} <= about
    assert about <= set(undoing.SET_UP)


def test_another_field_changed_since_does_not_prevent(office: Office, colleague: Office):
    lea = create(office)
    sheet.set_field(office, "person", lea, "town", "Saint-Martin")
    sheet.set_field(colleague, "person", lea, "email", "lea@exemple.fr")
    undo(office)
    assert (town(office, lea), get(office, Person, lea).email) == ("", "lea@exemple.fr")


def test_a_creation_something_depends_on_is_kept(office: Office, colleague: Office):
    lea = create(office)
    encounters.note(colleague, lea, "visit")
    with refused(Refusal.DEPENDED_ON):
        undoing.undo(office)
    assert people.line(office, lea).name == "Léa Marchetti"
    undo(colleague)
    undo(office)
    with refused(Refusal.UNKNOWN_ID):
        people.line(office, lea)


def test_a_gesture_chosen_in_the_history_is_given_back(office: Office):
    lea = create(office)
    chosen = sheet.set_field(office, "person", lea, "town", "Saint-Martin").gesture
    sheet.set_field(office, "person", lea, "email", "lea@exemple.fr")
    undoing.undo(office, chosen)
    assert (town(office, lea), get(office, Person, lea).email) == ("", "lea@exemple.fr")
    with refused(Refusal.NOTHING_TO_UNDO):
        undoing.undo(office, chosen)


def test_a_gesture_that_changes_one_field_twice_is_given_back_whole(either_office: Office):
    office = either_office
    lea = create(office, town="Saint-Martin")
    with office.writing("field_set") as work:
        person = work.session.get_one(Person, lea)
        for value in ("Bréchamp", "Le Val-Fleuri"):
            person.town = value
            work.session.flush()
    undo(office)
    assert town(office, lea) == "Saint-Martin"
    redo(office)
    assert town(office, lea) == "Le Val-Fleuri"
    assert sound(office) == []


def test_a_gesture_that_makes_then_changes_is_given_back_whole(office: Office):
    lea = create(office)
    household = Household()
    member = HouseholdMember(household_id=household.id, person_id=lea, first_names="Noé")
    with office.writing("member_added") as work:
        work.session.add_all([household, member])
        work.session.flush()
        member.first_names = "Noël"
    assert [one.first_names for one in households.of_person(office, lea).members] == ["Noël"]
    undo(office)
    assert households.of_person(office, lea).members == ()
    redo(office)
    assert [one.first_names for one in households.of_person(office, lea).members] == ["Noël"]
    assert sound(office) == []


def test_a_large_gesture_is_given_back_whole(either_office: Office):
    office = either_office
    with office.writing("people_imported") as work:
        found = [Person(birth_name=f"Nom{n}", first_names="Léa", birth="2002-03-12") for n in range(1_203)]
        work.session.insert_many(found)
    assert people.list_people(office).total == 1_203
    undo(office)
    assert people.list_people(office).total == 0
    redo(office)
    assert people.list_people(office).total == 1_203
    assert sound(office) == []


def test_dates_and_references_come_back_as_they_were(office: Office):
    lea = create(office)
    sheet.set_field(office, "person", lea, "permit_until", "03/05/2027")
    pathway = pathways.open_pathway(office, lea).created
    assert pathway is not None
    sheet.set_field(office, "person", lea, "permit_until", "")
    undo(office)
    assert get(office, Person, lea).permit_until == date(2027, 5, 3)
    undo(office)
    assert people.line(office, lea).lead_id is None
    redo(office)
    assert people.line(office, lea).lead_id == office.worker_id


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_a_gesture_is_given_back_piece_by_piece_as_in_one(
    office: Office, monkeypatch: pytest.MonkeyPatch, at_once: int
):
    monkeypatch.setattr(undoing, "ENTRIES_AT_ONCE", at_once)
    kept = create(office, town="Saint-Martin")
    household = Household()
    with office.writing("list_imported") as work:
        made = Person(birth_name="Diallo", first_names="Aminata", birth="1983-02-14")
        member = HouseholdMember(household_id=household.id, person_id=made.id, first_names="Noé")
        work.session.add_all([made, household, member])
        for value in ("Bréchamp", "Le Val-Fleuri"):
            work.session.get_one(Person, kept).town = value
            work.session.flush()
        member.first_names = "Noël"
    told: list[tuple[int, int]] = []
    undoing.undo(office, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (6, 6)
    assert (town(office, kept), people.list_people(office).total) == ("Saint-Martin", 1)
    redo(office)
    assert (town(office, kept), people.list_people(office).total) == ("Le Val-Fleuri", 2)
    assert [one.first_names for one in households.of_person(office, made.id).members] == ["Noël"]
    assert sound(office) == []


def test_a_large_gesture_says_how_many_entries_it_has_and_is_told_to_the_end(office: Office):
    with office.writing("list_imported") as work:
        work.session.insert_many([Person(birth_name="Ba", first_names=f"Léa{n}") for n in range(undoing.LARGE + 1)])
    last = undoing.last_undoable(office)
    assert last.entries > undoing.LARGE
    told: list[tuple[int, int]] = []
    undoing.undo(office, last.id, progress=lambda *done: told.append(done))
    undoing.redo(office, progress=lambda *done: told.append(done))
    assert told == [(last.entries, last.entries)] * 2
    assert people.list_people(office).total == last.entries


def test_an_undo_that_is_stopped_changes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(undoing, "ENTRIES_AT_ONCE", 1)
    with office.writing("list_imported") as work:
        work.session.insert_many([Person(birth_name=name, first_names="Léa") for name in ("Ba", "Diallo")])
    told: list[int] = []
    with pytest.raises(GivenUp):
        undoing.undo(office, progress=lambda done, _: told.append(done), stopped=lambda: told == [1])
    assert (told, people.list_people(office).total) == ([1], 2)
    undo(office)
    assert people.list_people(office).total == 0


def test_what_someone_changed_in_a_large_gesture_keeps_it_whole(
    office: Office, colleague: Office, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(undoing, "ENTRIES_AT_ONCE", 1)
    with office.writing("list_imported") as work:
        made = [Person(birth_name=name, first_names="Léa") for name in ("Ba", "Diallo", "Petit")]
        work.session.insert_many(made)
    sheet.set_field(colleague, "person", made[0].id, "town", "Bréchamp")
    with refused(Refusal.CHANGED_SINCE, "town"):
        undoing.undo(office)
    assert people.list_people(office).total == 3
