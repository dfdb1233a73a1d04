# SPDX-License-Identifier: AGPL-3.0-or-later
"""What falls due: the parts of the page, their counts, whose they are, and nobody’s once a dossier is withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.models.derived import Deadline
from app.services import due, pathways, people, procedure_view, procedures
from app.services.due import DueLine, DueList
from app.services.office import Office
from app.services.verification import verify
from tests.services.conftest import HELENE
from tests.services.desk import create, undo

OPENED = (date(2026, 5, 4), date(2026, 7, 6), date(2026, 8, 24), date(2026, 9, 7), date(2026, 10, 12))

REJECTED = (0, 1)
"""Whose recourse was rejected in writing: their appeals are lost once late."""


def lines_of(found: DueList) -> tuple[DueLine, ...]:
    return (*found.overdue, *found.advised, *found.this_week, *found.within_week, *found.within_month)


@pytest.fixture
def followed(office: Office) -> list[UUID]:
    """Five people with a housing recourse at different points, whose dates pass or come."""
    made = []
    for rank, day in enumerate(OPENED):
        person = create(office, birth_name=f"Nom{chr(65 + rank)}")
        procedure = procedures.open_procedure(office, person, "dalo", day, "38").created
        assert procedure is not None
        procedures.note_event(office, procedure, "filed", day + timedelta(days=2))
        procedures.note_event(office, procedure, "acknowledged", day + timedelta(days=7))
        if rank in REJECTED:
            procedures.note_event(office, procedure, "rejected", day + timedelta(days=30))
        made.append(person)
    return made


def stored(office: Office) -> list[tuple[date, str, UUID | None]]:
    """The open deadlines as they are kept, whatever the page makes of them."""
    with office.reading() as session:
        query = sa.select(Deadline.due, Deadline.kind, Deadline.lead_id).where(Deadline.closed_on.is_(None))
        return [(row.due, row.kind, row.lead_id) for row in session.execute(query)]


def test_each_line_is_in_the_part_of_its_day(office, followed):
    found, day = due.today(office), office.today()
    assert day == date(2026, 11, 24)
    assert found.overdue
    assert found.within_month
    assert all(line.due < day and line.kind != "advice" for line in found.overdue)
    assert all(line.due < day and line.state == "advised" for line in found.advised)
    assert all(day <= line.due <= date(2026, 11, 29) for line in found.this_week)
    assert all(date(2026, 11, 30) <= line.due <= date(2026, 12, 1) for line in found.within_week)
    assert all(date(2026, 12, 2) <= line.due <= date(2026, 12, 24) for line in found.within_month)
    assert len({line.id for line in lines_of(found)}) == len(lines_of(found))


def test_counts_are_those_of_all_lines_however_few_are_read(office, followed):
    whole, first = due.today(office, most=None), due.today(office, most=1)
    assert whole.counts["overdue"] > 1
    assert {part: len(getattr(whole, part)) for part in whole.counts} == whole.counts == first.counts
    assert first.overdue == whole.overdue[:1]
    assert all(len(getattr(first, part)) == min(1, count) for part, count in whole.counts.items())
    assert first.pressing == whole.pressing == len(whole.overdue) + len(whole.this_week)


def test_no_deadline_within_thirty_days_is_left_out(office, followed):
    last = office.today() + timedelta(days=30)
    kept = {(line.due, line.person_id) for line in due.all_due(office, office.today()) if line.due <= last}
    assert kept
    assert kept == {(line.due, line.person_id) for line in lines_of(due.today(office, most=None))}


def test_another_lead_has_the_lines_from_then_on(office, colleague, followed):
    mine = lines_of(due.today(office))
    assert {line.person_id for line in mine} <= set(followed)
    assert not lines_of(due.today(colleague))
    with office.reading() as session:
        pathway = pathways.current(session, mine[0].person_id)
    assert pathway is not None
    pathways.change_lead(office, pathway.id, HELENE)
    hers = lines_of(due.today(colleague))
    assert {line.person_id for line in hers} == {mine[0].person_id}
    assert mine[0].person_id not in {line.person_id for line in lines_of(due.today(office))}
    assert {line.person_id for line in lines_of(due.today(office, everyone=True))} == {m.person_id for m in mine}
    assert (due.today(colleague).followed, due.today(office).followed) == (1, len(followed) - 1)
    assert all(finding.sound for finding in verify(office))
    undo(office)
    assert lines_of(due.today(office)) == mine


def test_a_withdrawn_dossier_asks_for_nothing_until_it_is_given_back(office, followed):
    before, kept = due.today(office), stored(office)
    person = lines_of(before)[0].person_id
    people.withdraw(office, person)
    after = due.today(office)
    assert person not in {line.person_id for line in lines_of(after)}
    assert sum(after.counts.values()) == len(lines_of(after)) < sum(before.counts.values())
    assert all(finding.sound for finding in verify(office))
    undo(office)
    assert due.today(office) == before
    assert sorted(stored(office)) == sorted(kept)
    assert all(finding.sound for finding in verify(office))


def test_the_next_date_is_told_beyond_the_month(office):
    assert due.today(office).next_due is None
    person = create(office)
    assert procedures.open_procedure(office, person, "dalo", date(2026, 11, 23), "38").created
    far = [on for on, _, _ in stored(office) if on >= office.today()]
    assert due.today(office).next_due == (min(far) if far else None)


def follow(office: Office, opened: date = date(2026, 5, 4), **typed: str) -> tuple[UUID, UUID]:
    """A person with a housing recourse acknowledged a week after it was opened; she, and it."""
    person = create(office, **typed)
    procedure = procedures.open_procedure(office, person, "dalo", opened, "38").created
    assert procedure is not None
    procedures.note_event(office, procedure, "filed", opened)
    procedures.note_event(office, procedure, "acknowledged", opened + timedelta(days=7))
    return person, procedure


def test_an_appeal_after_a_silence_is_never_said_lost(office):
    _, procedure = follow(office)
    found = due.today(office)
    assert found.overdue == ()
    assert {line.key for line in found.advised} == {"GRAC", "REP"}
    assert {line.state for line in found.advised} == {"advised"}
    assert all("jamais montré comme perdu" in line.consequence for line in found.advised)
    procedures.note_event(office, procedure, "annulment_suit", office.today())
    assert {each.key: each.state for each in procedure_view.view(office, procedure).deadlines}["REP"] == "kept"


def test_an_appeal_after_a_written_rejection_is_lost_when_late(office):
    _, procedure = follow(office)
    procedures.note_event(office, procedure, "rejected", date(2026, 7, 1))
    assert {line.key for line in due.today(office).overdue} == {"GRAC", "REP"}
    procedures.note_event(office, procedure, "annulment_suit", office.today())
    assert {each.key: each.state for each in procedure_view.view(office, procedure).deadlines}["REP"] == "lost"


def test_a_suspended_delay_is_not_overdue(office):
    _, procedure = follow(office)
    procedures.note_event(office, procedure, "incomplete", date(2026, 6, 1))
    found = due.today(office)
    assert found.overdue == found.advised == ()
    (line,) = [line for line in found.within_month if line.key == "DALO_DEC"]
    assert (line.due, line.state) == (date(2026, 8, 11), "soon")
    assert found.pressing == 0
    assert found.counts["within_month"] == len(found.within_month)


def test_on_a_day_gone_by_what_has_been_closed_since_was_open(office):
    _, procedure = follow(office, date(2026, 8, 24))
    procedures.note_event(office, procedure, "recognised_housing", date(2026, 11, 20))
    now = {line.key: line.state for line in due.all_due(office, office.today())}
    then = {line.key: line.state for line in due.all_due(office, date(2026, 11, 19))}
    assert "DALO_DEC" not in now
    assert then["DALO_DEC"] == "soon"


def test_a_basis_is_only_given_when_verified(office, followed):
    _, late = follow(office)
    procedures.note_event(office, late, "recognised_housing", date(2026, 7, 1), {"stated_delay": 3})
    lines = due.all_due(office, office.today())
    assert "TA4" in {line.key for line in lines if not line.verified}
    assert {line.verified for line in lines} == {True, False}
    assert all(line.basis is None and line.why == "à vérifier" for line in lines if not line.verified)
    assert any(line.basis is None and line.why for line in lines if line.verified)
    assert any(line.basis == line.why != "" for line in lines)


def test_whoever_follows_her_now_is_told_of_what_began_before(office, colleague):
    person, _ = follow(office)
    with office.reading() as session:
        pathway = pathways.current(session, person)
    pathways.close_pathway(office, pathway.id, office.today())
    assert lines_of(due.today(office)), "nobody else follows her: her last référent goes on being told"
    pathways.open_pathway(colleague, person)
    assert not lines_of(due.today(office))
    assert {line.person_id for line in lines_of(due.today(colleague))} == {person}
    assert all(finding.sound for finding in verify(office))
    undo(colleague)
    assert lines_of(due.today(office))


def test_a_list_tells_the_first_open_deadline_of_each_person(office, followed):
    first: dict[UUID, DueLine] = {}
    for line in due.all_due(office, office.today()):
        if line.state != "elapsed":
            first.setdefault(line.person_id, line)
    assert {line.state for line in first.values()} >= {"overdue", "soon"}
    told = {row.id: (row.next_due, row.next_due_state, row.next_due_awaits) for row in people.list_people(office).rows}
    assert told == {person: (line.due, line.state, line.awaits) for person, line in first.items()}


def test_a_silence_past_its_day_has_elapsed_and_is_nobody_s_delay(office):
    procedure = procedure_view.of_person(office, late_reply(office))[0].id
    found = {line.key: line for line in procedure_view.view(office, procedure).deadlines}
    silence = found["DALO_DEC"]
    assert (silence.awaits, silence.due, silence.state) == ("them", date(2026, 7, 20), "elapsed")
    assert "overdue" not in {line.state for line in found.values()}


def late_reply(office: Office) -> UUID:
    """Someone whose recourse was received seven months ago and never answered; her id."""
    person = create(office, birth_name="Sansreponse")
    procedure = procedures.open_procedure(office, person, "dalo", date(2026, 4, 1), "38").created
    assert procedure is not None
    procedures.note_event(office, procedure, "filed", date(2026, 4, 2))
    procedures.note_event(office, procedure, "acknowledged", date(2026, 4, 20))
    return person
