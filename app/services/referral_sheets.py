# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the papers of a referral say, gathered from the dossier: one sheet per kind of paper, ready to be printed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents import deposit_slip, documents_list, referral, reply_slip, social_note
from app.documents.blocks import Cell, Frame, Panel, Prose, Quotation, Section
from app.documents.paper import Imprint, Sender
from app.french.dates import say_form, say_long
from app.french.identifiers import say_phone
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.procedure import Procedure, SupportingDocument
from app.models.referral import Referral
from app.models.worker import Worker
from app.schemes.criteria import assess, documents_asked, facts_on
from app.schemes.definitions import Edition
from app.schemes.forms import FormDefinition
from app.services import form_sheet, standing, values
from app.services.naming import civil_name, discreet_name
from app.services.office import Office
from app.services.refusals import Refusal, Refused

Sheet = (
    referral.ReferralSheet
    | social_note.SocialNoteSheet
    | documents_list.DocumentsListSheet
    | deposit_slip.DepositSlipSheet
    | reply_slip.ReplySlipSheet
)
Allowed = Collection[str] | None
SECRECY = (
    "Document couvert par le secret professionnel, réservé au destinataire ci-dessus. La personne peut voir ces "
    "données, les faire corriger ou retirer son accord en s’adressant au service."
)


def referral_sheet(session: Session, office: Office, row: Referral, allowed: Allowed) -> referral.ReferralSheet:
    """The main paper: every value of the printed form in its order, for this addressee."""
    case = Gathered(session, office, row, allowed)
    form = case.form
    made = referral.ReferralSheet(
        sender=case.sender,
        imprint=case.imprint,
        subtitle=case.edition.title,
        addressee=case.addressee,
        sections=form_sheet.sections(form, case.values, allowed) if form else (),
        reply=case.reply,
        status=form.note if form else "",
        running=case.person_name,
    )
    return replace(made, title=form.title) if form and case.asks_in_a_request else made


def sender_of(session: Session) -> Sender:
    """The office at the top of its papers."""
    own = session.scalars(sa.select(Organisation).where(Organisation.own, Organisation.deleted.is_(False))).first()
    if own is None:
        return Sender("")
    lines = (own.unit, own.address, f"{own.postal_code} {own.town}".strip(), _reach(own.phone, own.email))
    return Sender(own.name, tuple(line for line in lines if line))


def addressee_panel(organisation: Organisation, label: str = "Destinataire") -> Panel:
    """The panel of an organisation: its name, then its address."""
    lines = (organisation.unit, organisation.address, f"{organisation.postal_code} {organisation.town}".strip())
    return Panel(label, organisation.name, tuple(line for line in lines if line))


class Gathered:
    """What the papers of one referral read, gathered once."""

    def __init__(self, session: Session, office: Office, row: Referral, allowed: Allowed) -> None:
        self.session, self.office, self.row, self.allowed = session, office, row, allowed
        self.day = row.sent_on or office.today()
        self.procedure = session.get_one(Procedure, row.procedure_id)
        edition = standing.edition_of(office.catalogue, self.procedure)
        if edition is None:
            raise Refused(Refusal.UNKNOWN_SCHEME, "scheme", value=self.procedure.scheme)
        self.edition: Edition = edition
        self.asks_in_a_request = "request" in edition.papers
        printed = office.catalogue.form(edition, "request") if self.asks_in_a_request else None
        self.form: FormDefinition | None = printed or office.catalogue.form(edition)
        self.person = session.get_one(Person, row.person_id)
        self.organisation = session.get(Organisation, row.organisation_id) or Organisation(name="à choisir")
        self.worker = session.get_one(Worker, row.worker_id)
        self.values = self._values()
        self.sender = sender_of(session)

    @property
    def person_name(self) -> str:
        """« Mme Léa Marchetti »."""
        person = self.person
        return civil_name(person.title, person.first_names, person.birth_name, person.use_name)

    @property
    def imprint(self) -> Imprint:
        """Number and date; the rules in force; « annulée » when it was."""
        state = "annulée" if self.row.cancelled_on else ""
        mention = f"règles au {say_form(self.edition.valid_from)}"
        return Imprint(self.row.number, self.day, SECRECY, mention, state)

    @property
    def addressee(self) -> Panel:
        """The panel of the addressee."""
        return addressee_panel(self.organisation)

    @property
    def reply(self) -> Panel:
        """The panel that says whom to answer, and by when if a day was given."""
        worker = self.worker
        by = self.row.expected_by
        wish = f"Avant le {say_long(by)}" if by else "Dès que possible"
        who = f"{worker.name}, {worker.function}" if worker.function else worker.name
        lines = tuple(line for line in (who, _reach(worker.phone, worker.email)) if line)
        return Panel("Réponse souhaitée", wish, lines, tinted=True)

    @property
    def identity(self) -> tuple[Cell, ...]:
        """Who the papers are about, in four cells."""
        birth = self.values.get("person.birth_date")
        number = str(self.values.get("person.housing_request_number", ""))
        cells = (
            Cell("Personne", self.person_name, strong=True),
            Cell("Date de naissance", birth.form if birth else ""),
            Cell("Numéro unique", number, span=2),
        )
        return cells if number else cells[:2]

    @property
    def documents(self) -> tuple[documents_list.ListedDocument, ...]:
        """The supporting documents asked here: joined when received."""
        return tuple(
            documents_list.ListedDocument(row["label"], row["joined"], row["note"])
            for row in cast("list[dict[str, Any]]", self.values["procedure.documents[]"])
        )

    def _values(self) -> dict[str, Any]:
        known = values.of_procedure(self.session, self.procedure, self.day, self.row.worker_id)
        (course,) = standing.courses(self.session, self.office.catalogue, [self.procedure.id])
        known |= {f"procedure.answers.{key}": value for key, value in course.answers.items()}
        known |= values.of_addressee(self.organisation)
        known["procedure.documents[]"] = self._documents(facts_on(self.edition, known, self.day))
        return known

    def _documents(self, facts: dict[str, object]) -> list[dict[str, Any]]:
        rows = self.session.scalars(
            sa.select(SupportingDocument).where(
                SupportingDocument.procedure_id == self.procedure.id, SupportingDocument.deleted.is_(False)
            )
        )
        kept = {row.document: row for row in rows}
        listed: list[dict[str, Any]] = []
        for asked in documents_asked(self.edition, facts):
            row = kept.get(asked.document.id)
            joined = row is not None and row.status == "received"
            if joined or (asked.asked == "yes" and not asked.document.optional):
                listed.append({"label": asked.document.label, "joined": joined, "note": row.note if row else ""})
        return listed


