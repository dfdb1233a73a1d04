# SPDX-License-Identifier: AGPL-3.0-or-later
"""The blank forms this office keeps: each is brought once, and offered from then on for the procedures it serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.official import OfficialBlank
from app.models.procedure import Procedure
from app.models.referral import Referral
from app.schemes.definitions import Edition
from app.services import official_mappings, official_papers, official_sheets, standing
from app.services.changes import NOTHING, Changes
from app.services.office import Office, Writing
from app.services.official_values import certified, certifies
from app.services.referrals import open_draft
from app.services.refusals import Refusal, Refused
from app.storage import attachments

if TYPE_CHECKING:
    from app.documents.official_mapping import Mapping as FormMapping


@dataclass(frozen=True)
class KeptBlank:
    """A blank this office keeps. `mapped` is how many of its fields receive something; `own` when it was described
    here, and may be described further.
    """

    id: UUID
    form: str
    name: str
    title: str
    number: str
    pages: int
    kept_on: date
    mapped: int
    own: bool


@dataclass(frozen=True)
class OfficialState:
    """The official form of a referral. `used` is the one it leaves on; `offered` those kept for its scheme.

    `lacking` names what stays empty on it, `annexed` what goes on on a sheet added, `certified` whether it is byte for
    byte a known form; `expected` is how the law names it, empty when the scheme has none.
    """

    used: KeptBlank | None
    offered: tuple[KeptBlank, ...]
    expected: str
    lacking: tuple[str, ...] = ()
    annexed: tuple[str, ...] = ()
    certified: bool = True


def state(office: Office, referral_id: UUID) -> OfficialState:
    """What a referral has of an official form, and what it could have."""
    with office.reading() as session:
        row = _referral(session, referral_id)
        edition = _edition(session, office, row.procedure_id)
        kept = _kept(session, edition)
        blank = session.get(OfficialBlank, row.official_blank) if row.official_blank else None
        used = _view(blank, _mappings(session)) if blank is not None else None
        lacking, annexed, certified = _told(session, office, row) if used and used.mapped else ((), (), True)
    return OfficialState(used, kept, (edition.official_form or "") if edition else "", lacking, annexed, certified)


def drop(office: Office, referral_id: UUID, content: bytes, name: str) -> Changes:
    """Take a blank PDF for a draft: recognised, kept if it is new, used from now on. `created` is the blank's id.

    A newer file of a form takes the place of the one kept, which stays for what was sent on it. A form nobody
    described yet is kept too, to be described. Refused when it is no usable PDF, another scheme's form, or a
    certificate of what was not granted.
    """
    pages = _pages(content)
    with office.reading() as session:
        row = open_draft(session, referral_id)
        edition = _edition(session, office, row.procedure_id)
        mapping = _known_form(session, content, edition)
        _refuse_uncertain(session, office, row.procedure_id, mapping)
    with office.writing("official_blank_dropped") as work:
        row = open_draft(work.session, referral_id)
        row.official_blank = work.created = _take(office, work, edition, mapping, content, pages, name)
    return work.changes if work.changes.touched else Changes(None, "official_blank_dropped", created=work.created)


def keep(office: Office, procedure_id: UUID, content: bytes, name: str) -> Changes:
    """Take a blank PDF for a procedure itself, as `drop` does for a sending; no draft is changed."""
    pages = _pages(content)
    with office.reading() as session:
        edition = _edition(session, office, procedure_id)
        mapping = _known_form(session, content, edition)
    with office.writing("official_blank_dropped") as work:
        work.created = _take(office, work, edition, mapping, content, pages, name)
    return work.changes if work.changes.touched else Changes(None, "official_blank_dropped", created=work.created)


def kept_for(office: Office, procedure_id: UUID) -> tuple[KeptBlank, ...]:
    """The blanks in use that serve a procedure's scheme, the latest first."""
    with office.reading() as session:
        return _kept(session, _edition(session, office, procedure_id))


def use(office: Office, referral_id: UUID, blank_id: UUID) -> Changes:
    """Let a draft leave on a blank that is kept."""
    with office.writing("official_blank_chosen") as work:
        row = open_draft(work.session, referral_id)
        blank = work.session.get(OfficialBlank, blank_id)
        if blank is None or blank.deleted:
            raise Refused(Refusal.UNKNOWN_ID, "official")
        if row.official_blank == blank_id:
            return NOTHING
        _refuse_uncertain(work.session, office, row.procedure_id, _mappings(work.session).get(blank.form))
        row.official_blank = blank_id
    return work.changes


def set_aside(office: Office, referral_id: UUID) -> Changes:
    """Let a draft leave on our own form instead."""
    with office.writing("official_blank_set_aside") as work:
        row = open_draft(work.session, referral_id)
        if row.official_blank is None:
            return NOTHING
        row.official_blank = None
    return work.changes


def view(office: Office, blank_id: UUID) -> KeptBlank:
    """One blank. Refused when this office keeps none of that id."""
    with office.reading() as session:
        blank = session.get(OfficialBlank, blank_id)
        if blank is None:
            raise Refused(Refusal.UNKNOWN_ID, "official")
        return _view(blank, _mappings(session))


def content(office: Office, blank_id: UUID) -> bytes:
    """The blank PDF itself."""
    with office.reading() as session:
        return official_sheets.content_of(session, office, session.get_one(OfficialBlank, blank_id))


