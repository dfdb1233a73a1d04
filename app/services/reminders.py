# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking again for answers that have not come, twice at most: the letters, one PDF for all, and the acts noted.

A reminder is an act with its day and its means; the second recalls the first. After it, contact is taken otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents import reminder_letter
from app.documents.paper import Imprint
from app.documents.reminder_letter import ReminderLetterSheet
from app.documents.typesetting import Strong, Text
from app.exchange.sheet import GivenUp, Progress, Stopped
from app.french.dates import PartialDate, say_form, say_long
from app.french.identifiers import say_phone
from app.french.typography import typeset
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.referral import Referral, ReferralAnswer
from app.models.worker import Worker
from app.services import referrals
from app.services.changes import Changes
from app.services.letterheads import signatory
from app.services.naming import discreet_name
from app.services.office import Office
from app.services.paper_heads import sender_of
from app.services.referral_sheets import SECRECY
from app.services.refusals import Refusal, Refused
from app.services.reminder_dates import BETWEEN
from app.services.typing_in import check_choice
from app.storage.bulk import batched

CLOSING = "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées."
FIRST = (
    "Pouvez-vous nous dire si vous l’avez reçue, s’il manque une pièce, et quelle suite vous lui donnez ? "
    "Un courrier suffit"
)
RECEIVED = "Pouvez-vous nous dire où en est cette demande, et s’il manque une pièce ? Un courrier suffit"
SECOND = (
    "La personne attend cette réponse pour la suite de ses démarches. Dites-nous, même en quelques mots, quelle suite "
    "vous donnez à sa demande ou, si elle ne relève pas de votre service, vers qui nous tourner. Un courrier suffit"
)
AFTER_SECOND = "Sans nouvelles de vous d’ici le {day}, nous prendrons contact avec vous autrement."
AT_ONCE = 100
BY_LETTER = "letter"
CHANNELS = "reminder_channel"


def letters(
    office: Office,
    referral_ids: Sequence[UUID],
    *,
    again: bool = False,
    progress: Progress | None = None,
    stopped: Stopped | None = None,
) -> bytes:
    """One letter to each addressee, as one PDF: the first reminder, or the second when one was noted.

    With `again`, the letter of the latest reminder noted, at its day. Refused for what has not left, for what has its
    answer or two reminders already, and for what the person files herself. A letter names the person by initials and
    year of birth only. Raises GivenUp when `stopped` answered True.
    """
    sheets: list[ReminderLetterSheet] = []
    with office.reading() as session:
        for some in batched(list(dict.fromkeys(referral_ids)), AT_ONCE):
            came, decided = received_on(session, some), _decided(session, some)
            held = _read_ahead(session, some)
            for each in some:
                if stopped is not None and stopped():
                    raise GivenUp
                row = referrals.left(session, each)
                if not again:
                    refuse_reminding(row, row.id in decided)
                sheets.append(_Letter(session, office, row, came.get(row.id), again=again).sheet())
                if progress is not None:
                    progress(len(sheets), len(referral_ids))
            del held
    if not sheets:
        raise Refused(Refusal.NOT_SENT, "referral")
    return reminder_letter.render_all(sheets)


def note(office: Office, referral_ids: Sequence[UUID], on: date | None = None, channel: str = BY_LETTER) -> Changes:
    """Note, in one gesture, that these addressees were asked again, on a day and by a means of `reminder_channel`."""
    day = on or office.today()
    check_choice(office, CHANNELS, channel, "channel")
    if day > office.today():
        raise Refused(Refusal.DAY_TO_COME, "on")
    with office.writing("reminders_noted") as work:
        decided = _decided(work.session, referral_ids)
        for each in dict.fromkeys(referral_ids):
            _note(referrals.left(work.session, each), day, channel, decided)
    return work.changes


def withdraw(office: Office, referral_id: UUID) -> Changes:
    """Take away the latest reminder of a referral, noted by mistake."""
    with office.writing("reminder_withdrawn") as work:
        row = referrals.left(work.session, referral_id)
        if row.reminded_again_on is not None:
            row.reminded_again_on = row.reminded_again_by = None
        elif row.reminded_on is not None:
            row.reminded_on = row.reminded_by = None
        else:
            raise Refused(Refusal.NOT_REMINDED, "referral")
    return work.changes


def received_on(session: Session, referral_ids: Sequence[UUID]) -> dict[UUID, date]:
    """The latest receipt of each of these referrals that has one."""
    on = sa.func.max(ReferralAnswer.on)
    query = sa.select(ReferralAnswer.referral_id, on).where(ReferralAnswer.answer == "received", *_of(referral_ids))
    return {row[0]: row[1] for row in session.execute(query.group_by(ReferralAnswer.referral_id))}


def _decided(session: Session, referral_ids: Sequence[UUID]) -> frozenset[UUID]:
    kept = ReferralAnswer.answer.in_(("yes", "no")), *_of(referral_ids)
    return frozenset(session.scalars(sa.select(ReferralAnswer.referral_id).where(*kept)))


