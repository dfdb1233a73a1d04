# SPDX-License-Identifier: AGPL-3.0-or-later
"""Describing an official form: its fields and where they stand, what each receives, the form filled to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from app.french.typography import typeset
from app.models.official import OfficialBlank
from app.models.procedure import Procedure
from app.models.referral import Referral
from app.services import (
    official_blanks,
    official_mappings,
    official_sheets,
    official_specimen,
    official_values,
    standing,
)
from app.services.changes import Changes
from app.services.office import Office
from app.services.official_checks import ROOMS, PathChoice, choices_of
from app.services.official_mappings import OwnField
from app.services.refusals import Refusal, Refused

if TYPE_CHECKING:
    from app.documents.official_blank import Blank
    from app.documents.official_values import Value

Kind = Literal["text", "cells", "tick", "date"]
Rectangle = tuple[float, float, float, float]
"""x, y, width, height in points from the top left corner of the page."""
LEAST = 6.0
"""Points: a box placed by hand is never smaller."""
PARTS = {"": "toute la date", "JJ": "le jour", "MM": "le mois", "AAAA": "l’année"}
TICKED = "x"
"""The state of a box placed by hand."""
FIRST_PARTS = ("name", "first_names", "birth_date")
"""What is written of each row of a group, where the group has it."""


@dataclass(frozen=True)
class Place:
    """Where a field stands: its page (from 0), its rectangle, and for a box the state it stands for."""

    page: int
    rectangle: Rectangle
    state: str = ""


@dataclass(frozen=True)
class FieldLine:
    """A field of the form, or a box placed by hand (`placed`). `receives` says in French what it is given, empty when
    nothing; `path` and `also` are the data, `part` the part of a date, `states` the box of each code.
    """

    key: str
    name: str
    label: str
    kind: Kind
    places: tuple[Place, ...]
    cells: int
    placed: bool
    field_id: UUID | None
    receives: str
    path: str = ""
    also: str = ""
    part: str = ""
    states: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Described:
    """A form being described. `flat`: it has no field of its own, boxes are placed by hand. `strays` are the fields its
    description names and this PDF lacks: it was taken over from another edition.
    """

    blank_id: UUID
    form: str
    scheme: str
    title: str
    number: str
    sizes: tuple[tuple[float, float], ...]
    flat: bool
    lines: tuple[FieldLine, ...]
    choices: tuple[PathChoice, ...]
    strays: tuple[str, ...]

    @property
    def unmapped(self) -> tuple[FieldLine, ...]:
        """The fields that receive nothing."""
        return tuple(line for line in self.lines if not line.receives)


def view(office: Office, blank_id: UUID) -> Described:
    """A form of one's own as its description shows it. Refused when it is one that was shipped."""
    from app.documents.official_blank import take_apart

    kept = official_blanks.view(office, blank_id)
    own = official_mappings.view(office, kept.form)
    apart = take_apart(official_blanks.content(office, blank_id))
    choices = choices_of(office, own.scheme, office.today())
    named = {choice.path: choice for choice in choices}
    by_name = {_name(field): field for field in own.fields if _name(field)}
    lines = [*_of_form(apart, by_name, named), *_placed(apart, own.fields, named)]
    flat = not any(line for line in lines if not line.placed)
    strays = tuple(name for name in by_name if name not in apart.widgets)
    pages, head = apart.sizes, (own.form, own.scheme, own.title, own.number)
    return Described(blank_id, *head, pages, flat, tuple(lines), choices, strays)


def assign(office: Office, form: str, line: FieldLine, path: str, *, also: str = "", part: str = "",
           states: Mapping[str, str] | None = None) -> Changes:  # fmt: skip
    """Give a field what it receives; for boxes, `states` gives the code under which each is ticked."""
    own = official_mappings.view(office, form)
    choice = next((each for each in choices_of(office, own.scheme, office.today()) if each.path == path), None)
    if choice is None:
        raise Refused(Refusal.FIELD_REQUIRED, "path", label="Ce que reçoit le champ")
    said = _place_of(own.fields, line) | _received(line, choice, also, part, states)
    return official_mappings.set_field(office, form, said, line.field_id)


def release(office: Office, line: FieldLine) -> Changes:
    """Leave a field empty again, or take away a box placed by hand."""
    if line.field_id is None:
        raise Refused(Refusal.UNKNOWN_ID, "field")
    return official_mappings.remove_field(office, line.field_id)


