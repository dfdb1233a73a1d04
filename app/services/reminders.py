# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking again for answers that have not come: the letters, one PDF for all, and the note that they were sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.documents import reminder_letter
from app.documents.paper import Imprint
from app.documents.reminder_letter import ReminderLetterSheet
from app.documents.typesetting import Strong
from app.french.dates import PartialDate, say_long
from app.french.identifiers import say_phone
from app.french.typography import typeset
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.referral import Referral
from app.models.worker import Worker
from app.services import referrals
from app.services.changes import Changes
from app.services.naming import discreet_name
from app.services.office import Office
from app.services.paper_heads import sender_of
from app.services.referral_sheets import SECRECY
from app.services.refusals import Refusal, Refused

CLOSING = "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées."
QUESTION = (
    "Pouvez-vous nous dire si vous l’avez reçue, s’il manque une pièce, et quelle suite vous lui donnez ? "
    "Un courrier suffit"
)


def letters(office: Office, referral_ids: Sequence[UUID]) -> bytes:
    """One letter to each addressee, as one PDF. Refused for what has not left, and for what the person files herself.

    A letter names the person by initials and year of birth only.
    """
    with office.reading() as session:
        sheets = [_letter(session, office, referrals.left(session, each)) for each in referral_ids]
    if not sheets:
        raise Refused(Refusal.NOT_SENT, "referral")
    return reminder_letter.render_all(sheets)


def note(office: Office, referral_ids: Sequence[UUID], on: date | None = None) -> Changes:
    """Note, in one gesture, that these addressees were asked again."""
    day = on or office.today()
    if day > office.today():
        raise Refused(Refusal.DAY_TO_COME, "on")
    with office.writing("reminders_noted") as work:
        for each in referral_ids:
            row = referrals.left(work.session, each)
            if row.sent_on is not None and day < row.sent_on:
                raise Refused(Refusal.BEFORE_SENDING, "on")
            row.reminded_on = day
    return work.changes


def _letter(session: Session, office: Office, row: Referral) -> ReminderLetterSheet:
    if row.channel == referrals.NEEDS_NO_AGREEMENT:
        raise Refused(Refusal.FILED_BY_PERSON, "referral", number=row.number)
    addressee = session.get_one(Organisation, row.organisation_id)
    person = session.get_one(Person, row.person_id)
    worker = session.get_one(Worker, office.worker_id)
    birth = PartialDate.from_iso(person.birth) if person.birth else None
    sent_on = row.sent_on or office.today()
    wished = f", réponse souhaitée avant le {say_long(row.expected_by)}" if row.expected_by else ""
    waited = f", que nous souhaitions avant le {say_long(row.expected_by)}" if row.expected_by else ""
    place = f"{addressee.postal_code}\u00a0{addressee.town}".strip()
    call = f" ; un appel aussi, au {say_phone(worker.phone)}." if worker.phone else "."
    return ReminderLetterSheet(
        sender=sender_of(session),
        imprint=Imprint("", office.today(), SECRECY, numbered=False),
        addressee=tuple(line for line in (addressee.name, addressee.unit, addressee.address, place) if line),
        subject=f"Relance de notre orientation {row.number}",
        references=(
            f"Orientation du {say_long(sent_on)}{wished}",
            f"Personne\u00a0: {discreet_name(person.title, person.first_names, person.birth_name, birth)}",
        ),
        paragraphs=(
            "Madame, Monsieur,",
            (
                f"Le {say_long(sent_on)}, nous vous avons adressé l’orientation ",
                Strong(row.number),
                f". Nous n’avons pas reçu votre réponse{waited}.",
            ),
            typeset(QUESTION + call),
            CLOSING,
        ),
        signatory=tuple(line for line in (worker.name, worker.function) if line),
    )
