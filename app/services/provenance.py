# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the values that a form is filled with come from, and since when: told beside each field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import say_form
from app.models.journal import Change, GestureRow, Head
from app.models.procedure import ProcedureAnswer
from app.schemes import paths
from app.schemes.questions import is_own_value
from app.services import filling, procedures, values
from app.services.office import PARIS, Office
from app.services.saying import in_words, is_feminine

IMPORTS = frozenset({"people_imported", "list_imported"})
ALL = "*"
"""In a head, the fields that are not named."""
COUNTED = {
    "person.age": "d’après la naissance",
    "household": "d’après le ménage",
    "resources": "d’après les ressources",
    "worker": "de votre compte",
    "service": "du service",
}
"""What is not typed in the dossier itself, by path or by its beginning."""


@dataclass(frozen=True)
class Origin:
    """`said` goes beside the label. `dossier` is what the dossier says of a value kept for this form only, else None.

    An empty `dossier` is a dossier that says nothing. `correctable`: the form may write this value in the dossier.
    """

    said: str
    dossier: str | None = None
    correctable: bool = False


def of(office: Office, procedure_id: UUID) -> Mapping[str, Origin]:
    """The origin of each value of the dossier that a procedure's form shows, by data path."""
    with office.reading() as session:
        course = procedures.course_of(session, office, procedure_id)
        person_id = course.procedure.person_id
        known = values.of_procedure(session, course.procedure, office.today(), office.worker_id)
        noted = dict(_noted(session, person_id))
        plain = values.of_person(session, person_id, office.today())
        own = _kept_for_form(session, procedure_id)
    found = {path: Origin(origin) for path in known if (origin := noted.get(path) or _counted(path))}
    for path, on in own.items():
        said = f"pour ce formulaire, le {say_form(on)}"
        found[path] = Origin(said, _in_words(office, path, plain), filling.is_of_dossier(path))
    return found


def _in_words(office: Office, path: str, known: Mapping[str, Any]) -> str:
    data = paths.PATHS[path]
    vocabulary = office.catalogue.vocabularies[data.vocabulary] if data.vocabulary else None
    return in_words(data.type, known.get(path), vocabulary, feminine=is_feminine(known))


def _counted(path: str) -> str:
    return COUNTED.get(path) or COUNTED.get(path.partition(".")[0], "")


def _noted(session: Session, person_id: UUID) -> Iterator[tuple[str, str]]:
    """When each field of the person and of her housing was written: (path, « noté le 12/01/2026 »)."""
    housing = session.scalars(filling.current_housing(person_id)).first()
    places = {person_id: "person"} | ({housing: "housing"} if housing is not None else {})
    heads: dict[UUID, Mapping[str, str]] = {row.entity_id: row.fields for row in session.scalars(_heads(places))}
    moments = _moments(session, [UUID(change) for fields in heads.values() for change in fields.values()])
    of_column = {column: path for path, column in filling.COLUMNS.items()}
    for entity_id, fields in heads.items():
        place = places[entity_id]
        for data in paths.PATHS:
            entity, _, name = data.partition(".")
            if entity == place:
                column = filling.COLUMNS.get(name, name)
                change = fields.get(column) or fields.get(ALL)
                if change and UUID(change) in moments and filling.is_of_dossier(data):
                    yield f"{place}.{of_column.get(column, name)}", moments[UUID(change)]


def _heads(entities: Iterable[UUID]) -> sa.Select[Head]:
    return sa.select(Head).where(Head.entity_id.in_(list(entities)))


def _moments(session: Session, changes: Iterable[UUID]) -> dict[UUID, str]:
    query = sa.select(Change.id, Change.hlc, GestureRow.verb).join(GestureRow, GestureRow.id == Change.gesture)
    rows = session.execute(query.where(Change.id.in_(set(changes))))
    return {row.id: f"{'importé' if row.verb in IMPORTS else 'noté'} le {say_form(_day(row.hlc))}" for row in rows}


def _kept_for_form(session: Session, procedure_id: UUID) -> dict[str, date]:
    query = sa.select(ProcedureAnswer.id, ProcedureAnswer.key).where(
        ProcedureAnswer.procedure_id == procedure_id, ProcedureAnswer.deleted.is_(False)
    )
    keys = {row.id: row.key for row in session.execute(query) if is_own_value(row.key)}
    latest = sa.select(Change.entity_id, sa.func.max(Change.hlc).label("hlc")).where(Change.entity_id.in_(keys))
    return {keys[row.entity_id]: _day(row.hlc) for row in session.execute(latest.group_by(Change.entity_id))}


def _day(hlc: int) -> date:
    return datetime.fromtimestamp((hlc >> 16) / 1000, UTC).astimezone(PARIS).date()