def place(office: Office, blank_id: UUID, page: int, rectangle: Rectangle, kind: Kind = "text") -> Changes:
    """Put a new box on a page (from 0): it waits for what it receives."""
    described = view(office, blank_id)
    said = _spot(described, page, rectangle) | _kept_kind(kind, 0, rectangle)
    count = sum(line.placed for line in described.lines) + 1
    return official_mappings.set_field(office, described.form, said | {"label": f"Zone {count}"})


def reshape(office: Office, blank_id: UUID, line: FieldLine, page: int, rectangle: Rectangle) -> Changes:
    """Move a box placed by hand, or change its size."""
    described = view(office, blank_id)
    said = _said_of(office, described.form, line) | _spot(described, page, rectangle)
    return official_mappings.set_field(office, described.form, said, line.field_id)


def characterise(office: Office, form: str, line: FieldLine, kind: Kind, cells: int, label: str) -> Changes:
    """Say what a box placed by hand is: a text, one letter per cell, a box to tick, a date; and how to call it."""
    said = _said_of(office, form, line)
    other = (kind == "tick") != (line.kind == "tick")
    for key in ("part", "boxes", *(("states", "known", "value") if other else ())):
        said.pop(key, None)
    x, y, width, height = line.places[0].rectangle
    said |= _kept_kind(kind, cells, (x, y, width, height)) | {"label": label.strip() or line.name}
    return official_mappings.set_field(office, form, said, line.field_id)


def preview(office: Office, blank_id: UUID, referral_id: UUID | None = None) -> bytes:
    """The form filled with a referral's dossier, or with fictitious values without one."""
    from app.documents.official_form import fill

    with office.reading() as session:
        blank = session.get(OfficialBlank, blank_id)
        if blank is None:
            raise Refused(Refusal.UNKNOWN_ID, "official")
        content = official_sheets.content_of(session, office, blank)
        found = official_sheets.recognised(session, content, form=blank.form)
        values = _values(session, office, blank, referral_id)
    return fill(content, found.edition, values).pdf


def export(office: Office, form: str) -> str:
    """The description as a file to share: TOML, without anything of a person."""
    from app.exchange.toml_text import write

    return write(official_mappings.as_table(office, form), HEAD)


HEAD = (
    "SPDX-License-Identifier: AGPL-3.0-or-later",
    "Où chaque donnée s’écrit sur le formulaire officiel vierge que le service dépose lui-même.",
)


def _values(session: Session, office: Office, blank: OfficialBlank, referral_id: UUID | None) -> Mapping[str, Value]:
    row = session.get(Referral, referral_id) if referral_id else None
    if row is None:
        own = official_mappings.view(office, blank.form)
        return official_specimen.values(choices_of(office, own.scheme, office.today()))
    edition = standing.edition_of(office.catalogue, session.get_one(Procedure, row.procedure_id))
    if edition is None:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    return official_values.drawn(office, edition, official_values.leaving(session, office, row, None))


def _name(field: OwnField) -> str:
    said = field.said.get("pdf", "")
    return said if isinstance(said, str) else ""


def _of_form(apart: Blank, mapped: Mapping[str, OwnField], named: Mapping[str, PathChoice]) -> Sequence[FieldLine]:
    """The fields that the form has, in reading order; signatures are never filled and not listed."""
    lines: list[FieldLine] = []
    for name, widgets in apart.widgets.items():
        first = widgets[0]
        if first.kind not in ("text", "box"):
            continue
        places = tuple(Place(each.page - 1, (each.x, each.y, each.width, each.height), each.state) for each in widgets)
        kind: Kind = "tick" if first.kind == "box" else "cells" if first.cells else "text"
        lines.append(_line(f"pdf:{name}", name, first.tip or name, kind, places, first.cells, mapped.get(name), named))
    return sorted(
        lines,
        key=lambda line: (line.places[0].page, round(line.places[0].rectangle[1] / 6), line.places[0].rectangle[0]),
    )