def _of(referral_ids: Sequence[UUID]) -> tuple[sa.ColumnElement[bool], ...]:
    return ReferralAnswer.referral_id.in_(referral_ids), ReferralAnswer.deleted.is_(False)


def _read_ahead(session: Session, referral_ids: Sequence[UUID]) -> list[object]:
    """What the letters read, at once; held for as long as they are written."""
    query = (
        sa.select(Referral, Person, Organisation)
        .join(Person, Person.id == Referral.person_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(Referral.id.in_(referral_ids))
    )
    return [one for row in session.execute(query) for one in row]


def _note(row: Referral, day: date, channel: str, decided: Collection[UUID]) -> None:
    refuse_reminding(row, row.id in decided)
    if row.sent_on is not None and day < row.sent_on:
        raise Refused(Refusal.BEFORE_SENDING, "on")
    if row.reminded_on is None:
        row.reminded_on, row.reminded_by = day, channel
    elif day < row.reminded_on:
        raise Refused(Refusal.BEFORE_REMINDER, "on", day=say_form(row.reminded_on))
    else:
        row.reminded_again_on, row.reminded_again_by = day, channel


def refuse_reminding(row: Referral, decided: bool) -> None:
    """Refuse a reminder where the answer has come, or where two were made."""
    if decided:
        raise Refused(Refusal.NOT_AWAITED, "referral", number=row.number)
    if row.reminded_again_on is not None:
        raise Refused(Refusal.REMINDED_TWICE, "referral", number=row.number)


class _Letter:
    """One letter, from what the referral has known so far."""

    def __init__(self, session: Session, office: Office, row: Referral, received: date | None, *, again: bool) -> None:
        if row.channel == referrals.NEEDS_NO_AGREEMENT:
            raise Refused(Refusal.FILED_BY_PERSON, "referral", number=row.number)
        if again and row.reminded_on is None:
            raise Refused(Refusal.NOT_REMINDED, "referral")
        self.session, self.office, self.row, self.received = session, office, row, received
        first = row.reminded_on if row.reminded_again_on or not again else None
        self.first = first
        self.day = (row.reminded_again_on or row.reminded_on or office.today()) if again else office.today()
        self.sent_on = row.sent_on or office.today()

    def sheet(self) -> ReminderLetterSheet:
        """The letter as data."""
        session, row = self.session, self.row
        addressee = session.get_one(Organisation, row.organisation_id)
        person = session.get_one(Person, row.person_id)
        worker = session.get_one(Worker, self.office.worker_id)
        birth = PartialDate.from_iso(person.birth) if person.birth else None
        wished = f", réponse souhaitée avant le {say_long(row.expected_by)}" if row.expected_by else ""
        place = f"{addressee.postal_code}\u00a0{addressee.town}".strip()
        call = f" ; un appel aussi, au {say_phone(worker.phone)}." if worker.phone else "."
        subject = "Seconde relance" if self.first else "Relance"
        return ReminderLetterSheet(
            sender=sender_of(session),
            imprint=Imprint("", self.day, SECRECY, numbered=False),
            addressee=tuple(line for line in (addressee.name, addressee.unit, addressee.address, place) if line),
            subject=f"{subject} de notre orientation {row.number}",
            references=(
                f"Orientation du {say_long(self.sent_on)}{wished}",
                f"Personne\u00a0: {discreet_name(person.title, person.first_names, person.birth_name, birth)}",
            ),
            paragraphs=("Madame, Monsieur,", *(self._again(call) if self.first else self._once(call)), CLOSING),
            signatory=signatory(session, self.office),
        )

    def _once(self, call: str) -> tuple[Text, ...]:
        by = self.row.expected_by
        waited = f", que nous souhaitions avant le {say_long(by)}" if by else ""
        told = f"Le {say_long(self.sent_on)}, nous vous avons adressé l’orientation "
        number = Strong(self.row.number)
        if self.received is not None:
            receipt = (
                f". Vous l’avez bien reçue le {say_long(self.received)} ; la réponse n’est pas encore venue{waited}."
            )
            return (told, number, typeset(receipt)), typeset(RECEIVED + call)
        return (told, number, f". Nous n’avons pas reçu votre réponse{waited}."), typeset(FIRST + call)

    def _again(self, call: str) -> tuple[Text, ...]:
        assert self.first is not None
        means = self.office.catalogue.vocabularies[CHANNELS].label_of(self.row.reminded_by or BY_LETTER)
        recalled = (
            f" du {say_long(self.sent_on)} attend toujours votre réponse. Notre première relance, du "
            f"{say_long(self.first)} ({means[:1].lower()}{means[1:]}), n’a pas eu de suite."
        )
        term = AFTER_SECOND.format(day=say_long(self.day + BETWEEN))
        return ("Notre orientation ", Strong(self.row.number), recalled), typeset(SECOND + call), typeset(term)
