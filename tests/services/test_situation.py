# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where she lives, what comes in, and who met her."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from app.models.housing import Housing
from app.services import encounters, housings, procedures, resources
from app.services.office import Office
from app.services.refusals import Refusal
from tests.services.conftest import HELENE
from tests.services.desk import create, entries_written, get, refused, undo

NIR = "2 69 05 49 588 157 80"


@pytest.fixture
def lea(office: Office) -> UUID:
    return create(office, title="mme")


# Housing


def test_a_new_dwelling_ends_the_former_the_day_before(either_office: Office):
    office = either_office
    lea = create(office, title="mme")
    assert housings.current(office, lea) is None
    first = housings.add(office, lea, {"status": "third_party", "since": "01/02/2025"}).created
    second = housings.add(office, lea, {"status": "shelter", "since": "10/11/2026", "rent": "85"}).created
    assert first is not None
    assert [one.id for one in housings.of_person(office, lea)] == [second, first]
    assert get(office, Housing, first).until == date(2026, 11, 9)
    now = housings.current(office, lea)
    assert now is not None
    assert (now.status, now.rent, now.cost) == ("shelter", 8500, 8500)
    assert housings.of_person(office, lea)[1].status_label == "Hébergée chez un tiers"
    undo(office)
    assert get(office, Housing, first).until is None


def test_a_past_dwelling_leaves_the_current_one(office: Office, lea: UUID):
    now = housings.add(office, lea, {"status": "hotel", "since": "10/11/2026"}).created
    housings.add(office, lea, {"status": "none", "since": "01/01/2020", "until": "09/11/2026"})
    current = housings.current(office, lea)
    assert current is not None
    assert current.id == now
    with refused(Refusal.END_BEFORE_START, "until"):
        housings.add(office, lea, {"since": "01/01/2020", "until": "31/12/2019"})
    with refused(Refusal.END_BEFORE_START, "since"):
        housings.add(office, lea, {"since": "10/11/2026"})
    assert len(housings.of_person(office, lea)) == 2


def test_what_a_dwelling_costs(office: Office, lea: UUID):
    housings.add(office, lea, {"rent": "500", "charges": "50,50", "aid": "200"})
    now = housings.current(office, lea)
    assert now is not None
    assert now.cost == 35050
    housings.remove(office, now.id)
    assert housings.of_person(office, lea) == ()


# Resources


def amounts(view: resources.ResourcesView) -> list[tuple[str, int | None]]:
    return [(one.kind, one.amount) for one in view.current]


def test_resources_of_a_month_and_their_total(either_office: Office):
    office = either_office
    lea = create(office)
    resources.add(office, lea, "subsidised_contract", {"amount": "1 064", "since": "01/02/2026"})
    resources.add(office, lea, "activity_bonus", {"amount": "221", "since": "15/03/2026"})
    resources.add(office, lea, "family_support", {"since": "01/09/2023"})
    resources.add(office, lea, "rsa", {"amount": "607", "since": "01/01/2025", "until": "31/01/2026"})
    view = resources.of_person(office, lea)
    assert amounts(view) == [("subsidised_contract", 106400), ("activity_bonus", 22100), ("family_support", None)]
    assert [one.kind for one in view.past] == ["rsa"]
    assert (view.total, view.mean) == (128500, 128500)
    assert view.current[0].kind_label == "Salaire, contrat aidé"


