# SPDX-License-Identifier: AGPL-3.0-or-later
"""The history of one procedure as proof of its dates: what happened when, and when and by whom it was written down."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents.blocks import Cell, Frame
from app.documents.history_proof import HistoryLine, HistoryProofSheet
from app.documents.paper import Imprint
from app.french.dates import PartialDate, say_form
from app.french.typography import typeset
from app.models.encounter import Encounter
from app.models.journal import Change, GestureRow, Replica
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.procedure import Procedure, ProcedureEvent
from app.models.referral import Referral, ReferralAnswer
from app.models.worker import Worker
from app.schemes.definitions import Ask, Edition
from app.services import standing
from app.services.naming import civil_name, list_name
from app.services.office import PARIS, Office
from app.services.paper_heads import named, notice, own_service, sender_of
from app.services.refusals import Refusal, Refused
from app.services.writing_order import first_written

SECRECY = "Document couvert par le secret professionnel."
ANSWERS = {"received": "Bien reçu", "missing": "Il manque…", "yes": "Oui", "no": "Non ou ailleurs"}
NOBODY = "Maillon"


@dataclass(frozen=True)
class _Fact:
    """A dated fact and the record it was read from. `verbs` are the gestures that wrote it, any when none is named.

    When only one field of the record tells it, `field` names that field.
    """

    on: date
    id: UUID
    what: str
    source: str
    verbs: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True)
class _Moment:
    """A gesture that wrote a record, and the fields it wrote."""

    on: date
    who: str
    verb: str
    fields: frozenset[str]


def sheet(session: Session, office: Office, procedure_id: UUID, chain_end: str) -> HistoryProofSheet:
    """The sheet; `chain_end` is the short form of the end of the journal. Refused for an unknown procedure."""
    procedure = session.get(Procedure, procedure_id)
    if procedure is None or procedure.deleted:
        raise Refused(Refusal.UNKNOWN_ID, "procedure")
    edition = standing.edition_of(office.catalogue, procedure)
    if edition is None:
        raise Refused(Refusal.UNKNOWN_SCHEME, "scheme", value=procedure.scheme)
    facts = sorted(_facts(session, office, procedure, edition), key=lambda fact: fact.on)
    moments = _moments(session, [fact.id for fact in facts])
    person, own = session.get_one(Person, procedure.person_id), own_service(session)
    worker = session.get_one(Worker, office.worker_id)
    return HistoryProofSheet(
        sender=sender_of(session),
        imprint=Imprint("", office.today(), notice(SECRECY, own), numbered=False),
        subject=edition.title,
        person=_person(person, procedure),
        lines=tuple(HistoryLine(fact.on, fact.what, fact.source, *_written(fact, moments[fact.id])) for fact in facts),
        chain_head=chain_end.replace(" ", ""),
        entries=session.scalars(sa.select(Replica.seq)).one(),
        signatory=Frame(named(worker), ("Signature et cachet",)),
        place=own.town,
        running=civil_name(person.title, person.first_names, person.birth_name, person.use_name),
    )


def _person(person: Person, procedure: Procedure) -> tuple[Cell, ...]:
    name = list_name(person.first_names, person.birth_name, person.use_name)
    birth = PartialDate.from_iso(person.birth).form if person.birth else "–"
    return (
        Cell("Personne", name, 2, strong=True),
        Cell("Date de naissance", birth),
        Cell("Dossier", person.file_number or "–"),
    )


def _facts(session: Session, office: Office, procedure: Procedure, edition: Edition) -> Iterator[_Fact]:
    yield _Fact(procedure.opened_on, procedure.id, "Démarche ouverte", "dossier")
    referrals = _referrals(session, procedure.id)
    answers = _answers(session, [referral.id for referral, _ in referrals])
    by_event = {answer.event_id: answer for answer in answers if answer.event_id}
    numbers = {referral.id: referral.number for referral, _ in referrals}
    query = sa.select(ProcedureEvent).where(
        ProcedureEvent.procedure_id == procedure.id, ProcedureEvent.deleted.is_(False)
    )
    for event in session.scalars(query.order_by(ProcedureEvent.on, ProcedureEvent.rank)):
        answer = by_event.get(event.id)
        source = f"réponse à l’orientation {numbers[answer.referral_id]}" if answer else "dossier"
        yield _Fact(event.on, event.id, _said(event, edition), source)
    for referral, addressee in referrals:
        yield from _sending(office, referral, addressee)
    for answer in answers:
        if answer.event_id is None:
            source = f"réponse à l’orientation {numbers[answer.referral_id]}"
            yield _Fact(answer.on, answer.id, typeset(f"Réponse reçue : {ANSWERS[answer.answer]}"), source)
    yield from _contacts(session, office, procedure.id)


def _said(event: ProcedureEvent, edition: Edition) -> str:
    """« Accusé de réception reçu (numéro de l’accusé de réception : 0452026000123) »."""
    kind = edition.events.get(event.name)
    if kind is None:
        return event.name
    asked = [(ask, event.details[ask.id]) for ask in kind.asks if event.details.get(ask.id) not in (None, "")]
    details = " ; ".join(f"{ask.label} : {_detail(ask, value)}" for ask, value in asked)
    return typeset(f"{kind.label}\n{details}" if details else kind.label)


def _detail(ask: Ask, value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if ask.type == "date":
        return say_form(date.fromisoformat(str(value)))
    if ask.vocabulary is not None:
        return ask.vocabulary.label_of(str(value))
    return f"{value} mois" if ask.type == "months" else str(value)


def _sending(office: Office, referral: Referral, addressee: Organisation) -> Iterator[_Fact]:
    channel = office.catalogue.vocabularies.label("channel", referral.channel) if referral.channel else ""
    sent = f"Orientation {referral.number} pour {addressee.name}"
    assert referral.sent_on is not None
    yield _Fact(referral.sent_on, referral.id, sent, channel[:1].lower() + channel[1:], ("referral_sent",))
    yield from _reminders(office, referral)
    if referral.cancelled_on:
        undone = f"Orientation {referral.number} annulée"
        yield _Fact(referral.cancelled_on, referral.id, undone, "dossier", ("referral_cancelled",))


def _reminders(office: Office, referral: Referral) -> Iterator[_Fact]:
    told = (
        ("Relance", "reminded_on", referral.reminded_on, referral.reminded_by),
        ("Seconde relance", "reminded_again_on", referral.reminded_again_on, referral.reminded_again_by),
    )
    for what, field, on, by in told:
        if on is not None:
            means = office.catalogue.vocabularies.label("reminder_channel", by).lower() if by else "dossier"
            said = f"{what} de l’orientation {referral.number}"
            yield _Fact(on, referral.id, said, means, ("reminders_noted",), field)


def _contacts(session: Session, office: Office, procedure_id: UUID) -> Iterator[_Fact]:
    """The contacts with the person about this procedure: that they took place, never what was said."""
    query = sa.select(Encounter).where(
        Encounter.procedure_id == procedure_id, Encounter.with_person, Encounter.deleted.is_(False)
    )
    for row in session.scalars(query.order_by(Encounter.on)):
        kind = office.catalogue.vocabularies.label("contact_kind", row.kind)
        yield _Fact(row.on, row.id, typeset(f"Contact avec la personne : {kind.lower()}"), "dossier")


def _referrals(session: Session, procedure_id: UUID) -> Sequence[tuple[Referral, Organisation]]:
    query = (
        sa.select(Referral, Organisation)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(Referral.procedure_id == procedure_id, Referral.sent_on.is_not(None), Referral.deleted.is_(False))
        .order_by(Referral.number)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _answers(session: Session, ids: Collection[UUID]) -> Sequence[ReferralAnswer]:
    query = sa.select(ReferralAnswer).where(ReferralAnswer.referral_id.in_(ids), ReferralAnswer.deleted.is_(False))
    return session.scalars(query.order_by(ReferralAnswer.on, first_written(ReferralAnswer))).all()


def _moments(session: Session, ids: Collection[UUID]) -> dict[UUID, list[_Moment]]:
    """When and by whom each record was written, then changed; what was undone since left out."""
    query = (
        sa.select(Change.entity_id, Change.hlc, GestureRow.verb, Worker.name, Change.body)
        .join(GestureRow, GestureRow.id == Change.gesture)
        .outerjoin(Worker, Worker.id == GestureRow.author)
        .where(Change.entity_id.in_(ids), GestureRow.undone_by.is_(None), GestureRow.undoes.is_(None))
        .order_by(Change.hlc)
    )
    found: dict[UUID, list[_Moment]] = {}
    for row in session.execute(query):
        day = datetime.fromtimestamp((row.hlc >> 16) / 1000, UTC).astimezone(PARIS).date()
        fields = frozenset(json.loads(row.body)["fields"]) if row.body is not None else frozenset[str]()
        found.setdefault(row.entity_id, []).append(_Moment(day, row.name or NOBODY, row.verb, fields))
    return found


def _written(fact: _Fact, moments: Sequence[_Moment]) -> tuple[date, str]:
    """The day the fact was written, and by whom; and who corrected it last, when someone did."""
    wrote = [
        moment
        for moment in moments
        if (not fact.verbs or moment.verb in fact.verbs) and (not fact.field or fact.field in moment.fields)
    ] or list(moments)
    first, last = wrote[0], wrote[-1]
    if fact.verbs or len(wrote) == 1:
        return last.on, last.who
    return first.on, f"{first.who}\ncorrigé le {say_form(last.on)} par {last.who}"
