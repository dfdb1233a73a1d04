# SPDX-License-Identifier: AGPL-3.0-or-later
"""Filling a form: what belongs to the dossier goes to the dossier, the rest is an answer of the procedure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa

from app.french.amounts import parse_euros
from app.french.dates import Misread, PartialDate, say_form
from app.models.housing import Housing
from app.models.procedure import Procedure
from app.schemes import paths
from app.schemes.definitions import Answer
from app.services import procedures, sheet, standing
from app.services.changes import Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused

COLUMNS = {"birth_date": "birth"}
"""Names of paths that are not those of the columns."""


def fill(office: Office, procedure_id: UUID, path: str, value: Any) -> Changes:
    """Keep the value of one field of a procedure's form where it belongs.

    Texts are read by the type of the data. Refused beside the field (`field` is the path).
    """
    with office.reading() as session:
        procedure = session.get_one(Procedure, procedure_id)
        edition = standing.edition_of(office.catalogue, procedure)
        housing = session.scalars(_current(procedure.person_id)).first()
    if path.startswith(paths.ANSWERS):
        key = path.removeprefix(paths.ANSWERS)
        answer = edition.answers.get(key) if edition else None
        return procedures.set_answer(office, procedure_id, key, read(answer, value, path))
    place, _, name = path.partition(".")
    field = COLUMNS.get(name, name)
    if place == "person":
        return _kept(path, office, "person", procedure.person_id, field, value)
    if place == "housing":
        return _kept(path, office, "housing", housing or _new_housing(office, procedure.person_id), field, value)
    raise Refused(Refusal.NOT_HERE, path)


def read(answer: Answer | None, value: Any, path: str = "") -> Any:
    """An answer as its type keeps it: whole numbers, cents, the rest as it comes."""
    if value is None or value == "":
        return None
    if answer is None or not isinstance(value, str):
        return value
    try:
        if answer.type == "money":
            return parse_euros(value)
        return _whole(value) if answer.type in ("int", "months") else value
    except Misread as misread:
        raise Refused(Refusal.MISREAD, path, sentence=misread.sentence) from None


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


def _kept(path: str, office: Office, entity: str, entity_id: UUID, field: str, value: Any) -> Changes:
    try:
        return sheet.set_field(office, entity, entity_id, field, as_text(value))
    except Refused as refused:
        raise Refused(refused.reason, path, **refused.values) from None


def _whole(text: str) -> int:
    digits = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").removesuffix("mois")
    if not digits.isdigit():
        raise Misread("Un nombre entier est attendu.")
    return int(digits)


def _current(person_id: UUID) -> sa.Select[UUID]:
    query = sa.select(Housing.id).where(
        Housing.person_id == person_id, Housing.until.is_(None), Housing.deleted.is_(False)
    )
    return query.order_by(Housing.since.desc()).limit(1)


def _new_housing(office: Office, person_id: UUID) -> UUID:
    with office.writing("housing_added") as work:
        row = Housing(person_id=person_id)
        work.session.add(row)
    return row.id
