# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register of referrals: what was sent, to whom, and what came back. A receipt is not an answer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.derived import Deadline
from app.models.organisation import Organisation
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure
from app.models.referral import Referral, ReferralAnswer
from app.models.worker import Worker
from app.services import kept_schemes
from app.services.due import is_open
from app.services.naming import full_name, initials
from app.services.office import Office
from app.services.referrals import NEEDS_NO_AGREEMENT
from app.services.reminder_dates import OTHERWISE, Chase, next_chase
from app.services.writing_order import written_when

Lines = sa.Select[*tuple[Any, ...]]
State = Literal["draft", "waiting", "late", "reminded", "received", "missing", "yes", "no", "cancelled"]
DECIDED = ("yes", "no")
PENDING = ("waiting", "late", "reminded", "received", "missing")


@dataclass(frozen=True)
class ReferralLine:
    """One referral. `state` is that of its latest answer or reminder; `late` when the answer wished has not come.

    `channel` is how it left in French, `channel_code` its code. `legal_due` is the legal day by which its procedure
    awaits an answer from others, while none has come. `received_on` is the latest receipt; `answered_on` the day of a
    true answer. `chase` is the next reminder, while one is to be made: never for what the person filed herself, nor
    while the addressee waits for something from us.
    """

    id: UUID
    number: str
    person_id: UUID
    procedure_id: UUID
    person: str
    initials: str
    scheme: str
    procedure: str
    organisation_id: UUID
    addressee: str
    worker_id: UUID
    worker: str
    channel: str
    channel_code: str
    created_on: date
    sent_on: date | None
    expected_by: date | None
    received_on: date | None
    answered_on: date | None
    reminded_on: date | None
    reminded_again_on: date | None
    cancelled_on: date | None
    legal_due: date | None
    state: State
    chase: Chase | None

    @property
    def pending(self) -> bool:
        """Whether it left and awaits an answer; a receipt is not one."""
        return self.state in PENDING

    @property
    def overdue(self) -> bool:
        """Whether the answer is late."""
        return self.state in ("late", "reminded")

    @property
    def last_reminder(self) -> date | None:
        """The day of the latest reminder."""
        return self.reminded_again_on or self.reminded_on

    def to_chase(self, day: date) -> bool:
        """Whether the first or the second reminder is to be made on a day."""
        return self.chase is not None and self.chase.rank < OTHERWISE and self.chase.day <= day

    def to_take_up_otherwise(self, day: date) -> bool:
        """Whether both reminders have stayed without an answer."""
        return self.chase is not None and self.chase.rank == OTHERWISE and self.chase.day <= day


def all_lines(
    office: Office,
    procedure_id: UUID | None = None,
    person_id: UUID | None = None,
    *,
    referral_id: UUID | None = None,
    organisation_id: UUID | None = None,
) -> tuple[ReferralLine, ...]:
    """The register, the latest number first, drafts before it; of one procedure, person, referral, organisation."""
    query = _query()
    if organisation_id is not None:
        query = query.where(Referral.organisation_id == organisation_id)
    if referral_id is not None:
        query = query.where(Referral.id == referral_id)
    if procedure_id is not None:
        query = query.where(Referral.procedure_id == procedure_id)
    if person_id is not None:
        query = query.where(Referral.person_id == person_id)
    with office.reading() as session:
        return _lines(session, office, query)


def of_ids(session: Session, office: Office, ids: Collection[UUID]) -> tuple[ReferralLine, ...]:
    """The lines of these referrals, within a reading."""
    return _lines(session, office, _query().where(Referral.id.in_(ids))) if ids else ()


def awaited(office: Office) -> tuple[ReferralLine, ...]:
    """Answers awaited in the dossiers the worker follows, the oldest sending first."""
    query = (
        _query()
        .join(Pathway, Pathway.id == Procedure.pathway_id)
        .where(Pathway.lead_id == office.worker_id, Referral.sent_on.is_not(None), Referral.cancelled_on.is_(None))
    )
    with office.reading() as session:
        lines = _lines(session, office, query)
    return tuple(sorted((line for line in lines if line.pending), key=lambda line: line.sent_on or date.max))


def by_number(office: Office, number: str) -> ReferralLine | None:
    """The referral of a number as one types it (« 198 », « A0198 », the whole); None when none or several have it."""
    found = all_by_number(office, number)
    return found[0] if len(found) == 1 else None


def all_by_number(office: Office, number: str) -> tuple[ReferralLine, ...]:
    """The referrals a number may mean, the latest first: those of this year when one is, else those of any year.

    « 198 », « A0198 » and « 2026-A0198 » all name « FO-45-2026-A0198 »; « 98 » names « A0098 », not « A0198 ».
    """
    match = _NUMBER.fullmatch("".join(number.upper().split()))
    if match is None:
        return ()
    start, letter, rank = match["start"] or "", match["letter"] or "", int(match["rank"])
    with office.reading() as session:
        known = session.execute(sa.select(Referral.id, Referral.number).where(Referral.number != "")).all()
    wanted = {row.id: parts for row in known if (parts := _parts(row.number)) and parts[2] == rank}
    kept = [id_ for id_, (head, mark, _) in wanted.items() if head.endswith(start) and letter in ("", mark)]
    this_year = [id_ for id_ in kept if wanted[id_][0].endswith(f"-{office.today().year}-")]
    query = _query().where(Referral.id.in_(this_year or kept))
    with office.reading() as session:
        return _lines(session, office, query)


_NUMBER = re.compile(r"(?P<start>(?:FO-)?(?:[0-9AB]{2,3}-)?(?:\d{4}-))?(?P<letter>[A-Z]+)?0*(?P<rank>\d{1,7})")


