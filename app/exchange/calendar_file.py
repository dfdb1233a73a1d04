# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days and hours as an iCalendar file (RFC 5545), in the time of Paris, for the calendar of an office.

The file leaves the encrypted vault: titles say nothing of anybody. An entry keeps its identifier from one file to the
next, with a higher sequence, so that importing again moves what has moved and takes off what is no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

ZONE = "Europe/Paris"
LINE = 75
"""Octets of a line at most, before it is folded."""
LASTS = timedelta(hours=1)
EVE_AT_NINE = "-PT15H"
"""The alarm of a whole day, from its midnight: the day before at nine in the morning."""
ONE_HOUR = "-PT1H"
_START_OF_COUNTING = datetime(2026, 1, 1, tzinfo=UTC)
_PARIS = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class CalendarEntry:
    """A day, or an hour of it when `at` is given. `gone` takes an entry of an earlier file off the calendar."""

    id: UUID
    title: str
    day: date
    at: time | None = None
    note: str = ""
    gone: bool = False


def calendar_file(entries: Iterable[CalendarEntry], written_at: datetime) -> bytes:
    """Return the file, UTF-8; `written_at` must bear its zone, and grow from one file to the next."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Maillon//Maillon//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += _PARIS
    for entry in entries:
        lines += _event(entry, written_at.astimezone(UTC))
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(entry: CalendarEntry, written_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@maillon"
    yield f"DTSTAMP:{written_at:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{max(0, int((written_at - _START_OF_COUNTING).total_seconds()) // 60)}"
    yield from _when(entry)
    yield f"SUMMARY:{_escaped(entry.title)}"
    if entry.note:
        yield f"DESCRIPTION:{_escaped(entry.note)}"
    yield "CLASS:PRIVATE"
    yield f"STATUS:{'CANCELLED' if entry.gone else 'CONFIRMED'}"
    yield f"TRANSP:{'OPAQUE' if entry.at else 'TRANSPARENT'}"
    if not entry.gone:
        yield from _alarm(entry)
    yield "END:VEVENT"


def _when(entry: CalendarEntry) -> Iterator[str]:
    if entry.at is None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    else:
        start = datetime.combine(entry.day, entry.at)
        yield f"DTSTART;TZID={ZONE}:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID={ZONE}:{start + LASTS:%Y%m%dT%H%M%S}"


def _alarm(entry: CalendarEntry) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(entry.title)}"
    yield f"TRIGGER:{ONE_HOUR if entry.at else EVE_AT_NINE}"
    yield "END:VALARM"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """The line in octets, cut between two letters where it is too long."""
    parts: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        if len(parts[-1]) + len(octets) > LINE:
            parts.append(b" ")
        parts[-1] += octets
    return b"\r\n".join(parts) + b"\r\n"