@pytest.mark.parametrize(
    ("month", "total", "mean"),
    [
        (date(2026, 3, 31), 128500, (106400 + 60700 + 60700) // 3),
        (date(2026, 2, 1), 106400, 60700),
        (date(2026, 1, 15), 60700, 60700),
        (date(2025, 1, 1), 60700, None),
        (date(2024, 12, 31), None, None),
    ],
)
def test_both_the_first_and_the_last_month_count(
    office: Office, lea: UUID, month: date, total: int | None, mean: int | None
):
    resources.add(office, lea, "subsidised_contract", {"amount": "1 064", "since": "28/02/2026"})
    resources.add(office, lea, "activity_bonus", {"amount": "221", "since": "15/03/2026"})
    resources.add(office, lea, "rsa", {"amount": "607", "since": "31/01/2025", "until": "01/01/2026"})
    view = resources.of_person(office, lea, month)
    assert (view.total, view.mean) == (total, mean)


def test_no_resource_is_known_and_not_a_gap(office: Office, lea: UUID):
    assert resources.of_person(office, lea).total is None
    resources.add(office, lea, resources.NONE)
    assert resources.of_person(office, lea).total == 0


def test_a_resource_ends_or_is_taken_off(office: Office, lea: UUID):
    made = resources.add(office, lea, "rsa", {"amount": "607", "since": "01/01/2026"}).created
    assert made is not None
    with refused(Refusal.END_BEFORE_START, "until"):
        resources.end(office, made, date(2025, 12, 31))
    resources.end(office, made, date(2026, 10, 31))
    assert resources.of_person(office, lea).current == ()
    before = entries_written(office)
    resources.end(office, made, date(2026, 10, 31))
    assert entries_written(office) == before
    undo(office)
    assert amounts(resources.of_person(office, lea)) == [("rsa", 60700)]
    resources.remove(office, made)
    assert resources.of_person(office, lea).past == ()
    with refused(Refusal.UNKNOWN_CHOICE, "kind"):
        resources.add(office, lea, "lottery")
    with refused(Refusal.UNKNOWN_ID):
        resources.add(office, uuid4(), "rsa")


# Contacts and notes


def test_mail_handed_over_is_one_gesture(either_office: Office):
    office = either_office
    lea = create(office)
    changes = encounters.hand_mail(office, lea)
    assert changes.verb == "contact_noted"
    (one,) = encounters.of_person(office, lea)
    assert (one.kind_label, one.on, one.worker, one.with_person) == (
        "Courrier remis ou envoyé",
        office.today(),
        "Camille Aubry",
        True,
    )
    undo(office)
    assert encounters.of_person(office, lea) == ()


def test_the_last_contact_is_the_last_time_she_was_met_or_heard(office: Office, colleague: Office, lea: UUID):
    encounters.note(office, lea, "visit", on=date(2026, 11, 19))
    encounters.note(colleague, lea, "call", "Rappel.", on=date(2026, 11, 20), source="dit par Julie Roux")
    for kind in ("note", "third_party", "mail_in", "registered_in", "parcel_in"):
        assert encounters.note(office, lea, kind, "x").verb == "note_written"
    last = encounters.last_contact(office, lea)
    assert last is not None
    assert (last.on, last.kind, last.worker_id, last.source) == (
        date(2026, 11, 20),
        "call",
        HELENE,
        "dit par Julie Roux",
    )
    assert [one.on for one in encounters.of_person(office, lea)][-2:] == [date(2026, 11, 20), date(2026, 11, 19)]


def test_what_is_noted_keeps_its_lines_and_drops_its_noise(office: Office, lea: UUID):
    procedure = procedures.open_procedure(office, lea, "dalo", department="38").created
    encounters.note(office, lea, "visit", "  Une ligne. \r\n\r\nDeux\u200b lignes. \n", procedure_id=procedure)
    (one,) = encounters.of_person(office, lea)
    assert one.text == "Une ligne.\n\nDeux lignes."
    assert one.procedure_id == procedure


def test_what_cannot_be_noted_is_refused(office: Office, lea: UUID):
    before = entries_written(office)
    for name in ("text", "participants", "source"):
        with refused(Refusal.NIR, name):
            encounters.note(office, lea, "visit", **{name: f"Numéro {NIR}"})
    with refused(Refusal.DAY_TO_COME, "on"):
        encounters.note(office, lea, "visit", on=date(2026, 11, 25))
    with refused(Refusal.UNKNOWN_CHOICE, "kind"):
        encounters.note(office, lea, "telepathy")
    with refused(Refusal.UNKNOWN_ID):
        encounters.note(office, uuid4(), "visit")
    assert entries_written(office) == before


def test_a_contact_noted_by_mistake_is_taken_off(office: Office, lea: UUID):
    made = encounters.note(office, lea, "visit").created
    assert made is not None
    encounters.withdraw(office, made)
    assert encounters.last_contact(office, lea) is None
    with refused(Refusal.UNKNOWN_ID):
        encounters.withdraw(office, made)
