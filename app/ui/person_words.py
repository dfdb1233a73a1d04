# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person and what presses in her dossier, in words: for her page and for the list of people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.french.dates import PartialDate, say_birth, say_long, say_short
from app.french.typography import typeset
from app.services.dossier import Header
from app.services.households import MemberView
from app.services.programmes import Participation

SHADES = {
    "preparation": "draft",
    "sent": "waiting",
    "review": "waiting",
    "paused": "paused",
    "active": "accepted",
    "refused": "refused",
    "closed": "closed",
    "planned": "draft",
}
"""The shade of a stage and the pastille that says it."""

SERVING = {
    "preparation": ("circle-dashed", "ink2"),
    "sent": ("hourglass", "wait"),
    "review": ("hourglass", "wait"),
    "paused": ("player-pause", "ink2"),
    "active": ("circle-check", "ok"),
    "refused": ("circle-x", "late"),
    "closed": ("archive", "ink2"),
    "planned": ("circle-dashed", "ink2"),
}
"""The shade of a stage as an icon and its colour."""


def who(header: Header) -> str:
    """« 24 ans, née le 12 mars 2002 · avec Noé, 3 ans »."""
    parts: list[str] = []
    if header.birth is not None and header.age is not None:
        about = "environ " if header.birth.precision in ("about", "year") else ""
        parts.append(f"{about}{years(header.age)}, {born(header.birth, header.title)}")
    if header.children:
        parts.append(children(header.children))
    return " · ".join(parts)


def born(birth: PartialDate, title: str | None) -> str:
    """« née le 12 mars 2002 », « né en mars 1990 », « naissance : 1990 » when the record does not say which."""
    word = {"mme": "née", "m": "né"}.get(title or "", "naissance")
    if birth.precision == "day":
        link = "le" if title else ":"
        return typeset(f"{word} {link} {say_long(birth.earliest)}")
    link = ("" if birth.about else "en ") if title else ": "
    return typeset(f"{word} {link}{say_birth(birth)}")


def children(found: Sequence[MemberView]) -> str:
    """« un enfant, Noé, 3 ans », « 2 enfants, Noé, 3 ans et Lina, 6 ans », « 4 enfants »."""
    named = [f"{each.name.split()[0]}, {years(each.age)}" if each.age is not None else each.name for each in found]
    if len(named) == 1:
        return f"un enfant, {named[0]}"
    return f"{len(named)} enfants" + (f", {' et '.join(named)}" if len(named) == 2 else "")


def years(age: int) -> str:
    """« 1 an », « 24 ans »."""
    return f"{age}\u00a0{'ans' if age > 1 else 'an'}"


def line(header: Header, day: date) -> str:
    """« Référente : *Camille Aubry* · Dossier P-2023-0417 · Dernier contact le 19 nov. », stars around the name."""
    word = {"mme": "Référente", "m": "Référent"}.get(header.lead_title or "", "Suivi par")
    parts = [f"{word} : *{header.lead}*" if header.lead else "Personne ne suit encore ce parcours"]
    if header.file_number:
        parts.append(f"Dossier {header.file_number}")
    if header.last_contact is not None:
        parts.append(f"Dernier contact le {say_short(header.last_contact, day)}")
    parts += [programme(each, day) for each in header.programmes]
    return typeset(" · ".join(parts))


def programme(each: Participation, day: date) -> str:
    """« Programme Publics sans abri depuis le 20 août », or from one day to another, and why it ended."""
    if each.left_on is None:
        return f"Programme {each.title} depuis le {say_short(each.entered_on, day)}"
    period = f"du {say_short(each.entered_on, day)} au {say_short(each.left_on, day)}"
    return f"Programme {each.title} {period} ({each.reason[:1].lower()}{each.reason[1:]})"


def pressing(header: Header, day: date) -> list[tuple[str, str]]:
    """What is urgent, as pastilles: (state, words)."""
    found: list[tuple[str, str]] = []
    if header.overdue:
        several = header.overdue > 1
        found.append(("overdue", f"{header.overdue} échéance{'s' * several} dépassée{'s' * several}"))
    following = next((each for each in header.urgent if each.state != "overdue"), None)
    if following is not None:
        when = "depuis le" if following.state == "advised" else "le"
        found.append(("soon", typeset(f"{following.label} : {when} {say_short(following.due, day)}")))
    return found
