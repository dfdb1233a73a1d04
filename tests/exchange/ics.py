# SPDX-License-Identifier: AGPL-3.0-or-later
"""A strict reader of iCalendar files, written from RFC 5545 and from nothing of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NAME = r"[A-Z0-9-]+"
PROPERTY = re.compile(rf'({NAME})((?:;{NAME}=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]+))*):([^\x00-\x08\x0a-\x1f]*)')
ESCAPE = re.compile(r"\\([\\;,nN])")
NEEDED = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
TEXTS = {"SUMMARY", "DESCRIPTION"}


@dataclass
class Part:
    name: str
    properties: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def of(self, name: str) -> list[Part]:
        return [part for part in self.parts if part.name == name]


def read(content: bytes) -> Part:
    """The calendar. Raises ValueError for whatever the standard does not allow."""
    top = Part("")
    open_parts = [top]
    for line in unfolded(content):
        found = PROPERTY.fullmatch(line)
        if found is None:
            raise ValueError(f"not a property: {line!r}")
        name, parameters, value = found.groups()
        if name == "BEGIN":
            open_parts.append(Part(value))
        elif name == "END":
            close(open_parts, value)
        else:
            keep(open_parts[-1], name, parameters, value)
    if len(open_parts) != 1 or [part.name for part in top.parts] != ["VCALENDAR"]:
        raise ValueError("parts are not closed, or there is not one calendar")
    return top.parts[0]


def unfolded(content: bytes) -> list[str]:
    if (
        not content.endswith(b"\r\n")
        or b"\n" in content.replace(b"\r\n", b"")
        or b"\r" in content.replace(b"\r\n", b"")
    ):
        raise ValueError("lines end with CR LF")
    lines: list[bytes] = []
    for raw in content.removesuffix(b"\r\n").split(b"\r\n"):
        if len(raw) > 75:
            raise ValueError(f"{len(raw)} octets")
        raw.decode()  # a letter is never cut
        if raw.startswith(b" "):
            lines[-1] += raw[1:]
        else:
            lines.append(raw)
    return [line.decode() for line in lines]


def close(open_parts: list[Part], name: str) -> None:
    part = open_parts.pop()
    if part.name != name:
        raise ValueError(f"{name} closes {part.name}")
    if missing := NEEDED[name] - part.properties.keys():
        raise ValueError(f"{name} lacks {missing}")
    open_parts[-1].parts.append(part)


def keep(part: Part, name: str, parameters: str, value: str) -> None:
    if name in part.properties:
        raise ValueError(f"{name} twice in {part.name}")
    if name in TEXTS:
        if not re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value):
            raise ValueError(f"not escaped: {value!r}")
        value = ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    part.properties[name] = value
    part.parameters[name] = dict(one.split("=", 1) for one in parameters.split(";") if one)
