# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of a referral: sheets assembled from the dossier, printed by `app.documents`.

A paper for a partner holds only what the person's agreement covers; a sent paper is printed again from what the sending
froze.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.documents import deposit_slip, documents_list, referral, reply_slip, social_note
from app.documents.paper import Paper, bind
from app.models.procedure import Procedure
from app.models.referral import Referral
from app.schemes.forms import Missing, missing
from app.schemes.paths import CATEGORIES
from app.services import form_sheet, standing
from app.services.frozen import freeze, thaw
from app.services.office import Office
from app.services.referral_sheets import MAIN, MAKERS, Allowed, Gathered, Sheet
from app.services.refusals import Refusal, Refused

TITLES = {
    "referral_form": referral.ReferralSheet.title,
    "social_note": social_note.SocialNoteSheet.title,
    "documents_list": documents_list.DocumentsListSheet.title,
    "deposit_slip": deposit_slip.DepositSlipSheet.title,
    "reply_slip": reply_slip.ReplySlipSheet.title,
}


@dataclass(frozen=True)
class Printed:
    """A paper of a referral: its kind, its French title, its PDF."""

    kind: str
    title: str
    pdf: bytes


def preview(office: Office, referral_id: UUID, kind: str = "") -> Printed:
    """A paper as it would leave now, or as it left; the main one unless a kind is named."""
    with office.reading() as session:
        row = _row(session, referral_id)
        wanted = kind or kinds_of(session, office, row)[0]
        return _printed(wanted, sheet_of(session, office, row, wanted))


def draft(office: Office, procedure_id: UUID, kind: str = "") -> Printed:
    """A paper of a procedure before any addressee was chosen, for the page where its form is filled."""
    with office.reading() as session:
        procedure = session.get_one(Procedure, procedure_id)
        nobody = UUID(int=0)
        row = Referral(
            person_id=procedure.person_id,
            procedure_id=procedure_id,
            organisation_id=nobody,
            worker_id=procedure.worker_id or office.worker_id,
            created_on=office.today(),
        )
        wanted = kind or kinds_of(session, office, row)[0]
        return _printed(wanted, MAKERS[wanted](session, office, row, None))


def all_of(office: Office, referral_id: UUID) -> tuple[Printed, ...]:
    """Every paper the scheme asks for with this referral, in order."""
    with office.reading() as session:
        row = _row(session, referral_id)
        kinds = kinds_of(session, office, row)
        return tuple(_printed(kind, sheet_of(session, office, row, kind)) for kind in kinds)


def together(office: Office, referral_id: UUID) -> bytes:
    """Every paper of a referral as one PDF, to be printed in one gesture; each keeps its own page count."""
    with office.reading() as session:
        row = _row(session, referral_id)
        sheets = [sheet_of(session, office, row, kind) for kind in kinds_of(session, office, row)]
        title = f"{sheets[0].title} {sheets[0].imprint.name}"
    return bind([lay_out(sheet) for sheet in sheets], title=title)


def kinds_of(session: Session, office: Office, row: Referral) -> tuple[str, ...]:
    """The kinds of papers that go with a referral, the main one first: those of its scheme assembled here."""
    edition = standing.edition_of(office.catalogue, session.get_one(Procedure, row.procedure_id))
    kinds = tuple(kind for kind in (edition.papers if edition else ()) if kind in MAKERS)
    return kinds if set(kinds) & MAIN else ("referral_form", *kinds)


def freeze_all(session: Session, office: Office, row: Referral) -> tuple[dict[str, Any], str]:
    """What a sending keeps: every paper as data, by kind, and the SHA-256 of the main one’s PDF."""
    sheets = {kind: sheet_of(session, office, row, kind) for kind in kinds_of(session, office, row)}
    main = next(iter(sheets.values()))
    return {kind: freeze(sheet) for kind, sheet in sheets.items()}, hashlib.sha256(print_sheet(main)).hexdigest()


def print_sheet(sheet: Sheet) -> bytes:
    """The PDF of a sheet; the same bytes for the same sheet."""
    return bind([lay_out(sheet)], title=f"{sheet.title} {sheet.imprint.name}")


def lay_out(sheet: Sheet) -> Paper:
    """A sheet laid out on its pages."""
    if isinstance(sheet, referral.ReferralSheet):
        return referral.lay_out(sheet)
    if isinstance(sheet, social_note.SocialNoteSheet):
        return social_note.lay_out(sheet)
    if isinstance(sheet, documents_list.DocumentsListSheet):
        return documents_list.lay_out(sheet)
    if isinstance(sheet, deposit_slip.DepositSlipSheet):
        return deposit_slip.lay_out(sheet)
    return reply_slip.lay_out(sheet)


def titles(session: Session, office: Office, row: Referral) -> tuple[tuple[str, str], ...]:
    """The kinds of papers that go with a referral, each with its French title."""
    edition = standing.edition_of(office.catalogue, session.get_one(Procedure, row.procedure_id))
    form = office.catalogue.form(edition, "request") if edition else None
    named = {"request": form.title if form else TITLES["referral_form"], **TITLES}
    return tuple((kind, named[kind]) for kind in kinds_of(session, office, row))


def left_out(session: Session, office: Office, row: Referral, allowed: Allowed) -> tuple[str, ...]:
    """What the paper will not show because no agreement covers it, in French words."""
    case = Gathered(session, office, row, allowed)
    return form_sheet.left_out(case.form, case.values, allowed) if case.form else ()


def gaps(session: Session, office: Office, row: Referral) -> tuple[Missing, ...]:
    """What the printed form still lacks: each with its French label and the path where it is typed."""
    case = Gathered(session, office, row, None)
    return missing(case.form, case.values) if case.form else ()


def categories(session: Session, office: Office, row: Referral) -> tuple[str, ...]:
    """The categories of data that the printed form asks for, in the order of the one list."""
    form = Gathered(session, office, row, None).form
    asked = {field.category for field in form.fields()} if form else set[str | None]()
    return tuple(each for each in CATEGORIES if each in asked)


def sheet_of(session: Session, office: Office, row: Referral, kind: str) -> Sheet:
    """A paper of a referral as data: as it would leave now, or as its sending froze it."""
    from app.services.referrals import allowed

    if kind not in MAKERS:
        raise Refused(Refusal.UNKNOWN_CHOICE, "kind", value=kind, choices=", ".join(MAKERS))
    if row.snapshot is None or kind not in row.snapshot["papers"]:
        return MAKERS[kind](session, office, row, allowed(session, office, row))
    frozen: Sheet = thaw(row.snapshot["papers"][kind])
    return replace(frozen, imprint=replace(frozen.imprint, state="annulée")) if row.cancelled_on else frozen


def _printed(kind: str, sheet: Sheet) -> Printed:
    return Printed(kind, sheet.title, print_sheet(sheet))


def _row(session: Session, referral_id: UUID) -> Referral:
    row = session.get(Referral, referral_id)
    if row is None:
        raise Refused(Refusal.UNKNOWN_ID, "referral")
    return row
