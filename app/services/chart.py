# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's pathway as a chart: one bar per procedure, its stages, events and deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.french.dates import say_long
from app.french.typography import typeset
from app.models.derived import Deadline
from app.models.encounter import Encounter
from app.models.procedure import Procedure
from app.schemes.chart import Bar, Chart, Dot, Flag, FlagState, Segment
from app.schemes.procedures import StageNow
from app.services import due, standing
from app.services.office import Office
from app.services.procedures import passed_on

FLAGS: dict[due.State, FlagState] = {
    "overdue": "overdue",
    "advised": "overdue",
    "soon": "soon",
    "upcoming": "upcoming",
    "kept": "kept",
    "lost": "lost",
    "elapsed": "lost",
}


def of_person(office: Office, person_id: UUID, only: Collection[UUID] | None = None) -> Chart:
    """The chart of a person's procedures, all of them or `only` some."""
    day = office.today()
    with office.reading() as session:
        ids = session.scalars(
            sa.select(Procedure.id).where(Procedure.person_id == person_id, Procedure.deleted.is_(False))
        ).all()
        wanted = [one for one in ids if only is None or one in only]
        deadlines = _deadlines(session, wanted)
        meetings = _meetings(session, person_id)
        settings = standing.territories(session)
        bars = [
            _bar(course, passed_on(session, course, day, settings), deadlines[course.procedure.id], meetings, day)
            for course in standing.courses(session, office.catalogue, wanted, bare=True)
        ]
    return Chart(tuple(sorted(bars, key=lambda bar: bar.span[0])), day)


def _bar(
    course: standing.Course,
    passed: Sequence[StageNow],
    deadlines: Sequence[Deadline],
    meetings: dict[UUID | None, list[date]],
    day: date,
) -> Bar:
    procedure, edition = course.procedure, course.edition
    label = procedure.label or edition.short_title
    coming = (row for row in deadlines if due.is_open(row, day) and row.due > day)
    awaited = next((row for row in coming if row.awaits == "them"), None)
    return Bar(
        id=str(procedure.id),
        lane=edition.lane,
        label=label,
        sentence=_sentence(label, passed[-1], awaited),
        segments=tuple(_segments(passed, awaited, day)),
        dots=tuple(_dots(course, meetings)),
        flags=tuple(_flag(label, row, day) for row in deadlines if row.closed_on is not None or due.is_open(row, day)),
    )


def _segments(passed: Sequence[StageNow], awaited: Deadline | None, day: date) -> list[Segment]:
    made = [Segment(stage.since, stage.until, stage.shade) for stage in passed if stage.until != stage.since]
    if not made:
        made = [Segment(passed[-1].since, None, passed[-1].shade)]
    last, now = made[-1], passed[-1]
    if now.closed:
        made[-1] = Segment(last.start, max(last.start, now.since) + timedelta(days=1), last.shade)
    elif awaited is not None and last.shade in ("sent", "review"):
        made[-1] = Segment(last.start, day, last.shade) if last.start < day else last
        if last.start < day:
            made.append(Segment(day, awaited.due, "planned"))
    return made


def _dots(course: standing.Course, meetings: dict[UUID | None, list[date]]) -> list[Dot]:
    kinds = course.edition.events
    dots = [
        Dot(event.on, kinds[event.name].sort, kinds[event.name].label)
        for event in course.events
        if event.name in kinds and event.name != standing.CONTACT
    ]
    return dots + [Dot(on, "meeting", "Rencontre avec la personne") for on in meetings[course.procedure.id]]


def _flag(label: str, row: Deadline, day: date) -> Flag:
    state = due.state_of(row, day)
    word = {"kept": "tenue", "lost": "délai passé", "overdue": "dépassée", "elapsed": "sans réponse"}.get(state, "")
    sentence = f"{label} : {row.label}, {say_long(row.due)}" + (f", {word}" if word else "")
    why = f". {row.basis}" if row.verified and row.basis else ""
    advice = row.kind == "advice" or state == "advised"
    return Flag(row.due, FLAGS[state], row.label, typeset(sentence + why), advice=advice)


def _sentence(label: str, stage: StageNow, awaited: Deadline | None) -> str:
    said = f"{label}, {stage.label.lower()} depuis le {say_long(stage.since)}"
    return typeset(f"{said}, {awaited.label.lower()} au plus tard le {say_long(awaited.due)}" if awaited else said)


def _deadlines(session: Session, ids: Collection[UUID]) -> dict[UUID, list[Deadline]]:
    found: dict[UUID, list[Deadline]] = defaultdict(list)
    for row in session.scalars(sa.select(Deadline).where(Deadline.procedure_id.in_(ids)).order_by(Deadline.due)):
        found[row.procedure_id].append(row)
    return found


def _meetings(session: Session, person_id: UUID) -> dict[UUID | None, list[date]]:
    found: dict[UUID | None, list[date]] = defaultdict(list)
    query = sa.select(Encounter.procedure_id, Encounter.on).where(
        Encounter.person_id == person_id, Encounter.with_person, Encounter.deleted.is_(False)
    )
    for row in session.execute(query.order_by(Encounter.on)):
        found[row.procedure_id].append(row.on)
    return found
