# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters on paper: a wording filled from a dossier, or from a person who does not exist, ready to be printed.

What makes papers is loaded when one is asked for, so that opening the application does not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.local import Access
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.procedure import Procedure
from app.services import accesses, encounters, procedure_view, values
from app.services.changes import Changes
from app.services.letter_filling import Known, fill, fill_lines
from app.services.letterheads import LONGEST_SIGNATURE, checked, signature_of
from app.services.letters import LONGEST_BODY, LONGEST_SUBJECT, Wanted
from app.services.naming import civil_name, full_name
from app.services.office import Office
from app.services.paper_heads import notice, own_service, place_of, sender_of
from app.services.refusals import Refusal, Refused
from app.services.sharing import CATEGORY_OF_LANE, Reader, reader

FULL_NAME = "person.full_name"
TO_PERSON = (
    "Ces données servent à votre accompagnement. Vous pouvez les lire et les faire corriger en vous adressant au "
    "service."
)
PRINTED = "Lettre imprimée : « {title} », à {to}."
LETTER = "lettre"
"""How the print is called in the log of accesses."""


@dataclass(frozen=True)
class LetterPaper:
    """A letter as it would be printed. `to` is its addressee; `missing` prints as dots, `left_out` does not leave.

    `caution` is how the person asked to be reached, when the letter is for her.
    """

    pdf: bytes
    to: str
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    caution: str = ""


@dataclass(frozen=True)
class _Addressed:
    """Who a letter is for: the lines in the window of the envelope, who may read what, the foot of the page."""

    lines: tuple[str, ...]
    known: values.Values
    reader: Reader
    notice: str
    caution: str = ""


def draft(
    office: Office,
    wanted: Wanted,
    person_id: UUID,
    *,
    procedure_id: UUID | None = None,
    organisation_id: UUID | None = None,
) -> LetterPaper:
    """A letter about a person, to her or to an organisation, as it would be printed now.

    Raises Refused for a wording that would not be kept, and when no agreement of hers covers the organisation.
    """
    _check(wanted)
    course = _course(office, person_id, procedure_id)
    with office.reading() as session:
        known = _values(session, office, person_id, procedure_id) | course
        to = _addressed(session, office, person_id, organisation_id)
        lane = _lane(office, procedure_id)
        may = Known(known | to.known, office.catalogue.vocabularies, to.reader.categories, lane)
        return _paper(session, office, wanted, to, may)


def specimen(office: Office, wanted: Wanted) -> LetterPaper:
    """The letter as it would be for someone who does not exist. Raises Refused for a wording that would not be kept."""
    from app.services import letter_specimen

    _check(wanted)
    with office.reading() as session:
        known = letter_specimen.VALUES | values.of_service(session) | values.of_worker(session, office.worker_id)
        lines = letter_specimen.PERSON if wanted.addressee == "person" else letter_specimen.PARTNER
        own = own_service(session)
        own_values: values.Values = {**letter_specimen.addressee(lines), "letter.date": office.today()}
        to = _Addressed(lines, own_values, Reader(), notice(TO_PERSON if lines[0].startswith("M") else _secrecy(), own))
        return _paper(session, office, wanted, to, Known(known | to.known, office.catalogue.vocabularies))


def note_printed(
    office: Office, wanted: Wanted, paper: LetterPaper, person_id: UUID, procedure_id: UUID | None = None
) -> Changes:
    """Note in the dossier that the letter was printed today, and in the log that the dossier was."""
    accesses.note(office, person_id, "printed", LETTER)
    text = PRINTED.format(title=wanted.title, to=paper.to)
    return encounters.note(office, person_id, encounters.NOTE, text, procedure_id=procedure_id)


def last_opened(office: Office) -> tuple[UUID, str] | None:
    """The dossier this worker opened last, and its name: a letter is best judged on a real one."""
    query = (
        sa.select(Person)
        .join(Access, Access.person_id == Person.id)
        .where(Access.worker_id == office.worker_id, Access.act == "opened", Person.deleted.is_(False))
        .order_by(Access.at.desc())
    )
    with office.reading() as session:
        person = session.scalars(query.limit(1)).first()
        return (person.id, full_name(person.first_names, person.birth_name, person.use_name)) if person else None