def _parts(number: str) -> tuple[str, str, int] | None:
    """« FO-45-2026-A0198 » as (« FO-45-2026- », « A », 198)."""
    match = re.fullmatch(r"(.*-)([A-Z]*)(\d+)", number)
    return (match[1], match[2], int(match[3])) if match else None


def _query() -> Lines:
    referral = (Referral.id, Referral.number, Referral.channel, Referral.created_on, Referral.sent_on)
    reminded = (Referral.reminded_on, Referral.reminded_again_on)
    procedure = (Referral.procedure_id, Procedure.scheme, Procedure.label)
    person = (Referral.person_id, Person.first_names, Person.birth_name, Person.use_name)
    others = (Referral.organisation_id, Organisation.name, Referral.worker_id, Worker.name.label("worker"))
    return (
        sa.select(*referral, Referral.expected_by, Referral.cancelled_on, *reminded, *procedure, *person, *others)
        .join(Procedure, Procedure.id == Referral.procedure_id)
        .join(Person, Person.id == Referral.person_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Worker, Worker.id == Referral.worker_id)
        .where(Referral.deleted.is_(False))
        .order_by(Referral.sent_on.is_not(None), Referral.sent_on.desc(), Referral.number.desc())
    )


def _lines(session: Session, office: Office, query: Lines) -> tuple[ReferralLine, ...]:
    answers, legal = _answers(session, query), _legal_dates(session, office, query)
    channels, titles = office.catalogue.vocabularies["channel"], dict[str, str]()
    day = office.today()
    lines: list[ReferralLine] = []
    for row in session.execute(query):
        if row.scheme and row.scheme not in titles:
            titles[row.scheme] = kept_schemes.short_title(session, office.catalogue, row.scheme)
        came = answers[row.id]
        state = _state(row, came, day)
        lines.append(
            ReferralLine(
                id=row.id,
                number=row.number,
                person_id=row.person_id,
                procedure_id=row.procedure_id,
                person=full_name(row.first_names, row.birth_name, row.use_name),
                initials=initials(row.first_names, row.birth_name),
                scheme=row.scheme,
                procedure=row.label or titles.get(row.scheme, ""),
                organisation_id=row.organisation_id,
                addressee=row.name,
                worker_id=row.worker_id,
                worker=row.worker or "",
                channel=channels.label_of(row.channel),
                channel_code=row.channel,
                created_on=row.created_on,
                sent_on=row.sent_on,
                expected_by=row.expected_by,
                received_on=_received(came),
                answered_on=next((on for on, answer in came if answer in DECIDED), None),
                reminded_on=row.reminded_on,
                reminded_again_on=row.reminded_again_on,
                cancelled_on=row.cancelled_on,
                legal_due=legal.get(row.procedure_id) if state in PENDING else None,
                state=state,
                chase=_chase(row, came, state),
            )
        )
    return tuple(lines)


def _answers(session: Session, query: Lines) -> dict[UUID, list[tuple[date, str]]]:
    """The answers of each referral by day, those of one day as they were written."""
    concerned = query.with_only_columns(Referral.id).order_by(None)
    answer = (ReferralAnswer.id, ReferralAnswer.referral_id, ReferralAnswer.on, ReferralAnswer.answer)
    kept = sa.select(*answer).where(ReferralAnswer.referral_id.in_(concerned), ReferralAnswer.deleted.is_(False))
    rows = session.execute(kept).all()
    times = Counter((row.referral_id, row.on) for row in rows)
    when = written_when(session, ReferralAnswer, [row.id for row in rows if times[row.referral_id, row.on] > 1])
    found: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.on, when.get(row.id, 0))):
        found[row.referral_id].append((row.on, row.answer))
    return found


def _legal_dates(session: Session, office: Office, query: Lines) -> dict[UUID, date]:
    """The first legal date by which each procedure awaits someone else."""
    concerned = query.with_only_columns(Referral.procedure_id).where(Referral.sent_on.is_not(None)).order_by(None)
    rows = sa.select(Deadline).where(
        Deadline.procedure_id.in_(concerned),
        Deadline.awaits == "them",
        Deadline.kind != "advice",
        Deadline.closed_on.is_(None),
    )
    found: dict[UUID, date] = {}
    for row in session.scalars(rows.order_by(Deadline.due)):
        if is_open(row, office.today()):
            found.setdefault(row.procedure_id, row.due)
    return found


def _state(row: Any, answers: list[tuple[date, str]], day: date) -> State:
    if row.cancelled_on is not None:
        return "cancelled"
    if row.sent_on is None:
        return "draft"
    reminded = row.reminded_again_on or row.reminded_on
    if answers:
        on, answer = answers[-1]
        if answer == "received" and reminded is not None and reminded > on:
            return "reminded"
        states: dict[str, State] = {"received": "received", "missing": "missing", "yes": "yes", "no": "no"}
        return states[answer]
    if reminded is not None:
        return "reminded"
    return "late" if row.expected_by is not None and row.expected_by < day else "waiting"


def _received(answers: list[tuple[date, str]]) -> date | None:
    return next((on for on, answer in reversed(answers) if answer == "received"), None)


def _chase(row: Any, answers: list[tuple[date, str]], state: State) -> Chase | None:
    if state not in PENDING or state == "missing" or row.channel == NEEDS_NO_AGREEMENT:
        return None
    return next_chase(
        row.sent_on,
        row.expected_by,
        received_on=_received(answers),
        first=row.reminded_on,
        second=row.reminded_again_on,
    )
