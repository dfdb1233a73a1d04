# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where procedures stand: stages and deadlines, recomputed from the facts in the transaction that changes them.

Nothing stored depends on today: a stage that a silence will bring is kept with the day it comes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from operator import itemgetter
from typing import Any, cast
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.derived import Deadline, ProcedureState
from app.models.encounter import Encounter
from app.models.local import Setting
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureAnswer, ProcedureEvent
from app.schemes.catalogue import Catalogue
from app.schemes.deadlines import deadlines_of
from app.schemes.definitions import Edition
from app.schemes.department_tables import SETTING
from app.schemes.events import Event
from app.schemes.procedures import stages_passed
from app.schemes.questions import typed
from app.services import kept_schemes
from app.storage.bulk import insert_rows

CONTACT = "contact"
"""The event that every encounter with the person is, for the schemes that declare it."""
TERRITORY = "territory."
"""Settings that replace a scheme's list of départements: « territory.<id> »."""
TABLE = SETTING
"""Settings that correct the rows of a table by département: « table.<id> »."""

_DEADLINE = cast("sa.Table", Deadline.__table__)
_STATE = cast("sa.Table", ProcedureState.__table__)
_CHUNK = 400
_MANY = 1000


@dataclass(frozen=True)
class Course:
    """What a procedure's standing is reckoned from: its edition, its events in order, its answers.

    `lead_id` is who follows the person: the référent of her open pathway, else of the one the procedure was in.
    """

    procedure: Procedure
    lead_id: UUID | None
    edition: Edition
    events: tuple[Event, ...]
    answers: Mapping[str, Any]

    def with_events(self, events: Sequence[Event]) -> Course:
        """The same course had its events been these."""
        return replace(self, events=tuple(events))


def restate(session: Session, catalogue: Catalogue, touched: Set[tuple[str, UUID]], persons: Set[UUID]) -> None:
    """Rewrite the derived rows of every procedure that `touched` entities bear upon."""
    concerned = _concerned(session, touched) if len(touched) <= _MANY else _of_dossiers(session, persons)
    for chunk in _chunks(sorted(concerned)):
        unknown = lost(session, catalogue, chunk)
        ids = [one for one in chunk if one not in unknown]
        session.execute(_DEADLINE.delete().where(_DEADLINE.c.procedure_id.in_(ids)))
        session.execute(_STATE.delete().where(_STATE.c.procedure_id.in_(ids)))
        states, deadlines = _rows(session, catalogue, ids, keep=True)
        for table, rows in ((_STATE, states), (_DEADLINE, deadlines)):
            names = [column.name for column in table.columns]
            insert_rows(session.connection(), table, (itemgetter(*names)(row) for row in rows))


