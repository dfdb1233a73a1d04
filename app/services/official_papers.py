# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker's own blank official form, recognised and filled from the dossier by drawing over it.

The blank is the one the service downloaded: none comes with the program. What reads and draws forms is loaded when one
is filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.models.procedure import Procedure
from app.models.referral import Referral
from app.schemes.definitions import Edition
from app.services import official_sheets, official_values, standing
from app.services.office import Office
from app.services.refusals import Refusal, Refused

if TYPE_CHECKING:
    from app.documents.official_form import Recognition
    from app.documents.official_mapping import Mapping as FormMapping
    from app.documents.official_sheet import OfficialSheet


@dataclass(frozen=True)
class FilledForm:
    """A filled form. `certified`: the blank is byte for byte a known one; otherwise it is to be checked by eye.

    `blank` names its fields left empty for want of a value, `shortened` those whose text goes on on a sheet added.
    """

    pdf: bytes
    title: str
    number: str
    certified: bool
    blank: tuple[str, ...]
    shortened: tuple[str, ...]


def fill(office: Office, procedure_or_referral: UUID, blank: bytes) -> bytes:
    """The official form of a procedure, or of one of its referrals, filled. Refused as `filled` is."""
    return filled(office, procedure_or_referral, blank).pdf


def fill_kept(office: Office, procedure_or_referral: UUID, *, certificate: bool = False) -> bytes:
    """The same, on the blank this office keeps for that procedure's scheme: the one a referral leaves on, else the
    latest one that certifies, or that does not. Refused when none is kept.
    """
    from app.services import official_blanks

    blank = official_blanks.content_for(office, procedure_or_referral, certificate=certificate)
    return fill(office, procedure_or_referral, blank)


def filled(office: Office, procedure_or_referral: UUID, blank: bytes) -> FilledForm:
    """Fill the blank, and tell what was not.

    Refused when it is no usable PDF, no form we know, the form of another scheme, when it certifies what was not
    granted or no longer holds, and when it would leave without the person's agreement.
    """
    from app.documents.official_sheet import render

    with office.reading() as session:
        found = official_sheets.recognised(session, blank)
        sheet = _sheet(session, office, procedure_or_referral, found)
    made = render(sheet, blank)
    mapping = found.mapping
    return FilledForm(made.pdf, mapping.title, mapping.number, found.certified, made.unknown, made.shortened)


def _sheet(session: Session, office: Office, asked: UUID, found: Recognition) -> OfficialSheet:
    """What may be drawn on the form."""
    referral = session.get(Referral, asked)
    procedure = session.get(Procedure, referral.procedure_id if referral else asked)
    (course,) = standing.courses(session, office.catalogue, [procedure.id] if procedure else []) or (None,)
    if course is None:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    check_scheme(course.edition, found.mapping)
    row = referral or Referral(
        person_id=course.procedure.person_id,
        procedure_id=course.procedure.id,
        organisation_id=official_sheets.NOBODY,
        worker_id=course.procedure.worker_id or office.worker_id,
        created_on=office.today(),
    )
    known = _values(session, office, course, referral, found)
    return official_sheets.made(session, office, row, found, known, course.edition, "")


def _values(
    session: Session, office: Office, course: standing.Course, referral: Referral | None, found: Recognition
) -> Mapping[str, Any]:
    if official_values.certifies(found.edition.mapped):
        return official_values.certified(session, office, course)
    if referral is None:
        return official_values.requested(session, office, course)
    from app.services.referrals import allowed

    may_leave = allowed(session, office, referral)
    if may_leave is not None and not may_leave:
        raise Refused(Refusal.NO_AGREEMENT, "agreement")
    return official_values.leaving(session, office, referral, may_leave)


def check_scheme(edition: Edition, mapping: FormMapping) -> None:
    """Refuse the form of another scheme, or of another time: the edition says which one is its own."""
    if mapping.schemes:
        if edition.scheme in mapping.schemes:
            return
    elif mapping.number in (edition.official_form or ""):
        return
    raise Refused(Refusal.OTHER_FORM, "official", number=mapping.number, title=edition.short_title)
