# SPDX-License-Identifier: AGPL-3.0-or-later
"""An agreement to share, or a refusal, as the paper that the person signs: in her words, with how to take it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.documents.blocks import Cell, Frame, Tick
from app.documents.paper import Imprint
from app.documents.sharing_agreement import SharingAgreementSheet
from app.french.dates import PartialDate, say_form, say_long
from app.french.typography import typeset
from app.models.consent import Consent
from app.models.organisation import Organisation
from app.models.person import Person
from app.models.worker import Worker
from app.schemes.paths import CATEGORIES
from app.services.naming import civil_name, list_name
from app.services.office import Office
from app.services.paper_heads import address_of, named, notice, own_service, reach, sender_of
from app.services.referral_sheets import addressee_panel

AGREEMENT, REFUSAL = "Accord de partage", "Refus de partage"
SECRECY = "Document couvert par le secret professionnel."
UNCHANGED = "Ce choix ne change rien à mon accompagnement ni à mes droits. Un exemplaire m’est remis."
PAST = "Mon retrait vaut pour la suite : ce qui a déjà été transmis ne peut pas être repris."
READ = "Je peux lire les informations qui me concernent et les faire corriger."


def sheet(session: Session, office: Office, consent: Consent, *, signed: bool) -> SharingAgreementSheet:
    """The sheet of an agreement; not `signed`, its day is left to write by hand."""
    own = own_service(session)
    person = session.get_one(Person, consent.person_id)
    partner = session.get_one(Organisation, consent.organisation_id)
    worker = session.get(Worker, consent.worker_id or office.worker_id)
    return SharingAgreementSheet(
        sender=sender_of(session),
        imprint=Imprint("", office.today(), notice(SECRECY, own), _state(consent), numbered=False),
        title=REFUSAL if consent.refused else AGREEMENT,
        person=_person(person),
        partner=addressee_panel(partner, "Partenaire"),
        statement=typeset(_statement(consent, own.name)),
        categories=_ticks(office, consent),
        terms=_terms(consent),
        rights=tuple(typeset(text) for text in _rights(consent, own)),
        signatures=(Frame("La personne", _means(consent)), Frame("Le service", (named(worker),) if worker else ())),
        place=own.town,
        signed_on=consent.given_on if signed else None,
        running=civil_name(person.title, person.first_names, person.birth_name, person.use_name),
    )


def _state(consent: Consent) -> str:
    return f"retiré le {say_form(consent.withdrawn_on)}" if consent.withdrawn_on else ""


def _person(person: Person) -> tuple[Cell, ...]:
    birth = PartialDate.from_iso(person.birth).form if person.birth else "–"
    name = list_name(person.first_names, person.birth_name, person.use_name)
    return (
        Cell("Personne", name, 2, strong=True),
        Cell("Date de naissance", birth),
        Cell("Dossier", person.file_number or "–"),
    )


def _statement(consent: Consent, own: str) -> str:
    told = "les informations cochées ci-dessous" if consent.categories else "les informations qui me concernent"
    says = "Je n’accepte pas" if consent.refused else "J’accepte"
    only = "" if consent.refused else ", et rien d’autre"
    for_what = f", pour : {consent.purpose.rstrip('.')}" if consent.purpose and not consent.refused else ""
    return f"{says} que le service ({own}) transmette à ce partenaire {told}{only}{for_what}."


def _ticks(office: Office, consent: Consent) -> tuple[Tick, ...]:
    labels = office.catalogue.vocabularies["data_category"]
    shown = CATEGORIES if consent.categories else ()
    return tuple(Tick(each in consent.categories, labels.label_of(each)) for each in shown)


def _terms(consent: Consent) -> tuple[Cell, ...]:
    if consent.refused:
        return (Cell("Refus donné le", say_long(consent.given_on), 2),)
    last = say_long(consent.valid_until) if consent.valid_until else "sans date de fin"
    terms = (Cell("À partir du", say_long(consent.given_on), 2), Cell("Jusqu’au, dernier jour compris", last, 2))
    taken_back = consent.withdrawn_on
    return (*terms, Cell("Retiré le", say_long(taken_back), 2)) if taken_back else terms


def _rights(consent: Consent, own: Organisation) -> tuple[str, ...]:
    where = " · ".join(part for part in (address_of(own), reach(own.phone, own.email)) if part)
    told = (
        f"en le disant ou en l’écrivant au service ({where})" if where else "en le disant ou en l’écrivant au service"
    )
    if consent.refused:
        return f"Je peux changer d’avis à tout moment, {told}.", UNCHANGED, READ
    way = f"Je peux retirer cet accord à tout moment, sans dire pourquoi, {told}."
    return way, PAST, UNCHANGED, READ


def _means(consent: Consent) -> tuple[str, ...]:
    return (typeset(f"Recueilli : {consent.means}"),) if consent.means else ()
