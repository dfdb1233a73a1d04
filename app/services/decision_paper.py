# SPDX-License-Identifier: AGPL-3.0-or-later
"""A decision as it is notified, assembled from its form: the outcome noted last, its reasons, how to contest it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.documents.blocks import Tick
from app.documents.decision import DecisionSheet
from app.schemes.forms import FormField, Section
from app.schemes.paths import EVENT_PATH
from app.services import form_sheet
from app.services.delivered import BODY, PERSON, Delivered
from app.services.refusals import Refusal, Refused

APPEALS = "appeals"


def sheet(case: Delivered) -> DecisionSheet:
    """The sheet of the latest decision. Refused while none is noted."""
    outcome, decided_on = _latest(case)
    texts, others = _parted(outcome.fields)
    return DecisionSheet(
        sender=case.sender,
        imprint=case.imprint,
        title=case.form.title,
        status=case.form.note.rstrip("."),
        holder_heading=case.section(PERSON).title,
        holder=case.cells(PERSON),
        body_heading=case.section(BODY).title,
        body=case.cells(BODY),
        outcome_heading="Décision",
        outcomes=(Tick(True, outcome.title),),
        attachment=form_sheet.cells(others, case.values),
        texts=tuple((field.label, text) for field in texts if (text := form_sheet.text_of(field, case.values))),
        appeals=case.sentences(APPEALS),
        signatory=case.signatory,
        place=case.own.town,
        signed_on=decided_on,
        running=case.name,
    )


def _latest(case: Delivered) -> tuple[Section, date]:
    """The section of the outcome whose event was noted last, and its day."""
    ranks = {event.name: rank for rank, event in enumerate(case.course.events)}
    found: list[tuple[int, Section, date]] = []
    for section in case.form.sections:
        event = _event_of(section)
        day = case.values.get(f"procedure.events.{event}.on")
        if event in ranks and isinstance(day, date):
            found.append((ranks[event], section, day))
    if not found:
        raise Refused(Refusal.NOTHING_DECIDED, "paper")
    _, section, day = max(found, key=lambda each: each[0])
    return section, day


def _event_of(section: Section) -> str:
    """The event whose noting shows this section; empty for a section that is always there."""
    if section.condition is None:
        return ""
    dated = (EVENT_PATH.fullmatch(field.path) for field in section.fields)
    return next((found["event"] for found in dated if found and found["detail"] == "on"), "")


def _parted(fields: Sequence[FormField]) -> tuple[list[FormField], list[FormField]]:
    long = [field for field in fields if field.type == "longtext"]
    return long, [field for field in fields if field.type != "longtext"]
