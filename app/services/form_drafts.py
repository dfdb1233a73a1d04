# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is typed in a procedure's form and is not kept yet, with the reason why: drafts, by the path of their field.

A field of the dossier has one draft, whether it is typed here or on the dossier's own page.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.schemes import paths
from app.services import drafts, filling, procedures
from app.services.drafts import DraftLine
from app.services.office import Office

PROCEDURE = "procedure"


def keep(office: Office, procedure_id: UUID, path: str, text: str, reason: str = "") -> None:
    """Keep what stands in a field over what was kept before; an empty text drops it. Raises Refused for a NIR."""
    place, person_id = _place(office, procedure_id, path)
    drafts.keep(office, place, text, person_id=person_id, reason=reason)


def drop(office: Office, procedure_id: UUID, path: str) -> None:
    """Forget what waited in a field."""
    drafts.drop(office, _place(office, procedure_id, path)[0])


def of(office: Office, procedure_id: UUID) -> dict[str, DraftLine]:
    """What waits in the fields of a form, by path."""
    with office.reading() as session:
        person_id = procedures.course_of(session, office, procedure_id).procedure.person_id
        own = _owners(session, procedure_id, person_id)
    found: dict[str, DraftLine] = {}
    for line in drafts.of(office, person_id):
        owner, _, name = line.place.rpartition(":")
        if owner in own:
            found[own[owner] + PATHS.get(name, name) if own[owner] else name] = line
    return found


PATHS = {column: path for path, column in filling.COLUMNS.items()}
"""Columns whose paths have another name."""


def _owners(session: Session, procedure_id: UUID, person_id: UUID) -> dict[str, str]:
    """The records a form writes in, as drafts name them, and how the paths of their fields begin."""
    housing = session.scalars(filling.current_housing(person_id)).first()
    found = {f"{PROCEDURE}:{procedure_id}": "", f"person:{person_id}": "person."}
    return found | ({f"housing:{housing}": "housing."} if housing is not None else {})


def _place(office: Office, procedure_id: UUID, path: str) -> tuple[str, UUID]:
    with office.reading() as session:
        person_id = procedures.course_of(session, office, procedure_id).procedure.person_id
        own = _owners(session, procedure_id, person_id)
    for owner, start in own.items():
        if start and path.startswith(start) and not path.startswith(paths.ANSWERS):
            name = path.removeprefix(start)
            return f"{owner}:{filling.COLUMNS.get(name, name)}", person_id
    return drafts.place_of(PROCEDURE, procedure_id, path), person_id
