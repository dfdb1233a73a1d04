# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register of referrals: what was sent, to whom, and what came back. A receipt is not an answer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from app.models.organisation import Organisation
from app.models.pathway import Pathway
from app.models.person import Person
from app.models.procedure import Procedure
from app.models.referral import Referral, ReferralAnswer
from app.services.naming import full_name, initials
from app.services.office import Office

State = Literal["draft", "waiting", "late", "reminded", "received", "missing", "yes", "no", "cancelled"]
DECIDED = ("yes", "no")


@dataclass(frozen=True)
class ReferralLine:
    """One referral. `state` is that of its latest answer; `late` when the answer wished has not come in time."""

    id: UUID
    number: str
    person_id: UUID
    procedure_id: UUID
    person: str
    initials: str
    procedure: str
    addressee: str
    channel: str
    created_on: date
    sent_on: date | None
    expected_by: date | None
    answered_on: date | None
    reminded_on: date | None
    cancelled_on: date | None
    state: State

    @property
    def overdue(self) -> bool:
        """Whether the answer is late."""
        return self.state in ("late", "reminded")


def all_lines(
    office: Office,
    procedure_id: UUID | None = None,
    person_id: UUID | None = None,
    *,
    referral_id: UUID | None = None,
) -> tuple[ReferralLine, ...]:
    """The register, the latest number first; drafts before it. Of one procedure, person or referral when asked."""
    query = _query()
    if referral_id is not None:
        query = query.where(Referral.id == referral_id)
    if procedure_id is not None:
        query = query.where(Referral.procedure_id == procedure_id)
    if person_id is not None:
        query = query.where(Referral.person_id == person_id)
    with office.reading() as session:
        return _lines(session, office, query)


def awaited(office: Office) -> tuple[ReferralLine, ...]:
    """Answers awaited in the dossiers the worker follows, the oldest sending first."""
    query = (
        _query()
        .join(Pathway, Pathway.id == Procedure.pathway_id)
        .where(Pathway.lead_id == office.worker_id, Referral.sent_on.is_not(None), Referral.cancelled_on.is_(None))
    )
    with office.reading() as session:
        lines = _lines(session, office, query)
    waiting = [line for line in lines if line.state in ("waiting", "late", "reminded", "received", "missing")]
    return tuple(sorted(waiting, key=lambda line: line.sent_on or date.max))


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


def _query() -> sa.Select[Referral, Procedure, Person, Organisation]:
    return (
        sa.select(Referral, Procedure, Person, Organisation)
        .join(Procedure, Procedure.id == Referral.procedure_id)
        .join(Person, Person.id == Referral.person_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(Referral.deleted.is_(False))
        .options(defer(Referral.snapshot, raiseload=True))  # a frozen paper weighs more than the whole line
        .order_by(Referral.sent_on.is_not(None), Referral.sent_on.desc(), Referral.number.desc())
    )


def _lines(
    session: Session, office: Office, query: sa.Select[Referral, Procedure, Person, Organisation]
) -> tuple[ReferralLine, ...]:
    rows = session.execute(query).all()
    answers = _answers(session, [row[0].id for row in rows])
    channels = office.catalogue.vocabularies["channel"]
    schemes = office.catalogue.schemes
    day = office.today()
    return tuple(
        ReferralLine(
            id=referral.id,
            number=referral.number,
            person_id=person.id,
            procedure_id=procedure.id,
            person=full_name(person.first_names, person.birth_name, person.use_name),
            initials=initials(person.first_names, person.birth_name),
            procedure=procedure.label or (schemes[procedure.scheme].short_title if procedure.scheme in schemes else ""),
            addressee=organisation.name,
            channel=channels.label_of(referral.channel),
            created_on=referral.created_on,
            sent_on=referral.sent_on,
            expected_by=referral.expected_by,
            answered_on=next((each.on for each in answers[referral.id] if each.answer in DECIDED), None),
            reminded_on=referral.reminded_on,
            cancelled_on=referral.cancelled_on,
            state=_state(referral, answers[referral.id], day),
        )
        for referral, procedure, person, organisation in rows
    )


def _answers(session: Session, ids: Collection[UUID]) -> dict[UUID, list[ReferralAnswer]]:
    found: dict[UUID, list[ReferralAnswer]] = defaultdict(list)
    query = sa.select(ReferralAnswer).where(ReferralAnswer.referral_id.in_(ids), ReferralAnswer.deleted.is_(False))
    for row in session.scalars(query.order_by(ReferralAnswer.on, ReferralAnswer.id)):
        found[row.referral_id].append(row)
    return found


def _state(referral: Referral, answers: list[ReferralAnswer], day: date) -> State:
    if referral.cancelled_on is not None:
        return "cancelled"
    if referral.sent_on is None:
        return "draft"
    if answers:
        states: dict[str, State] = {"received": "received", "missing": "missing", "yes": "yes", "no": "no"}
        return states[answers[-1].answer]
    if referral.reminded_on is not None:
        return "reminded"
    return "late" if referral.expected_by is not None and referral.expected_by < day else "waiting"
