# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letterhead of the service: the logo at the head of its papers, the lines that sign its letters."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents.press import Picture
from app.models import letter
from app.services import letter_wording, values
from app.services.changes import NOTHING, Changes
from app.services.letter_filling import Known, fill_lines
from app.services.office import Office
from app.services.refusals import Refusal, Refused
from app.services.typing_in import clean, refuse_nir
from app.storage.capture import WritingSession

SIGNATURE = "{intervenant.nom}\n{intervenant.fonction}"
"""Who signs when the service did not write its own block: lines of which nothing is known are left out."""
LONGEST_SIGNATURE = 1000


@dataclass(frozen=True)
class LetterheadView:
    """The logo as a PNG (empty without one) and the signature as it is written."""

    logo: bytes
    signature: str


def view(office: Office) -> LetterheadView:
    """What heads and signs the papers."""
    with office.reading() as session:
        logo = logo_of(session)
        return LetterheadView(logo.png if logo is not None else b"", signature_of(session))


def set_logo(office: Office, content: bytes) -> Changes:
    """Take a picture file as the logo. Raises Refused when it is not a picture, is broken, or is too large."""
    from app.exchange.pictures import small_picture
    from app.exchange.sheet import Unreadable

    try:
        png = small_picture(content)
    except Unreadable as unreadable:
        raise Refused(Refusal.UNFIT_PICTURE, "logo", sentence=unreadable.sentence) from unreadable
    digest = hashlib.sha256(png).hexdigest()
    with office.reading() as session:
        if _row(session).logo == digest:
            return NOTHING
    with office.writing("logo_chosen") as work:
        if picture(work.session, digest) is None:
            work.session.add(letter.Picture(digest=digest, content=b64encode(png).decode()))
        _own(work.session).logo = digest
    return work.changes


def remove_logo(office: Office) -> Changes:
    """Print without a logo; papers already sent keep theirs."""
    with office.reading() as session:
        if not _row(session).logo:
            return NOTHING
    with office.writing("logo_removed") as work:
        _own(work.session).logo = ""
    return work.changes


def set_signature(office: Office, text: str) -> Changes:
    """Write the block that signs letters, with named fields; an empty text goes back to name and function."""
    typed = letter_wording.canonical(checked(text, "signature", LONGEST_SIGNATURE))
    typed = "" if typed == SIGNATURE else typed
    with office.reading() as session:
        if _row(session).signature == typed:
            return NOTHING
    with office.writing("signature_written") as work:
        _own(work.session).signature = typed
    return work.changes


def checked(text: str, field: str, longest: int) -> str:
    """A wording as it is kept. Raises Refused for a wrong field, with its line, for a NIR, for what is too long."""
    typed = clean(text, keep_lines=True)
    refuse_nir(typed, field)
    if len(typed) > longest:
        raise Refused(Refusal.TEXT_TOO_LONG, field, length=len(typed), most=longest)
    for fault in letter_wording.read(typed).faults:
        raise Refused(Refusal.WRONG_WORDING, field, line=fault.line, sentence=fault.sentence)
    return typed


def logo_of(session: Session) -> Picture | None:
    """The logo of the papers made now."""
    digest = _row(session).logo
    return picture(session, digest) if digest else None


def signature_of(session: Session) -> str:
    """The wording that signs letters."""
    return _row(session).signature or SIGNATURE


def signatory(session: Session, office: Office) -> tuple[str, ...]:
    """The lines that sign a letter of the worker at the desk which is about nobody in particular."""
    known = values.of_service(session) | values.of_worker(session, office.worker_id)
    return fill_lines(signature_of(session), Known(known, office.catalogue.vocabularies))


def picture(session: Session, digest: str) -> Picture | None:
    """A picture by its digest, withdrawn ones too: a paper already sent still shows it."""
    from app.exchange.pictures import size_of

    found = session.scalars(sa.select(letter.Picture.content).where(letter.Picture.digest == digest).limit(1)).first()
    if found is None:
        return None
    png = b64decode(found)
    return Picture(digest, *size_of(png), png)


def _row(session: Session) -> letter.Letterhead:
    """The letterhead; an empty one, not kept, while nothing was chosen."""
    query = sa.select(letter.Letterhead).where(letter.Letterhead.deleted.is_(False)).order_by(letter.Letterhead.id)
    return session.scalars(query.limit(1)).first() or letter.Letterhead()


def _own(session: WritingSession) -> letter.Letterhead:
    """The letterhead to write in."""
    row = _row(session)
    session.add(row)
    return row
