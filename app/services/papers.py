# SPDX-License-Identifier: AGPL-3.0-or-later
"""The papers of a referral: sheets assembled from the dossier, printed by `app.documents`.

A paper for a partner holds only what the person's agreement covers; a sent paper is printed again from what the sending
froze. What makes papers is loaded when one is asked for, so that opening the application does not wait for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.organisation import Organisation
from app.models.procedure import Procedure
from app.models.referral import Referral
from app.schemes.forms import Missing, missing
from app.schemes.paths import CATEGORIES
from app.services import official_sheets, standing
from app.services.frozen import freeze, thaw
from app.services.letterheads import picture
from app.services.office import Office
from app.services.official_sheets import NOBODY, OFFICIAL
from app.services.refusals import Refusal, Refused

if TYPE_CHECKING:
    from app.documents.official_sheet import OfficialSheet
    from app.services.referral_sheets import Allowed, Sheet

KINDS = (OFFICIAL, "referral_form", "request", "social_note", "documents_list", "deposit_slip", "reply_slip")
"""The kinds of papers that go with a referral."""
MAIN = frozenset({OFFICIAL, "referral_form", "request"})
"""The papers that say what is asked; one of them always leaves, first."""
Rectangle = tuple[float, float, float, float]
"""x, y, width, height in points from the top left corner of the page."""
Places = Mapping[str, tuple[int, Rectangle]]
"""By data path: the page, from 0, and the rectangle where its value stands."""


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
        return _printed(session, office, wanted, sheet_of(session, office, row, wanted))


def draft(office: Office, procedure_id: UUID, kind: str = "") -> Printed:
    """A paper of a procedure before any addressee was chosen, for the page where its form is filled."""
    with office.reading() as session:
        row = _draft_row(session, office, procedure_id)
        wanted = kind or kinds_of(session, office, row)[0]
        return _printed(session, office, wanted, _made(session, office, row, wanted, None))


def draft_with_places(office: Office, procedure_id: UUID) -> tuple[Printed, Places]:
    """The main paper of a procedure as `draft` gives it, and where the value of each data path stands on it.

    A live preview frames with it what is being typed; a paper that is not a form by rubrics has no places.
    """
    from app.documents.referral import ReferralSheet, render_with_places
    from app.services import form_sheet
    from app.services.referral_sheets import Gathered

    with office.reading() as session:
        row = _draft_row(session, office, procedure_id)
        kind = kinds_of(session, office, row)[0]
        sheet = _made(session, office, row, kind, None)
        if not isinstance(sheet, ReferralSheet):
            return _printed(session, office, kind, sheet), {}
        form = Gathered(session, office, row, None).form
    pdf, found = render_with_places(sheet)
    places = {key: (place.page, (place.x, place.y, place.width, place.height)) for key, place in found.items()}
    shared = form_sheet.same_cell(form) if form else {}
    seen = places | {path: places[cell] for path, cell in shared.items() if cell in places}
    return Printed(kind, sheet.title, pdf), seen


def all_of(office: Office, referral_id: UUID) -> tuple[Printed, ...]:
    """Every paper the scheme asks for with this referral, in order."""
    with office.reading() as session:
        row = _row(session, referral_id)
        kinds = kinds_of(session, office, row)
        return tuple(_printed(session, office, kind, sheet_of(session, office, row, kind)) for kind in kinds)


def together(office: Office, referral_id: UUID) -> bytes:
    """Every paper of a referral as one PDF, to be printed in one gesture; each keeps its own page count."""
    with office.reading() as session:
        row = _row(session, referral_id)
        sheets = [sheet_of(session, office, row, kind) for kind in kinds_of(session, office, row)]
        return print_sheets(session, office, sheets)


def kinds_of(session: Session, office: Office, row: Referral) -> tuple[str, ...]:
    """The kinds of papers that go with a referral, the main one first: those of its scheme assembled here."""
    edition = standing.edition_of(office.catalogue, session.get_one(Procedure, row.procedure_id))
    kinds = tuple(kind for kind in (edition.papers if edition else ()) if kind in KINDS)
    kinds = kinds if set(kinds) & MAIN else ("referral_form", *kinds)
    if official_sheets.is_used(session, row):
        return (OFFICIAL, *(kind for kind in kinds if kind not in MAIN))
    return kinds


def freeze_all(session: Session, office: Office, row: Referral) -> tuple[dict[str, Any], str]:
    """What a sending keeps: every paper as data, by kind, and the SHA-256 of the main one’s PDF."""
    sheets = {kind: sheet_of(session, office, row, kind) for kind in kinds_of(session, office, row)}
    main = next(iter(sheets.values()))
    return {kind: freeze(sheet) for kind, sheet in sheets.items()}, hashlib.sha256(
        print_sheets(session, office, [main])
    ).hexdigest()


def print_sheets(session: Session, office: Office, sheets: Sequence[Sheet | OfficialSheet]) -> bytes:
    """One PDF of these sheets; the same bytes for the same sheets. An official form comes first, on its blank."""
    from app.documents.official_sheet import OfficialSheet
    from app.services.referral_sheets import bound, leaves_of

    first, *others = sheets
    ours = [sheet for sheet in sheets if not isinstance(sheet, OfficialSheet)]
    if isinstance(first, OfficialSheet):
        return official_sheets.printed(session, office, first, leaves_of(ours) if others else ()).pdf
    return bound(ours)


def titles(session: Session, office: Office, row: Referral) -> tuple[tuple[str, str], ...]:
    """The kinds of papers that go with a referral, each with its French title."""
    from app.services.referral_sheets import TITLES

    edition = standing.edition_of(office.catalogue, session.get_one(Procedure, row.procedure_id))
    form = office.catalogue.form(edition, "request") if edition else None
    named = {**TITLES, "request": form.title} if form else dict(TITLES)
    named[OFFICIAL] = official_sheets.title_of(session, row)
    return tuple((kind, named[kind]) for kind in kinds_of(session, office, row))


def left_out(session: Session, office: Office, row: Referral, allowed: Allowed) -> tuple[str, ...]:
    """What the paper will not show because no agreement covers it, in French words."""
    from app.services import form_sheet
    from app.services.referral_sheets import Gathered

    case = Gathered(session, office, row, allowed)
    return form_sheet.left_out(case.form, case.values, allowed) if case.form else ()


def gaps(session: Session, office: Office, row: Referral) -> tuple[Missing, ...]:
    """What the printed form still lacks: each with its French label and the path where it is typed."""
    from app.services.referral_sheets import Gathered

    case = Gathered(session, office, row, None)
    return missing(case.form, case.values) if case.form else ()


def categories(session: Session, office: Office, row: Referral) -> tuple[str, ...]:
    """The categories of data that the printed form asks for, in the order of the one list."""
    from app.services.referral_sheets import Gathered

    form = Gathered(session, office, row, None).form
    asked = {field.category for field in form.fields()} if form else set[str | None]()
    return tuple(each for each in CATEGORIES if each in asked)


def sheet_of(session: Session, office: Office, row: Referral, kind: str) -> Sheet | OfficialSheet:
    """A paper of a referral as data: as it would leave now, or as its sending froze it."""
    from app.services.referrals import allowed

    if kind not in KINDS:
        raise Refused(Refusal.UNKNOWN_CHOICE, "kind", value=kind, choices=", ".join(KINDS))
    if row.snapshot is None or kind not in row.snapshot["papers"]:
        return _made(session, office, row, kind, allowed(session, office, row))
    frozen: Sheet | OfficialSheet = thaw(row.snapshot["papers"][kind], partial(picture, session))
    return replace(frozen, imprint=replace(frozen.imprint, state="annulée")) if row.cancelled_on else frozen


def _made(session: Session, office: Office, row: Referral, kind: str, allowed: Allowed) -> Sheet | OfficialSheet:
    from app.services.referral_sheets import MAKERS

    if kind == OFFICIAL:
        return official_sheets.sheet_of(session, office, row, allowed)
    return MAKERS[kind](session, office, row, allowed)


def _draft_row(session: Session, office: Office, procedure_id: UUID) -> Referral:
    """A referral that is not written: to the service itself where it may decide, else to nobody yet."""
    procedure = session.get(Procedure, procedure_id)
    if procedure is None or procedure.deleted:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    edition = standing.edition_of(office.catalogue, procedure)
    own = session.scalars(sa.select(Organisation).where(Organisation.own, Organisation.deleted.is_(False))).first()
    ours = own is not None and edition is not None and own.kind in edition.addressed_to
    return Referral(
        person_id=procedure.person_id,
        procedure_id=procedure_id,
        organisation_id=own.id if ours and own is not None else NOBODY,
        worker_id=procedure.worker_id or office.worker_id,
        created_on=office.today(),
    )


def _printed(session: Session, office: Office, kind: str, sheet: Sheet | OfficialSheet) -> Printed:
    return Printed(kind, sheet.title, print_sheets(session, office, [sheet]))


def _row(session: Session, referral_id: UUID) -> Referral:
    row = session.get(Referral, referral_id)
    if row is None:
        raise Refused(Refusal.UNKNOWN_ID, "referral")
    return row