def _social_note(session: Session, office: Office, row: Referral, allowed: Allowed) -> social_note.SocialNoteSheet:
    case = Gathered(session, office, row, allowed)
    likely = [each for each in assess(case.edition, facts_on(case.edition, case.values, case.day)) if each.because]
    facts = "\n".join(f"{each.label}\u00a0: {each.because}." for each in likely if each.verdict == "likely")
    words = str(case.values.get("person.own_words", ""))
    explained = str(case.values.get("procedure.answers.explanations", ""))
    sections = [
        Section("Situation", (Prose(facts),)) if facts else None,
        Section("Demande, dans ses mots", (Quotation(words),)) if words and _covers(allowed, "logement") else None,
        Section("Démarches et précisions", (Prose(explained),)) if explained else None,
    ]
    return social_note.SocialNoteSheet(
        sender=case.sender,
        imprint=case.imprint,
        subject=case.edition.title,
        addressee=case.addressee,
        person=case.identity,
        sections=tuple(section for section in sections if section is not None),
        signatory=Frame(case.worker.name, tuple(line for line in (case.worker.function,) if line)),
        signed_on=case.day,
        running=case.person_name,
    )


def _documents_list(
    session: Session, office: Office, row: Referral, allowed: Allowed
) -> documents_list.DocumentsListSheet:
    case = Gathered(session, office, row, allowed)
    return documents_list.DocumentsListSheet(
        sender=case.sender,
        imprint=case.imprint,
        subject=case.edition.title,
        addressee=case.addressee,
        person=case.identity,
        documents=case.documents,
        signed_on=case.day,
    )


def _deposit_slip(session: Session, office: Office, row: Referral, allowed: Allowed) -> deposit_slip.DepositSlipSheet:
    case = Gathered(session, office, row, allowed)
    joined = tuple(each.label for each in case.documents if each.joined)
    return deposit_slip.DepositSlipSheet(
        sender=case.sender,
        imprint=case.imprint,
        subject=case.edition.title,
        cells=(*case.identity[:2], Cell("Déposé auprès de", case.organisation.name, span=2)),
        documents=joined,
    )


def _reply_slip(session: Session, office: Office, row: Referral, allowed: Allowed) -> reply_slip.ReplySlipSheet:
    case = Gathered(session, office, row, allowed)
    return reply_slip.ReplySlipSheet(
        sender=case.sender,
        imprint=replace(case.imprint, notice="Ne porter ici aucune information de santé ni aucun nom de personne."),
        referral_number=row.number,
        referral_on=case.day,
        subject=case.edition.title,
        person=discreet_name(
            case.person.title, case.person.first_names, case.person.birth_name, case.values.get("person.birth_date")
        ),
        addressee=case.organisation.name,
        return_to=(case.sender.organisation, *case.sender.lines[:3]),
        reply_before=row.expected_by,
    )


def _covers(allowed: Allowed, category: str) -> bool:
    return allowed is None or category in allowed


def _reach(phone: str, email: str) -> str:
    return " · ".join(part for part in (say_phone(phone) if phone else "", email) if part)


MAKERS = {
    "referral_form": referral_sheet,
    "request": referral_sheet,
    "social_note": _social_note,
    "documents_list": _documents_list,
    "deposit_slip": _deposit_slip,
    "reply_slip": _reply_slip,
}
MAIN = frozenset({"referral_form", "request"})
"""The papers that say what is asked; one of them always leaves, first."""