def lost(session: Session, catalogue: Catalogue, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these procedures whose rules are nowhere to be found: what was reckoned of them stands as it is."""
    known = sa.select(Procedure.id, Procedure.scheme).where(Procedure.id.in_(ids))
    missing = [row.id for row in session.execute(known) if row.scheme not in catalogue.schemes]
    found = session.scalars(sa.select(Procedure).where(Procedure.id.in_(missing))) if missing else ()
    return frozenset(each.id for each in found if edition_of(catalogue, each) is None)


def recheck(session: Session, catalogue: Catalogue) -> Iterator[tuple[UUID, str]]:
    """Recompute every procedure; its id, and what differs in its stored rows ("" when nothing does)."""
    everyone = session.scalars(sa.select(Procedure.id).order_by(Procedure.id)).all()
    for ids in _chunks(everyone):
        states, deadlines = _rows(session, catalogue, ids)
        expected, unknown = _by_procedure(states, deadlines), lost(session, catalogue, ids)
        stored = _by_procedure(
            session.execute(sa.select(_STATE).where(_STATE.c.procedure_id.in_(ids))).mappings(),
            session.execute(sa.select(_DEADLINE).where(_DEADLINE.c.procedure_id.in_(ids))).mappings(),
        )
        for procedure_id in ids:
            same = procedure_id in unknown or expected.get(procedure_id) == stored.get(procedure_id)
            yield procedure_id, "" if same else "stage or deadlines differ from the facts"


def courses(session: Session, catalogue: Catalogue, ids: Collection[UUID], *, bare: bool = False) -> list[Course]:
    """The courses of these procedures, but of those deleted, of withdrawn people. Five queries.

    Those whose rules are lost are left out, or given with an edition that has none when they are to be read, `bare`.
    """
    query = (
        sa.select(Procedure, Pathway.lead_id)
        .join(Person, Person.id == Procedure.person_id)
        .outerjoin(Pathway, Pathway.id == Procedure.pathway_id)
        .where(Procedure.id.in_(ids), Procedure.deleted.is_(False), Person.deleted.is_(False))
    )
    procedures = session.execute(query).all()
    events = _events(session, ids)
    answers = _answers(session, ids)
    instead = kept_schemes.bare if bare else _nothing
    found = [(each, lead, edition_of(catalogue, each) or instead(each)) for each, lead in procedures]
    known = [(each, lead, edition) for each, lead, edition in found if edition is not None]
    contacts = _contacts(session, {each.person_id for each, _, edition in known if CONTACT in edition.events})
    leads = _leads(session, {each.person_id for each, _, _ in known})
    return [
        Course(
            each,
            leads.get(each.person_id, lead),
            edition,
            (
                *(typed_event(edition, event) for event in events[each.id]),
                *(contacts[each.person_id] if CONTACT in edition.events else ()),
            ),
            typed_answers(edition, answers[each.id]),
        )
        for each, lead, edition in known
    ]


def _nothing(_procedure: Procedure) -> None:
    return None


def typed_answers(edition: Edition, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as the scheme types them: dates, which are kept as ISO texts, are dates again; rows of groups too."""
    return {key: typed(edition, key, value) for key, value in kept.items()}


def typed_event(edition: Edition, event: Event) -> Event:
    """An event as the scheme types its details: dates, which are kept as ISO texts, are dates again."""
    kind = edition.events.get(event.name)
    dates = {ask.id for ask in kind.asks if ask.type == "date"} if kind else set[str]()
    details = {k: date.fromisoformat(v) if k in dates and isinstance(v, str) else v for k, v in event.details.items()}
    return Event(event.name, event.on, details)


def edition_of(catalogue: Catalogue, procedure: Procedure) -> Edition | None:
    """The edition a procedure keeps, though the catalogue lost it; None when the vault did not keep it either."""
    return kept_schemes.edition_of(catalogue, procedure)


def territories(session: Session) -> dict[str, Collection[str]]:
    """What the settings correct: lists, {territory id: codes}, and tables, {"table.<id>": {code: months}}."""
    ours = sa.or_(Setting.key.startswith(TERRITORY), Setting.key.startswith(TABLE))
    rows = session.execute(sa.select(Setting.key, Setting.value).where(Setting.worker == "", ours))
    return {
        row.key.removeprefix(TERRITORY): frozenset(row.value) if row.key.startswith(TERRITORY) else row.value
        for row in rows
    }


def _concerned(session: Session, touched: Set[tuple[str, UUID]]) -> set[UUID]:
    by_noun: dict[str, list[UUID]] = defaultdict(list)
    for noun, one in touched:
        by_noun[noun].append(one)
    found = set(by_noun["procedure"])
    for table in (ProcedureEvent, ProcedureAnswer):
        for ids in _chunks(by_noun[table.__tablename__]):
            found.update(session.scalars(sa.select(table.procedure_id).where(table.id.in_(ids))))
    for ids in _chunks(by_noun["pathway"]):
        people = sa.select(Pathway.person_id).where(Pathway.id.in_(ids))
        found.update(session.scalars(sa.select(Procedure.id).where(Procedure.person_id.in_(people))))
    for ids in _chunks(by_noun["person"]):
        found.update(session.scalars(_withdrawn_or_back(ids)))
    for ids in _chunks(by_noun["encounter"]):
        people = sa.select(Encounter.person_id).where(Encounter.id.in_(ids))
        found.update(session.scalars(sa.select(Procedure.id).where(Procedure.person_id.in_(people))))
    return found


def _of_dossiers(session: Session, persons: Set[UUID]) -> set[UUID]:
    """Every procedure of these people: fewer questions to ask, when a great many facts were touched."""
    found: set[UUID] = set()
    for ids in _chunks(list(persons)):
        found.update(session.scalars(sa.select(Procedure.id).where(Procedure.person_id.in_(ids))))
    return found


def _withdrawn_or_back(people: Collection[UUID]) -> sa.Select[UUID]:
    """The procedures that stand although their person is withdrawn, or do not stand although she is there."""
    return (
        sa.select(Procedure.id)
        .join(Person, Person.id == Procedure.person_id)
        .outerjoin(ProcedureState, ProcedureState.procedure_id == Procedure.id)
        .where(Person.id.in_(people), Person.deleted == ProcedureState.procedure_id.is_not(None))
    )


def _rows(
    session: Session, catalogue: Catalogue, ids: Collection[UUID], *, keep: bool = False
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    states: list[dict[str, Any]] = []
    deadlines: list[dict[str, Any]] = []
    settings = territories(session)
    found = courses(session, catalogue, ids)
    for course in found:
        state, rows = _reckoned(course, settings)
        states.append(state)
        deadlines.extend(rows)
    if keep:
        kept_schemes.keep(session, catalogue, (course.edition for course in found))
    return states, deadlines


def _reckoned(course: Course, settings: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    procedure = course.procedure
    found = deadlines_of(
        course.edition,
        course.events,
        opened=procedure.opened_on,
        department=procedure.department,
        answers=course.answers,
        settings=settings,
    )
    passed = stages_passed(course.edition, course.events, found, opened=procedure.opened_on, today=date.max)
    last = max([procedure.opened_on, *(event.on for event in course.events)])
    rank = max(at for at, stage in enumerate(passed) if stage.since <= last)
    now, later = passed[rank], passed[rank + 1] if rank + 1 < len(passed) else None
    state = {"procedure_id": procedure.id, "person_id": procedure.person_id, "stage": now.id, "shade": now.shade}
    state |= {"since": now.since, "closed": now.closed}
    state |= {
        "lapses_on": later.since - timedelta(days=1) if later else None,
        "lapsed_stage": later.id if later else "",
    }
    rows = [_deadline_row(course, each) for each in found if each.scope == "procedure"]
    return state, rows


def _deadline_row(course: Course, found: Any) -> dict[str, Any]:
    names = ("label", "due", "starts_on", "basis", "verified", "consequence", "kind", "awaits", "after", "closed_on")
    names += ("suspended", "after_silence", "opens_on", "act", "act_label", "lapses_to", "source")
    row = {name: getattr(found, name) for name in names}
    procedure = course.procedure
    row |= {"id": uuid5(procedure.id, found.id), "key": found.id}
    return row | {"procedure_id": procedure.id, "person_id": procedure.person_id, "lead_id": course.lead_id}


def _events(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Event]]:
    columns = (ProcedureEvent.procedure_id, ProcedureEvent.name, ProcedureEvent.on, ProcedureEvent.details)
    query = sa.select(*columns).where(ProcedureEvent.procedure_id.in_(ids), ProcedureEvent.deleted.is_(False))
    found: dict[UUID, list[Event]] = defaultdict(list)
    for row in session.execute(query.order_by(ProcedureEvent.on, ProcedureEvent.rank, ProcedureEvent.id)):
        found[row.procedure_id].append(Event(row.name, row.on, row.details))
    return found


def _answers(session: Session, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    columns = (ProcedureAnswer.procedure_id, ProcedureAnswer.key, ProcedureAnswer.value)
    query = sa.select(*columns).where(ProcedureAnswer.procedure_id.in_(ids), ProcedureAnswer.deleted.is_(False))
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in session.execute(query):
        found[row.procedure_id][row.key] = row.value
    return found


def _leads(session: Session, people: Collection[UUID]) -> dict[UUID, UUID | None]:
    """The référent of each open pathway, the latest opened if several."""
    query = sa.select(Pathway.person_id, Pathway.lead_id).where(
        Pathway.person_id.in_(people), Pathway.closed_on.is_(None), Pathway.deleted.is_(False)
    )
    return {row.person_id: row.lead_id for row in session.execute(query.order_by(Pathway.opened_on, Pathway.id))}


def _contacts(session: Session, people: Collection[UUID]) -> dict[UUID, list[Event]]:
    found: dict[UUID, list[Event]] = defaultdict(list)
    if not people:
        return found
    query = sa.select(Encounter.person_id, Encounter.on).where(
        Encounter.person_id.in_(people), Encounter.with_person, Encounter.deleted.is_(False)
    )
    for row in session.execute(query.order_by(Encounter.on)):
        found[row.person_id].append(Event(CONTACT, row.on))
    return found


def _by_procedure(states: Iterable[Mapping[Any, Any]], deadlines: Iterable[Mapping[Any, Any]]) -> dict[UUID, Any]:
    found: dict[UUID, tuple[dict[Any, Any], dict[UUID, dict[Any, Any]]]] = {}
    for state in states:
        found[state["procedure_id"]] = (dict(state), {})
    for row in deadlines:
        found.setdefault(row["procedure_id"], ({}, {}))[1][row["id"]] = dict(row)
    return found


def _chunks(ids: Sequence[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
