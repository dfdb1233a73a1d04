# SPDX-License-Identifier: AGPL-3.0-or-later
"""The official form of a referral as one of its papers: the sheet that its sending freezes, drawn on the blank kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.models.official import Attachment, OfficialBlank
from app.models.referral import Referral
from app.services import official_mappings, official_values, standing
from app.services.office import Office
from app.services.paper_heads import notice
from app.services.refusals import Refusal, Refused
from app.storage import attachments

if TYPE_CHECKING:
    from app.documents.official_form import FilledForm, Recognition
    from app.documents.official_mapping import Mapping as FormMapping
    from app.documents.official_sheet import OfficialSheet
    from app.documents.official_values import Value
    from app.documents.press import Leaf
    from app.schemes.definitions import Edition

NOBODY = UUID(int=0)
"""The addressee of what is not sent, or not yet."""
OFFICIAL = "official_form"
"""The kind of this paper."""


def is_used(session: Session, row: Referral) -> bool:
    """Whether a referral leaves, or left, on an official form whose fields are known."""
    if row.snapshot is not None:
        return OFFICIAL in row.snapshot["papers"]
    found = _mapping(session, row)
    return found is not None and any(mapped.receives for edition in found.editions for mapped in edition.mapped)


def title_of(session: Session, row: Referral) -> str:
    """« Cerfa 16029*01 », else the title of the form."""
    found = _mapping(session, row)
    return named(found) if found else "Formulaire officiel"


def named(mapping: FormMapping) -> str:
    """How a tab or a button calls a form."""
    return f"Cerfa {mapping.number}" if mapping.number[:5].isdigit() else mapping.title


def sheet_of(session: Session, office: Office, row: Referral, allowed: Collection[str] | None) -> OfficialSheet:
    """The official form as it would leave now. Refused when its blank is not known any more."""
    blank = session.get(OfficialBlank, row.official_blank) if row.official_blank else None
    if blank is None:
        raise Refused(Refusal.UNKNOWN_ID, "official")
    content = content_of(session, office, blank)
    found = recognised(session, content, form=blank.form)
    (course,) = standing.courses(session, office.catalogue, [row.procedure_id])
    if official_values.certifies(found.edition.mapped):
        known: Mapping[str, Any] = official_values.certified(session, office, course)
    else:
        known = official_values.leaving(session, office, row, allowed)
    return made(session, office, row, found, known, course.edition, blank.digest)


def made(
    session: Session,
    office: Office,
    row: Referral,
    found: Recognition,
    known: Mapping[str, Any],
    edition: Edition,
    digest: str,
) -> OfficialSheet:
    """A sheet of these values: those the form asks for, no other."""
    from app.documents.official_sheet import OfficialSheet, hold, used_paths
    from app.documents.official_values import WRITTEN
    from app.services.referral_sheets import HERE, Gathered

    case = Gathered(session, office, row, None)
    drawn: dict[str, Value] = official_values.drawn(office, edition, known)
    wanted = {path for mapped in found.edition.mapped for path in used_paths(mapped)}
    kept = {path: value for path, value in drawn.items() if path.removesuffix(WRITTEN) in wanted}
    answers = edition.answers.values()
    labels = {f"procedure.answers.{each.id}": each.label for each in answers}
    for event in edition.events.values():
        labels[f"procedure.events.{event.id}.on"] = event.label
        labels |= {f"procedure.events.{event.id}.{ask.id}": ask.label for ask in event.asks}
    return OfficialSheet(
        title=f"{found.mapping.title}, n° {found.mapping.number}" if found.mapping.number else found.mapping.title,
        blank=digest,
        edition=found.edition,
        values=tuple((path, hold(value)) for path, value in kept.items()),
        sender=case.sender,
        imprint=replace(case.imprint, notice=notice(HERE, case.own), numbered=row.organisation_id != NOBODY),
        running=case.person_name,
        labels=tuple((path, label) for path, label in labels.items() if path in wanted),
    )


def printed(session: Session, office: Office, sheet: OfficialSheet, after: Sequence[Leaf] = ()) -> FilledForm:
    """Draw a sheet on the blank kept under its digest, and other leaves behind. Raises Unavailable when it is gone."""
    from app.documents.official_sheet import render

    return render(sheet, content_by_digest(session, office, sheet.blank), after)


def content_of(session: Session, office: Office, blank: OfficialBlank) -> bytes:
    """The blank itself. Raises Unavailable when its file is gone."""
    return attachments.content_of(office.vault, session.get_one(Attachment, blank.attachment_id))


def content_by_digest(session: Session, office: Office, digest: str) -> bytes:
    """A blank kept, whatever became of its form since."""
    row = session.query(Attachment).filter(Attachment.digest == digest).order_by(Attachment.id).first()
    if row is None:
        raise Refused(Refusal.UNKNOWN_ID, "official")
    return attachments.content_of(office.vault, row)


def recognised(session: Session, content: bytes, form: str = "") -> Recognition:
    """Which known form a blank is, the one named when it is given. Refused when it is none, or no usable PDF."""
    from app.documents.official_form import recognise
    from app.documents.official_widgets import FormRefused

    mappings = official_mappings.known(session)
    try:
        found = recognise(content, [each for each in mappings if not form or each.id == form])
    except FormRefused as refused:
        raise Refused(Refusal.UNREADABLE_FILE, "official", sentence=refused.sentence) from None
    if found is None:
        raise Refused(Refusal.UNKNOWN_FORM, "official")
    return found


def _mapping(session: Session, row: Referral) -> FormMapping | None:
    blank = session.get(OfficialBlank, row.official_blank) if row.official_blank else None
    if blank is None:
        return None
    return next((each for each in official_mappings.known(session) if each.id == blank.form), None)
