# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register of referrals: what was sent, to whom, and what came back. A receipt is not an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

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
    office: Office, procedure_id: UUID | None = None, person_id: UUID | None = None
) -> tuple[ReferralLine, ...]:
    """The register, the latest number first; drafts before it. Of one procedure or person when asked."""
    query = _query()
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
    """The referral whose number ends with what was typed (« 198 », « A0198 »); None when none or several do."""
    wanted = number.strip().upper()
    if not wanted:
        return None
    found = [line for line in all_lines(office) if line.number and line.number.endswith(wanted)]
    return found[0] if len(found) == 1 else None


def _query() -> sa.Select[Referral, Procedure, Person, Organisation]:
    return (
        sa.select(Referral, Procedure, Person, Organisation)
        .join(Procedure, Procedure.id == Referral.procedure_id)
        .join(Person, Person.id == Referral.person_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(Referral.deleted.is_(False))
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
