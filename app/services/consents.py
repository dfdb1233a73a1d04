# SPDX-License-Identifier: AGPL-3.0-or-later
"""The person's agreement to share: recorded for one organisation and some categories of data, withdrawn at will.

It is not the legal ground of the file, which is the service's mission.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.consent import Consent
from app.models.organisation import Organisation
from app.models.person import Person
from app.schemes.calendar import add_months
from app.schemes.paths import CATEGORIES
from app.services.changes import NOTHING, Changes
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.writing_order import first_written

USUAL_MONTHS = 12
ENDING_DAYS = 30


@dataclass(frozen=True)
class ConsentView:
    """An agreement and where it stands on the day it is shown."""

    id: UUID
    person_id: UUID
    organisation_id: UUID
    organisation: str
    categories: tuple[str, ...]
    purpose: str
    means: str
    given_on: date
    valid_until: date | None
    withdrawn_on: date | None
    refused: bool
    in_force: bool


def record(
    office: Office,
    person_id: UUID,
    organisation_id: UUID,
    categories: Sequence[str],
    *,
    given_on: date | None = None,
    valid_until: date | None = None,
    means: str = "",
    purpose: str = "",
    refused: bool = False,
    replaces: UUID | None = None,
) -> Changes:
    """Record what the person agreed to, or that she refused: those categories, or all when none is named.

    An agreement lasts a year unless another end is given. The scope she signed is never changed: another agreement
    `replaces` it, which ends on the day this one begins. A refusal ends what she agreed to before it; what it leaves
    goes on as an agreement of its own.
    """
    day = given_on or office.today()
    _check(office, categories, day, valid_until, refused=refused)
    with office.writing("agreement_refused" if refused else "agreement_recorded") as work:
        if work.session.get(Person, person_id) is None or work.session.get(Organisation, organisation_id) is None:
            raise Refused(Refusal.UNKNOWN_ID, "organisation")
        row = Consent(
            person_id=person_id,
            organisation_id=organisation_id,
            categories=[each for each in CATEGORIES if each in categories],
            given_on=day,
            valid_until=valid_until or add_months(day, USUAL_MONTHS),
            means=means,
            purpose=purpose,
            refused=refused,
            worker_id=office.worker_id,
        )
        if replaces is not None:
            before = _hers(work.session, person_id, replaces)
            before.withdrawn_on = max(day, before.given_on)
        if refused:
            for agreed in _rows(work.session, row, refused=False):
                _end(work.session, agreed, row)
        else:
            _end_where_refused_later(work.session, row)
        work.session.add(row)
        work.created = row.id
    return work.changes


def proposed(
    office: Office, person_id: UUID, organisation_id: UUID, categories: Sequence[str], *, purpose: str = ""
) -> Consent:
    """What an agreement from today would be, for the paper that is signed first. Refused as `record` is."""
    day = office.today()
    _check(office, categories, day, None, refused=False)
    with office.reading() as session:
        if session.get(Person, person_id) is None or session.get(Organisation, organisation_id) is None:
            raise Refused(Refusal.UNKNOWN_ID, "organisation")
    return Consent(
        person_id=person_id,
        organisation_id=organisation_id,
        categories=[each for each in CATEGORIES if each in categories],
        given_on=day,
        valid_until=add_months(day, USUAL_MONTHS),
        purpose=purpose,
        worker_id=office.worker_id,
    )


def withdraw(office: Office, consent_id: UUID, on: date | None = None) -> Changes:
    """Note that the person takes her agreement back: nothing more leaves under it."""
    day = on or office.today()
    with office.writing("agreement_withdrawn") as work:
        row = work.session.get(Consent, consent_id)
        if row is None or row.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "agreement")
        if row.withdrawn_on is not None:
            return NOTHING
        if day < row.given_on or day > office.today():
            raise Refused(Refusal.DATE_OUT_OF_ORDER, "on")
        row.withdrawn_on = day
    return work.changes


def of_person(office: Office, person_id: UUID) -> tuple[ConsentView, ...]:
    """The person's agreements, those in force first."""
    day = office.today()
    with office.reading() as session:
        query = _query().where(Consent.person_id == person_id).order_by(*_LATEST_FIRST)
        views = [_view(row, name, day) for row, name in session.execute(query)]
    return tuple(sorted(views, key=lambda view: not view.in_force))


