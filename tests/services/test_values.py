# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dossier as the values that forms, criteria and papers read: of the day, the same on both engines."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from app.models.household import Household, HouseholdMember
from app.models.housing import Housing
from app.models.person import Person
from app.models.resource import Resource
from app.services import papers, procedures, referrals, values
from tests import people
from tests.documents.reading import whole_text
from tests.services.desk import create

TODAY = date(2026, 11, 24)


def write(office, *facts):
    with office.writing("field_set") as work:
        work.session.add_all(facts)


def of_person(office, person, day=TODAY):
    with office.reading() as session:
        return values.of_person(session, person, day)


def paid(office, person, day=TODAY):
    found = of_person(office, person, day)
    return [row["kind"] for row in found["resources[]"]], found.get("resources.total")


def live_with(office, person, *members):
    household = Household()
    rows = [HouseholdMember(household_id=household.id, person_id=person, **each) for each in members]
    write(office, household, *rows)


def test_what_is_paid_this_month_and_nothing_before_nor_after(either_office):
    office, lea = either_office, create(either_office)
    for kind, amount, since, until in (
        ("salary", 10000, date(2026, 12, 1), None),
        ("activity_bonus", 2000, date(2026, 11, 30), None),
        ("family_support", 400, None, date(2026, 11, 2)),
        ("unemployment", 70000, date(2026, 1, 1), date(2026, 10, 31)),
    ):
        write(office, Resource(person_id=lea, kind=kind, amount=amount, since=since, until=until))
    assert paid(office, lea) == (["family_support", "activity_bonus"], 2400)
    assert paid(office, lea, date(2026, 12, 1)) == (["activity_bonus", "salary"], 12000)
    assert paid(office, lea, date(2026, 10, 31)) == (["family_support", "unemployment"], 70400)


def test_nothing_coming_in_is_known_and_not_a_gap(office):
    lea = create(office)
    assert paid(office, lea) == ([], None)
    write(office, Resource(person_id=lea, kind="salary"))
    assert paid(office, lea) == (["salary"], None)
    write(office, Resource(person_id=lea, kind="none"))
    assert paid(office, lea) == (["none", "salary"], 0)


def test_the_dwelling_is_that_of_the_day(either_office):
    office, lea = either_office, create(either_office)
    assert "housing.structure" not in of_person(office, lea)
    for structure, since, until in (
        ("Sans date", None, None),
        ("Les Tilleuls", date(2026, 3, 2), date(2026, 11, 30)),
        ("Les Oseraies", date(2026, 12, 1), None),
        ("Le Relais", date(2025, 1, 1), date(2026, 3, 1)),
    ):
        write(office, Housing(person_id=lea, structure=structure, since=since, until=until))
    for day, structure in (
        (TODAY, "Les Tilleuls"),
        (date(2026, 11, 30), "Les Tilleuls"),
        (date(2026, 12, 1), "Les Oseraies"),
        (date(2026, 3, 1), "Le Relais"),
        (date(2024, 1, 1), "Sans date"),
    ):
        assert of_person(office, lea, day)["housing.structure"] == structure


def test_members_come_by_age_those_of_unknown_birth_last(either_office):
    office, lea = either_office, create(either_office)
    live_with(
        office,
        lea,
        {"first_names": "Zoé"},
        {"first_names": "Noé", "birth": "2023-08-05"},
        {"first_names": "Awa", "birth": "~1975"},
        {"first_names": "Ali", "birth": "2023-08-05"},
        {"first_names": "Eva", "birth": "1990"},
    )
    names = [row["first_names"] for row in of_person(office, lea)["household.members[]"]]
    assert names == ["Awa", "Eva", "Ali", "Noé", "Zoé"]


def test_who_has_left_or_comes_later_is_not_of_the_household(office):
    lea = create(office)
    live_with(
        office,
        lea,
        {"first_names": "Parti", "until": date(2026, 11, 23)},
        {"first_names": "Part", "until": TODAY},
        {"first_names": "Vient", "since": date(2026, 11, 25)},
        {"first_names": "Arrive", "since": TODAY},
    )
    found = of_person(office, lea)
    assert [row["first_names"] for row in found["household.members[]"]] == ["Arrive", "Part"]
    assert found["household.size"] == 3


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((), None),
        ((None,), None),
        ((False,), False),
        ((False, False), False),
        ((False, None), None),
        ((False, True), True),
        ((None, True), True),
    ],
)
def test_a_disability_is_known_when_it_was_said_of_each(office, told, expected):
    lea = create(office)
    live_with(office, lea, *({"first_names": "Noé", "disability": each} for each in told))
    assert of_person(office, lea).get("household.has_disability") is expected


def test_the_permit_of_a_member_is_that_of_her_own_dossier_else_what_was_written(office):
    lea = create(office)
    ana = Person(birth_name="Sow", first_names="Ana", birth="1990", permit_kind="resident_card")
    eva = Person(birth_name="Sow", first_names="Eva", birth="1991")
    write(office, ana, eva)
    live_with(
        office,
        lea,
        {"member_id": ana.id, "permit": "ancien"},
        {"member_id": eva.id, "permit": "récépissé"},
        {"first_names": "Noé", "birth": "2023"},
    )
    found = of_person(office, lea)["household.members[]"]
    assert [row["permit"] for row in found] == ["resident_card", "récépissé", ""]


def test_permits_are_printed_in_words(office):
    lea = people.write_lea(office)
    with office.writing("field_set") as work:
        work.session.get_one(Person, lea.person).permit_kind = "resident_card"
    live_with(office, lea.person, {"first_names": "Awa", "permit": "titre de dix ans"})
    procedure = procedures.open_procedure(office, lea.person, "dalo", TODAY, "45").created
    referral = referrals.prepare(office, procedure, lea.commission).created
    text = whole_text(papers.preview(office, referral).pdf)
    assert "titre de dix ans" in text
    assert "Carte de résident" in text
    assert "resident_card" not in text


def test_the_type_of_household_follows_who_lives_there(office):
    lea = create(office, title="mme")
    assert of_person(office, lea)["household.type"] == "FEMME_ISOLE_SANS_ENFANT"
    live_with(office, lea, {"first_names": "Noé", "birth": "2023-08-05", "link": "enfant"})
    found = of_person(office, lea)
    assert (found["household.type"], found["household.minors"]) == ("FEMME_ISOLE_AVEC_ENFANT", 1)
    live_with(office, lea, {"first_names": "Jean", "birth": "1990", "link": "conjoint"})
    assert of_person(office, lea)["household.type"] == "COUPLE_AVEC_ENFANT"


def test_surfaces_are_in_square_metres_and_what_is_unknown_is_absent(office):
    lea = create(office)
    write(office, Housing(person_id=lea, surface=1850))
    found = of_person(office, lea)
    assert (found["housing.surface"], found["housing.occupants"]) == (18.5, 1)
    assert "housing.rooms" not in found
    assert not any(value is None or value == "" for value in found.values())


def test_a_worker_who_is_not_known_signs_nothing(office):
    with office.reading() as session:
        assert values.of_worker(session, office.worker_id)["worker.name"] == "Camille Aubry"
        assert values.of_worker(session, uuid4()) == {}
        assert values.of_worker(session, None) == {}
