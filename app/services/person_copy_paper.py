# SPDX-License-Identifier: AGPL-3.0-or-later
"""The copy handed to the person, assembled: everyday words, exact dates, no article of law, nobody else’s data.

The discreet copy is for someone who lives with the person she is protected from. It could be anybody’s: a first name, a
telephone number, days on which to call. It names no scheme, no organisation, no address.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.documents.paper import Imprint
from app.documents.person_copy import PersonCopySheet, PlainDate, Support
from app.french.dates import age_on, say_long
from app.french.identifiers import say_phone
from app.french.typography import typeset
from app.models.consent import Consent
from app.models.derived import Deadline
from app.models.organisation import Organisation
from app.models.referral import Referral
from app.models.worker import Worker
from app.schemes.calendar import add_months
from app.schemes.criteria import documents_asked, facts_on
from app.schemes.plain import told
from app.services.dossier_shared import Running, SharedDossier
from app.services.paper_heads import sender_of
from app.services.sharing import MASKED_KINDS

MONTHS_AHEAD = 3
MOST_DATES = 6
ADULT = 18
PARTNERS = frozenset({"conjoint", "concubin", "partenaire"})
PLACES = {"ccas": "au CCAS", "cias": "au CIAS", "commune": "à la mairie", "conseil_departemental": "au Département"}
IN_HER_HANDS = frozenset({"preparation", "paused"})
"""The shades of the stages during which documents are still gathered."""
RIGHTS = (
    "Vous pouvez lire votre dossier, le faire corriger, ou ne plus partager vos informations. Il suffit de le dire à "
    "{lead}.",
    "Si vous dites non, nous continuons à vous aider. Certaines demandes ne pourront pas partir : nous vous dirons "
    "lesquelles. Vous pouvez aussi saisir la CNIL.",
)


def sheet(dossier: SharedDossier, *, discreet: bool = False) -> PersonCopySheet:
    """Her copy, complete or discreet."""
    if discreet:
        return _discreet(dossier)
    lead = dossier.lead
    return PersonCopySheet(
        sender=sender_of(dossier.session),
        imprint=Imprint("", dossier.day, "", numbered=False),
        addressed_to=_addressed_to(dossier),
        supports=(Support(lead.name, _here(dossier), _phone(dossier, lead)), *_others(dossier)),
        wishes=typeset(dossier.person.own_words),
        dates=tuple(_dates(dossier)),
        procedures=tuple(_procedure(each) for each in dossier.running),
        rights=tuple(typeset(text.format(lead=lead.name)) for text in RIGHTS),
        numbers=_numbers(dossier),
        bring=tuple(_to_bring(dossier)),
        sent=tuple(map(typeset, (*_sent(dossier), *_shared(dossier)))),
        file_number=dossier.person.file_number,
    )


def _discreet(dossier: SharedDossier) -> PersonCopySheet:
    first = dossier.lead.name.partition(" ")[0]
    return PersonCopySheet(
        sender=sender_of(dossier.session),
        imprint=Imprint("", dossier.day, "", numbered=False),
        addressed_to="",
        supports=(Support(first, "", _phone(dossier, dossier.lead)),),
        wishes="",
        dates=tuple(_calls(dossier, first)),
        procedures=(),
        rights=(),
        discreet=True,
    )


def _calls(dossier: SharedDossier, first: str) -> Iterator[PlainDate]:
    """The days on which to call, one line each: before what she must do, on the day of what she waits for."""
    awaited = {row.due: True for row, _ in _coming(dossier)} | {
        row.due: False for row, _ in _coming(dossier) if row.awaits == "us"
    }
    for day, waits in sorted(awaited.items()):
        past = day < dossier.day
        yield PlainDate(day, f"Téléphoner à {first} " + ("vite." if past else "ce jour-là." if waits else "avant."))


def _addressed_to(dossier: SharedDossier) -> str:
    person = dossier.person
    name = f"{person.first_names.split()[0] if person.first_names else ''} {person.use_name or person.birth_name}"
    title = {"mme": "Madame ", "m": "Monsieur "}.get(person.title or "", "")
    return f"{title}{name.strip()}"


def _here(dossier: SharedDossier) -> str:
    """« au CCAS », as one says it; the whole name of another service."""
    return PLACES.get(dossier.own.kind, dossier.own.name)


def _phone(dossier: SharedDossier, worker: Worker) -> str:
    phone = worker.phone or dossier.own.phone
    return say_phone(phone) if phone else ""


def _others(dossier: SharedDossier) -> Iterator[Support]:
    """The colleagues who follow a procedure, then the partners with whom she agreed to share."""
    seen = {dossier.lead.id}
    for each in dossier.running:
        if each.worker is not None and each.worker.id not in seen:
            seen.add(each.worker.id)
            yield Support(each.worker.name, _here(dossier), _phone(dossier, each.worker))
    for _, partner in dossier.agreements:
        if partner.phone and partner.kind not in MASKED_KINDS:
            yield Support(partner.name, "", say_phone(partner.phone))


def _dates(dossier: SharedDossier) -> Iterator[PlainDate]:
    return (_plain(row, each, dossier.day) for row, each in _coming(dossier))


def _coming(dossier: SharedDossier) -> list[tuple[Deadline, Running]]:
    """What comes within three months, or else the next date; first, what she or the service has let go by."""
    day = dossier.day
    known = [(row, each) for each in dossier.running for row in each.open_deadlines(day)]
    late = [pair for pair in known if pair[0].due < day and _is_ours_by_law(pair[0])]
    coming = sorted((pair for pair in known if pair[0].due >= day), key=lambda pair: (pair[0].due, pair[0].key))
    soon = [pair for pair in coming if pair[0].due <= add_months(day, MONTHS_AHEAD)]
    return [*late, *(soon or coming[:1])][:MOST_DATES]


def _is_ours_by_law(row: Deadline) -> bool:
    return row.awaits == "us" and row.kind != "advice"


def _plain(row: Deadline, each: Running, day: date) -> PlainDate:
    rule = each.course.edition.deadlines.get(row.key)
    dates = _dates_of(each)
    what = told(rule.plain, dates) if rule and rule.plain else f"{row.label}."
    then = told(rule.plain_then, dates, day) if rule and rule.plain else row.consequence
    if row.due < day:
        then = "Ce jour est passé. Venez nous voir vite\u00a0: nous vous aiderons."
    return PlainDate(row.due, what, then)


def _dates_of(each: Running) -> dict[str, date]:
    return {row.key: row.due for row in each.deadlines if row.closed_on is None}


def _procedure(each: Running) -> tuple[str, str]:
    edition = each.course.edition
    stage = edition.stages.get(each.stage.id)
    said = told(stage.plain, _dates_of(each)) if stage else ""
    label = each.stage.label
    return each.course.procedure.label or edition.plain_title or edition.short_title, said or (
        label[:1].lower() + label[1:]
    )


def _to_bring(dossier: SharedDossier) -> Iterator[str]:
    """The documents that the running procedures ask for, while they are still being gathered."""
    listed: set[str] = set()
    for each in dossier.running:
        if each.stage.shade not in IN_HER_HANDS:
            continue
        received = dossier.received(each)
        facts = facts_on(each.course.edition, dossier.values_of(each), dossier.day)
        for asked in documents_asked(each.course.edition, facts):
            document = asked.document
            if asked.asked == "yes" and not document.optional and document.id not in received:
                if document.label not in listed:
                    yield document.label
                listed.add(document.label)


def _sent(dossier: SharedDossier) -> Iterator[str]:
    titles = {each.id: _procedure(each)[0] for each in dossier.procedures}
    for referral, organisation in dossier.referrals:
        if organisation.kind not in MASKED_KINDS and referral.procedure_id in titles:
            yield _sending(referral, organisation, titles[referral.procedure_id])


def _sending(referral: Referral, organisation: Organisation, title: str) -> str:
    day = say_long(referral.sent_on) if referral.sent_on else ""
    if referral.channel == "given_to_person":
        return f"{title} : dossier remis à vous le {day}, à déposer. Pour : {organisation.name}."
    return f"{title} : dossier envoyé le {day}. À : {organisation.name}."


def _shared(dossier: SharedDossier) -> Iterator[str]:
    """With whom she agreed to share what, until when."""
    for consent, organisation in dossier.agreements:
        if organisation.kind not in MASKED_KINDS:
            yield _agreement(consent, organisation)


def _agreement(consent: Consent, organisation: Organisation) -> str:
    until = f", jusqu’au {say_long(consent.valid_until)}" if consent.valid_until else ""
    what = ", ".join(consent.categories)
    return f"Avec votre accord{until}, {organisation.name} peut connaître : {what}."


def _numbers(dossier: SharedDossier) -> tuple[tuple[str, str], ...]:
    """The numbers that are safe for her: the one about violence never where someone at home could read it."""
    found = [("Urgence, sans abri", "115")]
    if any(each.birth and age_on(each.birth, dossier.day) < ADULT for each in dossier.members):
        found.append(("Enfant en danger", "119"))
    lives_with_partner = any(each.link in PARTNERS for each in dossier.members)
    if dossier.feminine and not dossier.person.safe_contact and not lives_with_partner:
        found.append(("Violences", "3919"))
    return tuple(found)