def _placed(apart: Blank, fields: Sequence[OwnField], named: Mapping[str, PathChoice]) -> Sequence[FieldLine]:
    """The boxes placed by hand, in the order they were placed."""
    lines: list[FieldLine] = []
    for field in fields:
        page = int(field.said.get("page", 0))
        if not 1 <= page <= len(apart.sizes):
            continue
        width, height = float(field.said["width"]), float(field.said.get("height", 0)) or 12.0
        top = apart.sizes[page - 1][1] - float(field.said["y"]) - height
        rectangle = (float(field.said["x"]), top, width, height)
        label = str(field.said.get("label") or "Zone")
        kind = _kind_of(field.said)
        cells = int(field.said.get("boxes", 0))
        lines.append(
            _line(f"spot:{field.id}", label, label, kind, (Place(page - 1, rectangle, TICKED),), cells, field, named)
        )
    return lines


def _kind_of(said: Mapping[str, Any]) -> Kind:
    """What a box placed by hand is; a file that does not say it shows it."""
    kinds: dict[str, Kind] = {"text": "text", "cells": "cells", "tick": "tick", "date": "date"}
    shown: Kind = "tick" if "states" in said or "known" in said else "cells" if said.get("boxes") else "text"
    return kinds.get(str(said.get("kind", "")), shown)


def _line(
    key: str,
    name: str,
    label: str,
    kind: Kind,
    places: tuple[Place, ...],
    cells: int,
    field: OwnField | None,
    named: Mapping[str, PathChoice],
) -> FieldLine:
    said: Mapping[str, Any] = field.said if field else {}
    listed: str | Sequence[str] = said.get("value", next(iter(said.get("known", {})), ""))
    paths = [listed] if isinstance(listed, str) else list(listed)
    paths = [str(path) for path in paths if path]
    receives = ", ".join(_words(named[path]) for path in paths if path in named)
    return FieldLine(
        key=key,
        name=name,
        label=str(said.get("label") or label),
        kind=kind,
        places=places,
        cells=cells,
        placed=key.startswith("spot:"),
        field_id=field.id if field else None,
        receives=receives,
        path=paths[0] if paths else "",
        also=paths[1] if len(paths) > 1 else "",
        part=str(said.get("part", "")),
        states=tuple((str(code), str(state)) for code, state in said.get("states", {}).items()),
    )


def _words(choice: PathChoice) -> str:
    return typeset(f"{ROOMS[choice.room]} : {choice.label}")


def _received(
    line: FieldLine, choice: PathChoice, also: str, part: str, states: Mapping[str, str] | None
) -> dict[str, Any]:
    """What a field receives, as a mapping file says it."""
    if line.kind == "tick" and not states:
        return {"known": {choice.path: line.places[0].state}}
    if line.kind == "tick":
        return {"value": choice.path, "states": dict(states or {})}
    said: dict[str, Any] = {"value": [choice.path, also] if also else choice.path}
    if part:
        said["part"] = part
    if choice.each:
        known = [name for name, _ in choice.each]
        said["each"] = [name for name in FIRST_PARTS if name in known] or known
    return said


def _place_of(fields: Sequence[OwnField], line: FieldLine) -> dict[str, Any]:
    """What tells where a field is: its name on the form, or the box placed by hand."""
    if not line.placed:
        return {"pdf": line.name}
    said = next(field.said for field in fields if field.id == line.field_id)
    return {key: said[key] for key in ("page", "x", "y", "width", "height", "boxes", "label", "kind") if key in said}


def _said_of(office: Office, form: str, line: FieldLine) -> dict[str, Any]:
    fields = official_mappings.view(office, form).fields
    return next((dict(field.said) for field in fields if field.id == line.field_id), dict[str, Any]())


def _spot(described: Described, page: int, rectangle: Rectangle) -> dict[str, Any]:
    """A rectangle as a mapping file says it, kept within its page."""
    page_width, page_height = described.sizes[page]
    x, y, width, height = rectangle
    width, height = min(max(width, LEAST), page_width), min(max(height, LEAST), page_height)
    x, y = min(max(x, 0.0), page_width - width), min(max(y, 0.0), page_height - height)
    foot = page_height - y - height
    return {"page": page + 1} | {
        name: round(value, 1) for name, value in (("x", x), ("y", foot), ("width", width), ("height", height))
    }


def _kept_kind(kind: Kind, cells: int, rectangle: Rectangle) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": kind}
    if kind == "cells":
        said["boxes"] = cells or max(2, round(rectangle[2] / 14))
    elif kind == "date" and cells:
        said["boxes"] = 8
    return said