def content_for(office: Office, procedure_or_referral: UUID, *, certificate: bool = False) -> bytes:
    """The blank kept for a procedure's scheme: the one a referral leaves on, else the latest one that certifies, or
    that does not. Refused when none is kept.
    """
    with office.reading() as session:
        referral = session.get(Referral, procedure_or_referral)
        edition = _edition(session, office, referral.procedure_id if referral else procedure_or_referral)
        chosen = session.get(OfficialBlank, referral.official_blank) if referral and referral.official_blank else None
        known = _mappings(session)
        kept = [
            each.id
            for each in _kept(session, edition)
            if each.mapped and certificate == any(certifies(form.mapped) for form in known[each.form].editions)
        ]
        blank = chosen or (session.get_one(OfficialBlank, kept[0]) if kept else None)
        if blank is None:
            raise Refused(Refusal.NO_BLANK_KEPT, "official", title=edition.short_title if edition else "")
        return official_sheets.content_of(session, office, blank)


def _pages(content: bytes) -> int:
    """How many pages a blank has. Refused when it is no usable PDF."""
    from app.documents.official_blank import take_apart
    from app.documents.official_widgets import FormRefused

    try:
        return len(take_apart(content).sizes)
    except FormRefused as refused:
        raise Refused(Refusal.UNREADABLE_FILE, "official", sentence=refused.sentence) from None


def _take(
    office: Office,
    work: Writing,
    edition: Edition | None,
    mapping: FormMapping | None,
    content: bytes,
    pages: int,
    name: str,
) -> UUID:
    """The blank of this file, kept within a gesture; the description of a form nobody knew is begun."""
    from app.documents.official_blank import take_apart

    scheme = edition.scheme if edition else ""
    form = mapping.id if mapping else official_mappings.begin(work.session, scheme, take_apart(content), name).form
    return _keep(office, work, form, content, pages, name)


def _refuse_uncertain(session: Session, office: Office, procedure_id: UUID, mapping: FormMapping | None) -> None:
    """Refuse the form of a certificate while what it certifies is not granted."""
    if mapping is not None and any(certifies(edition.mapped) for edition in mapping.editions):
        (course,) = standing.courses(session, office.catalogue, [procedure_id])
        certified(session, office, course)


def _known_form(session: Session, content: bytes, edition: Edition | None) -> FormMapping | None:
    """The form a blank is, None when nobody described it yet. Refused when it is another scheme's."""
    try:
        found = official_sheets.recognised(session, content)
    except Refused as refused:
        if refused.reason is Refusal.UNKNOWN_FORM:
            return None
        raise
    if edition is not None:
        official_papers.check_scheme(edition, found.mapping)
    return found.mapping


def _keep(office: Office, work: Writing, form: str, content: bytes, pages: int, name: str) -> UUID:
    """The blank of this very file, kept now unless it is already; those of the same form are replaced."""
    digest = sha256(content).hexdigest()
    session = work.session
    session.flush()
    before = [each for each in official_mappings.blanks_of(session, form) if each.replaced_on is None]
    same = next((each for each in before if each.digest == digest), None)
    if same is not None:
        return same.id
    kept = attachments.keep(office.vault, content, name)
    blank = OfficialBlank(attachment_id=kept.id, form=form, digest=digest, pages=pages, kept_on=office.today())
    session.add_all([kept, blank])
    for each in before:
        each.replaced_on = office.today()
    return blank.id


def _told(session: Session, office: Office, row: Referral) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """What stays empty on the form of a referral, what goes on behind it, whether it is a known file."""
    from app.documents.official_sheet import OfficialSheet, label_of
    from app.services import papers

    sheet = papers.sheet_of(session, office, row, official_sheets.OFFICIAL)
    if not isinstance(sheet, OfficialSheet):
        return (), (), True
    made, labels = official_sheets.printed(session, office, sheet), dict(sheet.labels)
    lacking = tuple(dict.fromkeys(label_of(mapped, labels) for mapped in made.lacking))
    annexed = tuple(dict.fromkeys(label_of(mapped, labels) for mapped, _ in made.long))
    return lacking, annexed, sheet.blank in sheet.edition.sha256


def _kept(session: Session, edition: Edition | None) -> tuple[KeptBlank, ...]:
    """The blanks in use that serve an edition of a scheme, the latest first."""
    if edition is None:
        return ()
    mappings = _mappings(session)
    query = sa.select(OfficialBlank).where(OfficialBlank.replaced_on.is_(None), OfficialBlank.deleted.is_(False))
    rows = session.scalars(query.order_by(OfficialBlank.kept_on.desc(), OfficialBlank.id)).all()
    return tuple(_view(row, mappings) for row in rows if _serves(mappings.get(row.form), edition))


def _serves(mapping: FormMapping | None, edition: Edition) -> bool:
    if mapping is None:
        return False
    try:
        official_papers.check_scheme(edition, mapping)
    except Refused:
        return False
    return True


def _mappings(session: Session) -> dict[str, FormMapping]:
    return {each.id: each for each in reversed(official_mappings.known(session))}


def _view(row: OfficialBlank, mappings: dict[str, FormMapping]) -> KeptBlank:
    mapping = mappings.get(row.form)
    return KeptBlank(
        id=row.id,
        form=row.form,
        name=official_sheets.named(mapping) if mapping else row.form,
        title=mapping.title if mapping else row.form,
        number=mapping.number if mapping else "",
        pages=row.pages,
        kept_on=row.kept_on,
        mapped=sum(field.receives for edition in mapping.editions for field in edition.mapped) if mapping else 0,
        own=bool(mapping and mapping.schemes),
    )


def _referral(session: Session, referral_id: UUID) -> Referral:
    row = session.get(Referral, referral_id)
    if row is None:
        raise Refused(Refusal.UNKNOWN_ID, "referral")
    return row


def _edition(session: Session, office: Office, procedure_id: UUID) -> Edition | None:
    procedure = session.get(Procedure, procedure_id)
    if procedure is None:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    return standing.edition_of(office.catalogue, procedure)
