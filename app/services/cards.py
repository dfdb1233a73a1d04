# SPDX-License-Identifier: AGPL-3.0-or-later
"""The card of each person, which lists and searches read: rewritten in the transaction that changes what it tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence, Set
from datetime import date
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.names import fold
from app.models.derived import PersonCard, ProcedureState
from app.models.encounter import Encounter
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure
from app.storage.bulk import batched, insert_rows

TOLD_BY = frozenset({"person", "pathway", "procedure", "procedure_event", "procedure_answer", "encounter"})
"""The kinds of record that a card tells something of."""

_CARD = cast("sa.Table", PersonCard.__table__)
_OWN = ("birth_name", "use_name", "first_names", "title", "birth", "phone", "town", "file_number")


def restate(session: Session, touched: Set[tuple[str, UUID]], persons: Set[UUID]) -> None:
    """Rewrite the cards of the people whose records were touched."""
    told = {noun for noun, _ in touched} & TOLD_BY
    if not told or (told == {"person"} and _restated_own(session, persons)):
        return
    connection = session.connection()
    for ids in batched(sorted(persons)):
        connection.execute(_CARD.delete().where(_CARD.c.person_id.in_(ids)))
        insert_rows(connection, _CARD, _rows(session, ids))


def _restated_own(session: Session, persons: Set[UUID]) -> bool:
    """Rewrite what cards tell of the people themselves, and nothing else; False when one comes into lists or leaves."""
    connection = session.connection()
    for person_id in persons:
        row = connection.execute(_OWN_OF, {"person": person_id}).first()
        if row is None:
            return False
        values = {"person": person_id, "new_place": _place(row)} | {f"new_{name}": getattr(row, name) for name in _OWN}
        if connection.execute(_OWN_AGAIN, values).rowcount != 1:
            return False
    return True


_OWN_OF = sa.select(*(getattr(Person, name) for name in _OWN)).where(
    Person.id == sa.bindparam("person"), Person.deleted.is_(False)
)
_OWN_AGAIN = (
    _CARD.update()
    .where(_CARD.c.person_id == sa.bindparam("person"))
    .values({name: sa.bindparam(f"new_{name}") for name in ("place", *_OWN)})
)


def recheck(session: Session) -> Iterator[tuple[UUID, str]]:
    """Recompute every card; whose it is, and what differs ("" when nothing does)."""
    everyone = session.scalars(sa.select(Person.id).order_by(Person.id)).all()
    stored = session.scalars(sa.select(PersonCard.person_id)).all()
    for ids in batched(sorted({*everyone, *stored})):
        kept = {row[0]: tuple(row) for row in session.execute(sa.select(_CARD).where(_CARD.c.person_id.in_(ids)))}
        expected = {row[0]: row for row in _rows(session, ids)}
        for one in ids:
            yield one, "" if kept.get(one) == expected.get(one) else "the card differs from the facts"


def _rows(session: Session, ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
    """The cards of these people, in the order of the table's columns; none for those withdrawn."""
    leads, workers = _leads(session, ids), _workers(session, ids)
    opened, met = _open_procedures(session, ids), _last_contacts(session, ids)
    query = sa.select(Person.id, *(getattr(Person, name) for name in _OWN))
    people = session.execute(query.where(Person.id.in_(ids), Person.deleted.is_(False)))
    return [
        (row.id, _place(row), *row[1:], leads.get(row.id), workers[row.id], opened.get(row.id, 0), met.get(row.id))
        for row in people
    ]


def _place(row: Any) -> str:
    return f"{fold(row.use_name or row.birth_name)} {fold(row.first_names)}"


def _leads(session: Session, ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    """The référent of each open pathway, the latest opened if several."""
    query = sa.select(Pathway.person_id, Pathway.lead_id).where(
        Pathway.person_id.in_(ids), Pathway.closed_on.is_(None), Pathway.deleted.is_(False)
    )
    return {row.person_id: row.lead_id for row in session.execute(query.order_by(Pathway.opened_on, Pathway.id))}


def _workers(session: Session, ids: Collection[UUID]) -> defaultdict[UUID, str]:
    query = sa.select(Procedure.person_id, Procedure.worker_id).where(
        Procedure.person_id.in_(ids), Procedure.worker_id.is_not(None), Procedure.deleted.is_(False)
    )
    found: defaultdict[UUID, str] = defaultdict(str)
    for row in session.execute(query.distinct().order_by(Procedure.worker_id)):
        found[row.person_id] += f" {row.worker_id.hex}"
    return found


def _open_procedures(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    query = sa.select(ProcedureState.person_id, sa.func.count()).where(
        ProcedureState.person_id.in_(ids), ProcedureState.closed.is_(False)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(ProcedureState.person_id))}


def _last_contacts(session: Session, ids: Collection[UUID]) -> dict[UUID, date]:
    query = sa.select(Encounter.person_id, sa.func.max(Encounter.on)).where(
        Encounter.person_id.in_(ids), Encounter.with_person, Encounter.deleted.is_(False)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(Encounter.person_id))}
