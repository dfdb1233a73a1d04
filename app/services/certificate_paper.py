# SPDX-License-Identifier: AGPL-3.0-or-later
"""A certificate, assembled from its form: who holds it, for whom, where, from when to when.

In the section of its validity, the date of an event is its first day, the end of a deadline its last one, an answer the
date of the first certificate. It is refused while nothing was granted, and once what was granted has ended.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from app.documents.certificate import CertificateSheet, Dependant, Headings
from app.french.dates import say_long
from app.schemes.forms import FormField
from app.schemes.paths import ANSWERS, DEADLINE_PATH, EVENT_PATH
from app.services import form_sheet
from app.services.delivered import BODY, PERSON, Delivered, deadline_of
from app.services.naming import list_name
from app.services.refusals import Refusal, Refused

DEPENDANTS, ADDRESS, VALIDITY, SIGNATURE = "dependants", "postal_address", "validity", "signature"


def sheet(case: Delivered) -> CertificateSheet:
    """The sheet of a certificate that is in force."""
    start, last, first = _dates(case)
    members = case.optional(DEPENDANTS)
    return CertificateSheet(
        sender=case.sender,
        imprint=case.imprint,
        title=case.form.title,
        status=case.form.note.rstrip("."),
        headings=Headings(
            holder=case.section(PERSON).title,
            dependants=members.title if members else "",
            body=case.section(BODY).title,
            address=case.section(ADDRESS).title,
            validity=case.section(VALIDITY).title,
            first_on=_first_label(case),
        ),
        holder=case.cells(PERSON),
        dependants=_dependants(case) if members else (),
        body=case.cells(BODY),
        postal_address=_address(case),
        valid_from=start,
        valid_to=last,
        first_on=first,
        sentences=case.sentences(VALIDITY),
        signatory=case.signatory,
        place=case.own.town,
        signed_on=_decided_on(case),
        running=case.name,
    )


def stated(case: Delivered) -> dict[str, Any]:
    """The values by data path of a certificate that is in force, the date of the first one reckoned if not answered."""
    *_, first = _dates(case)
    answers = (field.path for field in case.section(VALIDITY).fields if field.path.startswith(ANSWERS))
    return {**case.values, **dict.fromkeys(answers, first)}


def _dates(case: Delivered) -> tuple[date, date, date | None]:
    """First and last day of validity, and the first day of the first certificate."""
    fields = case.section(VALIDITY).fields
    start = next((field for field in fields if EVENT_PATH.fullmatch(field.path)), None)
    end = next((field for field in fields if DEADLINE_PATH.fullmatch(field.path)), None)
    if start is None or end is None:
        raise Refused(Refusal.NO_SUCH_PAPER, "paper", title=case.form.title)
    granted_from, last = case.values.get(start.path), case.values.get(end.path)
    if not isinstance(granted_from, date) or not isinstance(last, date):
        raise Refused(Refusal.NOT_GRANTED, "paper")
    _refuse_ended(case, end)
    return granted_from, last, _first_day(case, fields, start)


def _refuse_ended(case: Delivered, end: FormField) -> None:
    """Refuse what was ended before its term: its paper would still say that it holds."""
    found = DEADLINE_PATH.fullmatch(end.path)
    deadline = deadline_of(case.session, case.course.procedure, found["deadline"]) if found else None
    if deadline is not None and deadline.closed_on is not None:
        raise Refused(Refusal.NO_LONGER_VALID, "paper", day=say_long(deadline.closed_on))


def _first_day(case: Delivered, fields: tuple[FormField, ...], start: FormField) -> date | None:
    """What was answered, else the earliest day of validity that this procedure has known."""
    said = next((case.values.get(field.path) for field in fields if field.path.startswith(ANSWERS)), None)
    if isinstance(said, date):
        return said
    found = EVENT_PATH.fullmatch(start.path)
    days = (
        event.details.get(found["detail"]) for event in case.course.events if found and event.name == found["event"]
    )
    return min((day for day in days if isinstance(day, date)), default=None)


def _first_label(case: Delivered) -> str:
    fields = case.section(VALIDITY).fields
    return next((field.label for field in fields if field.path.startswith(ANSWERS)), "")


def _dependants(case: Delivered) -> tuple[Dependant, ...]:
    rows = case.values.get("household.members[]", ())
    links = case.course.edition.vocabularies.get("household_link")
    return tuple(
        Dependant(
            list_name(row["first_names"], row["name"]),
            row["birth_date"].form if row["birth_date"] else "–",
            links.label_of(row["link"], feminine=row["title"] == "mme").lower() if links else "",
        )
        for row in rows
    )


def _address(case: Delivered) -> tuple[str, ...]:
    """Whom and where to write to, one line each: the holder, then what the form adds, a postal code with its town."""
    lines = [case.name]
    before = ""
    for field in case.section(ADDRESS).fields:
        text = form_sheet.text_of(field, case.values)
        if not text or field.path.startswith("person."):
            continue
        if before:
            lines[-1] += before + text
        else:
            lines.append(f"{field.label} : {text}" if field.path.startswith(ANSWERS) else text)
        before = "\u00a0" if field.type == "code" else ""
    return tuple(line.replace(" : ", "\u00a0: ") for line in lines)


def _decided_on(case: Delivered) -> date | None:
    section = case.optional(SIGNATURE)
    dates = (
        (case.values.get(field.path) for field in section.fields if EVENT_PATH.fullmatch(field.path)) if section else ()
    )
    return next((day for day in dates if isinstance(day, date)), None)
