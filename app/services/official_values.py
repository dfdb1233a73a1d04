# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be written on an official form, by data path: the dossier's values, in the types forms are drawn with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.orm import Session

from app.french.dates import PartialDate
from app.french.identifiers import say_phone
from app.models.referral import Referral
from app.schemes import paths
from app.schemes.definitions import Edition
from app.schemes.paths import DataType
from app.schemes.vocabularies import Vocabulary
from app.services import standing
from app.services.office import Office
from app.services.paper_heads import own_service
from app.services.procedure_papers import CERTIFICATE
from app.services.saying import in_words, is_feminine

if TYPE_CHECKING:
    from app.documents.official_mapping import MappedField
    from app.documents.official_values import Row, Scalar, Value

SERVICE = "service."
WORDED = ("enum", "multi", "money", "area", "months")
"""The types whose value is a code or a bare number: forms show it in words."""


def certifies(mapped: Sequence[MappedField]) -> bool:
    """Whether the form states the end of a deadline: it certifies what runs until then."""
    said = (path for field in mapped for each in field.paths for path in each.split())
    return any(paths.DEADLINE_PATH.fullmatch(path) for path in said)


def certified(session: Session, office: Office, course: standing.Course) -> Mapping[str, Any]:
    """What the certificate of this procedure states, refused where the certificate is."""
    from app.services import certificate_paper
    from app.services.delivered import Delivered

    return certificate_paper.stated(Delivered(session, office, course.procedure.id, CERTIFICATE))


def leaving(
    session: Session, office: Office, referral: Referral, may_leave: Collection[str] | None
) -> Mapping[str, Any]:
    """What the papers of a referral say, but for what the person's agreement does not cover."""
    from app.services.referral_sheets import Gathered

    case = Gathered(session, office, referral, may_leave)
    asked = {field.path: field.category for field in case.form.fields()} if case.form else {}
    asked |= {f"{paths.ANSWERS}{answer.id}": answer.category for answer in case.edition.answers.values()}
    return {path: value for path, value in case.values.items() if _covered(path, asked, may_leave)}


def requested(session: Session, office: Office, course: standing.Course) -> Mapping[str, Any]:
    """What a request says before one knows to whom it goes: the service stands on it only where it decides itself."""
    from app.services.delivered import known_values, of_this_round

    known = of_this_round(known_values(session, course, office.today(), office.worker_id), course)
    if own_service(session).kind in course.edition.addressed_to:
        return known
    return {path: value for path, value in known.items() if not path.startswith(SERVICE)}


def drawn(office: Office, edition: Edition, known: Mapping[str, Any]) -> dict[str, Value]:
    """Values as forms draw them; what is a code or a bare number also in words."""
    from app.documents.official_values import WRITTEN

    feminine = is_feminine(known)
    found: dict[str, Value] = {}
    for path, value in known.items():
        kind, listed = type_of(path, edition, office)
        if isinstance(value, list | tuple) and kind != "multi":
            rows = cast("Sequence[object]", value)
            found[path] = tuple(
                _row(path, cast("Mapping[str, Any]", row), edition, office) for row in rows if isinstance(row, Mapping)
            )
            continue
        found[path] = _scalar(kind, value)
        if kind in WORDED:
            found[path + WRITTEN] = in_words(kind, value, listed, feminine=feminine)
    return found


def _row(group: str, row: Mapping[str, Any], edition: Edition, office: Office) -> Row:
    from app.documents.official_values import WRITTEN

    found: dict[str, Scalar] = {}
    for name, value in row.items():
        kind, listed = type_of(f"{group}.{name}", edition, office)
        found[name] = _scalar(kind, value)
        if kind in WORDED:
            found[name + WRITTEN] = in_words(kind, value, listed, feminine=row.get("title") == "mme")
    return found


def _scalar(kind: str, value: Any) -> Scalar:
    if kind == "phone" and isinstance(value, str):
        return say_phone(value)
    if kind == "time" and isinstance(value, str):
        return time.fromisoformat(value)
    if value is None or isinstance(value, str | int | date | PartialDate):
        return value
    return str(value)


def type_of(path: str, edition: Edition, office: Office) -> tuple[DataType, Vocabulary | None]:
    """The type of a data path in a scheme, and the list its codes are of."""
    answer = edition.answers.get(path.removeprefix(paths.ANSWERS).removesuffix("[]"))
    if path.startswith(paths.ANSWERS) and answer is not None:
        return answer.type, answer.vocabulary
    if match := paths.EVENT_PATH.fullmatch(path):
        event = edition.events.get(match["event"])
        ask = next((each for each in event.asks if each.id == match["detail"]), None) if event else None
        return (ask.type, ask.vocabulary) if ask else ("date", None)
    known = paths.find(path)
    if known is None:
        return "text", None
    name = known.vocabulary or ""
    listed = edition.vocabularies.get(name) or (office.catalogue.vocabularies[name] if name else None)
    return known.type, listed


def _covered(path: str, asked: Mapping[str, str | None], may_leave: Collection[str] | None) -> bool:
    known = paths.find(path)
    category = asked.get(path) or (known.category if known else None)
    return may_leave is None or category is None or category in may_leave
