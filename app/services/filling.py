# SPDX-License-Identifier: AGPL-3.0-or-later
"""Filling a form: what belongs to the dossier goes to the dossier, the rest is an answer of the procedure.

A value may also be kept for one form only, whatever the dossier says: it is then an answer of the procedure, under the
name of its data path.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa

from app.french.dates import PartialDate, say_form
from app.models.housing import Housing
from app.schemes import paths
from app.services import housings, procedures, sheet, undoing, values
from app.services.changes import NOTHING, Changes
from app.services.fields import fields_of
from app.services.office import Office
from app.services.refusals import Refusal, Refused

COLUMNS = {"birth_date": "birth"}
"""Names of paths that are not those of the columns."""


def fill(office: Office, procedure_id: UUID, path: str, value: Any) -> Changes:
    """Keep the value of one field of a procedure's form where it belongs.

    Texts are read by the type of the data. Refused beside the field (`field` is the path).
    """
    try:
        return _fill(office, procedure_id, path, value)
    except Refused as refused:
        raise Refused(refused.reason, path, **refused.values) from None


def keep_for_form(office: Office, procedure_id: UUID, path: str, gesture: UUID | None = None) -> Changes:
    """Keep for this form alone what the dossier now says; `gesture`, which corrected the dossier, is given back."""
    with office.reading() as session:
        course = procedures.course_of(session, office, procedure_id)
        value = values.of_procedure(session, course.procedure, office.today()).get(path)
    if gesture is not None:
        undoing.undo(office, gesture)
    return procedures.set_answer(office, procedure_id, path, value)


def follow_dossier(office: Office, procedure_id: UUID, path: str) -> Changes:
    """Let the form say again what the dossier says."""
    return procedures.set_answer(office, procedure_id, path, None)


def correct_dossier(office: Office, procedure_id: UUID, path: str) -> Changes:
    """Write in the dossier what the form alone said, which it then follows."""
    with office.reading() as session:
        course = procedures.course_of(session, office, procedure_id)
        value = values.of_procedure(session, course.procedure, office.today()).get(path)
        text = _typed_again(path, value)
        person_id = course.procedure.person_id
        housing = session.scalars(current_housing(person_id)).first()
    _into_dossier(office, path, text, person_id, housing)
    return procedures.set_answer(office, procedure_id, path, None)


def _fill(office: Office, procedure_id: UUID, path: str, value: Any) -> Changes:
    if path.startswith(paths.ANSWERS):
        return procedures.set_answer(office, procedure_id, path.removeprefix(paths.ANSWERS), value)
    with office.reading() as session:
        course = procedures.course_of(session, office, procedure_id)
        person_id = course.procedure.person_id
        housing = session.scalars(current_housing(person_id)).first()
    if path not in paths.PATHS or "[]" in path:
        raise Refused(Refusal.NOT_HERE, path)
    if path in course.answers or not is_of_dossier(path):
        return procedures.set_answer(office, procedure_id, path, value)
    return _into_dossier(office, path, as_text(value), person_id, housing)


def is_of_dossier(path: str) -> bool:
    """Tell whether a form may correct a value in the dossier; others are counted from it, or belong to the service."""
    entity, _, name = path.partition(".")
    return entity in ("person", "housing") and COLUMNS.get(name, name) in fields_of(entity)


def _into_dossier(office: Office, path: str, text: str, person_id: UUID, housing: UUID | None) -> Changes:
    place, _, name = path.partition(".")
    field = COLUMNS.get(name, name)
    if place == "person":
        return sheet.set_field(office, "person", person_id, field, text)
    if housing is not None:
        return sheet.set_field(office, "housing", housing, field, text)
    return housings.add(office, person_id, {field: text}) if text else NOTHING


def as_text(value: Any) -> str:
    """A value as it would be typed, for the sheet to read."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return say_form(value)
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in cast("Sequence[object]", value))
    return str(value)


def _typed_again(path: str, value: Any) -> str:
    """A value of a path as the dossier's sheet reads it: amounts are typed in euros."""
    known = paths.PATHS[path]
    return f"{value / 100:.2f}" if known.type == "money" and isinstance(value, int) else as_text(value)


def current_housing(person_id: UUID) -> sa.Select[UUID]:
    """The id of the housing that forms speak of: the one that has not ended, the latest."""
    query = sa.select(Housing.id).where(
        Housing.person_id == person_id, Housing.until.is_(None), Housing.deleted.is_(False)
    )
    return query.order_by(Housing.since.desc().nulls_last(), Housing.id).limit(1)
