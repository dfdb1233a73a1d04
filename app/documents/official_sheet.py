# SPDX-License-Identifier: AGPL-3.0-or-later
"""An official form as a sheet: which blank, where each value goes, the values; a sending keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial

from app.documents.letterhead import put_letterhead
from app.documents.official_form import FilledForm, fill
from app.documents.official_mapping import Edition, MappedField
from app.documents.official_values import Scalar, Value
from app.documents.paper import Imprint, Paper, Sender
from app.documents.press import Leaf
from app.documents.setting import place_prose
from app.french.dates import PartialDate
from app.schemes import paths

CONTINUATION = "Suite du formulaire"


@dataclass(frozen=True)
class Held:
    """One value as text, with its kind: « text », « int », « bool », « date », « birth », « time » or « rows »."""

    kind: str
    text: str = ""
    rows: tuple[tuple[tuple[str, Held], ...], ...] = ()


@dataclass(frozen=True)
class OfficialSheet:
    """A filled official form. `blank` is the SHA-256 of the blank it is drawn on; `labels` name its answers in French.

    `values` are those the form asks for, no other; sender and imprint are those of the sheet added where one is needed.
    """

    title: str
    blank: str
    edition: Edition
    values: tuple[tuple[str, Held], ...]
    sender: Sender
    imprint: Imprint
    running: str = ""
    labels: tuple[tuple[str, str], ...] = ()


def render(sheet: OfficialSheet, blank: bytes, after: Sequence[Leaf] = ()) -> FilledForm:
    """Draw a sheet on its blank, and the leaves of other papers behind. Same sheet, blank and leaves: same bytes."""
    values = {path: let_go(value) for path, value in sheet.values}
    return fill(blank, sheet.edition, values, annex=partial(continued, sheet), after=after)


def continued(sheet: OfficialSheet, long: Sequence[tuple[MappedField, str]]) -> Sequence[Leaf]:
    """The sheets where what did not hold in its box is written in full, under what the form calls it."""
    paper = Paper(sheet.sender, sheet.imprint, running=sheet.running)
    put_letterhead(paper, CONTINUATION, subtitle=sheet.title)
    if sheet.running:
        paper.text(sheet.running)
    for mapped, text in long:
        paper.heading(label_of(mapped, dict(sheet.labels)))
        place_prose(paper, text)
    return paper.finish()


def label_of(mapped: MappedField, labels: dict[str, str]) -> str:
    """What a field is called: its own label, else that of the data it receives, else its name on the form."""
    if mapped.label:
        return mapped.label
    used = used_paths(mapped)
    known = next((labels[path] for path in used if path in labels), "")
    found = paths.find(used[0]) if used else None
    return known or (found.label if found else "") or next(iter(mapped.names), "")


def used_paths(mapped: MappedField) -> tuple[str, ...]:
    """Every data path a field looks at."""
    return tuple(path for words in (*mapped.paths, *(path for path, _ in mapped.known)) for path in words.split())


def hold(value: Value) -> Held:
    """A value as it is kept."""
    if isinstance(value, tuple):
        return Held("rows", rows=tuple(tuple((name, hold(part)) for name, part in row.items()) for row in value))
    return _held(value)


def _held(value: Scalar) -> Held:
    if value is None:
        return Held("none")
    if isinstance(value, bool):
        return Held("bool", "1" if value else "")
    if isinstance(value, int):
        return Held("int", str(value))
    if isinstance(value, PartialDate):
        return Held("birth", value.iso)
    if isinstance(value, date):
        return Held("date", value.isoformat())
    if isinstance(value, time):
        return Held("time", value.isoformat())
    return Held("text", value)


def let_go(held: Held) -> Value:
    """The value again. Raises ValueError when it spells none."""
    if held.kind == "rows":
        return tuple({name: _scalar(part) for name, part in row} for row in held.rows)
    return _scalar(held)


def _scalar(held: Held) -> Scalar:
    match held.kind:
        case "none" | "rows":
            return None
        case "bool":
            return bool(held.text)
        case "int":
            return int(held.text)
        case "birth":
            return PartialDate.from_iso(held.text)
        case "date":
            return date.fromisoformat(held.text)
        case "time":
            return time.fromisoformat(held.text)
        case _:
            return held.text