def _check(wanted: Wanted) -> None:
    for field, longest in (("subject", LONGEST_SUBJECT), ("body", LONGEST_BODY), ("signature", LONGEST_SIGNATURE)):
        checked(getattr(wanted, field), field, longest)


def _paper(session: Session, office: Office, wanted: Wanted, to: _Addressed, known: Known) -> LetterPaper:
    from app.documents import letter
    from app.documents.paper import Imprint

    subject, body = fill(wanted.subject, known), fill(wanted.body, known)
    sheet = letter.LetterSheet(
        sender=sender_of(session),
        imprint=Imprint("", office.today(), to.notice, numbered=False),
        addressee=to.lines,
        subject=subject.text,
        body=body.text,
        signatory=fill_lines(wanted.signature or signature_of(session), known),
        place=own_service(session).town,
        title=wanted.title or letter.LetterSheet.title,
    )
    missing = tuple(dict.fromkeys((*subject.missing, *body.missing)))
    left_out = tuple(dict.fromkeys((*subject.left_out, *body.left_out)))
    return LetterPaper(letter.render(sheet), to.lines[0] if to.lines else "", missing, left_out, to.caution)


def _values(session: Session, office: Office, person_id: UUID, procedure_id: UUID | None) -> values.Values:
    """Everything known, the worker who writes being the one at the desk."""
    person = session.get(Person, person_id)
    if person is None or person.deleted:
        raise Refused(Refusal.UNKNOWN_ID, "person")
    procedure = session.get(Procedure, procedure_id) if procedure_id is not None else None
    if procedure is not None:
        known = values.of_procedure(session, procedure, office.today(), office.worker_id)
    else:
        known = values.of_person(session, person_id, office.today()) | values.of_service(session)
    known |= values.of_worker(session, office.worker_id)
    known[FULL_NAME] = civil_name(person.title, person.first_names, person.birth_name, person.use_name)
    known["letter.date"] = office.today()
    return known


def _course(office: Office, person_id: UUID, procedure_id: UUID | None) -> dict[str, Any]:
    """What the procedure is called and has come to. Refused for a procedure that is not hers."""
    if procedure_id is None:
        return {}
    view = procedure_view.view(office, procedure_id)
    if view.person_id != person_id:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    return {"procedure.title": view.edition.title, "procedure.stage": view.stage.label}


def _lane(office: Office, procedure_id: UUID | None) -> str | None:
    """The category of data that the procedure belongs to."""
    return CATEGORY_OF_LANE[procedure_view.view(office, procedure_id).edition.lane] if procedure_id else None


def _addressed(session: Session, office: Office, person_id: UUID, organisation_id: UUID | None) -> _Addressed:
    own = own_service(session)
    if organisation_id is None:
        person = session.get_one(Person, person_id)
        name = civil_name(person.title, person.first_names, person.birth_name, person.use_name)
        care_of = f"chez {person.care_of}" if person.care_of else ""
        lines = _lines(name, care_of, person.address, _place(person))
        known = _as_addressee(name, "", person.address, person.postal_code, person.town)
        return _Addressed(lines, known, Reader(), notice(TO_PERSON, own), person.safe_contact)
    who = reader(session, person_id, organisation_id, office.today())
    organisation = session.get_one(Organisation, organisation_id)
    lines = _lines(organisation.name, organisation.unit, organisation.address, place_of(organisation))
    return _Addressed(lines, values.of_addressee(organisation), who, notice(_secrecy(), own))


def _place(person: Person) -> str:
    """« 38000 Grenoble », on one line."""
    return "\u00a0".join(part for part in (person.postal_code, person.town) if part)


def _lines(*parts: str) -> tuple[str, ...]:
    return tuple(line for part in parts for line in part.splitlines() if line)


def _as_addressee(name: str, unit: str, address: str, postal_code: str, town: str) -> values.Values:
    fields = {"name": name, "unit": unit, "address": address, "postal_code": postal_code, "town": town}
    return {f"addressee.{field}": text for field, text in fields.items() if text}


def _secrecy() -> str:
    from app.services.referral_sheets import SECRECY

    return SECRECY
