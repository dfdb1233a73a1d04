# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker's own blank official form, recognised and filled from the dossier by drawing over it.

The blank is the one the service downloaded: none comes with the program. What reads and draws forms is loaded when one
is filled.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from sqlalchemy.orm import Session

from app import RESOURCES
from app.french.dates import PartialDate
from app.french.identifiers import say_phone
from app.models.procedure import Procedure
from app.models.referral import Referral
from app.schemes import paths
from app.schemes.definitions import Edition
from app.services import standing
from app.services.office import Office
from app.services.paper_heads import own_service
from app.services.procedure_papers import CERTIFICATE
from app.services.refusals import Refusal, Refused

if TYPE_CHECKING:
    from app.documents.official_form import Recognition
    from app.documents.official_mapping import MappedField
    from app.documents.official_values import Row, Scalar, Value

SERVICE = "service."


@dataclass(frozen=True)
class FilledForm:
    """A filled form. `certified`: the blank is byte for byte a known one; otherwise it is to be checked by eye.

    `blank` names its fields left empty for want of a value, `shortened` those whose text did not hold.
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


def filled(office: Office, procedure_or_referral: UUID, blank: bytes) -> FilledForm:
    """Fill the blank, and tell what was not.

    Refused when it is no usable PDF, no form we know, the form of another scheme, when it certifies what was not
    granted or no longer holds, and when it would leave without the person's agreement.
    """
    from app.documents import official_form

    found = _recognised(blank)
    with office.reading() as session:
        known = _values(session, office, procedure_or_referral, found)
    made = official_form.fill(blank, found.edition, known)
    mapping = found.mapping
    return FilledForm(made.pdf, mapping.title, mapping.number, found.certified, made.unknown, made.shortened)


def _recognised(blank: bytes) -> Recognition:
    from app.documents.official_form import recognise
    from app.documents.official_mapping import load
    from app.documents.official_widgets import FormRefused

    try:
        found = recognise(blank, load(RESOURCES / "official_forms"))
    except FormRefused as refused:
        raise Refused(Refusal.UNREADABLE_FILE, "official", sentence=refused.sentence) from None
    if found is None:
        raise Refused(Refusal.UNKNOWN_FORM, "official")
    return found


def _values(session: Session, office: Office, asked: UUID, found: Recognition) -> dict[str, Value]:
    """What may be drawn on the form, by data path, in the types that forms are drawn with."""
    referral = session.get(Referral, asked)
    procedure = session.get(Procedure, referral.procedure_id if referral else asked)
    (course,) = standing.courses(session, office.catalogue, [procedure.id] if procedure else []) or (None,)
    if course is None:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    _check_scheme(course.edition, found)
    known: Mapping[str, Any]
    if _certifies(found.edition.mapped):
        known = _certified(session, office, course)
    elif referral is not None:
        known = _leaving(session, office, referral)
    else:
        known = _requested(session, office, course)
    return {path: _drawn(path, value, course.edition) for path, value in known.items()}


def _check_scheme(edition: Edition, found: Recognition) -> None:
    """Refuse the form of another scheme, or of another time: the edition says which one is its own."""
    number = found.mapping.number
    if number not in (edition.official_form or ""):
        raise Refused(Refusal.OTHER_FORM, "official", number=number, title=edition.short_title)


def _certifies(mapped: Sequence[MappedField]) -> bool:
    """Whether the form states the end of a deadline: it certifies what runs until then."""
    said = (path for field in mapped for each in field.paths for path in each.split())
    return any(paths.DEADLINE_PATH.fullmatch(path) for path in said)


def _certified(session: Session, office: Office, course: standing.Course) -> Mapping[str, Any]:
    """What the certificate of this procedure states, refused where the certificate is."""
    from app.services import certificate_paper
    from app.services.delivered import Delivered

    return certificate_paper.stated(Delivered(session, office, course.procedure.id, CERTIFICATE))


def _leaving(session: Session, office: Office, referral: Referral) -> Mapping[str, Any]:
    """What the papers of a referral say, but for what the person's agreement does not cover."""
    from app.services.referral_sheets import Gathered
    from app.services.referrals import allowed

    may_leave = allowed(session, office, referral)
    if may_leave is not None and not may_leave:
        raise Refused(Refusal.NO_AGREEMENT, "agreement")
    case = Gathered(session, office, referral, may_leave)
    asked = {field.path: field.category for field in case.form.fields()} if case.form else {}
    return {path: value for path, value in case.values.items() if _covered(path, asked, may_leave)}


def _requested(session: Session, office: Office, course: standing.Course) -> Mapping[str, Any]:
    """What a request says before one knows to whom it goes: the service stands on it only where it decides itself."""
    from app.services.delivered import known_values, of_this_round

    known = of_this_round(known_values(session, course, office.today(), office.worker_id), course)
    if own_service(session).kind in course.edition.addressed_to:
        return known
    return {path: value for path, value in known.items() if not path.startswith(SERVICE)}


def _covered(path: str, asked: Mapping[str, str | None], may_leave: Collection[str] | None) -> bool:
    known = paths.find(path)
    category = asked.get(path) or (known.category if known else None)
    return may_leave is None or category is None or category in may_leave


def _drawn(path: str, value: Any, edition: Edition) -> Value:
    if isinstance(value, list | tuple):
        rows = cast("Sequence[object]", value)
        return tuple(_row(cast("Mapping[str, Any]", row)) for row in rows if isinstance(row, Mapping))
    return _scalar(_type_of(path, edition), value)


def _row(row: Mapping[str, Any]) -> Row:
    return {name: _scalar("", value) for name, value in row.items()}


def _scalar(kind: str, value: Any) -> Scalar:
    if kind == "phone" and isinstance(value, str):
        return say_phone(value)
    if kind == "time" and isinstance(value, str):
        return time.fromisoformat(value)
    if value is None or isinstance(value, str | int | date | PartialDate):
        return value
    return str(value)


def _type_of(path: str, edition: Edition) -> str:
    answer = edition.answers.get(path.removeprefix(paths.ANSWERS)) if path.startswith(paths.ANSWERS) else None
    if answer is not None:
        return answer.type
    known = paths.find(path)
    return known.type if known else ""
