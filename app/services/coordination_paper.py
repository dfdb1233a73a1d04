# SPDX-License-Identifier: AGPL-3.0-or-later
"""The coordination sheet, assembled for one reader: of its thirteen sections, those that she may read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.documents.blocks import Cell, Frame, Signatures
from app.documents.coordination_sheet import CoordinationSheet, DeadlineLine, Member, Part, ProcedureLine, Worker
from app.documents.paper import Imprint
from app.documents.typesetting import Strong, Text
from app.french.dates import age_on, say_form
from app.french.identifiers import say_phone
from app.french.typography import typeset
from app.models.consent import Consent
from app.models.derived import Deadline
from app.models.organisation import Organisation
from app.models.worker import Worker as WorkerRow
from app.schemes.calendar import add_months
from app.services import due
from app.services.dossier_shared import Running, SharedDossier
from app.services.naming import list_name
from app.services.paper_heads import named, notice, reach, sender_of, unbroken
from app.services.situation import facts_by_domain, household_links

MONTHS_AHEAD = 3
CONFIDENTIAL = "Document confidentiel, usage limité au destinataire nommé ci-dessus."
RIGHTS = "La personne peut lire ces données, les faire corriger ou retirer son accord, en s’adressant au service."
NEXT_REVIEW = "prochain point le " + "…" * 12
OWN_COPY = "Exemplaire complet, à garder au dossier : il ne se transmet pas. Chaque partenaire reçoit le sien."


def sheet(dossier: SharedDossier) -> CoordinationSheet:
    """The sheet without its chart."""
    reader, person = dossier.reader, dossier.person
    words = person.own_words if reader.may_read("logement") else ""
    return CoordinationSheet(
        sender=sender_of(dossier.session),
        imprint=_imprint(dossier),
        subtitle=_subtitle(dossier),
        recipient=_recipient(dossier),
        person=tuple(_person_cells(dossier)),
        members=_members(dossier) if reader.may_read("ménage") else (),
        lead_heading={"mme": "Référente de parcours", "m": "Référent de parcours"}.get(
            dossier.lead.title or "", "Suivi du parcours"
        ),
        lead=_lead_cells(dossier),
        wishes=typeset(words),
        workers=tuple(_workers(dossier)),
        situation=facts_by_domain(dossier),
        procedures=tuple(_procedure(each, dossier.day) for each in dossier.running),
        deadlines=tuple(_deadlines(dossier)),
        vigilance=(typeset(person.safe_contact),) if person.safe_contact and reader.organisation is None else (),
        to_fill=_to_fill(dossier),
        sharing=tuple(map(typeset, _sharing(dossier))),
        signatures=_signatures(dossier),
        next_review=NEXT_REVIEW,
        running=dossier.name,
    )


def _imprint(dossier: SharedDossier) -> Imprint:
    own = dossier.reader.organisation is None
    said = f"Document confidentiel. {OWN_COPY}" if own else f"{CONFIDENTIAL} {RIGHTS}"
    return Imprint("", dossier.day, notice(said, dossier.own), f"version {dossier.version}", numbered=False)


def _recipient(dossier: SharedDossier) -> str:
    organisation = dossier.reader.organisation
    if organisation is None:
        return "le service"
    return ", ".join(part for part in (organisation.name, organisation.unit) if part)


def _subtitle(dossier: SharedDossier) -> Text:
    identity = dossier.reader.may_read("identité")
    age = f", {age_on(dossier.birth, dossier.day)}\u00a0ans" if identity and dossier.birth else ""
    number = dossier.person.file_number
    return ("Parcours de ", Strong(dossier.name), age, f" · dossier {number}" if number else "")


def _person_cells(dossier: SharedDossier) -> Iterator[Cell]:
    """Who she is; how to reach her goes through the service when a call may put her at risk."""
    person, reader = dossier.person, dossier.reader
    yield Cell("Nom, prénom", list_name(person.first_names, person.birth_name, person.use_name), strong=True)
    if reader.may_read("identité"):
        if person.use_name:
            yield Cell("Nom de naissance", person.birth_name)
        yield Cell("Date de naissance", dossier.birth.form if dossier.birth else "–")
        yield from _contact_cells(dossier)
    if reader.may_read("langue") and person.language:
        yield Cell("Langue", person.language)
    if reader.may_read("droits") and person.legal_protection not in (None, "none"):
        protection = dossier.vocabularies.label("legal_protection", person.legal_protection or "")
        yield Cell("Mesure de protection", protection)


def _contact_cells(dossier: SharedDossier) -> Iterator[Cell]:
    person = dossier.person
    if person.safe_contact and dossier.reader.organisation is not None:
        yield Cell("Pour joindre la personne", "par le service", 2)
        return
    yield Cell("Téléphone", say_phone(person.phone) if person.phone else "–")
    if person.phone_note:
        yield Cell("Quand appeler", typeset(person.phone_note))
    if person.email:
        yield Cell("Courriel", person.email)
    place = "\u00a0".join(part for part in (person.postal_code, person.town) if part)
    lines = (f"chez {person.care_of}" if person.care_of else "", person.address, place)
    address = ", ".join(line for line in lines if line)
    if address:
        yield Cell("Adresse du courrier", address, 3 if len(address) > 60 else 2)


def _members(dossier: SharedDossier) -> tuple[Member, ...]:
    return tuple(
        Member(list_name(each.first_names, each.name), each.birth.form if each.birth else "–", link)
        for each, link in zip(dossier.members, household_links(dossier), strict=True)
    )


def _lead_cells(dossier: SharedDossier) -> tuple[Cell, ...]:
    lead, pathway = dossier.lead, dossier.pathway
    cells = [
        Cell("Nom, fonction", named(lead), 2, strong=True),
        Cell("Organisme", dossier.own.name, 2),
        Cell("Téléphone, courriel", reach(lead.phone, lead.email) or reach(dossier.own.phone, dossier.own.email), 2),
    ]
    if pathway is not None:
        agreed = f", accord de la personne le {say_form(pathway.agreed_on)}" if pathway.agreed_on else ""
        chosen = {"mme": "Désignée le", "m": "Désigné le"}.get(lead.title or "", "Depuis le")
        cells.append(Cell(chosen, say_form(pathway.opened_on) + agreed, 2))
    return tuple(cells)


def _workers(dossier: SharedDossier) -> Iterator[Worker]:
    """Colleagues who follow a procedure, the organisations that received one, those with whom she agreed to share."""
    yield from _colleagues(dossier)
    received: dict[Organisation, list[Running]] = {}
    for each in dossier.running:
        if each.addressee is not None and not each.addressee.own and dossier.reader.may_know_of(each.addressee):
            received.setdefault(each.addressee, []).append(each)
    for organisation, running in received.items():
        since = min(each.sent.sent_on for each in running if each.sent and each.sent.sent_on)
        yield Worker(
            name=organisation.name,
            organisation=organisation.unit,
            role=", ".join(each.label for each in running),
            since=f"{since:%m/%Y}",
            contact=say_phone(organisation.phone) if organisation.phone else "",
        )
    for consent, partner in dossier.agreements:
        if partner not in received and dossier.reader.organisation in (None, partner):
            yield Worker(
                name=partner.name,
                organisation=partner.unit,
                role=typeset(consent.purpose or "accord de partage"),
                since=f"{consent.given_on:%m/%Y}",
                contact=say_phone(partner.phone) if partner.phone else "",
            )


def _colleagues(dossier: SharedDossier) -> Iterator[Worker]:
    followed: dict[WorkerRow, list[Running]] = {}
    for each in dossier.running:
        if each.worker is not None:
            followed.setdefault(each.worker, []).append(each)
    for worker, running in followed.items():
        yield Worker(
            name=worker.name,
            organisation=dossier.own.name,
            role=", ".join(each.label for each in running),
            since=f"{min(each.course.procedure.opened_on for each in running):%m/%Y}",
            contact=say_phone(worker.phone) if worker.phone else "",
        )


def _procedure(each: Running, day: date) -> ProcedureLine:
    coming = each.open_deadlines(day)
    first = next((row for row in coming if row.kind != "advice"), None)
    number = each.sent.number if each.sent else ""
    return ProcedureLine(
        scheme=each.label,
        stage=each.stage.label,
        filed_on=each.filed_on,
        reference=", ".join(part for part in (number, each.decider) if part),
        next_deadline=typeset(f"{say_form(first.due)} : {_what(first)}") if first else "",
        worker=each.worker.name if each.worker else "",
    )


def _deadlines(dossier: SharedDossier) -> Iterator[DeadlineLine]:
    """What is overdue and what comes within three months; a piece of advice gone by stays within the service."""
    day = dossier.day
    last = add_months(day, MONTHS_AHEAD)
    found = [(row, each) for each in dossier.running for row in each.open_deadlines(day) if row.due <= last]
    for row, each in sorted(found, key=lambda pair: (pair[0].due, pair[1].label)):
        state = due.state_of(row, day)
        if row.kind == "advice" and state == "advised" and dossier.reader.organisation is not None:
            continue
        word = "conseillé" if row.kind == "advice" else "dépassée" if state == "overdue" else ""
        yield DeadlineLine(row.due, each.label, typeset(_what(row)), _who(row, each), word)


def _what(row: Deadline) -> str:
    basis = unbroken(row.basis or "") if row.verified else "à vérifier"
    return f"{row.label} ({basis})" if basis else row.label


def _who(row: Deadline, each: Running) -> str:
    if row.awaits == "us":
        return each.worker.name if each.worker else "le service"
    return each.decider


def _to_fill(dossier: SharedDossier) -> tuple[Part, ...]:
    words: tuple[Part, ...] = ("wishes",) if dossier.reader.may_read("logement") else ()
    return (*words, "actions", "meeting")


def _sharing(dossier: SharedDossier) -> Iterator[str]:
    consent = dossier.reader.consent
    if consent is None:
        yield OWN_COPY
        for given, organisation in dossier.agreements:
            yield f"{organisation.name} : {_agreement(dossier, given)}"
        yield RIGHTS
        return
    said = _agreement(dossier, consent)
    yield said[:1].upper() + said[1:]
    yield notice(RIGHTS, dossier.own)


def _agreement(dossier: SharedDossier, consent: Consent) -> str:
    basis = dossier.vocabularies.label("sharing_basis", consent.basis)
    until = f", valable jusqu’au {say_form(consent.valid_until)}" if consent.valid_until else ""
    purpose = f" À quoi cela sert : {consent.purpose.rstrip('.')}." if consent.purpose else ""
    shared = ", ".join(consent.categories)
    return f"{basis[:1].lower()}{basis[1:]}, {say_form(consent.given_on)}{until} : {shared}.{purpose}"


def _signatures(dossier: SharedDossier) -> Signatures:
    lead = {"mme": "La référente de parcours", "m": "Le référent de parcours"}.get(
        dossier.lead.title or "", "Le service"
    )
    frames = (Frame("La personne", ("ou\u00a0: n’a pas souhaité signer",)), Frame(lead, (dossier.lead.name,)))
    return Signatures(frames, dossier.own.town, dossier.day)
