# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the papers of a referral say, gathered from the dossier: one sheet per kind of paper, ready to be printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.documents import deposit_slip, documents_list, referral, reply_slip, social_note
from app.documents.blocks import Cell, Frame, Panel, Prose, Quotation, Section, Signatures
from app.documents.paper import Imprint, Paper, bind
from app.documents.press import Leaf
from app.french.dates import say_form, say_long
from app.french.identifiers import say_housing_request_number
from app.french.typography import typeset
from app.models.consent import Consent
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.procedure import Procedure, SupportingDocument
from app.models.referral import Referral
from app.models.worker import Worker
from app.schemes.criteria import assess, documents_asked, facts_on
from app.schemes.definitions import Edition
from app.schemes.forms import FormDefinition
from app.schemes.paths import ANSWERS, CATEGORIES
from app.services import consents, form_sheet, standing, values
from app.services.delivered import known_values, of_this_round
from app.services.dossier_shared import SharedDossier
from app.services.naming import civil_name, discreet_name
from app.services.office import Office
from app.services.paper_heads import named, notice, own_service, place_of, reach, sender_of
from app.services.refusals import Refusal, Refused
from app.services.sharing import Reader
from app.services.situation import facts_by_domain

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
HERE = "Ces données servent à cette demande. La personne peut les lire et les faire corriger en s’adressant au service."


def referral_sheet(session: Session, office: Office, row: Referral, allowed: Allowed) -> referral.ReferralSheet:
    """The main paper: every value of the printed form in its order, for this addressee.

    A request is signed where its form says; a referral form, by the person and by the service, with her agreement.
    """
    case = Gathered(session, office, row, allowed)
    form = case.form
    request = form is not None and case.asks_in_a_request
    reasons = case.reasons if allowed is None else {}
    made = form_sheet.sections(form, case.values, allowed, reasons=reasons, signed=request) if form else ()
    sheet = referral.ReferralSheet(
        sender=case.sender,
        imprint=case.imprint,
        subtitle=case.edition.title,
        addressee=None if request and case.organisation.own else case.addressee,
        sections=made if request else (*made, _signatures(case)),
        reply=None if case.organisation.own else case.reply,
        status=form.note.rstrip(".") if form else "",
        running=case.person_name,
    )
    return replace(sheet, title=form.title) if form and request else sheet


def _signatures(case: Gathered) -> Section:
    """« Fait à … le … », the person with her agreement when one is needed, the service."""
    agreed = case.agreement
    frames = (
        Frame("La personne", (agreed,) if agreed else ()),
        Frame("Le service", (f"{named(case.worker)}.", "Signature et cachet.")),
    )
    title = "Accord et signatures" if agreed else "Signatures"
    return Section(title, (Signatures(frames, case.own.town, case.row.sent_on),))


def bound(sheets: Sequence[Sheet]) -> bytes:
    """One PDF of these sheets, each with its own page count; the same bytes for the same sheets."""
    first = sheets[0]
    return bind(map(laid_out, sheets), title=f"{first.title} {first.imprint.name}".strip())


def leaves_of(sheets: Sequence[Sheet]) -> list[Leaf]:
    """The leaves of these sheets, to be bound behind another paper; each keeps its own page count."""
    return [leaf for sheet in sheets for leaf in laid_out(sheet).finish()]


def laid_out(sheet: Sheet) -> Paper:
    """Return the sheet laid out, to be bound."""
    if isinstance(sheet, referral.ReferralSheet):
        return referral.lay_out(sheet)
    if isinstance(sheet, social_note.SocialNoteSheet):
        return social_note.lay_out(sheet)
    if isinstance(sheet, documents_list.DocumentsListSheet):
        return documents_list.lay_out(sheet)
    if isinstance(sheet, deposit_slip.DepositSlipSheet):
        return deposit_slip.lay_out(sheet)
    return reply_slip.lay_out(sheet)


