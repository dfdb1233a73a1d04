# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is to come, for a calendar that may not know of whom."""

from __future__ import annotations

from datetime import date

import pytest

from app.services import calendar_export, procedure_view, procedures, referral_drafts, referrals
from app.services.refusals import Refusal
from tests.exchange import ics
from tests.services.desk import refused
from tests.services.lea import draft, sent, write_lea

TODAY = date(2026, 11, 24)


@pytest.fixture
def lea(office):
    written = write_lea(office)
    sent(office, written, date(2026, 9, 14))
    procedures.note_event(office, written.recourse, "acknowledged", date(2026, 9, 21))
    return written


def events(made):
    return {event.properties["UID"]: event for event in ics.read(made.content).of("VEVENT")}


def days(made):
    return sorted(event.properties["DTSTART"] for event in events(made).values())


def test_the_deadlines_of_a_procedure_are_there_and_say_nothing_of_her(office, lea):
    made = calendar_export.calendar(office, procedure_id=lea.recourse)
    coming = [each for each in procedure_view.view(office, lea.recourse).deadlines if each.closed_on is None]
    assert "20261221" in days(made)
    assert {each.due for each in coming if each.due >= TODAY} >= {date(2026, 12, 21)}
    assert {event.properties["SUMMARY"] for event in events(made).values()} == {"Échéance Maillon"}
    text = made.content.decode().replace("\r\n ", "")
    view = procedure_view.view(office, lea.recourse)
    told = ("Marchetti", "Léa", "L. M.", "DALO", "dalo", view.short_title, "Saint-Martin", *(d.label for d in coming))
    assert [words for words in told if words in text] == []
    assert made.deadlines == len([e for e in events(made).values() if e.properties["STATUS"] == "CONFIRMED"])


def test_of_one_person_or_of_those_one_follows(office, colleague, lea):
    of_her = calendar_export.calendar(office, person_id=lea.person)
    assert set(events(calendar_export.calendar(office, procedure_id=lea.recourse))) <= set(events(of_her))
    followed = calendar_export.calendar(office)
    assert set(events(followed)) == set(events(of_her))
    assert calendar_export.calendar(colleague).count == 0
    assert set(events(calendar_export.calendar(colleague, everyone=True))) == set(events(of_her))


def test_a_second_file_moves_what_moved_and_takes_off_what_is_closed(office, lea, clock):
    before = events(calendar_export.calendar(office, procedure_id=lea.recourse))
    (uid,) = [key for key, event in before.items() if event.properties["DTSTART"] == "20261221"]
    clock.pass_by(days=1)
    procedures.note_event(office, lea.recourse, "recognised_housing", date(2026, 11, 24))
    after = events(calendar_export.calendar(office, procedure_id=lea.recourse))
    assert after[uid].properties["STATUS"] == "CANCELLED"
    assert int(after[uid].properties["SEQUENCE"]) > int(before[uid].properties["SEQUENCE"])
    assert any(event.properties["STATUS"] == "CONFIRMED" for event in after.values())


def test_the_answer_wished_for_is_a_deadline_until_it_comes(office, lea):
    referral = draft(office, lea)
    referral_drafts.expect_answer(office, referral, date(2026, 12, 15))
    assert f"{referral}@maillon" not in events(calendar_export.calendar(office, person_id=lea.person))
    referrals.send(office, referral)
    assert (
        events(calendar_export.calendar(office, person_id=lea.person))[f"{referral}@maillon"].properties["DTSTART"]
        == "20261215"
    )
    referrals.record_answer(office, referral, "no", TODAY, event=None)
    gone = events(calendar_export.calendar(office, person_id=lea.person))[f"{referral}@maillon"]
    assert gone.properties["STATUS"] == "CANCELLED"


def test_an_appointment_is_a_day_and_its_hour_asked_by_a_scheme(office, lea):
    procedures.set_answer(office, lea.address, "interview_on", date(2026, 12, 3))
    assert calendar_export.calendar(office, procedure_id=lea.address).appointments == 0
    procedures.set_answer(office, lea.address, "interview_at", "14:30")
    made = calendar_export.calendar(office, procedure_id=lea.address)
    assert made.appointments == 1
    (met,) = [each for each in events(made).values() if each.properties["SUMMARY"] == "Rendez-vous Maillon"]
    assert met.properties["DTSTART"] == "20261203T143000"
    procedures.set_answer(office, lea.address, "interview_on", date(2026, 11, 20))
    assert calendar_export.calendar(office, procedure_id=lea.address).appointments == 0


def test_the_file_is_written_or_its_refusal_said(office, lea, tmp_path):
    path = tmp_path / calendar_export.FILE_NAME
    made = calendar_export.write(office, path, person_id=lea.person)
    assert path.read_bytes() == made.content
    with refused(Refusal.FILE_NOT_WRITTEN):
        calendar_export.write(office, tmp_path / "no" / "agenda.ics")
