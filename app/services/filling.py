# SPDX-License-Identifier: AGPL-3.0-or-later
"""Filling a form: what belongs to the dossier goes to the dossier, the rest is an answer of the procedure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa

from app.french.dates import PartialDate, say_form
from app.models.housing import Housing
from app.schemes import paths
from app.services import housings, procedures, sheet
from app.services.changes import NOTHING, Changes
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


def _fill(office: Office, procedure_id: UUID, path: str, value: Any) -> Changes:
    if path.startswith(paths.ANSWERS):
        return procedures.set_answer(office, procedure_id, path.removeprefix(paths.ANSWERS), value)
    with office.reading() as session:
        person_id = procedures.course_of(session, office, procedure_id).procedure.person_id
        housing = session.scalars(current_housing(person_id)).first()
    place, _, name = path.partition(".")
    field, text = COLUMNS.get(name, name), as_text(value)
    if place == "person":
        return sheet.set_field(office, "person", person_id, field, text)
    if place == "housing" and housing is not None:
        return sheet.set_field(office, "housing", housing, field, text)
    if place == "housing":
        return housings.add(office, person_id, {field: text}) if text else NOTHING
    raise Refused(Refusal.NOT_HERE, path)


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


def current_housing(person_id: UUID) -> sa.Select[UUID]:
    """The id of the housing that forms speak of: the one that has not ended, the latest."""
    query = sa.select(Housing.id).where(
        Housing.person_id == person_id, Housing.until.is_(None), Housing.deleted.is_(False)
    )
    return query.order_by(Housing.since.desc().nulls_last(), Housing.id).limit(1)