def addressee_panel(organisation: Organisation, label: str = "Destinataire") -> Panel:
    """The panel of an organisation: its name, then its address."""
    lines = (organisation.unit, organisation.address, place_of(organisation))
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
        self.own = own_service(session)
        self.sender = sender_of(session)

    @property
    def person_name(self) -> str:
        """« Mme Léa Marchetti »."""
        person = self.person
        return civil_name(person.title, person.first_names, person.birth_name, person.use_name)

    @property
    def imprint(self) -> Imprint:
        """Number and date; the rules in force; « annulée » when it was. A request signed here needs no number."""
        state = "annulée" if self.row.cancelled_on else ""
        mention = f"règles au {say_form(self.edition.valid_from)}"
        if self.asks_in_a_request and self.organisation.own:
            text = notice(HERE, self.own)
            return Imprint(self.row.number, self.day, text, mention, state, numbered=bool(self.row.number))
        return Imprint(self.row.number, self.day, notice(SECRECY, self.own), mention, state)

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
        lines = tuple(line for line in (named(worker), reach(worker.phone, worker.email)) if line)
        return Panel("Réponse souhaitée", wish, lines, tinted=True)

    @property
    def identity(self) -> tuple[Cell, ...]:
        """Who the papers are about, in four cells."""
        birth = self.values.get("person.birth_date")
        number = str(self.values.get("person.housing_request_number", ""))
        cells = (
            Cell("Personne", self.person_name, strong=True),
            Cell("Date de naissance", birth.form if birth else ""),
            Cell("Numéro unique", say_housing_request_number(number), span=2),
        )
        return cells if number else cells[:2]

    @property
    def documents(self) -> tuple[documents_list.ListedDocument, ...]:
        """The supporting documents asked here: joined when received."""
        return tuple(
            documents_list.ListedDocument(row["label"], row["joined"], row["note"])
            for row in cast("list[dict[str, Any]]", self.values["procedure.documents[]"])
        )

    @property
    def agreement(self) -> str:
        """« Accord du 02/09/2026, valable jusqu’au 01/09/2027 : identité, logement. »; empty when none is needed."""
        consent = self.session.get(Consent, self.row.consent_id) if self.row.consent_id else None
        if self.allowed is None:
            return ""
        if consent is None:
            day = self.row.sent_on or self.office.today()
            consent = consents.covering(self.session, self.row.person_id, self.row.organisation_id, day)
        if consent is None:
            return ""
        until = f", valable jusqu’au {say_form(consent.valid_until)}" if consent.valid_until else ""
        return typeset(f"Accord du {say_form(consent.given_on)}{until} : {', '.join(consent.categories)}.")

    @property
    def reasons(self) -> dict[str, str]:
        """Why each criterion that seems met does, in few words."""
        found = assess(self.edition, facts_on(self.edition, self.values, self.day))
        return {each.id: each.because for each in found if each.verdict == "likely" and each.because}

    @property
    def reader(self) -> Reader:
        """Who reads these papers: what the form asks, among what the agreement covers."""
        asked = {field.category for field in self.form.fields()} if self.form else set[str | None]()
        return Reader(self.organisation, frozenset(each for each in CATEGORIES if each in asked and self.covers(each)))

    def covers(self, category: str) -> bool:
        """Whether data of this category may leave."""
        return self.allowed is None or category in self.allowed

    def _values(self) -> dict[str, Any]:
        (course,) = standing.courses(self.session, self.office.catalogue, [self.procedure.id])
        known = of_this_round(known_values(self.session, course, self.day, self.row.worker_id), course)
        known |= values.of_addressee(self.organisation)
        if self.asks_in_a_request and not self.organisation.own and self.row.organisation_id.int:
            known = {path: value for path, value in known.items() if not path.startswith("service.")}
            known |= values.of_deciding(self.organisation)
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
    situation = facts_by_domain(SharedDossier(session, office, row.person_id, case.reader))
    labels = {each.id: each.label for each in case.edition.criteria}
    words = str(case.values.get("person.own_words", ""))
    sections = (
        ("Situation", [f"{each.label} : {each.facts}." for each in situation]),
        ("Ce qui appuie la demande", [f"{labels[name]} : {why}." for name, why in case.reasons.items()]),
        ("Démarches et précisions", list(_explained(case))),
    )
    made = [Section(title, (Prose(typeset("\n".join(lines))),)) for title, lines in sections if lines]
    if words and case.covers("logement"):
        made.insert(1 if situation else 0, Section("Demande, dans ses mots", (Quotation(typeset(words)),)))
    return social_note.SocialNoteSheet(
        sender=case.sender,
        imprint=case.imprint,
        subject=case.edition.title,
        addressee=case.addressee,
        person=case.identity,
        sections=tuple(made),
        signatory=Frame(named(case.worker), ("Signature et cachet",)),
        place=case.own.town,
        signed_on=case.day,
        running=case.person_name,
    )


def _explained(case: Gathered) -> Iterator[str]:
    """What was written at length in the form, the person’s own words apart."""
    for field in case.form.fields() if case.form else ():
        told = field.type == "longtext" and field.path.startswith(ANSWERS)
        if told and (text := form_sheet.text_of(field, case.values)) and case.covers(field.category or ""):
            yield f"{field.label} : {text}"


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
        place=case.own.town,
        signed_on=case.day,
        running=case.person_name,
    )


def _deposit_slip(session: Session, office: Office, row: Referral, allowed: Allowed) -> deposit_slip.DepositSlipSheet:
    case = Gathered(session, office, row, allowed)
    joined = tuple(each.label for each in case.documents if each.joined)
    return deposit_slip.DepositSlipSheet(
        sender=case.sender,
        imprint=case.imprint,
        subject=case.edition.title,
        cells=(*case.identity[:2], Cell("Déposé auprès de", case.organisation.name, span=2)),
        documents=(*_papers_joined(case), *joined),
    )


def _back_to(own: Organisation) -> tuple[str, ...]:
    return tuple(line for line in (own.name, own.unit, own.address, place_of(own)) if line)


def _papers_joined(case: Gathered) -> Iterator[str]:
    """The papers handed over with the documents: the official form where there is one, then ours."""
    official = case.edition.official_form
    if official:
        yield f"{official}, rempli et signé"
    elif "referral_form" in case.edition.papers:
        yield referral.ReferralSheet.title
    if "social_note" in case.edition.papers:
        yield social_note.SocialNoteSheet.title


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
        return_to=_back_to(case.own),
        reply_before=row.expected_by,
    )


MAKERS = {
    "referral_form": referral_sheet,
    "request": referral_sheet,
    "social_note": _social_note,
    "documents_list": _documents_list,
    "deposit_slip": _deposit_slip,
    "reply_slip": _reply_slip,
}
TITLES = {
    "referral_form": referral.ReferralSheet.title,
    "request": referral.ReferralSheet.title,
    "social_note": social_note.SocialNoteSheet.title,
    "documents_list": documents_list.DocumentsListSheet.title,
    "deposit_slip": deposit_slip.DepositSlipSheet.title,
    "reply_slip": reply_slip.ReplySlipSheet.title,
}
