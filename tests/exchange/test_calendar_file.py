# SPDX-License-Identifier: AGPL-3.0-or-later
"""A calendar file as the standard wants it: read back by a strict reader, in the time of Paris."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.exchange.calendar_file import CalendarEntry, calendar_file
from tests.exchange import ics

FIRST, SECOND = UUID(int=1), UUID(int=2)
WRITTEN = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/Paris"))
DAY = CalendarEntry(FIRST, "Échéance Maillon", date(2026, 12, 31), note="Le détail est dans Maillon.")
HOUR = CalendarEntry(SECOND, "Rendez-vous Maillon", date(2026, 7, 1), time(14, 30))


def events(*entries, at=WRITTEN):
    return {event.properties["UID"]: event for event in ics.read(calendar_file(entries, at)).of("VEVENT")}


def test_a_deadline_is_a_whole_day_announced_the_eve_in_the_morning():
    (event,) = events(DAY).values()
    said = event.properties
    assert (said["DTSTART"], said["DTEND"]) == ("20261231", "20270101")
    assert event.parameters["DTSTART"] == {"VALUE": "DATE"}
    assert (said["SUMMARY"], said["DESCRIPTION"], said["STATUS"]) == (DAY.title, DAY.note, "CONFIRMED")
    assert (said["CLASS"], said["TRANSP"], said["DTSTAMP"]) == ("PRIVATE", "TRANSPARENT", "20261124T094200Z")
    (alarm,) = event.of("VALARM")
    assert (alarm.properties["TRIGGER"], alarm.properties["ACTION"]) == ("-PT15H", "DISPLAY")


def test_an_appointment_is_an_hour_of_paris_and_its_zone_is_in_the_file():
    calendar = ics.read(calendar_file([HOUR], WRITTEN))
    (event,), (zone,) = calendar.of("VEVENT"), calendar.of("VTIMEZONE")
    assert (event.properties["DTSTART"], event.properties["DTEND"]) == ("20260701T143000", "20260701T153000")
    assert event.parameters["DTSTART"] == event.parameters["DTEND"] == {"TZID": zone.properties["TZID"]}
    assert zone.properties["TZID"] == "Europe/Paris"


@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_the_zone_says_the_hours_of_paris(year):
    (zone,) = ics.read(calendar_file([], WRITTEN)).of("VTIMEZONE")
    paris = ZoneInfo("Europe/Paris")
    for part, month, rank in ((zone.of("DAYLIGHT")[0], 3, 2), (zone.of("STANDARD")[0], 10, 3)):
        rule = dict(one.split("=") for one in part.properties["RRULE"].split(";"))
        assert rule == {"FREQ": "YEARLY", "BYMONTH": str(month), "BYDAY": "-1SU"}
        last = max(day for day in range(25, 32) if date(year, month, day).weekday() == 6)
        assert part.properties["DTSTART"].endswith(f"T0{rank}0000")
        offsets = [datetime(year, month, last, hour, tzinfo=UTC).astimezone(paris).strftime("%z") for hour in (0, 1)]
        assert offsets == [part.properties["TZOFFSETFROM"], part.properties["TZOFFSETTO"]]


def test_a_later_file_bears_the_same_identifiers_and_a_higher_sequence():
    later = datetime(2026, 11, 24, 10, 43, tzinfo=ZoneInfo("Europe/Paris"))
    before, after = events(DAY, HOUR), events(HOUR, DAY, at=later)
    assert before.keys() == after.keys() == {f"{FIRST}@maillon", f"{SECOND}@maillon"}
    for uid, event in before.items():
        assert int(after[uid].properties["SEQUENCE"]) > int(event.properties["SEQUENCE"])


def test_what_is_gone_is_cancelled_and_rings_no_more():
    (event,) = events(CalendarEntry(FIRST, "Échéance Maillon", date(2026, 12, 31), gone=True)).values()
    assert (event.properties["STATUS"], event.of("VALARM")) == ("CANCELLED", [])


def test_signs_and_long_lines_come_back_as_they_were():
    title = "Échéance ; « œuvre », \\ et\ndeux lignes " + "é" * 200
    (event,) = events(CalendarEntry(FIRST, title, date(2026, 12, 31))).values()
    assert event.properties["SUMMARY"] == title


def test_the_strict_reader_refuses_what_the_standard_does():
    sound = calendar_file([DAY, HOUR], WRITTEN)
    assert len(ics.read(sound).of("VEVENT")) == 2
    for spoilt in (
        sound.replace(b"\r\n", b"\n"),
        sound.replace(b"END:VEVENT\r\n", b"", 1),
        sound.replace(b"UID:", b"XID:", 1),
        sound.replace(b"PRODID:", b"PRODID:" + b"x" * 80, 1),
        sound.replace("SUMMARY:Échéance".encode(), b"SUMMARY:a;b", 1),
        sound.replace(b"CLASS:PRIVATE", b"CLASS PRIVATE", 1),
    ):
        assert spoilt != sound
        with pytest.raises(ValueError, match=r"."):
            ics.read(spoilt)