def ending(office: Office) -> tuple[tuple[ConsentView, str], ...]:
    """Agreements in force that end within thirty days, with the person's name."""
    day = office.today()
    last = date.fromordinal(day.toordinal() + ENDING_DAYS)
    query = _query().where(Consent.valid_until.between(day, last), Consent.withdrawn_on.is_(None), ~Consent.refused)
    with office.reading() as session:
        rows = session.execute(query.order_by(Consent.valid_until)).all()
        people = {
            each.id: each
            for each in session.scalars(sa.select(Person).where(Person.id.in_(r[0].person_id for r in rows)))
        }
        return tuple((_view(row, name, day), _named(people[row.person_id])) for row, name in rows)


def covering(session: Session, person_id: UUID, organisation_id: UUID, day: date) -> Consent | None:
    """The agreement under which data may go to this organisation on a day, the latest if several."""
    query = sa.select(Consent).where(
        Consent.person_id == person_id, Consent.organisation_id == organisation_id, Consent.deleted.is_(False)
    )
    rows = session.scalars(query.order_by(*_LATEST_FIRST)).all()
    return next((row for row in rows if row.in_force_on(day)), None)


_LATEST_FIRST = (Consent.given_on.desc(), first_written(Consent).desc())


def _hers(session: Session, person_id: UUID, consent_id: UUID) -> Consent:
    row = session.get(Consent, consent_id)
    if row is None or row.deleted or row.person_id != person_id:
        raise Refused(Refusal.UNKNOWN_ID, "agreement")
    return row


def _rows(session: Session, row: Consent, *, refused: bool) -> Sequence[Consent]:
    """What she agreed to with the same organisation, or refused it, the earliest first."""
    query = sa.select(Consent).where(
        Consent.person_id == row.person_id,
        Consent.organisation_id == row.organisation_id,
        Consent.refused.is_(refused),
        Consent.deleted.is_(False),
    )
    return session.scalars(query.order_by(Consent.given_on, first_written(Consent))).all()


def _end_where_refused_later(session: Session, agreed: Consent) -> None:
    """An agreement written down late stops at what she has refused since."""
    for refusal in _rows(session, agreed, refused=True):
        if refusal.given_on > agreed.given_on:
            rest = _end(session, agreed, refusal)
            if agreed.withdrawn_on is not None:
                if rest is not None:
                    _end_where_refused_later(session, rest)
                return


def _end(session: Session, agreed: Consent, refusal: Consent) -> Consent | None:
    """End an agreement on the day of a refusal that bears on it; what it leaves goes on, under the same terms."""
    refused = set(refusal.categories or agreed.categories) & set(agreed.categories)
    if not refused or not agreed.in_force_on(refusal.given_on):
        return None
    agreed.withdrawn_on = refusal.given_on
    kept = [each for each in agreed.categories if each not in refused]
    if not kept:
        return None
    rest = Consent(
        person_id=agreed.person_id,
        organisation_id=agreed.organisation_id,
        basis=agreed.basis,
        categories=kept,
        given_on=refusal.given_on,
        valid_until=agreed.valid_until,
        means=agreed.means,
        purpose=agreed.purpose,
        worker_id=refusal.worker_id,
    )
    session.add(rest)
    return rest


def _query() -> sa.Select[Consent, str]:
    return (
        sa.select(Consent, Organisation.name)
        .join(Organisation, Organisation.id == Consent.organisation_id)
        .where(Consent.deleted.is_(False))
    )


def _view(row: Consent, organisation: str, day: date) -> ConsentView:
    return ConsentView(
        id=row.id,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        organisation=organisation,
        categories=tuple(row.categories),
        purpose=row.purpose,
        means=row.means,
        given_on=row.given_on,
        valid_until=row.valid_until,
        withdrawn_on=row.withdrawn_on,
        refused=row.refused,
        in_force=row.in_force_on(day),
    )


def _named(person: Person) -> str:
    from app.services.naming import full_name

    return full_name(person.first_names, person.birth_name, person.use_name)


def _check(office: Office, categories: Sequence[str], day: date, until: date | None, *, refused: bool) -> None:
    if not refused and not categories:
        raise Refused(Refusal.FIELD_REQUIRED, "categories", label="Ce que la personne accepte de partager")
    for each in categories:
        if each not in CATEGORIES:
            raise Refused(Refusal.UNKNOWN_CHOICE, "categories", value=each, choices=", ".join(CATEGORIES))
    if day > office.today():
        raise Refused(Refusal.DAY_TO_COME, "given_on")
    if until is not None and until < day:
        raise Refused(Refusal.DATE_OUT_OF_ORDER, "valid_until")
